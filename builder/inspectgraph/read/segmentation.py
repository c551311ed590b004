"""Segmentation: from blocks to a tree of units, each with a stable id.

A block is a heading, item, bullet, table row, note or text of the source. A printed
number gives a unit its id (`p56`, in an annex `annex-b/p4`). A unit without a number
gets a path under its section (`recommendations/immediate/2`,
`safeguarding/strengths/3`, `grades/adoption-performance`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from inspectgraph.read.blocks import Block, heads_contents
from inspectgraph.read.continuation import (
    continues_list,
    continues_sentence,
    continues_unit,
    is_lead_in,
    is_settled,
    is_stem,
)
from inspectgraph.read.document import Unit, slug
from inspectgraph.read.front_matter import (
    begins_second_report,
    front_end,
    goes_on_as_contents,
    greets,
    judged_in_sentence,
    lists_contents,
    opens_chapter,
    opens_summary,
    second_front_end,
)
from inspectgraph.read.grade_rows import is_grade_bar, is_grade_row
from inspectgraph.read.heading_rules import (
    MOST_HEADING_LINES,
    annex_id,
    ends_in_grade_line,
    may_head,
    time_band,
)
from inspectgraph.read.hyphenation import LineEnds
from inspectgraph.read.table_units import TableUnits, heads_grades_of_cover
from inspectgraph.read.unit_builder import UnitBuilder
from inspectgraph.read.unit_tree import Position, UnitTree

__all__ = ["units_of"]

_END = re.compile(
    r"Yours (?:sincerely|faithfully)|Any complaints about the (?:inspection|report)"
    r"|The Office for Standards in Education\b.{1,60}\bregulates and inspects"
)

#: A heading with fewer characters may interrupt a paragraph that has no full stop.
_SHORT_HEADING = 80
#: The marks with which a sentence ends.
_STOPS = (".", ":", ";", "!", "?")
#: The most by which a paragraph's number may exceed the last paragraph number.
_NEXT = 3
#: How many blocks are searched for the next block that is not a page header or footer.
_LOOK_AHEAD = 3
#: How many blocks are searched for the next page number of a contents page.
_NEAR = 7


def units_of(blocks: Sequence[Block], ends: LineEnds) -> tuple[Unit, ...]:
    """Return the units of a report, in the order in which they begin.

    Args:
        blocks: The blocks of the report.
        ends: Joins the words that a page break divides.
    """
    drafts = _Segmenter(blocks).build()
    return tuple(draft.unit(ends) for draft in drafts)


def _is_marked_heading(block: Block) -> bool:
    """Return whether a block is a marked heading below the level of a report title."""
    if block.kind != "heading":
        return False
    return block.level > 1


class _Segmenter:
    """Builds the tree of units of one report from its blocks, in one pass.

    `zone` is the part of the report with the current block: front matter, contents
    page, body or end matter. `front_end` is the index of the first block after the
    front matter, if known. `contents` is the id of the contents page. `annex_first`
    tells whether the open annex precedes all chapters.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.tree = UnitTree()
        self.position = Position()
        self.tables = TableUnits(self.tree, self.position)
        self.zone: Literal["front", "contents", "body", "end"] = "front"
        self.front_end = front_end(blocks)
        self.contents = ""
        self.annex_first = False
        self.chapter_seen = False
        self.following: Block | None = None
        self.near: Sequence[Block] = ()
        self.has_marked_headings = any(map(_is_marked_heading, blocks))
        self.body_kinds: dict[str, Callable[[Block], None]] = {
            "heading": self._heading,
            "bullet": self._bullet,
            "row": self.tables.row,
            "note": self._note,
            "aside": self._aside,
        }

    def build(self) -> list[UnitBuilder]:
        """Return the units of all blocks, in the order in which they begin."""
        for index, block in enumerate(self.blocks):
            self.following = self._block_after(index)
            self.near = self.blocks[index : index + _NEAR]
            self._enter_zone(index)
            self._place(block)
        return [*self.tree.drafts.values()]

    def _block_after(self, index: int) -> Block | None:
        """Return the next block that is not a page header or footer, or None."""
        for block in self.blocks[index + 1 : index + 1 + _LOOK_AHEAD]:
            if block.kind != "rule":
                return block
        return None

    # Zones: front matter, contents page, body, end matter

    def _enter_zone(self, index: int) -> None:
        """Change the zone if a second report or the body begins at an index."""
        if self.zone == "end" and begins_second_report(self.blocks, index):
            self._second_report(index)
        if self.zone != "front":
            return
        if self.front_end is None:
            return
        if index >= self.front_end:
            self.zone, self.tree.open = "body", None

    def _second_report(self, index: int) -> None:
        """Begin the cover of another report in the same source."""
        self._close()
        self.zone = "front"
        self.front_end = second_front_end(self.blocks, index)
        self.position.section = None
        self.position.annex = None
        self.position.number = 0
        self.annex_first = False
        self.chapter_seen = False

    def _place(self, block: Block) -> None:
        """Add one block to the tree, by the current zone and the kind of the block."""
        if block.kind == "rule":
            self.tree.count("furniture", "furniture", block)
        elif self.zone == "front":
            self._front(block)
        elif self.zone == "contents" and self._is_contents(block):
            self.tree.drafts[self.contents].append(block)
        elif self._begins_contents(block):
            self._close()
            self._open_contents(block)
        elif self.zone == "end" or _END.match(block.text):
            self.zone = "end"
            self.tree.count("end", "end-matter", block)
        else:
            self.zone = "body"
            self._body(block)

    def _front(self, block: Block) -> None:
        """Add a block of the front matter; grades on the cover become rows."""
        if heads_contents(block):
            self._open_contents(block)
        elif is_grade_row(block):
            self.tables.grade_row(block)
        elif heads_grades_of_cover(block):
            self.tables.set_columns(block)
            self.tree.count("front", "front", block)
        elif block.kind == "note":
            self._note(block)
        else:
            self._cover_text(block)

    def _cover_text(self, block: Block) -> None:
        """Add a text of the cover.

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

        The contents page may come after a summary.
        """
        if self.zone != "body":
            return False
        if self.contents:
            return False
        return heads_contents(block)

    def _is_contents(self, block: Block) -> bool:
        """Return whether a block after the heading of the contents page belongs to it."""
        if lists_contents(block, self.following):
            return True
        entries = self.tree.drafts[self.contents].texts[1:]
        first = entries[0] if entries else ""
        return goes_on_as_contents(self.near, first)

    def _open_contents(self, block: Block) -> None:
        """Add the contents page as a unit, and enter its zone."""
        self.zone = "contents"
        self.contents = self.tree.add("contents", "contents", block, None).id

    def _body(self, block: Block) -> None:
        """Add a block of the body."""
        if block.kind == "item" and self._numbered(block):
            return
        add = self.body_kinds.get(block.kind, self._text)
        add(block)

    def _close(self) -> None:
        """Close the open paragraph, list, table and unit."""
        self.position.close()
        self.tree.open = None

    # Headings and numbered paragraphs

    def _heading(self, block: Block) -> None:
        """Open the section of a heading."""
        if self._leaves_annex(block):
            self.position.annex = None
            self.annex_first = False
        identity, parent = self._section_id(block.text)
        self._close()
        if identity in self.tree.drafts:  # it continues after a page break
            self.tree.drafts[identity].append(block)
        else:
            self.tree.add(identity, "section", block, parent)
        self.position.section = identity

    def _leaves_annex(self, block: Block) -> bool:
        """Return whether a heading ends an annex that comes before all chapters."""
        if self.position.annex is None:
            return False
        if not self.annex_first:
            return False
        if annex_id(block.text):
            return False
        if opens_chapter(block.text):
            return True
        return opens_summary(block)

    def _section_id(self, text: str) -> tuple[str, str | None]:
        """Return the id of the section that a heading opens, and its parent's id."""
        annex = annex_id(text)
        if annex:
            return self._open_annex(annex), None
        band = time_band(text)
        section = self.position.section or ""
        if band and section.startswith("recommendations"):
            return f"recommendations/{band}", "recommendations"
        self.chapter_seen = self.chapter_seen or opens_chapter(text)
        name = self.position.in_annex(slug(text))
        return self.tree.free(name), self.position.annex

    def _open_annex(self, name: str) -> str:
        """Open an annex, in which paragraph numbers begin again, and return its id."""
        self.annex_first = not self.chapter_seen
        self.position.annex = self.tree.free(name)
        self.position.number = 0
        return self.position.annex

    def _numbered(self, block: Block) -> bool:
        """Open a numbered paragraph if its number continues the numbering.

        Returns:
            Whether the paragraph was opened.
        """
        if block.label:  # `accept_labels` has already checked a label such as 1.10
            self._open_paragraph(block, block.label, self.position.number)
            return True
        before = self.position.number
        number = block.number
        if block.counts_on:
            number = before + 1
        if not before < number <= before + _NEXT:
            return False
        self._open_paragraph(block, str(number), number)
        return True

    def _open_paragraph(self, block: Block, printed: str, number: int) -> None:
        """Add a numbered paragraph as a unit, and open it.

        Args:
            block: The text.
            printed: The number or label as the id shows it, such as `1-10`.
            number: The number to continue the numbering from.
        """
        self._close()
        self.position.number = number
        name = self.position.in_annex(f"p{printed}")
        section = self.position.section
        self.position.paragraph = self.tree.add(name, "paragraph", block, section).id

    # Bullets

    def _bullet(self, block: Block) -> None:
        """Add a bullet under its paragraph, its section or an outer bullet."""
        unit = self.tree.open
        if unit and continues_sentence(unit, block):
            unit.append(block)
            return
        self._leave_bullets(block)
        bullets = self.position.bullets
        if bullets:
            parent = bullets[-1][1]
        else:
            parent = self.position.base()
        if block.label:
            draft = self.tree.add(f"{parent}/{block.label}", "bullet", block, parent)
        else:
            draft = self.tree.count(parent, "bullet", block)
        if not bullets:
            draft.lead_in = self.position.lead_in
        bullets.append((block.level, draft.id))

    def _leave_bullets(self, block: Block) -> None:
        """Close the open bullets that do not contain the list of a new bullet.

        Args:
            block: The new bullet.
        """
        bullets = self.position.bullets
        while bullets:
            level, identity = bullets[-1]
            if continues_list(self.tree.drafts[identity], level, block.level):
                return
            bullets.pop()

    # Text

    def _text(self, block: Block) -> None:
        """Add a text as a grade bar, heading, lead-in or part of a paragraph."""
        if self._is_bar(block):
            self.tables.bar(block)
        elif self._heads_text(block):
            self._heading(block)
        elif is_lead_in(block, self.position):
            self._lead_in(block)
            self.tree.open = None
        elif is_stem(block, self.position):
            self._lead_in(block)
        else:
            self._paragraph(block)

    def _heads_text(self, block: Block) -> bool:
        """Return whether a text that is not marked as a heading is one nevertheless."""
        if self._introduces_items(block):
            return True
        return not self.has_marked_headings and self._is_heading(block)

    def _paragraph(self, block: Block) -> None:
        """Append a text to the open unit or paragraph, or begin a new paragraph."""
        unit = self.tree.open
        if unit and continues_unit(unit, block, self.tree, self.position):
            unit.append(block)
        elif self.position.paragraph and not self._heads_items(block):
            self.tree.drafts[self.position.paragraph].append(block)
        else:
            self.position.paragraph = None
            self.position.bullets = []
            self.tree.count(self.position.base(), "paragraph", block)

    def _is_bar(self, block: Block) -> bool:
        """Return whether a block begins a grade bar, or continues the open grade bar.

        A grade bar is a line that lists all grades and marks one of them.
        """
        unit = self.tree.open
        if unit is not None and unit.kind != "grade-bar":
            return False
        return is_grade_bar(block)

    def _lead_in(self, block: Block) -> None:
        """Add a sentence that introduces bullets as a unit of kind `lead-in`."""
        self.position.bullets = []
        prefix = f"{self.position.base()}/lead-in"
        self.position.lead_in = self.tree.count(prefix, "lead-in", block).id

    def _is_heading(self, block: Block) -> bool:
        """Return whether a line is a heading, in a source without marked headings."""
        if not block.loose:
            return False
        if not may_head(block.text):
            return False
        if block.lines > 1 and not self._is_broken_heading(block):
            return False
        unit = self.tree.open
        if unit and not unit.complete and unit.kind == "paragraph":
            return len(block.text) < _SHORT_HEADING
        return True

    def _is_broken_heading(self, block: Block) -> bool:
        """Return whether several lines are one heading that a line end divides.

        They are if the last line is a grade, or if the next numbered paragraph follows.
        """
        if block.lines > MOST_HEADING_LINES:
            return False
        if self.position.number == 0:
            return False
        if ends_in_grade_line(block):
            return True
        if not is_settled(self.tree.open):
            return False
        return self._precedes_next_number()

    def _introduces_items(self, block: Block) -> bool:
        """Return whether a line between two numbered paragraphs heads the second one.

        Such a line ends in a colon, as in `The council has these strengths:`, and comes
        after a complete sentence.
        """
        if not self._is_between_numbers(block):
            return False
        return block.text[:1].isupper() and block.text.endswith(":")

    def _heads_items(self, block: Block) -> bool:
        """Return whether a line is the subject of the numbered paragraphs below it.

        Lists of recommendations are divided by such lines, which are not marked as
        headings: `Care leavers`. They end without a stop, after a complete sentence.
        """
        if not self._is_between_numbers(block):
            return False
        return block.text[:1].isupper() and not block.text.endswith(_STOPS)

    def _is_between_numbers(self, block: Block) -> bool:
        """Return whether a block is one short line between two numbered paragraphs.

        The line comes after a complete sentence.
        """
        if self.position.paragraph is None:
            return False
        if not block.loose or block.lines > 1:
            return False
        if len(block.text) >= _SHORT_HEADING:
            return False
        return is_settled(self.tree.open) and self._precedes_next_number()

    def _precedes_next_number(self) -> bool:
        """Return whether the next block is the next numbered paragraph."""
        if self.following is None:
            return False
        if self.following.kind != "item":
            return False
        return 0 < self.following.number - self.position.number <= _NEXT

    # Footnotes and boxes, which interrupt the text

    def _note(self, block: Block) -> None:
        """Add a footnote, and keep open the unit that the footnote interrupts."""
        before = self.tree.open
        name = self.tree.free(f"note-{block.number}")
        self.tree.add(name, "note", block, None)
        self.tree.open = before

    def _aside(self, block: Block) -> None:
        """Add a paragraph of a text box, and keep open the unit around the box."""
        before = self.tree.open
        self.tree.count(self.position.section_base(), "paragraph", block)
        self.tree.open = before
