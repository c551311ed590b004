"""Draw the timeline as blocks.

For each authority, there is a heading, followed by a block for each row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspectgraph.draw.comparability import STEPS, step
from inspectgraph.draw.links import Links
from inspectgraph.draw.palette import BAND, GREY, INK, QUIET
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import (
    Value,
    box,
    line,
    linked,
    middle_label,
    tag,
    tooltip,
)
from inspectgraph.draw.text_metrics import shows_all, text_width, wrap
from inspectgraph.draw.timeline_layout import (
    HEADING,
    LINE,
    NAME,
    NAME_LINE,
    SMALL,
    YEARS,
    Mark,
    Panel,
    PlacedRow,
    Stripe,
    TimelineLayout,
    TimeScale,
)
from inspectgraph.draw.timeline_signs import grade_sign, link_line

__all__ = ["timeline_blocks"]

_WARNING = "scales do not compare across"
_NOTE = "no later grade of this authority is in the graph"
#: In pixels: the gap between two panels; how far the words of a grade are from its mark,
#: and above the line to the next one; and the clear space around them.
_GAP, _BESIDE, _ABOVE, _CLEAR = 24.0, 10, 9.0, 2.0


def timeline_blocks(
    layout: TimelineLayout, shapes: Mapping[str, str], links: Links
) -> Iterator[Block]:
    """Yield the blocks of the timeline from the top down.

    Args:
        layout: The layout of the timeline.
        shapes: The shape of each regime's marks, keyed by the IRI of the regime.
        links: The links to the pages of the site.
    """
    for panel in layout.panels:
        head = _heading(panel, layout.scale, links)
        for n, row in enumerate(panel.rows):
            drawn = tuple(_row(panel, row, layout.scale, shapes, links))
            gap = _GAP if n == len(panel.rows) - 1 else 0
            if n:
                yield Block(row.height + gap, drawn, head)
            else:
                moved = tag(
                    "g",
                    "\n".join(["", *drawn, ""]),
                    transform=f"translate(0,{HEADING})",
                )
                yield Block(HEADING + row.height + gap, (*head.elements, moved))


def _text(text: str, x: float, y: float, *, fill: str = INK, **look: Value) -> str:
    """Return an SVG text element in the usual font size."""
    return middle_label(text, x, y, SMALL, full="", fill=fill, **look)


# The heading of a panel


def _heading(panel: Panel, scale: TimeScale, links: Links) -> Block:
    """Return the heading of the panel of one authority.

    The heading gives the name of the authority and the years. Each stripe of the panel
    is an inspection. At the top of each stripe, the heading gives the regime and the
    time of the inspection.
    """
    parts = list(_ground(panel, scale, YEARS, HEADING, ()))
    full = "" if shows_all(panel.lines, panel.name) else panel.name
    names = [
        middle_label(
            *(text, 0, 14 + n * NAME_LINE, NAME),
            full=full,
            font_weight="bold",
            fill=INK,
        )
        for n, text in enumerate(panel.lines)
    ]
    width = max(text_width(text, NAME, bold=True) for text in panel.lines)
    size = (width, len(names) * NAME_LINE)
    href = links.council(panel.iri)
    parts += linked(href, width / 2, 5 + size[1] / 2, *names, size=size)
    for year, x in scale.labelled_years().items():
        parts.append(
            middle_label(str(year), x, 17, 11, text_anchor="middle", fill=QUIET)
        )
    for stripe in panel.stripes:
        parts += _stripe_texts(stripe, YEARS + 11)
    return Block(HEADING, (*parts, *_remarks(panel, scale)))


def _stripe_texts(stripe: Stripe, y: float) -> Iterator[str]:
    """Yield the texts at the top of a stripe.

    Each stripe is one inspection. The texts are the inspection's regime and time.
    """
    for n, text in enumerate(stripe.regime):
        yield _text(text, stripe.left + 5, y + n * LINE, font_weight="bold")
    if stripe.time:
        below = y + len(stripe.regime) * LINE
        yield _text(stripe.time, stripe.left + 5, below, fill=QUIET)


def _remarks(panel: Panel, scale: TimeScale) -> Iterator[str]:
    """Yield the remarks for which the panel of an authority has enough space.

    At each break, a warning states that the scales before and after the break are not
    comparable. After the last inspection, a note states that no later grade is known.
    """
    y = YEARS + 11
    for end, start in panel.breaks:
        if start - end > 90:
            x = (end + start) / 2
            for n, text in enumerate(wrap(_WARNING, SMALL, start - end - 12)):
                below = y + n * LINE
                yield _text(text, x, below, font_style="italic", text_anchor="middle")
    x = panel.stripes[-1].right + 14
    if x + text_width(_NOTE, SMALL) < scale.widths.right:
        yield _text(_NOTE, x, y, fill=QUIET)


# Ground


def _ground(
    panel: Panel,
    scale: TimeScale,
    top: float,
    bottom: float,
    words: Sequence[tuple[float, float]],
) -> Iterator[str]:
    """Yield the stripes of a panel, and a vertical line for each year and each break.

    A panel has the grades of one authority. Each stripe is one inspection. The grade
    scales before a break are not comparable with the scales after the break.

    The stripes and lines reach from `top` to `bottom`. A vertical line is left out
    where it would cross words. In the heading of a panel, where `top` is not 0, no
    lines are drawn.

    Args:
        panel: The panel.
        scale: The time axis.
        top: The upper end, in pixels.
        bottom: The lower end, in pixels.
        words: The left and right end of each word that a line must not cross.
    """
    for stripe in panel.stripes:
        yield box(stripe.left, top, stripe.right, bottom, fill=BAND, opacity=0.6)
    if top:
        return
    for x in scale.years().values():
        if not any(left <= x <= right for left, right in words):
            yield line(x, top, x, bottom, stroke=GREY)
    for end, start in panel.breaks:
        x = (end + start) / 2
        if not any(left <= x <= right for left, right in words):
            look: dict[str, Value] = {"stroke_width": 1.5, "stroke_dasharray": "2 4"}
            yield line(x, top, x, bottom, stroke=INK, **look)


# Rows


def _row(
    panel: Panel,
    row: PlacedRow,
    scale: TimeScale,
    shapes: Mapping[str, str],
    links: Links,
) -> Iterator[str]:
    """Yield the elements of a row of grades.

    The elements are the stripes of the inspections, the marks of the grades, the lines
    that connect the marks, and the texts.
    """
    words = [
        (
            mark.x + _BESIDE - _CLEAR,
            mark.x + _BESIDE + text_width(mark.word, SMALL) + _CLEAR,
        )
        for mark in row.marks
        if mark.word
    ]
    yield from _ground(panel, scale, 0, row.height, words)
    yield line(0, 0, scale.widths.right, 0, stroke=BAND)
    for link in row.links:
        yield link_line(link.left, link.right, row.middle, link.relation)
    for mark in row.marks:
        drawn = _mark(mark, row.middle, shapes[mark.grade.framework])
        href = links.report(mark.grade.report)
        yield from linked(href, mark.x, row.middle, drawn)
    first = row.middle - (len(row.lines) - 1) / 2 * LINE
    for n, text in enumerate(row.lines):
        yield _text(text, 0, first + n * LINE)
    for mark in row.marks:
        if mark.word:
            # The line to the next mark runs below the word.
            above = 0 if mark.is_last else _ABOVE
            yield _text(mark.word, mark.x + _BESIDE, row.middle - above)


def _mark(mark: Mark, y: float, shape: str) -> str:
    """Return the mark of a grade; a white dot marks a quoted grade."""
    fill = STEPS[step(mark.grade.share)]
    return tag(
        "g",
        tooltip(mark.facts),
        *grade_sign(shape, mark.x, y, fill, quoted=mark.grade.quoted),
    )
