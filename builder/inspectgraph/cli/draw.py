"""`inspectgraph draw`: the graph as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from inspectgraph.cli.options import option
from inspectgraph.model.quantities import quantity

__all__ = ["draw", "not_drawn_message"]

#: Written out here so that `--help` need not load what draws them; a test compares.
NAMES = ("network", "heat-map", "timeline", "themes-together")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(NAMES))
@option(
    "--html",
    is_flag=True,
    help="Write pages that work offline: charts with tooltips, a network to explore.",
)
@option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("pictures"),
    show_default=True,
    help="The folder to write to.",
)
@option(
    "--graphs",
    type=click.Path(path_type=Path),
    help="Another published graph than the project's.",
)
def draw(names: tuple[str, ...], html: bool, output: Path, graphs: Path | None) -> None:
    """Draw the graph as SVG pictures, or as HTML pages that work offline.

    \b
      network          authorities, their reports and grades, and the themes that these speak of
      heat-map         strengths and weaknesses by theme and report
      timeline         grades over time, by authority and inspection regime
      themes-together  themes that occur together

    All of them are drawn when none is named. The heat map needs vl-convert: pip install
    'inspectgraph[draw]'.

    \b
    Example:
      inspectgraph draw
      inspectgraph draw timeline --html -o /tmp/pages
    """
    from inspectgraph.draw import drawable_names, pages, pictures
    from inspectgraph.files.atomic import add_files
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.rdf.store import open_published

    store = open_published(graphs or graphs_folder())
    wanted = names or drawable_names()
    drawn = (pages if html else pictures)(store, wanted)
    add_files(output, drawn)
    if missing := [name for name in NAMES if not names and name not in wanted]:
        click.echo(not_drawn_message(missing), err=True)
    click.echo(f"{quantity(len(drawn), 'file')} written: {output}", err=True)


def not_drawn_message(names: Sequence[str]) -> str:
    """Say which pictures were skipped, and what to install to draw them."""
    return (
        f"not drawn without vl-convert: {', '.join(names)}; run: pip install"
        " 'inspectgraph[draw]'"
    )
