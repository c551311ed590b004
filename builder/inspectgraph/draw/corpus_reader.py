"""Read the records for all pictures from a graph store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode, Store

from inspectgraph.draw.corpus import (
    Change,
    Corpus,
    Report,
    Statement,
    Theme,
    TimeInUse,
)
from inspectgraph.draw.grade_reader import read_grades
from inspectgraph.draw.graph_rows import last_part, pairs, parse_day, select
from inspectgraph.model.depth import GRADES
from inspectgraph.query.density import Density, read_density

__all__ = ["read_corpus"]

_REPORTS = """
SELECT ?report ?name ?published ?from ?to ?framework ?depth ?authority ?authorityName {
    ?report a insp:Report ; insp:reportOf ?inspection .
    ?inspection insp:framework ?framework ; insp:inspectedAuthority ?authority .
    ?authority skos:prefLabel ?authorityName .
    OPTIONAL { ?report dcterms:identifier ?name }
    OPTIONAL { ?report insp:depth ?depth }
    OPTIONAL { ?report insp:published/insp:earliest ?published }
    OPTIONAL { ?inspection insp:fieldwork ?time . ?time insp:earliest ?from ; insp:latest ?to } }"""

_NAMES = """SELECT ?named ?label ?other {
    VALUES ?class { insp:Framework insp:Aspect insp:Grade }
    ?named skos:prefLabel ?label ; a ?class . FILTER(LANG(?label) = "en")
    OPTIONAL { ?named skos:altLabel ?other FILTER(LANG(?other) = "en") } }"""

_THEMES = """SELECT ?theme ?label ?broader {
    ?theme a insp:Theme ; skos:prefLabel ?label . FILTER(LANG(?label) = "en")
    OPTIONAL { ?theme skos:broader ?broader } }"""

_STATEMENTS = """SELECT ?statement ?report ?polarity { ?statement insp:statedIn ?report .
    OPTIONAL { ?statement insp:polarity ?polarity } }"""

_ABOUT = """SELECT ?statement ?theme {
    ?statement insp:statedIn ?report ; insp:theme ?theme }"""

_COMPARISONS = """SELECT ?from ?to ?relation {
    ?comparison insp:comparisonFrom ?from ; insp:comparisonTo ?to ; insp:relation ?relation }"""


_REGIONS = """SELECT ?authority ?region {
    ?authority a insp:Authority ; insp:area/insp:region/skos:prefLabel ?region
    FILTER(LANG(?region) = "en") }"""

_IN_USE = """SELECT ?framework ?first ?last ?since ?until { ?framework a insp:Framework .
    OPTIONAL { ?framework insp:inUseFrom ?from .
               ?from insp:earliest ?first ; insp:printed ?since }
    OPTIONAL { ?framework insp:inUseUntil ?to .
               ?to insp:latest ?last ; insp:printed ?until } }"""

_NOT_JUDGED = """SELECT ?report ?aspect {
    ?statement a insp:NoJudgement ; insp:statedIn ?report ; insp:aspect ?aspect }"""

_AWARDED_UNTIL = """SELECT ?aspect ?day { ?aspect insp:awardedUntil ?day }"""

_INSPECTORATES = """SELECT ?inspection ?name {
    ?report insp:reportOf ?inspection . ?inspection insp:inspectedBy ?by .
    ?by skos:prefLabel ?name FILTER(LANG(?name) = "en") }"""

_CURATED = """SELECT ?report ?day { ?report insp:curation/insp:curatedOn ?day }"""

_CHANGES = """SELECT ?change ?day ?note ?before ?after {
    ?change a org:ChangeEvent ; insp:changeTime/insp:earliest ?day ; skos:note ?note .
    OPTIONAL { ?change org:originalOrganization ?before . ?before a insp:Authority }
    OPTIONAL { ?change org:resultingOrganization ?after . ?after a insp:Authority }
    FILTER(BOUND(?before) || BOUND(?after)) }"""


def read_corpus(store: Store, *, statements: bool = True) -> Corpus:
    """Read reports, themes, statements, grades and comparisons from a graph store.

    Args:
        store: The graph.
        statements: Whether to read the statements about themes. The picture of councils
            does not need them.
    """
    labels, others = _names(store)
    themes = _themes(store)
    labels.update((theme.iri, theme.label) for theme in themes.values())
    reports = _reports(store)
    grades, unplaced = read_grades(store, reports)
    return Corpus(
        reports=reports,
        themes=themes,
        statements=_statements(store) if statements else (),
        grades=grades,
        labels=labels,
        others=others,
        relations=_relations(store),
        unplaced=unplaced,
        authorities=dict(pair for report in reports for pair in report.authorities),
        regions=dict(pairs(store, _REGIONS)),
        awarded_until={
            aspect: date.fromisoformat(day)
            for aspect, day in pairs(store, _AWARDED_UNTIL)
        },
        in_use=_in_use(store),
        not_judged=frozenset(pairs(store, _NOT_JUDGED)),
        changes=_changes(store),
        inspectorates=_inspectorates(store),
        day=max(
            map(date.fromisoformat, dict(pairs(store, _CURATED)).values()), default=None
        ),
        densities=_densities(store, reports) if statements else {},
    )


def _names(store: Store) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Read the preferred and alternative labels of frameworks, aspects and grades.

    The first result maps an IRI to its preferred label, the second to its alternative
    labels.
    """
    labels: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for iri, label, other in select(store, _NAMES):
        labels.setdefault(iri, label)
        if other:
            others[iri] = (*others.get(iri, ()), other)
    return labels, others


def _themes(store: Store) -> dict[str, Theme]:
    """Read the themes, each with its broadest theme, keyed by IRI."""
    rows = list(select(store, _THEMES))
    known = {theme for theme, _, _ in rows}
    broader = {theme: other for theme, _, other in rows if other in known}
    return {iri: Theme(iri, label, _top(iri, broader)) for iri, label, _ in rows}


def _top(theme: str, broader: Mapping[str, str]) -> str:
    """Return the broadest theme above a theme.

    If the hierarchy is circular, the search stops before it would reach a theme for the
    second time. The last theme of the search is then returned.
    """
    seen = {theme}
    while theme in broader and broader[theme] not in seen:
        theme = broader[theme]
        seen.add(theme)
    return theme


def _reports(store: Store) -> tuple[Report, ...]:
    """Return the reports in order of publication; reports that have no date come last."""
    found: dict[str, Report] = {}
    for row in select(store, _REPORTS):
        report = _report(row)
        if earlier := found.get(report.iri):
            authorities = (*earlier.authorities, *report.authorities)
            report = replace(report, authorities=authorities)
        found[report.iri] = report
    return tuple(sorted(found.values(), key=_publication))


def _report(row: Sequence[str]) -> Report:
    """Build a report from a query row.

    The row names only one authority of the report. A missing date of publication is
    replaced by the end of the fieldwork. A missing date of the fieldwork is replaced by
    the date of publication.
    """
    iri, name, issued, begin, end, framework, depth, authority, label = row
    published = parse_day(issued) or parse_day(end)
    return Report(
        iri=iri,
        name=name or last_part(iri),
        authorities=((authority, label),),
        framework=framework,
        published=published,
        begin=parse_day(begin) or published,
        end=parse_day(end) or published,
        is_full=last_part(depth) != GRADES,
    )


def _publication(report: Report) -> tuple[date, str]:
    return report.published or date.max, report.name


def _statements(store: Store) -> tuple[Statement, ...]:
    """Read each statement, with its report, its themes and its polarity."""
    about: dict[str, set[str]] = {}
    for statement, theme in select(store, _ABOUT):
        about.setdefault(statement, set()).add(theme)
    found: list[Statement] = []
    # Many statements have equal themes, so equal sets are kept once.
    known: dict[frozenset[str], frozenset[str]] = {}
    for iri, report, polarity in select(store, _STATEMENTS):
        themes = frozenset(about.get(iri, ()))
        themes = known.setdefault(themes, themes)
        found.append(Statement(iri, report, last_part(polarity), themes))
    return tuple(found)


def _densities(store: Store, reports: Sequence[Report]) -> dict[str, Density]:
    """Return the density of statements in each report that was curated in full.

    The density is the number of statements for each 100 sentences. Reports whose
    sentences have not been counted are left out.
    """
    found: dict[str, Density] = {}
    for report in reports:
        if report.is_full:
            density = read_density(store, NamedNode(report.iri), report.title)
            if density:
                found[report.iri] = density
    return found


def _inspectorates(store: Store) -> tuple[str, ...]:
    """Read the names of the inspectorates, sorted by the number of inspections, largest first."""
    counts = Counter(name for _, name in pairs(store, _INSPECTORATES))
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _in_use(store: Store) -> dict[str, TimeInUse]:
    """Read the time in which each framework was in use, keyed by the IRI of the framework."""
    return {
        framework: TimeInUse(parse_day(first), parse_day(last), since, until)
        for framework, first, last, since, until in select(store, _IN_USE)
    }


def _changes(store: Store) -> tuple[Change, ...]:
    """Read the changes to councils, such as mergers, in order of time."""
    found: dict[str, Change] = {}
    for iri, day, note, before, after in select(store, _CHANGES):
        known = found.get(iri)
        found[iri] = Change(
            day=date.fromisoformat(day),
            note=note,
            before=(known.before if known else frozenset()) | _known(before),
            after=(known.after if known else frozenset()) | _known(after),
        )
    return tuple(sorted(found.values(), key=lambda change: (change.day, change.note)))


def _known(iri: str) -> frozenset[str]:
    """Return a set with an IRI, or an empty set if the IRI is ""."""
    return frozenset([iri] if iri else [])


def _relations(store: Store) -> dict[tuple[str, str], str]:
    """Read the comparability of each pair of aspects, grades or scales.

    Each pair occurs twice in the result, once in each order.
    """
    found: dict[tuple[str, str], str] = {}
    for one, other, relation in select(store, _COMPARISONS):
        found[one, other] = found[other, one] = last_part(relation)
    return found
