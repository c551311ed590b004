"""Draft the reports of a folder, several at a time, each in a worker process.

An unreadable report, or a report that crashes its process, does not stop the other
reports.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children
from operator import attrgetter
from pathlib import Path

from inspectgraph.draft.single import Drafted, Wanted, draft_one
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.read import slug
from inspectgraph.read.pdf.processes import allow_forks

__all__ = ["draft_files", "reports_in"]

_ENDINGS = {".pdf", ".md", ".txt", ".text", ".markdown"}


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


def draft_files(
    paths: Sequence[Path], wanted: Wanted, jobs: int | None = None
) -> Iterator[Drafted]:
    """Draft reports in parallel and yield each result as soon as it is ready.

    If a worker process crashes, each report that has no result yet is drafted again in
    a new process.

    Args:
        paths: The files of the reports.
        wanted: The settings of the drafts.
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
        ProcessPoolExecutor(jobs, initializer=_begin_worker) as pool,
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


def _begin_worker() -> None:
    """Prepare this worker process.

    Ctrl-C ends the worker at once, without a traceback. The worker reads each PDF in a
    fork of itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    allow_forks()


@contextmanager
def _ended_early() -> Iterator[None]:
    """Return a context manager that ends the worker processes at an early exit.

    An early exit happens if the user interrupts the program, or if the caller stops
    before the last result.
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
    with ProcessPoolExecutor(1, initializer=_begin_worker) as pool:
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
