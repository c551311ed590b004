"""Join the text of a quoted document into one run of letters, and find units in it.

A unit is a part of the document, such as a paragraph. The units follow each other in
reading order. Page headers and footers come last, so that a quotation can run over the
end of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from operator import attrgetter

from inspectgraph.model.anchor import digest, squeeze
from inspectgraph.model.figures import figures_digest
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document, Unit

__all__ = ["Place", "SourceText"]

_ASIDE = frozenset({"furniture", "contents", "end-matter"})
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LETTER = re.compile(r"[^\W_]")
#: What separates the units in the text of a document.
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of some words in a document.

    `unit` is the id of the unit in which the words begin. In a PDF, `page` is the page
    of this unit, and `line` is None. In a text file, `line` is the line of this unit,
    and `page` is None. `start` and `length` count letters and digits. `digest` is a
    hash of the words, and `figures` holds hashes of the numbers among the words.
    `count` is the number of times that the words occur in the document.
    """

    unit: str
    page: int | None
    line: int | None
    start: int
    length: int
    digest: str
    figures: str
    count: int = 1

    def __str__(self) -> str:
        if self.page:
            return f"{self.unit} (page {self.page})"
        if self.line:
            return f"{self.unit} (line {self.line})"
        return self.unit


@dataclass(frozen=True, slots=True)
class _Piece:
    """A unit of a document.

    `start` is the number of letters and digits that come before the unit in the
    document.
    """

    unit: Unit
    raw: str
    start: int


class SourceText:
    """The text of a document, for searches that ignore letter case, signs and spaces."""

    def __init__(self, document: Document, file_text: str = "") -> None:
        """Prepare the text of a document.

        Args:
            document: The document.
            file_text: The text of the file, to which the spans of units refer; "" for a
                PDF.
        """
        units = sorted(document.units, key=lambda unit: unit.kind in _ASIDE)
        self._pieces: list[_Piece] = []
        normal: list[str] = []
        squeezed: list[str] = []
        start = 0
        for unit in units:
            text = UnitText.of(unit.text)
            raw = _as_printed(unit, text.squeezed, file_text) or text.normal
            self._pieces.append(_Piece(unit, raw, start))
            normal.append(text.normal)
            squeezed.append(text.squeezed)
            start += len(text.squeezed)
        self.file_text = file_text
        self.squeezed = "".join(squeezed)
        self.text = UnitText(_GAP.join(normal))
        self._starts = list(map(attrgetter("start"), self._pieces))

    @cached_property
    def _raw_places(self) -> dict[int, list[int]]:
        """A cache that maps a unit to the offset of each letter in the unit's printed text."""
        return {}

    def occurrences(self, words: str) -> Iterator[int]:
        """Yield each offset at which given words occur as whole words of the document."""
        start = self.squeezed.find(words) if words else -1
        while start >= 0:
            if self.text.is_whole(start, len(words)):
                yield start
            start = self.squeezed.find(words, start + 1)

    def place(self, start: int, length: int, count: int = 1) -> Place:
        """Return the place of some words in the document.

        `start` and `length` count only the letters and digits of the document.
        """
        piece = self._pieces[self._number_at(start)]
        figures = self.text.figures_at(start, length)
        return Place(
            piece.unit.id,
            piece.unit.page,
            piece.unit.line,
            start - piece.start,
            length,
            digest(self.squeezed[start : start + length]),
            figures_digest(figures) if figures else "",
            count,
        )

    def printed(self, start: int, length: int) -> str:
        """Return some words of the document as printed.

        `start` and `length` count only the letters and digits of the document.
        """
        parts: list[str] = []
        end = start + length
        for number in range(self._number_at(start), len(self._pieces)):
            piece = self._pieces[number]
            if piece.start >= end:
                break
            places = self._places_of(number)
            first = max(start - piece.start, 0)
            last = min(end - piece.start, len(places)) - 1
            if first <= last:
                parts.append(piece.raw[places[first] : places[last] + 1])
        return "\n".join(parts)

    def begins_unit(self, start: int) -> bool:
        """Return whether a unit begins at an offset.

        The offset counts only the letters and digits of the document.
        """
        return self._pieces[self._number_at(start)].start == start

    def _number_at(self, start: int) -> int:
        return bisect_right(self._starts, start) - 1

    def _places_of(self, number: int) -> list[int]:
        """Return the offset of each letter of a unit in the unit's printed text."""
        if number not in self._raw_places:
            self._raw_places[number] = letter_places(self._pieces[number].raw)
        return self._raw_places[number]


def letter_places(text: str) -> list[int]:
    """Return the offset in the text of each letter and digit that `squeeze` keeps.

    A ligature has one offset for each of its letters.

    >>> letter_places("a-<i>ﬁ</i>")
    [0, 5, 5]
    """
    plain = _without_tags(text)
    places: list[int] = []
    for found in _LETTER.finditer(plain):
        place, sign = found.start(), found[0]
        if sign.isascii():
            places.append(place)
        else:
            places.extend(repeat(place, len(squeeze(sign))))
    return places


def _without_tags(text: str) -> str:
    """Return a text with spaces in place of tags."""
    if "<" not in text:
        return text
    return _TAG.sub(lambda found: " " * len(found[0]), text)


def _as_printed(unit: Unit, squeezed: str, file_text: str) -> str:
    """Return the text of a unit as the file prints it.

    The result is "" if the file is a PDF. The result is also "" if the letters in the
    file differ from the letters in the unit, for example because of footnote marks. The
    printed number of a paragraph is left out.
    """
    if not file_text or not squeezed:
        return ""
    text = "\n".join(file_text[start:end] for start, end in unit.spans)
    places = letter_places(text)
    if len(places) < len(squeezed):
        return ""
    text = text[places[-len(squeezed)] :]
    return text if squeeze(text) == squeezed else ""
