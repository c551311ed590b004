"""Draw the timeline as SVG elements: the legend, then the panels from the top down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draw.comparability import COMPARABLE, STEPS, step
from inspectgraph.draw.palette import GREY, INK, QUIET
from inspectgraph.draw.svg import (
    SHAPES,
    Value,
    box,
    line,
    middle_label,
    symbol,
    tag,
    tooltip,
)
from inspectgraph.draw.text_metrics import shows_all, text_width, wrap
from inspectgraph.draw.timeline_layout import (
    LEGEND_LINE,
    LEGEND_SIZE,
    LINE,
    MARK,
    NAME,
    NAME_LINE,
    RIGHT,
    SMALL,
    YEARS,
    Mark,
    Panel,
    PlacedRow,
    Stripe,
    TimelineLayout,
    TimeScale,
)

__all__ = ["timeline_elements"]

_BAND, _SEPARATOR = "#f1f3f5", "#eceef0"

#: The dashes of the line between two grades: solid if comparable, dotted if not.
_DASHES: Mapping[str, str | None] = dict(
    zip(COMPARABLE, (None, "7 4", "1.5 5"), strict=True)
)

_WARNING = "scales do not compare across"
_NOTE = "no later grade of this authority is in the graph"


def timeline_elements(layout: TimelineLayout) -> Iterator[str]:
    """Yield the elements of the timeline in the order in which they are painted."""
    shapes = _shapes(layout)
    yield from _legend(layout, shapes)
    for panel in layout.panels:
        yield from _background(panel, layout.scale)
        for row in panel.rows:
            yield from _row(row, shapes)
        yield from _heading(panel, layout.scale)
        for stripe in panel.stripes:
            yield from _stripe_texts(stripe, panel.top + YEARS + 11)
        yield from _remarks(panel)


def _shapes(layout: TimelineLayout) -> dict[str, str]:
    """Return the shape of each regime by IRI; with many regimes, shapes repeat."""
    names = list(SHAPES)
    return {
        regime.iri: names[n % len(names)] for n, regime in enumerate(layout.regimes)
    }


def _text(text: str, x: float, y: float, *, fill: str = INK, **look: Value) -> str:
    """Return a text element of the usual font size."""
    return middle_label(text, x, y, SMALL, full="", fill=fill, **look)


# The legend


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the legend: its name as shown, its full name, and its symbol.

    `draw` returns the symbol for a given left end and vertical middle.
    """

    shown: str
    full: str
    draw: Callable[[float, float], str]


def _legend(layout: TimelineLayout, shapes: Mapping[str, str]) -> Iterator[str]:
    """Yield the three columns of the legend: lines, shapes and colours."""
    columns: dict[str, tuple[float, Sequence[_Entry]]] = {
        "Line between two grades": (36, [_line_entry(name) for name in COMPARABLE]),
        "Shape: inspection regime": (
            20,
            [
                _mark_entry(regime.shown, regime.full, shapes[regime.iri], QUIET)
                for regime in layout.regimes
            ],
        ),
        "Colour: place on its own scale": (
            20,
            [_mark_entry(name, name, "circle", fill) for name, fill in STEPS.items()],
        ),
    }
    left = 0.0
    for title, (indent, entries) in columns.items():
        yield from _column(title, entries, left, indent)
        widths = [indent + text_width(entry.shown, LEGEND_SIZE) for entry in entries]
        left += max(*widths, text_width(title, LEGEND_SIZE, bold=True), 0) + 32


def _column(
    title: str, entries: Sequence[_Entry], left: float, indent: float
) -> Iterator[str]:
    """Yield a column of the legend: its title, then a symbol and a name per entry."""
    yield middle_label(title, left, 8, LEGEND_SIZE, font_weight="bold", fill=INK)
    for n, entry in enumerate(entries, 1):
        y = 10.0 + n * LEGEND_LINE
        yield entry.draw(left, y)
        x = left + indent
        yield middle_label(entry.shown, x, y, LEGEND_SIZE, full=entry.full, fill=INK)


def _line_entry(relation: str) -> _Entry:
    def draw(x: float, y: float) -> str:
        return _link(x, x + 28, y, relation)

    return _Entry(relation, relation, draw)


def _mark_entry(shown: str, full: str, shape: str, fill: str) -> _Entry:
    def draw(x: float, y: float) -> str:
        return symbol(shape, x + MARK + 1, y, MARK, fill=fill, stroke=INK)

    return _Entry(shown, full, draw)


# Panels


def _background(panel: Panel, scale: TimeScale) -> Iterator[str]:
    """Yield the background of a panel: stripes of inspections, and guide lines."""
    top, bottom = panel.top + YEARS, panel.bottom
    for stripe in panel.stripes:
        yield box(stripe.left, top, stripe.right, bottom, fill=_BAND)
    for x in scale.years().values():
        yield line(x, top, x, bottom, stroke=GREY)
    for row in panel.rows:
        yield line(0, row.top, RIGHT, row.top, stroke=_SEPARATOR)
    for end, start in panel.breaks:
        x = (end + start) / 2
        yield line(
            *(x, panel.first_row - 8, x, bottom),
            stroke=INK,
            stroke_width=1.5,
            stroke_dasharray="2 4",
        )


def _heading(panel: Panel, scale: TimeScale) -> Iterator[str]:
    """Yield the heading of a panel: the name of the authority and the years."""
    full = "" if shows_all(panel.lines, panel.name) else panel.name
    for n, text in enumerate(panel.lines):
        y = panel.top + 14 + n * NAME_LINE
        yield middle_label(text, 0, y, NAME, full=full, font_weight="bold", fill=INK)
    for year, x in scale.labelled_years().items():
        y = panel.top + 17
        yield middle_label(str(year), x, y, 11, text_anchor="middle", fill=QUIET)


def _stripe_texts(stripe: Stripe, y: float) -> Iterator[str]:
    """Yield the regime and the time of an inspection at the top of its stripe."""
    for n, text in enumerate(stripe.regime):
        yield _text(text, stripe.left + 5, y + n * LINE, font_weight="bold")
    if stripe.time:
        below = y + len(stripe.regime) * LINE
        yield _text(stripe.time, stripe.left + 5, below, fill=QUIET)


def _remarks(panel: Panel) -> Iterator[str]:
    """Yield the remarks of a panel that fit.

    The remarks are the warning at each break, and the note that no later grade is
    known.
    """
    y = panel.top + YEARS + 11
    for end, start in panel.breaks:
        if start - end > 90:
            x = (end + start) / 2
            for n, text in enumerate(wrap(_WARNING, SMALL, start - end - 12)):
                below = y + n * LINE
                yield _text(text, x, below, font_style="italic", text_anchor="middle")
    x = panel.stripes[-1].right + 14
    if x + text_width(_NOTE, SMALL) < RIGHT:
        yield _text(_NOTE, x, y, fill=QUIET)


# Rows


def _row(row: PlacedRow, shapes: Mapping[str, str]) -> Iterator[str]:
    """Yield the elements of a row: lines between marks, marks, and texts."""
    for link in row.links:
        yield _link(link.left, link.right, row.middle, link.relation)
    for mark in row.marks:
        yield _mark(mark, row.middle, shapes[mark.grade.framework])
    first = row.middle - (len(row.lines) - 1) / 2 * LINE
    for n, text in enumerate(row.lines):
        yield _text(text, 0, first + n * LINE)
    for mark in row.marks:
        if mark.word:
            # The line to the next mark runs below the word.
            above = 0 if mark.is_last else 7.5
            yield _text(mark.word, mark.x + 10, row.middle - above)


def _link(left: float, right: float, y: float, relation: str) -> str:
    """Return the line between two grades, dashed by their comparability."""
    dashes = _DASHES[relation]
    return line(
        left, y, right, y, stroke=QUIET, stroke_width=2, stroke_dasharray=dashes
    )


def _mark(mark: Mark, y: float, shape: str) -> str:
    """Return the mark of a grade, with a white dot if the grade is quoted."""
    fill = STEPS[step(mark.grade.share)]
    parts = [tooltip(mark.facts), symbol(shape, mark.x, y, MARK, fill=fill, stroke=INK)]
    if mark.grade.quoted:
        look = {"fill": "white", "stroke": INK, "stroke_width": "0.75"}
        parts.append(symbol("circle", mark.x, y, 2.5, **look))
    return tag("g", *parts)
