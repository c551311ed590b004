"""Collect the quads of one named graph, each with its path in a YAML source file.

A path such as `("findings", 2, "note")` leads from the top of an extract or registry
file to a value.
"""

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
    """Return a text for people as an English literal with ordinary spaces only."""
    return Literal(plain_spaces(value), language="en")


@dataclass
class Sink:
    """The quads of one named graph, without repeats.

    `places` maps each quad to its path in the extract or registry file. The paths are
    not published. Validation uses them to find the source location of a finding.
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
        """Add a quad with its path, unless the quad was added before."""
        self.places.setdefault(Quad(subject, predicate, value, self.graph), path)


@dataclass(frozen=True)
class Node:
    """A builder of one subject's triples: each method adds a property to the sink.

    `path` is the path of the subject's record in the source file. The last arguments of
    each method (`key`) lead from that record to the value. A value of None adds
    nothing.
    """

    sink: Sink
    iri: NamedNode
    path: Path

    def a(self, kind: NamedNode) -> Node:
        """Add the class of the subject (`rdf:type`)."""
        return self.link(RDF.type, kind)

    def link(
        self, predicate: NamedNode, value: NamedNode | None, *key: str | int
    ) -> Node:
        """Add a property whose value is another resource."""
        return self._add(predicate, value, key)

    def links(
        self, predicate: NamedNode, values: Iterable[NamedNode], key: str
    ) -> Node:
        """Add a property with several resources as values.

        The path of each value ends with the key and the value's index in the list.
        """
        for index, value in enumerate(values):
            self._add(predicate, value, (key, index))
        return self

    def text(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """Add a property whose value is a text for people, in English."""
        return self._state(predicate, value, text_literal, key)

    def code(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """Add a property whose value is a text without a language, such as a code."""
        return self._state(predicate, value, Literal, key)

    def whole(self, predicate: NamedNode, value: int | None, *key: str | int) -> Node:
        """Add a property whose value is an integer."""
        return self._state(predicate, value, _whole, key)

    def number(
        self, predicate: NamedNode, value: Decimal | None, *key: str | int
    ) -> Node:
        """Add a property whose value is a decimal number, in its canonical form."""
        return self._state(predicate, value, _decimal, key)

    def flag(self, predicate: NamedNode, value: bool, *key: str | int) -> Node:
        """Add a property with the value true; a value of false adds nothing."""
        if value:
            self._add(predicate, _TRUE, key)
        return self

    def day(self, predicate: NamedNode, value: date | None, *key: str | int) -> Node:
        """Add a property whose value is a date."""
        return self._state(predicate, value, _day, key)

    def _state(
        self,
        predicate: NamedNode,
        value: _Value | None,
        literal: Callable[[_Value], Literal],
        key: Path,
    ) -> Node:
        """Add a property with a literal as value, unless the value is None.

        Args:
            predicate: The property.
            value: The value.
            literal: The function that converts the value to a literal.
            key: The path from the subject's record to the value.
        """
        if value is None:
            return self
        return self._add(predicate, literal(value), key)

    def _add(self, predicate: NamedNode, value: Object | None, key: Path) -> Node:
        """Add a property with an RDF term as value, unless the value is None."""
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
    """Return the canonical lexical form of an `xsd:decimal`, as XSD 1.0 defines it.

    >>> _canonical(Decimal("20")), _canonical(Decimal("18.50"))
    ('20.0', '18.5')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "." in text:
        return text
    return f"{text}.0"
