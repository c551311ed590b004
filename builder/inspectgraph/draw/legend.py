"""Legends: entries of a sign and words, set side by side and wrapped like words."""

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
    """Set entries side by side, in as many lines as they need.

    Args:
        entries: The entries.
        room: The width for all of them, in pixels.
        height: The height of a line, in pixels.
        title: Words above the entries, or "".
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
    """Return an entry of a legend.

    Args:
        sign: The elements of the sign.
        words: What the sign means; shortened to `room`, with the whole as tooltip.
        height: The height of a line of the legend, in pixels.
        indent: Where the words begin.
        room: The width for the words.
    """
    (shown,) = wrap(words, _SIZE, room, lines=1)
    look = {"fill": INK, "class_": "ink"}
    text = middle_label(shown, indent, height / 2, _SIZE, full=words, **look)
    return indent + text_width(shown, _SIZE) + _GAP, [*sign, text]


def swatch(fill: str, words: str, height: float, *, stroke: str | None = None) -> Entry:
    """Return an entry whose sign is a square with a fill."""
    top = (height - _SIDE) / 2
    sign = box(0.5, top, _SIDE + 0.5, top + _SIDE, fill=fill, stroke=stroke)
    return entry([sign], words, height)
