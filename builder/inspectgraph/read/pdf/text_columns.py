"""Get the characters of a PDF page from PDFium: one list of values for each property.

A call from Python to a C library takes longer than the work of PDFium itself. So `map`
makes the calls for all characters, and PDFium writes the values into one buffer.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import compress, repeat
from math import atan2, degrees, hypot
from typing import Any, Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

__all__ = ["Positions", "Style", "TextColumns"]

#: Words in the names of bold fonts, and in the names of symbol fonts.
_BOLD_NAMES, _SYMBOL_NAMES = (b"bold", b"black"), (b"dingbats", b"wingdings")
#: The codes that PDFium gives a hyphen at the end of a line. In the text of a page, the
#: second code also stands for a character without a code.
_LINE_END: Final = re.compile("[\x02\ufffe]")
#: The size of a buffer that is large enough for most names of fonts, in bytes.
_NAME: Final = 128
#: Letters that are written from right to left, whose order PDFium may change.
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: The length of a run of characters whose first and last character are compared, to see
#: whether all belong to the same text object.
_STEP: Final = 12
_HYPHEN: Final = "-"
#: The numbers of bytes of a rectangle and of a point in PDFium's answers.
_BOX_BYTES, _POINT_BYTES = 16, 16


def _function(name: str, result: type, *arguments: type) -> Callable[..., Any]:
    """Return a function of PDFium that accepts memory addresses as numbers.

    The functions of pypdfium2 are slower, because they first make an object from each
    address.
    """
    bound = getattr(pdfium_c, name)
    function = type(bound)(ctypes.cast(bound, ctypes.c_void_p).value)
    function.restype, function.argtypes = result, arguments
    return function  # type: ignore[no-any-return]


_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int
_AT = (_ADDRESS, _INT)
_text_of = _function("FPDFText_GetText", _INT, *_AT, _INT, _ADDRESS)
_code_at = _function("FPDFText_GetUnicode", ctypes.c_uint, *_AT)
_is_hyphen = _function("FPDFText_IsHyphen", _INT, *_AT)
_is_generated = _function("FPDFText_IsGenerated", _INT, *_AT)
_object_at = _function("FPDFText_GetTextObject", _ADDRESS, *_AT)
_size_at = _function("FPDFText_GetFontSize", ctypes.c_double, *_AT)
_matrix_at = _function("FPDFText_GetMatrix", _INT, *_AT, _ADDRESS)
_box_at = _function("FPDFText_GetLooseCharBox", _INT, *_AT, _ADDRESS)
_origin_at = _function("FPDFText_GetCharOrigin", _INT, *_AT, _ADDRESS, _ADDRESS)
_font_at = _function(
    "FPDFText_GetFontInfo", ctypes.c_ulong, *_AT, _ADDRESS, ctypes.c_ulong, _ADDRESS
)


class Style(NamedTuple):
    """The style of a character: text direction in degrees, font size, and kind of font."""

    direction: float
    size: float
    bold: bool
    is_symbol: bool


class Positions(NamedTuple):
    """The points at which characters begin, and the rectangles around the characters."""

    xs: list[float]
    ys: list[float]
    lefts: list[float]
    bottoms: list[float]
    rights: list[float]
    tops: list[float]


class TextColumns:
    """Reads the characters of a page, which are numbered from 0."""

    def __init__(self, text: pdfium.PdfTextPage) -> None:
        self._page = ctypes.cast(text.raw, _ADDRESS).value
        self._count = text.count_chars()

    def codes(self) -> str:
        """Return the code of each character; a hyphen at the end of a line becomes a plain hyphen.

        A surrogate pair counts as two characters.
        """
        codes = self._whole_text()
        if codes is None:
            indexes = range(self._count)
            codes = "".join(map(chr, map(_code_at, repeat(self._page), indexes)))
        doubtful = [match.start() for match in _LINE_END.finditer(codes)]
        if not doubtful:
            return codes
        single = list(codes)
        for index in doubtful:
            single[index] = self._line_end(index)
        return "".join(single)

    def printed(self, codes: str) -> list[int]:
        """Return the indexes of the characters that the PDF itself contains.

        Control characters are left out, and so are the spaces and line ends that PDFium
        inserts.
        """
        spaces = [index for index, code in enumerate(codes) if code == " "]
        generated = map(_is_generated, repeat(self._page), spaces)
        inserted = {*compress(spaces, map((1).__eq__, generated))}
        return [
            index
            for index, code in enumerate(codes)
            if code >= " " and index not in inserted
        ]

    def objects(self, indexes: Sequence[int]) -> list[int | None]:
        """Return, for each given character, the address of the text object that contains it."""
        return [*map(_object_at, repeat(self._page), indexes)]

    def positions(self, indexes: Sequence[int]) -> Positions:
        """Return the positions of the given characters, in units of the page."""
        count, page = len(indexes), repeat(self._page)
        boxes = (ctypes.c_float * (4 * count))()
        points = (ctypes.c_double * (2 * count))()
        place = ctypes.addressof(boxes)
        _exhaust(map(_box_at, page, indexes, _addresses(place, count, _BOX_BYTES)))
        place = ctypes.addressof(points)
        xs = _addresses(place, count, _POINT_BYTES)
        ys = _addresses(place + _POINT_BYTES // 2, count, _POINT_BYTES)
        _exhaust(map(_origin_at, page, indexes, xs, ys))
        # PDFium gives the upper edge of a rectangle before the right one.
        lefts, tops, rights, bottoms = (boxes[edge::4] for edge in range(4))
        return Positions(points[0::2], points[1::2], lefts, bottoms, rights, tops)

    def styles(self, indexes: Sequence[int], codes: str) -> list[Style]:
        """Return the styles of the given characters.

        PDFium must not have inserted any of these characters. All characters of a text
        object have one style, so one call for each object is enough.

        Args:
            indexes: The indexes of the characters.
            codes: The codes of all characters of the page.
        """
        if _RIGHT_TO_LEFT.search(codes):
            objects = self.objects(indexes)
        else:
            objects = self._objects_in_turn(indexes)
        one_of = dict(zip(objects, indexes, strict=True))
        style_of = {key: self._style(index) for key, index in one_of.items()}
        return [style_of[key] for key in objects]

    def _objects_in_turn(self, indexes: Sequence[int]) -> list[int | None]:
        """Return the address of the text object that contains each given character.

        The text must be written from left to right. For such text, PDFium returns the
        characters object by object. So if two characters belong to one object, all
        characters between them belong to the same object.
        """
        samples = self.objects(indexes[::_STEP])
        ends = self.objects(indexes[_STEP - 1 :: _STEP])
        found: list[int | None] = []
        for number, first in enumerate(samples):
            start = number * _STEP
            if number < len(ends) and ends[number] == first:
                found += [first] * _STEP
            else:
                found += self.objects(indexes[start : start + _STEP])
        return found

    def sizes(self, indexes: Iterable[int]) -> list[float]:
        """Return the font sizes of the given characters."""
        return [self._direction_and_size(index)[1] for index in indexes]

    def _whole_text(self) -> str | None:
        """Return the whole text of the page, or None if characters are missing or repeated.

        PDFium leaves most control characters out of the text, and stores some
        characters as two code units.
        """
        buffer = (ctypes.c_uint16 * (self._count + 1))()
        units = _text_of(self._page, 0, self._count, ctypes.addressof(buffer)) - 1
        text = bytes(buffer)[:-2].decode("utf-16", "surrogatepass")
        if units == len(text) == self._count:
            return text
        return None

    def _line_end(self, index: int) -> str:
        """Return the code of a character; a hyphen at the end of a line becomes a plain hyphen."""
        code = chr(_code_at(self._page, index))
        is_hyphen = _LINE_END.match(code) and _is_hyphen(self._page, index) == 1
        return _HYPHEN if is_hyphen else code

    def _style(self, index: int) -> Style:
        direction, size = self._direction_and_size(index)
        return Style(direction, size, *_kind_of_font(self._font(index)))

    def _direction_and_size(self, index: int) -> tuple[float, float]:
        """Return the direction of a character in degrees, and its font size."""
        matrix = pdfium_c.FS_MATRIX()
        _matrix_at(self._page, index, ctypes.addressof(matrix))
        size: float = _size_at(self._page, index)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        if not b and a > 0:  # level text: nearly every character
            return 0.0, size * (abs(d) or hypot(c, d) or 1.0)
        return degrees(atan2(b, a)), size * (hypot(c, d) or 1.0)

    def _font(self, index: int) -> bytes:
        """Return the name of the font of a character."""
        name, flags = ctypes.create_string_buffer(_NAME), ctypes.c_int()
        places = ctypes.addressof(name), _NAME, ctypes.addressof(flags)
        _font_at(self._page, index, *places)
        return name.value


def _addresses(start: int, count: int, step: int) -> range:
    """Return the addresses of `count` values in a buffer; each value takes `step` bytes."""
    return range(start, start + count * step, step)


def _exhaust(calls: Iterable[object]) -> None:
    """Run all calls of a `map` object, and ignore what the calls return."""
    deque(calls, maxlen=0)


@lru_cache(maxsize=256)
def _kind_of_font(name: bytes) -> tuple[bool, bool]:
    """Decide whether a font is bold, and whether the font is a symbol font.

    The name of the font decides.
    """
    name = name.lower()
    is_bold = any(word in name for word in _BOLD_NAMES)
    is_symbol = any(word in name for word in _SYMBOL_NAMES)
    return is_bold, is_symbol
