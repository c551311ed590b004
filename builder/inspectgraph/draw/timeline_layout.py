"""Layout of the timeline: for each authority, a panel with stripes and rows.

In a panel, each inspection is a vertical stripe. Each row has the grades of one aspect,
or of successive aspects that are comparable. In names of functions and fields, an
aspect is called a subject. Positions are in pixels from the upper left corner of the
drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from inspectgraph.draw.comparability import (
    Row,
    breaks,
    comparable,
    inspections,
    rows_of,
)
from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.text_metrics import names_apart, sentence, text_width, wrap

__all__ = [
    "FIELDS",
    "HEADING",
    "LINE",
    "MARK",
    "NAME",
    "NAME_LINE",
    "SMALL",
    "YEARS",
    "Link",
    "Mark",
    "Panel",
    "PlacedRow",
    "Regime",
    "Stripe",
    "TimeScale",
    "TimelineLayout",
    "Widths",
    "by_authority",
    "facts",
    "regimes_of",
    "short_time",
    "subject",
    "timeline_layout",
]

#: The fields of a grade in its tooltip, and the columns of the table.
FIELDS = ("Authority", "Time", "Regime", "Subject", "Grade", "Source")

#: The font size of most texts, the distance of their lines, and the radius of a mark.
SMALL, LINE, MARK = 11.5, 14, 6.2
#: The distances from the top of a panel to its stripes and to its rows, and the least
#: height of a row, in which a mark can be clicked.
YEARS, HEADING, _LEAST = 26, 74, 24
#: Font size, distance of lines, and maximum number of lines of an authority's name.
NAME, NAME_LINE, _NAME_LINES = 17, 19, 3
#: The space for the name of a regime in the legend.
_LEGEND_SIZE, _LEGEND_ROOM = 12, 460

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True, slots=True)
class Widths:
    """The horizontal parts of a panel, in pixels.

    These parts are the width for names, the left and right end of the time axis, and
    the right edge.
    """

    labels: float
    begin: float
    end: float
    right: float

    @classmethod
    def of(cls, room: float) -> Widths:
        """Compute the positions of the parts of a panel.

        `room` is the width of the panel, in pixels.
        """
        return cls(round(0.258 * room), round(0.275 * room), round(0.882 * room), room)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """The time axis of the timeline, from its first to its last day."""

    first: date
    last: date
    widths: Widths

    @classmethod
    def of(cls, grades: Sequence[Grade], widths: Widths) -> TimeScale:
        """Return a time axis that includes all grades and is longer than a year."""
        days = [grade.middle for grade in grades] or [date(2000, 1, 1)]
        last = max(*days, min(days) + timedelta(365))
        return cls(min(days) - timedelta(75), last, widths)

    def x(self, day: date) -> float:
        """Return the horizontal position of a day, in pixels."""
        share = (day - self.first).days / (self.last - self.first).days
        begin, end = self.widths.begin, self.widths.end
        return round(begin + share * (end - begin), 1)

    def years(self) -> dict[int, float]:
        """Return the horizontal position of the first day of each year."""
        years = range(self.first.year + 1, self.last.year + 1)
        return {year: self.x(date(year, 1, 1)) for year in years}

    def labelled_years(self) -> dict[int, float]:
        """Return the years that have space for a label, each with its horizontal position."""
        years = self.years()
        room = (self.widths.end - self.widths.begin) / max(len(years), 1)
        every = max(1, round(40 / room + 0.5))
        return dict(list(years.items())[::every])


@dataclass(frozen=True, slots=True)
class Stripe:
    """The vertical stripe of an inspection: its edges, and the texts at its top."""

    left: float
    right: float
    regime: list[str]
    time: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a grade, with its horizontal position.

    `word` is the grade as text. If there is not enough space, `word` is only the first
    letter, or empty.
    """

    grade: Grade
    x: float
    word: str
    is_last: bool
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """The line between two grades of a row.

    `relation` is the comparability of the two grades.
    """

    left: float
    right: float
    relation: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a panel.

    `lines` is the name of the row, divided into lines of text. `marks` are the marks of
    the grades. `links` are the drawn lines between the marks.
    """

    height: float
    lines: list[str]
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]

    @property
    def middle(self) -> float:
        """The vertical position of the marks, in pixels from the top of the row."""
        return self.height / 2


@dataclass(frozen=True, slots=True)
class Panel:
    """The part of the timeline for one authority, with its rows from the top down.

    `iri` and `name` are the IRI and the name of the authority. `lines` is the name,
    shortened to fit. `breaks` are the left and right edges of gaps between stripes. The
    grade scales before such a gap are not comparable with the scales after the gap.
    """

    iri: str
    name: str
    lines: list[str]
    stripes: list[Stripe]
    rows: list[PlacedRow]
    breaks: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Regime:
    """An inspection regime in the legend: its IRI, its shortened name, and its full name."""

    iri: str
    shown: str
    full: str


@dataclass(frozen=True, slots=True)
class TimelineLayout:
    """The layout of the timeline: regimes in order of time, time axis, and panels."""

    regimes: list[Regime]
    scale: TimeScale
    panels: list[Panel]


def timeline_layout(
    corpus: Corpus, grades: Sequence[Grade], room: float
) -> TimelineLayout:
    """Compute the layout of the timeline.

    Args:
        corpus: The data of all pictures.
        grades: The grades, in order of time.
        room: The width of the drawing, in pixels.
    """
    scale = TimeScale.of(grades, Widths.of(room))
    return TimelineLayout(
        regimes_of(corpus, grades), scale, list(_panels(corpus, scale, grades))
    )


def regimes_of(corpus: Corpus, grades: Sequence[Grade]) -> list[Regime]:
    """Return the regimes of the given grades, in order of their earliest grade."""
    begins: dict[str, date] = {}
    for grade in grades:
        begins.setdefault(grade.framework, grade.middle)
    names = {
        iri: _with_short_name(_regime_name(corpus, iri), corpus.short(iri))
        for iri in begins
    }
    shown = names_apart(names, _legend_entry)
    order = sorted(begins, key=lambda iri: (begins[iri], iri))
    return [Regime(iri, shown[iri][0], names[iri]) for iri in order]


def _regime_name(corpus: Corpus, framework: str) -> str:
    return corpus.name(framework, longest=64)


def _with_short_name(name: str, short: str) -> str:
    """Return the name of a regime, preceded by the short name that is shown in stripes.

    >>> _with_short_name("Joint area review, form of 2007", "JAR 2007")
    'JAR 2007: Joint area review, form of 2007'
    """
    return name if short == name else f"{short}: {name}"


def _legend_entry(name: str) -> list[str]:
    return wrap(name, _LEGEND_SIZE, _LEGEND_ROOM, lines=1)


# Panels


def by_authority(corpus: Corpus, grades: Sequence[Grade]) -> dict[str, list[Grade]]:
    """Group grades by authority; authorities with more inspections come first."""
    own: dict[str, list[Grade]] = {}
    for grade in grades:
        own.setdefault(grade.authority, []).append(grade)
    names = corpus.authorities
    order = sorted(own, key=lambda iri: (-len(inspections(own[iri])), names[iri]))
    return {iri: own[iri] for iri in order}


def _panels(
    corpus: Corpus, scale: TimeScale, grades: Sequence[Grade]
) -> Iterator[Panel]:
    """Yield the panel of each authority, from the top down."""
    own = by_authority(corpus, grades)
    names = {iri: corpus.authorities[iri] for iri in own}
    room = scale.widths.labels
    shown = names_apart(
        names, lambda name: wrap(name, NAME, room, bold=True, lines=_NAME_LINES)
    )
    for iri, found in own.items():
        visits = inspections(found)
        stripes = list(_stripes(corpus, scale, visits))
        yield Panel(
            iri=iri,
            name=names[iri],
            lines=shown[iri],
            stripes=stripes,
            rows=list(_rows(corpus, scale, found)),
            breaks=[
                (stripes[n - 1].right, stripes[n].left) for n in breaks(corpus, visits)
            ],
        )


def _stripes(
    corpus: Corpus, scale: TimeScale, visits: Sequence[Sequence[Grade]]
) -> Iterator[Stripe]:
    """Yield the stripe of each inspection; each stripe ends before the next stripe begins."""
    starts = [scale.x(grades[0].middle) - 14 for grades in visits]
    limits = [*starts[1:], scale.widths.right + 1.0]
    for grades, start, limit in zip(visits, starts, limits, strict=True):
        words = (text_width(corpus.label(grade.grade), SMALL) for grade in grades)
        width = max(114, max(words) + 30)
        yield _stripe(corpus, grades[0], start, min(start + width, limit - 1))


def _stripe(corpus: Corpus, grade: Grade, left: float, right: float) -> Stripe:
    """Return the stripe of an inspection; a narrow stripe has no texts."""
    width = right - left
    if width < 40:
        return Stripe(left, right, [], "")
    name = corpus.short(grade.framework)
    lines = wrap(name, SMALL, width - 8, bold=True, lines=2)
    time = short_time(grade.begin, grade.end)
    if grade.quoted:
        time += ", quoted"
    fits = text_width(time, SMALL) < width - 6
    return Stripe(left, right, lines, time if fits else "")


# Rows


def _rows(
    corpus: Corpus, scale: TimeScale, grades: Sequence[Grade]
) -> Iterator[PlacedRow]:
    """Yield the rows of a panel from the top down."""
    for row in rows_of(corpus, grades):
        lines = wrap(subject(corpus, row), SMALL, scale.widths.labels)
        space = 8 if len(row.grades) == 1 else 16
        height = max(_LEAST, len(lines) * LINE + space)
        marks = tuple(_marks(corpus, scale, row))
        links = tuple(_links(corpus, marks))
        yield PlacedRow(height, lines, marks, links)


def subject(corpus: Corpus, row: Row) -> str:
    """Return the name of a row: its aspects in order of time, with arrows between the aspects."""
    names = dict.fromkeys(corpus.label(grade.aspect) for grade in row.grades)
    return sentence(" → ".join(names))


def _marks(corpus: Corpus, scale: TimeScale, row: Row) -> Iterator[Mark]:
    """Yield a mark for each grade of a row.

    The mark has the word of the grade, if there is enough space. Otherwise, the mark
    has only the first letter, or no text.
    """
    xs = [scale.x(grade.middle) for grade in row.grades]
    limits = [*(x - 8 for x in xs[1:]), scale.widths.right + 1.0]
    for grade, x, limit in zip(row.grades, xs, limits, strict=True):
        word = corpus.label(grade.grade)
        words = (word, word[:1].upper(), "")
        shown = next(
            each
            for each in words
            if not each or x + 10 + text_width(each, SMALL) < limit
        )
        known: dict[str, str] = dict(zip(FIELDS, facts(corpus, grade), strict=True))
        yield Mark(grade, x, shown, grade is row.last, known)


def _links(corpus: Corpus, marks: Sequence[Mark]) -> Iterator[Link]:
    """Yield a line between each mark of a row and the next mark."""
    for one, other in pairwise(marks):
        yield Link(one.x, other.x, comparable(corpus, one.grade, other.grade))


# Facts


def facts(corpus: Corpus, grade: Grade) -> tuple[str, ...]:
    """Return the facts on a grade, in the order of `FIELDS`."""
    return (
        corpus.authorities[grade.authority],
        short_time(grade.begin, grade.end),
        _regime_name(corpus, grade.framework),
        corpus.label(grade.aspect),
        corpus.label(grade.grade),
        "quoted" if grade.quoted else "awarded",
    )


def short_time(begin: date, end: date) -> str:
    """Return a period as a short text.

    >>> short_time(date(2007, 6, 1), date(2007, 6, 30))
    'Jun 2007'
    >>> short_time(date(2006, 1, 1), date(2006, 12, 31))
    '2006'
    >>> short_time(date(2014, 4, 28), date(2014, 5, 5))
    'Apr–May 2014'
    """
    first, last = _month(begin), _month(end)
    if begin.year != end.year:
        return f"{begin.year}–{end.year}"
    if first == last:
        return f"{first} {begin.year}"
    if (begin.month, end.month) == (1, 12):
        return str(begin.year)
    return f"{first}–{last} {end.year}"


def _month(day: date) -> str:
    return _MONTHS[3 * day.month - 3 : 3 * day.month]
