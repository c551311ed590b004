"""Hyphenation: decide whether a hyphen at the end of a line belongs to the word.

A text keeps its line ends after a hyphen, a dash or a slash until the whole report is
read. Then each divided word is compared with the other words of the report. The hyphen
is removed if the report elsewhere writes the word without a hyphen. In a report that
often divides words at line ends, the hyphen is also removed if one half of the word
does not occur as a word elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from inspectgraph.read.blocks import Block

__all__ = ["LineEnds", "join_lines", "mend_blocks"]

#: A line that ends in a hyphen, a dash or a slash right after a letter or a digit.
_OPEN_END = re.compile(r"[^\W_][-–—/]\Z")
#: The beginning of a line that continues the last word or number of the line above.
_OPEN_START = re.compile(r"(?:/|–(?=\d))\w")
_DIVIDED = re.compile(
    r"(?P<left>[^\W\d_]*)(?<=[^\W_])(?P<mark>[-–—/])\n(?P<right>[^\W\d_]*)(?P<next>-?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Words that may follow a hyphen without being joined to it: `short- and long-term`.
_SUSPENDED = frozenset({"and", "or", "to"})
#: First parts of compound words that are not words by themselves.
_PREFIXES = frozenset(
    [
        "anti",
        "bi",
        "co",
        "counter",
        "de",
        "ex",
        "extra",
        "inter",
        "intra",
        "mid",
        "mini",
        "multi",
        "neo",
        "non",
        "over",
        "para",
        "post",
        "pre",
        "pro",
        "pseudo",
        "re",
        "self",
        "semi",
        "sub",
        "super",
        "supra",
        "trans",
        "tri",
        "ultra",
        "un",
        "under",
        "vice",
        "well",
    ]
)
#: A report often divides words if at least this number of words are divided at line
#: ends and written whole elsewhere.
_FEWEST_DIVIDED = 3


def join_lines(before: str, after: str) -> str:
    r"""Join two lines into one text, usually by a space.

    If the line end may divide a word, the text keeps the line end. The class `LineEnds`
    removes this line end when the whole report has been read.

    >>> join_lines("plans that are too adult-", "focused and late")
    'plans that are too adult-\nfocused and late'
    >>> join_lines("the board met -", "at last"), join_lines("either", "/or")
    ('the board met - at last', 'either/or')
    """
    if _may_divide(before, after):
        return f"{before}\n{after}"
    if before[-1:].isalnum() and _OPEN_START.match(after):
        return f"{before}{after}"
    return f"{before} {after}"


def mend_blocks(blocks: Sequence[Block]) -> tuple[list[Block], LineEnds]:
    """Join the words that are divided at line ends, in all blocks of a report.

    Return the blocks, and the `LineEnds` object that joined the words.
    """
    ends = LineEnds(map(attrgetter("text"), blocks))
    mended = [_mend_block(block, ends) for block in blocks]
    return mended, ends


def _mend_block(block: Block, ends: LineEnds) -> Block:
    """Join the divided words in the text and the cells of a block."""
    if "\n" not in block.text and not block.cells:
        return block
    cells = []
    for cell in block.cells:
        cells.append(replace(cell, text=ends.mend(cell.text)))
    return replace(block, text=ends.mend(block.text), cells=tuple(cells))


class LineEnds:
    """Joins words that are divided at line ends.

    If the same word occurs undivided elsewhere in the report, that spelling decides
    whether the hyphen stays.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        divided: list[tuple[str, str]] = []
        for text in texts:
            whole = text
            if "\n" in text:
                whole = _DIVIDED.sub(" ", text)
                divided += _divided_words(text)
            self._words.update(_WORD.findall(whole.casefold()))
        self._parts: set[str] = set()
        for word in self._words:
            self._parts.update(word.split("-"))
        self._first_parts = self._parts | _PREFIXES
        self._divides = self._divides_words(divided)

    def _divides_words(self, divided: Iterable[tuple[str, str]]) -> bool:
        """Return whether the report often divides words at line ends.

        Args:
            divided: The two halves of each word with a hyphen at a line's end.
        """
        whole = hyphened = 0
        for first, last in divided:
            without, with_hyphen = self._counts(first, last)
            whole += without > with_hyphen
            hyphened += with_hyphen > without
        return whole >= _FEWEST_DIVIDED and whole > hyphened

    def _counts(self, first: str, last: str) -> tuple[int, int]:
        """Return how often a word occurs without a hyphen, and how often with a hyphen.

        Args:
            first: The half before the hyphen.
            last: The half after the hyphen.
        """
        return self._words[first + last], self._words[f"{first}-{last}"]

    def mend(self, text: str) -> str:
        r"""Join the divided words of a text.

        >>> ends = LineEnds(["an assessment", "re-referrals"])
        >>> ends.mend("the assess-\nment of re-\nreferrals in 2013-\n14")
        'the assessment of re-referrals in 2013-14'
        >>> LineEnds([]).mend("short-\nand long-term plans")
        'short- and long-term plans'
        """
        if "\n" not in text:
            return text
        return _DIVIDED.sub(self._as_written, text)

    def join(self, texts: Sequence[str]) -> str:
        """Return consecutive texts as one text, with their divided words joined."""
        joined = texts[0]
        for before, after in pairwise(texts):
            between = " "
            if _may_divide(before, after):
                between = "\n"
            joined += between + after
        return self.mend(joined)

    def _as_written(self, found: re.Match[str]) -> str:
        """Return the joined form of a divided word, with or without its hyphen."""
        left, mark, right, after = found.group("left", "mark", "right", "next")
        if mark != "-":
            return f"{left}{mark}{right}{after}"
        if right in _SUSPENDED and not after:
            return f"{left}- {right}"
        hyphen = "-"
        if self._is_one_word(found):
            hyphen = ""
        return f"{left}{hyphen}{right}{after}"

    def _is_one_word(self, found: re.Match[str]) -> bool:
        """Return whether the halves of a divided word form one unhyphenated word."""
        left, right, after = found.group("left", "right", "next")
        if not left:
            return False
        if not right.islower():
            return False
        before = found.string[: found.start()]
        if after or before.endswith("-"):  # part of a longer compound
            return False
        first, last = left.casefold(), right.casefold()
        whole, hyphened = self._counts(first, last)
        is_written = whole + hyphened > 0
        if is_written:
            return whole > hyphened
        if not self._divides:
            return False
        are_words = last in self._parts and first in self._first_parts
        return not are_words


def _divided_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the two halves of each word that is divided by a hyphen at the end of a line."""
    for found in _DIVIDED.finditer(text):
        if found["mark"] == "-":
            yield found["left"].casefold(), found["right"]


def _may_divide(before: str, after: str) -> bool:
    """Return whether the line end between two lines may divide a word."""
    is_open = _OPEN_END.match(before[-2:]) is not None
    return is_open and after[:1].isalnum()
