"""What a page of a PDF draws: the ruled lines of tables, and bullets that are shapes and no characters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box, View

__all__ = ["Flat", "Shapes", "shapes_of"]

#: How thin a filled shape is that is a ruled line, in points.
_THIN = 2.5
#: The least and the most width and height of a bullet, and how much longer than the
#: other one of them may be.
_LEAST, _MOST, _OBLONG = 1.2, 6.5, 1.4
#: The least width and height of a rectangle that may hold text of several lines, in
#: points.
_LEAST_FRAME = 24
#: The segments of a closed rectangle: where it begins, four sides and perhaps the
#: closing.
_RECTANGLE = {5, 6}

Flat = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The drawn parts of a page: level lines (from, to, height), upright ones (place, lower, upper), boxes."""

    flat: list[Flat]
    upright: list[Flat]
    bullets: list[Box]
    frames: list[Box]


def shapes_of(page: pdfium.PdfPage, view: View) -> Shapes:
    """Return what a page draws, as it is seen; a framed cell is ruled on its four sides."""
    shapes = Shapes([], [], [], [])
    for thing in page.get_objects([pdfium_c.FPDF_PAGEOBJ_PATH], max_depth=3):
        box = view.area(thing.get_bounds())
        wide, high = box[2] - box[0], box[3] - box[1]
        if (
            _LEAST < wide < _MOST
            and _LEAST < high < _MOST
            and max(wide, high) < _OBLONG * min(wide, high)
        ):
            shapes.bullets.append(box)
        if (
            wide > _LEAST_FRAME
            and high > _LEAST_FRAME
            and pdfium_c.FPDFPath_CountSegments(thing.raw) in _RECTANGLE
        ):
            shapes.frames.append(box)
        for left, bottom, right, top in _sides(thing, box):
            if top - bottom <= _THIN and right - left > 3 * _THIN:
                shapes.flat.append((left, right, (top + bottom) / 2))
            elif right - left <= _THIN and top - bottom > 3 * _THIN:
                shapes.upright.append(((left + right) / 2, bottom, top))
    return shapes


def _sides(thing: pdfium.PdfObject, box: Box) -> Iterator[Box]:
    """Yield the sides of a rectangle that is drawn as a frame, else the shape itself."""
    left, bottom, right, top = box
    if not _is_frame(thing):
        yield box
        return
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top


def _is_frame(thing: pdfium.PdfObject) -> bool:
    """Return whether a shape is a rectangle whose outline is drawn."""
    filled, drawn = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(thing.raw, filled, drawn)
    return (
        bool(drawn.value) and pdfium_c.FPDFPath_CountSegments(thing.raw) in _RECTANGLE
    )
