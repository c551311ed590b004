"""Draft the reports of a folder, several at a time, each in a worker process.

An unreadable report, or one that crashes its process, does not stop the other reports.
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import active_children
from operator import attrgetter
from pathlib import Path

from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.output.json import summary
from inspectgraph.draft.pipeline import draft_report
from inspectgraph.draft.resources import Knowledge
from inspectgraph.files.unit_list import SUFFIX, write_units
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.read import slug

__all__ = ["Drafted", "Wanted", "draft_files", "draft_one", "reports_in"]

_ENDINGS = {".pdf", ".md", ".txt", ".text", ".markdown"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Settings for drafting a folder of reports, the same for every report.

    Args:
        project: The folder of the project whose registry is used; None for the current
            folder. A registry file that the folder lacks is taken from the package.
        today: The date that is written into each extract as the day of drafting.
        as_json: Whether to write JSON files instead of extracts.
        time_limit: The limit of processor time, in seconds, for reading one PDF.
    """

    project: Path | None
    today: date
    as_json: bool
    time_limit: float


@dataclass(frozen=True, slots=True)
class Drafted:
    """Result for one report: its output files, or an error.

    `files` has the content of each file by its name. `remarks` names the parts of the
    report that could not be read in full. `exit_code` is the exit code for the error.
    """

    path: Path
    files: dict[str, bytes]
    remarks: tuple[str, ...] = ()
    error: str = ""
    exit_code: int = 0


def reports_in(folder: Path) -> list[Path]:
    """Return the PDF, text and Markdown files of a folder, sorted by name.

    A file whose name is README is left out.
    """
    reports: list[Path] = []
    for path in folder.iterdir():
        if path.stem.upper() == "README":
            continue
        if path.suffix.lower() in _ENDINGS:
            reports.append(path)
    return sorted(reports, key=attrgetter("name"))


def draft_one(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report and return its output files in memory.

    Args:
        path: The report.
        name: The name of the extract. The output files have this name and an ending.
        wanted: The settings.

    Raises:
        UnreadableError: If the report cannot be read.
        TimeLimitError: If reading the report takes longer than the time limit.
    """
    knowledge = _knowledge(wanted.project)
    document, draft = draft_report(path, knowledge, wanted.time_limit)
    if wanted.as_json:
        text = json.dumps(
            summary(draft, knowledge, document), indent=1, ensure_ascii=False
        )
        files = {f"{name}.json": f"{text}\n".encode()}
    else:
        extract = extract_text(draft, document, knowledge, name, wanted.today)
        files = {
            f"{name}.yaml": extract.encode(),
            f"{name}{SUFFIX}": write_units(document.listed()).encode(),
        }
    return Drafted(path, files, document.remarks)


def draft_files(
    paths: Sequence[Path], wanted: Wanted, jobs: int | None = None
) -> Iterator[Drafted]:
    """Draft reports in parallel and yield each result as soon as it is ready.

    If a worker process crashes, each report that has no result yet is drafted again in
    a new process.

    Args:
        paths: The reports.
        wanted: The settings.
        jobs: The number of processes. The default is one for each processor.
    """
    names = _names(paths)
    jobs = max(1, min(jobs or os.cpu_count() or 1, len(paths)))
    if jobs == 1:
        for path, name in names.items():
            yield _draft(path, name, wanted)
        return
    left = dict(names)
    with (
        ProcessPoolExecutor(jobs, initializer=_end_at_interrupt) as pool,
        _ended_early(),
    ):
        running = [
            pool.submit(_draft, path, name, wanted) for path, name in names.items()
        ]
        for future in as_completed(running):
            if (drafted := _outcome(future)) is not None:
                del left[drafted.path]
                yield drafted
    for path, name in left.items():
        yield _alone(path, name, wanted)


def _end_at_interrupt() -> None:
    """Make Ctrl-C end this worker process at once, without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _ended_early() -> Iterator[None]:
    """Return a context manager that ends the worker processes at an early exit.

    An early exit is an interrupt, or a caller that stops before the last result.
    """
    try:
        yield
    except (KeyboardInterrupt, GeneratorExit):
        for process in active_children():
            process.terminate()
        raise


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return a unique extract name for each report, made from its file name.

    If two file names give the same extract name, `-2` is added to the second name.
    """
    names: dict[Path, str] = {}
    for path in paths:
        name, count = slug(path.stem), 1
        while name in names.values():
            count += 1
            name = f"{slug(path.stem)}-{count}"
        names[path] = name
    return names


def _alone(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report in a new process.

    Return an error result if the process crashes.
    """
    with ProcessPoolExecutor(1) as pool:
        drafted = _outcome(pool.submit(_draft, path, name, wanted))
    if drafted:
        return drafted
    error = f"{path}: the process that read it ended [crashed]"
    return Drafted(path, {}, error=error, exit_code=3)


def _outcome(future: Future[Drafted]) -> Drafted | None:
    """Wait for a worker process and return its result.

    Return None if the process crashed.
    """
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _draft(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report, and return an error result if drafting fails."""
    try:
        return draft_one(path, name, wanted)
    except InspectGraphError as error:
        return Drafted(path, {}, error=str(error), exit_code=error.exit_code)


@cache
def _knowledge(project: Path | None) -> Knowledge:
    """Return the registry and schemes of a project.

    Each process reads them only once.
    """
    return Knowledge.of(project)
