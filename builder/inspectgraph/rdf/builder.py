"""Collect the quads of one named graph, with the place in the extract of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from inspectgraph.model.characters import plain_spaces
from inspectgraph.rdf.namespaces import RDF, XSD

__all__ = ["Node", "Path", "Sink", "text_literal"]

Path = tuple[str | int, ...]
Object = NamedNode | Literal
_Value = TypeVar("_Value")
_TRUE = Literal("true", datatype=XSD.boolean)


def text_literal(value: str) -> Literal:
    """Return a text for people as an English literal with plain spaces."""
    return Literal(plain_spaces(value), language="en")


@dataclass
class Sink:
    """The quads of one named graph, without repeats.

    `places` holds the path of each quad in its extract or registry file. It is not
    published: it leads a finding back to its line.
    """

    graph: NamedNode
    places: dict[Quad, Path] = field(default_factory=dict)

    @property
    def quads(self) -> list[Quad]:
        """The quads, in the order in which they were added."""
        return list(self.places)

    def add(
        self, subject: NamedNode, predicate: NamedNode, value: Object, path: Path
    ) -> None:
        """Add a quad, unless the graph has it."""
        self.places.setdefault(Quad(subject, predicate, value, self.graph), path)


@dataclass(frozen=True)
class Node:
    """Describes one subject; each method states a property, and nothing for None.

    `path` is the place of the subject's record; the last arguments of a method are the
    place of the value in that record.
    """

    sink: Sink
    iri: NamedNode
    path: Path

    def a(self, kind: NamedNode) -> Node:
        """State the class."""
        return self.link(RDF.type, kind)

    def link(
        self, predicate: NamedNode, value: NamedNode | None, *key: str | int
    ) -> Node:
        """State a relation to another thing."""
        return self._add(predicate, value, key)

    def links(
        self, predicate: NamedNode, values: Iterable[NamedNode], key: str
    ) -> Node:
        """State a relation to several things, each with its place in the list."""
        for index, value in enumerate(values):
            self._add(predicate, value, (key, index))
        return self

    def text(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a text for people."""
        return self._state(predicate, value, text_literal, key)

    def code(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a code, a name for machines."""
        return self._state(predicate, value, Literal, key)

    def whole(self, predicate: NamedNode, value: int | None, *key: str | int) -> Node:
        """State a whole number."""
        return self._state(predicate, value, _whole, key)

    def number(
        self, predicate: NamedNode, value: Decimal | None, *key: str | int
    ) -> Node:
        """State a decimal number in its canonical form."""
        return self._state(predicate, value, _decimal, key)

    def flag(self, predicate: NamedNode, value: bool, *key: str | int) -> Node:
        """State that something holds; nothing is stated for false."""
        if value:
            self._add(predicate, _TRUE, key)
        return self

    def day(self, predicate: NamedNode, value: date | None, *key: str | int) -> Node:
        """State a date."""
        return self._state(predicate, value, _day, key)

    def _state(
        self,
        predicate: NamedNode,
        value: _Value | None,
        literal: Callable[[_Value], Literal],
        key: Path,
    ) -> Node:
        """State a value as a literal, unless it is None."""
        if value is None:
            return self
        return self._add(predicate, literal(value), key)

    def _add(self, predicate: NamedNode, value: Object | None, key: Path) -> Node:
        if value is not None:
            self.sink.add(self.iri, predicate, value, self.path + key)
        return self


def _whole(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _decimal(value: Decimal) -> Literal:
    return Literal(_canonical(value), datatype=XSD.decimal)


def _day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=XSD.date)


def _canonical(value: Decimal) -> str:
    """Return the canonical form of xsd:decimal in XSD 1.0.

    >>> _canonical(Decimal("20")), _canonical(Decimal("18.50"))
    ('20.0', '18.5')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." in text:
        return text
    return f"{text}.0"
