"""Everything in the graph about one statement, as one record of plain texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.publish.evidence import evidence_of
from inspectgraph.publish.graph import Graph, Resource
from inspectgraph.publish.links import links_of
from inspectgraph.publish.records import how_confirmed, inspected
from inspectgraph.publish.statement_facts import (
    Fact,
    curation_of,
    facts_of,
    other_facts_of,
    others,
    relations_of,
)
from inspectgraph.publish.words import kind_of, statement_words
from inspectgraph.query.source_notes import grade_notes, status_notes, words_notes
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.namespaces import DCTERMS, INSP
from inspectgraph.rdf.text_terms import TextTriple

__all__ = [
    "Anchored",
    "Compared",
    "Record",
    "Related",
    "record_of",
    "triples_of",
    "with_notes",
]

#: Relations between grades. The pages show them as pairs, a record as relations.
_OF_GRADES: Final = (
    (INSP.previousJudgement, "The previous grade", "A later grade"),
    (INSP.repeatsJudgement, "It repeats", "Repeated by"),
)


@dataclass(frozen=True, slots=True)
class Anchored:
    """An anchor: the passage, and the position of the words in it.

    `start` and `length` count letters and digits. `figures` has the digests of the
    figures in the words. `state` and `words` are empty until the anchor is looked up in a
    report. `iri` is the IRI of the selector.
    """

    unit: str
    unit_kind: str
    order: int
    start: int
    length: int
    digest: str
    figures: str
    iri: str
    state: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """A value with which a measurement is compared: its words and its number."""

    compared_with: str
    printed: str
    value: str
    period: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another statement, and its relation to this statement."""

    relation: str
    report: str
    statement: str
    note: str


@dataclass(frozen=True, slots=True)
class Record:
    """A statement with its facts, anchors and relations.

    Each of the `facts` has the name, the heading and the values of a property. `page` is
    the path of the statement's page in the published site. `confirmed` describes how the
    statement came into the graph. `curated_by` and `curated_on` concern the whole report.
    `notes` are sentences on the report's status, on grades, and on words of the report.
    """

    statement: str
    report: str
    iri: str
    page: str
    kind: str
    polarity: str
    note: str
    authorities: tuple[str, ...]
    inspected: str
    published: str
    facts: tuple[tuple[str, str, tuple[str, ...]], ...]
    parts: tuple[str, ...]
    comparators: tuple[Compared, ...]
    evidence: tuple[Anchored, ...]
    relations: tuple[Related, ...]
    confirmed: str
    curated_by: str
    curated_on: str
    file: str
    notes: tuple[str, ...] = ()

    def with_evidence(self, evidence: Iterable[Anchored]) -> Record:
        """Return a copy of the record that has the given anchors.

        The anchors have been looked up in the report.
        """
        return replace(self, evidence=tuple(evidence))

    def __str__(self) -> str:
        """Return the record as lines of text, as `inspectgraph show` prints them."""
        from inspectgraph.publish.record_text import lines_of

        is_looked_up = any(one.state for one in self.evidence)
        return "\n".join(lines_of(self, 100, is_looked_up=is_looked_up))

    def _repr_html_(self) -> str:
        """Return the record as HTML, for a notebook."""
        from inspectgraph.publish.record_html import record_html

        return record_html(self)


def record_of(graph: Graph, iri: str) -> Record:
    """Return the record of a statement, which may be withdrawn.

    Args:
        graph: The graph.
        iri: The IRI of the statement.
    """
    one = graph.resource(iri)
    is_withdrawn = one.is_a(INSP.Withdrawal)
    report = inspected(graph, one.link(INSP.withdrawnFrom) or one.link(INSP.statedIn))
    curated_by, curated_on = curation_of(graph, report.iri)
    address = graph.addresses.of(iri)
    polarity = one.link(INSP.polarity)
    document = graph.resource(graph.resource(report.iri).link(INSP.document))
    return Record(
        statement=one.text(INSP.statementId),
        report=report.name,
        iri=iri,
        page=address.file if address else "",
        kind=_kind(one, is_withdrawn),
        polarity=graph.label(polarity) if polarity else "",
        note=_note(graph, one),
        authorities=tuple(map(graph.label, report.authorities)),
        inspected=report.days,
        published=report.day_published,
        facts=tuple(_facts(graph, one, is_withdrawn)),
        parts=tuple(part.text(INSP.note) for part in _all(graph, one, INSP.part)),
        comparators=tuple(_comparators(graph, one)),
        evidence=tuple(_anchors(graph, one)),
        relations=tuple(_relations(graph, one)),
        confirmed="" if is_withdrawn else how_confirmed(graph, one, report.iri),
        curated_by=curated_by,
        curated_on=curated_on,
        file=document.text(INSP.fileName),
    )


def with_notes(graph: Graph, record: Record) -> Record:
    """Return a copy of the record of a statement, with notes added.

    The notes are about the report, about its grades, and about quoted words of the
    report.
    """
    names, store = [record.report], graph.store
    with data_base(graph.base):
        notes = list(status_notes(store, names))
        if any(name == "grade" for name, _, _ in record.facts):
            notes += grade_notes(store, names)
        if any(one.words for one in record.evidence):
            notes += words_notes(store, names)
    return replace(record, notes=tuple(notes))


def triples_of(graph: Graph, iri: str) -> list[TextTriple]:
    """Return the triples in the data file of a statement, as N-Triples terms."""
    return graph.description(iri, others(graph, INSP.laterJudgement, iri))


def _kind(one: Resource, is_withdrawn: bool) -> str:
    """Return the kind of a statement in words."""
    if is_withdrawn:
        return "withdrawn statement"
    return "finding" if one.is_a(INSP.Finding) else kind_of(one)


def _note(graph: Graph, one: Resource) -> str:
    """Return the curator's words on a statement.

    If the curator wrote no words, return a text made from the fields of the statement.
    An example is the aspect and the grade of a judgement.
    """
    words = one.text(INSP.note) or one.text(INSP.what) or one.text(INSP.reason)
    return words or statement_words(graph, one)


def _facts(
    graph: Graph, one: Resource, is_withdrawn: bool
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name, the heading and the values of each fact."""
    if is_withdrawn:
        return
    found: Sequence[Fact] = [*facts_of(graph, one), *other_facts_of(graph, one)]
    for fact in found:
        values = [*map(graph.label, fact.links), *filter(None, (fact.text,))]
        yield fact.name, fact.heading, tuple(values)


def _all(graph: Graph, one: Resource, property_: NamedNode) -> list[Resource]:
    return graph.resources(one.links(property_))


def _comparators(graph: Graph, one: Resource) -> Iterator[Compared]:
    for found in _all(graph, one, INSP.comparator):
        period = graph.resource(found.link(INSP.period))
        yield Compared(
            graph.label(found.link(INSP.comparedWith)),
            found.text(INSP.printedValue),
            found.text(INSP.value),
            period.text(INSP.printed),
        )


def _anchors(graph: Graph, one: Resource) -> Iterator[Anchored]:
    """Yield the anchors of a statement and of its parts."""
    for found in evidence_of(graph, one):
        kind = found.passage.link(INSP.unitKind)
        yield Anchored(
            unit=found.passage.text(INSP.unitId),
            unit_kind=graph.label(kind) if kind else "",
            order=found.passage.number(INSP.unitOrder),
            start=found.selector.number(INSP.start),
            length=found.selector.number(INSP.length),
            digest=found.selector.text(INSP.digest),
            figures=found.selector.text(INSP.figures),
            iri=found.selector.iri,
        )


def _relations(graph: Graph, one: Resource) -> Iterator[Related]:
    """Yield the statements that are related to a statement.

    A relation may start or end at the given statement.
    """
    for heading, statements in relations_of(graph, one):
        yield from _related(graph, heading, statements)
    for property_, heading, inverse in _OF_GRADES:
        yield from _related(graph, heading, _all(graph, one, property_))
        found = graph.resources(others(graph, property_, one.iri))
        yield from _related(graph, inverse, found)
    yield from _related(graph, "Replaced by", _all(graph, one, DCTERMS.isReplacedBy))
    for heading, links in links_of(graph, one.iri):
        for link in links:
            told = f"{heading} ({link.words}; {link.basis})"
            yield from _related(graph, told, [link.other])


def _related(
    graph: Graph, heading: str, statements: Iterable[Resource]
) -> Iterator[Related]:
    for other in statements:
        report = other.link(INSP.statedIn) or other.link(INSP.withdrawnFrom)
        name = graph.resource(report).text(DCTERMS.identifier)
        yield Related(heading, name, other.text(INSP.statementId), _note(graph, other))
