"""Divide a PDF page into columns and text boxes, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise
from operator import attrgetter
from statistics import median

from inspectgraph.read.grade_rows import is_grade
from inspectgraph.read.pdf.lines import Run, is_on_line
from inspectgraph.read.pdf.page_view import Box
from inspectgraph.read.sequences import divide

__all__ = ["Area", "areas_of"]

#: The fewest lines of a column, and the fewest words of its lines, on average.
_FEWEST_LINES, _FEWEST_WORDS = 5, 3
#: The fewest lines of a column if more lines of the page begin at the same place. The
#: same minimum holds for a quotation beside the text, if its base lines are its own.
_FEWEST_BESIDE = 3
#: The fewest lines of a column if another part of the page has the same columns.
_FEWEST_KNOWN = 2
#: The least width of a column, as a share of the width of the page.
_NARROWEST = 0.15
#: The least gap between two columns, as a share of the font size.
_GUTTER = 0.8
#: How far left of its column's edge a line may begin, in points.
_EDGE = 3.0
#: How many places are tested as the left edge of a column, and their least distance
#: from the left edge of the text, in points.
_MOST_EDGES, _INDENT = 4, 40
#: How far left of its column's text a number or a bullet may be, in points.
_HANGING = 50
_MARK = re.compile(r"(?:\(?\w{1,4}[.)]|[^\w\s])\s")
#: The most distance between two lines of a text, as a share of the font size.
_WIDEST_STEP = 1.75
#: A page with more pieces of lines is not tested for columns. Most pages have some 100.
_MOST_PIECES = 3000
#: The most width of a text box, as a share of the page's width, and the least, in
#: points.
_WIDEST_BOX, _LEAST_BOX = 0.7, 60.0
#: The fewest words in a text box, and the fewest words beside the box.
_WORDS_IN_BOX, _WORDS_BESIDE_BOX = 6, 6
#: How far text may reach over the edge of a box, in points.
_OVER = 2


@dataclass(slots=True)
class Area:
    """A part of a page: its text runs, and whether it is a column or a text box.

    `aside` is true for a text box.
    """

    runs: list[Run]
    column: bool = False
    aside: bool = False


@dataclass(slots=True)
class _Piece:
    """A piece of a line: the text runs between two wide gaps."""

    runs: list[Run]

    @property
    def x0(self) -> float:
        """The left edge of the piece, in points."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """The right edge of the piece, in points."""
        return max(run.x1 for run in self.runs)

    @property
    def y(self) -> float:
        """The height of the base line, in points."""
        return self.runs[0].y

    @property
    def width(self) -> float:
        """The width of the piece."""
        return self.x1 - self.x0

    @property
    def size(self) -> float:
        """The font size of the piece's first characters, in points."""
        return self.runs[0].size

    @property
    def text(self) -> str:
        """The text of the piece."""
        return " ".join(run.text.strip() for run in self.runs)

    @property
    def words(self) -> int:
        """The number of words in the piece."""
        return _count_words(self.runs)

    def crosses(self, edge: float) -> bool:
        """Return whether the piece crosses the left edge of a column.

        The result is also true for a piece that ends in the gap before the edge.
        """
        return self.x0 < edge - _EDGE < self.x1


def areas_of(runs: Sequence[Run], frames: Sequence[Box], width: float) -> list[Area]:
    """Return the areas of a page in reading order, with text boxes last.

    Args:
        runs: The text runs of the page outside tables.
        frames: The rectangles that are drawn on the page.
        width: The width of the page in points.
    """
    rest, boxes = _split_boxes(runs, frames, width)
    pieces = _pieces(rest)
    parts = [rest]
    if len(pieces) <= _MOST_PIECES:
        parts = _columns(pieces, width)
    has_columns = len(parts) > 1
    areas = [Area(part, column=has_columns) for part in parts]
    areas += [Area(box, aside=True) for box in boxes]
    return areas


def _count_words(runs: Iterable[Run]) -> int:
    """Return the number of words in some text runs."""
    return sum(map(attrgetter("words"), runs))


# Text boxes


def _split_boxes(
    runs: Sequence[Run], frames: Iterable[Box], width: float
) -> tuple[list[Run], list[list[Run]]]:
    """Return the text runs outside text boxes, and a list of runs for each box.

    A text box is a rectangle that contains prose and has other prose beside it.
    """
    rest = [*runs]
    boxes = []
    for frame in sorted(frames, key=lambda frame: -frame[3]):
        left, _, right, _ = frame
        if not _LEAST_BOX < right - left < _WIDEST_BOX * width:
            continue
        inside, outside = divide(rest, partial(_is_in, frame=frame))
        if _is_beside(inside, outside, frame):
            rest = outside
            boxes.append(inside)
    return rest, boxes


def _is_in(run: Run, frame: Box) -> bool:
    """Return whether a text run is inside a rectangle."""
    left, bottom, right, top = frame
    if not bottom - _OVER <= run.y <= top:
        return False
    begins_inside = left - _OVER <= run.x0
    ends_inside = run.x1 <= right + _OVER
    return begins_inside and ends_inside


def _is_beside(inside: Sequence[Run], outside: Iterable[Run], frame: Box) -> bool:
    """Return whether a rectangle contains prose and has other prose beside it.

    The other prose is on the left or right, and must not reach into the rectangle.

    Args:
        inside: The text runs in the rectangle.
        outside: The other text runs.
        frame: The rectangle.
    """
    if _count_words(inside) < _WORDS_IN_BOX:
        return False
    if _is_one_line(inside):
        return False
    left, bottom, right, top = frame
    words_beside = 0
    for run in outside:
        if not bottom <= run.y <= top:
            continue
        is_left = run.x1 <= left + _OVER
        is_right = run.x0 >= right - _OVER
        if not (is_left or is_right):
            return False
        words_beside += run.words
    return words_beside >= _WORDS_BESIDE_BOX


def _is_one_line(runs: Iterable[Run]) -> bool:
    """Return whether the base lines of all text runs are equal, rounded to a whole point."""
    heights = map(attrgetter("y"), runs)
    return len(set(map(round, heights))) == 1


# Pieces of lines


def _pieces(runs: Iterable[Run]) -> list[_Piece]:
    """Return the pieces of a page's lines, ordered from top to bottom and left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if rows and is_on_line(run, rows[-1][0]):
            rows[-1].append(run)
        else:
            rows.append([run])
    pieces: list[_Piece] = []
    for row in rows:
        pieces += _cut(sorted(row, key=lambda run: run.x0))
    return pieces


def _cut(row: Sequence[Run]) -> list[_Piece]:
    """Cut the text runs on one base line into pieces at wide gaps."""
    pieces = [_Piece([row[0]])]
    for before, run in pairwise(row):
        if run.x0 - before.x1 > _GUTTER * run.size:
            pieces.append(_Piece([run]))
        else:
            pieces[-1].runs.append(run)
    return pieces


# Columns


def _columns(
    pieces: Sequence[_Piece], width: float, known: float | None = None
) -> list[list[Run]]:
    """Divide pieces of lines into parts, and return the text runs of each part.

    The parts are the text above columns, each column, and the text below columns.

    Args:
        pieces: The pieces of lines, ordered from top to bottom and left to right.
        width: The width of the page in points.
        known: The left edge of a column elsewhere on the page. If a column has this
            edge, fewer lines are enough to recognise it.
    """
    for edge, fewest in _possible_edges(pieces, known):
        first, last = _between_full_lines(pieces, edge)
        is_left = partial(_is_left_of, edge=edge)
        left, right = divide(pieces[first:last], is_left)
        if not _are_columns(left, right, width, fewest):
            continue
        parts: list[list[Run]] = []
        if first:
            parts += _columns(pieces[:first], width, edge)
        parts += _columns(left, width)
        parts += _columns(right, width)
        if last < len(pieces):
            parts += _columns(pieces[last:], width, edge)
        return parts
    runs = chain.from_iterable(map(attrgetter("runs"), pieces))
    return [[*runs]]


def _possible_edges(
    pieces: Sequence[_Piece], known: float | None
) -> Iterator[tuple[float, int]]:
    """Yield possible left edges of columns, and the minimum number of lines for each column."""
    for edge, fewest in _edges(pieces):
        yield _with_numbers(pieces, edge), fewest
    if known:
        yield known, _FEWEST_KNOWN


def _edges(pieces: Sequence[_Piece]) -> Iterator[tuple[float, int]]:
    """Yield each x coordinate at which several pieces begin, the most frequent first.

    Each result is a pair: the coordinate, and the minimum number of lines that a column
    at this edge must have.
    """
    leftmost = min(map(attrgetter("x0"), pieces), default=0.0)
    places: Counter[int] = Counter()
    for piece in pieces:
        if piece.x0 > leftmost + _INDENT:
            places[round(piece.x0)] += 1
    ranked = []
    for place, count in places.items():
        if count > 1:
            near = map(places.__getitem__, range(place - 2, place + 3))
            ranked.append((-sum(near), place))
    ranked.sort()
    for negative, place in ranked[:_MOST_EDGES]:
        count = -negative  # pieces that begin within two points
        if count >= _FEWEST_LINES:
            yield float(place), _FEWEST_BESIDE
        elif count >= _FEWEST_BESIDE:
            yield float(place), _FEWEST_LINES


def _with_numbers(pieces: Iterable[_Piece], edge: float) -> float:
    """Return the left edge of a column, including its numbers and bullets.

    If numbers or bullets begin a little to the left of the given edge, the result is
    the left edge of the mark that is furthest to the left.
    """
    leftmost = edge
    for piece in pieces:
        beginning = piece.runs[0].text + " "
        is_near = edge - _HANGING < piece.x0 < edge
        if is_near and _MARK.match(beginning):
            leftmost = min(leftmost, piece.x0)
    return leftmost


def _between_full_lines(pieces: Sequence[_Piece], edge: float) -> tuple[int, int]:
    """Find the longest sequence of pieces in which no piece crosses a column's left edge.

    Return the index of the first piece and the index after the last piece.

    Args:
        pieces: The pieces of lines, ordered from top to bottom and left to right.
        edge: The left edge of the column.
    """
    borders = [-1]
    for place, piece in enumerate(pieces):
        if piece.crosses(edge):
            borders.append(place)
    borders.append(len(pieces))
    first, last = max(pairwise(borders), key=lambda ends: ends[1] - ends[0])
    first += 1
    if last == len(pieces):
        return first, last
    # Pieces on the same base line as the crossing piece are in the same line.
    while last > first and pieces[last - 1].y == pieces[last].y:
        last -= 1
    return first, last


def _is_left_of(piece: _Piece, edge: float) -> bool:
    """Return whether a piece of a line begins to the left of an edge."""
    return piece.x0 < edge - _EDGE


def _are_columns(
    left: Sequence[_Piece], right: Sequence[_Piece], width: float, fewest: int
) -> bool:
    """Return whether the pieces of lines on both sides of an edge form two columns of prose."""
    if _have_own_lines(left, right):
        fewest = min(fewest, _FEWEST_BESIDE)
    if not _is_column(left, width, fewest):
        return False
    return _is_column(right, width, fewest)


def _have_own_lines(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Return whether two columns of text have different base lines.

    The cells of a table row, in contrast, share a base line.
    """
    if len(left) + len(right) < 2 * _FEWEST_LINES:
        return False
    few, many = sorted((left, right), key=len)
    heights = {round(piece.y) for piece in many}
    shared = 0
    for piece in few:
        y = round(piece.y)
        shared += not heights.isdisjoint((y - 1, y, y + 1))
    return 3 * shared <= len(few)


def _is_column(pieces: Sequence[_Piece], width: float, fewest: int) -> bool:
    """Return whether the given pieces of lines form a column of prose."""
    if len(pieces) < fewest:
        return False
    if median(map(attrgetter("width"), pieces)) < _NARROWEST * width:
        return False
    words = sum(map(attrgetter("words"), pieces))
    if words < _FEWEST_WORDS * len(pieces):
        return False
    texts = map(attrgetter("text"), pieces)
    grades = sum(map(is_grade, texts))
    if 2 * grades >= len(pieces):
        return False
    return _have_line_spacing(pieces)


def _have_line_spacing(pieces: Sequence[_Piece]) -> bool:
    """Return whether lines of text are as close together as in prose.

    The lines of a table are further apart.
    """
    steps = []
    for above, below in pairwise(pieces):
        if above.y > below.y:
            steps.append(above.y - below.y)
    if not steps:
        return False
    size: float = median(map(attrgetter("size"), pieces))
    return median(steps) < _WIDEST_STEP * size
