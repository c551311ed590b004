"""Run a command, and print its time and the memory of all its processes together.

Usage: python benchmarks/memory.py COMMAND [ARGUMENT ...]

Prints the seconds, the processor time, and the largest sum over all processes that run at
the same time: of the resident memory, in which a page that several processes share counts
once for each of them, and of the proportional memory, in which it counts once. Needs Linux.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from scale import tree

#: The seconds between two looks at the processes.
_PAUSE = 0.5
_KINDS = ("Rss", "Pss")


def main() -> None:
    """Run the command given as arguments; end with its exit code."""
    start, most = time.monotonic(), Counter[str]()
    process = subprocess.Popen(sys.argv[1:])
    while process.poll() is None:
        most |= sum(map(held, tree(process.pid)), Counter())  # the larger of each
        time.sleep(_PAUSE)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{time.monotonic() - start:.1f} s, processor time"
        f" {used.ru_utime + used.ru_stime:.1f} s;"
        f" resident {most['Rss'] * 1024 / 1e6:,.0f} MB,"
        f" proportional {most['Pss'] * 1024 / 1e6:,.0f} MB"
    )
    sys.exit(process.returncode)


def held(pid: int) -> Counter[str]:
    """Return the memory of a process in KiB by its kind; 0 if the process has ended."""
    found: Counter[str] = Counter()
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return found
    for line in lines:
        kind, _, rest = line.partition(":")
        if kind in _KINDS:
            found[kind] = int(rest.split()[0])
    return found


if __name__ == "__main__":
    main()
