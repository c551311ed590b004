"""Layout of the timeline: a panel for each authority, with stripes and rows.

In a panel, each inspection is a vertical stripe and each aspect, also called subject,
is a row. Positions are in pixels from the upper left corner of the drawing.
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
    "LEGEND_LINE",
    "LEGEND_SIZE",
    "LINE",
    "MARK",
    "NAME",
    "NAME_LINE",
    "RIGHT",
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
    "facts",
    "short_time",
    "timeline_layout",
]

#: The fields of a grade in its tooltip, and the columns of the table.
FIELDS = ("Authority", "Time", "Regime", "Subject", "Grade", "Source")

#: The right edge of the drawing, and the left and right end of the time axis.
RIGHT, _BEGIN, _END = 1224, 336, 1080
#: The space for the name of an aspect or an authority, left of the axis.
_LABELS = 316
#: The font size of most texts, the distance of their lines, and the radius of a mark.
SMALL, LINE, MARK = 11.5, 14, 6.2
#: The distances from the top of a panel to its stripes and to its rows, and the gap
#: between two panels.
YEARS, _HEADING, _GAP = 26, 70, 24
#: Font size, distance of lines, and maximum number of lines of an authority's name.
NAME, NAME_LINE, _NAME_LINES = 17, 19, 3
#: The font size of the legend, and the space for the name of a regime in the legend.
LEGEND_SIZE, _LEGEND_ROOM = 12, 380
#: The heights in the legend: the titles, an entry, and the gap below the legend.
_LEGEND_TITLE, LEGEND_LINE, _LEGEND_GAP = 20, 19, 24
#: The number of entries in the longest column of the legend that never changes.
_LEGEND_ENTRIES = 4

_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


@dataclass(frozen=True, slots=True)
class TimeScale:
    """The time axis, from its first to its last day."""

    first: date
    last: date

    @classmethod
    def of(cls, grades: Sequence[Grade]) -> TimeScale:
        """Return an axis on which all grades fit; the axis is longer than a year."""
        days = [grade.middle for grade in grades] or [date(2000, 1, 1)]
        last = max(*days, min(days) + timedelta(365))
        return cls(min(days) - timedelta(75), last)

    def x(self, day: date) -> float:
        """Return the horizontal position of a day."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(_BEGIN + share * (_END - _BEGIN), 1)

    def years(self) -> dict[int, float]:
        """Return the position of the first day of each year."""
        years = range(self.first.year + 1, self.last.year + 1)
        return {year: self.x(date(year, 1, 1)) for year in years}

    def labelled_years(self) -> dict[int, float]:
        """Return the years that have room for a label, each with its position."""
        years = self.years()
        room = (_END - _BEGIN) / max(len(years), 1)
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
    """The mark of a grade at a position.

    `word` is the grade as text, or empty if there is no space for it.
    """

    grade: Grade
    x: float
    word: str
    is_last: bool
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """The line between two grades of a row; `relation` is their comparability."""

    left: float
    right: float
    relation: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its position: edges, lines of its name, marks, and links of marks."""

    top: float
    bottom: float
    lines: list[str]
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]

    @property
    def middle(self) -> float:
        """The vertical position of the marks."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Panel:
    """The part of the drawing for one authority.

    `name` is the full name of the authority, `lines` the name shortened to fit.
    `breaks` are the left and right edges of gaps between stripes; no scale before a gap
    is comparable with a scale after the gap.
    """

    name: str
    lines: list[str]
    top: float
    first_row: float
    bottom: float
    stripes: list[Stripe]
    rows: list[PlacedRow]
    breaks: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Regime:
    """An inspection regime in the legend: IRI, name as shown, and full name."""

    iri: str
    shown: str
    full: str


@dataclass(frozen=True, slots=True)
class TimelineLayout:
    """The layout of the timeline: regimes in order of time, axis, panels and height."""

    regimes: list[Regime]
    scale: TimeScale
    panels: list[Panel]
    height: float


def timeline_layout(corpus: Corpus, grades: Sequence[Grade]) -> TimelineLayout:
    """Compute the layout of grades, which must be in order of time."""
    scale = TimeScale.of(grades)
    regimes = _regimes(corpus, grades)
    entries = max(len(regimes), _LEGEND_ENTRIES)
    top = float(_LEGEND_TITLE + entries * LEGEND_LINE + _LEGEND_GAP)
    panels = list(_panels(corpus, scale, grades, top))
    return TimelineLayout(regimes, scale, panels, panels[-1].bottom if panels else top)


def _regimes(corpus: Corpus, grades: Sequence[Grade]) -> list[Regime]:
    """Return the regimes of grades in order of their earliest grade."""
    begins: dict[str, date] = {}
    for grade in grades:
        begins.setdefault(grade.framework, grade.middle)
    names = {grade.framework: _regime_name(corpus, grade) for grade in grades}
    shown = names_apart(names, _legend_entry)
    order = sorted(begins, key=lambda iri: (begins[iri], iri))
    return [Regime(iri, shown[iri][0], names[iri]) for iri in order]


def _regime_name(corpus: Corpus, grade: Grade) -> str:
    return corpus.name(grade.framework, longest=64)


def _legend_entry(name: str) -> list[str]:
    return wrap(name, LEGEND_SIZE, _LEGEND_ROOM, lines=1)


# Panels


def _panels(
    corpus: Corpus, scale: TimeScale, grades: Sequence[Grade], top: float
) -> Iterator[Panel]:
    """Yield the panels from the top down, those with most inspections first."""
    own: dict[str, list[Grade]] = {}
    for grade in grades:
        own.setdefault(grade.authority, []).append(grade)
    names = {iri: corpus.authorities[iri] for iri in own}
    shown = names_apart(names, _panel_name)
    for iri in sorted(own, key=lambda iri: (-len(inspections(own[iri])), names[iri])):
        panel = _panel(corpus, scale, own[iri], top, shown[iri])
        yield panel
        top = panel.bottom + _GAP


def _panel_name(name: str) -> list[str]:
    return wrap(name, NAME, _LABELS, bold=True, lines=_NAME_LINES)


def _panel(
    corpus: Corpus,
    scale: TimeScale,
    grades: Sequence[Grade],
    top: float,
    lines: list[str],
) -> Panel:
    """Return the panel of one authority; `lines` are the lines of its name."""
    visits = inspections(grades)
    stripes = list(_stripes(corpus, scale, visits))
    rows = list(_rows(corpus, scale, grades, top + _HEADING))
    return Panel(
        name=corpus.authorities[grades[0].authority],
        lines=lines,
        top=top,
        first_row=top + _HEADING,
        bottom=rows[-1].bottom,
        stripes=stripes,
        rows=rows,
        breaks=[
            (stripes[n - 1].right, stripes[n].left) for n in breaks(corpus, visits)
        ],
    )


def _stripes(
    corpus: Corpus, scale: TimeScale, visits: Sequence[Sequence[Grade]]
) -> Iterator[Stripe]:
    """Yield the stripe of each inspection; a stripe ends before the next one begins."""
    starts = [scale.x(grades[0].middle) - 14 for grades in visits]
    limits = [*starts[1:], RIGHT + 1.0]
    for grades, start, limit in zip(visits, starts, limits, strict=True):
        words = (text_width(corpus.label(grade.grade), SMALL) for grade in grades)
        width = max(114, max(words) + 30)
        yield _stripe(corpus, grades[0], start, min(start + width, limit - 1))


def _stripe(corpus: Corpus, grade: Grade, left: float, right: float) -> Stripe:
    """Return the stripe of an inspection, without texts if it is narrow."""
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
    corpus: Corpus, scale: TimeScale, grades: Sequence[Grade], top: float
) -> Iterator[PlacedRow]:
    """Yield the rows of a panel from the top down."""
    for row in rows_of(corpus, grades):
        lines = wrap(_subject(corpus, row), SMALL, _LABELS)
        space = 8 if len(row.grades) == 1 else 14
        bottom = top + len(lines) * LINE + space
        marks = tuple(_marks(corpus, scale, row))
        links = tuple(_links(corpus, marks))
        yield PlacedRow(top, bottom, lines, marks, links)
        top = bottom


def _subject(corpus: Corpus, row: Row) -> str:
    """Return the name of a row: its aspects in order of time, joined by arrows."""
    names = dict.fromkeys(corpus.label(grade.aspect) for grade in row.grades)
    return sentence(" → ".join(names))


def _marks(corpus: Corpus, scale: TimeScale, row: Row) -> Iterator[Mark]:
    """Yield the marks of a row; a mark shows its grade if there is space for it."""
    xs = [scale.x(grade.middle) for grade in row.grades]
    limits = [*(x - 8 for x in xs[1:]), RIGHT + 1.0]
    for grade, x, limit in zip(row.grades, xs, limits, strict=True):
        word = corpus.label(grade.grade)
        fits = x + 10 + text_width(word, SMALL) < limit
        known: dict[str, str] = dict(zip(FIELDS, facts(corpus, grade), strict=True))
        yield Mark(grade, x, word if fits else "", grade is row.last, known)


def _links(corpus: Corpus, marks: Sequence[Mark]) -> Iterator[Link]:
    """Yield a line between each mark of a row and the next."""
    for one, other in pairwise(marks):
        yield Link(one.x, other.x, comparable(corpus, one.grade, other.grade))


# Facts


def facts(corpus: Corpus, grade: Grade) -> tuple[str, ...]:
    """Return the value of each of `FIELDS` for a grade."""
    return (
        corpus.authorities[grade.authority],
        short_time(grade.begin, grade.end),
        _regime_name(corpus, grade),
        corpus.label(grade.aspect),
        corpus.label(grade.grade),
        "quoted" if grade.quoted else "awarded",
    )


def short_time(begin: date, end: date) -> str:
    """Return a period in few words.

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
