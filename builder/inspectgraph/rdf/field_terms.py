"""The property of the ontology that states a field of a record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode

from inspectgraph.model.extract import STATEMENTS, RecommendationPart, Withdrawal
from inspectgraph.model.fields import Field, Record, flat_fields
from inspectgraph.model.measurement import Comparator
from inspectgraph.rdf.namespaces import DEF

__all__ = ["field_keys", "field_terms", "property_of"]


def property_of(field: Field) -> NamedNode:
    """Return the property of a field: the ontology term that the field names."""
    return NamedNode(f"{DEF}{field.term}")


def field_terms() -> frozenset[str]:
    """Return the local names of the properties of all fields of statements."""
    return frozenset(field.term for field in _every_field())


def field_keys() -> dict[str, str]:
    """Return the key in an extract of each property of a field, by the property's IRI."""
    return {property_of(field).value: field.key for field in _every_field()}


def _every_field() -> Iterator[Field]:
    """Yield the fields with a property of all statements and of the records inside them."""
    records: tuple[type[Record], ...] = (
        *STATEMENTS.values(),
        Comparator,
        RecommendationPart,
        Withdrawal,
    )
    yield from chain.from_iterable(map(flat_fields, records))
