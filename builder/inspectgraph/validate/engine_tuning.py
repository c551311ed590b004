"""Rewrite SHACL shapes so that pyshacl needs less time for the same results.

pyshacl is fast if it checks all focus nodes of a shape at once. But for SPARQL
constraints, and for property shapes inside a node shape, pyshacl checks each focus node
separately, which is slow. This module therefore makes two changes:

- Each property shape gets the targets of its node shape, and is separated from that
  node shape.
- The query of each SPARQL constraint runs once over the whole store. The rows are
  cached, and the shape then targets only the nodes in those rows. Constraints against
  cycles are an exception, because their queries take quadratic time for a long chain.
  The shapes of these constraints target the nodes that can lie in a cycle.

A test compares the results before and after the changes.
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

#: Matches a query that can run over the whole store: its first pattern binds `$this`.
_STARTS_FROM_THIS: Final = re.compile(
    r"WHERE\s*\{\s*(?:\$this\s|\?\w+\s+[\w:]+\s+\$this\b)"
)

#: Matches a query that finds circles of one property, such as `insp:because`.
_ASKS_FOR_CIRCLES: Final = re.compile(
    r"WHERE\s*\{\s*\$this ([\w-]+:\w+) \?value \.\s+\?value \1\* \$this \.\s+\}"
)

#: The properties of a shape that has SPARQL constraints and no other constraint.
_SPARQL_ONLY: Final = frozenset(
    {RDF.type, SH.sparql, SH.path, SH.severity, SH.message, *TARGETS}
)


def tune(shapes: Graph, data: View) -> None:
    """Change the given shapes, so that pyshacl checks the given data faster.

    The changed shapes can be used only for these data.
    """
    _target_property_shapes(shapes)
    for shape in set(shapes.subjects(SH.sparql)):
        _target_answers(shapes, shape, data)


def _target_property_shapes(shapes: Graph) -> None:
    """Give each property shape the targets of its node shape.

    The node shape then no longer contains the property shape. A node shape without
    targets stays unchanged.
    """
    for shape, part in list(shapes.subject_objects(SH.property)):
        targets = _targets(shapes, shape)
        if targets:
            shapes.remove((shape, SH.property, part))
            for key, value in targets:
                shapes.add((part, key, value))


def _targets(shapes: Graph, shape: Node) -> list[tuple[Node, Node]]:
    """Return the targets of a shape.

    Each target is a pair: a property such as `sh:targetClass`, and the value of this
    property. The list is empty if the shape is deactivated.
    """
    if Literal(True) in shapes.objects(shape, SH.deactivated):
        return []
    properties = shapes.predicate_objects(shape)
    return [(key, value) for key, value in properties if key in TARGETS]


def _target_answers(shapes: Graph, shape: Node, data: View) -> None:
    """Limit the targets of a shape to the nodes that its SPARQL queries find.

    The shape stays unchanged if `_can_ask_the_store` returns False for the shape.
    """
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
    """Return whether a shape has only SPARQL constraints that the store can run.

    The first triple pattern of each query must contain `$this`. The result is False for
    a shape with `sh:targetNode`.
    """
    has_target_node = (shape, SH.targetNode, None) in shapes
    checks_more = bool(set(shapes.predicates(shape)) - _SPARQL_ONLY)
    if has_target_node or checks_more:
        return False
    return all(map(_STARTS_FROM_THIS.search, queries))


def _nodes_to_check(query: str, data: View) -> Iterable[Node]:
    """Return the nodes for which the query of a constraint may have a result.

    For a query that finds cycles, these are the nodes that can lie in a cycle.
    """
    circles = _ASKS_FOR_CIRCLES.search(query)
    if circles is None:
        return data.answers(query)
    prefix, _, name = circles[1].partition(":")
    declared = re.search(rf"PREFIX {prefix}: <(.*)>", query)
    if declared is None:
        return data.answers(query)
    return nodes_near_circles(data.subject_objects(URIRef(declared[1] + name)))


def _query(shapes: Graph, constraint: Node) -> str:
    """Return the SELECT query of a SPARQL constraint, preceded by its PREFIX lines."""
    lines = []
    for header in shapes.objects(constraint, SH.prefixes):
        for declared in shapes.objects(header, SH.declare):
            prefix = shapes.value(declared, SH.prefix)
            namespace = shapes.value(declared, SH.namespace)
            lines.append(f"PREFIX {prefix}: <{namespace}>")
    return "\n".join([*sorted(lines), str(shapes.value(constraint, SH.select))])


def _is_target(shapes: Graph, shape: Node, node: Node, data: View) -> bool:
    """Return whether a class target or property target of a shape selects a node."""
    classes = set(shapes.objects(shape, SH.targetClass))
    subjects_of = set(shapes.objects(shape, SH.targetSubjectsOf))
    objects_of = set(shapes.objects(shape, SH.targetObjectsOf))
    reasons = classes.intersection(data.classes_of(node))
    reasons |= subjects_of.intersection(data.predicates(node, None))
    reasons |= objects_of.intersection(data.predicates(None, node))
    return bool(reasons)
