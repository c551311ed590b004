"""`inspectgraph validate`: extracts and graph against what they must be like."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from inspectgraph.cli.options import option
from inspectgraph.files.console import controls, visible
from inspectgraph.model.errors import ExtractError, UnreadableError, UsageError, Where
from inspectgraph.validate.findings import Report, Severity

__all__ = ["validate"]

#: Written out here so that `--help` need not load what writes them; a test compares.
FORMATS = ("table", "json", "sarif", "github", "ttl")
NEEDS = ("report", "corpus", "ontology")
#: The formats whose paths start at the root of the repository, where a code host looks
#: them up.
FROM_ROOT = ("github", "sarif")
LEVELS = {severity.word: severity for severity in sorted(Severity, reverse=True)}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="What to write.",
)
@option(
    "--fail-on",
    type=click.Choice(list(LEVELS)),
    default="violation",
    show_default=True,
    help="End with 1 when something as bad as this is found.",
)
@option(
    "--only",
    multiple=True,
    type=click.Choice(NEEDS),
    help="Only the shapes that need this; all otherwise.",
)
@option(
    "--with-drafts",
    is_flag=True,
    help="Look at what is drafted and unconfirmed as well.",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write, whatever is found.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    files: tuple[Path, ...],
    form: str,
    fail_on: str,
    only: tuple[str, ...],
    with_drafts: bool,
    output: Path | None,
) -> None:
    """Check extracts, registry and vocabularies, and say which line is to be mended and how.

    Faults of form and findings of the shapes come in one list. With FILES, only what
    these files caused is told.

    \b
    Example:
      inspectgraph validate
      inspectgraph validate extracts/netherby-jar-2008.yaml --fail-on warning
      inspectgraph validate --format sarif -o findings.sarif
    """
    from inspectgraph.files.project import folder_in_repository, required_project

    for file in files:
        if not file.is_file():
            raise UnreadableError("no-file", "there is no such file", Where(str(file)))
    folder = required_project(files[0].parent if files else None)
    named = [_name_in(folder, file) for file in files]
    report, code = _checked(folder, named, frozenset(only) or None, with_drafts)
    root = folder_in_repository(folder) if form in FROM_ROOT else ""
    _write(report.from_root(root), form, output)
    if output or form != "table":
        click.echo(report.summary, err=True)
    if report.reaches(LEVELS[fail_on]):
        ctx.exit(code)


def _name_in(folder: Path, file: Path) -> str:
    """Return the name by which findings call a file of the project."""
    try:
        return file.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise UsageError(
            "not-in-project", f"{file} does not lie in the project {folder}"
        ) from None


def _checked(
    folder: Path, named: list[str], needs: frozenset[str] | None, with_drafts: bool
) -> tuple[Report, int]:
    """Return what is found in a project, or in some of its files, and the exit code for it."""
    from inspectgraph.build import assemble
    from inspectgraph.load import load_project
    from inspectgraph.validate import validate as check

    try:
        project = load_project(folder, with_drafts=with_drafts)
    except ExtractError as error:
        report, code = Report.of_problems(error.problems), error.exit_code
        if named and not report.within(named).findings:
            raise  # nothing can be said of these files while others keep the project from being loaded
    else:
        report, code = check(assemble(project), project, needs=needs), 1
    return (report.within(named) if named else report), code


def _write(report: Report, form: str, output: Path | None) -> None:
    """Write a report to a file or to standard output; on a terminal as a table, where rich is at hand."""
    from inspectgraph.files.atomic import write_file
    from inspectgraph.validate.reporting import written

    if output:
        write_file(output, f"{written(report, form)}\n".encode())
    elif form == "table" and sys.stdout.isatty() and _drawn(report):
        return
    elif text := written(report, form):
        click.echo(visible(text) if form == "table" else text)


def _drawn(report: Report) -> bool:
    """Show a report as a table with colours, and say whether that could be done."""
    from inspectgraph.validate.reporting import sentence_of

    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        return False
    colours = {
        Severity.VIOLATION: "bold red",
        Severity.WARNING: "yellow",
        Severity.INFO: "cyan",
    }
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in report.shown.findings:
        severity = Text(finding.severity.word, colours[finding.severity])
        place, sentence = visible(finding.place), visible(sentence_of(finding))
        told = Text.assemble(
            (place, "bold"), "\n", sentence, " ", (finding.code, "dim")
        )
        table.add_row(severity, told)
    console = Console(file=controls(sys.stdout), highlight=False)
    if report.findings:
        console.print(table)
    console.print(report.summary)
    return True
