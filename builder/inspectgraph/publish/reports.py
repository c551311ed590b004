"""The pages of reports, statements and passages, one report at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspectgraph.publish.councils import overall_first, report_grades
from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.records import (
    Grade,
    Inspected,
    grade_of,
    official_page,
    pairs_of,
    web_address,
)
from inspectgraph.publish.site import File, Site
from inspectgraph.rdf.namespaces import DCAT, DCTERMS, INSP, OA, RDFS, SKOS

__all__ = ["report_pages"]

_GRADES: Final = (INSP.Judgement, INSP.NoJudgement, INSP.ReportedJudgement)
#: The properties of a statement that a page lists with links, with their headings.
_FACTS: Final = (
    (INSP.framework, "Framework"),
    (INSP.aspect, "Aspect"),
    (INSP.indicator, "Indicator"),
    (INSP.measureUnit, "Unit"),
    (INSP.measurementKind, "Kind of figure"),
    (INSP.timescale, "Timescale"),
    (INSP.addressee, "Addressed to"),
    (INSP.responsible, "Responsible"),
    (INSP.theme, "Themes"),
    (INSP.body, "Bodies"),
    (INSP.service, "Services"),
    (INSP.serviceType, "Kinds of service"),
    (INSP.childGroup, "Children"),
    (INSP.level, "Level"),
    (INSP.state, "State"),
    (INSP.trend, "Trend"),
    (INSP.extent, "Extent"),
    (INSP.certainty, "Certainty"),
    (INSP.findingKind, "Kind of finding"),
    (INSP.comparedWith, "Compared with"),
    (INSP.comparisonResult, "Result of the comparison"),
    (INSP.voice, "Who was heard"),
    (INSP.denominator, "Of"),
    (INSP.qualifier, "Qualifier"),
    (INSP.measurementStatus, "Status"),
    (INSP.reportedBy, "Grade given by"),
)
_TEXTS: Final = (
    (INSP.printedValue, "As printed"),
    (INSP.population, "Population"),
    (INSP.reportedOf, "Grade of"),
    (INSP.doubt, "The curator's doubt"),
)
_TIMES: Final = (
    (INSP.period, "Period"),
    (INSP.eventTime, "When"),
    (INSP.since, "Since"),
    (INSP.stateTime, "Time of the state"),
    (INSP.reportedTime, "Time of the grade, as printed"),
)
#: Relations to other statements: the property, its heading, and the heading seen from
#: the other statement.
_RELATIONS: Final = (
    (INSP.answers, "It answers", "Answered by"),
    (INSP.because, "The report gives as reason", "Given as a reason for"),
    (INSP.moreAbout, "It says more about", "More about this"),
    (INSP.replaces, "It replaces", "Replaced by"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: its IRI, its passage, and where its words are in it."""

    iri: str
    passage: Resource
    selector: Resource


@dataclass(frozen=True, slots=True)
class Section:
    """Passages of one part of a report, and how many of them a statement rests on."""

    name: str
    passages: int
    with_statement: int
    reasons: Sequence[tuple[str, int]]


def report_pages(site: Site) -> Iterator[File]:
    """Yield the files of all reports with their statements and passages."""
    for iri in site.graph.instances(INSP.Report):
        report = site.report(iri)
        statements = site.graph.resources(site.graph.subjects(INSP.statedIn, iri))
        passages = site.graph.resources(site.graph.subjects(INSP.passageOf, iri))
        passages.sort(key=lambda one: one.number(INSP.unitOrder))
        resting = _resting(site.graph, statements)
        yield from _report(site, report, statements, passages, resting)
        for statement in statements:
            yield from _statement(site, report, statement)
        for withdrawn in site.graph.subjects(INSP.withdrawnFrom, iri):
            yield from _withdrawn(site, report, site.graph.resource(withdrawn))
        for passage in passages:
            own = resting.get(passage.iri, [])
            yield from _passage(site, report, passage, own)


def _resting(graph: Graph, statements: Sequence[Resource]) -> dict[str, list[Resource]]:
    """Return the statements that rest on each passage."""
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


def official(graph: Graph, report: Inspected) -> list[tuple[str, str]]:
    """Return council and Ofsted's address for each council of a report that has one."""
    pages = ((one, official_page(graph, one)) for one in report.authorities)
    return [(council, page) for council, page in pages if page]


# A report


def _report(
    site: Site,
    report: Inspected,
    statements: Sequence[Resource],
    passages: Sequence[Resource],
    resting: dict[str, list[Resource]],
) -> Iterator[File]:
    """Yield the page of a report and its descriptions."""
    graph = site.graph
    own = graph.resource(report.iri)
    confirmations = {one.link(INSP.confirmation) for one in statements} - {""}
    corrections = {
        one
        for each in (own, *statements)
        for one in graph.subjects(INSP.correctionOf, each.iri)
    }
    others = sorted(confirmations | corrections)
    document = graph.resource(own.link(INSP.document))
    yield from site.resource(
        report.iri,
        "report",
        report.label,
        others=others,
        report=report,
        own=own,
        inspection=own.link(INSP.reportOf),
        official=official(graph, report),
        document=document,
        copy=web_address(document.link(DCAT.accessURL)),
        grades=sorted(report_grades(site, report), key=overall_first),
        sections=_sections(graph, passages, resting),
        bands=_bands(graph, statements),
        findings=_by_polarity(statements),
        measurements=[one for one in statements if one.is_a(INSP.Measurement)],
        events=[one for one in statements if one.is_a(INSP.Event)],
        recommendations=[one for one in statements if one.is_a(INSP.Recommendation)],
        rights=graph.resource(own.link(DCTERMS.rights)).text(RDFS.label),
        curation=graph.resource(own.link(INSP.curation)),
        passages=passages,
    )


def _sections(
    graph: Graph, passages: Sequence[Resource], resting: dict[str, list[Resource]]
) -> list[Section]:
    """Return the parts of a report in its order, by the first part of the passages' ids."""
    groups: dict[str, list[Resource]] = {}
    for passage in passages:
        groups.setdefault(_group(graph, passage), []).append(passage)
    return [_section(graph, name, own, resting) for name, own in groups.items()]


def _group(graph: Graph, passage: Resource) -> str:
    """Return the part of a report that has a passage, as words."""
    identity = passage.text(INSP.unitId)
    first, slash, _ = identity.partition("/")
    if slash:
        return first.replace("-", " ")
    return f"{graph.label(passage.link(INSP.unitKind))} passages"


def _section(
    graph: Graph,
    name: str,
    passages: Sequence[Resource],
    resting: dict[str, list[Resource]],
) -> Section:
    reasons = Counter(one.link(INSP.nothingReason) for one in passages)
    reasons.pop("", None)
    counted = sorted((graph.label(one), number) for one, number in reasons.items())
    return Section(
        name, len(passages), sum(one.iri in resting for one in passages), counted
    )


def _bands(graph: Graph, statements: Sequence[Resource]) -> list[tuple[str, int]]:
    """Return the timescales of the recommendations with their numbers."""
    found = Counter(
        one.link(INSP.timescale) for one in statements if one.is_a(INSP.Recommendation)
    )
    ordered = sorted(
        found, key=lambda one: (graph.resource(one).text(SKOS.notation), one)
    )
    return [(one, found[one]) for one in ordered]


def _by_polarity(statements: Sequence[Resource]) -> list[tuple[str, list[Resource]]]:
    """Return the findings of a report by polarity: strengths first."""
    order = ("strength", "weakness", "mixed", "neutral")
    groups: dict[str, list[Resource]] = {}
    for one in statements:
        if one.is_a(INSP.Finding):
            groups.setdefault(one.link(INSP.polarity), []).append(one)
    return sorted(groups.items(), key=lambda pair: order.index(last_part(pair[0])))


# Statements


def _statement(site: Site, report: Inspected, statement: Resource) -> Iterator[File]:
    """Yield the page of a statement and its descriptions."""
    graph = site.graph
    pairs = graph.subjects(INSP.laterJudgement, statement.iri)
    common: dict[str, Any] = {
        "statement": statement,
        "report": report,
        "official": official(graph, report),
        "evidence": list(_evidence(graph, statement)),
        "parts": _parts(graph, statement),
        "comparators": graph.resources(statement.links(INSP.comparator)),
        "facts": list(_facts(site, statement)),
        "relations": list(_relations(graph, statement)),
        "corrections": graph.resources(
            graph.subjects(INSP.correctionOf, statement.iri)
        ),
    }
    if statement.is_a(*_GRADES):
        grade = grade_of(graph, statement, report)
        title = _grade_title(graph, grade)
        more = {**_judged(site, grade), "heading": _heading(graph, grade)}
        yield from site.resource(
            statement.iri, "judgement", title, pairs, **common, **more
        )
    else:
        title = _title(graph, statement, report)
        yield from site.resource(statement.iri, "statement", title, pairs, **common)


def _grade_title(graph: Graph, grade: Grade) -> str:
    """Return the title of a judgement: who, what, which grade, and when."""
    councils = " and ".join(map(graph.label, grade.report.authorities))
    word = graph.label(grade.grade) if grade.grade else "not judged"
    aspect = f", {graph.label(grade.aspect)}" if grade.aspect else ""
    year = f" ({grade.report.year})" if grade.report.year else ""
    quoted = ", quoted" if grade.kind == "quoted" else ""
    return f"{councils}{aspect}: {word}{quoted}{year}"


def _heading(graph: Graph, grade: Grade) -> str:
    """Return the heading of the page of a judgement: who, when, and what."""
    councils = " and ".join(map(graph.label, grade.report.authorities))
    what = graph.label(grade.aspect) if grade.aspect else grade.reported_of
    return f"{councils} {grade.report.year}: {what or 'quoted grade'}"


def _title(graph: Graph, statement: Resource, report: Inspected) -> str:
    """Return the title of a statement that has no grade."""
    words = statement.text(INSP.note) or statement.text(INSP.what)
    councils = " and ".join(map(graph.label, report.authorities))
    return f"{councils} {report.year}: {words or statement.text(INSP.statementId)}"


def _judged(site: Site, grade: Grade) -> dict[str, Any]:
    """Return what the page of a judgement shows besides what every statement has."""
    graph = site.graph
    pairs = pairs_of(graph, [grade.iri])
    earlier = {pair.earlier: _earlier(site, pair.earlier) for pair in pairs}
    followed = graph.subjects(INSP.earlierJudgement, grade.iri)
    later = [graph.resource(one).link(INSP.laterJudgement) for one in followed]
    return {
        "grade": grade,
        "pairs": pairs,
        "earlier": earlier,
        "followed": [_earlier(site, one) for one in dict.fromkeys(later)],
        "scale": graph.resource(grade.grade).link(SKOS.inScheme) if grade.grade else "",
    }


def _earlier(site: Site, iri: str) -> Grade:
    """Return the grade of a statement of any report."""
    statement = site.graph.resource(iri)
    return grade_of(site.graph, statement, site.report(statement.link(INSP.statedIn)))


def _evidence(graph: Graph, statement: Resource) -> Iterator[Evidence]:
    """Yield the evidence of a statement and of its parts."""
    for iri in (*statement.links(INSP.evidence), *_of_parts(graph, statement)):
        found = graph.resource(iri)
        passage = graph.resource(found.link(OA.hasSource))
        yield Evidence(iri, passage, graph.resource(found.link(OA.hasSelector)))


def _parts(graph: Graph, statement: Resource) -> list[Resource]:
    return graph.resources(statement.links(INSP.part))


def _facts(site: Site, statement: Resource) -> Iterator[tuple[str, Sequence[str], str]]:
    """Yield heading, IRIs and text of what is known of a statement."""
    for property_, heading in _FACTS:
        if links := statement.links(property_):
            yield heading, links, ""
    for property_, heading in _TEXTS:
        if text := statement.text(property_):
            yield heading, (), text
    for property_, heading in _TIMES:
        if time := statement.link(property_):
            yield heading, (), site.graph.resource(time).text(INSP.printed)


def _relations(
    graph: Graph, statement: Resource
) -> Iterator[tuple[str, list[Resource]]]:
    """Yield heading and statements for each relation to other statements."""
    for property_, heading, inverse in _RELATIONS:
        if links := statement.links(property_):
            yield heading, graph.resources(links)
        if links := graph.subjects(property_, statement.iri):
            yield inverse, graph.resources(links)


def _withdrawn(site: Site, report: Inspected, withdrawn: Resource) -> Iterator[File]:
    """Yield the page of a statement that was withdrawn, whose IRI stays."""
    yield from site.resource(
        withdrawn.iri,
        "withdrawn",
        f"Withdrawn statement of {report.label}",
        withdrawn=withdrawn,
        report=report,
        successors=withdrawn.links(DCTERMS.isReplacedBy),
    )


# Passages


def _passage(
    site: Site, report: Inspected, passage: Resource, statements: Sequence[Resource]
) -> Iterator[File]:
    """Yield the page of a passage and its descriptions."""
    identity = passage.text(INSP.unitId)
    yield from site.resource(
        passage.iri,
        "passage",
        f"Passage {identity} of {report.label}",
        passage=passage,
        report=report,
        statements=statements,
        official=official(site.graph, report),
    )
