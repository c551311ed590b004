"""`inspectgraph verify`: compare the extracts with the texts of the reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import option, reports_option
from inspectgraph.files.console import escape_controls
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.anchors.report_checks import Verification
    from inspectgraph.anchors.verify import Checked
    from inspectgraph.load import Project

__all__ = ["verify"]


@click.command()
@reports_option(required=True)
@option(
    "--all",
    "everything",
    is_flag=True,
    help="List also the anchors that were found.",
)
@click.pass_context
def verify(ctx: click.Context, reports: Path, everything: bool) -> None:
    """Compare the extracts with the reports, and list the differences.

    The command checks every anchor with its figures, the printed form of every
    measurement and the list of units, and that no note copies six words in a row.

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
        message = "the folder has no text of any curated report"
        raise UnreadableError("no-report", message, Where(str(reports)))
    anchors = _anchors(verified)
    orphans = [anchor for anchor in anchors if anchor.orphan]
    problems = [problem for one in verified for problem in one.problems]
    _list(anchors if everything else orphans)
    _list(problems)
    _report(project, verified, reports)
    if problems or orphans:
        ctx.exit(1)


def _anchors(verified: Iterable[Verification]) -> list[Checked]:
    """Return the look-ups of all anchors."""
    return [anchor for one in verified for anchor in one.anchors]


def _list(found: Iterable[object]) -> None:
    """Print one line for each anchor or problem."""
    for one in found:
        click.echo(escape_controls(str(one)))


def _report(project: Project, verified: Sequence[Verification], reports: Path) -> None:
    """Print the remarks on reports, the summary, and what to run for older anchors."""
    for one in verified:
        if one.remark:
            click.echo(one.remark, err=True)
    click.echo(_summary(project, verified, reports), err=True)
    states = [anchor.state for anchor in _anchors(verified)]
    if unchecked := states.count("figures-unchecked"):
        click.echo(_unchecked(unchecked, reports), err=True)


def _summary(project: Project, verified: Sequence[Verification], reports: Path) -> str:
    """Return how many anchors were found in how many reports, and what was not checked."""
    anchors = _anchors(verified)
    found = sum(not anchor.orphan for anchor in anchors)
    problems = sum(len(one.problems) for one in verified)
    curated = {loaded.extract.report for loaded in project.extracts}
    missing = sorted(curated - {one.report for one in verified})
    total = quantity(len(anchors), "anchor")
    reports_of = f"{len(verified)} of {quantity(len(project.extracts), 'report')}"
    parts = [f"{found} of {total} found in {reports_of}"]
    if missing:
        parts.append(f"not in {reports}: {', '.join(missing)}")
    if problems:
        parts.append(quantity(problems, "other problem"))
    return "; ".join(parts)


def _unchecked(count: int, reports: Path) -> str:
    """Return how many anchors hold figures without a digest of them, and what to run."""
    anchors = (
        "1 anchor holds figures and carries"
        if count == 1
        else f"{count} anchors hold figures and carry"
    )
    return (
        f"{anchors} no digest of them: run `inspectgraph seal --migrate --reports"
        f" {reports}`"
    )
