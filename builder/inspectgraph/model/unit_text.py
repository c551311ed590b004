"""The text of a unit in two forms, used to make anchors and to find them again.

The *normal* form is the text in NFKC without tags. The *squeezed* form has only the
letters and digits of the normal form. `UnitText` converts spans of the squeezed form to
words and figures of the normal form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final
from unicodedata import category

from inspectgraph.model.figures import Figure, find_figures, forms, normal_text

__all__ = ["UnitText", "is_kept"]

#: Every character that `is_kept` keeps, and few others.
_LETTER = re.compile(r"[^\W_]")
_NO_LETTERS = re.compile(r"[\W_]+")
#: Signs that join letters to one word (`can't`), or digits to one figure, date or range
#: (`3.5`, `2013-14`), each with the test that both neighbours must pass.
_JOINTS: Final[Mapping[str, Callable[[str], bool]]] = {
    **dict.fromkeys("'’", str.isalpha),
    **dict.fromkeys(".,:·/⁄∕-\u2010\u2011\u2012\u2013\u2212", str.isdecimal),
}
#: The categories of the characters that a squeezed text keeps.
_KEPT: Final = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Nd"})


@dataclass(frozen=True)
class UnitText:
    """The text of a unit in a normal form and in a squeezed form.

    The normal form is the text in NFKC without tags. The squeezed form has only the
    letters and digits of the normal form. A span has a start and a length in the
    squeezed form. The methods convert spans to offsets in the normal form.
    """

    normal: str

    @classmethod
    def of(cls, text: str) -> UnitText:
        """Return the `UnitText` for the text of a unit as read from the report."""
        return cls(normal_text(text))

    @cached_property
    def places(self) -> list[int]:
        """The offset of each letter and digit in the normal form of the text.

        The offsets have the same order as the letters and digits in `squeezed`.
        """
        folded = self.normal.casefold()
        if len(folded) > len(self.normal):  # such as `ss` for `ß`
            return [place for place, sign in self._folded() if is_kept(sign)]
        places = [found.start() for found in _LETTER.finditer(folded)]
        if folded.isascii():
            return places
        return [place for place in places if is_kept(folded[place])]

    @cached_property
    def squeezed(self) -> str:
        """The letters and digits of the text in lower case, as in `squeeze`."""
        letters = _NO_LETTERS.sub("", self.normal.casefold())
        if letters.isascii():
            return letters
        return "".join(filter(is_kept, letters))

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures of the text, in order."""
        return find_figures(self.normal)

    def figures_at(self, start: int, length: int) -> list[str]:
        """Return the figures in a span of letters and digits, each in a normal form."""
        return forms(self.figures_between(start, length))

    def figures_between(self, start: int, length: int) -> list[Figure]:
        """Return the figures in a span of letters and digits, in order."""
        first, last = self._bounds(start, length)
        found: list[Figure] = []
        for one in self.figures:
            if first <= one.start <= one.end <= last:
                found.append(one)
        return found

    def words_at(self, start: int, length: int) -> str:
        """Return the words at a span, as they are in the normal form.

        The start and the length of the span count only letters and digits.
        """
        first, last = self._bounds(start, length)
        return self.normal[first:last]

    def begins_inside_word(self, start: int) -> bool:
        """Return whether a span of letters and digits begins inside a word or figure."""
        return _inside_word(self.normal, self._bounds(start, 1)[0])

    def ends_inside_word(self, start: int, length: int) -> bool:
        """Return whether a span of letters and digits ends inside a word or figure."""
        return _inside_word(self.normal, self._bounds(start, length)[1])

    def is_whole(self, start: int, length: int) -> bool:
        """Return whether a span of letters and digits consists of whole words.

        A figure is also a word.
        """
        if self.begins_inside_word(start):
            return False
        return not self.ends_inside_word(start, length)

    def word_at(self, start: int) -> str:
        """Return the whole word or figure that contains a given letter or digit."""
        first, last = self._bounds(start, 1)
        while _inside_word(self.normal, first):
            first -= 1
        while _inside_word(self.normal, last):
            last += 1
        return self.normal[first:last]

    def _bounds(self, start: int, length: int) -> tuple[int, int]:
        """Convert a span of the squeezed form to two offsets in the normal form.

        The squeezed form has only the letters and digits of the normal form. `start`
        and `length` describe the span in the squeezed form. The two offsets are the
        start and the end of the span in the normal form.
        """
        last = self.places[start + length - 1] + 1
        while last < len(self.normal) and category(self.normal[last])[0] == "M":
            last += 1
        return self.places[start], last

    def _folded(self) -> Iterator[tuple[int, str]]:
        """Yield each case-folded character with its offset in the normal form."""
        for place, sign in enumerate(self.normal):
            for folded in sign.casefold():
                yield place, folded


@lru_cache(maxsize=4096)
def is_kept(sign: str) -> bool:
    """Return whether a case-folded character is a letter or a decimal digit.

    Other characters are removed from the squeezed form of a text.
    """
    return category(sign) in _KEPT


def _inside_word(text: str, place: int) -> bool:
    """Return whether an offset between two characters is inside a word or figure.

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
    """Return whether the second of three characters joins the other two.

    Joined characters are in the same word, as in `n't`, or the same figure, as in
    `3.5`.
    """
    if len(three) < 3:
        return False
    fits = _JOINTS.get(three[1])
    if fits is None:
        return False
    return fits(three[0] + three[2])


def _in_word(sign: str) -> bool:
    """Return whether a character is a letter, a digit or an accent."""
    if sign.isalnum():
        return True
    return category(sign)[0] == "M"
