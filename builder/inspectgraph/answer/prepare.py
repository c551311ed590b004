"""Make the store on disk of a graph before the first question that needs it.

That may take longer than a question is allowed to, and happens once.
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
    """Return a request that names the store on disk of its graph.

    The store is made where there is none. Where that fails, and where something
    else than the published graph is asked, the request stays as it is.

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
    """Make the generation of a graph, in a process of its own where this one will be forked.

    The threads of the store's engine would not survive a fork.
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
