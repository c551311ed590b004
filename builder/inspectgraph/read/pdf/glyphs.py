"""The characters of a page of a PDF: what they are, where they stand, which way they run."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from math import atan2, degrees, hypot
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box, Point, View, turned

__all__ = ["Glyph", "Typed", "glyphs_of", "main_quarters", "typed_of", "typical_size"]

#: By how many degrees a line of text may lean and be upright.
_LEANING = 12
#: Every so many characters are looked at to learn the usual size.
_SAMPLE = 7
#: What one character stands for: ligatures for their letters, hyphens of all kinds for
#: one.
_SAME = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0x2010: "-",
    0x2011: "-",
}
#: Where the signs of symbol fonts stand in Unicode.
_PRIVATE = 0xF000
_SOFT_HYPHEN = 0xAD
#: The code by which PDFium calls a hyphen at the end of a line.
_LINE_END_HYPHENS = (0x2, 0xFFFE)


class Typed(NamedTuple):
    """A character as the page draws it: order, text, origin, box, direction in degrees, size, weight."""

    order: int
    text: str
    origin: Point
    box: Box
    direction: float
    size: float
    bold: bool


class Glyph(NamedTuple):
    """A character as it is seen: from left to right on a base line, in points; `order` counts in its page."""

    order: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    #: By how many degrees to the left the text is turned that it belongs to.
    turn: int


def typed_of(
    text: pdfium.PdfTextPage, left_out: Collection[int] = ()
) -> Iterator[Typed]:
    """Yield each character that a page draws; two halves of one come together.

    Args:
        text: The text of the page.
        left_out: The addresses of text objects whose characters are not wanted.
    """
    raw, half = text.raw, 0
    place = _Places(text)
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        hyphen = (
            code in _LINE_END_HYPHENS and pdfium_c.FPDFText_IsHyphen(raw, index) == 1
        )
        if (code < 32 and not hyphen) or pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue
        if (
            left_out
            and _address(pdfium_c.FPDFText_GetTextObject(raw, index)) in left_out
        ):
            continue
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + (half - 0xD800 << 10) + code - 0xDC00 if half else 0xFFFD
        half = 0
        typed = place.typed(index, "-" if hyphen else _SAME.get(code) or chr(code))
        if code == _SOFT_HYPHEN:
            if typed.box[2] - typed.box[0] < 0.05 * typed.size:
                continue  # it is there for a line's end that does not come
            typed = typed._replace(text="-")
        yield typed


class _Places:
    """Asks PDFium for the place of a character."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._raw = text.raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
        self._flags, self._name = ctypes.c_int(), ctypes.create_string_buffer(128)

    def typed(self, index: int, text: str) -> Typed:
        """Return a character with its place."""
        raw, box, matrix, name = self._raw, self._box, self._matrix, self._name
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, self._x, self._y)
        pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
        pdfium_c.FPDFText_GetFontInfo(raw, index, name, 128, self._flags)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        level = not b and a > 0
        size = pdfium_c.FPDFText_GetFontSize(raw, index) * (
            abs(d) if level and d else hypot(c, d) or 1.0
        )
        direction = 0.0 if level else degrees(atan2(b, a))
        bold, symbols = _style(name.value)
        if symbols and len(text) == 1 and " " < text < "\u0100":
            text = chr(_PRIVATE + ord(text))
        edges = (box.left, box.bottom, box.right, box.top)
        return Typed(
            index, text, (self._x.value, self._y.value), edges, direction, size, bold
        )


@lru_cache(maxsize=256)
def _style(font: bytes) -> tuple[bool, bool]:
    """Return whether a font is bold, and whether it holds signs instead of letters."""
    name = font.lower()
    return (
        b"bold" in name or b"black" in name,
        b"dingbats" in name or b"wingdings" in name,
    )


def _address(thing: object) -> int:
    """Return the address of an object of PDFium."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def main_quarters(typed: Collection[Typed], otherwise: int) -> int:
    """Return by how many quarter turns to the left most of a page's text stands.

    Args:
        typed: The characters of the page.
        otherwise: The turns that make the page stand as a reader shows it; they decide where there is no text.
    """
    counts: Counter[int] = Counter()
    for direction, count in Counter(map(attrgetter("direction"), typed)).items():
        if _leaning(direction) <= _LEANING:
            counts[round(direction / 90) % 4] += count
    if not counts:
        return otherwise
    return max(counts, key=lambda quarters: (counts[quarters], quarters == otherwise))


def _leaning(direction: float) -> float:
    """Return by how many degrees a direction is off the level or the upright."""
    return abs((direction + 45) % 90 - 45)


def glyphs_of(typed: Collection[Typed], view: View) -> list[Glyph]:
    """Return the characters of a page as they are seen; those of turned text have their place along its own line."""
    left, bottom = view.box[:2]
    plain = view.quarters == 0 and view.scale == 1.0
    found = []
    for one in typed:
        if (
            plain and not one.direction
        ):  # nearly every character: no turning and no scaling
            x = one.origin[0] - left
            end = max(one.box[2] - left, x)
            found.append(
                Glyph(
                    one.order,
                    one.text,
                    x,
                    end,
                    one.origin[1] - bottom,
                    one.size,
                    one.bold,
                    0,
                )
            )
        else:
            found.append(_glyph(one, view))
    return found


def _glyph(one: Typed, view: View) -> Glyph:
    """Return a character as it is seen."""
    direction = one.direction - 90 * view.quarters
    turn = round(direction) % 360
    x, y = view.point(*one.origin)
    left, bottom, right, top = view.area(one.box)
    size = view.scale * one.size
    if min(turn, 360 - turn) <= _LEANING:
        return Glyph(one.order, one.text, x, max(right, x), y, size, one.bold, 0)
    turn = turn if _leaning(turn) > _LEANING else round(turn / 90) % 4 * 90
    x0, own_y = turned(x, y, -turn)
    if turn % 90 == 0:
        ends = [turned(*corner, -turn)[0] for corner in ((left, bottom), (right, top))]
        return Glyph(
            one.order, one.text, x0, max(*ends, x0), own_y, size, one.bold, turn
        )
    return Glyph(one.order, one.text, x0, x0 + 0.5 * size, own_y, size, one.bold, turn)


def typical_size(texts: Iterator[pdfium.PdfTextPage]) -> float | None:
    """Return the size of most letters on some pages, or None where there are none."""
    sizes = []
    for text in texts:
        place = _Places(text)
        sizes += [
            place.typed(index, "").size
            for index in range(0, text.count_chars(), _SAMPLE)
        ]
    return median(sizes) if sizes else None
