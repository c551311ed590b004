"""Find the nodes of a directed graph that can lie in a cycle, in linear time.

For a property path such as `insp:because+`, a SPARQL engine follows the whole chain
from each node. For a long chain, this takes quadratic time. This module first removes
the ends of all chains, so that only a few nodes remain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

__all__ = ["nodes_near_circles"]

_Node = TypeVar("_Node", bound=Hashable)


def nodes_near_circles(edges: Iterable[tuple[_Node, _Node]]) -> set[_Node]:
    """Return all nodes in a cycle, and all nodes on a path between two cycles.

    >>> sorted(nodes_near_circles([(0, 1), (1, 2), (2, 1), (2, 3), (3, 4), (4, 3), (4, 5)]))
    [1, 2, 3, 4]
    >>> nodes_near_circles((n, n + 1) for n in range(1000))
    set()
    """
    after: defaultdict[_Node, list[_Node]] = defaultdict(list)
    before: defaultdict[_Node, list[_Node]] = defaultdict(list)
    for start, end in edges:
        after[start].append(end)
        before[end].append(start)
    return _without_ends(_without_ends({*after, *before}, after, before), before, after)


def _without_ends(
    nodes: set[_Node],
    after: Mapping[_Node, list[_Node]],
    before: Mapping[_Node, list[_Node]],
) -> set[_Node]:
    """Remove nodes that have no successor, until every remaining node has a successor.

    Args:
        nodes: The nodes to start with. The remaining nodes are returned.
        after: The successors of each node.
        before: The predecessors of each node.
    """
    left: Counter[_Node] = Counter()
    for node in nodes:
        left[node] = len(nodes.intersection(after.get(node, ())))
    ends = [node for node in nodes if not left[node]]
    kept = set(nodes)
    while ends:
        node = ends.pop()
        kept.discard(node)
        for previous in before.get(node, ()):
            left[previous] -= 1
            if previous in kept and not left[previous]:
                ends.append(previous)
    return kept
