"""Find headings that the source does not mark as headings.

Some sources mark no headings at all. In such a source, two things show a heading: its
words, and the lines before and after it. Other sources mark most headings, but not the
headings inside lists of numbered paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.read.blocks import Block
from inspectgraph.read.continuation import is_settled
from inspectgraph.read.heading_rules import (
    MOST_HEADING_LINES,
    ends_in_grade_line,
    may_head,
)
from inspectgraph.read.unit_builder import UnitBuilder

__all__ = ["LONGEST_STEP", "Line"]

#: The most by which a paragraph's number may exceed the last paragraph number.
LONGEST_STEP = 3
#: A heading with fewer characters may interrupt a paragraph that has no full stop.
_SHORT_HEADING = 80
#: The marks with which a sentence ends.
_STOPS = (".", ":", ";", "!", "?")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of text, together with facts about the blocks around it.

    Args:
        block: The block.
        unit: The unit that the block may continue, or None.
        is_in_numbered: Whether a numbered paragraph began before the block and has not
            ended.
        number: The printed number of the last numbered paragraph.
        following: The next block that is not a page header or footer, or None.
    """

    block: Block
    unit: UnitBuilder | None
    is_in_numbered: bool
    number: int
    following: Block | None

    @property
    def is_heading(self) -> bool:
        """Whether a line is a heading, in a source that marks no headings."""
        if not self.block.loose:
            return False
        if not may_head(self.block.text):
            return False
        if self.block.lines > 1 and not self._is_broken_heading:
            return False
        unit = self.unit
        if unit and not unit.complete and unit.kind == "paragraph":
            return len(self.block.text) < _SHORT_HEADING
        return True

    @property
    def _is_broken_heading(self) -> bool:
        """Whether the lines of the block together form one heading.

        The lines form a heading in two cases: the last line is a grade, or the next
        block is the next numbered paragraph.
        """
        if self.block.lines > MOST_HEADING_LINES:
            return False
        if self.number == 0:
            return False
        if ends_in_grade_line(self.block):
            return True
        if not is_settled(self.unit):
            return False
        return self._precedes_next_number

    @property
    def introduces_items(self) -> bool:
        """Whether a line between two numbered paragraphs is the heading of the later paragraph.

        Such a line ends in a colon, as in `The council has these strengths:`, and comes
        after a complete sentence.
        """
        if not self._is_between_numbers:
            return False
        return self.block.text[:1].isupper() and self.block.text.endswith(":")

    @property
    def heads_items(self) -> bool:
        """Whether a line names the subject of the numbered paragraphs below it.

        Such lines, for example `Care leavers`, divide lists of recommendations, but are
        not marked as headings. A line of this kind has no full stop at its end and
        follows a complete sentence.
        """
        if not self._is_between_numbers:
            return False
        return self.block.text[:1].isupper() and not self.block.text.endswith(_STOPS)

    @property
    def _is_between_numbers(self) -> bool:
        """Whether a block is one short line between two numbered paragraphs.

        The line comes after a complete sentence.
        """
        if not self.is_in_numbered:
            return False
        if not self.block.loose or self.block.lines > 1:
            return False
        if len(self.block.text) >= _SHORT_HEADING:
            return False
        return is_settled(self.unit) and self._precedes_next_number

    @property
    def _precedes_next_number(self) -> bool:
        """Whether the block after this block is the next numbered paragraph."""
        if self.following is None:
            return False
        if self.following.kind != "item":
            return False
        return 0 < self.following.number - self.number <= LONGEST_STEP
