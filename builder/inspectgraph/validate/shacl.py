"""Read the SHACL shapes of the package, and select the shapes for given data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import RdfFormat, parse

from inspectgraph.model.errors import ShapeError, Where
from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle_files import turtle_files
from inspectgraph.validate.compiled.shape_triples import (
    NEEDS,
    SH,
    TARGETS,
    ShapeTriples,
)
from inspectgraph.validate.field_shapes import missing_shapes
from inspectgraph.validate.findings import Rule, Severity

if TYPE_CHECKING:
    from rdflib import Graph

    from inspectgraph.validate.rdflib_view import View

__all__ = ["ALL_NEEDS", "Shapes", "package_shapes", "read_shapes"]

#: The data that a shape can need: `report` (one report and the registry), `corpus` (all
#: reports) or `ontology`.
ALL_NEEDS: Final = frozenset({"report", "corpus", "ontology"})

#: The properties that make a node shape active: its targets and its constraints.
_WORKING: Final = frozenset({*TARGETS, SH.property, SH.sparql})

#: Annotations for readers, which pyshacl would take for constraints.
_FOR_READERS: Final = frozenset({SH.name, SH.description, NEEDS})


@dataclass(frozen=True)
class Shapes:
    """A set of SHACL shapes, as triples."""

    triples: tuple[TextTriple, ...]

    @cached_property
    def described(self) -> ShapeTriples:
        """The triples, indexed by subject and property.

        The annotations for readers are included.
        """
        return ShapeTriples(self.triples)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The validation rules, keyed by the IRI of the shape or constraint.

        Only shapes and constraints that have an IRI and a message are included.
        """
        described = self.described
        found = {
            node[1:-1]: self._rule(node)
            for node in described.subjects_of(SH.message)
            if node[0] == "<"
        }
        return dict(sorted(found.items()))

    def _rule(self, node: str) -> Rule:
        """Return the validation rule of a shape or constraint, from its annotations."""
        described = self.described
        severity = described.value(node, SH.severity) or SH.Violation
        needs = described.value(self._owner(node), NEEDS)
        return Rule(
            node[1:-1],
            self._text(node, SH.name),
            self._text(node, SH.description),
            self._text(node, SH.message),
            Severity[lexical(severity).rpartition("#")[2].upper()],
            lexical(needs) if needs else "report",
        )

    def _text(self, node: str, key: str) -> str:
        """Return the text of an annotation, or an empty text if there is none."""
        value = self.described.value(node, key)
        return lexical(value) if value else ""

    def _owner(self, node: str) -> str:
        """Return the node shape that contains a property shape or constraint.

        If no other shape contains the given shape, the given shape is returned.
        """
        for key in (SH.property, SH.sparql):
            for owner in self.described.subjects(key, node):
                return owner
        return node

    def chosen(self, needs: frozenset[str] = ALL_NEEDS) -> tuple[TextTriple, ...]:
        """Return the triples of all shapes, but make some shapes inactive.

        Args:
            needs: The kinds of data that are complete. A shape that needs other data is
                made inactive.
        """
        idle = self.described.idle(needs)
        return tuple(
            triple
            for triple in self.triples
            if triple[0] not in idle or triple[1] not in _WORKING
        )

    def for_pyshacl(self, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the active shapes for pyshacl, without their annotations for readers."""
        from inspectgraph.validate.rdflib_view import rdflib_graph

        chosen = self.chosen(needs)
        return rdflib_graph(one for one in chosen if one[1] not in _FOR_READERS)

    def ready(self, data: View, needs: frozenset[str] = ALL_NEEDS) -> Graph:
        """Return the shapes for pyshacl, rewritten so that the check is faster."""
        from inspectgraph.validate.engine_tuning import tune

        graph = self.for_pyshacl(needs)
        tune(graph, data)
        return graph


def read_shapes(folder: Traversable | None = None) -> Shapes:
    """Read the shapes of a folder and its subfolders, or the shapes of the package.

    The shapes of the package include a generated shape for each field that no other
    shape covers (see `field_shapes`).

    Raises:
        ShapeError: If a file is not Turtle, or if the folder contains no shape.
    """
    found = list(_triples(folder or files("inspectgraph.shapes")))
    if not found:
        message = "there is no shape in Turtle in this folder"
        raise ShapeError("no-shapes", message, Where(str(folder)))
    missing = missing_shapes(found) if folder is None else ()
    return Shapes((*found, *missing))


@cache
def package_shapes() -> Shapes:
    """Return the shapes of the package; they are read only once in a process."""
    return read_shapes()


def _triples(folder: Traversable) -> Iterator[TextTriple]:
    """Yield the triples of all Turtle files in a folder."""
    for file, name in turtle_files(folder, "shapes"):
        for triple in _parsed(file, name):
            yield text_triple(triple)


def _parsed(file: Traversable, name: str) -> Iterator[Any]:
    """Yield the triples of a Turtle file, with new blank nodes that no other file shares.

    Raises:
        ShapeError: If the file is not Turtle.
    """
    try:
        yield from parse(file.read_bytes(), RdfFormat.TURTLE, rename_blank_nodes=True)
    except SyntaxError as error:
        where = Where(name, error.lineno or 0, error.offset or 0)
        message = f"this is not Turtle: {error.msg}"
        raise ShapeError("bad-turtle", message, where) from error
