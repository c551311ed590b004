"""Property shapes for the fields whose property is the path of no shape in `shapes/`.

A generated shape limits the number of values and their kind. A rule that says more is
written by hand in `shapes/`; the property then gets no generated shape.
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

#: The records whose fields have shapes, each with the class that its shapes are named after.
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
    """Yield the triples of a shape for each field whose property is the path of no shape.

    Args:
        written: The triples of the shapes that are written by hand.
    """
    paths = {value for _, key, value in written if key == SH.path}
    for record, owner in RECORDS.items():
        for field in own_fields(record):
            if field.term and URIRef(property_of(field).value) not in paths:
                yield from _shape(field, owner)


def constraints_of(field: Field) -> dict[URIRef, Node]:
    """Return the SHACL constraints on the values of a field, by constraint parameter."""
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
    """Return the constraints on the resources that names of a kind stand for."""
    if kind == "live-statement":
        return {SH["class"]: URIRef(INSP.Statement.value)}
    sources = () if kind in CONTEXTUAL else name_kind(kind).sources
    if len(sources) != 1 or not sources[0][0].isalpha():
        return {SH.nodeKind: SH.IRI}
    return {SH["class"]: SKOS.Concept, SH.node: _members_of(sources[0])}


def _members_of(scheme: str) -> URIRef:
    """Return the node shape of the concepts of a scheme."""
    return URIRef(f"{SHAPE}ConceptOfScheme-{scheme}")


def _scheme_shape(node: Node) -> Iterator[Triple]:
    """Yield the triples of the node shape that the concepts of a scheme satisfy."""
    scheme = str(node).rpartition("ConceptOfScheme-")[2]
    inner = URIRef(f"{node}-inScheme")
    yield node, RDF.type, SH.NodeShape
    yield node, SH.property, inner
    yield inner, RDF.type, SH.PropertyShape
    yield inner, SH.path, SKOS.inScheme
    yield inner, SH.hasValue, URIRef(f"{BASE}{scheme}")


def _shape(field: Field, owner: str) -> Iterator[Triple]:
    """Yield the triples of the shape of a field, and the link from the shape of its class."""
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
    """Return what to correct, as a sentence about the property."""
    name = f"insp:{field.term}"
    if field.several:
        return f"Let each {name} be {_values_of(field)}."
    number = "at most one"
    if field.required:
        number = "exactly one"
    return f"Give the resource {number} {name}: {_values_of(field)}."


def _values_of(field: Field) -> str:
    """Return in words what the values of a field are."""
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
