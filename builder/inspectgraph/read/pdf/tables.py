"""Convert the tables of a PDF to rows, and divide cells into paragraphs.

A line of a cell begins a new paragraph in three cases: it has a bullet, there is a gap
above it, or its first word would have fitted on the line above.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from inspectgraph.read.blocks import BULLETS, Block, Piece, clean
from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.pdf.grids import Grid
from inspectgraph.read.pdf.lines import Line, Run, is_on_line
from inspectgraph.read.sequences import span_over

__all__ = ["rows_of"]

_MARK = re.compile(rf"[{BULLETS}](?:\s|\Z)")
#: Spaces and empty lines, but not a single line end, which may divide a word.
_BLANKS = re.compile(r"[^\S\n]+|\n\n")
#: The usual distance between lines of a paragraph, as a share of the font size.
_STEP = 1.32
#: Base lines closer than this share of the font size are not lines of a paragraph.
_LEAST_STEP = 0.8
#: The least gap between paragraphs, as a multiple of the usual line distance.
_GAP = 1.16
#: The least gap between paragraphs, as a share of the font size, if the line seems to
#: continue a sentence.
_WIDE = 1.75
#: The width of the beginning of a text run, which decides its column, in points.
_BEGINNING = 40
#: The room that a word needs at the end of a line besides its own width, in points.
_ROOM = 6


def rows_of(grid: Grid, lines: Sequence[Line]) -> Iterator[tuple[float, Block]]:
    """Yield two values for each row: the height of its lower edge, and the row as a block.

    Args:
        grid: The table.
        lines: The lines of text in the table.
    """
    page = lines[0].page
    rows: dict[int, list[Run]] = {}
    for line in lines:
        for run in line.runs:
            rows.setdefault(_row_of(run, grid), []).append(run)
    for row in sorted(rows):
        yield grid.rows[row + 1], _row(rows[row], grid.edges(row), page)


def _row_of(run: Run, grid: Grid) -> int:
    """Return the index of the table row that contains a text run.

    For a text run outside the table, return the index of the nearest row.
    """
    middle = run.y + 0.3 * run.size
    inside = min(max(middle, grid.rows[-1]), grid.rows[0])
    return grid.row(inside) or 0


def _row(runs: Iterable[Run], edges: Sequence[float], page: int) -> Block:
    """Return a table row as a block.

    Args:
        runs: The text runs of the row.
        edges: The left edges of its cells, and the right edge of the last cell.
        page: The number of the page.
    """
    lefts = edges[:-1] or [0.0]
    rights = edges[1:] or [0.0]
    cells: list[list[Run]] = [[] for _ in lefts]
    for run in runs:
        cells[_column_of(run, lefts)].append(run)
    pieces = []
    for own, right in zip(cells, rights, strict=True):
        pieces.append(_cell(own, page, right))
    filled = [*filter(attrgetter("text"), pieces)]
    text = clean(" ".join(piece.text for piece in filled))
    return Block(
        kind="row",
        text=_BLANKS.sub(" ", text),
        span=span_over(piece.span for piece in filled),
        page=page,
        cells=tuple(pieces),
    )


def _column_of(run: Run, lefts: Sequence[float]) -> int:
    """Return the index of the column that contains the first words of a text run.

    Args:
        run: The text run.
        lefts: The left edges of the columns.
    """
    middle = (run.x0 + min(run.x1, run.x0 + _BEGINNING)) / 2
    passed = bisect_right(lefts, middle)
    return max(0, passed - 1)


def _cell(runs: Sequence[Run], page: int, right: float) -> Piece:
    """Return a table cell as one text, in which empty lines separate the paragraphs.

    Args:
        runs: The text runs of the cell.
        page: The number of the page.
        right: The right edge of the cell.
    """
    if not runs:
        return Piece("", (0, 0))
    lines = _lines_of_cell(runs, page)
    steps = [*_steps(lines)]
    text = lines[0].text
    for above, line in pairwise(lines):
        step = min([*steps, _STEP * line.size])
        begins = _begins_paragraph(above, line, step, right)
        join = join_lines
        if begins:
            join = _join_paragraphs
        text = join(text, line.text)
    return Piece(text, span_over(run.span for run in runs))


def _join_paragraphs(before: str, after: str) -> str:
    """Join two paragraphs of a cell into one text, with an empty line between them."""
    return f"{before}\n\n{after}"


def _lines_of_cell(runs: Iterable[Run], page: int) -> list[Line]:
    """Return the lines of a cell, from the top."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-round(run.y), run.x0)):
        if lines and is_on_line(run, lines[-1].runs[0]):
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run], page))
    return lines


def _steps(lines: Iterable[Line]) -> Iterator[float]:
    """Yield the distances between consecutive lines of a cell."""
    for above, below in pairwise(lines):
        step = above.y - below.y
        if step > _LEAST_STEP * below.size:
            yield step


def _begins_paragraph(above: Line, line: Line, step: float, right: float) -> bool:
    """Return whether a line of a cell begins a paragraph.

    Args:
        above: The line above.
        line: The line.
        step: The usual distance between lines of the cell.
        right: The right edge of the cell.
    """
    if _MARK.match(line.text):
        return True
    gap = _GAP * step
    is_small = line.text[:1].islower()
    if is_small and not above.text.endswith((".", ";", ":")):
        gap = max(gap, _WIDE * line.size)
    if above.y - line.y > gap:
        return True
    if not line.text[:1].isupper():
        return False
    if not above.text.endswith((".", ";")):
        return False
    return above.x1 + 1.3 * _width_of_first_word(line) + _ROOM < right


def _width_of_first_word(line: Line) -> float:
    """Return the width of the first word of a line, including the space after the word."""
    word = line.text.split(maxsplit=1)[0]
    width = line.x1 - line.x0
    return width * (len(word) + 1) / max(len(line.text), 1)
