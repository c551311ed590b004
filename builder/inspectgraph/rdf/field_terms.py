"""The property of the ontology that states a field of a record."""

from __future__ import annotations

from itertools import chain

from pyoxigraph import NamedNode

from inspectgraph.model.extract import STATEMENTS, RecommendationPart, Withdrawal
from inspectgraph.model.fields import Field, Record, flat_fields
from inspectgraph.model.measurement import Comparator
from inspectgraph.rdf.namespaces import DEF

__all__ = ["field_terms", "property_of"]


def property_of(field: Field) -> NamedNode:
    """Return the property of a field: the ontology term that the field names."""
    return NamedNode(f"{DEF}{field.term}")


def field_terms() -> frozenset[str]:
    """Return the local names of the properties of all fields of statements."""
    records: tuple[type[Record], ...] = (
        *STATEMENTS.values(),
        Comparator,
        RecommendationPart,
        Withdrawal,
    )
    every = chain.from_iterable(map(flat_fields, records))
    return frozenset(field.term for field in every)
