"""Read the SHACL shapes of the package, and choose those for given data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from pyoxigraph import RdfFormat, parse
from rdflib import Graph, URIRef
from rdflib.term import Node

from inspectgraph.model.errors import ShapeError, Where
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.rdf.turtle_files import turtle_files
from inspectgraph.validate.engine_tuning import SH, TARGETS, tune
from inspectgraph.validate.field_shapes import missing_shapes
from inspectgraph.validate.findings import Rule, Severity
from inspectgraph.validate.rdflib_view import View, to_rdflib

__all__ = ["ALL_NEEDS", "NEEDS", "SH", "Shapes", "read_shapes"]

#: The data that a shape can need: `report` (one report and the registry), `corpus` (all
#: reports) or `ontology`.
ALL_NEEDS: Final = frozenset({"report", "corpus", "ontology"})

Triple = tuple[Node, Node, Node]

NEEDS: Final = URIRef(f"{SHAPE}needs")

#: The properties that make a node shape active: its targets and its constraints.
_WORKING: Final = frozenset({*TARGETS, SH.property, SH.sparql})

#: Annotations for readers, which pyshacl would take for constraints.
_FOR_READERS: Final = frozenset({SH.name, SH.description, NEEDS})


@dataclass(frozen=True)
class Shapes:
    """A set of SHACL shapes, as triples."""

    triples: tuple[Triple, ...]

    @cached_property
    def graph(self) -> Graph:
        """The shapes as an rdflib graph, with their annotations."""
        return _graph(self.triples)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rule of each shape or constraint with an IRI and a message, by IRI."""
        found = {}
        for node, message in self.graph.subject_objects(SH.message):
            if isinstance(node, URIRef):
                found[str(node)] = self._rule(node, str(message))
        return dict(sorted(found.items()))

    def _rule(self, node: URIRef, message: str) -> Rule:
        """Return the rule of a shape or constraint, from its annotations."""
        graph = self.graph
        severity = graph.value(node, SH.severity) or SH.Violation
        return Rule(
            str(node),
            str(graph.value(node, SH.name) or ""),
            str(graph.value(node, SH.description) or ""),
            message,
            Severity[str(severity).removeprefix(str(SH)).upper()],
            str(graph.value(self._owner(node), NEEDS) or "report"),
        )

    def _owner(self, node: URIRef) -> Node:
        """Return the node shape that contains a property shape or constraint.

        A shape that no other shape contains is returned itself.
        """
        for key in (SH.property, SH.sparql):
            owner = self.graph.value(None, key, node)
            if owner is not None:
                return owner
        return node

    def chosen(self, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the active shapes for some data, without annotations for readers.

        Args:
            needs: The data that is complete. A shape that needs other data is made
                inactive.
        """
        chosen = _graph(self.triples)
        for shape, need in list(chosen.subject_objects(NEEDS)):
            if str(need) not in needs:
                for key in _WORKING:
                    chosen.remove((shape, key, None))
        for key in _FOR_READERS:
            chosen.remove((None, key, None))
        return chosen

    def ready(self, data: View, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the chosen shapes, rewritten for a faster check of the data."""
        graph = self.chosen(needs)
        tune(graph, data)
        return graph


def read_shapes(folder: Traversable | None = None) -> Shapes:
    """Read the shapes of a folder and its subfolders, or those of the package.

    The shapes of the package include a generated shape for each field that no other
    shape covers (see `field_shapes`).

    Raises:
        ShapeError: If a file is not Turtle, or the folder has no shape.
    """
    found = list(_triples(folder or files("inspectgraph.shapes")))
    if not found:
        message = "there is no shape in Turtle in this folder"
        raise ShapeError("no-shapes", message, Where(str(folder)))
    missing = missing_shapes(found) if folder is None else ()
    return Shapes((*found, *missing))


def _triples(folder: Traversable) -> Iterator[Triple]:
    """Yield the triples of all Turtle files of a folder, as rdflib terms."""
    for file, name in turtle_files(folder, "shapes"):
        for triple in _parsed(file, name):
            yield (
                to_rdflib(triple.subject),
                to_rdflib(triple.predicate),
                to_rdflib(triple.object),
            )


def _parsed(file: Traversable, name: str) -> Iterator[Any]:
    """Yield the triples of a Turtle file, with blank nodes that no other file shares.

    Raises:
        ShapeError: If the file is not Turtle.
    """
    try:
        yield from parse(file.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)
    except SyntaxError as error:
        where = Where(name, error.lineno or 0, error.offset or 0)
        message = f"this is not Turtle: {error.msg}"
        raise ShapeError("bad-turtle", message, where) from error


def _graph(triples: Iterable[Triple]) -> Graph:
    """Return triples as an rdflib graph."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add(triple)
    return graph
