"""Generate a SHACL property shape for each field that no shape in `shapes/` covers.

A generated shape limits the number and the type of the values. Any stricter rule is
written in `shapes/`, and its property then gets no generated shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import inspect
from rdflib import SH, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD
from rdflib.term import Node

from inspectgraph.model.extract import STATEMENTS, About, PrintedTime, Statement
from inspectgraph.model.fields import Field, Record, own_fields
from inspectgraph.model.measurement import Comparator
from inspectgraph.model.name_kinds import CONTEXTUAL, name_kind
from inspectgraph.rdf.field_terms import property_of
from inspectgraph.rdf.namespaces import BASE, INSP, SHAPE

__all__ = ["RECORDS", "constraints_of", "missing_shapes"]

Triple = tuple[Node, Node, Node]

#: The record types whose fields have shapes, each with the class that names its shapes.
RECORDS: Final[dict[type[Record], str]] = {
    Statement: "Statement",
    About: "Statement",
    **{record: record.__name__ for record in STATEMENTS.values()},
    Comparator: "Comparator",
}
_DATATYPES: Final = {
    inspect.BoolType: XSD.boolean,
    inspect.DateType: XSD.date,
    inspect.DecimalType: XSD.decimal,
    inspect.IntType: XSD.integer,
}


def missing_shapes(written: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples of a property shape for each field that no shape covers.

    A shape covers a field if its `sh:path` is the property of the field.

    Args:
        written: The triples of the shapes in `shapes/`.
    """
    paths = {value for _, key, value in written if key == SH.path}
    for record, owner in RECORDS.items():
        for field in own_fields(record):
            if field.term and URIRef(property_of(field).value) not in paths:
                yield from _shape(field, owner)


def constraints_of(field: Field) -> dict[URIRef, Node]:
    """Return the SHACL constraints on the values of a field.

    The keys are constraint parameters such as `sh:maxCount`.
    """
    found: dict[URIRef, Node] = {}
    if not field.several:
        found[SH.maxCount] = Literal(1)
    if field.required:
        found[SH.minCount] = Literal(1)
    if field.names:
        return {**found, **_of_named(field.names)}
    if field.record is PrintedTime:
        return {**found, SH["class"]: URIRef(INSP.PrintedTime.value)}
    text = XSD.string if field.verbatim else RDF.langString
    return {**found, SH.datatype: _DATATYPES.get(type(field.kind), text)}


def _of_named(kind: str) -> dict[URIRef, Node]:
    """Return the constraints on a field that holds names, such as slugs of a scheme.

    Args:
        kind: The kind of name, as in `model.name_kinds`.
    """
    if kind == "live-statement":
        return {SH["class"]: URIRef(INSP.Statement.value)}
    sources = () if kind in CONTEXTUAL else name_kind(kind).sources
    if len(sources) != 1 or not sources[0][0].isalpha():
        return {SH.nodeKind: SH.IRI}
    return {SH["class"]: SKOS.Concept, SH.node: _members_of(sources[0])}


def _members_of(scheme: str) -> URIRef:
    """Return the IRI of the node shape that all concepts of a scheme satisfy."""
    return URIRef(f"{SHAPE}ConceptOfScheme-{scheme}")


def _scheme_shape(node: Node) -> Iterator[Triple]:
    """Yield the triples of the node shape that all concepts of a scheme satisfy.

    Args:
        node: The IRI of the shape, which ends with the name of the scheme.
    """
    scheme = str(node).rpartition("ConceptOfScheme-")[2]
    inner = URIRef(f"{node}-inScheme")
    yield node, RDF.type, SH.NodeShape
    yield node, SH.property, inner
    yield inner, RDF.type, SH.PropertyShape
    yield inner, SH.path, SKOS.inScheme
    yield inner, SH.hasValue, URIRef(f"{BASE}{scheme}")


def _shape(field: Field, owner: str) -> Iterator[Triple]:
    """Yield the triples of the property shape of a field.

    The first triple links the node shape of the class `owner` to the property shape.
    """
    node = URIRef(f"{SHAPE}{owner}Shape")
    shape = URIRef(f"{node}-{field.term}")
    yield node, SH.property, shape
    yield shape, RDF.type, SH.PropertyShape
    yield shape, SH.path, URIRef(property_of(field).value)
    yield shape, SH.name, Literal(field.key.replace("_", " "), lang="en")
    yield shape, SH.description, Literal(field.about, lang="en")
    yield shape, SH.severity, SH.Violation
    yield shape, SH.message, Literal(_message(field), lang="en")
    for key, value in constraints_of(field).items():
        yield shape, key, value
        if key == SH.node:
            yield from _scheme_shape(value)


def _message(field: Field) -> str:
    """Return the message of a generated shape, which states the correct values."""
    name = f"insp:{field.term}"
    if field.several:
        return f"Let each {name} be {_values_of(field)}."
    number = "at most one"
    if field.required:
        number = "exactly one"
    return f"Give the resource {number} {name}: {_values_of(field)}."


def _values_of(field: Field) -> str:
    """Return a noun for the values of a field, such as `a number`."""
    if field.names:
        return f"a known {name_kind(field.names).noun}"
    if field.record is PrintedTime:
        return "a printed time"
    if isinstance(field.kind, inspect.BoolType):
        return "true or false"
    if isinstance(field.kind, inspect.DateType):
        return "a day such as 2014-06-30"
    is_number = isinstance(field.kind, inspect.IntType | inspect.DecimalType)
    return "a number" if is_number else "a text"
