"""Rewrite shapes so that pyshacl finds the same, but faster.

pyshacl is fast when a shape sees all its focus nodes at once. It is slow when it is
called for each node, as it is for the property shapes of a node shape and for the
queries of a constraint. So two changes are made; a test compares the findings with and
without them:

- Each property shape gets the targets of its node shape, and becomes a shape of its own.
- Each SPARQL constraint is first asked of the whole store. Its shape then targets only
  the nodes of the answer, and the rows of the answer are kept. A constraint against
  circles is not asked of the whole store, since a long chain would take quadratic time:
  its shape targets the nodes that can lie in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from inspectgraph.validate.cycles import nodes_near_circles
from inspectgraph.validate.rdflib_view import View

__all__ = ["SH", "TARGETS", "tune"]

SH: Final = Namespace("http://www.w3.org/ns/shacl#")

#: The properties that give a shape its focus nodes.
TARGETS: Final = (
    SH.targetClass,
    SH.targetNode,
    SH.targetObjectsOf,
    SH.targetSubjectsOf,
)

#: A query that can be asked of the whole store: its first pattern binds $this.
_STARTS_FROM_THIS: Final = re.compile(
    r"WHERE\s*\{\s*(?:\$this\s|\?\w+\s+[\w:]+\s+\$this\b)"
)

#: The pattern of a query that looks for circles of one property.
_ASKS_FOR_CIRCLES: Final = re.compile(
    r"WHERE\s*\{\s*\$this ([\w-]+:\w+) \?value \.\s+\?value \1\* \$this \.\s+\}"
)

#: What a shape has that checks nothing except by SPARQL.
_SPARQL_ONLY: Final = frozenset(
    {RDF.type, SH.sparql, SH.path, SH.severity, SH.message, *TARGETS}
)


def tune(shapes: Graph, data: View) -> None:
    """Rewrite shapes in place, for one graph of data."""
    _target_property_shapes(shapes)
    for shape in set(shapes.subjects(SH.sparql)):
        _target_answers(shapes, shape, data)


def _target_property_shapes(shapes: Graph) -> None:
    """Give each property shape the targets of its node shape, and detach it from that shape."""
    for shape, part in list(shapes.subject_objects(SH.property)):
        targets = _targets(shapes, shape)
        if targets:
            shapes.remove((shape, SH.property, part))
            for key, value in targets:
                shapes.add((part, key, value))


def _targets(shapes: Graph, shape: Node) -> list[tuple[Node, Node]]:
    """Return the targets of a shape, each with its property; a deactivated shape has none."""
    if Literal(True) in shapes.objects(shape, SH.deactivated):
        return []
    properties = shapes.predicate_objects(shape)
    return [(key, value) for key, value in properties if key in TARGETS]


def _target_answers(shapes: Graph, shape: Node, data: View) -> None:
    """Target only the nodes for which the whole store has an answer, where that is possible."""
    queries = [_query(shapes, node) for node in shapes.objects(shape, SH.sparql)]
    if not _can_ask_the_store(shapes, shape, queries):
        return
    answered: set[Node] = set()
    for query in queries:
        answered.update(_nodes_to_check(query, data))
    focus_nodes = [node for node in answered if _is_target(shapes, shape, node, data)]
    for key in TARGETS:
        shapes.remove((shape, key, None))
    for node in focus_nodes:
        shapes.add((shape, SH.targetNode, node))


def _can_ask_the_store(shapes: Graph, shape: Node, queries: list[str]) -> bool:
    """Return whether a shape checks only by queries that bind $this first."""
    has_target_node = (shape, SH.targetNode, None) in shapes
    checks_more = bool(set(shapes.predicates(shape)) - _SPARQL_ONLY)
    if has_target_node or checks_more:
        return False
    return all(map(_STARTS_FROM_THIS.search, queries))


def _nodes_to_check(query: str, data: View) -> Iterable[Node]:
    """Return the nodes for which a query that binds $this first can have an answer."""
    circles = _ASKS_FOR_CIRCLES.search(query)
    if circles is None:
        return data.answers(query)
    prefix, _, name = circles[1].partition(":")
    declared = re.search(rf"PREFIX {prefix}: <(.*)>", query)
    if declared is None:
        return data.answers(query)
    return nodes_near_circles(data.subject_objects(URIRef(declared[1] + name)))


def _query(shapes: Graph, constraint: Node) -> str:
    """Return the query of a constraint with its prefixes."""
    lines = []
    for header in shapes.objects(constraint, SH.prefixes):
        for declared in shapes.objects(header, SH.declare):
            prefix = shapes.value(declared, SH.prefix)
            namespace = shapes.value(declared, SH.namespace)
            lines.append(f"PREFIX {prefix}: <{namespace}>")
    return "\n".join([*sorted(lines), str(shapes.value(constraint, SH.select))])


def _is_target(shapes: Graph, shape: Node, node: Node, data: View) -> bool:
    """Return whether a node is among the targets of a shape."""
    classes = set(shapes.objects(shape, SH.targetClass))
    subjects_of = set(shapes.objects(shape, SH.targetSubjectsOf))
    objects_of = set(shapes.objects(shape, SH.targetObjectsOf))
    reasons = classes.intersection(data.classes_of(node))
    reasons |= subjects_of.intersection(data.predicates(node, None))
    reasons |= objects_of.intersection(data.predicates(None, node))
    return bool(reasons)
