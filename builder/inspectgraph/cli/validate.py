"""`inspectgraph validate`: check extracts, registry and graph for errors."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from inspectgraph.cli.options import (
    PATH,
    format_option,
    jobs_option,
    option,
    output_option,
    scheduler_option,
    with_drafts_option,
)
from inspectgraph.files.console import controls, escape_controls
from inspectgraph.model.errors import ExtractError, UnreadableError, UsageError, Where
from inspectgraph.validate.findings import Report, Severity

__all__ = ["validate"]

#: Copies of names in other modules, so that `--help` need not import those; a test
#: compares them.
FORMATS = ("table", "json", "sarif", "github", "ttl")
ENGINES = ("compiled", "pyshacl")
NEEDS = ("report", "corpus", "ontology")
#: The formats with paths from the root of the git repository, as code hosts expect them.
FROM_ROOT = ("github", "sarif")
LEVELS = {severity.word: severity for severity in sorted(Severity, reverse=True)}


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@format_option(FORMATS, "table")
@option(
    "--fail-on",
    type=click.Choice(list(LEVELS)),
    default="violation",
    show_default=True,
    help="End with exit code 1 if a fault has this severity or a worse severity.",
)
@option(
    "--only",
    multiple=True,
    type=click.Choice(NEEDS),
    help="Use only one group of shapes: report checks each report alone, corpus checks all"
    " reports together, and ontology checks the ontology.",
)
@with_drafts_option
@option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="SHACL engine; pyshacl finds the same faults but takes far longer.",
)
@jobs_option
@scheduler_option
@output_option()
@click.pass_context
def validate(
    ctx: click.Context,
    files: tuple[Path, ...],
    form: str,
    fail_on: str,
    only: tuple[str, ...],
    with_drafts: bool,
    engine: str,
    jobs: int | None,
    scheduler: str | None,
    output: Path | None,
) -> None:
    """Check the extracts, the registry and the graph, and list all faults.

    The list has the line and a correction for each fault. The command checks the syntax
    and structure of the files, and validates the graph with SHACL. With FILES, the
    command lists only faults that these files cause. With --output, the command writes
    the file even if it finds no fault.

    \b
    Example:
      inspectgraph validate
      inspectgraph validate extracts/netherby-jar-2008.yaml --fail-on warning
      inspectgraph validate --format sarif -o findings.sarif
    """
    from inspectgraph.files.project import folder_in_repository, required_project

    for file in files:
        if not file.is_file():
            raise UnreadableError(
                "no-file", "the file does not exist", Where(str(file))
            )
    folder = required_project(files[0].parent if files else None)
    named = [_name_in(folder, file) for file in files]
    needs = frozenset(only) or None
    check = partial(_CHECKS[engine], folder, needs, with_drafts, jobs, scheduler)
    report, code = _checked(check, named)
    root = folder_in_repository(folder) if form in FROM_ROOT else ""
    _write(report.from_root(root), form, output)
    if output or form != "table":
        click.echo(report.summary, err=True)
    if report.reaches(LEVELS[fail_on]):
        ctx.exit(code)


def _name_in(folder: Path, file: Path) -> str:
    """Return the path of a file relative to the project.

    Findings of the validation name a file by this path.

    Raises:
        UsageError: If the file is outside the project.
    """
    try:
        return file.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        raise UsageError(
            "not-in-project", f"{file} does not lie in the project {folder}"
        ) from None


def _checked(check: Callable[[], Report], named: list[str]) -> tuple[Report, int]:
    """Validate a project; return the findings and their exit code.

    Args:
        check: A function that validates the project.
        named: The files to report findings for; if empty, all files.
    """
    try:
        report, code = check(), 1
    except ExtractError as error:
        report, code = Report.of_problems(error.problems), error.exit_code
        if named and not report.within(named).findings:
            raise  # other files keep the project from being loaded
    return (report.within(named) if named else report), code


def _check_compiled(
    folder: Path,
    needs: frozenset[str] | None,
    with_drafts: bool,
    jobs: int | None,
    scheduler: str | None,
) -> Report:
    """Validate each report alone, then apply the shapes that compare several reports."""
    from inspectgraph.build import gather_project
    from inspectgraph.shards.keys import Options

    options = Options(with_drafts)
    beside = folder / "graphs"
    with gather_project(folder, beside, options, jobs, scheduler) as gathered:
        return gathered.report.needing(needs)


def _check_pyshacl(
    folder: Path,
    needs: frozenset[str] | None,
    with_drafts: bool,
    _jobs: int | None,
    scheduler: str | None,
) -> Report:
    """Validate the whole graph at once with pyshacl.

    Raises:
        UsageError: If a scheduler is given.
    """
    if scheduler:
        raise UsageError(
            "engine-on-cluster",
            "pyshacl validates the whole graph at once, so a cluster cannot share the"
            " work; omit `--scheduler` or `--engine`",
        )
    from inspectgraph.build import assemble
    from inspectgraph.load import load_project
    from inspectgraph.validate import validate as check

    project = load_project(folder, with_drafts=with_drafts)
    return check(assemble(project), project, needs=needs)


#: The functions that validate a project, by the name of the engine.
_CHECKS = {"compiled": _check_compiled, "pyshacl": _check_pyshacl}


def _write(report: Report, form: str, output: Path | None) -> None:
    """Write a report of findings to a file or to standard output.

    On a terminal, a table is printed in colour if the package rich is installed.
    """
    from inspectgraph.files.output_file import write_file
    from inspectgraph.validate.reporting import written

    if output:
        write_file(output, f"{written(report, form)}\n".encode())
        return
    is_table = form == "table"
    if is_table and sys.stdout.isatty() and _drawn(report):
        return
    text = written(report, form)
    if is_table:
        text = escape_controls(text)
    if text:
        click.echo(text)


def _drawn(report: Report) -> bool:
    """Print a report of findings in colour; return False if rich is not installed."""
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
        place = escape_controls(finding.place)
        sentence = escape_controls(sentence_of(finding))
        text = Text.assemble(
            (place, "bold"), "\n", sentence, " ", (finding.code, "dim")
        )
        table.add_row(severity, text)
    console = Console(file=controls(sys.stdout), highlight=False)
    if report.findings:
        console.print(table)
    console.print(report.summary)
    return True
