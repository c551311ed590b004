"""Tables of strengths and weaknesses: their head, and the entries of a cell, which may be the whole of it."""

from __future__ import annotations

import re
from itertools import pairwise

from inspectgraph.read.blocks import BULLETS, Block, Piece, clean
from inspectgraph.read.grade_rows import is_grade_row

__all__ = ["ends_listing", "entries_of", "heads_listing"]

_STRENGTHS = re.compile(r"(?:(?:major|key|main) )?strengths\b.{0,30}\Z", re.I)
_WEAKNESSES = re.compile(
    r"(?:(?:important|major|key|main) )?(?:weaknesses|areas? (?:for|of))\b.{0,60}\Z",
    re.I,
)
#: The head of a table of grades.
_GRADES_HEAD = re.compile(
    r"(?:areas? (?:for|of) judge?ment|assessment judge?ment|judge?ments?\b|grades?\b)",
    re.I,
)
#: What parts the entries of a cell: tags, an empty line, a bullet.
_BETWEEN = re.compile(
    r"(?:</?(?:p|li|ul)>|<br"
    rf" ?/?>|\n\n|[{BULLETS}](?:\s|\Z)|(?:(?<=\A)|(?<=>))\s?[-*–]\s)+"
)


def entries_of(cell: Piece) -> list[Piece]:
    """Return the entries of a cell, which together hold every character of it."""
    if cell.entries:
        return list(cell.entries)
    text, place = cell.text, cell.span[0]
    edges = [
        0,
        *(edge for mark in _BETWEEN.finditer(text) for edge in mark.span()),
        len(text),
    ]
    words = [
        (start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if text[start:end].strip()
    ]
    borders = [
        place,
        *(place + start for start, _ in words[1:]),
        cell.span[1],
    ]  # a mark belongs to the entry before it
    entries = [
        Piece(text[start:end].strip(), span)
        for (start, end), span in zip(words, pairwise(borders), strict=False)
    ]
    return entries or ([cell] if text else [])


def heads_listing(block: Block) -> bool:
    """Return whether a row heads a table of strengths and weaknesses."""
    heads = [clean(cell.text) for cell in block.cells]
    return len(heads) == 2 and bool(
        _STRENGTHS.match(heads[0]) and _WEAKNESSES.match(heads[1])
    )


def ends_listing(block: Block) -> bool:
    """Return whether a row ends a table of strengths and weaknesses: by its columns, its grades or their head."""
    heads_grades = len(block.text) < 60 and bool(_GRADES_HEAD.match(block.text))
    return len(block.cells) > 2 or heads_grades or is_grade_row(block)
