"""Find the ruled tables of a PDF page, with the edges of their rows and cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import neg

from inspectgraph.read.pdf.ruled_lines import Flat, Shapes

__all__ = ["Grid", "grids_of"]

#: The fewest edges of rows and of columns in a table.
_ROW_EDGES, _COLUMN_EDGES = 2, 3
#: Edges closer than the first distance are one edge. Vertical lines further apart than
#: the second are in different tables. Both are in points.
_SAME_EDGE, _APART = 4, 3


@dataclass(slots=True)
class Grid:
    """A ruled table.

    `rows` are the heights of the horizontal lines, from the top. `uprights` are the
    vertical lines, each with a horizontal position, a lower end and an upper end.
    """

    rows: list[float]
    uprights: list[Flat]

    def row(self, y: float) -> int | None:
        """Return the index of the table row that contains a height, or None.

        The result is None if no row contains the height.
        """
        if not self.rows[-1] <= y <= self.rows[0]:
            return None
        # The heights are in descending order, so their negatives are compared.
        return bisect_left(self.rows[1:-1], -y, key=neg)

    def edges(self, row: int) -> list[float]:
        """Return the edges of the cells in a row; edges inside a merged cell are left out."""
        middle = (self.rows[row] + self.rows[row + 1]) / 2
        crossed = []
        for x, bottom, top in self.uprights:
            if bottom - 1 <= middle <= top + 1:
                crossed.append(x)
        return _merge_near(crossed)

    def is_table_row(self, x: float, y: float) -> bool:
        """Return whether a point is in a row with at least two cells."""
        row = self.row(y)
        if row is None:
            return False
        edges = self.edges(row)
        if len(edges) < _COLUMN_EDGES:
            return False
        return edges[0] <= x <= edges[-1]

    def overlaps(self, bottom: float, top: float) -> bool:
        """Return whether the table overlaps a vertical range of the page."""
        return max(bottom, self.rows[-1]) < min(top, self.rows[0])


@dataclass(slots=True)
class _Group:
    """Vertical lines that overlap in height, with the lower and upper end of the group."""

    bottom: float
    top: float
    uprights: list[Flat] = field(default_factory=list)

    def add(self, line: Flat) -> None:
        """Add a vertical line to the group.

        If the line ends lower than the group, the lower end of the group moves down.
        """
        self.uprights.append(line)
        self.bottom = min(self.bottom, line[1])

    def grid(self, flat: Iterable[Flat]) -> Grid | None:
        """Return the table that these vertical lines form with the horizontal lines.

        The result is None if the lines form no table.

        Args:
            flat: The horizontal lines of the page.
        """
        low, high = self.bottom - _APART, self.top + _APART
        heights = []
        for _, _, y in flat:
            if low <= y <= high:
                heights.append(y)
        # A row that the end of the page cuts off has no line at that edge.
        places, bottoms, tops = zip(*self.uprights, strict=True)
        rows = _merge_near([*heights, max(tops), min(bottoms)])
        columns = _merge_near(places)
        if len(rows) < _ROW_EDGES:
            return None
        if len(columns) < _COLUMN_EDGES:
            return None
        return Grid(rows[::-1], self.uprights)


def grids_of(shapes: Shapes) -> list[Grid]:
    """Return the ruled tables that have at least two columns, from the top of the page."""
    grids = []
    for group in _connect(shapes.upright):
        grid = group.grid(shapes.flat)
        if grid:
            grids.append(grid)
    return sorted(grids, key=lambda grid: -grid.rows[0])


def _connect(upright: Collection[Flat]) -> Sequence[_Group]:
    """Group vertical lines that overlap in height, and return the groups from the top."""
    groups: list[_Group] = []
    for line in sorted(upright, key=lambda line: -line[2]):
        _, bottom, top = line
        if not groups or top < groups[-1].bottom - _APART:
            groups.append(_Group(bottom, top))
        groups[-1].add(line)
    return groups


def _merge_near(values: Iterable[float]) -> list[float]:
    """Sort values, and drop each value that is close to a smaller value."""
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _SAME_EDGE:
            merged.append(value)
    return merged
