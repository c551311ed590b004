"""Draw legends: each entry has a sign and words, and the entries are set side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspectgraph.draw.palette import INK
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import box, group, middle_label
from inspectgraph.draw.text_metrics import text_width, wrap

__all__ = ["Entry", "entry", "flow", "swatch"]

#: An entry: its width, and its elements, drawn from the upper left corner.
Entry = tuple[float, list[str]]

#: In pixels: the font size, the side of a swatch, and the gap after an entry.
_SIZE, _SIDE, _GAP = 12.0, 14, 22


def flow(
    entries: Iterable[Entry], room: float, height: float, *, title: str = ""
) -> Block:
    """Set legend entries side by side, on as many lines as they need.

    Args:
        entries: The entries.
        room: The width of a line, in pixels.
        height: The height of a line, in pixels.
        title: The title above the entries, or "".
    """
    found: list[str] = []
    left, top = 0.0, 0.0
    if title:
        found.append(
            middle_label(title, 0, height / 2, _SIZE, font_weight="bold", fill=INK)
        )
        top = height
    for width, parts in entries:
        if left and left + width > room + _GAP:
            left, top = 0.0, top + height
        found.append(group(parts, transform=f"translate({left:g},{top:g})"))
        left += width
    return Block(top + height if found else 0, tuple(found))


def entry(
    sign: Sequence[str],
    words: str,
    height: float,
    *,
    indent: float = 22,
    room: float = 320,
) -> Entry:
    """Return a legend entry, with its width and its elements.

    Args:
        sign: The SVG elements of the sign.
        words: The meaning of the sign. Words wider than `room` are shortened, and the
            full words become a tooltip.
        height: The height of a line of the legend, in pixels.
        indent: The horizontal position of the words, in pixels.
        room: The maximum width of the words, in pixels.
    """
    (shown,) = wrap(words, _SIZE, room, lines=1)
    look = {"fill": INK, "class_": "ink"}
    text = middle_label(shown, indent, height / 2, _SIZE, full=words, **look)
    return indent + text_width(shown, _SIZE) + _GAP, [*sign, text]


def swatch(fill: str, words: str, height: float, *, stroke: str | None = None) -> Entry:
    """Return a legend entry whose sign is a filled square."""
    top = (height - _SIDE) / 2
    sign = box(0.5, top, _SIDE + 0.5, top + _SIDE, fill=fill, stroke=stroke)
    return entry([sign], words, height)
