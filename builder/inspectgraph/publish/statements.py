"""The pages of statements, of withdrawn statements, and of passages."""

from __future__ import annotations

from typing import Any, Final

from inspectgraph.publish.evidence import evidence_of
from inspectgraph.publish.graph import Graph, Resource
from inspectgraph.publish.links import links_from, links_of
from inspectgraph.publish.records import (
    Grade,
    Inspected,
    grade_of,
    pairs_of,
    source_of,
)
from inspectgraph.publish.site import Site
from inspectgraph.publish.statement_facts import (
    curation_of,
    facts_of,
    others,
    relations_of,
)
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, SKOS

__all__ = ["described_on", "passage_page", "statement_page", "withdrawn_page"]

_GRADES: Final = (INSP.Judgement, INSP.NoJudgement, INSP.ReportedJudgement)


def statement_page(site: Site, iri: str) -> bytes:
    """Return the page of a statement.

    If the statement is a judgement, the grade comes first on the page.
    """
    graph = site.graph
    statement = graph.resource(iri)
    report = site.report(statement.link(INSP.statedIn))
    context: dict[str, Any] = {
        "statement": statement,
        "report": report,
        "source": source_of(graph, report),
        "curation": curation_of(graph, report.iri),
        "evidence": list(evidence_of(graph, statement)),
        "parts": graph.resources(statement.links(INSP.part)),
        "comparators": graph.resources(statement.links(INSP.comparator)),
        "facts": list(facts_of(graph, statement)),
        "relations": list(relations_of(graph, statement)),
        "links": links_of(graph, iri),
        "corrections": graph.resources(others(graph, INSP.correctionOf, iri)),
    }
    if not statement.is_a(*_GRADES):
        title = _title(graph, statement, report)
        return site.resource(iri, "statement", title, **context)
    grade = grade_of(graph, statement, report)
    context |= _judged(site, grade) | {"heading": _heading(graph, grade)}
    return site.resource(iri, "judgement", _grade_title(graph, grade), **context)


def described_on(site: Site, iri: str) -> list[str]:
    """Return the IRIs of the links and pairs that the page of a statement describes.

    A link connects two statements. A pair is two judgements on the same council. Each
    link or pair is described on the page of the later statement.
    """
    pairs = others(site.graph, INSP.laterJudgement, iri)
    return [*pairs, *links_from(site.graph, iri)]


def _grade_title(graph: Graph, grade: Grade) -> str:
    """Return the title of a judgement: council, aspect, grade and time."""
    councils = " and ".join(map(graph.label, grade.report.authorities))
    word = graph.label(grade.grade) if grade.grade else "not judged"
    aspect = f", {graph.label(grade.aspect)}" if grade.aspect else ""
    year = f" ({grade.report.year})" if grade.report.year else ""
    quoted = ", quoted" if grade.kind == "quoted" else ""
    return f"{councils}{aspect}: {word}{quoted}{year}"


def _heading(graph: Graph, grade: Grade) -> str:
    """Return the heading of the page of a judgement: council, year and aspect."""
    councils = " and ".join(map(graph.label, grade.report.authorities))
    what = graph.label(grade.aspect) if grade.aspect else grade.reported_of
    return f"{councils} {grade.report.year}: {what or 'quoted grade'}"


def _title(graph: Graph, statement: Resource, report: Inspected) -> str:
    """Return the title of a statement that has no grade."""
    words = statement.text(INSP.note) or statement.text(INSP.what)
    councils = " and ".join(map(graph.label, report.authorities))
    return f"{councils} {report.year}: {words or statement.text(INSP.statementId)}"


def _judged(site: Site, grade: Grade) -> dict[str, Any]:
    """Return the values that only the page of a judgement shows."""
    graph = site.graph
    pairs = pairs_of(graph, [grade.iri])
    earlier = {pair.earlier: _earlier(site, pair.earlier) for pair in pairs}
    followed = others(graph, INSP.earlierJudgement, grade.iri)
    later = [graph.resource(one).link(INSP.laterJudgement) for one in followed]
    return {
        "grade": grade,
        "pairs": pairs,
        "earlier": earlier,
        "followed": [_earlier(site, one) for one in dict.fromkeys(later)],
        "scale": graph.resource(grade.grade).link(SKOS.inScheme) if grade.grade else "",
    }


def _earlier(site: Site, iri: str) -> Grade:
    """Return the grade of a judgement. The judgement may be in another report."""
    statement = site.graph.resource(iri)
    return grade_of(site.graph, statement, site.report(statement.link(INSP.statedIn)))


def withdrawn_page(site: Site, iri: str) -> bytes:
    """Return the page of a withdrawn statement, which keeps its IRI."""
    withdrawn = site.graph.resource(iri)
    report = site.report(withdrawn.link(INSP.withdrawnFrom))
    return site.resource(
        iri,
        "withdrawn",
        f"Withdrawn statement of {report.label}",
        withdrawn=withdrawn,
        report=report,
        successors=withdrawn.links(DCTERMS.isReplacedBy),
    )


def passage_page(site: Site, iri: str) -> bytes:
    """Return the page of a passage, with the statements that have evidence in it."""
    graph = site.graph
    passage = graph.resource(iri)
    report = site.report(passage.link(INSP.passageOf))
    return site.resource(
        iri,
        "passage",
        f"Passage {passage.text(INSP.unitId)} of {report.label}",
        passage=passage,
        report=report,
        statements=_resting_on(graph, iri),
        source=source_of(graph, report),
    )


def _resting_on(graph: Graph, passage: str) -> list[Resource]:
    """Return the statements that have evidence in a passage.

    The address of evidence leads to the page of its statement. So the statement is
    found from the address.
    """
    found: dict[str, None] = {}
    for evidence in graph.subjects(OA.hasSource, passage):
        address = graph.addresses.of(evidence)
        if address and (statement := graph.owner(address.page)):
            found[statement] = None
    return graph.resources(found)
