"""Print the lowest release of each library that `setup.cfg` allows, as constraints for pip.

Usage: python .ci/lowest.py setup.cfg >lowest.txt
"""

from __future__ import annotations

import re
import sys
from configparser import ConfigParser
from pathlib import Path

_BOUND = re.compile(r"^([A-Za-z0-9_.-]+) >= ([0-9.]+)(?:; .*)?$")


def lowest(
    settings: str,
    extras: tuple[str, ...] = ("cluster", "confirm", "frames", "rich", "serve", "test"),
) -> list[str]:
    """Return `name==release` for each requirement of the package and of the extras that tests need."""
    parser = ConfigParser(interpolation=None)
    parser.read_string(settings)
    groups = [
        parser["options"]["install_requires"],
        *(parser["options.extras_require"][extra] for extra in extras),
    ]
    lines = [line.strip() for group in groups for line in group.splitlines()]
    return sorted(
        f"{found[1]}=={found[2]}" for line in lines if (found := _BOUND.match(line))
    )


if __name__ == "__main__":
    sys.stdout.write(
        "\n".join(lowest(Path(sys.argv[1]).read_text(encoding="utf-8"))) + "\n"
    )
