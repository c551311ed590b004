"""`inspectgraph load`: copy the published graph into a SPARQL store over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from inspectgraph.cli.options import (
    Seconds,
    graphs_option,
    login_option,
    option,
    store_option,
)
from inspectgraph.model.quantities import quantity

__all__ = ["load"]


@click.command()
@store_option(required=True)
@option(
    "--graph-store",
    metavar="URL",
    help=(
        "Address of the store's Graph Store Protocol. For Oxigraph and Virtuoso, the"
        " default is derived from --store."
    ),
)
@login_option
@option(
    "--time-limit",
    type=Seconds(),
    default=60.0,
    show_default=True,
    help="Stop if the store sends nothing for this many seconds.",
)
@graphs_option
def load(
    store: str,
    graph_store: str | None,
    login: Path | None,
    time_limit: float,
    graphs: Path | None,
) -> None:
    """Copy the published graph into a SPARQL store, and replace an earlier copy.

    The command replaces one named graph after the other, and counts the triples of each
    graph in the store. Graphs of this project that are no longer published are removed.
    All other graphs in the store stay as they are. The user name and password come from
    the file given with --login or from the netrc file, never from the address.

    \b
    Example:
      inspectgraph load --store http://localhost:7878/query
      inspectgraph load --store http://localhost:8890/sparql --login virtuoso.txt
      inspectgraph query caf-uptake --store http://localhost:8890/sparql
    """
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.store.endpoint import endpoint
    from inspectgraph.store.remote_load import load_graphs

    there = endpoint(store, graph_store, login, time_limit)
    done = load_graphs(there, graphs or graphs_folder())
    removed = f", {quantity(done.removed, 'graph')} removed" if done.removed else ""
    click.echo(
        f"{quantity(done.graphs, 'graph')} and {quantity(done.triples, 'triple')} in"
        f" {store}{removed}",
        err=True,
    )
