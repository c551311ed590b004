"""The shapes that the package carries: read, chosen by what is at hand, and made ready for pyshacl.

pyshacl is quick when a shape sees all its nodes at once and slow when it is called node
by node, as it is for each property shape of a node shape and for each query of a
constraint. So two things are rewritten, neither of which changes what is found (a test
compares both ways):

- a property shape gets the targets of its node shape, and stands on its own;
- a constraint in SPARQL is first asked of the whole store, and its shape then looks at the nodes that the
  answer names, and at no others; the rows of the answer are kept for that. A constraint
  against circles is not asked of the whole store, since a long chain would take
  quadratic time: its shape looks at the nodes that can lie in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from inspectgraph.model.errors import ShapeError, Where
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.rdf.turtle_files import turtle_files
from inspectgraph.validate.cycles import nodes_near_circles
from inspectgraph.validate.field_shapes import missing_shapes
from inspectgraph.validate.findings import Rule, Severity
from inspectgraph.validate.rdflib_view import View, to_rdflib

__all__ = ["ALL_NEEDS", "SH", "Shapes", "read_shapes"]

SH: Final = Namespace("http://www.w3.org/ns/shacl#")

#: What a shape can need: the report alone with the registry, all reports, or the
#: ontology.
ALL_NEEDS: Final = frozenset({"report", "corpus", "ontology"})

Triple = tuple[Node, Node, Node]

_NEEDS: Final = URIRef(f"{SHAPE}needs")
_TARGETS: Final = (
    SH.targetClass,
    SH.targetNode,
    SH.targetObjectsOf,
    SH.targetSubjectsOf,
)

#: What makes a node shape look at anything.
_WORKING: Final = frozenset({*_TARGETS, SH.property, SH.sparql})

#: What is written for readers only; pyshacl would look at each as if it were a
#: constraint.
_FOR_READERS: Final = frozenset({SH.name, SH.description, _NEEDS})

#: A query that can be asked of the whole store: its first pattern binds $this.
_STARTS_FROM_THIS: Final = re.compile(
    r"WHERE\s*\{\s*(?:\$this\s|\?\w+\s+[\w:]+\s+\$this\b)"
)

#: The pattern of a query that looks for circles of one property.
_ASKS_FOR_CIRCLES: Final = re.compile(
    r"WHERE\s*\{\s*\$this ([\w-]+:\w+) \?value \.\s+\?value \1\* \$this \.\s+\}"
)

#: What a shape that only asks in SPARQL says, beside the constraint: nothing that is
#: checked.
_ANNOTATIONS: Final = frozenset(
    {RDF.type, SH.sparql, SH.path, SH.severity, SH.message, *_TARGETS}
)


@dataclass(frozen=True)
class Shapes:
    """The triples of some shapes."""

    triples: tuple[Triple, ...]

    @cached_property
    def graph(self) -> Graph:
        """The shapes as they are written."""
        return _graph(self.triples)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every named shape and constraint that says what is wrong, by its IRI."""
        found = {}
        for node, message in self.graph.subject_objects(SH.message):
            if isinstance(node, URIRef):
                found[str(node)] = self._rule(node, str(message))
        return dict(sorted(found.items()))

    def _rule(self, node: URIRef, message: str) -> Rule:
        graph = self.graph
        severity = graph.value(node, SH.severity) or SH.Violation
        owner = next(
            (
                owner
                for key in (SH.property, SH.sparql)
                for owner in graph.subjects(key, node)
            ),
            node,
        )
        return Rule(
            str(node),
            str(graph.value(node, SH.name) or ""),
            str(graph.value(node, SH.description) or ""),
            message,
            Severity[str(severity).removeprefix(str(SH)).upper()],
            str(graph.value(owner, _NEEDS) or "report"),
        )

    def chosen(self, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the shapes that need nothing else, without what is written for readers only."""
        left_out = {
            shape
            for shape, key, need in self.triples
            if key == _NEEDS and str(need) not in needs
        }
        return _graph(
            triple
            for triple in self.triples
            if triple[1] not in _FOR_READERS
            and not (triple[0] in left_out and triple[1] in _WORKING)
        )

    def ready(self, data: View, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the chosen shapes, rewritten so that pyshacl finds the same and is quick about it."""
        graph = self.chosen(needs)
        _hoist(graph)
        _narrow(graph, data)
        return graph


def read_shapes(folder: Traversable | None = None) -> Shapes:
    """Read the shapes of a folder and its subfolders, or those that the package carries.

    To those of the package a simple shape is added for each field that none of them
    looks at (see `field_shapes`).

    Raises:
        ShapeError: If a file is not Turtle, or there is none.
    """
    found = [
        (to_rdflib(said.subject), to_rdflib(said.predicate), to_rdflib(said.object))
        for file, name in turtle_files(folder or files("inspectgraph.shapes"), "shapes")
        for said in _parsed(file, name)
    ]
    if not found:
        raise ShapeError(
            "no-shapes",
            "there is no shape in Turtle in this folder",
            Where(str(folder)),
        )
    missing = missing_shapes(found) if folder is None else ()
    return Shapes((*found, *missing))


def _parsed(file: Traversable, name: str) -> Iterator[Any]:
    """Yield the triples of a file; blank nodes of two files are two."""
    try:
        yield from parse(file.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)
    except SyntaxError as error:
        where = Where(name, error.lineno or 0, error.offset or 0)
        raise ShapeError(
            "bad-turtle", f"this is not Turtle: {error.msg}", where
        ) from error


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph


def _hoist(graph: Graph) -> None:
    """Give each property shape of a targeted node shape the targets of that shape, and take it out of it."""
    for shape, part in list(graph.subject_objects(SH.property)):
        targets = [
            (key, value) for key in _TARGETS for value in graph.objects(shape, key)
        ]
        if targets and not _is_deactivated(graph, shape):
            graph.remove((shape, SH.property, part))
            for key, value in targets:
                graph.add((part, key, value))


def _is_deactivated(graph: Graph, shape: Node) -> bool:
    return Literal(True) in graph.objects(shape, SH.deactivated)


def _narrow(graph: Graph, data: View) -> None:
    """Point each shape that only asks in SPARQL at the nodes for which the whole store has an answer."""
    for shape in set(graph.subjects(SH.sparql)):
        queries = [
            _query(graph, constraint) for constraint in graph.objects(shape, SH.sparql)
        ]
        if (shape, SH.targetNode, None) in graph or not all(
            map(_STARTS_FROM_THIS.search, queries)
        ):
            continue
        if set(graph.predicates(shape)) - _ANNOTATIONS:
            continue
        named = {node for query in queries for node in _nodes_to_check(query, data)}
        aimed_at = [node for node in named if _is_target(graph, shape, node, data)]
        for key in _TARGETS:
            graph.remove((shape, key, None))
        for node in aimed_at:
            graph.add((shape, SH.targetNode, node))


def _nodes_to_check(query: str, data: View) -> Iterable[Node]:
    """Return the nodes for which a query that begins with $this can have an answer."""
    if circles := _ASKS_FOR_CIRCLES.search(query):
        prefix, _, name = circles[1].partition(":")
        if declared := re.search(rf"PREFIX {prefix}: <(.*)>", query):
            return nodes_near_circles(data.subject_objects(URIRef(declared[1] + name)))
    return data.answers(query)


def _query(graph: Graph, constraint: Node) -> str:
    """Return the query of a constraint with its prefixes."""
    lines = []
    for header in graph.objects(constraint, SH.prefixes):
        for declared in graph.objects(header, SH.declare):
            prefix, namespace = (
                graph.value(declared, SH.prefix),
                graph.value(declared, SH.namespace),
            )
            lines.append(f"PREFIX {prefix}: <{namespace}>")
    return "\n".join([*sorted(lines), str(graph.value(constraint, SH.select))])


def _is_target(graph: Graph, shape: Node, node: Node, data: View) -> bool:
    """Say whether a node is among the targets of a shape."""
    classes = set(graph.objects(shape, SH.targetClass))
    if classes & set(data.classes_of(node)):
        return True
    if any(
        (node, key, None) in data for key in graph.objects(shape, SH.targetSubjectsOf)
    ):
        return True
    return any(
        (None, key, node) in data for key in graph.objects(shape, SH.targetObjectsOf)
    )
