"""The characters of a PDF page: text, position, direction, font size and weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress, repeat
from operator import attrgetter
from statistics import median
from typing import NamedTuple

import pypdfium2 as pdfium

from inspectgraph.read.pdf.page_view import Box, View, rotate
from inspectgraph.read.pdf.text_columns import Positions, Style, TextColumns

__all__ = ["Glyph", "Typed", "glyphs_of", "main_quarters", "typed_of", "typical_size"]

#: The largest slant of a line of text that counts as level, in degrees.
_LEANING = 12
#: One in this number of characters is sampled to find the usual font size.
_SAMPLE = 7
#: Replacements for characters: letters for ligatures, the plain hyphen for others.
_SAME = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2010": "-",
    "\u2011": "-",
}
#: Characters of the private use area for the signs of symbol fonts, by the characters
#: that a PDF gives for the signs.
_SIGNS = {chr(code): chr(0xF000 + code) for code in range(0x21, 0x100)}
_SOFT_HYPHEN = "\xad"
#: The least width of a printed character, as a share of its font size.
_VISIBLE = 0.05
#: The replacement for a code that is not a character.
_UNKNOWN = "\ufffd"
_FIRST_HALF, _SECOND_HALF, _AFTER_HALVES = "\ud800", "\udc00", "\ue000"


#: The number of a character, its text, the start of it on its base line, its rectangle
#: and its style.
_Row = tuple[int, str, float, float, Box, Style]


@dataclass(frozen=True, slots=True)
class Typed:
    """The characters of a page as the PDF stores them, before rotation and scaling.

    Each field holds one value for each character. `orders` are the numbers of the
    characters on the page. Lengths are in units of the page.
    """

    orders: Sequence[int]
    texts: Sequence[str]
    positions: Positions
    styles: Sequence[Style]

    def rows(self) -> Iterator[_Row]:
        """Yield the number, text, position, rectangle and style of each character."""
        xs, ys, *edges = self.positions
        boxes = zip(*edges, strict=True)
        columns = self.orders, self.texts, xs, ys, boxes, self.styles
        return zip(*columns, strict=True)

    def chosen(self, flags: Sequence[bool]) -> Typed:
        """Return the characters whose flag is true; `flags` holds one flag for each character."""
        return Typed(
            [*compress(self.orders, flags)],
            [*compress(self.texts, flags)],
            Positions(*([*compress(column, flags)] for column in self.positions)),
            [*compress(self.styles, flags)],
        )


class Glyph(NamedTuple):
    """A character as a reader sees it, with its left edge, right edge and base line.

    Lengths are in points. `y` is the height of the base line. `order` is the number of
    the character on the page.
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


#: Returns the glyph of a tuple; this is quicker than a call of the class.
_glyph = partial(tuple.__new__, Glyph)


def typed_of(text: pdfium.PdfTextPage, left_out: Collection[int] = ()) -> Typed:
    """Return the characters of a page's text, in the order in which the PDF stores them.

    A surrogate pair becomes one character.

    Args:
        text: The text of the page.
        left_out: The addresses of text objects whose characters are left out.
    """
    columns = TextColumns(text)
    text_codes = columns.codes()
    codes: Sequence[str] = text_codes
    orders = columns.printed(text_codes)
    if left_out:
        objects = columns.objects(orders)
        orders = [*compress(orders, (one not in left_out for one in objects))]
    if any(_FIRST_HALF <= code < _AFTER_HALVES for code in set(codes)):
        orders, codes = _paired(orders, codes)
    own = [codes[order] for order in orders]
    styles = columns.styles(orders, text_codes)
    typed = Typed(orders, _texts(own, styles), columns.positions(orders), styles)
    if _SOFT_HYPHEN in own:
        return _without_soft_hyphens(typed, own)
    return typed


def _paired(orders: Iterable[int], codes: Sequence[str]) -> tuple[list[int], list[str]]:
    """Join each surrogate pair of a text into one character.

    Args:
        orders: The indexes of the characters to read.
        codes: The characters of the text, in which a pair is two characters.

    Returns:
        Two lists. The first list has the given indexes except those of first halves.
        The second list is a copy of `codes`, in which the joined character replaces the
        second half of each pair.
    """
    kept, paired, half = [], [*codes], ""
    for order in orders:
        code = codes[order]
        if _FIRST_HALF <= code < _SECOND_HALF:
            half = code
            continue
        if _SECOND_HALF <= code < _AFTER_HALVES:
            paired[order] = _character(half, code)
        half = ""
        kept.append(order)
    return kept, paired


def _character(half: str, code: str) -> str:
    """Return the character of a surrogate pair.

    If the first half is missing, return the character for unknown text.
    """
    if not half:
        return _UNKNOWN
    return (half + code).encode("utf-16", "surrogatepass").decode("utf-16")


def _texts(codes: Sequence[str], styles: Iterable[Style]) -> list[str]:
    """Return the printed text for each character code.

    The style matters, because some codes have a different text in a symbol font.
    """
    texts = [_SAME.get(code, code) for code in codes]
    if not any(map(attrgetter("is_symbol"), set(styles))):
        return texts
    found = []
    for text, style in zip(texts, styles, strict=True):
        found.append(_SIGNS.get(text, text) if style.is_symbol else text)
    return found


def _without_soft_hyphens(typed: Typed, codes: Iterable[str]) -> Typed:
    """Return the characters, after replacing printed soft hyphens with ordinary hyphens.

    A soft hyphen that has no width is not printed, and is left out.
    """
    wide = [True] * len(typed.orders)
    texts = [*typed.texts]
    rows = zip(
        codes, typed.positions.lefts, typed.positions.rights, typed.styles, strict=True
    )
    for place, (code, left, right, style) in enumerate(rows):
        if code == _SOFT_HYPHEN:
            wide[place] = right - left >= _VISIBLE * style.size
            texts[place] = "-"
    return replace(typed, texts=texts).chosen(wide)


def main_quarters(typed: Typed, otherwise: int) -> int:
    """Return the usual rotation of the text on a page, in quarter turns to the left.

    Args:
        typed: The characters of the page.
        otherwise: The number of quarter turns by which a PDF viewer rotates the page.
            This number is returned if the page has no text, or if two directions have
            equal amounts of text.
    """
    counts: Counter[int] = Counter()
    for direction, count in _directions(typed).items():
        if _leaning(direction) <= _LEANING:
            counts[round(direction / 90) % 4] += count
    if not counts:
        return otherwise
    return max(counts, key=lambda quarters: (counts[quarters], quarters == otherwise))


def _directions(typed: Typed) -> Counter[float]:
    """Return the number of characters in each text direction, keyed by the angle in degrees."""
    counts: Counter[float] = Counter()
    for style, count in Counter(typed.styles).items():
        counts[style.direction] += count
    return counts


def _leaning(direction: float) -> float:
    """Return the angle between a direction and the nearest quarter turn, in degrees."""
    return abs((direction + 45) % 90 - 45)


def glyphs_of(typed: Typed, view: View) -> list[Glyph]:
    """Return the characters of a page as a reader sees them.

    The position of rotated text is measured along its own base line.

    Args:
        typed: The characters as the PDF stores them.
        view: The rotation and scale of the page.
    """
    is_scaled = view.scale != 1.0
    is_changed = is_scaled or view.quarters != 0
    found = _level(typed, view)
    if is_changed or any(style.direction for style in set(typed.styles)):
        for place, row in enumerate(typed.rows()):
            if is_changed or row[-1].direction:
                found[place] = _turned(row, view)
    return found


def _level(typed: Typed, view: View) -> list[Glyph]:
    """Return the characters of a page that needs neither rotation nor scaling.

    Nearly every page is of this kind. So, to save time, each field is computed for all
    characters of the page at once.
    """
    left, bottom = view.box[:2]
    starts = [x - left for x in typed.positions.xs]
    heights = [y - bottom for y in typed.positions.ys]
    ends = [right - left for right in typed.positions.rights]
    sizes = map(attrgetter("size"), typed.styles)
    bolds = map(attrgetter("bold"), typed.styles)
    rows = zip(
        typed.orders,
        typed.texts,
        starts,
        map(max, ends, starts),
        heights,
        sizes,
        bolds,
        repeat(0),
        strict=False,
    )
    return [*map(_glyph, rows)]


def _turned(row: _Row, view: View) -> Glyph:
    """Return a character after rotation and scaling, as a reader sees it."""
    order, text, own_x, own_y, box, style = row
    turn = round(style.direction - 90 * view.quarters) % 360
    x, y = view.point(own_x, own_y)
    left, bottom, right, top = view.area(box)
    size = view.scale * style.size
    if min(turn, 360 - turn) <= _LEANING:
        return Glyph(order, text, x, max(right, x), y, size, style.bold, 0)
    if _leaning(turn) <= _LEANING:
        turn = round(turn / 90) % 4 * 90
    start, height = rotate(x, y, -turn)
    if turn % 90 == 0:
        first_end, _ = rotate(left, bottom, -turn)
        second_end, _ = rotate(right, top, -turn)
        end = max(first_end, second_end, start)
    else:  # in slanting text, the box of a character does not give its end
        end = start + 0.5 * size
    return Glyph(order, text, start, end, height, size, style.bold, turn)


def typical_size(texts: Iterable[pdfium.PdfTextPage]) -> float | None:
    """Return the median font size on the given pages, or None if they have no characters."""
    sizes: list[float] = []
    for text in texts:
        sizes += TextColumns(text).sizes(range(0, text.count_chars(), _SAMPLE))
    if sizes:
        return median(sizes)
    return None
