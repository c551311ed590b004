"""Tables of a PDF → rows of cells, each cell with its paragraphs apart.

A paragraph of a cell begins with a bullet, below a gap, or where the line above ended
although its first word would have fitted there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from inspectgraph.read.blocks import BULLETS, Block, Piece, clean
from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.pdf.lines import Line, Run
from inspectgraph.read.pdf.pages import Grid

__all__ = ["rows_of"]

_MARK = re.compile(rf"[{BULLETS}](?:\s|\Z)")
#: Blanks and the empty lines between paragraphs; a line's end that may divide a word is
#: kept.
_BLANKS = re.compile(r"[^\S\n]+|\n\n")
#: The usual distance of two lines of a paragraph and how much more a gap is, by the
#: size of the text.
_STEP = 1.32
_GAP = 1.16
#: By how much of its size a line in small letters stands below one without a stop, when
#: it does not go on with it.
_WIDE = 1.75


def rows_of(grid: Grid, lines: Sequence[Line]) -> Iterator[tuple[float, Block]]:
    """Yield the rows of a table, each with the height of its lower edge; the lines of each cell are joined."""
    rows: dict[int, list[Run]] = {}
    for line in lines:
        for run in line.runs:
            middle = min(max(run.y + 0.3 * run.size, grid.rows[-1]), grid.rows[0])
            rows.setdefault(grid.row(middle) or 0, []).append(run)
    for row in sorted(rows):
        edges = grid.edges(row)
        cells: list[list[Run]] = [[] for _ in edges[1:]] or [[]]
        for run in rows[row]:
            middle = (run.x0 + min(run.x1, run.x0 + 40)) / 2
            cells[
                max(
                    0,
                    min(len(cells), sum(1 for edge in edges[:-1] if middle >= edge))
                    - 1,
                )
            ].append(run)
        rights = edges[1:] or [0.0]
        pieces = tuple(
            _cell(runs, lines[0].page, right)
            for runs, right in zip(cells, rights, strict=True)
        )
        spans = [piece.span for piece in pieces if piece.text]
        text = _BLANKS.sub(
            " ", clean(" ".join(piece.text for piece in pieces if piece.text))
        )
        span = (min(start for start, _ in spans), max(end for _, end in spans))
        yield (
            grid.rows[row + 1],
            Block("row", text, span, page=lines[0].page, cells=pieces),
        )


def _cell(runs: list[Run], page: int, right: float) -> Piece:
    """Return the text of a cell, line by line, with an empty line between its paragraphs."""
    if not runs:
        return Piece("", (0, 0))
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-round(run.y), run.x0)):
        if lines and abs(lines[-1].runs[0].y - run.y) < 0.35 * run.size:
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run], page))
    steps = [
        above.y - below.y
        for above, below in pairwise(lines)
        if above.y - below.y > 0.8 * below.size
    ]
    text = lines[0].text
    for above, line in pairwise(lines):
        step = min([*steps, _STEP * line.size])
        text = (
            f"{text}\n\n{line.text}"
            if _begins(above, line, step, right)
            else join_lines(text, line.text)
        )
    return Piece(text, (min(run.first for run in runs), max(run.last for run in runs)))


def _begins(above: Line, line: Line, step: float, right: float) -> bool:
    """Return whether a line of a cell begins a paragraph."""
    goes_on = line.text[:1].islower() and not above.text.endswith((".", ";", ":"))
    gap = max(_GAP * step, _WIDE * line.size) if goes_on else _GAP * step
    if _MARK.match(line.text) or above.y - line.y > gap:
        return True
    word = line.text.split(maxsplit=1)[0]
    width = (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)
    return (
        line.text[:1].isupper()
        and above.text.endswith((".", ";"))
        and above.x1 + 1.3 * width + 6 < right
    )
