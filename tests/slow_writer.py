"""A slow writer for tests that kill it: `slow_writer.py FOLDER LABEL FILES SECONDS [aside]`.

It writes a set of files with `write_set`, and prints the number of the current file.
With `aside` it behaves as on systems that cannot exchange two folders in one step.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from inspectgraph.files import exchange
from inspectgraph.files.atomic import write_set


def content(label: str, files: int) -> dict[str, bytes]:
    """Return the files of a set; each file contains the name of the set."""
    return {
        f"part-{n % 3}/{n}.txt": f"{label} {n}\n".encode() * 50 for n in range(files)
    }


class Slowly(Mapping[str, bytes]):
    """Files that are given one after the other, each after a pause."""

    def __init__(self, files: dict[str, bytes], pause: float) -> None:
        self.files, self.pause = files, pause

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __getitem__(self, name: str) -> bytes:
        """Wait, print the name of the file, and return its content."""
        time.sleep(self.pause)
        print(list(self.files).index(name), flush=True)  # noqa: T201 - the test reads how far it is
        return self.files[name]


def no_exchange(one: Path, other: Path) -> bool:
    """Behave as on systems that cannot exchange two folders in one step."""
    return False


def main() -> None:
    """Write the set that the arguments ask for."""
    folder, label, files, seconds, *aside = sys.argv[1:]
    if aside:
        exchange._exchange = no_exchange
    write_set(
        Path(folder), Slowly(content(label, int(files)), float(seconds) / int(files))
    )
    print("written", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
