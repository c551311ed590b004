"""Recognise tables with a column of strengths and a column of weaknesses.

The functions recognise the header row and the end of such a table, and divide a cell
into entries. An entry is one strength or one weakness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from inspectgraph.read.blocks import BULLETS, Block, Piece, Span, clean
from inspectgraph.read.grade_rows import is_grade_row

__all__ = ["ends_listing", "entries_of", "heads_listing"]

_STRENGTHS = re.compile(r"(?:(?:major|key|main) )?strengths\b.{0,30}\Z", re.I)
_WEAKNESSES = re.compile(
    r"(?:(?:important|major|key|main) )?(?:weaknesses|areas? (?:for|of))\b.{0,60}\Z",
    re.I,
)
#: The number of columns of a table of strengths and weaknesses.
_COLUMNS = 2
#: The header row of a table of grades, and its length limit in characters.
_GRADES_HEAD = re.compile(
    r"(?:areas? (?:for|of) judge?ment|assessment judge?ment|judge?ments?\b|grades?\b)",
    re.I,
)
_LONGEST_HEAD = 60
#: The separators between entries of a cell: HTML tags, an empty line, a bullet.
_BETWEEN = re.compile(
    r"(?:</?(?:p|li|ul)>|<br"
    rf" ?/?>|\n\n|[{BULLETS}](?:\s|\Z)|(?:(?<=\A)|(?<=>))\s?[-*–]\s)+"
)


def entries_of(cell: Piece) -> list[Piece]:
    """Return the entries (single strengths or weaknesses) of a table cell.

    Together, the text spans of the entries cover the whole cell.
    """
    if cell.entries:
        return list(cell.entries)
    if not cell.text:
        return []
    words = [*_stretches(cell.text)]
    if not words:
        return [cell]
    start, stop = cell.span
    # The span of a separator belongs to the entry before the separator.
    later_starts = [start + first for first, _ in words[1:]]
    borders = [start, *later_starts, stop]
    entries = []
    for (first, end), span in zip(words, pairwise(borders), strict=True):
        entries.append(Piece(cell.text[first:end].strip(), span))
    return entries


def _stretches(text: str) -> Iterator[Span]:
    """Yield the start and end offset of each entry in a text.

    The separators between the entries are left out.
    """
    start = 0
    for mark in _BETWEEN.finditer(text):
        if text[start : mark.start()].strip():
            yield start, mark.start()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)


def heads_listing(block: Block) -> bool:
    """Return whether a row is the header row of a table of strengths and weaknesses."""
    if len(block.cells) != _COLUMNS:
        return False
    first, second = block.cells
    if not _STRENGTHS.match(clean(first.text)):
        return False
    return _WEAKNESSES.match(clean(second.text)) is not None


def ends_listing(block: Block) -> bool:
    """Return whether a row ends a table of strengths and weaknesses.

    A row ends the table in three cases: the row has more than two columns, it contains
    grades, or it is the header of a table of grades.
    """
    if len(block.cells) > _COLUMNS:
        return True
    is_short = len(block.text) < _LONGEST_HEAD
    if is_short and _GRADES_HEAD.match(block.text):
        return True
    return is_grade_row(block)
