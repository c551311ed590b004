"""What the pictures show, read from a store once: reports, themes, statements, grades, and how grades compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import INSP, PREFIXES

__all__ = ["Corpus", "Grade", "Report", "Statement", "Theme", "read_corpus"]

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_REPORTS = """SELECT ?report ?name ?published ?from ?to ?framework ?authority ?authorityName {
    ?report a insp:Report ; insp:reportOf ?inspection .
    ?inspection insp:framework ?framework ; insp:inspectedAuthority ?authority .
    ?authority skos:prefLabel ?authorityName .
    OPTIONAL { ?report dcterms:identifier ?name }
    OPTIONAL { ?report insp:published/insp:earliest ?published }
    OPTIONAL { ?inspection insp:fieldwork ?time . ?time insp:earliest ?from ; insp:latest ?to } }"""

_NAMES = """SELECT ?thing ?label ?other {
    ?thing skos:prefLabel ?label ; a ?class . VALUES ?class { insp:Framework insp:Aspect insp:Grade }
    FILTER(LANG(?label) = "en") OPTIONAL { ?thing skos:altLabel ?other FILTER(LANG(?other) = "en") } }"""

_THEMES = """SELECT ?theme ?label ?broader {
    ?theme a insp:Theme ; skos:prefLabel ?label . FILTER(LANG(?label) = "en")
    OPTIONAL { ?theme skos:broader ?broader } }"""

_STATEMENTS = """SELECT ?statement ?report ?polarity { ?statement insp:statedIn ?report .
    OPTIONAL { ?statement insp:polarity ?polarity } }"""

_ABOUT = (
    "SELECT ?statement ?theme { ?statement insp:statedIn ?report ; insp:theme ?theme }"
)

_AWARDS = """SELECT ?statement ?kind ?report ?aspect ?grade ?framework ?from ?to ?count {
    VALUES ?kind { insp:Judgement insp:ReportedJudgement }
    ?statement a ?kind ; insp:statedIn ?report ; insp:grade ?grade .
    OPTIONAL { ?statement insp:aspect ?aspect . ?aspect skos:inScheme/^insp:aspectScheme ?framework }
    OPTIONAL { ?statement insp:reportedTime ?time . ?time insp:earliest ?from ; insp:latest ?to }
    OPTIONAL { ?statement insp:count ?count } }"""

_GRADES = (
    "SELECT ?grade ?scale ?rank { ?grade a insp:Grade ; insp:rank ?rank ; skos:inScheme"
    " ?scale }"
)

_COMPARISONS = """SELECT ?from ?to ?relation {
    ?comparison insp:comparisonFrom ?from ; insp:comparisonTo ?to ; insp:relation ?relation }"""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the pictures name it."""

    iri: str
    name: str
    authorities: tuple[tuple[str, str], ...]
    framework: str
    published: date | None
    begin: date | None
    end: date | None

    @property
    def title(self) -> str:
        """Whose report it is, and of which year where one is printed."""
        names = " and ".join(label for _, label in self.authorities)
        return f"{names} {self.published.year}" if self.published else names


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, its label, and the broad theme that it belongs to (itself, where it is one)."""

    iri: str
    label: str
    broad: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: where it is made, what it is about, and whether it is a strength, a weakness or neither."""

    iri: str
    report: str
    polarity: str
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that an authority was given, by a report itself or as the report quotes it from elsewhere."""

    authority: str
    report: str
    framework: str
    aspect: str
    grade: str
    scale: str
    share: float
    begin: date
    end: date
    quoted: bool

    @property
    def middle(self) -> date:
        """The middle of the time that is printed."""
        return date.fromordinal((self.begin.toordinal() + self.end.toordinal()) // 2)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that the pictures show. Every sequence is in an order that does not depend on the store's."""

    reports: tuple[Report, ...]
    themes: dict[str, Theme]
    statements: tuple[Statement, ...]
    grades: tuple[Grade, ...]
    labels: dict[str, str]
    others: dict[str, tuple[str, ...]]
    relations: dict[tuple[str, str], str]
    unplaced: int
    authorities: dict[str, str]

    def short(self, iri: str) -> str:
        """Return the shortest name of a thing."""
        return min(
            (*self.others.get(iri, ()), self.label(iri)),
            key=lambda name: (len(name), name),
        )

    def name(self, iri: str, longest: int = 40) -> str:
        """Return the fullest name of a thing that is not too long."""
        label, others = self.label(iri), self.others.get(iri, ())
        fitting = [
            name
            for name in (label, *sorted(others, key=len, reverse=True))
            if len(name) <= longest
        ]
        return fitting[0] if fitting else self.short(iri)

    def label(self, iri: str) -> str:
        """Return the name of a thing; the end of its IRI where it has none."""
        return self.labels.get(iri, iri.rsplit("/", 1)[-1].replace("-", " "))


def read_corpus(store: Store) -> Corpus:
    """Return what the pictures show of a store."""
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
        authorities={
            iri: label for report in reports for iri, label in report.authorities
        },
    )


def _select(store: Store, query: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a query over all graphs as texts, in order; what is not bound is empty."""
    rows = {
        tuple(
            term.value if isinstance(term, NamedNode | Literal) else "" for term in row
        )
        for row in solutions(store, _HEAD + query)
    }
    yield from sorted(rows)


def _slug(iri: str) -> str:
    """Return the end of the IRI of a concept."""
    return iri.rsplit("/", 1)[-1]


def _names(store: Store) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the labels of frameworks, aspects and grades, and their other names."""
    labels: dict[str, str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for thing, label, other in _select(store, _NAMES):
        labels.setdefault(thing, label)
        if other:
            others[thing] = (*others.get(thing, ()), other)
    return labels, others


def _themes(store: Store) -> dict[str, Theme]:
    """Return the themes, each with the broad theme at the top of its branch."""
    rows = {
        theme: (label, broader) for theme, label, broader in _select(store, _THEMES)
    }

    def top(theme: str) -> str:
        seen = {theme}
        while (broader := rows[theme][1]) in rows and broader not in seen:
            seen.add(broader)
            theme = broader
        return theme

    return {iri: Theme(iri, label, top(iri)) for iri, (label, _) in rows.items()}


def _reports(store: Store) -> tuple[Report, ...]:
    """Return the reports in order of publication, those without a date last."""
    found: dict[str, Report] = {}
    for iri, name, issued, begin, end, framework, authority, label in _select(
        store, _REPORTS
    ):
        published = _day(issued) or _day(end)
        authorities = (
            *(found[iri].authorities if iri in found else ()),
            (authority, label),
        )
        first, last = _day(begin) or published, _day(end) or published
        found[iri] = Report(
            iri, name or _slug(iri), authorities, framework, published, first, last
        )
    return tuple(
        sorted(
            found.values(),
            key=lambda report: (report.published or date.max, report.name),
        )
    )


def _day(text: str) -> date | None:
    """Return the day that a text names, if it names one."""
    return date.fromisoformat(text) if text else None


def _statements(store: Store) -> tuple[Statement, ...]:
    """Return the statements of all reports."""
    about: dict[str, set[str]] = {}
    for statement, theme in _select(store, _ABOUT):
        about.setdefault(statement, set()).add(theme)
    return tuple(
        Statement(
            iri,
            report,
            _slug(polarity) if polarity else "",
            frozenset(about.get(iri, ())),
        )
        for iri, report, polarity in _select(store, _STATEMENTS)
    )


def _relations(store: Store) -> dict[tuple[str, str], str]:
    """Return how aspects, grades and scales compare; either of a pair may come first."""
    found: dict[tuple[str, str], str] = {}
    for one, other, relation in _select(store, _COMPARISONS):
        found[one, other] = found[other, one] = _slug(relation)
    return found


def _grades(store: Store, reports: tuple[Report, ...]) -> tuple[tuple[Grade, ...], int]:
    """Return the grades of authorities in order of time, and how many have no place in time or no subject."""
    ranks = {
        grade: (scale, int(rank)) for grade, scale, rank in _select(store, _GRADES)
    }
    best = {
        scale: max(rank for other, rank in ranks.values() if other == scale)
        for scale, _ in ranks.values()
    }
    by_iri = {report.iri: report for report in reports}
    awarded: list[Grade] = []
    quoted: list[Grade] = []
    unplaced = 0
    for _, kind, report, aspect, grade, framework, since, until, count in _select(
        store, _AWARDS
    ):
        own, award = by_iri.get(report), kind == INSP.Judgement.value
        begin, end = (
            (own.begin, own.end) if own and award else (_day(since), _day(until))
        )
        if (
            own is None
            or grade not in ranks
            or not framework
            or begin is None
            or end is None
            or count
        ):
            unplaced += 1
            continue
        scale, rank = ranks[grade]
        share = round((rank - 1) / max(best[scale] - 1, 1), 3)
        regime = own.framework if award else framework
        (awarded if award else quoted).extend(
            Grade(
                authority,
                report,
                regime,
                aspect,
                grade,
                scale,
                share,
                begin,
                end,
                not award,
            )
            for authority, _ in own.authorities
        )
    return tuple(sorted((*awarded, *_distinct(quoted, awarded)), key=_order)), unplaced


def _order(grade: Grade) -> tuple[date, date, str, str, str, str]:
    """Return what grades are ordered by."""
    return (
        grade.middle,
        grade.begin,
        grade.authority,
        grade.aspect,
        grade.grade,
        grade.report,
    )


def _distinct(quoted: list[Grade], awarded: list[Grade]) -> list[Grade]:
    """Return the quoted grades without those that the graph has from the report itself, or quoted more exactly."""
    kept: list[Grade] = []
    for grade in sorted(quoted, key=lambda each: (each.end - each.begin, _order(each))):
        same = (
            other
            for other in (*awarded, *kept)
            if (other.authority, other.aspect, other.grade)
            == (grade.authority, grade.aspect, grade.grade)
            and other.begin <= grade.end
            and grade.begin <= other.end
        )
        if next(same, None) is None:
            kept.append(grade)
    return kept
