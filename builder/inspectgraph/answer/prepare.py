"""Make the on-disk store of a graph before the first query that needs the store.

The store is made only once. Making the store may take longer than the time limit of a
query. Therefore the store is made before the clock for the query starts.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.answer.limits import can_fork
from inspectgraph.files.project import graphs_folder
from inspectgraph.store.published import current_generation

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from inspectgraph.answer.worker import Request

__all__ = ["prepared"]


def prepared(request: Request) -> Request:
    """Return a copy of a request that has the path of the on-disk store.

    If the store does not exist, this function makes the store. If the store cannot be
    made, the copy has no path.

    Two kinds of requests do not use the on-disk store, and are returned unchanged:
    requests that look up anchors in reports, and requests to a SPARQL store over HTTP.

    Raises:
        UsageError: If no graph is given, and the project has not been built yet.
    """
    if request.reports or request.store:
        return request
    graphs = Path(request.graphs) if request.graphs else graphs_folder()
    generation = current_generation(graphs)
    if generation is None and graphs.is_dir():
        _make(graphs)
        generation = current_generation(graphs)
    return replace(request, generation=str(generation) if generation else None)


def _make(graphs: Traversable) -> None:
    """Make the on-disk store of a graph, in a child process if a fork is safe.

    If this process made the store, the engine would start threads here, and later forks
    would not be safe.
    """
    from inspectgraph.store.published import make_generation

    if not can_fork():
        make_generation(graphs)
        return
    child = os.fork()
    if not child:
        try:  # whatever happens, the fork must not go on as if it were this process
            make_generation(graphs)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
