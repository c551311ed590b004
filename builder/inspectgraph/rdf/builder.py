"""Where populated quads go: one named graph, with the place in the extract of every quad when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from inspectgraph.model.characters import plain_spaces
from inspectgraph.rdf.namespaces import RDF, XSD

__all__ = ["Node", "Path", "Sink", "text_literal"]

Path = tuple[str | int, ...]
Object = NamedNode | Literal


def text_literal(value: str) -> Literal:
    """Return a text for people as a literal: English, in the one form that the graph uses, with plain spaces."""
    return Literal(plain_spaces(value), language="en")


@dataclass
class Sink:
    """The quads of one named graph, without repeats.

    `places` holds, for each quad, the path in the extract or registry file that it
    comes from. Nothing of it is published: it serves to lead a finding back to its
    line.
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
    """One subject being described; each method states a property, and states nothing for None.

    `path` is where the subject's record stands; the last arguments of a method say
    where under it the value stands.
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
        """State a relation to several things; each has its place in the list under the key."""
        for index, value in enumerate(values):
            self._add(predicate, value, (key, index))
        return self

    def text(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a text for people."""
        return self._add(predicate, None if value is None else text_literal(value), key)

    def code(self, predicate: NamedNode, value: str | None, *key: str | int) -> Node:
        """State a code, a name for machines."""
        return self._add(predicate, None if value is None else Literal(value), key)

    def whole(self, predicate: NamedNode, value: int | None, *key: str | int) -> Node:
        """State a whole number."""
        return self._add(
            predicate,
            None if value is None else Literal(str(value), datatype=XSD.integer),
            key,
        )

    def number(
        self, predicate: NamedNode, value: Decimal | None, *key: str | int
    ) -> Node:
        """State a decimal number, in its canonical form: no exponent, no needless zeros, one digit after the point."""
        return self._add(
            predicate,
            None if value is None else Literal(_canonical(value), datatype=XSD.decimal),
            key,
        )

    def flag(self, predicate: NamedNode, value: bool, *key: str | int) -> Node:
        """State that something holds; nothing is stated for false."""
        return self._add(
            predicate, Literal("true", datatype=XSD.boolean) if value else None, key
        )

    def day(self, predicate: NamedNode, value: date | None, *key: str | int) -> Node:
        """State a date."""
        return self._add(
            predicate,
            None if value is None else Literal(value.isoformat(), datatype=XSD.date),
            key,
        )

    def _add(self, predicate: NamedNode, value: Object | None, key: Path) -> Node:
        if value is not None:
            self.sink.add(self.iri, predicate, value, self.path + key)
        return self


def _canonical(value: Decimal) -> str:
    """Return the canonical form of xsd:decimal in XSD 1.0.

    >>> _canonical(Decimal("20")), _canonical(Decimal("18.50"))
    ('20.0', '18.5')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if "." in text else f"{text}.0"
