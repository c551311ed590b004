"""The pages of shared resources: themes, scales, bodies, frameworks, terms and others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.records import Inspected
from inspectgraph.publish.site import Site
from inspectgraph.publish.words import kind_of
from inspectgraph.rdf.namespaces import DEF, INSP, ORG, OWL, RDF, RDFS, SKOS

__all__ = ["ByReport", "by_report", "thing_page"]

#: The properties of other vocabularies that a page shows, with their headings.
_HEADINGS: Final = {
    f"{SKOS.base}altLabel": "Also called",
    f"{SKOS.base}notation": "Printed as",
    f"{SKOS.base}note": "Note",
    f"{SKOS.base}scopeNote": "Note on its use",
    f"{SKOS.base}historyNote": "History",
    f"{SKOS.base}example": "Examples",
    f"{SKOS.base}broader": "Broader",
    f"{SKOS.base}narrower": "Narrower",
    f"{SKOS.base}related": "Related",
    f"{SKOS.base}inScheme": "Scheme",
    f"{SKOS.base}closeMatch": "Close to",
    f"{SKOS.base}relatedMatch": "Comparable in part with",
    f"{RDFS.base}subClassOf": "Kind of",
    f"{RDFS.base}subPropertyOf": "Kind of",
    f"{RDFS.base}domain": "Describes",
    f"{RDFS.base}range": "Has as values",
    f"{RDFS.base}seeAlso": "See also",
    f"{RDFS.base}isDefinedBy": "Defined in",
    f"{OWL.base}inverseOf": "Inverse of",
    f"{OWL.base}sameAs": "The same as",
    f"{ORG.base}originalOrganization": "Before",
    f"{ORG.base}resultingOrganization": "After",
    "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status": "Status",
    "http://purl.org/dc/terms/description": "Description",
    "http://purl.org/dc/terms/modified": "Changed on",
    "http://xmlns.com/foaf/0.1/page": "Page",
}
#: The words for the kind of a resource, by its first class that is listed here.
_KINDS: Final = (
    (INSP.Theme, "Theme"),
    (INSP.Grade, "Grade"),
    (INSP.Aspect, "Aspect of a framework"),
    (INSP.GradeScale, "Grade scale"),
    (INSP.Framework, "Framework of inspection"),
    (INSP.Indicator, "Indicator"),
    (INSP.PartnerBody, "Body"),
    (INSP.Service, "Service"),
    (INSP.Inspectorate, "Inspectorate"),
    (INSP.Area, "Area"),
    (INSP.Place, "Place"),
    (INSP.Comparison, "Comparison"),
    (ORG.ChangeEvent, "Change"),
    (SKOS.ConceptScheme, "Concept scheme"),
    (SKOS.Concept, "Concept"),
    (OWL.Class, "Class of the ontology"),
    (OWL.ObjectProperty, "Property of the ontology"),
    (OWL.DatatypeProperty, "Property of the ontology"),
    (OWL.AnnotationProperty, "Property of the ontology"),
    (OWL.Ontology, "Ontology"),
)
#: The part of the IRI of a statement between its report and its own name.
_STATEMENT: Final = "/statement/"
#: The classes of resources whose pages list the statements about them.
_SUBJECTS: Final = (
    INSP.Theme,
    INSP.PartnerBody,
    INSP.Service,
    INSP.Place,
    INSP.Indicator,
)
#: The properties by which statements refer to such a resource.
_SUBJECT_OF: Final = (
    INSP.theme,
    INSP.body,
    INSP.service,
    INSP.place,
    INSP.indicator,
    INSP.addressee,
    INSP.responsible,
)


#: The largest number of statements that the page of their subject lists. If there are
#: more, the page counts them by report. So pages stay readable, and the time for the pages
#: of all subjects does not grow with the square of the number of reports.
_LISTED: Final = 500


@dataclass(frozen=True, slots=True)
class ByReport:
    """The statements about a resource in one report, grouped by polarity or kind."""

    report: Inspected
    groups: Sequence[tuple[str, Sequence[Resource]]]


def _counted(site: Site, statements: Iterable[str]) -> list[tuple[Inspected, int]]:
    """Return each report with the number of the given statements in this report.

    The reports are in order of time.
    """
    counts = Counter(iri.partition(_STATEMENT)[0] for iri in statements)
    found = [(site.report(iri), count) for iri, count in counts.items()]
    return sorted(found, key=lambda pair: pair[0].order)


def by_report(site: Site, statements: Iterable[str]) -> list[ByReport]:
    """Group statements by report, and within each report by polarity or kind.

    The reports are in order of time.
    """
    reports: dict[str, list[Resource]] = {}
    for one in site.graph.resources(statements):
        reports.setdefault(one.link(INSP.statedIn), []).append(one)
    found = [ByReport(site.report(iri), _groups(own)) for iri, own in reports.items()]
    return sorted(found, key=lambda one: one.report.order)


def _groups(statements: Iterable[Resource]) -> list[tuple[str, list[Resource]]]:
    """Group statements by polarity.

    If a statement has no polarity, its kind is the group.
    """
    order = ("strength", "weakness", "mixed", "neutral")
    groups: dict[str, list[Resource]] = {}
    for one in statements:
        groups.setdefault(
            last_part(one.link(INSP.polarity)) or kind_of(one), []
        ).append(one)
    return sorted(
        groups.items(),
        key=lambda pair: (order.index(pair[0]) if pair[0] in order else 9, pair[0]),
    )


def thing_page(site: Site, iri: str) -> bytes:
    """Return the page of a resource for which no special page exists."""
    graph = site.graph
    one = graph.resource(iri)
    parts = [part for part in _sections(site, one) if part["items"]]
    statements = _statements(graph, one)
    is_long = len(statements) > _LISTED
    return site.resource(
        iri,
        "thing",
        site.long_label(iri),
        one=one,
        kind=_kind_words(one),
        definition=one.text(SKOS.definition),
        facts=list(_facts(graph, one)),
        sections=parts,
        reports=[] if is_long else by_report(site, statements),
        counts=_counted(site, statements) if is_long else [],
        theme=last_part(iri) if one.is_a(INSP.Theme) else "",
        grades=_grades(graph, one),
    )


def _kind_words(one: Resource) -> str:
    return next((words for kind, words in _KINDS if one.is_a(kind)), "Resource")


def _facts(
    graph: Graph, one: Resource
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield the heading, the links and the texts of each property that the page shows."""
    for key in _shown(one):
        links = [iri for iri in one.linked.get(key, ()) if not iri.startswith(OWL.base)]
        texts = one.literal.get(key, ())
        if links or texts:
            times = [_printed(graph, iri) for iri in links]
            yield (
                _HEADINGS.get(key) or _capital(graph.label(key)),
                [iri for iri, time in zip(links, times, strict=True) if not time],
                [*texts, *filter(None, times)],
            )


def _shown(one: Resource) -> Iterator[str]:
    """Yield the properties that the page shows.

    Properties that have a fixed heading come first.
    """
    hidden = {SKOS.inScheme.value} if one.is_a(INSP.Theme) else set()
    hidden.add(f"{RDF.base}type")
    of_ours = sorted(key for key in _keys(one) if key.startswith(DEF))
    yield from (key for key in (*_HEADINGS, *of_ours) if key not in hidden)


def _keys(one: Resource) -> set[str]:
    return {*one.linked, *one.literal}


def _printed(graph: Graph, iri: str) -> str:
    """Return the printed words of a time, or "" if the IRI does not identify a time."""
    if "/time/" not in iri:
        return ""
    return graph.resource(iri).text(INSP.printed)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _statements(graph: Graph, one: Resource) -> list[str]:
    """Return the statements about a theme, a body, a service, a place or an indicator."""
    if not one.is_a(*_SUBJECTS):
        return []
    found: list[str] = []
    for property_ in _SUBJECT_OF:
        found += graph.subjects(property_, one.iri)
    return [iri for iri in dict.fromkeys(found) if _STATEMENT in iri]


def _grades(graph: Graph, one: Resource) -> list[Resource]:
    """Return the grades of a scale, the best first."""
    if not one.is_a(INSP.GradeScale):
        return []
    grades = graph.resources(graph.subjects(SKOS.inScheme, one.iri))
    return sorted(grades, key=lambda grade: -grade.number(INSP.rank))


def _sections(site: Site, one: Resource) -> Iterator[dict[str, Any]]:
    """Yield each list on the page of a resource: its heading and its IRIs."""
    graph, iri = site.graph, one.iri
    if one.is_a(SKOS.ConceptScheme) and not one.is_a(INSP.GradeScale):
        yield _section(
            graph, "Concepts", graph.by_label(graph.subjects(SKOS.inScheme, iri))
        )
    if one.is_a(SKOS.Concept):
        yield _section(
            graph, "Narrower", graph.by_label(graph.subjects(SKOS.broader, iri))
        )
    if one.is_a(INSP.GradeScale, INSP.Grade, INSP.Aspect):
        yield _section(graph, "Compared with others", _comparisons(graph, iri))
    if one.is_a(INSP.Framework):
        yield from _of_framework(site, iri)
    if one.is_a(INSP.Area):
        yield from _of_area(graph, iri)
    if one.is_a(INSP.Area, INSP.Place):
        inner = graph.by_label(graph.subjects(INSP.within, iri))
        yield _section(graph, "Places in it", inner)
    if one.is_a(OWL.Class):
        yield _section(
            graph, "Kinds of it", graph.by_label(graph.subjects(RDFS.subClassOf, iri))
        )


def _section(graph: Graph, heading: str, items: Sequence[str]) -> dict[str, Any]:
    return {"heading": heading, "items": list(filter(graph.addresses.is_own, items))}


def _comparisons(graph: Graph, iri: str) -> list[str]:
    found = graph.subjects(INSP.comparisonFrom, iri) + graph.subjects(
        INSP.comparisonTo, iri
    )
    return graph.by_label(found)


def _of_framework(site: Site, iri: str) -> Iterator[dict[str, Any]]:
    """Yield the aspects and the reports of a framework."""
    graph = site.graph
    scheme = graph.resource(iri).link(INSP.aspectScheme)
    if scheme:
        yield _section(
            graph, "Aspects", graph.by_label(graph.subjects(SKOS.inScheme, scheme))
        )
    reports: list[str] = []
    for inspection in graph.subjects(INSP.framework, iri):
        reports += graph.subjects(INSP.reportOf, inspection)
    yield _section(graph, "Reports held", graph.by_label(reports))


def _of_area(graph: Graph, iri: str) -> Iterator[dict[str, Any]]:
    """Yield the council, the bodies and the services of an area."""
    yield _section(graph, "Council", graph.by_label(graph.subjects(INSP.area, iri)))
    yield _section(
        graph, "Bodies", graph.by_label(graph.subjects(INSP.servesArea, iri))
    )
    yield _section(graph, "Services", graph.by_label(graph.subjects(INSP.inArea, iri)))
