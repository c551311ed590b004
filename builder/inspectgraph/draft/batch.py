"""Draft a folder of reports in several processes; a report that cannot be read never stops the others."""

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
    """What is wanted of each report.

    The project whose registry counts, the day to enter, JSON or an extract, and the
    seconds of processor time that reading a PDF may take.
    """

    project: Path | None
    today: date
    as_json: bool
    time_limit: float


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one report: the content of each file by its name, or what is wrong with it and how grave.

    `remarks` tell what could be read in part only.
    """

    path: Path
    files: dict[str, bytes]
    remarks: tuple[str, ...] = ()
    error: str = ""
    exit_code: int = 0


def reports_in(folder: Path) -> list[Path]:
    """Return the reports of a folder: PDFs, texts and Markdown files, by name; a page about them is none."""
    files = (path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    return sorted(
        (path for path in files if path.stem.upper() != "README"),
        key=lambda path: path.name,
    )


def draft_one(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Return the files of one report's draft, which are called by a name.

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
    """Yield what became of each report, as it is done.

    Args:
        paths: The reports.
        wanted: What is wanted of each.
        jobs: How many processes; one a processor when not given.
    """
    names = _names(paths)
    jobs = max(1, min(jobs or os.cpu_count() or 1, len(paths)))
    if jobs == 1:
        yield from (_draft(path, name, wanted) for path, name in names.items())
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
    """End the worker processes when the caller wants no more, lest they finish all reports."""
    try:
        yield
    except (KeyboardInterrupt, GeneratorExit):
        for process in active_children():
            process.terminate()
        raise


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return what each report's extract is called: as its file; the second of a name gets `-2`."""
    names: dict[Path, str] = {}
    for path in paths:
        name, count = slug(path.stem), 1
        while name in names.values():
            count += 1
            name = f"{slug(path.stem)}-{count}"
        names[path] = name
    return names


def _alone(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report in a process of its own, whose end harms nothing else."""
    with ProcessPoolExecutor(1) as pool:
        drafted = _outcome(pool.submit(_draft, path, name, wanted))
    return drafted or Drafted(
        path, {}, error=f"{path}: the process that read it ended [crashed]", exit_code=3
    )


def _outcome(future: Future[Drafted]) -> Drafted | None:
    """Return what a process answered, or None where it ended without an answer."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _draft(path: Path, name: str, wanted: Wanted) -> Drafted:
    """Draft one report; what is wrong with it is an answer, too."""
    try:
        return draft_one(path, name, wanted)
    except InspectGraphError as error:
        return Drafted(path, {}, error=str(error), exit_code=error.exit_code)


@cache
def _knowledge(project: Path | None) -> Knowledge:
    """Return the knowledge of a project, read once a process."""
    return Knowledge.of(project)
