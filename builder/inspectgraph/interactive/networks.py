"""Convert views of a graph to networkx networks.

The views are the same as in `inspectgraph export --view`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspectgraph.networks.views import FULL
from inspectgraph.networks.views import VIEWS as SMALL

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

__all__ = ["VIEWS", "network_of"]

#: The names of the views.
VIEWS: Final = (FULL, *SMALL)


def network_of(store: Store, view: str) -> nx.Graph[str]:
    """Return a view of a graph as a networkx network.

    Args:
        store: The graph.
        view: One of `VIEWS`.

    Raises:
        UsageError: If the view is unknown.
    """
    from inspectgraph.export import network

    return network(store, view).networkx()
