"""Where everything stands in the timeline: a panel an authority, a stripe an inspection, a row a subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from inspectgraph.draw.chart import GREY, INK, QUIET, Spec
from inspectgraph.draw.comparability import (
    COMPARABLE,
    STEPS,
    Row,
    breaks,
    comparable,
    inspections,
    rows_of,
    step,
)
from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.pixels import Values, line_layer, pixels, text_layer
from inspectgraph.draw.text_metrics import (
    names_apart,
    sentence,
    shortened_names,
    text_width,
    wrap,
)

__all__ = ["FIELDS", "Names", "facts", "timeline_spec"]

#: What is said of a grade where a pointer rests on it, and in the table.
FIELDS = ("Authority", "Time", "Regime", "Subject", "Grade", "Source")

_SHAPES = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "triangle-down",
    "cross",
    "triangle-right",
    "triangle-left",
)

# Pixels: the whole, where time begins and ends, the sizes of rows and texts.
_RIGHT, _LABELS, _BEGIN, _END = 1224, 316, 336, 1080
_LINE, _SMALL = 14, 11.5
_YEARS, _HEADING, _GAP = 26, 70, 24

#: The name of an authority stands left of the years, above the first row: its size, the
#: height of a line, and how many there is room for.
_NAME, _NAME_LINE, _NAME_LINES = 17, 19, 3
#: The room for the name of a regime in the legend.
_LEGEND_SIZE, _LEGEND_ROOM = 12, 380


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """A row in the picture: its upper edge, its middle, and its name in lines."""

    row: Row
    top: float
    y: float
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _Panel:
    """The part of the picture that shows one authority."""

    authority: str
    top: int
    bottom: int
    rows: tuple[_PlacedRow, ...]
    inspections: tuple[list[Grade], ...]


def _panels(corpus: Corpus, grades: Sequence[Grade]) -> Iterator[_Panel]:
    """Yield the panels from top to bottom: those with most inspections first."""
    by_authority: dict[str, list[Grade]] = {}
    for grade in grades:
        by_authority.setdefault(grade.authority, []).append(grade)
    order = sorted(
        by_authority,
        key=lambda each: (
            -len(inspections(by_authority[each])),
            corpus.authorities[each],
        ),
    )
    top = 0
    for authority in order:
        y = top + _HEADING
        rows = []
        for row in rows_of(corpus, by_authority[authority]):
            lines = wrap(_subject(corpus, row), _SMALL, _LABELS)
            height = len(lines) * _LINE + (8 if len(row.grades) == 1 else 14)
            rows.append(_PlacedRow(row, y, y + height / 2, lines))
            y += height
        yield _Panel(
            authority, top, y, tuple(rows), tuple(inspections(by_authority[authority]))
        )
        top = y + _GAP


def _subject(corpus: Corpus, row: Row) -> str:
    """Return what a row is about: the names of its subject, regime after regime."""
    return sentence(
        " → ".join(dict.fromkeys(corpus.label(grade.aspect) for grade in row.grades))
    )


_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def _time(begin: date, end: date) -> str:
    """Return a time in few words.

    >>> _time(date(2007, 6, 1), date(2007, 6, 30)), _time(date(2006, 1, 1), date(2006, 12, 31))
    ('Jun 2007', '2006')
    """
    first, last = (_MONTHS[3 * day.month - 3 : 3 * day.month] for day in (begin, end))
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{first} {begin.year}"
    if begin.year != end.year:
        return f"{begin.year}–{end.year}"
    return (
        f"{begin.year}"
        if (begin.month, end.month) == (1, 12)
        else f"{first}–{last} {end.year}"
    )


def facts(corpus: Corpus, grade: Grade) -> tuple[str, ...]:
    """Return a grade as a row of a table."""
    return (
        corpus.authorities[grade.authority],
        _time(grade.begin, grade.end),
        _regime(corpus, grade.framework),
        corpus.label(grade.aspect),
        corpus.label(grade.grade),
        "quoted" if grade.quoted else "awarded",
    )


def _regime(corpus: Corpus, framework: str) -> str:
    """Return the name of a regime."""
    return corpus.name(framework, longest=64)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of authorities and regimes as the picture has them, in lines, and where they are shortened."""

    authorities: Mapping[str, list[str]]
    regimes: Mapping[str, list[str]]
    shortened: Mapping[str, str]

    @classmethod
    def of(cls, corpus: Corpus, grades: Sequence[Grade]) -> Names:
        """Return the names that the grades need."""
        authorities = {
            grade.authority: corpus.authorities[grade.authority] for grade in grades
        }
        regimes = {
            grade.framework: _regime(corpus, grade.framework) for grade in grades
        }
        headings = names_apart(authorities, _heading)
        entries = names_apart(regimes, _legend_entry)
        full = shortened_names(authorities, headings) | shortened_names(
            regimes, entries
        )
        return cls(headings, entries, full)


def _heading(name: str) -> list[str]:
    return wrap(name, _NAME, _LABELS, bold=True, lines=_NAME_LINES)


def _legend_entry(name: str) -> list[str]:
    return wrap(name, _LEGEND_SIZE, _LEGEND_ROOM, lines=1)


def timeline_spec(corpus: Corpus, grades: Sequence[Grade], names: Names) -> Spec:
    """Return the specification of the timeline of grades."""
    return _Picture(corpus, grades, list(_panels(corpus, grades)), names).spec()


class _Picture:
    """The panels on their way into a specification: every mark at its pixel."""

    def __init__(
        self,
        corpus: Corpus,
        grades: Sequence[Grade],
        panels: Sequence[_Panel],
        names: Names,
    ) -> None:
        self.corpus, self.panels, self.names = corpus, panels, names
        self.height = panels[-1].bottom if panels else 40
        days = [grade.middle for grade in grades] or [date(2000, 1, 1)]
        self.first, self.last = (
            min(days) - timedelta(75),
            max(*days, min(days) + timedelta(365)),
        )
        times = {grade.framework: grade.middle for grade in reversed(grades)}
        self.regimes = sorted(times, key=lambda regime: (times[regime], regime))

    def spec(self) -> Spec:
        """Return the specification."""
        return {
            **pixels(_RIGHT, self.height),
            "layer": [
                _rects(self._bands()),
                line_layer(self._years(), GREY, 1),
                line_layer(self._separators(), "#eceef0", 1),
                line_layer(self._breaks(), INK, 1.5, [2, 4]),
                _lines(self._lines()),
                *self._marks(),
                *(text_layer(values, look) for values, look in self._texts()),
            ],
        }

    def _x(self, day: date) -> float:
        """Return where a day stands."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(_BEGIN + share * (_END - _BEGIN), 1)

    def _stripes(self, panel: _Panel) -> Iterator[tuple[list[Grade], float, float]]:
        """Yield the inspections of a panel, each with where its stripe begins and ends."""
        starts = [
            self._x(inspection[0].middle) - 14 for inspection in panel.inspections
        ]
        for inspection, start, following in zip(
            panel.inspections, starts, [*starts[1:], _RIGHT + 1], strict=True
        ):
            words = max(
                text_width(self.corpus.label(grade.grade), _SMALL)
                for grade in inspection
            )
            yield inspection, start, min(start + max(114, words + 30), following - 1)

    # Lines and areas

    def _bands(self) -> Values:
        """Return the stripe behind each inspection."""
        return [
            {"x": start, "x2": end, "y": panel.top + _YEARS, "y2": panel.bottom}
            for panel in self.panels
            for _, start, end in self._stripes(panel)
        ]

    def _years(self) -> Values:
        """Return a line down every panel at the beginning of each year."""
        return [
            {
                "x": self._x(day),
                "x2": self._x(day),
                "y": panel.top + _YEARS,
                "y2": panel.bottom,
            }
            for panel in self.panels
            for day in self._new_years()
        ]

    def _new_years(self) -> list[date]:
        """Return the first days of the years that are shown."""
        return [
            date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)
        ]

    def _separators(self) -> Values:
        """Return a line between the rows."""
        return [
            {"x": 0, "x2": _RIGHT, "y": placed.top, "y2": placed.top}
            for panel in self.panels
            for placed in panel.rows
        ]

    def _broken(self, panel: _Panel) -> Iterator[tuple[float, float]]:
        """Yield where one inspection ends and the next begins, if nothing before compares with anything after."""
        stripes = list(self._stripes(panel))
        for n in breaks(self.corpus, panel.inspections):
            (_, _, end), (_, start, _) = stripes[n - 1 : n + 1]
            yield end, start

    def _breaks(self) -> Values:
        """Return the lines across which nothing compares."""
        return [
            {
                "x": (end + start) / 2,
                "x2": (end + start) / 2,
                "y": panel.top + _HEADING - 8,
                "y2": panel.bottom,
            }
            for panel in self.panels
            for end, start in self._broken(panel)
        ]

    def _lines(self) -> Values:
        """Return the lines from grade to grade of a row."""
        return [
            {
                "x": self._x(one.middle),
                "x2": self._x(other.middle),
                "y": placed.y,
                "y2": placed.y,
                "Line": comparable(self.corpus, one, other),
            }
            for panel in self.panels
            for placed in panel.rows
            for one, other in pairwise(placed.row.grades)
        ]

    # Marks and texts

    def _marks(self) -> list[Spec]:
        """Return the layers of marks: one symbol a grade, and a white dot on those that are quoted."""
        values = [
            {
                "x": self._x(grade.middle),
                "y": placed.y,
                "Step": step(grade.share),
                "quoted": grade.quoted,
                "Shape": self.names.regimes[grade.framework][0],
                **dict(zip(FIELDS, facts(self.corpus, grade), strict=True)),
            }
            for panel in self.panels
            for placed in panel.rows
            for grade in placed.row.grades
        ]
        names = [self.names.regimes[regime][0] for regime in self.regimes]
        shapes = {
            "domain": names,
            "range": [_SHAPES[n % len(_SHAPES)] for n in range(len(names))],
        }
        fills = {"domain": list(STEPS), "range": list(STEPS.values())}
        symbols = {
            "data": {"values": values},
            "mark": {
                "type": "point",
                "filled": True,
                "size": 150,
                "stroke": INK,
                "strokeWidth": 1,
                "opacity": 1,
            },
            "encoding": {
                "fill": {
                    "field": "Step",
                    "type": "nominal",
                    "scale": fills,
                    "legend": _legend("Colour: place on its own scale", "circle"),
                },
                "shape": {
                    "field": "Shape",
                    "type": "nominal",
                    "scale": shapes,
                    "legend": _legend("Shape: inspection regime"),
                },
                "tooltip": [{"field": name} for name in FIELDS],
            },
        }
        dots = {
            "data": {
                "values": [
                    {"x": value["x"], "y": value["y"]}
                    for value in values
                    if value["quoted"]
                ]
            },
            "mark": {
                "type": "point",
                "filled": True,
                "size": 26,
                "fill": "white",
                "stroke": INK,
                "strokeWidth": 0.75,
            },
        }
        return [symbols, dots]

    def _texts(self) -> Iterator[tuple[Values, Spec]]:
        """Yield the texts, those of one kind together, each kind with its look."""
        yield self._headings(), {"fontSize": 17, "fontWeight": "bold"}
        yield self._year_names(), {"fontSize": 11, "color": QUIET}
        yield self._regime_names(), {"fontSize": _SMALL, "fontWeight": "bold"}
        yield self._inspection_times(), {"fontSize": _SMALL, "color": QUIET}
        yield self._subject_names(), {"fontSize": _SMALL}
        yield self._words(), {"fontSize": _SMALL}
        yield (
            self._warnings(),
            {
                "fontSize": _SMALL,
                "fontStyle": "italic",
                "align": "center",
            },
        )
        yield self._notes(), {"fontSize": _SMALL, "color": QUIET}

    def _headings(self) -> Values:
        """Return the name of each authority."""
        return [
            {"x": 0, "y": panel.top + 14 + n * _NAME_LINE, "text": line}
            for panel in self.panels
            for n, line in enumerate(self.names.authorities[panel.authority])
        ]

    def _year_names(self) -> Values:
        """Return the names of the years above each panel, as many as there is room for."""
        days = self._new_years()
        room = (_END - _BEGIN) / max(len(days), 1)
        every = max(1, round(40 / room + 0.5))
        return [
            {"x": self._x(day) - 12, "y": panel.top + 17, "text": str(day.year)}
            for panel in self.panels
            for day in days[::every]
        ]

    def _regime_names(self) -> Values:
        """Return the short name of the regime at the head of each stripe."""
        return [
            {"x": start + 5, "y": panel.top + _YEARS + 11 + n * 14, "text": line}
            for panel in self.panels
            for inspection, start, end in self._stripes(panel)
            for n, line in enumerate(self._short(inspection, end - start))
        ]

    def _short(self, inspection: Sequence[Grade], width: float) -> list[str]:
        """Return the short name of an inspection's regime on at most two lines; none in a stripe too narrow."""
        if width < 40:
            return []
        return wrap(
            self.corpus.short(inspection[0].framework),
            _SMALL,
            width - 8,
            bold=True,
            lines=2,
        )

    def _inspection_times(self) -> Values:
        """Return the time of each inspection below its regime."""
        return [
            {
                "x": start + 5,
                "y": panel.top + _YEARS + 11 + len(names) * 14,
                "text": text,
            }
            for panel in self.panels
            for inspection, start, end in self._stripes(panel)
            for names in (self._short(inspection, end - start),)
            for text in (
                _time(inspection[0].begin, inspection[0].end)
                + ", quoted" * inspection[0].quoted,
            )
            if names and text_width(text, _SMALL) < end - start - 6
        ]

    def _subject_names(self) -> Values:
        """Return what each row is about."""
        return [
            {
                "x": 0,
                "y": placed.y + (n - (len(placed.lines) - 1) / 2) * _LINE,
                "text": line,
            }
            for panel in self.panels
            for placed in panel.rows
            for n, line in enumerate(placed.lines)
        ]

    def _words(self) -> Values:
        """Return the word of each grade beside its mark, above the line that goes on, where there is room for it."""
        found: Values = []
        for placed in (placed for panel in self.panels for placed in panel.rows):
            xs = [self._x(grade.middle) for grade in placed.row.grades]
            for grade, x, following in zip(
                placed.row.grades, xs, [*xs[1:], 0], strict=True
            ):
                word = self.corpus.label(grade.grade)
                if x + 10 + text_width(word, _SMALL) < (
                    following - 8 if following else _RIGHT + 1
                ):
                    found.append(
                        {
                            "x": x + 10,
                            "y": placed.y - (7.5 if following else 0),
                            "text": word,
                        }
                    )
        return found

    def _warnings(self) -> Values:
        """Return the words beside each break, where there is room for them."""
        return [
            {
                "x": (end + start) / 2,
                "y": panel.top + _YEARS + 11 + n * _LINE,
                "text": line,
            }
            for panel in self.panels
            for end, start in self._broken(panel)
            if start - end > 90
            for n, line in enumerate(
                wrap("scales do not compare across", _SMALL, start - end - 12)
            )
        ]

    def _notes(self) -> Values:
        """Return a word on the empty end of a panel."""
        found: Values = []
        for panel in self.panels:
            *_, (_, _, end) = self._stripes(panel)
            if _RIGHT - end > 220:
                text = "no later grade of this authority is in the graph"
                found.append(
                    {"x": end + 14, "y": panel.top + _YEARS + 11, "text": text}
                )
        return found


_ENDS: Spec = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def _rects(values: Values) -> Spec:
    """Return the layer of stripes."""
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "fill": "#f1f3f5"},
        "encoding": _ENDS,
    }


def _lines(values: Values) -> Spec:
    """Return the layer of lines between grades: the less they compare, the more broken."""
    dashes = {"domain": list(COMPARABLE), "range": [[1, 0], [7, 4], [1.5, 5]]}
    legend = {
        **_legend("Line between two grades"),
        "symbolType": "stroke",
        "symbolSize": 700,
    }
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "stroke": QUIET, "strokeWidth": 2},
        "encoding": {
            **_ENDS,
            "strokeDash": {
                "field": "Line",
                "type": "nominal",
                "scale": dashes,
                "legend": legend,
            },
        },
    }


def _legend(title: str, symbol: str | None = None) -> dict[str, Any]:
    """Return a legend above the panels; its rows are as far apart as if all symbols were of one size."""
    legend: dict[str, Any] = {
        "title": title,
        "orient": "top",
        "direction": "vertical",
        "symbolSize": 130,
    }
    legend |= {"offset": 26, "rowPadding": 4, "gridAlign": "all"}
    return legend | (
        {"symbolFillColor": QUIET} if symbol is None else {"symbolType": symbol}
    )
