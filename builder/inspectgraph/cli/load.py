"""`inspectgraph load`: put the graph into a SPARQL store over HTTP."""

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
        "Where the store has the Graph Store Protocol; found by itself for Oxigraph"
        " and Virtuoso."
    ),
)
@login_option
@option(
    "--time-limit",
    type=Seconds(),
    default=60.0,
    show_default=True,
    help="Seconds that the store may be silent.",
)
@graphs_option
def load(
    store: str,
    graph_store: str | None,
    login: Path | None,
    time_limit: float,
    graphs: Path | None,
) -> None:
    """Replace the graphs of a SPARQL store that are ours by the published ones.

    Each graph is replaced on its own and its triples are counted. Graphs of ours that
    are not published any more are removed; all other graphs stay as they are. A login
    is never part of the address: it stands in a file, or in the netrc file.

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
