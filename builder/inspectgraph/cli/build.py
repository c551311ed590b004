"""`inspectgraph build`: from curated extracts to the published graph."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import option
from inspectgraph.model.quantities import quantity

__all__ = ["build"]


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write; `graphs/` when not given.",
)
@option("--no-draw", is_flag=True, help="Keep the pictures as they are.")
@option(
    "--with-drafts",
    is_flag=True,
    help="Take in what is drafted and unconfirmed; it says so.",
)
@option(
    "--quotes",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=(
        "Put in the words that anchors lead to, from the reports in DIR; refused where"
        " rights forbid it."
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

    A violation stops it before anything is written. Without vl-convert the graph is
    written all the same, and the heat map stays as it is.

    \b
    Example:
      inspectgraph build
      inspectgraph build --no-draw -o /tmp/graphs
    """
    from inspectgraph.build import InvalidGraphError
    from inspectgraph.build import build as make
    from inspectgraph.cli.draw import not_drawn_message
    from inspectgraph.files.project import required_project
    from inspectgraph.validate.findings import Severity
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
    if any(finding.severity > Severity.INFO for finding in built.report.findings):
        click.echo(as_text(built.report), err=True)
    elif built.report.findings:
        click.echo(
            f"{built.report.summary}; `inspectgraph validate` shows what", err=True
        )
    if built.not_drawn:
        click.echo(not_drawn_message(built.not_drawn), err=True)
    reports = quantity(built.reports, "report")
    click.echo(
        f"{quantity(built.quads, 'quad')} of {reports} in"
        f" {quantity(built.files, 'file')} under {built.folder}",
        err=True,
    )
