"""A network of nodes and edges with typed attributes, also for use in networkx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Attributes", "Edge", "Network"]

#: The attributes of a node or an edge by name. `label`, `weight`, `start` and `end` have
#: a meaning for programs that draw networks; days are texts such as `2014-04-29`.
Attributes = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two nodes: the ids of the nodes, and the attributes of the edge."""

    source: str
    target: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Network:
    """A network: its nodes and edges, both in a fixed order.

    Attributes:
        nodes: The attributes of each node, keyed by the IRI of the node.
        edges: The edges.
        directed: Whether edges have a direction.
        parallel: Whether several edges can join the same two nodes.
    """

    nodes: Mapping[str, Attributes]
    edges: Sequence[Edge]
    directed: bool = True
    parallel: bool = False

    def networkx(self) -> nx.Graph[str]:
        """Return the network as a graph of networkx, with the same attributes.

        The result is a `Graph` or a `DiGraph`. If edges can be parallel, it is a
        `MultiGraph` or a `MultiDiGraph`.
        """
        import networkx as nx

        single = nx.DiGraph if self.directed else nx.Graph
        several = nx.MultiDiGraph if self.directed else nx.MultiGraph
        graph: nx.Graph[str] = several() if self.parallel else single()
        for identity, attributes in self.nodes.items():
            graph.add_node(identity, **attributes)
        for edge in self.edges:
            graph.add_edge(edge.source, edge.target, **edge.attributes)
        return graph
