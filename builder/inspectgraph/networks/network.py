"""A network: nodes and edges with typed attributes, and its form in networkx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Attributes", "Edge", "Network"]

#: The attributes of a node or an edge by name. `label`, `weight`, `start` and `end` have
#: a meaning for programs that draw networks; days are texts such as `2014-04-29`.
Attributes = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from one node to another, by the ids of the nodes, with its attributes."""

    source: str
    target: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by id and edges, both in a fixed order. The id of a node is an IRI."""

    nodes: Mapping[str, Attributes]
    edges: Sequence[Edge]
    directed: bool = True

    def networkx(self) -> nx.MultiDiGraph[Any] | nx.MultiGraph[Any]:
        """Return the network as a graph of networkx, with the same attributes."""
        import networkx as nx

        graph: nx.MultiDiGraph[Any] | nx.MultiGraph[Any] = (
            nx.MultiDiGraph() if self.directed else nx.MultiGraph()
        )
        for identity, attributes in self.nodes.items():
            graph.add_node(identity, **attributes)
        for number, edge in enumerate(self.edges, 1):
            graph.add_edge(edge.source, edge.target, f"e{number}", **edge.attributes)
        return graph
