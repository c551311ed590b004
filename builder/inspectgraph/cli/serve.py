"""`inspectgraph serve`: answer SPARQL queries and named questions over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from inspectgraph.cli.options import (
    Seconds,
    graphs_option,
    login_option,
    option,
    store_option,
)
from inspectgraph.model.errors import UnreadableError, UsageError, Where

if TYPE_CHECKING:
    from inspectgraph.publish.settings import SiteSettings
    from inspectgraph.serve.jobs import Limits, Setup

__all__ = ["serve"]

#: The processes that are kept ready for each processor core. A process does nothing between
#: its answer and its next query; meanwhile another one uses the core.
_READY: Final = 2


@click.command()
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; the default can be reached from this machine only.",
)
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Port to listen on; 0 takes any free port.",
)
@graphs_option
@store_option(required=False)
@login_option
@option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Number of processes that are kept ready; by default twice as many as there are"
    " processor cores.",
)
@option(
    "--time-limit",
    type=Seconds(),
    default=30.0,
    show_default=True,
    help="Stop a query after this many seconds.",
)
@option(
    "--memory-limit",
    type=click.IntRange(min=50, max=1_000_000),
    default=1000,
    show_default=True,
    metavar="MB",
    help="Stop a query that uses more than this many megabytes of memory.",
)
@option(
    "--row-limit",
    type=click.IntRange(min=1),
    default=1_000_000,
    show_default=True,
    metavar="N",
    help="Refuse an answer with more than this many rows or triples.",
)
@option(
    "--query-limit",
    type=click.IntRange(min=1000, max=10_000_000),
    default=100_000,
    show_default=True,
    metavar="BYTES",
    help="Refuse a query that is longer than this many bytes.",
)
def serve(
    host: str,
    port: int,
    graphs: Path | None,
    store: str | None,
    login: Path | None,
    jobs: int | None,
    time_limit: float,
    memory_limit: int,
    row_limit: int,
    query_limit: int,
) -> None:
    """Serve the published graph over HTTP; clients cannot change it.

    The service has the pages that `inspectgraph publish` writes. It answers SPARQL 1.1
    queries at /sparql and named questions at /questions/NAME. It redirects each IRI of
    the graph to a page or to data, whichever the client prefers. Each query runs in its
    own process. The service stops a query that reaches a limit, and sends a message
    instead of an answer. With --store, queries go to a SPARQL store that `inspectgraph
    load` has filled. The command runs until SIGTERM or Ctrl-C stops it. The command
    needs the extra `inspectgraph[serve]`.

    \b
    Example:
      inspectgraph serve
      inspectgraph serve --port 9000 --time-limit 10
      inspectgraph serve --store http://localhost:7878/query
    """
    from inspectgraph.serve.jobs import Limits

    limits = Limits(time_limit, memory_limit, row_limit, query_limit)
    setup = _setup(graphs, store, login, limits)
    try:
        from inspectgraph.serve.app import Service
        from inspectgraph.serve.server import serve as run
    except ImportError as error:
        raise _missing(error) from error
    run(Service(setup, jobs or _READY * (os.cpu_count() or 1)), host, port)


def _setup(
    graphs: Path | None, store: str | None, login: Path | None, limits: Limits
) -> Setup:
    """Return the settings of a worker process: the graph, and the limits of a query.

    Raises:
        UsageError: If both a store and a folder are given, or if the login is
            malformed.
        UnreadableError: If the folder has no published graph.
    """
    from inspectgraph.serve.jobs import Setup

    if store and graphs:
        raise UsageError(
            "store-and-graph",
            "--store cannot be combined with --graphs, which names a folder on this"
            " machine; give only one of the two options",
        )
    if store:
        from inspectgraph.store.endpoint import endpoint

        endpoint(store, file=login)  # to refuse a wrong address or login now
        site = _project_settings()
        return Setup(store=store, login=str(login or ""), limits=limits, site=site)
    from inspectgraph.answer.prepare import prepared
    from inspectgraph.answer.worker import Request
    from inspectgraph.files.project import graphs_folder
    from inspectgraph.rdf.published_files import published_files

    folder = graphs or graphs_folder()
    if next(published_files(folder), None) is None:
        message = "the folder has no published graph; `inspectgraph build` makes one"
        raise UnreadableError("no-graph", message, Where(str(folder)))
    generation = prepared(Request(graphs=str(folder))).generation
    return Setup(str(folder), generation or "", limits=limits)


def _project_settings() -> SiteSettings | None:
    """Return the settings of the website for a graph in a SPARQL store, or None.

    A SPARQL store contains no settings of the website. So this function reads the
    settings from the graph that was built in the project of the current folder. If
    there is no such project or no such graph, the result is None.
    """
    from inspectgraph.files.project import project_folder
    from inspectgraph.publish.settings import read_settings

    folder = project_folder()
    graphs = folder / "graphs" if folder else None
    return read_settings(graphs) if graphs and graphs.is_dir() else None


def _missing(error: ImportError) -> UsageError:
    """Return the error for a missing library that `inspectgraph[serve]` installs."""
    message = (
        f"{error.name} is missing; install it with `pip install 'inspectgraph[serve]'`"
    )
    return UsageError("no-server", message)
