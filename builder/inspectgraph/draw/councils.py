"""The overall grades of full inspections, for each council.

Councils are grouped by region. Regions and councils are sorted by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspectgraph.draw.comparability import step
from inspectgraph.draw.corpus import Change, Corpus, Grade, Report, TimeInUse
from inspectgraph.draw.councils_subtitle import subtitle
from inspectgraph.draw.full_inspections import (
    OVERALL,
    REGIME_NAME,
    aspect_key,
    is_overall,
    slug,
)
from inspectgraph.query.source_notes import confirmed_words

__all__ = [
    "FIELDS",
    "TITLE",
    "Council",
    "CouncilMark",
    "Councils",
    "Regime",
    "Split",
    "read_councils",
]

TITLE: Final = "Overall grades of full inspections, by council"

#: The fields of a mark in its tooltip, and the columns of the table.
FIELDS: Final[tuple[str, ...]] = (
    "Council",
    "Region",
    "Inspection",
    "Regime",
    "Aspect",
    "Overall grade",
    "Source",
    "Report",
)

_NOT_AWARDED, _NOT_JUDGED = "none awarded", "not judged"
_UNKNOWN, _NOWHERE = "not in the graph", "Region not in the graph"
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True, slots=True)
class CouncilMark:
    """A mark in the row of a council.

    The mark shows an overall grade, or an inspection that gave no overall grade.

    Attributes:
        day: The last day of fieldwork. For a quoted grade, this is the middle of the
            period given for the quoted inspection.
        step: The position of the grade on its scale, a key of `comparability.STEPS`. It
            is empty for an inspection that has no overall grade.
        grade: The grade in words, or the reason why there is no grade.
        letter: The letter on the mark.
        quoted: Whether the report only quotes the grade, which another inspection
            awarded.
        facts: The facts about the mark. They are the values of `FIELDS`, in the same
            order.
        report: The IRI of the report from which the mark was read.
    """

    day: date
    step: str
    grade: str
    letter: str
    quoted: bool
    facts: tuple[str, ...]
    report: str = ""

    @property
    def text(self) -> str:
        """The facts about this mark of the picture, as one line for a screen reader."""
        pairs = zip(FIELDS, self.facts, strict=True)
        return "; ".join(f"{name}: {value}" for name, value in pairs)


@dataclass(frozen=True, slots=True)
class Split:
    """A change to a council: the day on which the council was created, abolished or replaced."""

    day: date
    note: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Council:
    """The row of one council in the picture.

    `marks` are the marks in the row. `splits` are the changes to the council. Both are
    in order of time.
    """

    iri: str
    name: str
    region: str
    marks: tuple[CouncilMark, ...]
    splits: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """An inspection regime: a usual name, a short name, and the time of use."""

    names: tuple[str, str]
    time: TimeInUse

    @property
    def title(self) -> str:
        """The usual name of the regime, and the time in which the regime was in use."""
        words = self.time.words
        return f"{self.names[0]}: {words}" if words else self.names[0]

    @property
    def years(self) -> str:
        """The years in which the regime was in use, such as `2013–2018`, or "" if unknown."""
        first, last = self.time.first, self.time.last
        if not first:
            return ""
        return f"{first.year}–{last.year}" if last else f"since {first.year}"


@dataclass(frozen=True, slots=True)
class Councils:
    """The data of the picture that shows the grades of councils.

    Attributes:
        regions: The rows of the councils, keyed by the name of the region.
        regimes: The inspection regimes.
        subtitle: The sentences of the subtitle.
    """

    regions: Mapping[str, tuple[Council, ...]]
    regimes: tuple[Regime, ...]
    subtitle: tuple[str, ...]

    @property
    def marks(self) -> tuple[CouncilMark, ...]:
        """All marks that the picture shows, row by row."""
        return tuple(
            mark
            for councils in self.regions.values()
            for council in councils
            for mark in council.marks
        )

    @property
    def splits(self) -> tuple[Split, ...]:
        """The changes to all councils, in the order of the rows."""
        return tuple(
            split
            for councils in self.regions.values()
            for council in councils
            for split in council.splits
        )


def read_councils(corpus: Corpus) -> Councils:
    """Return the rows of all councils that have an overall grade or a full inspection."""
    grades = [grade for grade in corpus.grades if is_overall(grade.aspect)]
    ungraded = list(_ungraded(corpus, grades))
    marks: dict[str, list[CouncilMark]] = {}
    for authority, mark in (
        *_graded(corpus, grades),
        *_without_grade(corpus, ungraded),
    ):
        marks.setdefault(authority, []).append(mark)
    councils = sorted(
        (_council(corpus, iri, own) for iri, own in marks.items()), key=_place
    )
    regions: dict[str, tuple[Council, ...]] = {}
    for council in councils:
        name = council.region
        regions[name] = (*regions.get(name, ()), council)
    frameworks = {grade.framework for grade in grades}
    frameworks |= {report.framework for _, report in ungraded}
    regimes = tuple(_regimes(corpus, frameworks))
    return Councils(regions, regimes, subtitle(corpus, len(councils), grades, ungraded))


def _council(corpus: Corpus, iri: str, marks: Sequence[CouncilMark]) -> Council:
    return Council(
        iri=iri,
        name=corpus.authorities[iri],
        region=corpus.regions.get(iri, _NOWHERE),
        marks=tuple(sorted(marks, key=lambda mark: (mark.day, mark.facts))),
        splits=tuple(_splits(corpus.changes, iri)),
    )


def _place(council: Council) -> tuple[bool, str, str, str]:
    """Return the sort key of a council, which consists of the region and the name.

    A council in an unknown region comes last.
    """
    unknown = council.region == _NOWHERE
    return unknown, council.region, council.name, council.iri


def _splits(changes: Iterable[Change], authority: str) -> Iterator[Split]:
    """Yield each change to a council.

    Each result states whether the change creates or abolishes the council.
    """
    for change in changes:
        is_before = authority in change.before
        is_after = authority in change.after
        if is_before or is_after:
            yield Split(change.day, change.note, not is_before, not is_after)


def _regimes(corpus: Corpus, frameworks: Iterable[str]) -> Iterator[Regime]:
    """Yield regimes in order of the day on which they came into use."""
    known = {iri: corpus.in_use.get(iri, TimeInUse()) for iri in frameworks}
    for iri in sorted(known, key=lambda iri: (known[iri].first or date.max, iri)):
        yield Regime((corpus.name(iri, REGIME_NAME), corpus.short(iri)), known[iri])


# Marks


def _graded(
    corpus: Corpus, grades: Iterable[Grade]
) -> Iterator[tuple[str, CouncilMark]]:
    """Yield a pair for each overall grade.

    The first item is the IRI of the council. The second item is the mark that shows the
    grade in the picture.
    """
    names = {report.iri: report.name for report in corpus.reports}
    for grade in grades:
        word = corpus.label(grade.grade)
        facts = (
            corpus.authorities[grade.authority],
            corpus.regions.get(grade.authority, _NOWHERE),
            _days(grade.begin, grade.end),
            corpus.name(grade.framework, REGIME_NAME),
            corpus.label(grade.aspect),
            word,
            _source(grade),
            names[grade.report],
        )
        yield (
            grade.authority,
            CouncilMark(
                day=grade.middle if grade.quoted else grade.end,
                step=step(grade.share),
                grade=word,
                letter=word[:1].upper(),
                quoted=grade.quoted,
                facts=facts,
                report=grade.report,
            ),
        )


def _source(grade: Grade) -> str:
    """Return the source of a grade in words, such as `quoted; curated by hand`."""
    kind = "quoted by this report" if grade.quoted else "awarded"
    return f"{kind}; {confirmed_words(grade.checked, [grade.checked_on])}"


def _ungraded(corpus: Corpus, grades: Iterable[Grade]) -> Iterator[tuple[str, Report]]:
    """Yield a pair for each council that got no overall grade from a full inspection.

    The pair consists of the IRI of the council and the report of the inspection.
    """
    graded = {
        (grade.authority, grade.framework, grade.end)
        for grade in grades
        if not grade.quoted
    }
    for report in corpus.reports:
        if slug(report.framework) not in OVERALL or report.end is None:
            continue
        for authority, _ in report.authorities:
            if (authority, report.framework, report.end) not in graded:
                yield authority, report


def _without_grade(
    corpus: Corpus, ungraded: Iterable[tuple[str, Report]]
) -> Iterator[tuple[str, CouncilMark]]:
    """Yield a pair for each inspection that gave no overall grade.

    The first item is the IRI of the council. The second item is the mark that shows the
    inspection in the picture.
    """
    for authority, report in ungraded:
        if report.begin is None or report.end is None:
            continue
        reason = _reason(corpus, report)
        facts = (
            corpus.authorities[authority],
            corpus.regions.get(authority, _NOWHERE),
            _days(report.begin, report.end),
            corpus.name(report.framework, REGIME_NAME),
            "overall effectiveness",
            reason,
            _reason_source(corpus, report, reason),
            report.name,
        )
        letter = "?" if reason == _UNKNOWN else "–"
        mark = CouncilMark(report.end, "", reason, letter, False, facts, report.iri)
        yield authority, mark


def _reason(corpus: Corpus, report: Report) -> str:
    """Return the reason why the graph has no overall grade for a report."""
    not_judged = (aspect for iri, aspect in corpus.not_judged if iri == report.iri)
    if any(map(is_overall, not_judged)):
        return _NOT_JUDGED
    last = _last_day(corpus, report)
    if last and report.begin and report.begin > last:
        return _NOT_AWARDED
    return _UNKNOWN


def _last_day(corpus: Corpus, report: Report) -> date | None:
    """Return the last day on which an inspection with an overall grade can begin.

    The day depends on the framework of the report. The result is None if no such day is
    known.
    """
    overall = OVERALL[slug(report.framework)]
    days = (
        day
        for aspect, day in corpus.awarded_until.items()
        if aspect_key(aspect) == overall
    )
    return next(days, None)


def _reason_source(corpus: Corpus, report: Report, reason: str) -> str:
    """Return a phrase that supports the reason why an overall grade is missing.

    An example of such a phrase is "the report says so".
    """
    last = _last_day(corpus, report)
    if reason == _NOT_AWARDED and last:
        return f"the regime awards no overall grade after {_day(last)}"
    if reason == _NOT_JUDGED:
        return "the report says so"
    return "no confirmed overall grade"


def _days(begin: date, end: date) -> str:
    """Return a period as text, with its first and last day.

    >>> _days(date(2014, 4, 29), date(2014, 5, 21))
    '29 Apr 2014 – 21 May 2014'
    >>> _days(date(2014, 4, 29), date(2014, 4, 29))
    '29 Apr 2014'
    """
    days = dict.fromkeys((_day(begin), _day(end)))
    return " – ".join(days)


def _day(day: date) -> str:
    month = _MONTHS[3 * day.month - 3 : 3 * day.month]
    return f"{day.day} {month} {day.year}"
