"""`inspectgraph build`: build the published graph from curated extracts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import (
    PATH,
    jobs_option,
    option,
    output_option,
    scheduler_option,
    with_drafts_option,
)
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.build import Built

__all__ = ["build"]


@click.command()
@click.argument("folder", required=False, type=PATH)
@output_option("graphs/")
@option(
    "--no-draw",
    is_flag=True,
    help="Do not redraw the pictures; keep the existing files.",
)
@with_drafts_option
@option(
    "--quotes",
    type=PATH,
    metavar="DIR",
    help=(
        "Also publish the words that support each statement, taken from the reports in"
        " DIR. The rights of every report must permit publication."
    ),
)
@jobs_option
@scheduler_option
@click.pass_context
def build(
    ctx: click.Context,
    folder: Path | None,
    output: Path | None,
    no_draw: bool,
    with_drafts: bool,
    quotes: Path | None,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Build the published graph of the project in FOLDER.

    FOLDER holds `extracts/`. By default, FOLDER is the current folder or the nearest
    folder above it with `extracts/`. The build loads the extracts, populates the graph,
    infers triples, validates, exports and draws. A violation of a shape stops the build
    before any file is written.

    \b
    Example:
      inspectgraph build
      inspectgraph build --no-draw -o /tmp/graphs
    """
    from inspectgraph.build import InvalidGraphError
    from inspectgraph.build import build as make
    from inspectgraph.files.project import required_project
    from inspectgraph.validate.reporting import as_text

    try:
        built = make(
            required_project(folder),
            output,
            draw=not no_draw,
            with_drafts=with_drafts,
            quotes=quotes,
            jobs=jobs,
            scheduler=scheduler,
        )
    except InvalidGraphError as error:
        click.echo(as_text(error.report), err=True)
        click.echo(str(error), err=True)
        ctx.exit(error.exit_code)
    _report(built)


def _report(built: Built) -> None:
    """Print the findings of the validation and the number of files written."""
    from inspectgraph.validate.findings import Severity
    from inspectgraph.validate.reporting import as_text

    findings = built.report.findings
    if any(finding.severity > Severity.INFO for finding in findings):
        click.echo(as_text(built.report), err=True)
    elif findings:
        summary = f"{built.report.summary}; `inspectgraph validate` lists them all"
        click.echo(summary, err=True)
    click.echo(
        f"{quantity(built.quads, 'quad')} of {quantity(built.reports, 'report')} in"
        f" {quantity(built.files, 'file')} under {built.folder}",
        err=True,
    )
