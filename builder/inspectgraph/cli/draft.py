"""`inspectgraph draft`: a report, or a folder of reports, as draft extracts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import Seconds, option
from inspectgraph.files.console import controls
from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.read.pdf.sandbox import TIME_LIMIT

if TYPE_CHECKING:
    from inspectgraph.draft.batch import Drafted, Wanted

__all__ = ["draft"]


@click.command()
@click.argument("report", type=click.Path(path_type=Path))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The extract to write, or the folder for a folder.",
)
@option(
    "--json",
    "as_json",
    is_flag=True,
    help="Give one JSON object a report instead of an extract.",
)
@option("--force", is_flag=True, help="Replace a file that is there already.")
@option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes draft a folder; one a processor.",
)
@option(
    "--time-limit",
    type=Seconds(),
    default=TIME_LIMIT,
    show_default=True,
    help="Seconds of processor time for a PDF, however busy the machine is.",
)
def draft(
    report: Path,
    output: Path | None,
    as_json: bool,
    force: bool,
    jobs: int | None,
    time_limit: float,
) -> None:
    """Draft the extract of a report: all that the tool is sure of, how sure it is, and why.

    Every drafted value carries `draft` with its confidence and rule until a curator
    takes that out. Beside an extract, the list of the report's units is written. Of a
    folder every report is drafted; one that cannot be read is told and does not stop
    the others.

    \b
    Example:
      inspectgraph draft report.pdf -o extracts/netherby-ilacs-2024.yaml
      inspectgraph draft report.pdf --json
      inspectgraph draft reports/ -o drafts/
    """
    from inspectgraph.draft.batch import Wanted
    from inspectgraph.files.clock import today
    from inspectgraph.files.project import project_folder
    from inspectgraph.files.text import is_folder

    project = project_folder(output.parent if output else None) or project_folder()
    wanted = Wanted(project, today(), as_json, time_limit)
    if is_folder(report):
        if output is None:
            raise UsageError(
                "no-output", "a folder of reports needs a folder to write to: -o DIR"
            )
        if exit_code := _draft_folder(report, output, wanted, force, jobs):
            click.get_current_context().exit(exit_code)
        return
    _draft_one(report, output, wanted, force)


def _draft_one(report: Path, output: Path | None, wanted: Wanted, force: bool) -> None:
    """Draft one report into a file, or to standard output."""
    from inspectgraph.draft.batch import draft_one
    from inspectgraph.read import slug

    if output is not None:
        _check(output, {".json"} if wanted.as_json else {".yaml"}, force)
    name = slug(output.stem if output else report.stem)
    drafted = draft_one(report, output.stem if output else name, wanted)
    _tell(drafted)
    if output is None:
        click.echo(next(iter(drafted.files.values())).decode(), nl=False)
        return
    if not force:
        _check_other_files(output, drafted.files)
    _write(output.parent, drafted.files)
    click.echo(f"{output} drafted; what carries `draft` is unconfirmed", err=True)


def _draft_folder(
    folder: Path, output: Path, wanted: Wanted, force: bool, jobs: int | None
) -> int:
    """Draft a folder of reports into another; return the exit code: that of the gravest fault."""
    from inspectgraph.draft.batch import draft_files, reports_in

    reports = reports_in(folder)
    faults: list[tuple[str, int]] = []
    remarked: list[Drafted] = []
    with click.progressbar(
        length=len(reports), label="Drafting", file=controls(sys.stderr)
    ) as bar:
        for drafted in draft_files(reports, wanted, jobs):
            taken = [
                name for name in drafted.files if (output / name).exists() and not force
            ]
            if drafted.error:
                faults.append((drafted.error, drafted.exit_code))
            elif taken:
                faults.append(
                    (
                        (
                            f"{output / taken[0]}: it is there already; replace it with"
                            " --force [file-exists]"
                        ),
                        2,
                    )
                )
            else:
                _write(output, drafted.files)
                remarked.append(drafted)
            bar.update(1)
    for drafted in sorted(remarked, key=lambda drafted: drafted.path):
        _tell(drafted)
    for message, _ in sorted(faults):
        click.echo(message, err=True)
    click.echo(
        f"{len(reports) - len(faults)} of {quantity(len(reports), 'report')} drafted"
        f" into {output}",
        err=True,
    )
    return max((code for _, code in faults), default=0)


def _tell(drafted: Drafted) -> None:
    """Tell what of a report could be read in part only."""
    for remark in drafted.remarks:
        click.echo(f"{drafted.path}: {remark}", err=True)


def _check(output: Path, endings: set[str], force: bool) -> None:
    """Refuse a name without the right ending, and a file that is there already."""
    if output.suffix not in endings:
        raise UsageError(
            "bad-output",
            f"'{output.name}' does not end in {' or '.join(sorted(endings))}",
        )
    if output.exists() and not force:
        raise UsageError(
            "file-exists", f"{output} is there already; replace it with --force"
        )


def _check_other_files(output: Path, files: dict[str, bytes]) -> None:
    """Refuse to replace a file that is written beside the output, unless it stays the same."""
    for name, content in files.items():
        file = output.parent / name
        if (
            file != output
            and file.exists()
            and not (file.is_file() and file.read_bytes() == content)
        ):
            raise UsageError(
                "file-exists",
                f"{file} exists already; replace it with --force, or move it elsewhere",
            )


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a draft."""
    from inspectgraph.files.output_file import write_file

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_file(folder / name, content)
