"""Units of the body: sections, numbered paragraphs, bullets, text, notes and boxes."""

from __future__ import annotations

from collections.abc import Callable

from inspectgraph.read.blocks import Block
from inspectgraph.read.continuation import (
    continues_list,
    continues_sentence,
    continues_unit,
    is_lead_in,
    is_stem,
)
from inspectgraph.read.document import slug
from inspectgraph.read.front_matter import opens_chapter, opens_summary
from inspectgraph.read.grade_rows import is_grade_bar
from inspectgraph.read.heading_rules import annex_id, time_band
from inspectgraph.read.table_units import TableUnits
from inspectgraph.read.unit_tree import Position, UnitTree
from inspectgraph.read.unmarked_headings import LONGEST_STEP, Line

__all__ = ["BodyUnits"]


class BodyUnits:
    """Adds the blocks of the body to the tree of units.

    The kind of a block decides how the block is added.

    An annex can come before all chapters. While such an annex is open, `_annex_first`
    is true.

    Args:
        tree: The units so far.
        position: The current position in the report.
        tables: The object that adds the rows of tables.
        has_marked_headings: Whether the source marks its headings.
    """

    def __init__(
        self,
        tree: UnitTree,
        position: Position,
        tables: TableUnits,
        *,
        has_marked_headings: bool,
    ) -> None:
        self._tree = tree
        self._position = position
        self._tables = tables
        self._has_marked_headings = has_marked_headings
        self._following: Block | None = None
        self._annex_first = False
        self._chapter_seen = False
        self._kinds: dict[str, Callable[[Block], None]] = {
            "heading": self._heading,
            "bullet": self._bullet,
            "row": tables.row,
            "note": self.note,
            "aside": self._aside,
        }

    def restart(self) -> None:
        """Begin the body of another report in the same source."""
        self._position.section = None
        self._position.annex = None
        self._position.number = 0
        self._annex_first = False
        self._chapter_seen = False

    def add(self, block: Block, following: Block | None) -> None:
        """Add a block of the body.

        Args:
            block: The block.
            following: The next block that is not a page header or footer, or None.
        """
        self._following = following
        if block.kind == "item" and self._numbered(block):
            return
        add = self._kinds.get(block.kind, self._text)
        add(block)

    def close(self) -> None:
        """Close the open paragraph, list, table and unit."""
        self._position.close()
        self._tree.open = None

    # Headings and numbered paragraphs

    def _heading(self, block: Block) -> None:
        """Open the section that begins with a given heading."""
        if self._leaves_annex(block):
            self._position.annex = None
            self._annex_first = False
        identity, parent = self._section_id(block.text)
        self.close()
        if identity in self._tree.drafts:  # it continues after a page break
            self._tree.drafts[identity].append(block)
        else:
            self._tree.add(identity, "section", block, parent)
        self._position.section = identity

    def _leaves_annex(self, block: Block) -> bool:
        """Return whether a heading ends an annex that comes before all chapters."""
        if self._position.annex is None:
            return False
        if not self._annex_first:
            return False
        if annex_id(block.text):
            return False
        if opens_chapter(block.text):
            return True
        return opens_summary(block)

    def _section_id(self, text: str) -> tuple[str, str | None]:
        """Return the id of a heading's section, and the id of the parent section.

        The parent id is None if the section has no parent.
        """
        annex = annex_id(text)
        if annex:
            return self._open_annex(annex), None
        band = time_band(text)
        section = self._position.section or ""
        if band and section.startswith("recommendations"):
            return f"recommendations/{band}", "recommendations"
        self._chapter_seen = self._chapter_seen or opens_chapter(text)
        name = self._position.in_annex(slug(text))
        return self._tree.free(name), self._position.annex

    def _open_annex(self, name: str) -> str:
        """Open an annex, in which paragraph numbers begin again, and return its id."""
        self._annex_first = not self._chapter_seen
        self._position.annex = self._tree.free(name)
        self._position.number = 0
        return self._position.annex

    def _numbered(self, block: Block) -> bool:
        """Open a numbered paragraph if its number continues the numbering.

        Returns:
            Whether the paragraph was opened.
        """
        if block.label:  # `accept_labels` has already checked a label such as 1.10
            self._open_paragraph(block, block.label, self._position.number)
            return True
        before = self._position.number
        number = block.number
        if block.counts_on:
            number = before + 1
        if not before < number <= before + LONGEST_STEP:
            return False
        self._open_paragraph(block, str(number), number)
        return True

    def _open_paragraph(self, block: Block, printed: str, number: int) -> None:
        """Add a numbered paragraph as a unit, and open it.

        Args:
            block: The text.
            printed: The number or label of the paragraph, such as `1-10`, for its id.
            number: The number that the next paragraph number must exceed.
        """
        self.close()
        self._position.number = number
        name = self._position.in_annex(f"p{printed}")
        section = self._position.section
        self._position.paragraph = self._tree.add(name, "paragraph", block, section).id

    # Bullets

    def _bullet(self, block: Block) -> None:
        """Add a bullet under its paragraph, its section or an outer bullet."""
        unit = self._tree.open
        if unit and continues_sentence(unit, block):
            unit.append(block)
            return
        self._leave_bullets(block)
        bullets = self._position.bullets
        if bullets:
            parent = bullets[-1][1]
        else:
            parent = self._position.base()
        if block.label:
            draft = self._tree.add(f"{parent}/{block.label}", "bullet", block, parent)
        else:
            draft = self._tree.count(parent, "bullet", block)
        if not bullets:
            draft.lead_in = self._position.lead_in
        bullets.append((block.level, draft.id))

    def _leave_bullets(self, block: Block) -> None:
        """Close the innermost open bullets that cannot contain a new bullet.

        Args:
            block: The new bullet.
        """
        bullets = self._position.bullets
        while bullets:
            level, identity = bullets[-1]
            if continues_list(self._tree.drafts[identity], level, block.level):
                return
            bullets.pop()

    # Text

    def _text(self, block: Block) -> None:
        """Add a text as a grade bar, heading, lead-in or part of a paragraph.

        A grade bar is a line that lists all grades and marks one of them. A lead-in is
        a sentence that introduces bullets.
        """
        if self._is_bar(block):
            self._tables.bar(block)
        elif self._heads_text(block):
            self._heading(block)
        elif is_lead_in(block, self._position):
            self._lead_in(block)
            self._tree.open = None
        elif is_stem(block, self._position):
            self._lead_in(block)
        else:
            self._paragraph(block)

    def _heads_text(self, block: Block) -> bool:
        """Return whether a text without heading markup is a heading."""
        if self._line(block).introduces_items:
            return True
        return not self._has_marked_headings and self._line(block).is_heading

    def _line(self, block: Block) -> Line:
        """Return a block together with facts about the blocks around it."""
        return Line(
            block,
            self._tree.open,
            self._position.paragraph is not None,
            self._position.number,
            self._following,
        )

    def _paragraph(self, block: Block) -> None:
        """Append a text to an earlier unit, or begin a new paragraph.

        If the text continues the open unit, the text is appended to this unit. Any
        other text begins a new paragraph in two cases: no numbered paragraph is open,
        or the text names the subject of the numbered paragraphs below. In all other
        cases, the text is appended to the open numbered paragraph.
        """
        unit = self._tree.open
        if unit and continues_unit(unit, block, self._tree, self._position):
            unit.append(block)
        elif self._position.paragraph and not self._line(block).heads_items:
            self._tree.drafts[self._position.paragraph].append(block)
        else:
            self._position.paragraph = None
            self._position.bullets = []
            self._tree.count(self._position.base(), "paragraph", block)

    def _is_bar(self, block: Block) -> bool:
        """Return whether a block begins a grade bar, or continues the open grade bar.

        A grade bar is a line that lists all grades and marks one of them.
        """
        unit = self._tree.open
        if unit is not None and unit.kind != "grade-bar":
            return False
        return is_grade_bar(block)

    def _lead_in(self, block: Block) -> None:
        """Add a unit of kind `lead-in` for a sentence that introduces bullets."""
        self._position.bullets = []
        prefix = f"{self._position.base()}/lead-in"
        self._position.lead_in = self._tree.count(prefix, "lead-in", block).id

    # Footnotes and boxes, which interrupt the text

    def note(self, block: Block) -> None:
        """Add a footnote. The unit interrupted by the footnote stays open."""
        before = self._tree.open
        name = self._tree.free(f"note-{block.number}")
        self._tree.add(name, "note", block, None)
        self._tree.open = before

    def _aside(self, block: Block) -> None:
        """Add a paragraph of a text box. The unit around the box stays open."""
        before = self._tree.open
        self._tree.count(self._position.section_base(), "paragraph", block)
        self._tree.open = before
