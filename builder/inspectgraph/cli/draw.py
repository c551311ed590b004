"""`inspectgraph draw`: draw the graph as pictures or pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from inspectgraph.cli.options import graphs_option, option, output_option
from inspectgraph.model.quantities import quantity

__all__ = ["draw", "not_drawn_message"]

#: A copy of `draw.NAMES`, so that `--help` need not import `draw`; a test compares them.
NAMES = ("network", "heat-map", "timeline", "councils", "themes-together")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(NAMES))
@option(
    "--html",
    is_flag=True,
    help="Write offline HTML pages, with tooltips and zoom, instead of SVG files.",
)
@output_option("pictures", default=Path("pictures"))
@graphs_option
def draw(names: tuple[str, ...], html: bool, output: Path, graphs: Path | None) -> None:
    """Draw the graph as SVG pictures, or as HTML pages that work offline.

    \b
      network          authorities, their reports and grades, and the themes of the reports
      heat-map         strengths and weaknesses by theme and report
      timeline         grades over time, by authority and inspection regime
      councils         overall grades of full inspections, by region and council
      themes-together  pairs of themes that occur in the same statements

    Without a NAME, the command draws all five. The heat map needs the package
    vl-convert: pip install 'inspectgraph[draw]'.

    \b
    Example:
      inspectgraph draw
      inspectgraph draw timeline --html -o /tmp/pages
    """
    from inspectgraph.draw import drawable_names, pages, pictures
    from inspectgraph.files.atomic import add_files
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.store.published import open_graph

    store = open_graph(graphs or graphs_folder(), make=False)
    wanted = names or drawable_names()
    draw_as = pages if html else pictures
    drawn = draw_as(store, wanted)
    add_files(output, drawn)
    if not names:
        _report_missing(wanted)
    click.echo(f"{quantity(len(drawn), 'file')} written: {output}", err=True)


def _report_missing(drawn: Sequence[str]) -> None:
    """Print the names of pictures that were not drawn, if any."""
    missing = [name for name in NAMES if name not in drawn]
    if missing:
        click.echo(not_drawn_message(missing), err=True)


def not_drawn_message(names: Sequence[str]) -> str:
    """Return a message that lists skipped pictures and the package to install."""
    return (
        f"not drawn without vl-convert: {', '.join(names)}; run: pip install"
        " 'inspectgraph[draw]'"
    )
