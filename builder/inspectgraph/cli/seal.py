"""`inspectgraph seal`: replace the quotations in an extract with anchors."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import PATH, option, reports_option
from inspectgraph.model.errors import ExtractError, Problem, UnreadableError, Where
from inspectgraph.model.quantities import quantity

__all__ = ["seal"]


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=PATH)
@reports_option(required=True)
@option(
    "--check",
    is_flag=True,
    help="Change no file; only print what would be changed.",
)
@option(
    "--migrate",
    is_flag=True,
    help="Also add the key `figures` to older anchors that lack this key.",
)
def seal(files: tuple[Path, ...], reports: Path, check: bool, migrate: bool) -> None:
    """Replace the quotations in each extract FILE with anchors.

    An anchor is the position, length and digest of words in a unit of the report. In an
    extract, write `quote: "the words, copied"` next to the key `unit`. The command
    replaces this quotation with an anchor. It lists quotations that cannot be found,
    and leaves them unchanged.

    With --migrate, the command also adds the key `figures` to older anchors. If you
    then give no FILE, the command changes every extract whose report is in the folder
    given by --reports.

    \b
    Example:
      inspectgraph seal extracts/netherby-jar-2008.yaml --reports ../reports
      inspectgraph seal --migrate --reports ../reports
    """
    from inspectgraph.anchors.report_files import find_reports, published_files

    named = _named(files, migrate)
    published = published_files(named)
    found = find_reports(reports, published, published)
    missing = ", ".join(name for name in published if name not in found)
    needed = bool(files)
    if missing and (needed or not found):
        message = f"the folder has no report named {missing}"
        raise UnreadableError("no-report", message, Where(str(reports)))
    problems: list[Problem] = []
    for file in named:
        report = found.get(file.stem)
        if report:
            problems += _seal_file(file, report, check=check, migrate=migrate)
    if missing:
        click.echo(f"not in {reports}: {missing}", err=True)
    if problems:
        raise ExtractError(problems)


def _named(files: tuple[Path, ...], migrate: bool) -> list[Path]:
    """Return the extracts on which the command works.

    If the user names files, the command works on these files. The settings file is left
    out if other files are named, because the pattern `extracts/*.yaml` also matches the
    settings file. If the user names no file but gives `--migrate`, the command works on
    all extracts of the project.

    Raises:
        MissingParameter: If the user gives neither a file nor `--migrate`.
        UnreadableError: If a file does not exist.
    """
    from inspectgraph.files.project import SETTINGS, extract_files, required_project
    from inspectgraph.files.text import read_bytes

    for file in files:
        read_bytes(file, str(file), 0)
    if files:
        settings = tuple(SETTINGS.split("/"))
        named = [file for file in files if file.absolute().parts[-2:] != settings]
        return named or list(files)
    if not migrate:
        raise click.MissingParameter(param_hint="'FILE'", param_type="argument")
    return extract_files(required_project())


def _seal_file(
    file: Path, report: Path, *, check: bool, migrate: bool
) -> tuple[Problem, ...]:
    """Replace the quotations in one extract with anchors, and return the problems.

    The number of new or changed anchors is printed. If `check` is true, the file is not
    changed.
    """
    from inspectgraph.anchors.seal import seal_text
    from inspectgraph.files.output_file import write_file
    from inspectgraph.files.text import read_text_file
    from inspectgraph.read import read_report

    read = read_text_file(file, str(file))
    if read.problems:
        raise ExtractError(read.problems)
    units = {unit.id: unit.text for unit in read_report(report).units}
    sealed = seal_text(read.text, str(file), units, migrate=migrate)
    if sealed.count and not check:
        write_file(file, sealed.text.encode())
    sealed_now = quantity(sealed.count, "anchor" if migrate else "quotation")
    click.echo(
        f"{sealed_now} {'can be sealed' if check else 'sealed'} in {file}", err=True
    )
    return sealed.problems
