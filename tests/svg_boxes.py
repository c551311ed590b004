"""Find boxes around the texts of an SVG that overlap or leave the picture.

The widths are from the widest font that a viewer may use, so boxes may be too large but
never too small.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from inspectgraph.draw.text_metrics import text_width

__all__ = ["Box", "outside", "overlaps", "text_boxes"]

_SVG = "{http://www.w3.org/2000/svg}"

#: How far letters reach above and below the line, in parts of the font size.
_ABOVE, _BELOW = 0.76, 0.24

#: Boxes may share this many pixels: letters do not fill their boxes to the edge.
_SHARED = 0.5

_Matrix = tuple[float, float, float, float, float, float]

_UNMOVED: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A line of text and the upright box around it."""

    text: str
    size: float
    left: float
    top: float
    right: float
    bottom: float


def text_boxes(svg: bytes) -> list[Box]:
    """Return a box for each visible line of text."""
    return list(_boxes(ET.fromstring(svg), _UNMOVED))  # noqa: S314 - our own files


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    """Return the pairs of texts whose boxes overlap."""
    return [
        (one.text, other.text)
        for one, other in combinations(boxes, 2)
        if min(one.right, other.right) - max(one.left, other.left) > _SHARED
        and min(one.bottom, other.bottom) - max(one.top, other.top) > _SHARED
    ]


def outside(boxes: list[Box], width: float, height: float) -> list[str]:
    """Return the texts that are not wholly in a picture of a size."""
    return [
        box.text
        for box in boxes
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]


def _boxes(element: ET.Element, matrix: _Matrix) -> Iterator[Box]:
    """Yield the boxes of an element and of its children."""
    if element.get("opacity") == "0" or element.get("display") == "none":
        return
    matrix = _times(matrix, _transform(element.get("transform", "")))
    if element.tag == f"{_SVG}text":
        yield from _lines(element, matrix)
    for child in element:
        yield from _boxes(child, matrix)


def _lines(element: ET.Element, matrix: _Matrix) -> Iterator[Box]:
    """Yield the boxes of the lines of a text."""
    x, y = float(element.get("x", 0)), float(element.get("y", 0))
    size = float(element.get("font-size", "16").removesuffix("px"))
    bold = element.get("font-weight") in {"bold", "600", "700"}
    parts = [(x, y, element.text or "")]
    for span in element.iter(f"{_SVG}tspan"):
        x, y = float(span.get("x", x)), y + float(span.get("dy", 0))
        parts.append((x, y, span.text or ""))
    for anchor, base, text in parts:
        if text.strip():
            width = text_width(text.strip(), size, bold=bold)
            left = anchor - {"middle": width / 2, "end": width}.get(
                element.get("text-anchor", "start"), 0
            )
            yield _upright(
                text,
                size,
                matrix,
                (left, base - _ABOVE * size, left + width, base + _BELOW * size),
            )


def _upright(
    text: str, size: float, matrix: _Matrix, sides: tuple[float, float, float, float]
) -> Box:
    """Return the upright box around a box that a matrix has moved and turned."""
    left, top, right, bottom = sides
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (left, right)
        for y in (top, bottom)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(text, size, min(xs), min(ys), max(xs), max(ys))


def _transform(text: str) -> _Matrix:
    """Return the matrix of a transform attribute."""
    matrix = _UNMOVED
    for name, arguments in re.findall(r"(\w+)\(([^)]*)\)", text):
        numbers = [float(number) for number in re.split(r"[\s,]+", arguments.strip())]
        matrix = _times(matrix, _step(name, numbers))
    return matrix


def _step(name: str, numbers: list[float]) -> _Matrix:
    """Return the matrix of one step of a transform."""
    if name == "translate":
        return (1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0)
    if name == "scale":
        return (numbers[0], 0, 0, numbers[-1], 0, 0)
    if name == "rotate" and len(numbers) == 1:
        cosine, sine = (
            math.cos(math.radians(numbers[0])),
            math.sin(math.radians(numbers[0])),
        )
        return (cosine, sine, -sine, cosine, 0, 0)
    raise ValueError(f"no picture of ours has {name}{numbers}")


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return the product of two matrices."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )
