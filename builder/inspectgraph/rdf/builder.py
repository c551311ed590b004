"""Collect the triples of one named graph as text, with the place in the extract of each.

A term is written once, in its N-Triples form: no object is made for a triple. The text
goes to the store, to the validator and into Turtle as it is.
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
    """Return a text for people as an English literal with plain spaces."""
    return Literal(plain_spaces(value), language="en")


@dataclass
class Sink:
    """The triples of one named graph, without repeats.

    `places` holds the path of each triple in its extract or registry file. It is not
    published: it leads a finding back to its line.
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
    """Describes one subject; each method states a property, and nothing for None.

    `path` is the place of the subject's record; the last arguments of a method are the
    place of the value in that record.
    """

    __slots__ = ("_subject", "iri", "path", "sink")

    def __init__(self, sink: Sink, iri: NamedNode, path: Path) -> None:
        self.sink, self.iri, self.path = sink, iri, path
        self._subject = str(iri)

    def a(self, kind: NamedNode) -> Node:
        """State the class."""
        return self.link(RDF.type, kind)

    def link(
        self, predicate: NamedNode, value: NamedNode | None, *key: str | int
    ) -> Node:
        """State a relation to another resource."""
        return self._state(predicate, value, iri_text, key)

    def links(
        self, predicate: NamedNode, values: Iterable[NamedNode], key: str
    ) -> Node:
        """State a relation to several resources, each with its place in the list."""
        for index, value in enumerate(values):
            self._state(predicate, value, iri_text, (key, index))
        return self

    def text(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a text for people, in English and with plain spaces."""
        return self._state(predicate, value, _for_people, key)

    def code(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a code, a name for machines."""
        return self._state(predicate, value, string_text, key)

    def whole(self, predicate: NamedNode, value: int | None, *key: str | int) -> Node:
        """State a whole number."""
        return self._state(predicate, value, integer_text, key)

    def number(
        self, predicate: NamedNode, value: Decimal | None, *key: str | int
    ) -> Node:
        """State a decimal number in its canonical form."""
        return self._state(predicate, value, decimal_text, key)

    def flag(self, predicate: NamedNode, value: bool, *key: str | int) -> Node:
        """State `true`; nothing is stated for false."""
        if value:
            self.add(predicate, TRUE, key)
        return self

    def day(self, predicate: NamedNode, value: date | None, *key: str | int) -> Node:
        """State a date."""
        return self._state(predicate, value, date_text, key)

    def add(self, predicate: NamedNode, value: str, key: Path = ()) -> Node:
        """State a value that is already a term of N-Triples."""
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
        """State a value in the text that a function writes for it, unless it is None."""
        if value is None:
            return self
        return self.add(predicate, write(value), key)


def _for_people(value: str) -> str:
    return english_text(plain_spaces(value))
