"""Draw the signs of the timeline: grades, lines between grades, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspectgraph.draw.comparability import COMPARABLE, STEPS
from inspectgraph.draw.legend import Entry, entry, flow
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import SHAPES, group, line, middle_label, symbol
from inspectgraph.draw.text_metrics import text_width
from inspectgraph.draw.timeline_layout import MARK, Regime

__all__ = ["down_line", "grade_sign", "link_line", "shapes_of", "timeline_legend"]

#: The dashes of the line between two grades: solid if comparable, dotted if not.
_DASHES: Mapping[str, str | None] = dict(
    zip(COMPARABLE, (None, "7 4", "1.5 5"), strict=True)
)
#: The height of a line of the legend, and the gap below it, in pixels.
_LINE, _GAP = 20.0, 14.0


def shapes_of(regimes: Sequence[Regime]) -> dict[str, str]:
    """Return the shape of each regime's marks, keyed by IRI.

    Several regimes may share a shape.
    """
    names = list(SHAPES)
    return {regime.iri: names[n % len(names)] for n, regime in enumerate(regimes)}


def link_line(left: float, right: float, y: float, relation: str) -> str:
    """Return the line between two grades.

    The dashes of the line show how far the grades are comparable.
    """
    dashes = _DASHES[relation]
    return line(
        left, y, right, y, stroke=QUIET, stroke_width=2, stroke_dasharray=dashes
    )


def down_line(x: float, top: float, bottom: float, relation: str) -> str:
    """Return the vertical line from a grade to the grade below it."""
    dashes = _DASHES[relation]
    return line(
        x, top, x, bottom, stroke=QUIET, stroke_width=2, stroke_dasharray=dashes
    )


def grade_sign(
    shape: str, x: float, y: float, fill: str, *, quoted: bool = False
) -> Iterator[str]:
    """Yield the sign of a grade; a white dot marks a quoted grade."""
    yield symbol(shape, x, y, MARK, fill=fill, stroke=INK)
    if quoted:
        look = {"fill": "#ffffff", "stroke": "#000000", "stroke_width": "0.75"}
        yield symbol("circle", x, y, 2.5, **look)


# The legend


def timeline_legend(
    regimes: Sequence[Regime], shapes: Mapping[str, str], room: float
) -> Block:
    """Return the legend, which explains the lines, shapes and colours.

    Args:
        regimes: The regimes, in order of time.
        shapes: The shape of each regime's marks, keyed by the IRI of the regime.
        room: The width of the legend, in pixels.
    """
    y = _LINE / 2
    lines = [
        entry([link_line(0, 28, y, name)], name, _LINE, indent=36)
        for name in COMPARABLE
    ]
    kinds = [
        _sign(shapes[regime.iri], QUIET, regime.shown, regime.full, room)
        for regime in regimes
    ]
    places = [_sign("circle", fill, name, name, room) for name, fill in STEPS.items()]
    if any(regimes):
        quoted = [*grade_sign("circle", MARK + 1, y, QUIET, quoted=True)]
        places.append(entry(quoted, "quoted by a later report", _LINE))
    found: list[str] = []
    top = 0.0
    for title, entries in (
        ("Line between two grades:", lines),
        ("The shape shows the inspection regime:", kinds),
        ("The colour shows the place of the grade on its scale:", places),
    ):
        block = flow([_title(title), *entries], room, _LINE)
        found.append(group(block.elements, transform=f"translate(0,{top:g})"))
        top += block.height
    return Block(top + _GAP, tuple(found))


def _title(words: str) -> Entry:
    text = middle_label(words, 0, _LINE / 2, 12, font_weight="bold", fill=INK)
    return text_width(words, 12, bold=True) + 14, [text]


def _sign(shape: str, fill: str, shown: str, full: str, room: float) -> Entry:
    sign = symbol(shape, MARK + 1, _LINE / 2, MARK, fill=fill, stroke=INK)
    return entry(
        [sign], shown if shown != full else full, _LINE, room=min(460, room - 22)
    )
