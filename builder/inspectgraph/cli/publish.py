"""`inspectgraph publish`: write the graph as a static site."""

from __future__ import annotations

import os
from pathlib import Path

import click

from inspectgraph.cli.options import PATH, graphs_option, jobs_option, option
from inspectgraph.model.quantities import quantity

__all__ = ["publish"]


@click.command()
@click.argument("folder", type=PATH)
@option(
    "--address",
    metavar="URL",
    help=(
        "Address of the published site; by default the base IRI of the graph. The site map"
        " and the redirect rules for w3id.org contain this address."
    ),
)
@option(
    "--single-file",
    is_flag=True,
    help=(
        "Write one HTML file instead of a folder; FOLDER is then the path of the file. The"
        " file contains all pages and data, and a browser can open it from disk. It has at"
        " most 50 MB."
    ),
)
@graphs_option
@jobs_option
def publish(
    folder: Path,
    address: str | None,
    single_file: bool,
    graphs: Path | None,
    jobs: int | None,
) -> None:
    """Write the published graph as a static site into FOLDER.

    Every council, report, statement, passage, theme and term has a page, a Turtle file
    and a JSON-LD file. The pages need no script and no server, and request nothing from
    another host. The title, publisher, licence and contact come from the settings of
    the project. Only changed files are written. Other files in FOLDER stay.

    \b
    Example:
      inspectgraph publish site
      inspectgraph publish site --address https://example.org/inspections/
      inspectgraph publish site.html --single-file
    """
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.publish import publish as write
    from inspectgraph.publish.explorer import MISSING, bundle
    from inspectgraph.publish.run import open_for_pages
    from inspectgraph.publish.settings import settings_for

    source = Path(str(graphs or graphs_folder()))
    if single_file:
        from inspectgraph.publish.single_file import publish_single_file
        from inspectgraph.rdf.store import open_published

        store = open_published(source)
        size = publish_single_file(store, source, folder, settings_for(address, source))
        click.echo(f"{folder}, {size / 1e6:.1f} MB", err=True)
        return
    processes = jobs or os.cpu_count() or 1
    opened = open_for_pages(source, processes)
    settings = settings_for(address, source)
    done = write(opened, source, folder, settings, processes)
    click.echo(
        f"{quantity(done.files, 'file')} in {folder}, {done.bytes / 1e6:.1f} MB:"
        f" {done.written:,} written, {done.removed:,} removed",
        err=True,
    )
    if bundle() is None:
        click.echo(f"note: {MISSING}", err=True)
