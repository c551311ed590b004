"""`inspectgraph publish`: write the graph as a static site."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import PATH, graphs_option, option
from inspectgraph.model.quantities import quantity

__all__ = ["publish"]


@click.command()
@click.argument("folder", type=PATH)
@option(
    "--address",
    metavar="URL",
    help=(
        "Address at which the site will be; the site map and the rules for w3id.org need"
        " it. By default the namespace of the graph."
    ),
)
@graphs_option
def publish(folder: Path, address: str | None, graphs: Path | None) -> None:
    """Write the published graph as a static site into FOLDER.

    Every council, report, statement, passage, theme and term has a page, a Turtle file
    and a JSON-LD file. The pages need no script and no server, and request nothing from
    another host. Only files that changed are written. Files that others put into
    FOLDER stay.

    \b
    Example:
      inspectgraph publish site
      inspectgraph publish site --address https://example.org/inspections/
    """
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.publish import publish as write
    from inspectgraph.publish.settings import settings_for
    from inspectgraph.store.published import open_graph

    settings = settings_for(address)
    source = Path(str(graphs or graphs_folder()))
    done = write(open_graph(source), source, folder, settings)
    click.echo(
        f"{quantity(done.files, 'file')} in {folder}, {done.bytes / 1e6:.1f} MB:"
        f" {done.written:,} written, {done.removed:,} removed",
        err=True,
    )
