"""Confirm the grades in extract files with a second reading of each report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from inspectgraph.anchors.report_files import (
    find_reports,
    other_file,
    published_files,
)
from inspectgraph.confirm.comparison import Difference, compare
from inspectgraph.confirm.writing import confirmed_text
from inspectgraph.files.output_file import write_file
from inspectgraph.files.project import extract_files
from inspectgraph.load import Context
from inspectgraph.load.project import load_extract
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.second_reading import VERSION, Reading, read, registered_names

__all__ = ["Confirmed", "confirm_files", "unconfirmed"]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The result for one extract.

    Attributes:
        file: The path of the extract in the project.
        is_read: Whether the report of the extract was read a second time.
        judgements: The number of drafted judgements that the second reading confirms.
        differences: The values that differ between the two readings.
        warning: A warning if the PDF is not the file from which the extract was
            drafted; else "".
        error: The reason why the report or the extract could not be read; else "".
        exit_code: The exit code for this extract.
    """

    file: str
    is_read: bool = False
    judgements: int = 0
    differences: tuple[Difference, ...] = ()
    warning: str = ""
    error: str = ""
    exit_code: int = 0


def unconfirmed(folder: Path, context: Context) -> list[Path]:
    """Return the extracts of a project that have an unconfirmed judgement.

    An extract that cannot be loaded is also returned, so that its faults are printed.
    """
    return [path for path in extract_files(folder) if _has_drafts(path, context)]


def _has_drafts(path: Path, context: Context) -> bool:
    """Return whether an extract has an unconfirmed judgement, or cannot be loaded."""
    if b"draft:" not in path.read_bytes():  # most extracts; loading takes longer
        return False
    try:
        extract = load_extract(path, context).extract
    except InspectGraphError:
        return True
    return any(one.draft for one in (*extract.judgements, *extract.not_judged))


def confirm_files(  # noqa: PLR0913, PLR0917 - each is an option of the command
    paths: Sequence[Path],
    reports: Path,
    context: Context,
    today: date,
    jobs: int | None = None,
    time_limit: float = 120,
    check: bool = False,
) -> Iterator[Confirmed]:
    """Confirm the given extracts, and yield the result for each, in order.

    Args:
        paths: The extracts.
        reports: The folder of the PDFs. The name of a PDF is the name of its extract,
            or the file name stated in the extract.
        context: The registry and the concept schemes.
        today: The date of the confirmations.
        jobs: The number of PDFs to read at the same time; by default, the number of
            processor cores.
        time_limit: The seconds of elapsed time allowed for one PDF.
        check: Whether to compare without changing any file.
    """
    published = published_files(paths)
    files = find_reports(reports, published, published)
    own = context.folder / "extracts" / "registry" / "authorities.yaml"
    names = registered_names(own if own.is_file() else None)
    second = partial(read, authorities=names, time_limit=time_limit)
    work = partial(_confirm, files, context, today, second, check)
    # Each PDF is read by a process of its own, so threads suffice to wait for them.
    with ThreadPoolExecutor(jobs or os.cpu_count()) as pool:
        yield from pool.map(work, paths)


def _confirm(  # noqa: PLR0913, PLR0917 - the first five are the same for all extracts
    reports: Mapping[str, Path],
    context: Context,
    today: date,
    second: Callable[[Path], Reading],
    check: bool,
    path: Path,
) -> Confirmed:
    """Confirm the grades of one extract with a second reading, and return the result."""
    file = path.relative_to(context.folder).as_posix()
    pdf = reports.get(path.stem)
    if pdf is None or pdf.suffix != ".pdf":
        return Confirmed(file)
    try:
        loaded = load_extract(path, context)
        reading = second(pdf)
    except InspectGraphError as error:
        return Confirmed(file, error=str(error), exit_code=error.exit_code)
    extract = loaded.extract
    compared = compare(extract, reading)
    if not check:
        before = path.read_bytes().decode()
        text = confirmed_text(before, file, compared, VERSION, today)
        if text != before:
            write_file(path, text.encode())
    return Confirmed(
        file,
        is_read=True,
        judgements=sum(
            one.draft is not None and one.id in compared.judgements
            for one in (*extract.judgements, *extract.not_judged)
        ),
        differences=compared.differences,
        warning=other_file(loaded, pdf),
        exit_code=int(bool(compared.differences)),
    )
