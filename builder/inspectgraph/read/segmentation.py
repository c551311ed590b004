"""Segmentation: turn the blocks of a report into a tree of units with stable ids.

A block is a heading, item, bullet, table row, note or text of the source. A unit with a
printed number gets its id from the number (`p56`, or `annex-b/p4` in an annex). The id
of any other unit is a path under its section (`recommendations/immediate/2`,
`safeguarding/strengths/3`, `grades/adoption-performance`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from inspectgraph.read.blocks import Block, heads_contents
from inspectgraph.read.body_units import BodyUnits
from inspectgraph.read.document import Unit
from inspectgraph.read.front_matter import (
    begins_second_report,
    front_end,
    goes_on_as_contents,
    greets,
    judged_in_sentence,
    lists_contents,
    second_front_end,
)
from inspectgraph.read.grade_rows import is_grade_row
from inspectgraph.read.hyphenation import LineEnds
from inspectgraph.read.table_units import TableUnits, heads_grades_of_cover
from inspectgraph.read.unit_builder import UnitBuilder
from inspectgraph.read.unit_tree import Position, UnitTree

__all__ = ["units_of"]

_END = re.compile(
    r"Yours (?:sincerely|faithfully)|Any complaints about the (?:inspection|report)"
    r"|The Office for Standards in Education\b.{1,60}\bregulates and inspects"
)
#: How many blocks are searched for the next block that is not a page header or footer.
_LOOK_AHEAD = 3
#: How many blocks are searched for the next page number of a contents page.
_NEAR = 7


def units_of(blocks: Sequence[Block], ends: LineEnds) -> tuple[Unit, ...]:
    """Return the units of a report, in the order in which they begin.

    Args:
        blocks: The blocks of the report.
        ends: The object that joins words divided by a page break.
    """
    drafts = _Segmenter(blocks).build()
    return tuple(draft.unit(ends) for draft in drafts)


def _is_marked_heading(block: Block) -> bool:
    """Return whether a block is marked as a heading of level 2 or deeper.

    Level 1 is the level of the report's title.
    """
    if block.kind != "heading":
        return False
    return block.level > 1


class _Segmenter:
    """Builds the tree of units of one report from its blocks, in one pass.

    `zone` is the part of the report that contains the current block: front matter,
    contents page, body or end matter. `front_end` is the index of the first block after
    the front matter, if known. `contents` is the id of the contents page.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.tree = UnitTree()
        self.position = Position()
        self.tables = TableUnits(self.tree, self.position)
        self.zone: Literal["front", "contents", "body", "end"] = "front"
        self.front_end = front_end(blocks)
        self.contents = ""
        self.following: Block | None = None
        self.near: Sequence[Block] = ()
        self.body = BodyUnits(
            self.tree,
            self.position,
            self.tables,
            has_marked_headings=any(map(_is_marked_heading, blocks)),
        )

    def build(self) -> list[UnitBuilder]:
        """Return the units of all blocks, in the order in which the units begin."""
        for index, block in enumerate(self.blocks):
            self.following = self._block_after(index)
            self.near = self.blocks[index : index + _NEAR]
            self._enter_zone(index)
            self._place(block)
        return [*self.tree.drafts.values()]

    def _block_after(self, index: int) -> Block | None:
        """Return the next block that is not a page header or footer.

        Return None if there is no such block among the next `_LOOK_AHEAD` blocks.
        """
        for block in self.blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
            if block.kind != "rule":
                return block
        return None

    # Zones: front matter, contents page, body, end matter

    def _enter_zone(self, index: int) -> None:
        """Change the current part of the report if the body or a second report begins here."""
        if self.zone == "end" and begins_second_report(self.blocks, index):
            self._second_report(index)
        if self.zone != "front":
            return
        if self.front_end is None:
            return
        if index >= self.front_end:
            self.zone, self.tree.open = "body", None

    def _second_report(self, index: int) -> None:
        """Begin the cover of a second report in the same source."""
        self.body.close()
        self.zone = "front"
        self.front_end = second_front_end(self.blocks, index)
        self.body.restart()

    def _place(self, block: Block) -> None:
        """Add a block to the tree, according to its kind and the current part of the report."""
        if block.kind == "rule":
            self.tree.count("furniture", "furniture", block)
        elif self.zone == "front":
            self._front(block)
        elif self.zone == "contents" and self._is_contents(block):
            self.tree.drafts[self.contents].append(block)
        elif self._begins_contents(block):
            self.body.close()
            self._open_contents(block)
        elif self.zone == "end" or _END.match(block.text):
            self.zone = "end"
            self.tree.count("end", "end-matter", block)
        else:
            self.zone = "body"
            self.body.add(block, self.following)

    def _front(self, block: Block) -> None:
        """Add a block of the front matter; grades on the cover become table rows."""
        if heads_contents(block):
            self._open_contents(block)
        elif is_grade_row(block):
            self.tables.grade_row(block)
        elif heads_grades_of_cover(block):
            self.tables.set_columns(block)
            self.tree.count("front", "front", block)
        elif block.kind == "note":
            self.body.note(block)
        else:
            self._cover_text(block)

    def _cover_text(self, block: Block) -> None:
        """Add a text block of the cover.

        The salutation of a letter (`Dear …`) ends the front matter.
        """
        judged = judged_in_sentence(block)
        if judged:
            self.tree.add(f"grades/{judged}", "row", block, None)
        else:
            self.tree.count("front", "front", block)
        if greets(block):
            self.zone = "body"

    def _begins_contents(self, block: Block) -> bool:
        """Return whether a block of the body is the heading of the contents page.

        A contents page in the body comes after a summary.
        """
        if self.zone != "body":
            return False
        if self.contents:
            return False
        return heads_contents(block)

    def _is_contents(self, block: Block) -> bool:
        """Return whether a block after the heading of the contents page is part of that page."""
        if lists_contents(block, self.following):
            return True
        entries = self.tree.drafts[self.contents].texts[1:]
        first = entries[0] if entries else ""
        return goes_on_as_contents(self.near, first)

    def _open_contents(self, block: Block) -> None:
        """Add the contents page as a unit, and make it the current part of the report."""
        self.zone = "contents"
        self.contents = self.tree.add("contents", "contents", block, None).id

    def _close(self) -> None:
        """Close the open paragraph, list, table and unit."""
        self.position.close()
        self.tree.open = None
