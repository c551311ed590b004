"""The characters of a PDF page: text, position, direction, font size and weight."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from math import atan2, degrees, hypot
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.read.pdf.page_view import Box, Point, View, rotate

__all__ = ["Glyph", "Typed", "glyphs_of", "main_quarters", "typed_of", "typical_size"]

#: By how many degrees a line of text may slant and still count as level.
_LEANING = 12
#: Of so many characters, one is sampled to find the usual font size.
_SAMPLE = 7
#: Replacements for characters: letters for ligatures, the plain hyphen for others.
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
#: Words in the names of bold fonts, and in the names of symbol fonts.
_BOLD_NAMES, _SYMBOL_NAMES = (b"bold", b"black"), (b"dingbats", b"wingdings")
#: Replacements for characters of symbol fonts, such as bullets: the characters of
#: Unicode's private use area, by the characters that the PDF stores.
_SIGNS = {chr(code): chr(0xF000 + code) for code in range(0x21, 0x100)}
_HYPHEN, _SOFT_HYPHEN = 0x2D, 0xAD
#: The first code that is not a control character.
_FIRST_PRINTED = 32
#: The least width of a printed character, as a share of its font size.
_VISIBLE = 0.05
#: The replacement for a code that is not a character.
_UNKNOWN = "\ufffd"
#: The codes that PDFium gives a hyphen at the end of a line.
_LINE_END_HYPHENS = (0x2, 0xFFFE)


class Typed(NamedTuple):
    """A character as the PDF stores it, before rotation and scaling.

    `order` counts the characters of the page. `direction` is in degrees. Lengths are in
    units of the page.
    """

    order: int
    text: str
    origin: Point
    box: Box
    direction: float
    size: float
    bold: bool


class Glyph(NamedTuple):
    """A character as a reader sees it, with its left and right edge on a base line.

    Lengths are in points. `y` is the height of the base line. `order` counts the
    characters of the page.
    """

    order: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    #: The rotation of the character's text to the left, in degrees.
    turn: int


def typed_of(
    text: pdfium.PdfTextPage, left_out: Collection[int] = ()
) -> Iterator[Typed]:
    """Yield each character of a page's text, in the order of the PDF.

    A surrogate pair gives one character.

    Args:
        text: The text of the page.
        left_out: The addresses of text objects whose characters are left out.
    """
    raw = text.raw
    reader = _CharacterReader(text)
    half = 0
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        is_hyphen = code in _LINE_END_HYPHENS
        if is_hyphen and pdfium_c.FPDFText_IsHyphen(raw, index) == 1:
            code = _HYPHEN
        if code < _FIRST_PRINTED:
            continue
        if pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            continue
        if left_out:
            drawn_by = pdfium_c.FPDFText_GetTextObject(raw, index)
            if _address(drawn_by) in left_out:
                continue
        if 0xD800 <= code < 0xDC00:  # the first half of a surrogate pair
            half = code
            continue
        typed = reader.typed(index, _character(half, code))
        half = 0
        if code != _SOFT_HYPHEN:
            yield typed
        elif _is_wide(typed):  # a soft hyphen without width is not printed
            yield typed._replace(text="-")


def _character(half: int, code: int) -> str:
    """Return the character that a code of PDFium stands for.

    Args:
        half: The first half of a surrogate pair whose second half is the code, or 0.
        code: The code.
    """
    if not 0xDC00 <= code < 0xE000:
        return _SAME.get(code) or chr(code)
    if not half:
        return _UNKNOWN
    return chr(0x10000 + (half - 0xD800 << 10) + code - 0xDC00)


def _is_wide(typed: Typed) -> bool:
    """Return whether a character has a visible width."""
    left, _, right, _ = typed.box
    return right - left >= _VISIBLE * typed.size


class _CharacterReader:
    """Asks the PDFium library for the position and the font of single characters."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._raw = text.raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = pdfium_c.FS_RECTF(), pdfium_c.FS_MATRIX()
        self._flags, self._name = ctypes.c_int(), ctypes.create_string_buffer(128)

    def typed(self, index: int, text: str) -> Typed:
        """Return a character with its position and font.

        Args:
            index: The index of the character on the page.
            text: The character.
        """
        raw, box, matrix, name = self._raw, self._box, self._matrix, self._name
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, self._x, self._y)
        pdfium_c.FPDFText_GetMatrix(raw, index, matrix)
        pdfium_c.FPDFText_GetFontInfo(raw, index, name, 128, self._flags)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        size = pdfium_c.FPDFText_GetFontSize(raw, index)
        if not b and a > 0:  # level text: nearly every character
            direction = 0.0
            size *= abs(d) or hypot(c, d) or 1.0
        else:
            direction = degrees(atan2(b, a))
            size *= hypot(c, d) or 1.0
        bold, symbols = _style(name.value)
        if symbols:
            text = _SIGNS.get(text, text)
        edges = (box.left, box.bottom, box.right, box.top)
        return Typed(
            index, text, (self._x.value, self._y.value), edges, direction, size, bold
        )


@lru_cache(maxsize=256)
def _style(font: bytes) -> tuple[bool, bool]:
    """Return whether a font is bold, and whether it has symbols, from its name."""
    name = font.lower()
    is_bold = any(word in name for word in _BOLD_NAMES)
    is_symbol = any(word in name for word in _SYMBOL_NAMES)
    return is_bold, is_symbol


def _address(handle: object) -> int:
    """Return the memory address of a PDFium object, which identifies the object."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def main_quarters(typed: Collection[Typed], otherwise: int) -> int:
    """Return by how many quarter turns most text of a page is rotated to the left.

    Args:
        typed: The characters of the page.
        otherwise: The quarter turns with which a PDF viewer shows the page. They decide
            if the page has no text, or as much text in one direction as in another.
    """
    counts: Counter[int] = Counter()
    for direction, count in Counter(map(attrgetter("direction"), typed)).items():
        if _leaning(direction) <= _LEANING:
            counts[round(direction / 90) % 4] += count
    if not counts:
        return otherwise
    return max(counts, key=lambda quarters: (counts[quarters], quarters == otherwise))


def _leaning(direction: float) -> float:
    """Return the degrees between a direction and the nearest quarter turn."""
    return abs((direction + 45) % 90 - 45)


def glyphs_of(typed: Collection[Typed], view: View) -> list[Glyph]:
    """Return the characters of a page as a reader sees them.

    The position of rotated text is measured along its own base line.

    Args:
        typed: The characters as the PDF stores them.
        view: The rotation and scale of the page.
    """
    left, bottom = view.box[:2]
    is_scaled = view.scale != 1.0
    is_changed = is_scaled or view.quarters != 0
    found = []
    for one in typed:
        if one.direction or is_changed:
            found.append(_glyph(one, view))
            continue
        # Nearly every character needs no rotation and no scaling.
        order, text, origin, box, _, size, bold = one
        x = origin[0] - left
        end = max(box[2] - left, x)
        found.append(Glyph(order, text, x, end, origin[1] - bottom, size, bold, 0))
    return found


def _glyph(one: Typed, view: View) -> Glyph:
    """Return a rotated or scaled character as a reader sees it."""
    turn = round(one.direction - 90 * view.quarters) % 360
    x, y = view.point(*one.origin)
    left, bottom, right, top = view.area(one.box)
    size = view.scale * one.size
    if min(turn, 360 - turn) <= _LEANING:
        return Glyph(one.order, one.text, x, max(right, x), y, size, one.bold, 0)
    if _leaning(turn) <= _LEANING:
        turn = round(turn / 90) % 4 * 90
    start, height = rotate(x, y, -turn)
    if turn % 90 == 0:
        first_end, _ = rotate(left, bottom, -turn)
        second_end, _ = rotate(right, top, -turn)
        end = max(first_end, second_end, start)
    else:  # in slanting text, the box of a character does not give its end
        end = start + 0.5 * size
    return Glyph(one.order, one.text, start, end, height, size, one.bold, turn)


def typical_size(texts: Iterable[pdfium.PdfTextPage]) -> float | None:
    """Return the median font size on some pages, or None without characters."""
    sizes: list[float] = []
    for text in texts:
        reader = _CharacterReader(text)
        sample = range(0, text.count_chars(), _SAMPLE)
        sizes += [reader.typed(index, "").size for index in sample]
    if sizes:
        return median(sizes)
    return None
