"""Generate a SHACL property shape for each field that no file in `shapes/` covers.

A generated shape limits the number and the type of the values. Stricter rules are
written in `shapes/`. A property that has such a rule gets no generated shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import inspect

from inspectgraph.model.age_range import AgeRange
from inspectgraph.model.compared import Compared
from inspectgraph.model.extract import STATEMENTS, About, PrintedTime, Statement
from inspectgraph.model.fields import Field, Record, own_fields
from inspectgraph.model.measurement import Comparator
from inspectgraph.model.name_kinds import CONTEXTUAL, name_kind
from inspectgraph.rdf.field_terms import property_of
from inspectgraph.rdf.namespaces import BASE, INSP, RDF, SHAPE, SKOS, XSD
from inspectgraph.rdf.text_terms import TextTriple, english_text, integer_text
from inspectgraph.validate.compiled.shape_triples import SH

__all__ = ["RECORDS", "constraints_of", "missing_shapes"]

#: The record types whose fields have shapes, each with the class that names its shapes.
RECORDS: Final[dict[type[Record], str]] = {
    Statement: "Statement",
    About: "Statement",
    **{record: record.__name__ for record in STATEMENTS.values()},
    Comparator: "Comparator",
    Compared: "VerbalComparison",
    AgeRange: "AgeRange",
}
_TYPE: Final = str(RDF.type)
_ONE: Final = integer_text(1)
_DATATYPES: Final = {
    inspect.BoolType: XSD.boolean,
    inspect.DateType: XSD.date,
    inspect.DecimalType: XSD.decimal,
    inspect.IntType: XSD.integer,
}


def missing_shapes(written: Iterable[TextTriple]) -> Iterator[TextTriple]:
    """Yield the triples of a property shape for each field that no shape covers.

    A shape covers a field if the `sh:path` of the shape is the property of the field.

    Args:
        written: The triples of the shapes in `shapes/`.
    """
    paths = {value for _, key, value in written if key == SH.path}
    for record, owner in RECORDS.items():
        for field in own_fields(record):
            if field.term and str(property_of(field)) not in paths:
                yield from _shape(field, owner)


def constraints_of(field: Field) -> dict[str, str]:
    """Return the SHACL constraints on the values of a field.

    The keys are constraint parameters such as `sh:maxCount`.
    """
    found: dict[str, str] = {}
    if not field.several:
        found[SH.maxCount] = _ONE
    if field.required:
        found[SH.minCount] = _ONE
    if field.names:
        return {**found, **_of_named(field.names)}
    if field.record is PrintedTime:
        return {**found, SH.class_: str(INSP.PrintedTime)}
    text = XSD.string if field.verbatim else RDF.langString
    datatype = _DATATYPES.get(type(field.kind), text)
    return {**found, SH.datatype: str(datatype)}


def _of_named(kind: str) -> dict[str, str]:
    """Return the SHACL constraints on a field whose values are names, such as slugs.

    Args:
        kind: The kind of name, as in `model.name_kinds`.
    """
    if kind == "live-statement":
        return {SH.class_: str(INSP.Statement)}
    sources = () if kind in CONTEXTUAL else name_kind(kind).sources
    if len(sources) != 1 or not sources[0][0].isalpha():
        return {SH.nodeKind: SH.IRI}
    return {SH.class_: str(SKOS.Concept), SH.node: _members_of(sources[0])}


def _members_of(scheme: str) -> str:
    """Return the IRI of the node shape that all concepts of a scheme satisfy."""
    return f"<{SHAPE}ConceptOfScheme-{scheme}>"


def _scheme_shape(node: str) -> Iterator[TextTriple]:
    """Yield the triples of the node shape that all concepts of a scheme satisfy.

    Args:
        node: The IRI of the shape, which ends with the name of the scheme.
    """
    scheme = node[1:-1].rpartition("ConceptOfScheme-")[2]
    inner = f"{node[:-1]}-inScheme>"
    yield node, _TYPE, SH.NodeShape
    yield node, SH.property, inner
    yield inner, _TYPE, SH.PropertyShape
    yield inner, SH.path, str(SKOS.inScheme)
    yield inner, SH.hasValue, f"<{BASE}{scheme}>"


def _shape(field: Field, owner: str) -> Iterator[TextTriple]:
    """Yield the triples that describe a field's property shape.

    The first triple links the node shape of the class `owner` to this property shape.
    """
    node = f"<{SHAPE}{owner}Shape>"
    shape = f"{node[:-1]}-{field.term}>"
    yield node, SH.property, shape
    yield shape, _TYPE, SH.PropertyShape
    yield shape, SH.path, str(property_of(field))
    yield shape, SH.name, english_text(field.key.replace("_", " "))
    yield shape, SH.description, english_text(field.about)
    yield shape, SH.severity, SH.Violation
    yield shape, SH.message, english_text(_message(field))
    for key, value in constraints_of(field).items():
        yield shape, key, value
        if key == SH.node:
            yield from _scheme_shape(value)


def _message(field: Field) -> str:
    """Return the message of a generated shape, which describes the correct values."""
    name = f"insp:{field.term}"
    if field.several:
        return f"Let each {name} be {_values_of(field)}."
    number = "at most one"
    if field.required:
        number = "exactly one"
    return f"Give the resource {number} {name}: {_values_of(field)}."


def _values_of(field: Field) -> str:
    """Return a noun phrase for the values of a field, such as `a number`."""
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
