"""`inspectgraph verify`: compare the extracts with the texts of the reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from inspectgraph.cli.options import (
    PATH,
    format_option,
    option,
    output_option,
    reports_option,
)
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, UsageError, Where
from inspectgraph.model.quantities import quantity, some

if TYPE_CHECKING:
    from inspectgraph.anchors.report_checks import Verification
    from inspectgraph.anchors.verify import Checked
    from inspectgraph.load import Project

__all__ = ["verify"]

#: The formats of the results for quotations of a file.
FORMATS: Final = ("table", "json", "sarif")


@click.command()
@reports_option(required=True)
@option(
    "--all",
    "everything",
    is_flag=True,
    help="List all anchors or quotations, including those whose words were found.",
)
@option(
    "--excerpts",
    type=PATH,
    metavar="FILE",
    help="Check the quotations in this CSV, TSV, JSON or YAML file instead of the extracts.",
)
@option(
    "--source-column",
    metavar="NAME",
    help="With --excerpts: the column or key that names the source.",
)
@option(
    "--excerpt-column",
    metavar="NAME",
    help="With --excerpts: the column or key that contains the quotation.",
)
@option(
    "--least-words",
    type=click.IntRange(1, 100),
    metavar="N",
    help="With --excerpts: the lowest number of words in a quotation; by default 3.",
)
@format_option(FORMATS)
@output_option()
@click.pass_context
def verify(
    ctx: click.Context,
    reports: Path,
    everything: bool,
    excerpts: Path | None,
    source_column: str | None,
    excerpt_column: str | None,
    least_words: int | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Check the extracts against the reports, and list the differences.

    The command checks that the report contains the words of every anchor, with the same
    figures. It checks that the words of every measurement contain the printed value. It
    compares the list of units next to the extract with the units in the report. It also
    lists notes that copy six or more words in a row from the report. If the file of a
    report differs from the file that was curated, the command prints a warning.

    With --excerpts, the command needs no extract. It checks a list of quotations
    against the documents in the folder given by --reports. The documents are PDF,
    Markdown or text files. The command lists each quotation whose words or figures
    differ from the document, and shows the difference.

    \b
    Example:
      inspectgraph verify --reports ../reports
      inspectgraph verify --excerpts quotations.csv --reports papers
    """
    if excerpts:
        from inspectgraph.cli.verify_quotations import checked, write

        columns = (source_column or "", excerpt_column or "")
        found = checked(excerpts, reports, columns, least_words)
        write(found, form or FORMATS[0], output, everything=everything)
        if not all(one.is_sound for one in found):
            ctx.exit(1)
        return
    _refuse_without_excerpts(ctx)
    _verify_project(ctx, reports, everything)


def _verify_project(ctx: click.Context, reports: Path, everything: bool) -> None:
    """Check the extracts of the project, and print the result."""
    from inspectgraph.anchors.report_checks import verify_project
    from inspectgraph.files.project import required_project
    from inspectgraph.load import load_project

    project = load_project(required_project())
    verified = list(verify_project(project, reports))
    if not verified:
        message = "the folder contains none of the curated reports"
        raise UnreadableError("no-report", message, Where(str(reports)))
    anchors = _anchors(verified)
    orphans = [anchor for anchor in anchors if anchor.orphan]
    problems = [problem for one in verified for problem in one.problems]
    _list(anchors if everything else orphans)
    _list(problems)
    _report(project, verified, reports)
    if problems or orphans:
        ctx.exit(1)


def _refuse_without_excerpts(ctx: click.Context) -> None:
    """Raise `UsageError` if an option that needs `--excerpts` is given without it."""
    given = ("source_column", "excerpt_column", "least_words", "form", "output")
    for parameter in ctx.command.params:
        if parameter.name in given and ctx.params[parameter.name] is not None:
            name = parameter.opts[-1]
            message = (
                f"{name} can be used only with `--excerpts FILE`; add this option, or omit"
                f" {name}"
            )
            raise UsageError("needs-excerpts", message)


def _anchors(verified: Iterable[Verification]) -> list[Checked]:
    """Look up each anchor of all extracts, and return the results."""
    return [anchor for one in verified for anchor in one.anchors]


def _list(found: Iterable[object]) -> None:
    """Print one line for each anchor or problem."""
    for one in found:
        click.echo(escape_controls(str(one)))


def _report(project: Project, verified: Sequence[Verification], reports: Path) -> None:
    """Print remarks on the reports, and a summary.

    If the figures of an anchor have no digest, also print the command that adds the
    digests.
    """
    for one in verified:
        for remark in one.remarks:
            click.echo(escape_controls(remark), err=True)
    click.echo(_summary(project, verified, reports), err=True)
    states = [anchor.state for anchor in _anchors(verified)]
    if unchecked := states.count("figures-unchecked"):
        click.echo(_unchecked(unchecked, reports), err=True)


def _summary(project: Project, verified: Sequence[Verification], reports: Path) -> str:
    """Return a summary with the numbers of anchors, reports, missing reports and problems."""
    anchors = _anchors(verified)
    found = sum(not anchor.orphan for anchor in anchors)
    problems = sum(len(one.problems) for one in verified)
    curated = {loaded.extract.report for loaded in project.extracts}
    missing = sorted(curated - {one.report for one in verified})
    total = quantity(len(anchors), "anchor")
    reports_of = f"{len(verified)} of {quantity(len(project.extracts), 'report')}"
    parts = [f"{found:,} of {total} found in {reports_of}"]
    if missing:
        parts.append(f"not in {reports}: {some(missing)}")
    if problems:
        parts.append(quantity(problems, "other problem"))
    return "; ".join(parts)


def _unchecked(count: int, reports: Path) -> str:
    """Return a message about the anchors whose figures have no digest.

    The message states the number of these anchors. The message also names the command
    that adds the digests.
    """
    anchors = (
        "1 anchor cites figures but has"
        if count == 1
        else f"{count} anchors cite figures but have"
    )
    return (
        f"{anchors} no digest of these figures: run `inspectgraph seal --migrate --reports"
        f" {reports}`"
    )
