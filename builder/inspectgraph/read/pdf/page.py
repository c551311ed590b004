"""A page of a PDF: its lines in reading order, its tables, and the text kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from inspectgraph.read.pdf.grids import Grid
from inspectgraph.read.pdf.lines import Line

__all__ = ["Page"]


@dataclass(slots=True)
class Page:
    """One page as a reader sees it; lengths are in points.

    `lines` are in reading order, `aside` is text outside all paragraphs, such as a
    watermark. `scanned` says that the page is a picture without text. `remarks` name
    the kinds of text that are kept apart or left out. `fault` says why the text of the
    page cannot be read in order, if so. `top` and `bottom` are its outermost lines.
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
        """Find the outermost lines of the page."""
        self.top = max(self.lines, key=attrgetter("y"), default=None)
        self.bottom = min(self.lines, key=attrgetter("y"), default=None)

    def grid_at(self, x: float, y: float) -> Grid | None:
        """Return the table with a row at a point, or None."""
        for grid in self.grids:
            if grid.is_table_row(x, y):
                return grid
        return None
