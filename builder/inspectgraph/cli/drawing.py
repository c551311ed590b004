"""`inspectgraph draw`: the graph as pictures."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.wording import quantity

__all__ = ["draw"]

#: Written out here so that `--help` need not load what draws them; a test compares.
NAMES = ("network", "heat-map", "timeline", "themes-together")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(NAMES))
@click.option("--html", is_flag=True, help="Write pages that work offline: charts with tooltips, a network to explore.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("pictures"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--graphs", type=click.Path(path_type=Path), help="Another published graph than the project's.")
def draw(names: tuple[str, ...], html: bool, output: Path, graphs: Path | None) -> None:
    """Draw the graph as SVG pictures, or as HTML pages that work offline.

    \b
      network          authorities, their reports and grades, and the themes that these speak of
      heat-map         strengths and weaknesses by theme and report
      timeline         grades over time, by authority and inspection regime
      themes-together  themes that occur together

    All of them are drawn when none is named. Charts need vl-convert: pip install 'inspectgraph[draw]'.

    \b
    Example:
      inspectgraph draw
      inspectgraph draw timeline --html -o /tmp/pages
    """
    from inspectgraph.draw import pages, pictures
    from inspectgraph.project import graphs_folder
    from inspectgraph.store import open_published
    from inspectgraph.swap import write_file

    store = open_published(graphs or graphs_folder())
    drawn = (pages if html else pictures)(store, names or NAMES)
    for name, content in drawn.items():
        write_file(output / name, content)
    click.echo(f"{quantity(len(drawn), 'file')} written: {output}", err=True)
