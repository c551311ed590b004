"""Build a project without its store on disk, to tell the load of the store apart.

Usage: python benchmarks/build_without_store.py PROJECT

With `python benchmarks/memory.py` before it, prints the time and memory that a build needs
besides the load of the store.
"""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

from inspectgraph.build import build
from inspectgraph.shards import stored


def main() -> None:
    """Build the project, and print the number of quads."""
    with mock.patch.object(stored, "place_of", return_value=None):
        print(f"{build(Path(sys.argv[1]), draw=False).quads:,} quads")


if __name__ == "__main__":
    main()
