"""`inspectgraph seal`: turn quotations that a curator pasted into anchors."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import option, reports_option
from inspectgraph.model.errors import ExtractError, Problem, UnreadableError, Where
from inspectgraph.model.quantities import quantity

__all__ = ["seal"]


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@reports_option
@option(
    "--check",
    is_flag=True,
    help="Say what would be sealed and leave the file as it is.",
)
@option(
    "--migrate",
    is_flag=True,
    help="Add the digests of figures to anchors that lack them.",
)
def seal(files: tuple[Path, ...], reports: Path, check: bool, migrate: bool) -> None:
    """Turn the quotations pasted into an extract into anchors.

    Beside a `unit`, write `quote: "the words, copied"`; they are replaced by length,
    start, digest and figures. What cannot be sealed is told and left as it is. With
    --migrate, anchors made before figures were checked get their `figures`; without a
    FILE, those of every extract whose report is in the folder.

    \b
    Example:
      inspectgraph seal extracts/netherby-jar-2008.yaml --reports ../reports
      inspectgraph seal --migrate --reports ../reports
    """
    from inspectgraph.anchors.verify import find_reports

    if not files and not migrate:
        raise click.MissingParameter(param_hint="'FILE'", param_type="argument")
    named = files or _extracts()
    found = find_reports(reports, [file.stem for file in named])
    missing = [file.stem for file in named if file.stem not in found]
    if missing and (files or not found):
        raise UnreadableError(
            "no-report",
            f"the folder has no text of {', '.join(missing)}",
            Where(str(reports)),
        )
    problems: list[Problem] = []
    for file in named:
        if file.stem in found:
            problems += _seal_file(file, found[file.stem], check=check, migrate=migrate)
    if missing:
        click.echo(f"not in {reports}: {', '.join(missing)}", err=True)
    if problems:
        raise ExtractError(problems)


def _extracts() -> list[Path]:
    """Return the extracts of the project that the command is called in."""
    from inspectgraph.files.project import required_project

    return sorted((required_project() / "extracts").glob("*.yaml"))


def _seal_file(
    file: Path, report: Path, *, check: bool, migrate: bool
) -> tuple[Problem, ...]:
    """Seal one extract, say how many anchors changed, and return what could not be sealed."""
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
