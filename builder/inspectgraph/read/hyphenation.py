"""Words that a line's end divides: whether the hyphen there is the word's own.

A text keeps its line ends after a hyphen, a dash or a slash until the whole report is
known. Then the words of the report decide: a hyphen stays unless the report writes the
word without one elsewhere. In a report that divides words at line ends again and again,
a hyphen also goes where its halves are no words of the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from inspectgraph.read.blocks import Block

__all__ = ["LineEnds", "join_lines", "mended"]

#: A line that ends in a hyphen, a dash or a slash right after a letter or a digit.
_OPEN_END = re.compile(r"[^\W_][-–—/]\Z")
#: A line that begins with what belongs to the word or number above.
_OPEN_START = re.compile(r"(?:/|–(?=\d))\w")
_DIVIDED = re.compile(
    r"(?P<left>[^\W\d_]*)(?<=[^\W_])(?P<mark>[-–—/])\n(?P<right>[^\W\d_]*)(?P<next>-?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: What follows the hyphen of a word that is completed later: short- and long-term.
_SUSPENDED = frozenset({"and", "or", "to"})
#: Beginnings of compounds that are no words by themselves.
_PREFIXES = frozenset(
    (
        *(
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
        ),
        *(
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
        ),
        *("ultra", "un", "under", "vice", "well"),
    )
)
#: How many words that stand whole elsewhere a report must divide before it counts as
#: one that divides words.
_FEWEST_DIVIDED = 3


def join_lines(before: str, after: str) -> str:
    r"""Return two lines as one text, with the line's end kept where it may divide a word.

    >>> join_lines("plans that are too adult-", "focused and late")
    'plans that are too adult-\nfocused and late'
    >>> join_lines("the board met -", "at last"), join_lines("either", "/or")
    ('the board met - at last', 'either/or')
    """
    if _OPEN_END.match(before[-2:]) and after[:1].isalnum():
        return f"{before}\n{after}"
    if before[-1:].isalnum() and _OPEN_START.match(after):
        return f"{before}{after}"
    return f"{before} {after}"


def mended(blocks: Sequence[Block]) -> tuple[list[Block], LineEnds]:
    """Return blocks with their divided words whole, and what decides about such words in this report."""
    ends = LineEnds(block.text for block in blocks)
    return [_mended(block, ends) for block in blocks], ends


def _mended(block: Block, ends: LineEnds) -> Block:
    """Return a block with its divided words whole."""
    if "\n" not in block.text and not any("\n" in cell.text for cell in block.cells):
        return block
    cells = tuple(replace(cell, text=ends.mend(cell.text)) for cell in block.cells)
    return replace(block, text=ends.mend(block.text), cells=cells)


class LineEnds:
    """Decides about divided words by the words that a report writes on one line."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        divided: list[tuple[str, str]] = []
        for text in texts:
            self._words.update(_WORD.findall(_DIVIDED.sub(" ", text).casefold()))
            divided += [
                (one["left"].casefold(), one["right"])
                for one in _DIVIDED.finditer(text)
                if one["mark"] == "-"
            ]
        self._parts = {part for word in self._words for part in word.split("-")}
        whole = sum(
            self._words[first + last] > self._words[f"{first}-{last}"]
            for first, last in divided
        )
        hyphened = sum(
            self._words[f"{first}-{last}"] > self._words[first + last]
            for first, last in divided
        )
        self._divides = whole >= _FEWEST_DIVIDED and whole > hyphened

    def mend(self, text: str) -> str:
        r"""Return a text with its divided words whole.

        >>> LineEnds(["an assessment", "re-referrals"]).mend("the assess-\nment of re-\nreferrals in 2013-\n14")
        'the assessment of re-referrals in 2013-14'
        >>> LineEnds([]).mend("short-\nand long-term plans")
        'short- and long-term plans'
        """
        return _DIVIDED.sub(self._whole, text) if "\n" in text else text

    def join(self, texts: Sequence[str]) -> str:
        """Return texts that follow each other as one."""
        joined = texts[0]
        for before, after in pairwise(texts):
            divided = _OPEN_END.match(before[-2:]) and after[:1].isalnum()
            joined += f"\n{after}" if divided else f" {after}"
        return self.mend(joined)

    def _whole(self, found: re.Match[str]) -> str:
        """Return a divided word as the report writes it."""
        left, mark, right, after = found.group("left", "mark", "right", "next")
        if mark != "-":
            return f"{left}{mark}{right}{after}"
        if right in _SUSPENDED and not after:
            return f"{left}- {right}"
        hyphen = "" if self._is_one_word(left, right, found) else "-"
        return f"{left}{hyphen}{right}{after}"

    def _is_one_word(self, left: str, right: str, found: re.Match[str]) -> bool:
        """Return whether two halves are one word without a hyphen."""
        compound = found.string[: found.start()].endswith("-") or found["next"]
        if compound or not left or not right.islower():
            return False
        first, last = left.casefold(), right.casefold()
        whole, hyphened = self._words[first + last], self._words[f"{first}-{last}"]
        if whole or hyphened:
            return whole > hyphened
        known = (first in self._parts or first in _PREFIXES) and last in self._parts
        return self._divides and not known
