"""Read the awarded and the quoted grades for the pictures, and drop duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from pyoxigraph import Store

from inspectgraph.draw.corpus import Grade, Report
from inspectgraph.draw.graph_rows import last_part, pairs, parse_day, select
from inspectgraph.rdf.namespaces import INSP

__all__ = ["read_grades"]

_AWARDS = """
SELECT ?statement ?kind ?report ?aspect ?grade ?framework ?from ?to ?count
       ?confidence {
    VALUES ?kind { insp:Judgement insp:ReportedJudgement }
    ?statement a ?kind ; insp:statedIn ?report ; insp:grade ?grade .
    OPTIONAL { ?statement insp:aspect ?aspect .
               ?aspect skos:inScheme/^insp:aspectScheme ?framework }
    OPTIONAL { ?statement insp:reportedTime ?time . ?time insp:earliest ?from ; insp:latest ?to }
    OPTIONAL { ?statement insp:count ?count }
    OPTIONAL { ?statement insp:confidence ?confidence } }"""

_CONFIRMATIONS = """SELECT ?statement ?method ?day {
    ?statement insp:grade ?grade ; insp:confirmation ?confirmation .
    ?confirmation insp:confirmationMethod ?method .
    OPTIONAL { ?confirmation insp:confirmedOn ?day } }"""

_CURATION = """SELECT ?report ?method {
    ?report insp:curation/insp:curationMethod ?method }"""

_GRADES = """SELECT ?grade ?scale ?rank {
    ?grade a insp:Grade ; insp:rank ?rank ; skos:inScheme ?scale }"""


class _Award(NamedTuple):
    """A row of the query for grades.

    `settings` is the number of providers that have the grade, as given by the report.
    If the authority itself has the grade, `settings` is empty.
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
    confidence: str

    @property
    def is_quoted(self) -> bool:
        """Whether the report quotes this grade from another inspection."""
        return self.kind != INSP.Judgement.value


@dataclass(frozen=True, slots=True)
class _Rank:
    """The scale of a grade, and the position of the grade from 0 (lowest) to 1 (highest)."""

    scale: str
    share: float


class _Checks:
    """How each grade came into the graph, and on which day the grade was checked."""

    def __init__(self, store: Store) -> None:
        self._methods: dict[str, set[str]] = {}
        self._days: dict[str, str] = {}
        for statement, method, day in select(store, _CONFIRMATIONS):
            self._methods.setdefault(statement, set()).add(last_part(method))
            if last_part(method) == "page":
                self._days[statement] = day
        self._curations = dict(pairs(store, _CURATION))

    def method(self, award: _Award) -> str:
        """Return the method by which a grade came into the graph.

        The method is a key of `CONFIRMED`, such as `drafted`.
        """
        if award.confidence:
            return "drafted"
        methods = self._methods.get(award.statement)
        if not methods:
            return self._curations.get(award.report, "by-hand")
        return "both" if len(methods) > 1 else min(methods)

    def day(self, award: _Award) -> str:
        """Return the day on which a grade was compared with the page that prints it.

        The result is "" if the graph records no such comparison.
        """
        return self._days.get(award.statement, "")


def read_grades(
    store: Store, reports: tuple[Report, ...]
) -> tuple[tuple[Grade, ...], int]:
    """Return the grades in order of time, and the number of grades that cannot be drawn."""
    ranks, checks = _ranks(store), _Checks(store)
    by_iri = {report.iri: report for report in reports}
    awarded: list[Grade] = []
    quoted: list[Grade] = []
    unplaced = 0
    for row in select(store, _AWARDS):
        award = _Award(*row)
        grades = [
            replace(grade, checked=checks.method(award), checked_on=checks.day(award))
            for grade in _placed(
                award, by_iri.get(award.report), ranks.get(award.grade)
            )
        ]
        if not grades:
            unplaced += 1
        (quoted if award.is_quoted else awarded).extend(grades)
    own = _once(awarded, by_iri)
    distinct = _distinct(quoted, [_until_published(one, by_iri) for one in own])
    return tuple(sorted((*own, *distinct), key=_time_order)), unplaced


def _once(awarded: Iterable[Grade], reports: Mapping[str, Report]) -> list[Grade]:
    """Return the awarded grades without duplicates.

    One report can have a full extract and an extract of its grades only. The two
    extracts give the same grade to the same authority, for the same days. In this case,
    only the grade of the full extract is returned.
    """
    kept: dict[Grade, Grade] = {}
    for grade in sorted(
        awarded, key=lambda one: (not reports[one.report].is_full, one.report)
    ):
        same = replace(grade, report="", checked="", checked_on="")
        kept.setdefault(same, grade)
    return list(kept.values())


def _until_published(grade: Grade, reports: Mapping[str, Report]) -> Grade:
    """Extend the period of an awarded grade to the day of publication.

    A later report may quote the grade with the days of the inspection. It may also
    quote the grade with the month in which the awarding report was published. The
    extended period overlaps with both.
    """
    published = reports[grade.report].published or grade.end
    return replace(grade, end=max(grade.end, published))


def _ranks(store: Store) -> dict[str, _Rank]:
    """Read the scale of each grade, and the position of the grade on that scale."""
    rows = [(grade, scale, int(rank)) for grade, scale, rank in select(store, _GRADES)]
    best: dict[str, int] = {}
    for _, scale, rank in rows:
        best[scale] = max(rank, best.get(scale, rank))
    return {
        grade: _Rank(scale, round((rank - 1) / max(best[scale] - 1, 1), 3))
        for grade, scale, rank in rows
    }


def _placed(award: _Award, report: Report | None, rank: _Rank | None) -> list[Grade]:
    """Return a grade for each authority of a report.

    The result is empty if the grade cannot be drawn. A grade cannot be drawn if its
    aspect, its scale or its time is missing. A count of graded providers, such as `12
    of 30 schools`, cannot be drawn either.
    """
    if report is None or rank is None or not award.framework or award.settings:
        return []
    begin, end = report.begin, report.end
    if award.is_quoted:
        begin, end = parse_day(award.begin), parse_day(award.end)
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
        )
        for authority, _ in report.authorities
    ]


def _time_order(grade: Grade) -> tuple[date, date, str, str, str, str]:
    """Return the sort key of a grade: its time, then authority, aspect and grade."""
    own = (grade.authority, grade.aspect, grade.grade, grade.report)
    return (grade.middle, grade.begin, *own)


def _distinct(quoted: Iterable[Grade], awarded: Sequence[Grade]) -> list[Grade]:
    """Return the quoted grades, except grades that repeat another grade.

    A quoted grade can repeat an awarded grade. It can also repeat another quoted grade
    that has a more exact time.
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

    Two grades are equal if they have the same authority, the same aspect and the same
    step of a grade scale.
    """
    same = (grade.authority, grade.aspect, grade.grade)
    if same != (other.authority, other.aspect, other.grade):
        return False
    return other.begin <= grade.end and grade.begin <= other.end
