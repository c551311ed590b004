"""`inspectgraph draw`: draw the graph as pictures or pages."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import graphs_option, option, output_option
from inspectgraph.model.quantities import quantity

__all__ = ["draw"]

#: Copies of names in `draw`, so that `--help` need not import it; a test compares them.
NAMES = ("network", "heat-map", "timeline", "councils", "themes-together")
SIZES = ("screen", "slide", "paper", "phone")
THEMES = ("light", "dark")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(NAMES))
@option(
    "--html",
    is_flag=True,
    help="Write offline HTML pages, with tooltips and a table, instead of SVG files.",
)
@option(
    "--size",
    type=click.Choice(SIZES),
    help="Size of the SVG files. A screen (the default) is 1280 pixels wide, a slide has an"
    " aspect ratio of 16:9, paper is A4, and a phone is 390 pixels wide.",
)
@option(
    "--theme",
    type=click.Choice(THEMES),
    help="Light or dark colours. By default, SVG files are light, and HTML pages follow"
    " the reader's system.",
)
@option(
    "--site",
    metavar="ADDRESS",
    help="Address of a published site. The pictures will link to the pages of this site.",
)
@output_option("pictures", default=Path("pictures"))
@graphs_option
def draw(
    names: tuple[str, ...],
    html: bool,
    size: str | None,
    theme: str | None,
    site: str | None,
    output: Path,
    graphs: Path | None,
) -> None:
    """Draw the graph as SVG pictures, or as HTML pages that work offline.

    \b
      network          authorities, their reports and grades, and the themes of the reports
      heat-map         strengths and weaknesses by theme and report
      timeline         grades over time, by authority and inspection regime
      councils         overall grades of full inspections, by region and council
      themes-together  pairs of themes that occur in the same statements

    Without a NAME, the command draws all five. With `--size slide` or `--size paper`, a
    large picture is divided into several sheets, and each sheet is a file.

    \b
    Example:
      inspectgraph draw
      inspectgraph draw timeline --html -o /tmp/pages
      inspectgraph draw councils --size slide --theme dark -o /tmp/slides
    """
    from inspectgraph.draw import MEDIA, Links, Look, pages, pictures
    from inspectgraph.export.imprint import imprint_in
    from inspectgraph.files.atomic import add_files
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.model.errors import UsageError
    from inspectgraph.publish.settings import settings_for
    from inspectgraph.store.published import open_graph

    if html and size:
        raise UsageError(
            "size-of-page",
            "--size is for SVG files, and a page has the size of its window; leave out"
            " --size or --html",
        )
    folder = graphs or graphs_folder()
    look = Look(
        medium=MEDIA[size or "screen"],
        theme=theme or ("" if html else "light"),
        links=Links(settings_for(site).address if site else ""),
        imprint=imprint_in(folder),
    )
    drawn = (pages if html else pictures)(
        open_graph(folder, make=False), names or NAMES, look
    )
    add_files(output, drawn)
    click.echo(f"{quantity(len(drawn), 'file')} written: {output}", err=True)
