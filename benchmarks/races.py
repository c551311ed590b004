"""Let pairs of writers race for one output folder, and kill some of them at random moments.

Each pair builds two projects, which differ in one grade, into one folder at the same
time. In every second pair one of the two builds is killed (SIGKILL); in every fourth
pair somebody else puts a file into the folder meanwhile. The same is then done with bare
writers, which only write. After each pair the folder must contain one of the two sets
completely, and every file of somebody else, in the folder and next to it, must be there
unchanged.

Usage: python benchmarks/races.py [PAIRS]
"""

from __future__ import annotations

import os
import platform
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from pathlib import Path

import inspectgraph.build  # noqa: F401 - what builds need is loaded once, before they are forked
from inspectgraph.cli import main as command_line
from inspectgraph.files.atomic import recover, write_set
from inspectgraph.files.manifest import MANIFEST, read_manifest
from inspectgraph.model.errors import UsageError

SMALL = Path(__file__).parents[1] / "tests" / "projects" / "small"
#: The most seconds that a pair may take; many times what it needs on a busy machine.
PATIENCE = 120
#: Files next to the folder whose names resemble the names of our own files.
BESIDE = (
    "notes.txt",
    "graphs.new-ideas/x",
    "graphs.aside/x",
    ".graphs.inspectgraph-new-mine/x",
)
THEIRS = "reports/mine.txt"
_FORK = get_context("fork")


@dataclass
class Race:
    """Two writers of one folder, and what was seen so far."""

    folder: Path
    writers: tuple[Callable[[], None], Callable[[], None]]
    sets: list[dict[str, bytes]]
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> None:
    """Run the races and print a dated result; end with 1 if anything was lost."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    moments = random.Random(7)
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, inspectgraph {version('inspectgraph')}, ",
        end="",
    )
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}"
    )
    faults = []
    with tempfile.TemporaryDirectory() as name:
        for title, race in (
            ("builds", builds(Path(name, "b"))),
            ("writers", writers(Path(name, "w"))),
        ):
            span = 0.9 * min(duration(race) for _ in range(3))
            for number in range(pairs):
                run_pair(race, number, moments, span)
            print(f"{pairs} pairs of {title}: {len(race.faults)} faults")
            print(
                "".join(
                    f"  {race.seen[what]:4} {what}\n" for what in sorted(race.seen)
                ),
                end="",
            )
            faults += race.faults
    print(
        "\n".join(faults)
        or "never a set with a file missing, never a file of somebody else's lost"
    )
    sys.exit(bool(faults))


def builds(where: Path) -> Race:
    """Return a race of two builds."""
    projects = [shutil.copytree(SMALL, where / name) for name in ("one", "other")]
    extract = projects[1] / "extracts" / "netherford-jar-2008.yaml"
    text = extract.read_text(encoding="utf-8")
    extract.write_text(
        text.replace("    grade: good\n", "    grade: adequate\n", 1), encoding="utf-8"
    )
    folder = where / "out" / "graphs"

    def build(project: Path) -> Callable[[], None]:
        return lambda: command_line(
            ["build", str(project), "--no-draw", "-o", str(folder)]
        )

    return started(folder, (build(projects[0]), build(projects[1])))


def writers(where: Path) -> Race:
    """Return a race of two writers, each of 40 files."""
    folder = where / "out" / "graphs"

    def write(label: str) -> Callable[[], None]:
        files = {f"reports/{n}.ttl": f"{label} {n}\n".encode() * 500 for n in range(40)}
        return lambda: write_one(folder, files)

    return started(folder, (write("one"), write("other")))


def write_one(folder: Path, files: dict[str, bytes]) -> None:
    """Write a set of files; on an error, end with its message and exit code."""
    try:
        write_set(folder, files)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)


def started(folder: Path, run: tuple[Callable[[], None], Callable[[], None]]) -> Race:
    """Return a race, after each writer has written its set once alone.

    The files of somebody else are put beside the folder.
    """
    sets = []
    for writer in run:
        wait(start(writer))
        sets.append(held(folder))
    if sets[0] == sets[1] or sets[0].keys() != sets[1].keys():
        sys.exit("the two writers do not write different sets of the same files")
    for name in BESIDE:
        (folder.parent / name).parent.mkdir(exist_ok=True)
        (folder.parent / name).write_bytes(b"mine")
    return Race(folder, run, sets)


def duration(race: Race) -> float:
    """Return how many seconds two writers at once take."""
    begin = time.monotonic()
    for process in [start(writer) for writer in race.writers]:
        wait(process)
    return time.monotonic() - begin


def run_pair(race: Race, number: int, moments: random.Random, span: float) -> None:
    """Let two writers race, disturb them, and check the folder afterwards."""
    events: list[tuple[float, Callable[[], None]]] = []
    processes = [start(writer) for writer in moments.sample(race.writers, 2)]
    if number % 2:
        events.append(
            (moments.uniform(0, span), lambda: kill_one(race, processes, moments))
        )
    if number % 4 == 2:
        events.append((moments.uniform(0, span), lambda: put_theirs(race)))
    begin = time.monotonic()
    for moment, act in sorted(events, key=lambda event: event[0]):
        time.sleep(max(0.0, begin + moment - time.monotonic()))
        act()
    codes = sorted(wait(process) for process in processes)
    race.seen[
        f"{'kill, ' if number % 2 else ''}exit codes {codes[0]} and {codes[1]}"
    ] += 1
    race.faults += [
        f"pair {number}, {codes}: {fault}"
        for fault in found_faults(race, number, codes)
    ]
    (race.folder / THEIRS).unlink(missing_ok=True)


def kill_one(race: Race, processes: list[ForkProcess], moments: random.Random) -> None:
    """Kill one of the writers that have not ended."""
    running = [process for process in processes if process.is_alive()]
    race.seen["kills that hit a running writer"] += bool(running)
    if running:
        moments.choice(running).kill()


def put_theirs(race: Race) -> None:
    """Put a file of somebody else's into the folder."""
    (race.folder / THEIRS).write_bytes(b"mine")


def found_faults(race: Race, number: int, codes: list[int]) -> Iterator[str]:
    """Yield what is wrong after a pair: with the folder, its files, or the exit codes."""
    recover(race.folder)
    found = held(race.folder)
    theirs = found.pop(THEIRS, None)
    if found not in race.sets:
        yield f"not one of the two sets: {sorted(found)}"
    manifest = read_manifest(race.folder)
    if manifest is None or set(manifest.listed) != found.keys() - {MANIFEST}:
        yield "the manifest does not list the files"
    if number % 4 == 2 and theirs != b"mine":
        yield f"{THEIRS} is lost"
    if not set(codes) <= {0, 2, -signal.SIGKILL}:
        yield "an exit code that nothing explains"
    for name in BESIDE:
        if not (race.folder.parent / name).is_file():
            yield f"{name} is lost"


def held(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def start(writer: Callable[[], None]) -> ForkProcess:
    """Start a writer in a separate process that prints nothing."""
    process = _FORK.Process(target=quietly, args=(writer,))
    process.start()
    return process


def quietly(writer: Callable[[], None]) -> None:
    """Run a writer, and discard what it prints."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    writer()


def wait(process: ForkProcess) -> int:
    """Wait for a writer and return its exit code."""
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        sys.exit(f"a writer did not end within {PATIENCE} seconds")
    return process.exitcode


if __name__ == "__main__":
    main()
