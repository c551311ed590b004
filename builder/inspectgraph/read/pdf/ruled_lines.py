"""Find the shapes on a PDF page: ruled lines, rectangles and drawn bullets."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box, View

__all__ = ["Flat", "Shapes", "shapes_of"]

#: The most thickness of a ruled line, in points, and its least length, as a multiple of
#: that thickness.
_THIN = 2.5
_LENGTH = 3
#: The least and the most length of a bullet's sides, in points, and the most ratio of
#: its sides.
_LEAST, _MOST, _OBLONG = 1.2, 6.5, 1.4
#: The least side of a rectangle that may hold several lines of text, in points.
_LEAST_FRAME = 24
#: The numbers of segments in the path of a rectangle: a start, four sides, and perhaps
#: an end.
_RECTANGLE = {5, 6}
#: The depth of nested PDF forms down to which shapes are searched for.
_DEPTH = 3

Flat = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a page, in points from its lower left corner.

    `flat` holds horizontal lines (left end, right end, height). `upright` holds
    vertical lines (horizontal position, lower end, upper end). `bullets` and `frames`
    hold rectangles.
    """

    flat: list[Flat]
    upright: list[Flat]
    bullets: list[Box]
    frames: list[Box]


def shapes_of(page: pdfium.PdfPage, view: View) -> Shapes:
    """Return the shapes of a page.

    An outlined rectangle, such as the border of a table cell, becomes four lines.
    """
    shapes = Shapes([], [], [], [])
    for path in page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=_DEPTH):
        box = view.area(path.get_bounds())
        if _is_bullet(box):
            shapes.bullets.append(box)
        is_rectangle = pdfium_c.FPDFPath_CountSegments(path.raw) in _RECTANGLE
        if is_rectangle and min(_size(box)) > _LEAST_FRAME:
            shapes.frames.append(box)
        if is_rectangle and _is_outlined(path):
            for side in _sides(box):
                _add_line(shapes, side)
        else:
            _add_line(shapes, box)
    return shapes


def _size(box: Box) -> tuple[float, float]:
    """Return the width and height of a rectangle."""
    left, bottom, right, top = box
    return right - left, top - bottom


def _is_bullet(box: Box) -> bool:
    """Return whether a shape has the size and proportions of a bullet."""
    short, long = sorted(_size(box))
    if short <= _LEAST:
        return False
    return long < min(_MOST, _OBLONG * short)


def _add_line(shapes: Shapes, box: Box) -> None:
    """Add a shape as a ruled line, if the shape is thin and long."""
    left, bottom, right, top = box
    width, height = _size(box)
    if height <= _THIN and width > _LENGTH * _THIN:
        shapes.flat.append((left, right, (top + bottom) / 2))
    elif width <= _THIN and height > _LENGTH * _THIN:
        shapes.upright.append(((left + right) / 2, bottom, top))


def _sides(box: Box) -> Iterator[Box]:
    """Yield the four sides of a rectangle, each as a thin rectangle."""
    left, bottom, right, top = box
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top


def _is_outlined(path: pdfium.PdfObject) -> bool:
    """Return whether the outline of a shape is drawn."""
    filled, drawn = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path.raw, filled, drawn)
    return bool(drawn.value)
