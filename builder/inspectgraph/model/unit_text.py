"""The text of a unit as anchors see it: letters and digits, figures, word bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final
from unicodedata import category

from inspectgraph.model.figures import Figure, find_figures, forms, normal_text

__all__ = ["UnitText", "is_kept"]

_ASCII_WORD = re.compile(r"[a-z0-9]")
#: What joins letters to one word, and digits to one figure, to a date or to a range.
_JOINTS: Final[Mapping[str, Callable[[str], bool]]] = {
    **dict.fromkeys("'’", str.isalpha),
    **dict.fromkeys(".,:·/⁄∕-\u2010\u2011\u2012\u2013\u2212", str.isdecimal),
}
#: The categories of the characters that a squeezed text keeps.
_KEPT: Final = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Nd"})


@dataclass(frozen=True)
class UnitText:
    """The text of a unit; places in its squeezed form lead to places in its normal form."""

    normal: str

    @classmethod
    def of(cls, text: str) -> UnitText:
        """Return the text of a unit as anchors see it."""
        return cls(normal_text(text))

    @cached_property
    def places(self) -> list[int]:
        """For each letter or digit of the squeezed text, where it is in the normal text."""
        folded = self.normal.lower()
        if folded.isascii():
            return [found.start() for found in _ASCII_WORD.finditer(folded)]
        return list(map(itemgetter(0), self._kept()))

    @cached_property
    def squeezed(self) -> str:
        """The letters and digits of the text, as `squeeze` gives them."""
        if self.normal.isascii():
            return re.sub(r"[^a-z0-9]+", "", self.normal.lower())
        return "".join(map(itemgetter(1), self._kept()))

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the text, in order."""
        return find_figures(self.normal)

    def figures_at(self, start: int, length: int) -> list[str]:
        """Return the normal forms of the figures in a span of the squeezed text."""
        return forms(self.figures_between(start, length))

    def figures_between(self, start: int, length: int) -> list[Figure]:
        """Return the figures in a span of the squeezed text, by their places in the normal text."""
        first, last = self._bounds(start, length)
        found: list[Figure] = []
        for one in self.figures:
            if first <= one.start <= one.end <= last:
                found.append(one)
        return found

    def words_at(self, start: int, length: int) -> str:
        """Return the words of the normal text that a span of the squeezed text covers."""
        first, last = self._bounds(start, length)
        return self.normal[first:last]

    def begins_inside_word(self, start: int) -> bool:
        """Return whether a span of the squeezed text begins inside a word or figure."""
        return _inside_word(self.normal, self._bounds(start, 1)[0])

    def ends_inside_word(self, start: int, length: int) -> bool:
        """Return whether a span of the squeezed text ends inside a word or figure."""
        return _inside_word(self.normal, self._bounds(start, length)[1])

    def is_whole(self, start: int, length: int) -> bool:
        """Return whether a span of the squeezed text is whole words and figures."""
        if self.begins_inside_word(start):
            return False
        return not self.ends_inside_word(start, length)

    def word_at(self, start: int) -> str:
        """Return the whole word or figure to which a place of the squeezed text belongs."""
        first, last = self._bounds(start, 1)
        while _inside_word(self.normal, first):
            first -= 1
        while _inside_word(self.normal, last):
            last += 1
        return self.normal[first:last]

    def _bounds(self, start: int, length: int) -> tuple[int, int]:
        """Return where a span of the squeezed text begins and ends in the normal text."""
        last = self.places[start + length - 1] + 1
        while last < len(self.normal) and category(self.normal[last])[0] == "M":
            last += 1
        return self.places[start], last

    def _kept(self) -> Iterator[tuple[int, str]]:
        """Yield the letters and digits of the text, case folded, each with its place."""
        for place, sign in enumerate(self.normal):
            for folded in sign.casefold():
                if is_kept(folded):
                    yield place, folded


def is_kept(sign: str) -> bool:
    """Return whether a character, case folded, is a letter or digit that anchors see."""
    return category(sign) in _KEPT


def _inside_word(text: str, place: int) -> bool:
    """Return whether both neighbours of a place between two characters belong to one word.

    >>> [_inside_word("can't pay 3.5% of 2013-14", place) for place in (1, 3, 4, 5, 9, 11, 13, 22)]
    [True, True, True, False, False, True, False, True]
    """
    if not 0 < place < len(text):
        return False
    around = text[place - 1 : place + 1]
    if all(map(_in_word, around)):
        return True
    if _joined(text[place - 1 : place + 2]):
        return True
    return _joined(text[max(place - 2, 0) : place + 1])


def _joined(three: str) -> bool:
    """Return whether the second of three characters joins the others to one word or figure."""
    if len(three) < 3:
        return False
    fits = _JOINTS.get(three[1])
    if fits is None:
        return False
    return fits(three[0] + three[2])


def _in_word(sign: str) -> bool:
    """Return whether a character is a letter, a digit or a mark on one."""
    if sign.isalnum():
        return True
    return category(sign)[0] == "M"
