"""Read the table of grades on a cover when only spaces separate its columns.

A converter such as `pdftotext -layout` may spread a table row over several lines. The
converter may also print the grade between two lines of the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from inspectgraph.read.blocks import Block, Piece
from inspectgraph.read.grade_rows import is_grade

__all__ = ["join_spaced_rows"]

#: The number of lines at the beginning of a text that may belong to its cover.
_COVER = 120
#: The least column of a grade, and the most lines of one row.
_LEAST_COLUMN, _MOST_LINES = 30, 6
#: The fewest letters of a label.
_FEWEST_LETTERS = 8
_GAP = re.compile(r" {2,}")
_NUMBER = re.compile(r"\d(?:\.\d)?\.? ")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cover: its block, and the words in the left and the right column."""

    block: Block
    left: str
    right: str


def join_spaced_rows(
    source: str, lines: Iterable[Block | None]
) -> Iterator[Block | None]:
    """Yield the lines of a text, after joining the lines that form a table row on the cover.

    Args:
        source: The text.
        lines: A block for each line, or None for a blank line.
    """
    found = [*lines]
    for is_blank, group in groupby(found[:_COVER], lambda line: line is None):
        if is_blank:
            yield from group
        else:
            yield from _rows([_split(source, line) for line in group if line])
    yield from found[_COVER:]


def _split(source: str, block: Block) -> _Line:
    """Return a line with its words divided between two columns."""
    start, end = block.span
    begin = source.rfind("\n", 0, start) + 1
    printed = source[begin:end]
    for gap in _GAP.finditer(printed):
        if gap.end() >= _LEAST_COLUMN:
            left, right = printed[: gap.start()], printed[gap.end() :]
            return _Line(block, _SPACES.sub(" ", left).strip(), right.strip())
    return _Line(block, _SPACES.sub(" ", printed).strip(), "")


def _rows(lines: Sequence[_Line]) -> Iterator[Block | None]:
    """Yield the given lines as blocks, after joining the lines of each table row.

    A blank line (None) comes before and after each table row.

    Args:
        lines: Consecutive lines that have no blank line between them.
    """
    for row in _divided(lines):
        joined = _row(row)
        if joined:
            yield from (None, joined, None)
        else:
            yield from (line.block for line in row)


def _divided(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """Divide lines into table rows, and yield the lines of each row.

    A row begins at a line whose label has a number. Lines above this line may belong to
    the same row if they contain only words of a grade.
    """
    begin = 0
    for place, line in enumerate(lines):
        if place == begin or not _NUMBER.match(line.left):
            continue
        start = place
        while (
            start > begin
            and not lines[start - 1].left
            and not _ends(lines[begin:start])
        ):
            start -= 1
        if start > begin:
            yield lines[begin:start]
        begin = start
    yield lines[begin:]


def _ends(lines: Sequence[_Line]) -> bool:
    """Return whether the given lines make up a complete table row."""
    return _row(lines) is not None


def _row(lines: Sequence[_Line]) -> Block | None:
    """Return the table row that consists of the given lines, with a label and a grade.

    Return None if the lines do not have a label and a grade.
    """
    if len(lines) > _MOST_LINES:
        return None
    grade = " ".join(line.right for line in lines if line.right)
    label = " ".join(line.left for line in lines if line.left)
    if grade.isdigit() or not is_grade(grade):
        return None
    if len(label) < _FEWEST_LETTERS or label.endswith("."):
        return None
    span = (lines[0].block.span[0], lines[-1].block.span[1])
    return replace(
        lines[0].block,
        kind="row",
        text=f"{label} {grade}",
        span=span,
        number=0,
        cells=(Piece(label, span), Piece(grade, span)),
    )
