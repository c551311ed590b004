"""Read the data of the pictures from a graph store, once for all pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.draw.corpus import (
    Change,
    Corpus,
    Grade,
    Report,
    Statement,
    Theme,
    TimeInUse,
)
from inspectgraph.draw.escaping import allowed
from inspectgraph.model.depth import GRADES
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import INSP, PREFIXES

__all__ = ["read_corpus"]

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

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

_AWARDS = """
SELECT ?statement ?kind ?report ?aspect ?grade ?framework ?from ?to ?count
       ?confirmed ?confidence {
    VALUES ?kind { insp:Judgement insp:ReportedJudgement }
    ?statement a ?kind ; insp:statedIn ?report ; insp:grade ?grade .
    OPTIONAL { ?statement insp:aspect ?aspect .
               ?aspect skos:inScheme/^insp:aspectScheme ?framework }
    OPTIONAL { ?statement insp:reportedTime ?time . ?time insp:earliest ?from ; insp:latest ?to }
    OPTIONAL { ?statement insp:count ?count }
    OPTIONAL { ?statement insp:confirmation/insp:confirmationMethod ?confirmed }
    OPTIONAL { ?statement insp:confidence ?confidence } }"""

_GRADES = """SELECT ?grade ?scale ?rank {
    ?grade a insp:Grade ; insp:rank ?rank ; skos:inScheme ?scale }"""

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

_CHANGES = """SELECT ?change ?day ?note ?before ?after {
    ?change a org:ChangeEvent ; insp:changeTime/insp:earliest ?day ; skos:note ?note .
    OPTIONAL { ?change org:originalOrganization ?before . ?before a insp:Authority }
    OPTIONAL { ?change org:resultingOrganization ?after . ?after a insp:Authority }
    FILTER(BOUND(?before) || BOUND(?after)) }"""


def read_corpus(store: Store) -> Corpus:
    """Read reports, themes, statements, grades and comparisons from a graph store."""
    labels, others = _names(store)
    themes = _themes(store)
    labels.update((theme.iri, theme.label) for theme in themes.values())
    reports = _reports(store)
    grades, unplaced = _grades(store, reports)
    return Corpus(
        reports=reports,
        themes=themes,
        statements=_statements(store),
        grades=grades,
        labels=labels,
        others=others,
        relations=_relations(store),
        unplaced=unplaced,
        authorities=dict(pair for report in reports for pair in report.authorities),
        regions=dict(_pairs(store, _REGIONS)),
        in_use=_in_use(store),
        not_judged=frozenset(_pairs(store, _NOT_JUDGED)),
        changes=_changes(store),
    )


def _select(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the distinct rows of a SPARQL query, sorted."""
    yield from sorted(
        {tuple(map(_value, row)) for row in solutions(store, _HEAD + query)}
    )


def _pairs(store: Store, query: str) -> list[tuple[str, str]]:
    """Return the distinct rows of a SPARQL query with two variables, sorted."""
    return [(one, other) for one, other in _select(store, query)]


def _value(term: object) -> str:
    """Return the IRI or the text of a term, or "" for an unbound variable."""
    # vl-convert ends the process at a character that XML cannot hold.
    return allowed(term.value) if isinstance(term, NamedNode | Literal) else ""


def _slug(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


def _names(store: Store) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Read the preferred and alternative labels of frameworks, aspects and grades.

    The first result maps an IRI to its preferred label, the second to its alternative
    labels.
    """
    labels: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for iri, label, other in _select(store, _NAMES):
        labels.setdefault(iri, label)
        if other:
            others[iri] = (*others.get(iri, ()), other)
    return labels, others


def _themes(store: Store) -> dict[str, Theme]:
    """Read the themes by IRI, each with the broad theme above it."""
    rows = list(_select(store, _THEMES))
    known = {theme for theme, _, _ in rows}
    broader = {theme: other for theme, _, other in rows if other in known}
    return {iri: Theme(iri, label, _top(iri, broader)) for iri, label, _ in rows}


def _top(theme: str, broader: Mapping[str, str]) -> str:
    """Return the broadest theme above a theme.

    In a circular hierarchy, this is the last theme before a theme is repeated.
    """
    seen = {theme}
    while theme in broader and broader[theme] not in seen:
        theme = broader[theme]
        seen.add(theme)
    return theme


def _reports(store: Store) -> tuple[Report, ...]:
    """Return the reports in order of publication, those without a date last."""
    found: dict[str, Report] = {}
    for row in _select(store, _REPORTS):
        report = _report(row)
        if earlier := found.get(report.iri):
            authorities = (*earlier.authorities, *report.authorities)
            report = replace(report, authorities=authorities)
        found[report.iri] = report
    return tuple(sorted(found.values(), key=_publication))


def _report(row: Sequence[str]) -> Report:
    """Build a report from a row of the query, which names one authority of the report.

    A missing date of publication is replaced by the end of the fieldwork. A missing
    date of the fieldwork is replaced by the date of publication.
    """
    iri, name, issued, begin, end, framework, depth, authority, label = row
    published = _day(issued) or _day(end)
    return Report(
        iri=iri,
        name=name or _slug(iri),
        authorities=((authority, label),),
        framework=framework,
        published=published,
        begin=_day(begin) or published,
        end=_day(end) or published,
        is_full=_slug(depth) != GRADES,
    )


def _publication(report: Report) -> tuple[date, str]:
    return report.published or date.max, report.name


def _day(text: str) -> date | None:
    """Return the date of an ISO text such as `2014-05-05`; None for an empty text."""
    return date.fromisoformat(text) if text else None


def _statements(store: Store) -> tuple[Statement, ...]:
    """Read the statements of all reports with their themes and polarity."""
    about: dict[str, set[str]] = {}
    for statement, theme in _select(store, _ABOUT):
        about.setdefault(statement, set()).add(theme)
    return tuple(
        Statement(iri, report, _slug(polarity), frozenset(about.get(iri, ())))
        for iri, report, polarity in _select(store, _STATEMENTS)
    )


def _in_use(store: Store) -> dict[str, TimeInUse]:
    """Read the time in which each framework was in use."""
    return {
        framework: TimeInUse(_day(first), _day(last), since, until)
        for framework, first, last, since, until in _select(store, _IN_USE)
    }


def _changes(store: Store) -> tuple[Change, ...]:
    """Read the changes of councils, in order of time."""
    found: dict[str, Change] = {}
    for iri, day, note, before, after in _select(store, _CHANGES):
        known = found.get(iri)
        found[iri] = Change(
            day=date.fromisoformat(day),
            note=note,
            before=(known.before if known else frozenset()) | _known(before),
            after=(known.after if known else frozenset()) | _known(after),
        )
    return tuple(sorted(found.values(), key=lambda change: (change.day, change.note)))


def _known(iri: str) -> frozenset[str]:
    """Return a set with an IRI, or an empty set for an unbound variable."""
    return frozenset([iri] if iri else [])


def _relations(store: Store) -> dict[tuple[str, str], str]:
    """Read the comparability of aspects, grades and scales, by pair.

    Each pair is in the result twice, once in each order.
    """
    found: dict[tuple[str, str], str] = {}
    for one, other, relation in _select(store, _COMPARISONS):
        found[one, other] = found[other, one] = _slug(relation)
    return found


# Grades


class _Award(NamedTuple):
    """A row of the query for grades.

    `settings` is the number of providers with the grade, if the report counts
    providers. It is empty if the authority itself has the grade.
    """

    statement: str
    kind: str
    report: str
    aspect: str
    grade: str
    framework: str
    begin: str
    end: str
    settings: str
    confirmed: str
    confidence: str

    @property
    def checked(self) -> str:
        """How the grade was confirmed: `by-hand`, `two-programs` or `draft`."""
        if self.confidence:
            return "draft"
        return _slug(self.confirmed) or "by-hand"

    @property
    def is_quoted(self) -> bool:
        """Whether the report quotes the grade of another inspection."""
        return self.kind != INSP.Judgement.value


@dataclass(frozen=True, slots=True)
class _Rank:
    """The scale of a grade, and the position on the scale from 0 (lowest) to 1."""

    scale: str
    share: float


def _grades(store: Store, reports: tuple[Report, ...]) -> tuple[tuple[Grade, ...], int]:
    """Read the grades in order of time, and count those the timeline cannot show."""
    ranks = _ranks(store)
    by_iri = {report.iri: report for report in reports}
    awarded: list[Grade] = []
    quoted: list[Grade] = []
    unplaced = 0
    for row in _select(store, _AWARDS):
        award = _Award(*row)
        grades = _placed(award, by_iri.get(award.report), ranks.get(award.grade))
        if not grades:
            unplaced += 1
        (quoted if award.is_quoted else awarded).extend(grades)
    own = _once(awarded, by_iri)
    distinct = _distinct(quoted, own)
    return tuple(sorted((*own, *distinct), key=_time_order)), unplaced


def _once(awarded: Iterable[Grade], reports: Mapping[str, Report]) -> list[Grade]:
    """Return the awarded grades, without those that another extract has as well.

    One report can have two extracts, one in full and one with the grades only. Both
    give the same grade to the same authority, for the same days. The grade of the
    extract in full is kept.
    """
    kept: dict[Grade, Grade] = {}
    for grade in sorted(
        awarded, key=lambda one: (not reports[one.report].is_full, one.report)
    ):
        kept.setdefault(replace(grade, report="", checked=""), grade)
    return list(kept.values())


def _ranks(store: Store) -> dict[str, _Rank]:
    """Read the scale of each grade, and the position of the grade on the scale."""
    rows = [(grade, scale, int(rank)) for grade, scale, rank in _select(store, _GRADES)]
    best: dict[str, int] = {}
    for _, scale, rank in rows:
        best[scale] = max(rank, best.get(scale, rank))
    return {
        grade: _Rank(scale, round((rank - 1) / max(best[scale] - 1, 1), 3))
        for grade, scale, rank in rows
    }


def _placed(award: _Award, report: Report | None, rank: _Rank | None) -> list[Grade]:
    """Return one grade for each authority of the report, or none if it cannot be drawn.

    A grade cannot be drawn without an aspect, a scale or a time. Neither can a count of
    graded settings, such as `12 of 30 schools`.
    """
    if report is None or rank is None or not award.framework or award.settings:
        return []
    begin, end = report.begin, report.end
    if award.is_quoted:
        begin, end = _day(award.begin), _day(award.end)
    if begin is None or end is None:
        return []
    return [
        Grade(
            authority=authority,
            report=report.iri,
            framework=award.framework if award.is_quoted else report.framework,
            aspect=award.aspect,
            grade=award.grade,
            scale=rank.scale,
            share=rank.share,
            begin=begin,
            end=end,
            quoted=award.is_quoted,
            checked=award.checked,
        )
        for authority, _ in report.authorities
    ]


def _time_order(grade: Grade) -> tuple[date, date, str, str, str, str]:
    """Return the sort key of a grade: its time, then authority, aspect and grade."""
    own = (grade.authority, grade.aspect, grade.grade, grade.report)
    return (grade.middle, grade.begin, *own)


def _distinct(quoted: Iterable[Grade], awarded: Sequence[Grade]) -> list[Grade]:
    """Return the quoted grades, without those that repeat another grade.

    A quoted grade is left out if it repeats an awarded grade, or a quoted grade with a
    more exact time.
    """
    kept: list[Grade] = []
    for grade in sorted(
        quoted, key=lambda one: (one.end - one.begin, _time_order(one))
    ):
        if not any(_is_repeated(grade, other) for other in (*awarded, *kept)):
            kept.append(grade)
    return kept


def _is_repeated(grade: Grade, other: Grade) -> bool:
    """Return whether two grades are equal and their times overlap.

    Equal means the same grade, for the same aspect, of the same authority.
    """
    same = (grade.authority, grade.aspect, grade.grade)
    if same != (other.authority, other.aspect, other.grade):
        return False
    return other.begin <= grade.end and grade.begin <= other.end
