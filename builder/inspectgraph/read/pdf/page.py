"""A page of a PDF: lines in reading order, tables, and text outside paragraphs."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from inspectgraph.read.pdf.grids import Grid
from inspectgraph.read.pdf.lines import Line

__all__ = ["Page"]


@dataclass(slots=True)
class Page:
    """One page of a PDF as a reader sees it. Lengths are in points.

    `lines` are in reading order, and `grids` are the ruled tables. `aside` is text
    outside all paragraphs, such as a watermark. `scanned` is true if the page is a
    picture without text. `remarks` name the special kinds of text on the page, such as
    invisible or rotated text. `fault` is the reason why the text of the page is
    unreadable, or an empty string. `top` and `bottom` are the highest and the lowest
    line, or None if the page has no lines.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    scanned: bool = False
    aside: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    fault: str = ""
    top: Line | None = None
    bottom: Line | None = None

    def find_ends(self) -> None:
        """Set `top` and `bottom` to the highest and the lowest line of the page."""
        self.top = max(self.lines, key=attrgetter("y"), default=None)
        self.bottom = min(self.lines, key=attrgetter("y"), default=None)

    def grid_at(self, x: float, y: float) -> Grid | None:
        """Return the table that has a row at a point of the page, or None."""
        for grid in self.grids:
            if grid.is_table_row(x, y):
                return grid
        return None
