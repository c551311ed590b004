"""Group changed triples by record: statements, judgements, reports and registry entries.

The triples of a part, such as the evidence for a statement, belong to the whole record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from inspectgraph.diff.changes import GraphChange
from inspectgraph.diff.labels import Labels
from inspectgraph.rdf.canonical import natural
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.namespaces import DEF, DQV, INSP, RDF
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Change", "Entry", "Field", "Value", "described"]

#: The name of a report, the kind of a part of it, and the id of the part, in its IRI.
_REPORT: Final = re.compile(r"/id/report/([^/>]+)(?:/([^/>]+)(?:/([^>]*))?)?>?$")
#: The kinds of parts that belong to the record that links to them.
_PARTS: Final = frozenset(
    {
        "checksum",
        "comparator",
        "confirmation",
        "curation",
        "document",
        "evidence",
        "inspection",
        "part",
        "rights",
        "selector",
        "state",
        "time",
    }
)
_TYPE: Final = str(RDF.type)
#: The properties by which a part names the record that it belongs to.
_OWNERS: Final = frozenset(map(str, (DQV.computedOn, INSP.correctionOf)))
#: Properties that only repeat what the entry has in its head.
_REPEATED: Final = frozenset(
    map(str, (DQV.isMeasurementOf, INSP.statedIn, INSP.statementId))
)
_JUDGEMENTS: Final = frozenset(map(str, (INSP.Judgement, INSP.ReportedJudgement)))
_WITHDRAWAL: Final = str(INSP.Withdrawal)

#: The records of a graph: the triples of each record, by the IRI of the record.
_Records = Mapping[str, set[TextTriple]]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field: the IRI or the text in the graph, and its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record with its values in the two versions.

    Attributes:
        label: The label of the property. If the property belongs to a part of the
            record, the name of the part comes first.
        property: The IRI of the property.
        before: The values that only the first version has.
        after: The values that only the second version has.
    """

    label: str
    property: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that differs between two versions.

    Attributes:
        iri: The IRI of the record.
        id: The id of a statement or passage, or the last part of the IRI.
        group: The group of the record: `statement`, `judgement`, `report`, `passage`,
            `registry`, `term` or `other`.
        kind: The label of the class, such as `strength`.
        change: The kind of change: `added`, `withdrawn` or `changed`.
        note: The note or label of the record. If the second version has the record, the
            note is taken from the second version.
        reason: The reason for a withdrawal, if the second version has one.
        fields: The fields that differ. An added or withdrawn record has all its fields
            here.
    """

    iri: str
    id: str
    group: str
    kind: str
    change: str
    note: str
    reason: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A named graph that differs between two versions, with the records that differ.

    Attributes:
        name: The id of the report, or the name of a shared graph.
        iri: The IRI of the named graph.
        label: The label of the report, or the name of the graph.
        change: The kind of change: `added`, `withdrawn` or `changed`.
        added: The number of added triples.
        removed: The number of removed triples.
        entries: The records that differ; empty for the graph of inferred triples.
    """

    name: str
    iri: str
    label: str
    change: str
    added: int
    removed: int
    entries: tuple[Entry, ...]


def described(found: GraphChange, labels: Labels) -> Change:
    """Return the changed records of a named graph.

    Args:
        found: The named graph in both versions.
        labels: The labels of concepts, properties and registry entries.
    """
    before, after = _records(found.before), _records(found.after)
    local = labels.of_graph(found.after or found.before)
    entries: list[Entry] = []
    if found.name != "inferred":
        differ = _differing(before, after)
        for iri in sorted(differ, key=natural):
            old, new = before.get(iri, set()), after.get(iri, set())
            entries.append(_entry(iri, old, new, local, found.name))
    return Change(
        name=found.name,
        iri=found.iri,
        label=local.report(found.name),
        change=_change(found.before, found.after),
        added=len(found.added),
        removed=len(found.removed),
        entries=tuple(entries),
    )


def _change(before: object, after: object) -> str:
    """Return the kind of change between two versions of the same data.

    The result is `added` if the first version is empty. The result is `withdrawn` if
    only the second version is empty. Otherwise, the result is `changed`.
    """
    if not before:
        return "added"
    if not after:
        return "withdrawn"
    return "changed"


def _differing(before: _Records, after: _Records) -> set[str]:
    """Return the IRIs of the records that differ between the two versions."""
    return {
        iri
        for iri in {*before, *after}
        if before.get(iri, set()) != after.get(iri, set())
    }


def _records(triples: Iterable[TextTriple]) -> _Records:
    """Return the records of a graph, each with the triples of its parts."""
    owners: dict[str, str] = {}
    for subject, predicate, value in triples:
        if predicate in _OWNERS and value[0] == "<":
            owners[subject] = value
        elif value[0] == "<" and _part_kind(value) in _PARTS and value != subject:
            owners.setdefault(value, subject)
    found: dict[str, set[TextTriple]] = {}
    for triple in triples:
        found.setdefault(_root(triple[0], owners), set()).add(triple)
    return found


def _root(subject: str, owners: Mapping[str, str]) -> str:
    """Return the record to which a subject belongs."""
    seen = {subject}
    while (owner := owners.get(subject)) and owner not in seen:
        seen.add(owner)
        subject = owner
    return subject


def _part_kind(term: str) -> str:
    """Return the kind of the part of a report that an IRI identifies.

    An example of a kind is `evidence`. For any other IRI, return "".

    >>> _part_kind("<https://w3id.org/inspectgraph/id/report/x-2008/unit/p1>")
    'unit'
    """
    found = _REPORT.search(term)
    return (found[2] or "") if found else ""


def _entry(
    iri: str,
    before: set[TextTriple],
    after: set[TextTriple],
    labels: Labels,
    graph: str,
) -> Entry:
    """Return the `Entry` that describes a changed record.

    A changed record differs between two versions of the graph.
    """
    shown = after or before
    if _is_withdrawal(iri, after) and before:
        change, shown = "withdrawn", before
        fields = _fields(iri, before, set(), labels)
    else:
        change = _change(before, after)
        fields = _fields(iri, before - after, after - before, labels)
    types = {value for s, p, value in shown if s == iri and p == _TYPE}
    note = _note(iri, shown, labels)
    return Entry(
        iri=iri[1:-1],
        id=_identity(iri),
        group=_group(iri, types, graph),
        kind=labels.kind(types),
        change=change,
        note="" if note == _identity(iri) else note,
        reason=_one(iri, after, str(INSP.reason)) if change == "withdrawn" else "",
        fields=fields,
    )


def _note(iri: str, triples: set[TextTriple], labels: Labels) -> str:
    """Return the note of a record.

    A judgement has no note, so its aspect and grade are returned. For any other record
    without a note, the label is returned.
    """
    if note := _one(iri, triples, str(INSP.note)):
        return note
    awarded = [
        labels.name(value)
        for predicate in (str(INSP.aspect), str(INSP.grade))
        for s, p, value in triples
        if s == iri and p == predicate
    ]
    return ": ".join(awarded) or labels.name(iri)


def _is_withdrawal(iri: str, triples: Iterable[TextTriple]) -> bool:
    """Return whether a version lists a statement as withdrawn."""
    return (iri, _TYPE, _WITHDRAWAL) in triples


def _one(iri: str, triples: Iterable[TextTriple], predicate: str) -> str:
    """Return the first value that a record has for a property, or "" if there is none."""
    found = (lexical(o) for s, p, o in triples if s == iri and p == predicate)
    return min(found, default="")


def _identity(iri: str) -> str:
    """Return the id of a record, which is the last part of its IRI."""
    found = _REPORT.search(iri)
    if found:
        return found[3] or found[2] or found[1]
    return re.split(r"[/#]", iri.rstrip(">/#"))[-1]


def _group(iri: str, types: set[str], graph: str) -> str:
    """Return the group of a record: `statement`, `judgement`, `report`, `passage` and so on."""
    found = _REPORT.search(iri)
    if graph == "registry":
        return "registry"
    if graph == "ontology":
        return "term"
    if not found:
        return "other"
    kind = found[2] or "report"
    if kind == "statement":
        return "judgement" if types & _JUDGEMENTS else "statement"
    known = {"report": "report", "unit": "passage", "section": "passage"}
    return known.get(kind, "other")


def _fields(
    root: str, before: set[TextTriple], after: set[TextTriple], labels: Labels
) -> tuple[Field, ...]:
    """Return the fields of a record with their values in the two versions."""
    found: dict[tuple[str, str], tuple[list[Value], list[Value]]] = {}
    for side, triples in enumerate((before, after)):
        for subject, predicate, value in sorted(triples, key=_natural):
            if not _is_shown(predicate, value, subject):
                continue
            label = labels.property(predicate)
            if subject != root:
                label = _of_part(subject, label)
            pair = found.setdefault((label, predicate), ([], []))
            pair[side].append(_value(value, labels))
    return tuple(
        Field(label, predicate[1:-1], *_different(old, new))
        for (label, predicate), (old, new) in sorted(found.items())
    )


def _different(
    old: list[Value], new: list[Value]
) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Return the values of the first and of the second version, each without duplicates."""
    return tuple(dict.fromkeys(old)), tuple(dict.fromkeys(new))


def _is_shown(predicate: str, value: str, subject: str) -> bool:
    """Return whether a triple is shown as a field.

    A triple that only links a record to one of its parts is not shown.
    """
    if predicate in _REPEATED or predicate in _OWNERS:
        return False
    if predicate == _TYPE:
        # Only the classes of records tell something; a part has always the same class.
        return _part_kind(subject) not in _PARTS and value.startswith(f"<{DEF}")
    return _part_kind(value) not in _PARTS


def _of_part(subject: str, label: str) -> str:
    """Return the label of a field that belongs to a part of a record.

    The label is the kind of the part, followed by the label of the property. For a
    count of sentences, the label states which sentences were counted.
    """
    kind = _part_kind(subject)
    if kind == "coverage":  # its id ends in what was counted
        return f"{_identity(subject).rpartition('/')[2]} sentences"
    if kind == "selector":
        kind = "words"
    return f"{kind}: {label}"


def _value(term: str, labels: Labels) -> Value:
    if term[0] == "<":
        return Value(term[1:-1], labels.name(term))
    text = lexical(term)
    return Value(text, text)


def _natural(triple: TextTriple) -> tuple[str, tuple[str, str]]:
    return triple[1], natural(triple[2])


def is_report(change: Change) -> bool:
    """Return whether a changed named graph is the graph of a report."""
    return graph_name(change.iri) not in {"ontology", "registry", "inferred"}


def by_change(change: Change) -> Iterator[Entry]:
    """Yield the entries of a graph: first changed, then added, then withdrawn entries."""
    order = ("changed", "added", "withdrawn")
    yield from sorted(change.entries, key=lambda one: order.index(one.change))
