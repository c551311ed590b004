"""The entries of a cell of strengths and weaknesses: its paragraphs, its bullets, or the cell as it is."""

from __future__ import annotations

import re
from itertools import pairwise

from inspectgraph.read.blocks import Piece

__all__ = ["entries_of"]

#: What parts the entries of a cell: tags, an empty line, a bullet.
_BETWEEN = re.compile(r"(?:</?(?:p|li|ul)>|<br ?/?>|\n\n|[•▪■●◆‣\uf000-\uf8ff](?:\s|\Z)|(?:(?<=\A)|(?<=>))\s?[-*–]\s)+")


def entries_of(cell: Piece) -> list[Piece]:
    """Return the entries of a cell, which together hold every character of it."""
    text, place = cell.text, cell.span[0]
    edges = [0, *(edge for mark in _BETWEEN.finditer(text) for edge in mark.span()), len(text)]
    words = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()]
    borders = [place, *(place + start for start, _ in words[1:]), cell.span[1]]  # a mark belongs to the entry before it
    entries = [
        Piece(text[start:end].strip(), span) for (start, end), span in zip(words, pairwise(borders), strict=False)
    ]
    return entries or ([cell] if text else [])
