"""Collect the triples of one named graph as text, each with its path in a YAML file.

A path such as `("findings", 2, "note")` leads from the top of an extract or registry
file to a value. The terms are texts in N-Triples form, because making objects for all
terms would take most of the build time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from inspectgraph.model.characters import plain_spaces
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.text_terms import (
    TRUE,
    TextTriple,
    date_text,
    decimal_text,
    english_text,
    integer_text,
    iri_text,
    lines,
    string_text,
)

__all__ = ["Node", "Path", "Sink", "text_literal"]

Path = tuple[str | int, ...]
_Value = TypeVar("_Value")


def text_literal(value: str) -> Literal:
    """Return a text as an English literal, with ordinary spaces only."""
    return Literal(plain_spaces(value), language="en")


@dataclass
class Sink:
    """The triples of one named graph, without repeats.

    `places` maps each triple to its path in the extract or registry file. The paths are
    not published. Validation uses them to find the source location of a finding.
    """

    graph: NamedNode
    places: dict[TextTriple, Path] = field(default_factory=dict)

    @property
    def triples(self) -> list[TextTriple]:
        """The triples, in the order in which they were added."""
        return list(self.places)

    @property
    def quads(self) -> list[Quad]:
        """The triples as quads of the named graph, in the order of `triples`."""
        triples = parse(lines(self.places), RdfFormat.N_TRIPLES)
        return [
            Quad(triple.subject, triple.predicate, triple.object, self.graph)
            for triple in triples
        ]


class Node:
    """A builder of one subject's triples: each method adds a property of the subject.

    `sink` collects the triples. `path` is the path of the subject's record in the
    source file. The argument `key` of a method is the path from this record to the
    value. If the value is None, the method adds nothing.
    """

    __slots__ = ("_subject", "iri", "path", "sink")

    def __init__(self, sink: Sink, iri: NamedNode, path: Path) -> None:
        self.sink, self.iri, self.path = sink, iri, path
        self._subject = str(iri)

    def a(self, kind: NamedNode) -> Node:
        """Add the class of the subject (`rdf:type`)."""
        return self.link(RDF.type, kind)

    def link(
        self, predicate: NamedNode, value: NamedNode | None, *key: str | int
    ) -> Node:
        """Add a property whose value is another resource."""
        return self._state(predicate, value, iri_text, key)

    def links(
        self, predicate: NamedNode, values: Iterable[NamedNode], key: str
    ) -> Node:
        """Add a property with several resources as values.

        The path of each value ends with the key and the value's index in the list.
        """
        for index, value in enumerate(values):
            self._state(predicate, value, iri_text, (key, index))
        return self

    def text(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """Add a property whose value is a text in English, such as a note."""
        return self._state(predicate, value, _for_people, key)

    def code(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """Add a property whose value is a text without a language, such as a code."""
        return self._state(predicate, value, string_text, key)

    def whole(self, predicate: NamedNode, value: int | None, *key: str | int) -> Node:
        """Add a property whose value is an integer."""
        return self._state(predicate, value, integer_text, key)

    def number(
        self, predicate: NamedNode, value: Decimal | None, *key: str | int
    ) -> Node:
        """Add a property whose value is a decimal number, in its canonical form."""
        return self._state(predicate, value, decimal_text, key)

    def flag(self, predicate: NamedNode, value: bool, *key: str | int) -> Node:
        """Add a property with the value true, or add nothing if the value is False."""
        if value:
            self.add(predicate, TRUE, key)
        return self

    def day(self, predicate: NamedNode, value: date | None, *key: str | int) -> Node:
        """Add a property whose value is a date."""
        return self._state(predicate, value, date_text, key)

    def add(self, predicate: NamedNode, value: str, key: Path = ()) -> Node:
        """Add a property whose value is already a term in N-Triples form."""
        triple = self._subject, iri_text(predicate), value
        self.sink.places.setdefault(triple, self.path + key)
        return self

    def _state(
        self,
        predicate: NamedNode,
        value: _Value | None,
        write: Callable[[_Value], str],
        key: Path,
    ) -> Node:
        """Add a property, or add nothing if the value is None.

        Args:
            predicate: The property.
            value: The value.
            write: Converts the value to a term in N-Triples form.
            key: The path from the subject's record to the value.
        """
        if value is None:
            return self
        return self.add(predicate, write(value), key)


def _for_people(value: str) -> str:
    return english_text(plain_spaces(value))
