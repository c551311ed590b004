"""Measure time and memory of reading and drafting PDFs of several lengths.

The first table is for a PDF of 60 pages, the second for PDFs of 1 to 2,000 pages, the
third for eleven PDFs, or for the reports of FOLDER. The PDFs are made by the code of the
tests. Figures are medians of interleaved rounds; memory is the maximum of a process and
its children together.
Usage: python benchmarks/reading.py [FOLDER] [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

from spoilt.pdfs import report  # noqa: E402 - the tests' folder is no package

LENGTHS = (1, 10, 60, 250, 1000, 2000)
TOOL = shutil.which("inspectgraph") or str(
    Path(sys.executable).with_name("inspectgraph")
)

Command = list[str]


def timed(command: Command) -> tuple[float, float]:
    """Run a command; return its seconds, and the most megabytes that it used."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most: list[int] = [0]
    watcher = threading.Thread(target=_watch, args=(process, most), daemon=True)
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - start
    watcher.join()
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return seconds, most[0] / 1024


def _watch(process: subprocess.Popen[bytes], most: list[int]) -> None:
    """Note the most memory that a process and its children have together, in kilobytes."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(_resident, _family(process.pid))))
        time.sleep(0.02)


def _family(parent: int) -> list[int]:
    """Return the ids of a process and of all its descendants."""
    found = [parent]
    for process in found:
        try:
            children = Path(f"/proc/{process}/task/{process}/children").read_text(
                encoding="ascii"
            )
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _resident(process: int) -> int:
    """Return the memory of a process in kilobytes, or 0 if it is unknown."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0
    )


def table(title: str, commands: Mapping[str, Command], rounds: int) -> dict[str, float]:
    """Time commands in interleaved rounds, print a table and return the medians."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(timed(command))
    print(f"\n{title:44}{'median s':>10}{'least':>8}{'most':>8}{'MB':>7}")
    for name, values in found.items():
        seconds = [value for value, _ in values]
        memory = median(value for _, value in values)
        print(
            f"{name:44}{median(seconds):10.2f}{min(seconds):8.2f}{max(seconds):8.2f}{memory:7.0f}"
        )
    return {
        name: median(value for value, _ in values) for name, values in found.items()
    }


def one_core(command: Command) -> Command:
    """Return a command that runs on one core, if the system supports this."""
    return [*(["taskset", "-c", "0"] if shutil.which("taskset") else []), *command]


def lengths(folder: Path, rounds: int) -> None:
    """Read and draft PDFs of growing length, on one core."""
    files = {pages: folder / f"report-{pages}.pdf" for pages in LENGTHS}
    for pages, file in files.items():
        file.write_bytes(report(pages))
    for verb, option in (("read", "--units"), ("draft", "--json")):
        commands = {
            f"{pages} pages": one_core([TOOL, verb, str(file), option])
            for pages, file in files.items()
        }
        found = table(f"{verb} one PDF, one core", commands, rounds)
        empty = found["1 pages"]
        each = (
            f"{1000 * (found[f'{pages} pages'] - empty) / (pages - 1):.1f} of {pages}"
            for pages in LENGTHS[1:]
        )
        print(f"milliseconds a page: {', '.join(each)}")


def folder_of_reports(given: Path | None, folder: Path, rounds: int) -> None:
    """Draft eleven PDFs, one after the other and side by side."""
    reports = folder / "reports"
    reports.mkdir()
    if given:
        for file in sorted(given.glob("*.pdf")):
            if file.read_bytes()[:5] == b"%PDF-":
                shutil.copy(file, reports)
    else:
        for number in range(11):
            (reports / f"report-{number}.pdf").write_bytes(report(30 + number))
    count = len(list(reports.iterdir()))
    drafting = [
        TOOL,
        "draft",
        str(reports),
        "-o",
        str(folder / "drafts"),
        "--force",
        "-j",
    ]
    commands = {
        f"-j {jobs}": [*drafting, str(jobs)]
        for jobs in sorted({1, 2, os.cpu_count() or 1})
    }
    table(f"{count} PDFs drafted, {os.cpu_count()} cores", commands, rounds)


def main() -> None:
    """Print three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        help="reports instead of the eleven that are made",
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lengths(Path(name), options.rounds)
        folder_of_reports(options.folder, Path(name), options.rounds)


if __name__ == "__main__":
    main()
