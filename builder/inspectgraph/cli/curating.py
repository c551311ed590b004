"""`inspectgraph seal`, `verify` and `schema`: what a curator needs besides an editor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from inspectgraph.cli.options import option
from inspectgraph.files.console import visible
from inspectgraph.model.errors import ExtractError, Problem, UnreadableError, Where
from inspectgraph.model.quantities import quantity

__all__ = ["schema", "seal", "verify"]

_REPORTS = option("--reports", type=click.Path(path_type=Path), required=True, help="The folder of the reports' texts.")


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@_REPORTS
@option("--check", is_flag=True, help="Say what would be sealed and leave the file as it is.")
@option("--migrate", is_flag=True, help="Add the digests of figures to anchors that lack them.")
def seal(files: tuple[Path, ...], reports: Path, check: bool, migrate: bool) -> None:
    """Turn the quotations pasted into an extract into anchors.

    Beside a `unit`, write `quote: "the words, copied"`; they are replaced by length, start, digest and figures.
    What cannot be sealed is told and left as it is. With --migrate, anchors made before figures were checked get
    their `figures`; without a FILE, those of every extract whose report is in the folder.

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
        raise UnreadableError("no-report", f"the folder has no text of {', '.join(missing)}", Where(str(reports)))
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


def _seal_file(file: Path, report: Path, *, check: bool, migrate: bool) -> tuple[Problem, ...]:
    """Seal one extract, say how many anchors changed, and return what could not be sealed."""
    from inspectgraph.anchors.seal import seal_text
    from inspectgraph.files.atomic import write_file
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
    click.echo(f"{sealed_now} {'can be sealed' if check else 'sealed'} in {file}", err=True)
    return sealed.problems


@click.command()
@_REPORTS
@option("--all", "everything", is_flag=True, help="List the anchors that were found as well.")
@click.pass_context
def verify(ctx: click.Context, reports: Path, everything: bool) -> None:
    """Hold the extracts against the reports, and list what does not agree.

    Looked at are every anchor with its figures, the printed form of every measurement, the list of units, and
    whether a note copies six words or more in a row.

    \b
    Example:
      inspectgraph verify --reports ../reports
    """
    from inspectgraph.anchors.report_checks import verify_project
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_project

    project = load_project(required_project())
    verified = list(verify_project(project, reports))
    if not verified:
        raise UnreadableError("no-report", "the folder has no text of any curated report", Where(str(reports)))
    checked = [anchor for one in verified for anchor in one.anchors]
    for anchor in checked:
        if everything or anchor.orphan:
            click.echo(visible(str(anchor)))
    problems = [problem for one in verified for problem in one.problems]
    for problem in problems:
        click.echo(visible(str(problem)))
    for remark in filter(None, (one.remark for one in verified)):
        click.echo(remark, err=True)
    missing = sorted({loaded.extract.report for loaded in project.extracts} - {one.report for one in verified})
    found = sum(not anchor.orphan for anchor in checked)
    click.echo(
        f"{found} of {quantity(len(checked), 'anchor')} found in {len(verified)} of "
        + quantity(len(project.extracts), "report")
        + (f"; not in {reports}: {', '.join(missing)}" if missing else "")
        + (f"; {quantity(len(problems), 'other problem')}" if problems else ""),
        err=True,
    )
    if unchecked := sum(anchor.state == "figures-unchecked" for anchor in checked):
        click.echo(_unchecked(unchecked, reports), err=True)
    if problems or found < len(checked):
        ctx.exit(1)


def _unchecked(count: int, reports: Path) -> str:
    """Say how many anchors have words with figures and no digest of them."""
    anchors = "1 anchor holds figures and carries" if count == 1 else f"{count} anchors hold figures and carry"
    return f"{anchors} no digest of them: run `inspectgraph seal --migrate --reports {reports}`"


@click.command()
def schema() -> None:
    """Print the JSON Schema of an extract, for completion and checks in an editor.

    \b
    Example:
      inspectgraph schema > extract.schema.json
    """
    from inspectgraph.load.json_schema import extract_schema
    from inspectgraph.rdf.vocabulary import read_vocabulary

    click.echo(json.dumps(extract_schema(read_vocabulary()), indent=2, ensure_ascii=False))
