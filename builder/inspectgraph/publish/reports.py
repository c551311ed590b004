"""The pages of reports, with their sections and the share of curated sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inspectgraph.publish.councils import overall_first
from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.records import source_of
from inspectgraph.publish.report_sections import described_sections, sections_of
from inspectgraph.publish.site import Site
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, PROV, RDFS, SKOS

__all__ = ["described_with", "report_page"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: its name, and numbers of its passages.

    `passages` is the number of all passages. `with_statement` is the number of passages
    that have a statement. `reasons` has the reasons why passages have no statement,
    each with its number of passages.
    """

    name: str
    passages: int
    with_statement: int
    reasons: Sequence[tuple[str, int]]


def report_page(site: Site, iri: str) -> bytes:
    """Return the page of a report."""
    graph = site.graph
    report = site.report(iri)
    own = graph.resource(iri)
    statements, passages = _statements(graph, iri), _passages(graph, iri)
    context: dict[str, Any] = {
        "report": report,
        "own": own,
        "source": source_of(graph, report),
        "grades": sorted(site.grades(iri), key=overall_first),
        "sections": sections_of(graph, iri),
        "parts": _parts(graph, passages, _resting(graph, statements)),
        "bands": _bands(graph, statements),
        "findings": _by_polarity(statements),
        "measurements": [one for one in statements if one.is_a(INSP.Measurement)],
        "events": [one for one in statements if one.is_a(INSP.Event)],
        "recommendations": [one for one in statements if one.is_a(INSP.Recommendation)],
        "rights": graph.resource(own.link(DCTERMS.rights)).text(RDFS.label),
        "curation": graph.resource(own.link(INSP.curation)),
        "curators": graph.curators(own.link(INSP.curation)),
        "passages": passages,
    }
    return site.resource(iri, "report", report.label, **context)


def described_with(site: Site, iri: str) -> list[str]:
    """Return the further resources that the page of a report describes.

    These are its sections, the roles in its curation, its confirmations and its
    corrections.
    """
    graph = site.graph
    statements = _statements(graph, iri)
    found = {one.link(INSP.confirmation) for one in statements} - {""}
    curation = graph.resource(graph.resource(iri).link(INSP.curation))
    found.update(curation.links(PROV.qualifiedAssociation))
    for subject in (iri, *(one.iri for one in statements)):
        found.update(graph.subjects(INSP.correctionOf, subject))
    return sorted(found | {*described_sections(graph, iri)})


def _statements(graph: Graph, report: str) -> list[Resource]:
    return graph.resources(graph.subjects(INSP.statedIn, report))


def _passages(graph: Graph, report: str) -> list[Resource]:
    """Return the passages of a report in the order of the report."""
    found = graph.resources(graph.subjects(INSP.passageOf, report))
    return sorted(found, key=lambda one: one.number(INSP.unitOrder))


def _resting(graph: Graph, statements: Sequence[Resource]) -> dict[str, list[Resource]]:
    """Return the statements that have evidence in a passage, keyed by the passage's IRI."""
    found: dict[str, list[Resource]] = {}
    for statement in statements:
        sources = {
            graph.resource(evidence).link(OA.hasSource)
            for evidence in (
                *statement.links(INSP.evidence),
                *_of_parts(graph, statement),
            )
        }
        for passage in sources:
            found.setdefault(passage, []).append(statement)
    return found


def _of_parts(graph: Graph, statement: Resource) -> Iterator[str]:
    """Yield the evidence of the parts of a recommendation."""
    for part in graph.resources(statement.links(INSP.part)):
        yield from part.links(INSP.evidence)


def _parts(
    graph: Graph, passages: Sequence[Resource], resting: dict[str, list[Resource]]
) -> list[Part]:
    """Group the passages of a report.

    The name of a group is the text before the first slash in the ids of its passages.
    Passages whose ids have no slash are grouped by their kind.
    """
    groups: dict[str, list[Resource]] = {}
    for passage in passages:
        groups.setdefault(_group(graph, passage), []).append(passage)
    return [_part(graph, name, own, resting) for name, own in groups.items()]


def _group(graph: Graph, passage: Resource) -> str:
    """Return the name of the report part that contains a passage."""
    identity = passage.text(INSP.unitId)
    first, slash, _ = identity.partition("/")
    if slash:
        return first.replace("-", " ")
    return f"{graph.label(passage.link(INSP.unitKind))} passages"


def _part(
    graph: Graph,
    name: str,
    passages: Sequence[Resource],
    resting: dict[str, list[Resource]],
) -> Part:
    reasons = Counter(one.link(INSP.nothingReason) for one in passages)
    reasons.pop("", None)
    counted = sorted((graph.label(one), number) for one, number in reasons.items())
    return Part(
        name, len(passages), sum(one.iri in resting for one in passages), counted
    )


def _bands(graph: Graph, statements: Sequence[Resource]) -> list[tuple[str, int]]:
    """Return each timescale with its number of recommendations."""
    found = Counter(
        one.link(INSP.timescale) for one in statements if one.is_a(INSP.Recommendation)
    )
    ordered = sorted(
        found, key=lambda one: (graph.resource(one).text(SKOS.notation), one)
    )
    return [(one, found[one]) for one in ordered]


def _by_polarity(statements: Sequence[Resource]) -> list[tuple[str, list[Resource]]]:
    """Group the findings of a report by polarity, with strengths first."""
    order = ("strength", "weakness", "mixed", "neutral")
    groups: dict[str, list[Resource]] = {}
    for one in statements:
        if one.is_a(INSP.Finding):
            groups.setdefault(one.link(INSP.polarity), []).append(one)
    return sorted(groups.items(), key=lambda pair: order.index(last_part(pair[0])))
