"""`inspectgraph draft`: write draft extracts of a report or a folder of reports."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from inspectgraph.cli.options import (
    PATH,
    jobs_option,
    option,
    output_option,
    pdf_time_option,
)
from inspectgraph.files.console import controls
from inspectgraph.model.depth import FULL, GRADES
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.read.pdf.limits import TIME_LIMIT

if TYPE_CHECKING:
    from inspectgraph.draft.single import Drafted, Wanted

__all__ = ["draft"]

_EXISTS = "exists already; replace it with --force"


@click.command()
@click.argument("report", type=PATH)
@output_option()
@option(
    "--json",
    "as_json",
    is_flag=True,
    help="Write a JSON object of the drafted values instead of an extract.",
)
@option(
    "--depth",
    type=click.Choice([FULL, GRADES]),
    default=FULL,
    show_default=True,
    help="Values to draft: all, or only the front pages, grades and recommendations.",
)
@option("--force", is_flag=True, help="Replace existing files.")
@jobs_option
@pdf_time_option(TIME_LIMIT)
def draft(
    report: Path,
    output: Path | None,
    as_json: bool,
    depth: str,
    force: bool,
    jobs: int | None,
    time_limit: float,
) -> None:
    """Write a draft extract of REPORT.

    REPORT is a file, or a folder of reports. Each value in the extract has its
    confidence and the name of the rule that found it. A drafted value has the mark
    `draft` until a curator confirms the value. Next to the extract, the command writes
    a list of the units of the report: headings, paragraphs and table rows. If REPORT is
    a folder, the command lists the reports that cannot be read, and drafts the others.

    \b
    Example:
      inspectgraph draft report.pdf -o extracts/netherby-ilacs-2024.yaml
      inspectgraph draft report.pdf --json
      inspectgraph draft reports/ -o drafts/
    """
    from inspectgraph.draft.single import Wanted
    from inspectgraph.files.clock import today
    from inspectgraph.files.project import project_folder
    from inspectgraph.files.text import is_folder
    from inspectgraph.read.pdf.processes import forks_allowed

    project = project_folder(output.parent if output else None) or project_folder()
    wanted = Wanted(project, today(), as_json, time_limit, depth)
    if not is_folder(report):
        with forks_allowed():
            _draft_one(report, output, wanted, force)
        return
    if output is None:
        message = "a folder of reports needs an output folder; give one with -o DIR"
        raise UsageError("no-output", message)
    with forks_allowed():
        exit_code = _draft_folder(report, output, wanted, force, jobs)
    if exit_code:
        click.get_current_context().exit(exit_code)


def _draft_one(report: Path, output: Path | None, wanted: Wanted, force: bool) -> None:
    """Write a draft of one report to a file or to standard output."""
    from inspectgraph.draft.single import draft_one
    from inspectgraph.read import slug

    if output is not None:
        _check(output, {".json"} if wanted.as_json else {".yaml"}, force)
    name = slug(output.stem if output else report.stem)
    drafted = draft_one(report, output.stem if output else name, wanted)
    _remark(drafted)
    if output is None:
        click.echo(next(iter(drafted.files.values())).decode(), nl=False)
        return
    if not force:
        _check_other_files(output, drafted.files)
    _write(output.parent, drafted.files)
    click.echo(f"{output} drafted; values marked `draft` are unconfirmed", err=True)


def _draft_folder(
    folder: Path, output: Path, wanted: Wanted, force: bool, jobs: int | None
) -> int:
    """Write a draft of every report in a folder into another folder; return the exit code.

    The result is the exit code of the most serious fault, or 0 if there are no faults.
    """
    from inspectgraph.draft.batch import draft_files, reports_in

    reports = reports_in(folder)
    faults: list[_Fault] = []
    written: list[Drafted] = []
    with click.progressbar(
        length=len(reports), label="Drafting", file=controls(sys.stderr)
    ) as bar:
        for drafted in draft_files(reports, wanted, jobs):
            if fault := _fault(drafted, output, force):
                faults.append(fault)
            else:
                _write(output, drafted.files)
                written.append(drafted)
            bar.update(1)
    _report(
        written, faults, f"{quantity(len(reports), 'report')} drafted into {output}"
    )
    return max((fault.exit_code for fault in faults), default=0)


class _Fault(NamedTuple):
    """The reason why a report was not drafted, and the exit code for that reason."""

    message: str
    exit_code: int


def _fault(drafted: Drafted, output: Path, force: bool) -> _Fault | None:
    """Return the reason why a draft cannot be written, or None if it can be written."""
    if drafted.error:
        return _Fault(drafted.error, drafted.exit_code)
    for name in () if force else drafted.files:
        if (output / name).exists():
            exists = f"{output / name}: {_EXISTS} [file-exists]"
            return _Fault(exists, UsageError.exit_code)
    return None


def _report(written: list[Drafted], faults: list[_Fault], drafted: str) -> None:
    """Print remarks on the drafts, then the faults, then the number of drafts."""
    for one in sorted(written, key=lambda one: one.path):
        _remark(one)
    for fault in sorted(faults):
        click.echo(fault.message, err=True)
    click.echo(f"{len(written)} of {drafted}", err=True)


def _remark(drafted: Drafted) -> None:
    """Print a remark for each part of a report that could not be read."""
    for remark in drafted.remarks:
        click.echo(f"{drafted.path}: {remark}", err=True)


def _check(output: Path, endings: set[str], force: bool) -> None:
    """Raise `UsageError` if the file name has a wrong ending, or the file exists.

    With `force`, an existing file is allowed.
    """
    if output.suffix not in endings:
        raise UsageError(
            "bad-output",
            f"'{output.name}' does not end in {' or '.join(sorted(endings))}",
        )
    if output.exists() and not force:
        raise UsageError("file-exists", f"{output} {_EXISTS}")


def _check_other_files(output: Path, files: dict[str, bytes]) -> None:
    """Raise `UsageError` if writing a draft would overwrite another file.

    The extract itself is not checked. The files that are written next to the extract
    are checked. A file that already has the same content causes no error.
    """
    for name, content in files.items():
        file = output.parent / name
        if file != output and _is_other(file, content):
            message = f"{file} {_EXISTS}, or move it elsewhere"
            raise UsageError("file-exists", message)


def _is_other(file: Path, content: bytes) -> bool:
    """Return whether a path exists and its content differs from the given content."""
    if not file.exists():
        return False
    if not file.is_file():
        return True
    return file.read_bytes() != content


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a draft into a folder, creating the folder if necessary."""
    from inspectgraph.files.output_file import write_file

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
