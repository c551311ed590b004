"""Label each blank node by its content, so that two versions can be compared.

The published graph has blank nodes only in the lists and restrictions of the ontology.
The label of a node is computed from the triples that have the node as subject or
object. So a change elsewhere in the graph does not change the label. Two nodes with the
same triples get the same label, because they state the same facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from inspectgraph.rdf.canonical import is_blank
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["CycleError", "has_blank", "stable"]

_Edges = dict[str, list[tuple[str, str]]]


class CycleError(ValueError):
    """The error if blank nodes form a cycle, so that they cannot be labelled."""


def has_blank(triples: Iterable[TextTriple]) -> bool:
    """Return whether any of the triples has a blank node."""
    return any(is_blank(s) or is_blank(o) for s, _, o in triples)


def stable(triples: set[TextTriple]) -> set[TextTriple]:
    """Return the triples of a graph, with blank node labels made from the content of the nodes.

    Raises:
        CycleError: If blank nodes form a cycle.

    >>> one = {("<a>", "<b>", "_:x"), ("_:x", "<c>", '"1"')}
    >>> other = {("<a>", "<b>", "_:y"), ("_:y", "<c>", '"1"')}
    >>> stable(one) == stable(other)
    True
    """
    out: _Edges = {}
    into: _Edges = {}
    for subject, predicate, value in triples:
        if is_blank(subject):
            out.setdefault(subject, []).append((predicate, value))
            into.setdefault(subject, [])
        if is_blank(value):
            into.setdefault(value, []).append((predicate, subject))
            out.setdefault(value, [])
    content = _named(out, lambda _: "")
    labels = _named(into, content.__getitem__)
    return {(labels.get(s, s), p, labels.get(o, o)) for s, p, o in triples}


def _named(edges: _Edges, more: Callable[[str], str]) -> Mapping[str, str]:
    """Return a label for each blank node.

    The label of a node is made from the edges of this node, and from the labels of the
    nodes at the other ends of these edges.

    Args:
        edges: The edges of each blank node: the property, and the node at the other
            end.
        more: A function that returns further text for the label of a node.
    """
    found: dict[str, str] = {}
    for start in edges:
        waiting, path = [start], set[str]()
        while waiting:
            node = waiting[-1]
            open_ends = [
                end for _, end in edges[node] if is_blank(end) and end not in found
            ]
            if node in found or not open_ends:
                found.setdefault(node, _label(edges[node], found, more(node)))
                path.discard(waiting.pop())
                continue
            if node in path:
                raise CycleError("the blank nodes form a cycle")
            path.add(node)
            waiting += open_ends
    return found


def _label(
    edges: Iterable[tuple[str, str]], labels: Mapping[str, str], more: str
) -> str:
    """Return the label of a node, given the labels of its neighbours."""
    lines = sorted(f"{predicate} {labels.get(end, end)}" for predicate, end in edges)
    digest = sha256("\n".join([more, *lines]).encode()).hexdigest()
    return f"_:b{digest[:24]}"
