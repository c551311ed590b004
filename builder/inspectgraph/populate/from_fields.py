"""Add the fields of a record to the graph.

Each field declares its property, so this module does not list the fields. A name
becomes a link to the resource with that name. A printed time becomes a separate node.
Any other value becomes a literal.

The IRI for a field may depend on another field. For example, the IRI of a grade depends
on the scale. In this case, the caller gives the IRI.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import inspect
from pyoxigraph import NamedNode

from inspectgraph.model.extract import Extract, PrintedTime
from inspectgraph.model.fields import Field, Record, fields_of
from inspectgraph.model.name_kinds import REGISTRY_FILES, STATEMENT_KINDS, name_kind
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.field_terms import property_of
from inspectgraph.rdf.iris import concept, report_part, thing
from inspectgraph.rdf.namespaces import INSP
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = [
    "NameResolver",
    "ReportNames",
    "describe_time",
    "registry_iri",
    "state_fields",
]

_LITERALS: Mapping[type[inspect.Type], Callable[..., Node]] = {
    inspect.BoolType: Node.flag,
    inspect.DateType: Node.day,
    inspect.DecimalType: Node.number,
    inspect.IntType: Node.whole,
    inspect.LiteralType: Node.code,
}


def describe_time(
    sink: Sink, iri: NamedNode, record: PrintedTime, path: Path
) -> NamedNode:
    """Describe a printed time in the graph, and return its IRI."""
    node = Node(sink, iri, path).a(INSP.PrintedTime)
    node.code(INSP.printed, record.printed, "printed")
    node.code(INSP.precision, record.precision)
    node.day(INSP.earliest, record.earliest, "earliest")
    node.day(INSP.latest, record.latest, "latest")
    return iri


def registry_iri(registry: Registry, file: str, slug: str) -> NamedNode | None:
    """Return the IRI of a record in a registry file, or None if the record is missing.

    Args:
        registry: The registry.
        file: The name of the file, such as `services`.
        slug: The slug of the record.
    """
    return (
        thing(REGISTRY_FILES[file], slug) if slug in getattr(registry, file) else None
    )


class NameResolver:
    """Finds the IRI for a name in the registry or in the concept schemes."""

    def __init__(
        self,
        registry: Registry,
        families: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        """Set the registry, and the functions that turn slugs into IRIs.

        `families` maps a family of concept schemes, such as `scale`, to its function.
        """
        self.registry, self.families = registry, families or {}

    def iri(self, kind: str, slug: str) -> NamedNode:
        """Return the IRI of the record or concept that has a given name.

        The sources of a kind of name are registry files and concept schemes. These
        sources are searched in order until one source has the name.

        Args:
            kind: The kind of name, as in `model.name_kinds`.
            slug: The name.

        Raises:
            KeyError: If no source has the name. `load` rejects such a name earlier.
        """
        for source in name_kind(kind).sources:
            found = self._in_source(source, slug)
            if found is not None:
                return found
        raise KeyError(slug)

    def _in_source(self, source: str, slug: str) -> NamedNode | None:
        """Return the IRI of the record or concept that has a name in one source.

        `NameKind.sources` explains the forms of a source. Return None if the source is
        a registry file that does not have the name.
        """
        sign, name = source[0], source[1:]
        if sign == ".":
            return registry_iri(self.registry, name, slug)
        if sign == "/":
            return NamedNode(self.families[name](slug))
        if sign == "*":
            return concept(f"{name}/{slug}")
        return concept(source, slug)


class ReportNames:
    """Finds the IRIs for the names in the fields of one extract."""

    def __init__(
        self,
        extract: Extract,
        registry: Registry,
        vocabulary: Vocabulary,
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        """Set the extract, the registry and the concept schemes.

        `left_out` has the ids of statements that do not enter the graph.
        """
        framework = extract.framework
        scale = registry.frameworks[framework].scale
        self.report, self.framework, self.left_out = extract.report, framework, left_out
        families = {
            "scale": partial(vocabulary.grade_iri, scale),
            "timescale": partial(vocabulary.band_iri, framework),
        }
        self.shared = NameResolver(registry, families)

    def iri(self, kind: str, slug: str) -> NamedNode | None:
        """Return the IRI of the resource that has a given name.

        Return None if the graph does not have this resource.

        Args:
            kind: The kind of name, as in `model.name_kinds`.
            slug: The name: a slug, the id of a statement, or REPORT/ID.

        Raises:
            KeyError: If no record or concept has the name. `load` rejects such a name
                earlier.
        """
        if kind in STATEMENT_KINDS:
            return self.statement(slug)
        if kind == "earlier-statement":
            report, _, identity = slug.partition("/")
            return report_part(report, "statement", identity)
        if kind == "aspect":
            return concept(f"aspect/{self.framework}", slug)
        if kind == "reported-aspect":
            return concept(f"aspect/{slug}")
        return self.shared.iri(kind, slug)

    def statement(self, identity: str) -> NamedNode | None:
        """Return the IRI of a statement, or None if the statement is not in the graph."""
        if identity in self.left_out:
            return None
        return report_part(self.report, "statement", identity)


def state_fields(
    node: Node, identity: str, record: Record, names: ReportNames, **given: NamedNode
) -> None:
    """Add each field of a record to the graph if the field declares a property.

    Args:
        node: The subject of the triples.
        identity: The id of the subject in the report. The ids of the subject's printed
            times start with this id.
        record: The record. The fields of an inner record are added to the same subject.
        names: The object that finds the IRIs of names.
        given: IRIs that the caller gives for some fields, keyed by attribute of the
            record.
    """
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.name in given:
            node.link(property_of(field), given[field.name], field.key)
        elif field.term:
            _state(node, identity, field, value, names)
        elif isinstance(value, Record):
            inner = Node(node.sink, node.iri, (*node.path, field.key))
            state_fields(inner, identity, value, names)


def _state(
    node: Node, identity: str, field: Field, value: Any, names: ReportNames
) -> None:
    """Add one field to the graph: its value, or each value in its list."""
    if not field.several:
        _state_value(node, identity, field, value, names, field.key)
        return
    for index, member in enumerate(value):
        _state_value(node, identity, field, member, names, field.key, index)


def _state_value(
    node: Node,
    identity: str,
    field: Field,
    value: Any,
    names: ReportNames,
    *key: str | int,
) -> None:
    """Add one value of a field as a link, a printed time or a literal.

    A value of None adds nothing.
    """
    predicate = property_of(field)
    if value is None:
        return
    if field.names:
        node.link(predicate, names.iri(field.names, value), *key)
    elif isinstance(value, PrintedTime):
        role = field.key.removesuffix("_date")
        iri = report_part(names.report, "time", f"{identity}-{role}")
        node.link(
            predicate, describe_time(node.sink, iri, value, (*node.path, *key)), *key
        )
    else:
        _literal(field)(node, predicate, value, *key)


def _literal(field: Field) -> Callable[..., Node]:
    """Return the method of `Node` that adds the values of a given field as literals."""
    text = Node.code if field.verbatim else Node.text
    return _LITERALS.get(type(field.kind), text)
