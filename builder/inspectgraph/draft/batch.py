"""Draft the reports of a folder in several processes, each on its own."""

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
    """Settings for each report.

    Args:
        project: The project with the registry, or None for that of the package.
        today: The day that is entered.
        as_json: Whether to write JSON rather than an extract.
        time_limit: The seconds of processor time for reading a PDF.
    """

    project: Path | None
    today: date
    as_json: bool
    time_limit: float


@dataclass(frozen=True, slots=True)
class Drafted:
    """Result for one report: the files of its draft, or an error with its exit code.

    `remarks` name what could be read only in part.
    """

    path: Path
    files: dict[str, bytes]
    remarks: tuple[str, ...] = ()
    error: str = ""
    exit_code: int = 0


def reports_in(folder: Path) -> list[Path]:
    """Return the PDFs, texts and Markdown files of a folder by name, without a README."""
    reports: list[Path] = []
    for path in folder.iterdir():
        if path.stem.upper() == "README":
            continue
        if path.suffix.lower() in _ENDINGS:
            reports.append(path)
    return sorted(reports, key=attrgetter("name"))


def draft_one(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Return the files of the draft of one report, under a name.

    Raises:
        UnreadableError: If the report cannot be read.
        TimeLimitError: If it could not be read in time.
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
    """Yield the result for each report, in the order of completion.

    Args:
        paths: The reports.
        wanted: The settings.
        jobs: The number of processes; by default one a processor.
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
    """Let Ctrl-C end this worker process at once and without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _ended_early() -> Iterator[None]:
    """End the worker processes when the caller stops early."""
    try:
        yield
    except (KeyboardInterrupt, GeneratorExit):
        for process in active_children():
            process.terminate()
        raise


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return the name of each extract: that of its file, with `-2` for the second."""
    names: dict[Path, str] = {}
    for path in paths:
        name, count = slug(path.stem), 1
        while name in names.values():
            count += 1
            name = f"{slug(path.stem)}-{count}"
        names[path] = name
    return names


def _alone(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report in a process of its own."""
    with ProcessPoolExecutor(1) as pool:
        drafted = _outcome(pool.submit(_draft, path, name, wanted))
    if drafted:
        return drafted
    error = f"{path}: the process that read it ended [crashed]"
    return Drafted(path, {}, error=error, exit_code=3)


def _outcome(future: Future[Drafted]) -> Drafted | None:
    """Return the result of a process, or None where it crashed."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _draft(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report; an error is returned as a result."""
    try:
        return draft_one(path, name, wanted)
    except InspectGraphError as error:
        return Drafted(path, {}, error=str(error), exit_code=error.exit_code)


@cache
def _knowledge(project: Path | None) -> Knowledge:
    """Return the knowledge of a project, read once a process."""
    return Knowledge.of(project)
