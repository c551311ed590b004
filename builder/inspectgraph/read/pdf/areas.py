"""The parts of a page that are read one after the other: columns, and boxes beside the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from inspectgraph.read.grade_rows import is_grade
from inspectgraph.read.pdf.lines import Run
from inspectgraph.read.pdf.page_view import Box

__all__ = ["Area", "areas_of"]

#: How many lines a column must have, how many words each, and how wide they are, by the
#: width of the page.
_FEWEST_LINES, _FEWEST_WORDS = 5, 3
#: How many lines are enough where more begin at the same place of the page, and for a
#: quotation beside the text, whose base lines are not those of the text.
_FEWEST_BESIDE = 3
#: How many lines are enough where columns are known from another part of the page.
_FEWEST_KNOWN = 2
_NARROWEST = 0.15
#: How wide the gap between two columns is, by the size of the text, and how exactly a
#: column's lines begin.
_GUTTER, _EDGE = 0.8, 3.0
#: How far left of its column's text a number or a bullet stands.
_HANGING = 50
_MARK = re.compile(r"(?:\(?\w{1,4}[.)]|[^\w\s])\s")
#: How far apart two lines of a text are at the most, by its size.
_WIDEST_STEP = 1.75
#: The most pieces of a page that are looked at for columns; a page of a report has some
#: 100.
_MOST_PIECES = 3000
#: A box holds at most this share of the page's width, and at least so many points.
_WIDEST_BOX, _LEAST_BOX = 0.7, 60.0


@dataclass(slots=True)
class Area:
    """A part of a page: its runs, and whether it is a column among others or a box beside the text."""

    runs: list[Run]
    column: bool = False
    aside: bool = False


@dataclass(slots=True)
class _Piece:
    """Runs of one base line that stand close to each other."""

    runs: list[Run]

    @property
    def x0(self) -> float:
        """Where the piece begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where the piece ends."""
        return max(run.x1 for run in self.runs)

    @property
    def y(self) -> float:
        """The height of the base line."""
        return self.runs[0].y

    @property
    def text(self) -> str:
        """The text of the piece."""
        return " ".join(run.text.strip() for run in self.runs)

    @property
    def words(self) -> int:
        """How many words the piece has."""
        return sum(len(run.text.split()) for run in self.runs)


def areas_of(runs: Sequence[Run], frames: Sequence[Box], width: float) -> list[Area]:
    """Return the parts of a page in the order in which they are read.

    Args:
        runs: The runs of the page, those of tables apart.
        frames: The rectangles that are drawn on the page.
        width: The width of the page in points.
    """
    rest, boxed = _boxed(runs, frames, width)
    pieces = _pieces(rest)
    parts = _columns(pieces, width) if len(pieces) <= _MOST_PIECES else [rest]
    flow = [Area(part, column=len(parts) > 1) for part in parts]
    return [*flow, *(Area(part, aside=True) for part in boxed)]


# Boxes


def _boxed(
    runs: Sequence[Run], frames: Sequence[Box], width: float
) -> tuple[list[Run], list[list[Run]]]:
    """Return the runs outside of boxes that stand beside text, and those of each such box."""
    rest, boxed = [*runs], []
    for frame in sorted(frames, key=lambda frame: -frame[3]):
        inside = [run for run in rest if _is_in(run, frame)]
        outside = [run for run in rest if not _is_in(run, frame)]
        if _LEAST_BOX < frame[2] - frame[0] < _WIDEST_BOX * width and _is_beside(
            inside, outside, frame
        ):
            rest = outside
            boxed.append(inside)
    return rest, boxed


def _is_in(run: Run, frame: Box) -> bool:
    """Return whether a run stands in a frame."""
    return (
        frame[0] - 2 <= run.x0
        and run.x1 <= frame[2] + 2
        and frame[1] - 2 <= run.y <= frame[3]
    )


def _is_beside(inside: Sequence[Run], outside: Iterable[Run], frame: Box) -> bool:
    """Return whether prose in a frame of several lines stands beside other prose that keeps clear of it."""
    if (
        len({round(run.y) for run in inside}) < 2
        or sum(len(run.text.split()) for run in inside) < 6
    ):
        return False
    level = [run for run in outside if frame[1] <= run.y <= frame[3]]
    clear = all(run.x1 <= frame[0] + 2 or run.x0 >= frame[2] - 2 for run in level)
    return clear and sum(len(run.text.split()) for run in level) >= 2 * _FEWEST_WORDS


# Columns


def _pieces(runs: Iterable[Run]) -> list[_Piece]:
    """Return the pieces of the base lines of a page, from the top and from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if rows and abs(rows[-1][0].y - run.y) < 0.35 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [
        piece for row in rows for piece in _cut(sorted(row, key=lambda run: run.x0))
    ]


def _cut(row: Sequence[Run]) -> list[_Piece]:
    """Return the runs of a base line as pieces, cut at wide gaps."""
    pieces = [_Piece([row[0]])]
    for before, run in pairwise(row):
        if run.x0 - before.x1 > _GUTTER * run.size:
            pieces.append(_Piece([run]))
        else:
            pieces[-1].runs.append(run)
    return pieces


def _columns(
    pieces: Sequence[_Piece], width: float, known: float | None = None
) -> list[list[Run]]:
    """Return the runs of pieces, part by part: what stands above columns, each column, and what is below.

    Args:
        pieces: Pieces of base lines, from the top and from the left.
        width: The width of the page in points.
        known: Where a column begins elsewhere on the page: fewer lines are enough for another one there.
    """
    found = [(_with_numbers(pieces, edge), fewest) for edge, fewest in _edges(pieces)]
    for edge, usual in [*found, *([(known, _FEWEST_KNOWN)] if known else [])]:
        first, last = _between_full_lines(pieces, edge)
        inner = pieces[first:last]
        left = [piece for piece in inner if piece.x0 < edge - _EDGE]
        right = [piece for piece in inner if piece.x0 >= edge - _EDGE]
        fewest = min(usual, _FEWEST_BESIDE) if _are_set_apart(left, right) else usual
        if _is_column(left, width, fewest) and _is_column(right, width, fewest):
            around = [
                _columns(part, width, edge)
                for part in (pieces[:first], pieces[last:])
                if part
            ]
            columns = [*_columns(left, width), *_columns(right, width)]
            return [
                *(around[0] if first else []),
                *columns,
                *(around[-1] if last < len(pieces) else []),
            ]
    return [[run for piece in pieces for run in piece.runs]]


def _edges(pieces: Sequence[_Piece]) -> list[tuple[float, int]]:
    """Return where a column right of another may begin, and how many lines each must have then.

    It begins where several pieces do; the most frequent place comes first.
    """
    begins = [piece.x0 for piece in pieces]
    leftmost = min(begins, default=0.0)
    places = Counter(round(x) for x in begins if x > leftmost + 40)
    counts = {
        place: sum(places[near] for near in range(place - 2, place + 3))
        for place in places
    }
    often = [
        place
        for place, count in counts.items()
        if count >= _FEWEST_BESIDE and places[place] > 1
    ]
    ordered = sorted(often, key=lambda place: (-counts[place], place))[:4]
    return [
        (
            float(place),
            _FEWEST_BESIDE if counts[place] >= _FEWEST_LINES else _FEWEST_LINES,
        )
        for place in ordered
    ]


def _with_numbers(pieces: Iterable[_Piece], edge: float) -> float:
    """Return where a column begins whose text begins at an edge: numbers and bullets may stand before that."""
    marks = [
        piece.x0
        for piece in pieces
        if edge - _HANGING < piece.x0 < edge and _begins_with_mark(piece)
    ]
    return min([edge, *marks])


def _begins_with_mark(piece: _Piece) -> bool:
    """Return whether a piece begins with a number or a bullet."""
    return bool(_MARK.match(piece.runs[0].text + " "))


def _between_full_lines(pieces: Sequence[_Piece], edge: float) -> tuple[int, int]:
    """Return the longest stretch of pieces none of which crosses the edge of a column."""
    crossing = [
        -1,
        *(place for place, piece in enumerate(pieces) if _crosses(piece, edge)),
        len(pieces),
    ]
    first, last = max(pairwise(crossing), key=lambda ends: ends[1] - ends[0])
    while (
        last < len(pieces) and last > first + 1 and pieces[last - 1].y == pieces[last].y
    ):
        last -= 1
    return first + 1, last


def _crosses(piece: _Piece, edge: float) -> bool:
    """Return whether a piece stands on both sides of an edge, or in the gap left of it."""
    return piece.x0 < edge - _EDGE and piece.x1 > edge - _EDGE


def _are_set_apart(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Return whether two columns have base lines of their own, as the columns of a table have not."""
    few, many = sorted((left, right), key=len)
    heights = {round(piece.y) + near for piece in many for near in (-1, 0, 1)}
    level = sum(round(piece.y) in heights for piece in few)
    return len(few) + len(many) >= 2 * _FEWEST_LINES and 3 * level <= len(few)


def _is_column(pieces: Sequence[_Piece], width: float, fewest: int) -> bool:
    """Return whether pieces are the lines of a column of prose."""
    if len(pieces) < fewest:
        return False
    wide = median(piece.x1 - piece.x0 for piece in pieces) >= _NARROWEST * width
    wordy = sum(piece.words for piece in pieces) >= _FEWEST_WORDS * len(pieces)
    grades = sum(is_grade(piece.text) for piece in pieces)
    return wide and wordy and 2 * grades < len(pieces) and _are_lines(pieces)


def _are_lines(pieces: Sequence[_Piece]) -> bool:
    """Return whether pieces follow each other as the lines of a text do, and not as the rows of a table."""
    steps = [
        above.y - below.y for above, below in pairwise(pieces) if above.y > below.y
    ]
    return bool(steps) and median(steps) < _WIDEST_STEP * median(
        piece.runs[0].size for piece in pieces
    )
