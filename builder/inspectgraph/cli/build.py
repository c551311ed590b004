"""`inspectgraph build`: from curated extracts to the published graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from inspectgraph.cli.options import PATH, option, output_option, with_drafts_option
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.build import Built

__all__ = ["build"]


@click.command()
@click.argument("folder", required=False, type=PATH)
@output_option("graphs/")
@option("--no-draw", is_flag=True, help="Keep the pictures as they are.")
@with_drafts_option
@option(
    "--quotes",
    type=PATH,
    metavar="DIR",
    help=(
        "Publish the quoted words of each statement, from the reports in DIR; refused"
        " where copyright does not allow it."
    ),
)
@click.pass_context
def build(
    ctx: click.Context,
    folder: Path | None,
    output: Path | None,
    no_draw: bool,
    with_drafts: bool,
    quotes: Path | None,
) -> None:
    """Build the published graph: load, populate, infer, validate, export, draw.

    A violation stops the build before anything is written. Without vl-convert, the
    build writes the graph and leaves the heat map as it is.

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
        )
    except InvalidGraphError as error:
        click.echo(as_text(error.report), err=True)
        click.echo(str(error), err=True)
        ctx.exit(error.exit_code)
    _report(built)


def _report(built: Built) -> None:
    """Print what the shapes found, which pictures were not drawn, and what was written."""
    from inspectgraph.cli.draw import not_drawn_message
    from inspectgraph.validate.findings import Severity
    from inspectgraph.validate.reporting import as_text

    findings = built.report.findings
    if any(finding.severity > Severity.INFO for finding in findings):
        click.echo(as_text(built.report), err=True)
    elif findings:
        summary = f"{built.report.summary}; `inspectgraph validate` shows what"
        click.echo(summary, err=True)
    if built.not_drawn:
        click.echo(not_drawn_message(built.not_drawn), err=True)
    click.echo(
        f"{quantity(built.quads, 'quad')} of {quantity(built.reports, 'report')} in"
        f" {quantity(built.files, 'file')} under {built.folder}",
        err=True,
    )
