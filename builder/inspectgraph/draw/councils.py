"""The overall grades of full inspections, council by council.

Councils are grouped by region; regions and councils are in order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspectgraph.draw.comparability import step
from inspectgraph.draw.corpus import Change, Corpus, Grade, Report, TimeInUse
from inspectgraph.draw.text_metrics import counted

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

#: The aspects for which the regimes of full inspections award overall grades. The oldest
#: of these regimes has two: one for safeguarding, and one for looked after children.
_OVERALL: Final = frozenset(
    {
        "ilacs/overall-effectiveness",
        "sif/overall-effectiveness",
        "sla-2009/looked-after-overall-effectiveness",
        "sla-2009/safeguarding-overall-effectiveness",
    }
)
_REGIMES: Final = frozenset(aspect.partition("/")[0] for aspect in _OVERALL)
#: The first day of inspections for which a regime no longer awards an overall grade.
_NONE_SINCE: Final[Mapping[str, date]] = {"ilacs": date(2026, 4, 1)}

#: The words for how a grade was confirmed.
_CHECKED: Final[Mapping[str, str]] = {
    "by-hand": "curated by hand",
    "two-programs": "read by two programs that agreed",
    "draft": "drafted, not confirmed",
}
#: The maximum number of letters in the name of a regime.
_REGIME_NAME: Final = 72
_NOT_AWARDED, _NOT_JUDGED = "none awarded", "not judged"
_UNKNOWN, _NOWHERE = "not in the graph", "Region not in the graph"
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True, slots=True)
class CouncilMark:
    """One mark: an overall grade, or an inspection without one.

    Attributes:
        day: The last day of fieldwork, or the middle of the time of a quoted grade.
        step: The place of the grade on its scale, as in `comparability.STEPS`; empty
            for an inspection without an overall grade.
        grade: The grade in words, or why there is none.
        letter: The letter on the mark.
        quoted: Whether another report quotes the grade.
        facts: The value of each of `FIELDS`.
    """

    day: date
    step: str
    grade: str
    letter: str
    quoted: bool
    facts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The facts as one line, for a screen reader."""
        pairs = zip(FIELDS, self.facts, strict=True)
        return "; ".join(f"{name}: {value}" for name, value in pairs)


@dataclass(frozen=True, slots=True)
class Split:
    """The day on which a council was created, abolished, or replaced by another."""

    day: date
    note: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Council:
    """The row of one council, with its marks and splits in order of time."""

    iri: str
    name: str
    region: str
    marks: tuple[CouncilMark, ...]
    splits: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """A regime with its usual and its short name, and the time in which it was in use."""

    names: tuple[str, str]
    time: TimeInUse

    @property
    def titles(self) -> tuple[str, ...]:
        """The usual and the short name, each with the time in use."""
        words = self.time.words
        return tuple(f"{name}: {words}" if words else name for name in self.names)


@dataclass(frozen=True, slots=True)
class Councils:
    """All rows of the picture by region, its regimes, and its subtitle."""

    regions: Mapping[str, tuple[Council, ...]]
    regimes: tuple[Regime, ...]
    subtitle: tuple[str, ...]

    @property
    def marks(self) -> tuple[CouncilMark, ...]:
        """The marks of all councils, in the order of the rows."""
        return tuple(
            mark
            for councils in self.regions.values()
            for council in councils
            for mark in council.marks
        )

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits of all councils, in the order of the rows."""
        return tuple(
            split
            for councils in self.regions.values()
            for council in councils
            for split in council.splits
        )


def read_councils(corpus: Corpus) -> Councils:
    """Return the rows of all councils that have at least one mark."""
    grades = [grade for grade in corpus.grades if _key(grade.aspect) in _OVERALL]
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
    return Councils(regions, regimes, _subtitle(corpus, councils, grades, ungraded))


def _council(corpus: Corpus, iri: str, marks: Sequence[CouncilMark]) -> Council:
    return Council(
        iri=iri,
        name=corpus.authorities[iri],
        region=corpus.regions.get(iri, _NOWHERE),
        marks=tuple(sorted(marks, key=lambda mark: (mark.day, mark.facts))),
        splits=tuple(_splits(corpus.changes, iri)),
    )


def _place(council: Council) -> tuple[bool, str, str, str]:
    """Return the sort key of a council: region and name; without region comes last."""
    unknown = council.region == _NOWHERE
    return unknown, council.region, council.name, council.iri


def _splits(changes: Iterable[Change], authority: str) -> Iterator[Split]:
    """Yield the changes of a council: its creation, its abolition, or both at once."""
    for change in changes:
        is_before = authority in change.before
        is_after = authority in change.after
        if is_before or is_after:
            yield Split(change.day, change.note, not is_before, not is_after)


def _regimes(corpus: Corpus, frameworks: Iterable[str]) -> Iterator[Regime]:
    """Yield regimes in order of the day on which they came into use."""
    known = {iri: corpus.in_use.get(iri, TimeInUse()) for iri in frameworks}
    for iri in sorted(known, key=lambda iri: (known[iri].first or date.max, iri)):
        yield Regime((corpus.name(iri, _REGIME_NAME), corpus.short(iri)), known[iri])


# Marks


def _graded(
    corpus: Corpus, grades: Iterable[Grade]
) -> Iterator[tuple[str, CouncilMark]]:
    """Yield the council and the mark of each overall grade."""
    names = {report.iri: report.name for report in corpus.reports}
    for grade in grades:
        word = corpus.label(grade.grade)
        facts = (
            corpus.authorities[grade.authority],
            corpus.regions.get(grade.authority, _NOWHERE),
            _days(grade.begin, grade.end),
            corpus.name(grade.framework, _REGIME_NAME),
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
            ),
        )


def _source(grade: Grade) -> str:
    """Return how a grade is known, such as `quoted; curated by hand`."""
    kind = "quoted by this report" if grade.quoted else "awarded"
    return f"{kind}; {_CHECKED.get(grade.checked, grade.checked)}"


def _ungraded(corpus: Corpus, grades: Iterable[Grade]) -> Iterator[tuple[str, Report]]:
    """Yield councils and full inspections of them without an overall grade."""
    graded = {
        (grade.authority, grade.framework, grade.end)
        for grade in grades
        if not grade.quoted
    }
    for report in corpus.reports:
        if _slug(report.framework) not in _REGIMES or report.end is None:
            continue
        for authority, _ in report.authorities:
            if (authority, report.framework, report.end) not in graded:
                yield authority, report


def _without_grade(
    corpus: Corpus, ungraded: Iterable[tuple[str, Report]]
) -> Iterator[tuple[str, CouncilMark]]:
    """Yield the council and the mark of each inspection without an overall grade."""
    for authority, report in ungraded:
        if report.begin is None or report.end is None:
            continue
        reason = _reason(corpus, report)
        facts = (
            corpus.authorities[authority],
            corpus.regions.get(authority, _NOWHERE),
            _days(report.begin, report.end),
            corpus.name(report.framework, _REGIME_NAME),
            "overall effectiveness",
            reason,
            _reason_source(report, reason),
            report.name,
        )
        letter = "?" if reason == _UNKNOWN else "–"
        yield authority, CouncilMark(report.end, "", reason, letter, False, facts)


def _reason(corpus: Corpus, report: Report) -> str:
    """Return why the graph has no overall grade of a report."""
    judged = {_key(aspect) for iri, aspect in corpus.not_judged if iri == report.iri}
    if judged & _OVERALL:
        return _NOT_JUDGED
    since = _NONE_SINCE.get(_slug(report.framework))
    if since and report.begin and report.begin >= since:
        return _NOT_AWARDED
    return _UNKNOWN


def _reason_source(report: Report, reason: str) -> str:
    """Return what the reason rests on."""
    if reason == _NOT_AWARDED:
        since = _NONE_SINCE[_slug(report.framework)]
        return f"the regime awards no overall grade since {since:%B %Y}"
    if reason == _NOT_JUDGED:
        return "the report says so"
    return "no confirmed overall grade"


def _slug(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


def _key(aspect: str) -> str:
    """Return the last two parts of the IRI of an aspect: `sif/adoption-performance`."""
    return "/".join(aspect.rsplit("/", 2)[-2:])


def _days(begin: date, end: date) -> str:
    """Return a period with its days.

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


# Words


def _subtitle(
    corpus: Corpus,
    councils: Sequence[Council],
    grades: Sequence[Grade],
    ungraded: Sequence[tuple[str, Report]],
) -> tuple[str, ...]:
    """Return the subtitle: what is drawn, what grades mean, and their source."""
    reports = counted(len(corpus.reports), "report")
    if not councils:
        return (f"{reports}; none is of a full inspection with an overall grade.",)
    awarded = [grade for grade in grades if not grade.quoted]
    held = {(grade.authority, grade.framework, grade.end) for grade in awarded}
    inspections = counted(len(held) + len(ungraded), "full inspection")
    return (
        f"{reports}; {counted(len(councils), 'council')} with {inspections}:"
        f" {counted(len(awarded), 'overall grade')}, {len(ungraded)} without one, and"
        f" {len(grades) - len(awarded)} of other inspections that reports quote"
        " (hatched).",
        "A mark is at the last day of fieldwork. Regions and councils are in order of"
        " the alphabet.",
        "The same word is not the same grade in two regimes: each regime judges by its"
        " own rules.",
        "Source: grade as printed then; later inspections may exist;"
        f" {_provenance(grades)}.",
    )


def _provenance(grades: Sequence[Grade]) -> str:
    """Return how the grades were confirmed: `1 curated by hand`, and so on."""
    if not grades:
        return "no grade was read"
    counts = {
        words: sum(grade.checked == key for grade in grades)
        for key, words in _CHECKED.items()
    }
    order = sorted(counts, key=lambda words: (-counts[words], words))
    return ", ".join(f"{counts[words]} {words}" for words in order if counts[words])
