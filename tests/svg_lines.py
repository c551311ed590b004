"""Find texts of an SVG that lie over a visible straight line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from svg_boxes import text_boxes

__all__ = ["crossed"]

_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.]+)(?:[ ,]([-\d.]+))?\)")
_SCALE = re.compile(r"scale\(([\d.]+)\)")
#: Straight lines as our code writes them: from one point to another, or downwards.
_LINE = re.compile(r"M([-\d.]+),([-\d.]+)(?:L([-\d.]+),([-\d.]+)|V([-\d.]+))")
#: A text may touch a line by this many pixels: letters do not fill their boxes.
_SHARED = 1.0

_Line = tuple[float, float, float, float]


def crossed(svg: bytes) -> list[str]:
    """Return the texts that lie over a line, except single letters."""
    root = ET.fromstring(svg)  # noqa: S314 - our own files
    lines = list(_lines(root, 0, 0, 1))
    return [
        box.text
        for box in text_boxes(svg)
        if len(box.text) > 1
        and any(
            left < box.right - _SHARED
            and right > box.left + _SHARED
            and top < box.bottom - _SHARED
            and bottom > box.top + _SHARED
            for left, top, right, bottom in lines
        )
    ]


def _lines(element: ET.Element, x: float, y: float, scale: float) -> Iterator[_Line]:
    """Yield the lines of an element and its children: left, top, right and bottom."""
    transform = element.get("transform", "")
    if move := _MOVE.search(transform):
        x, y = x + scale * float(move[1]), y + scale * float(move[2] or 0)
    if factor := _SCALE.search(transform):
        scale *= float(factor[1])
    if element.tag == f"{_SVG}path":
        for found in _LINE.finditer(element.get("d", "")):
            x1, y1 = float(found[1]), float(found[2])
            x2 = float(found[3]) if found[3] else x1
            y2 = float(found[4] or found[5])
            xs = sorted((x + scale * x1, x + scale * x2))
            ys = sorted((y + scale * y1, y + scale * y2))
            yield xs[0], ys[0], xs[1], ys[1]
    for child in element:
        yield from _lines(child, x, y, scale)
