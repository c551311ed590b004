"""Name blank nodes by what they hold, so that two versions can be compared.

The published graph has blank nodes only in the ontology: lists and restrictions. The
label of a node follows from the triples that lead to it and from those that it has, so
a change elsewhere in the graph does not change it. Two nodes with the same triples in
the same place get the same label; one of them says nothing that the other does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256

from inspectgraph.rdf.canonical import is_blank
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["CycleError", "has_blank", "stable"]

_Edges = dict[str, list[tuple[str, str]]]


class CycleError(ValueError):
    """Blank nodes that lead back to themselves, and so cannot be named."""


def has_blank(triples: Iterable[TextTriple]) -> bool:
    """Return whether one of the triples has a blank node."""
    return any(is_blank(s) or is_blank(o) for s, _, o in triples)


def stable(triples: set[TextTriple]) -> set[TextTriple]:
    """Return the triples of a graph, with labels of blank nodes by their content.

    Raises:
        CycleError: If blank nodes lead back to themselves.

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
    """Return a label for each blank node, from its edges and those of its neighbours.

    Args:
        edges: Property and other end of the edges of each blank node.
        more: Returns what else the label of a node follows from.
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
                raise CycleError("blank nodes lead back to themselves")
            path.add(node)
            waiting += open_ends
    return found


def _label(
    edges: Iterable[tuple[str, str]], labels: Mapping[str, str], more: str
) -> str:
    """Return the label of a node whose neighbours have labels."""
    lines = sorted(f"{predicate} {labels.get(end, end)}" for predicate, end in edges)
    digest = sha256("\n".join([more, *lines]).encode()).hexdigest()
    return f"_:b{digest[:24]}"
