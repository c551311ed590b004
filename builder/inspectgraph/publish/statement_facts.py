"""The facts, the relations and the curation of a statement in the graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.words import capital
from inspectgraph.rdf.namespaces import DEF, INSP, PROV

__all__ = [
    "Fact",
    "curation_of",
    "facts_of",
    "other_facts_of",
    "others",
    "relations_of",
]

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
    (INSP.place, "Places"),
    (INSP.childGroup, "Children"),
    (INSP.level, "Level"),
    (INSP.state, "State"),
    (INSP.trend, "Trend"),
    (INSP.extent, "Extent"),
    (INSP.certainty, "Certainty"),
    (INSP.findingKind, "Kind of finding"),
    (INSP.voice, "Who was heard"),
    (INSP.evidenceKind, "Evidence named"),
    (INSP.qualifier, "Qualifier"),
    (INSP.measurementStatus, "Status"),
    (INSP.reportedBy, "Grade given by"),
    (INSP.before, "Before"),
    (INSP.after, "After"),
)
_TEXTS: Final = (
    (INSP.printedValue, "As printed"),
    (INSP.value, "As a number"),
    (INSP.denominator, "Of"),
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
#: Relations to other statements: the property, its heading, and the heading on the page of
#: the other statement.
_RELATIONS: Final = (
    (INSP.answers, "It answers", "Answered by"),
    (INSP.because, "The report gives as reason", "Given as a reason for"),
    (INSP.despite, "It holds in spite of", "Conceded beside"),
    (INSP.moreAbout, "It says more about", "More about this"),
    (INSP.replaces, "It replaces", "Replaced by"),
)
#: The properties of a statement that are not facts about it, or that its report has.
_NO_FACTS: Final = frozenset(
    one.value
    for one in (
        INSP.statementId,
        INSP.statedIn,
        INSP.polarity,
        INSP.note,
        INSP.what,
        INSP.evidence,
        INSP.part,
        INSP.comparator,
        INSP.verbalComparison,
        INSP.ageRange,
        INSP.confirmation,
        INSP.orderDate,
        INSP.judgedAuthority,
        INSP.previousJudgement,
        INSP.repeatsJudgement,
    )
)


class Fact(NamedTuple):
    """A fact about a statement.

    Attributes:
        name: The last part of the property's IRI.
        heading: The property in words.
        links: The IRIs that are values.
        text: The value, if it is a text, a number or a printed time.
    """

    name: str
    heading: str
    links: Sequence[str]
    text: str


def facts_of(graph: Graph, statement: Resource) -> Iterator[Fact]:
    """Yield the facts about a statement, in the order in which pages show them."""
    for property_, heading in _FACTS:
        if links := statement.links(property_):
            yield Fact(last_part(property_.value), heading, links, "")
    if text := "; ".join(_compared(graph, statement)):
        yield Fact("verbalComparison", "In comparison", (), text)
    if text := "; ".join(_ages(graph, statement)):
        yield Fact("ageRange", "Ages, as printed", (), text)
    for property_, heading in _TEXTS:
        if text := statement.text(property_):
            yield Fact(last_part(property_.value), heading, (), text)
    for property_, heading in _TIMES:
        if time := statement.link(property_):
            printed = graph.resource(time).text(INSP.printed)
            yield Fact(last_part(property_.value), heading, (), printed)


def _compared(graph: Graph, statement: Resource) -> Iterator[str]:
    """Yield the comparisons of a statement in words, such as `worse (national)`."""
    for one in graph.resources(statement.links(INSP.verbalComparison)):
        reference = graph.label(one.link(INSP.comparedWith))
        yield f"{graph.label(one.link(INSP.comparisonResult))} ({reference})"


def _ages(graph: Graph, statement: Resource) -> Iterator[str]:
    """Yield the printed words of each age range in a statement."""
    for one in graph.resources(statement.links(INSP.ageRange)):
        yield one.text(INSP.printedAges)


def other_facts_of(graph: Graph, statement: Resource) -> Iterator[Fact]:
    """Yield the facts that `facts_of` leaves out, such as a grade and its scale."""
    listed = {one.value for one, _ in (*_FACTS, *_TEXTS, *_TIMES)}
    listed |= {one.value for one, _, _ in _RELATIONS} | _NO_FACTS
    for key in sorted({*statement.linked, *statement.literal} - listed):
        if key.startswith(DEF):
            links = statement.linked.get(key, ())
            text = ", ".join(statement.literal.get(key, ()))
            heading = capital(graph.label(key).removeprefix("has "))
            yield Fact(last_part(key), heading, links, text)


def relations_of(
    graph: Graph, statement: Resource
) -> Iterator[tuple[str, list[Resource]]]:
    """Yield each relation to other statements as a heading and a list of statements."""
    for property_, heading, inverse in _RELATIONS:
        if links := statement.links(property_):
            yield heading, graph.resources(links)
        if links := others(graph, property_, statement.iri):
            yield inverse, graph.resources(links)


def others(graph: Graph, predicate: NamedNode, statement: str) -> list[str]:
    """Return the resources that refer to a statement by a given property."""
    return graph.incoming(statement).get(predicate.value, [])


def curation_of(graph: Graph, report: str) -> tuple[str, str]:
    """Return the curators of a report in words, and the last day of curation as an ISO date.

    Args:
        graph: The graph.
        report: The IRI of the report.
    """
    curation = graph.resource(graph.resource(report).link(INSP.curation))
    who = graph.curators(curation.iri)
    if not who:
        names = [graph.label(one) for one in curation.links(PROV.wasAssociatedWith)]
        people = [name for name in names if "software" not in name]
        who = f"curated by {' and '.join(people)}" if people else "curated"
    return who, curation.text(INSP.curatedOn)
