"""Read the rows of SPARQL queries as plain texts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.draw.escaping import allowed
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import PREFIXES

__all__ = ["last_part", "pairs", "parse_day", "select"]

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


def select(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the distinct rows of a SPARQL query, sorted.

    A cell is an IRI or the text of a literal. It is "" for an unbound variable.
    """
    yield from sorted(
        {tuple(map(_value, row)) for row in solutions(store, _HEAD + query)}
    )


def pairs(store: Store, query: str) -> list[tuple[str, str]]:
    """Return the distinct rows of a SPARQL query with two variables, sorted."""
    return [(one, other) for one, other in select(store, query)]


def _value(term: object) -> str:
    # Neither SVG nor HTML can hold every character that a literal can.
    if not isinstance(term, NamedNode | Literal):
        return ""
    return sys.intern(
        allowed(term.value)
    )  # most cells are equal to cells of other rows


def last_part(iri: str) -> str:
    """Return the last part of an IRI.

    >>> last_part("https://example.org/polarity/strength")
    'strength'
    """
    return iri.rsplit("/", 1)[-1]


def parse_day(text: str) -> date | None:
    """Return the date of an ISO text such as `2014-05-05`, or None for an empty text."""
    return date.fromisoformat(text) if text else None
