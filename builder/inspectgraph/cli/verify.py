"""`inspectgraph verify`: compare the extracts with the texts of the reports."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import option, reports_option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity

__all__ = ["verify"]


@click.command()
@reports_option
@option(
    "--all",
    "everything",
    is_flag=True,
    help="List the anchors that were found as well.",
)
@click.pass_context
def verify(ctx: click.Context, reports: Path, everything: bool) -> None:
    """Hold the extracts against the reports, and list what does not agree.

    Looked at are every anchor with its figures, the printed form of every measurement,
    the list of units, and whether a note copies six words or more in a row.

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
        raise UnreadableError(
            "no-report",
            "the folder has no text of any curated report",
            Where(str(reports)),
        )
    checked = [anchor for one in verified for anchor in one.anchors]
    for anchor in checked:
        if everything or anchor.orphan:
            click.echo(escape_controls(str(anchor)))
    problems = [problem for one in verified for problem in one.problems]
    for problem in problems:
        click.echo(escape_controls(str(problem)))
    for remark in filter(None, (one.remark for one in verified)):
        click.echo(remark, err=True)
    missing = sorted(
        {loaded.extract.report for loaded in project.extracts}
        - {one.report for one in verified}
    )
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
    anchors = (
        "1 anchor holds figures and carries"
        if count == 1
        else f"{count} anchors hold figures and carry"
    )
    return (
        f"{anchors} no digest of them: run `inspectgraph seal --migrate --reports"
        f" {reports}`"
    )
