"""State the fields of a record in the graph, each by its term: no field is listed here.

What a field names becomes a link, a printed time becomes a node of its own, and any other
value a literal. What needs more than one field, such as the grade of a quoted judgement,
is given by the caller.
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
    """Describe a printed time, and return its IRI."""
    node = Node(sink, iri, path).a(INSP.PrintedTime)
    node.code(INSP.printed, record.printed, "printed")
    node.code(INSP.precision, record.precision)
    node.day(INSP.earliest, record.earliest, "earliest")
    node.day(INSP.latest, record.latest, "latest")
    return iri


def registry_iri(registry: Registry, file: str, slug: str) -> NamedNode | None:
    """Return the IRI of a record of a file of the registry, or None where it has no such record."""
    return (
        thing(REGISTRY_FILES[file], slug) if slug in getattr(registry, file) else None
    )


class NameResolver:
    """The IRIs of what fields name in the registry and in the schemes."""

    def __init__(
        self,
        registry: Registry,
        families: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        """Take the registry, and what looks a slug up in the schemes of each family."""
        self.registry, self.families = registry, families or {}

    def iri(self, kind: str, slug: str) -> NamedNode:
        """Return the IRI of what a name of a kind means: of the first that is declared so.

        Raises:
            KeyError: If nothing has the name, which `load` does not let pass.
        """
        for source in name_kind(kind).sources:
            found = self._in_source(source, slug)
            if found is not None:
                return found
        raise KeyError(slug)

    def _in_source(self, source: str, slug: str) -> NamedNode | None:
        """Return the IRI that a source declares, or None where it declares none."""
        sign, name = source[0], source[1:]
        if sign == ".":
            return registry_iri(self.registry, name, slug)
        if sign == "/":
            return NamedNode(self.families[name](slug))
        if sign == "*":
            return concept(f"{name}/{slug}")
        return concept(source, slug)


class ReportNames:
    """The IRIs of what the fields of one extract name."""

    def __init__(
        self,
        extract: Extract,
        registry: Registry,
        vocabulary: Vocabulary,
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        """Take what names mean; `left_out` are the ids of statements outside the graph."""
        framework = extract.framework
        scale = registry.frameworks[framework].scale
        self.report, self.framework, self.left_out = extract.report, framework, left_out
        families = {
            "scale": partial(vocabulary.grade_iri, scale),
            "timescale": partial(vocabulary.band_iri, framework),
        }
        self.shared = NameResolver(registry, families)

    def iri(self, kind: str, slug: str) -> NamedNode | None:
        """Return the IRI of what a name of a kind means, or None for a statement left out.

        Raises:
            KeyError: If nothing has the name, which `load` does not let pass.
        """
        if kind in STATEMENT_KINDS:
            return self.statement(slug)
        if kind == "aspect":
            return concept(f"aspect/{self.framework}", slug)
        if kind == "reported-aspect":
            return concept(f"aspect/{slug}")
        return self.shared.iri(kind, slug)

    def statement(self, identity: str) -> NamedNode | None:
        """Return the IRI of a statement of the extract, or None for one left out."""
        if identity in self.left_out:
            return None
        return report_part(self.report, "statement", identity)


def state_fields(
    node: Node, identity: str, record: Record, names: ReportNames, **given: NamedNode
) -> None:
    """State every field of a record that has a term.

    Args:
        node: What is described.
        identity: Its identity in its report, from which the IRIs of its times are made.
        record: The record; the fields of a record inside it are stated of the same node.
        names: What the names of its fields mean.
        given: The IRIs of fields that the caller knows better, by attribute.
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
    """State one field: its value, or each value of its list."""
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
    """State one value; nothing is stated for None."""
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
    """Return what states the literals of a field."""
    text = Node.code if field.verbatim else Node.text
    return _LITERALS.get(type(field.kind), text)
