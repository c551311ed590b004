"""Represent PDF pages as words with positions, and group words into lines and blocks.

Positions are in points (1/72 inch). `y` is the height of the baseline above the lower
edge of the page, so `y` decreases down the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final

__all__ = ["Line", "Page", "Word", "blocks", "body_size", "joined"]

#: The gap that separates two cells of a line, as a multiple of the font size; a space has 0.3.
_CELL_GAP: Final = 0.8
#: The largest distance of two lines of one block, as a multiple of the font size.
_LEADING: Final = 1.45
#: The largest difference in font size of two lines of one block, in points.
_SAME_SIZE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A word, with its left edge `x0`, right edge `x1`, baseline `y` and font."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The words on one baseline, from left to right; there is at least one word."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The text of the words, separated by spaces."""
        return joined(self.words)

    @property
    def y(self) -> float:
        """The height of the first word's baseline, in points."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """The font size of the largest word, in points."""
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    def cells(self) -> list[Line]:
        """Return the parts of the line that are separated by wide gaps."""
        parts = [[self.words[0]]]
        for left, right in pairwise(self.words):
            if right.x0 - left.x1 > _CELL_GAP * min(left.size, right.size):
                parts.append([])
            parts[-1].append(right)
        return [Line(tuple(part)) for part in parts]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF.

    `number` counts the pages from 1. `width` is in points. `lines` are in the order
    from top to bottom.
    """

    number: int
    width: float
    lines: tuple[Line, ...]


def joined(words: Iterable[Word]) -> str:
    """Return the text of the given words, separated by spaces."""
    return " ".join(word.text for word in words)


def body_size(pages: Iterable[Page]) -> float:
    """Return the most frequent font size of the letters, or 0 if there are no words."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            for word in line.words:
                letters[round(word.size, 1)] += len(word.text)
    if not letters:
        return 0.0
    return max(letters, key=lambda size: (letters[size], size))


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Group consecutive lines that have the same style and the line spacing of a paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(above: Line, below: Line) -> bool:
    """Return whether two lines belong to one block."""
    if above.bold != below.bold or abs(above.size - below.size) > _SAME_SIZE:
        return False
    return above.y - below.y <= _LEADING * fmean((above.size, below.size))
