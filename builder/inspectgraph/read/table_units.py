"""Turn the table rows of a report into units.

Special rules apply to three kinds of table: grade tables, grade bars, and tables of
strengths and weaknesses. A grade bar is a line that lists all possible grades and marks
the awarded grade.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter

from inspectgraph.read.blocks import Block, Piece, clean
from inspectgraph.read.document import slug
from inspectgraph.read.grade_rows import is_grade_bar, is_grade_row
from inspectgraph.read.strength_tables import ends_listing, entries_of, heads_listing
from inspectgraph.read.unit_builder import UnitBuilder
from inspectgraph.read.unit_tree import Position, UnitTree

__all__ = ["TableUnits", "heads_grades", "heads_grades_of_cover"]

#: The columns of the simplest table of grades: the aspect, and its grade.
_FEWEST_COLUMNS = 2
#: The heading of the first column in a table with several columns of grades.
_WHAT_IS_JUDGED = re.compile(
    r"(?:judge?ments?|areas?|aspects?|what is judged)(?: area)?\Z", re.I
)


@dataclass
class TableUnits:
    """Adds a unit for each table row to the tree of units."""

    tree: UnitTree
    position: Position

    def row(self, block: Block) -> None:
        """Add a table row to the tree of units.

        A grade bar is a row that lists all grades. Later text can be added to the unit
        of a grade bar. The unit of any other row is complete.
        """
        self._add_row(block)
        if not self._has_open_bar():
            self.tree.open = None

    def _add_row(self, block: Block) -> None:
        """Add a table row in the way that its kind of table requires."""
        if self.position.listing and ends_listing(block):
            self.position.listing = None
        if heads_listing(block):
            self._open_listing(block)
        elif self.position.listing:
            self._listed(block, self.position.listing)
        elif is_grade_bar(block):
            self.bar(block)
        elif heads_grades(block):
            self._grade_header(block)
        elif is_grade_row(block):
            self.grade_row(block)
        else:
            self.tree.count(self.position.base(), "row", block)

    # Grades

    def bar(self, block: Block) -> None:
        """Add a grade bar to the section, or continue the last grade bar.

        A grade bar is a line that lists all grades. The last grade bar is continued
        only if no other unit has come after it.
        """
        if self.tree.open and self._has_open_bar():
            self.tree.open.append(block)
            return
        name = self.tree.free(f"{self.position.base()}/grade")
        self.tree.add(name, "grade-bar", block, self.position.section)

    def _has_open_bar(self) -> bool:
        """Return whether later text may continue the last grade bar.

        A grade bar is a line that lists all grades.
        """
        unit = self.tree.open
        return unit is not None and unit.kind == "grade-bar"

    def set_columns(self, block: Block) -> None:
        """Store the column headings of a table of grades, but not the first heading."""
        self.position.columns = [clean(cell.text) for cell in block.cells[1:]]

    def _grade_header(self, block: Block) -> None:
        """Add the header row of a table of grades."""
        self.set_columns(block)
        name = self.tree.free(self.position.in_annex("grades/header"))
        self.tree.add(name, "row", block, self.position.section)

    def grade_row(self, block: Block) -> None:
        """Add a row of a grade table.

        In a table with several columns of grades, each grade becomes a unit of kind
        `cell`.
        """
        cells: Sequence[Piece] = block.cells
        if not self.position.columns:
            cells = [*filter(attrgetter("text"), cells)]
        label = cells[0]
        name = self.position.in_annex(f"grades/{slug(clean(label.text))}")
        several = len(self.position.columns) >= _FEWEST_COLUMNS
        own = block
        if several:
            own = _part(block, label)
        row = self.tree.add(self.tree.free(name), "row", own, self.position.section)
        if several:
            self._add_cells(row, block, cells[1:])

    def _add_cells(
        self, row: UnitBuilder, block: Block, cells: Sequence[Piece]
    ) -> None:
        """Add the grades of a row as units of kind `cell`.

        The id of each unit ends in the slug of the column heading.
        """
        for column, cell in zip_longest(self.position.columns, cells):
            if not cell:
                continue
            if not cell.text:
                continue
            name = self.tree.free(f"{row.id}/{slug(column or 'more')}")
            self.tree.add(name, "cell", _part(block, cell), row.id)

    # Strengths and weaknesses

    def _open_listing(self, block: Block) -> None:
        """Open a table of strengths and weaknesses, with a section for each column."""
        base = self.position.section_base()
        names = (f"{base}/strengths", f"{base}/weaknesses")
        for name, cell in zip(names, block.cells, strict=True):
            if name in self.tree.drafts:  # the table continues after a page break
                self.tree.drafts[name].spans.append(cell.span)
            else:
                part = _part(block, cell)
                self.tree.add(name, "section", part, self.position.section)
        self.position.listing = names

    def _listed(self, block: Block, names: tuple[str, str]) -> None:
        """Add the entries in one row of a table that lists strengths and weaknesses.

        Args:
            block: The row.
            names: The ids of the two sections, one for each column.
        """
        for name, cell in zip_longest(names, block.cells):
            if cell is None:
                continue
            for entry in self._continued(name, block, entries_of(cell)):
                self._add_entry(name, block, entry)

    def _continued(
        self, name: str | None, block: Block, entries: Sequence[Piece]
    ) -> Sequence[Piece]:
        """Join a cell's first entry to the last unit of the column.

        The two are joined only if they form one sentence.

        Args:
            name: The id of the section that contains the units of the column. It is
                None for a cell to the right of the columns of strengths and weaknesses.
                The first entry of such a cell is not joined.
            block: The table row that contains the cell.
            entries: The entries of the cell.

        Returns:
            The entries that remain to be added.
        """
        if not entries:
            return entries
        if name is None:
            return entries
        last = self.tree.last_of(name)
        if last is None:
            return entries
        if last.complete:
            return entries
        first = entries[0]
        if not clean(first.text):
            return entries
        if not first.text[:1].islower():
            return entries
        last.append(_part(block, first))
        return entries[1:]

    def _add_entry(self, name: str | None, block: Block, entry: Piece) -> None:
        """Add one entry of a table cell to the tree of units.

        The entry becomes a bullet in the section `name`. If `name` is None, the cell is
        to the right of the columns of strengths and weaknesses. The entry then becomes
        a unit of kind `row`.
        """
        part = _part(block, entry)
        if name is None:
            self.tree.count(self.position.base(), "row", part)
        elif part.text:
            self.tree.count(name, "bullet", part)
        else:  # an entry without words
            self.tree.drafts[name].spans.append(entry.span)


def heads_grades(block: Block) -> bool:
    """Return whether a row is the header of a table of grades.

    The first cell of such a header is empty. In a table with three or more columns,
    this cell may instead have words such as `Judgement area`.
    """
    if len(block.cells) < _FEWEST_COLUMNS:
        return False
    if is_grade_row(block):
        return False
    first = clean(block.cells[0].text)
    if not first:
        return True
    if len(block.cells) == _FEWEST_COLUMNS:
        return False
    return _WHAT_IS_JUDGED.match(first) is not None


def heads_grades_of_cover(block: Block) -> bool:
    """Return whether a row on the cover is a header above several columns of grades."""
    if block.kind != "row":
        return False
    if len(block.cells) <= _FEWEST_COLUMNS:
        return False
    return heads_grades(block)


def _part(block: Block, piece: Piece) -> Block:
    """Return one part of a table row, such as a cell, as a separate block of text."""
    text = clean(piece.text)
    return replace(block, kind="text", text=text, span=piece.span, cells=())
