"""`inspectgraph seal`, `verify` and `schema`: what a curator needs besides an editor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from inspectgraph.errors import ExtractError, UnreadableError, Where
from inspectgraph.wording import quantity

__all__ = ["schema", "seal", "verify"]

_REPORTS = click.option(
    "--reports", type=click.Path(path_type=Path), required=True, help="The folder of the reports' texts."
)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@_REPORTS
@click.option("--check", is_flag=True, help="Say what would be sealed and leave the file as it is.")
def seal(file: Path, reports: Path, check: bool) -> None:
    """Turn the quotations pasted into an extract into anchors.

    Beside a `unit`, write `quote: "the words, copied"`; they are replaced by length, start and digest.
    What cannot be sealed is told and left as it is.

    \b
    Example:
      inspectgraph seal extracts/netherby-jar-2008.yaml --reports ../reports
    """
    from inspectgraph.read import read_report
    from inspectgraph.sealing import seal_text
    from inspectgraph.swap import write_file
    from inspectgraph.textfile import read_text_file
    from inspectgraph.verify import find_reports

    read = read_text_file(file, str(file))
    if read.problems:
        raise ExtractError(read.problems)
    text = read.text
    found = find_reports(reports, [file.stem])
    if not found:
        raise UnreadableError("no-report", f"the folder has no text of {file.stem}", Where(str(reports)))
    units = {unit.id: unit.text for unit in read_report(found[file.stem]).units}
    sealed = seal_text(text, str(file), units)
    if sealed.count and not check:
        write_file(file, sealed.text.encode())
    click.echo(f"{quantity(sealed.count, 'quotation')} {'can be sealed' if check else 'sealed'} in {file}", err=True)
    if sealed.problems:
        raise ExtractError(sealed.problems)


@click.command()
@_REPORTS
@click.option("--all", "everything", is_flag=True, help="List the anchors that were found as well.")
@click.pass_context
def verify(ctx: click.Context, reports: Path, everything: bool) -> None:
    """Look every anchor up in the reports and list those that find no words or several.

    \b
    Example:
      inspectgraph verify --reports ../reports
    """
    from inspectgraph.load import load_project
    from inspectgraph.project import required_project
    from inspectgraph.verify import verify as look_up

    project = load_project(required_project())
    checked = list(look_up(project, reports))
    orphans = [one for one in checked if one.state != "found"]
    for one in checked if everything else orphans:
        click.echo(str(one))
    seen = {one.report for one in checked}
    missing = sorted({loaded.extract.report for loaded in project.extracts} - seen)
    click.echo(
        f"{len(checked) - len(orphans)} of {quantity(len(checked), 'anchor')} found in {len(seen)} of "
        f"{quantity(len(project.extracts), 'report')}"
        + (f"; not in {reports}: {', '.join(missing)}" if missing else ""),
        err=True,
    )
    if not checked:
        raise UnreadableError("no-report", "the folder has no text of any curated report", Where(str(reports)))
    if orphans:
        ctx.exit(1)


@click.command()
def schema() -> None:
    """Print the JSON Schema of an extract, for completion and checks in an editor.

    \b
    Example:
      inspectgraph schema > extract.schema.json
    """
    from inspectgraph.schema import extract_schema
    from inspectgraph.vocabulary import read_vocabulary

    click.echo(json.dumps(extract_schema(read_vocabulary()), indent=2, ensure_ascii=False))
