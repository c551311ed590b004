"""Find the property of the ontology for each field of a record.

A field declares its property as its `term` (see `model.fields`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode

from inspectgraph.model.age_range import AgeRange
from inspectgraph.model.compared import Compared
from inspectgraph.model.extract import (
    STATEMENTS,
    RecommendationPart,
    StatementLink,
    Withdrawal,
)
from inspectgraph.model.fields import Field, Record, flat_fields
from inspectgraph.model.measurement import Comparator
from inspectgraph.rdf.namespaces import DEF

__all__ = ["field_keys", "field_terms", "property_of"]


def property_of(field: Field) -> NamedNode:
    """Return the IRI of the ontology property for a field.

    The `term` of the field is the local name of the property.
    """
    return NamedNode(f"{DEF}{field.term}")


def field_terms() -> frozenset[str]:
    """Return the local name of each property that a field of a statement declares."""
    return frozenset(field.term for field in _every_field())


def field_keys() -> dict[str, str]:
    """Map the IRI of each property to the key of a field in a YAML extract.

    The field declares the property. Only the fields of statements are included.
    """
    return {property_of(field).value: field.key for field in _every_field()}


def _every_field() -> Iterator[Field]:
    """Yield each field that declares a property, in statements and in records inside them."""
    records: tuple[type[Record], ...] = (
        *STATEMENTS.values(),
        AgeRange,
        Comparator,
        Compared,
        RecommendationPart,
        StatementLink,
        Withdrawal,
    )
    yield from chain.from_iterable(map(flat_fields, records))
