"""Measure processor time and memory of drafting a folder of PDFs, for one or two versions.

    python benchmarks/drafting.py PDFS --every 13
    python benchmarks/drafting.py PDFS --every 13 --other OLD/.venv/bin/inspectgraph

Each round drafts the reports three times: in full with one process, in full with two
processes, and at depth `grades` (only their grades) with two processes. Each time, this
version and the other version run in turn. Figures are medians of the rounds: processor
time for each report (user and system, of the command and all that it starts), seconds for
each report by the clock, and memory of the largest process. If there is another version,
a line gives the median of the ratios within the rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

PROJECT = Path(__file__).parents[1]
TOOL = shutil.which("inspectgraph") or str(
    Path(sys.executable).with_name("inspectgraph")
)
#: The options of each way of drafting.
WAYS = {
    "full, one process": ("--depth", "full", "-j", "1"),
    "full, two processes": ("--depth", "full", "-j", "2"),
    "grades, two processes": ("--depth", "grades", "-j", "2"),
}


class Cost(NamedTuple):
    """Processor time and seconds a report, and megabytes of the largest process."""

    processor: float
    seconds: float
    megabytes: float


def cost(tool: str, options: tuple[str, ...], folder: Path) -> Cost:
    """Draft a folder with a version of the command, and return its time and memory."""
    reports = len(list(folder.iterdir()))
    with tempfile.TemporaryDirectory() as out:
        command = [tool, "draft", str(folder), "-o", out, *options]
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        drafts = len(list(Path(out).glob("*.yaml")))
    if drafts != reports:
        raise SystemExit(f"{' '.join(command)} wrote {drafts} of {reports} drafts")
    processor = used.ru_utime + used.ru_stime
    return Cost(processor / reports, seconds / reports, used.ru_maxrss / 1024)


def chosen(folder: Path, every: int, into: Path) -> int:
    """Link each n-th PDF of a folder into another folder; return their number."""
    pdfs = sorted(folder.glob("*.pdf"))[::every]
    for pdf in pdfs:
        (into / pdf.name).symlink_to(pdf.absolute())
    return len(pdfs)


def main() -> None:
    """Draft in interleaved rounds, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each n-th PDF only")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--other", help="the command of another version")
    parser.add_argument("--way", action="append", choices=WAYS, help="only this way")
    options = parser.parse_args()
    tools = {"this": TOOL}
    if options.other:
        tools["other"] = options.other
    found: dict[tuple[str, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{chosen(options.folder, options.every, folder)} reports")
        for number in range(options.rounds):
            for way in options.way or WAYS:
                versions = sorted(tools, reverse=number % 2 == 1)
                for version in versions:
                    one = cost(tools[version], WAYS[way], folder)
                    found.setdefault((way, version), []).append(one)
    print(f"{'':24}{'version':>9}{'CPU s':>8}{'least':>8}{'s':>8}{'MB':>6}")
    for (way, version), costs in found.items():
        processor, seconds, megabytes = map(median, zip(*costs, strict=True))
        least = min(costs).processor
        print(
            f"{way:24}{version:>9}{processor:8.2f}{least:8.2f}{seconds:8.2f}{megabytes:6.0f}"
        )
    for way in options.way or WAYS:
        if (way, "other") in found:
            pairs = zip(found[way, "this"], found[way, "other"], strict=True)
            ratio = median(this.processor / other.processor for this, other in pairs)
            print(f"{way}: CPU this / other {ratio:.2f}")


if __name__ == "__main__":
    main()
