"""Decide which kind of block a line of a PDF begins.

A block is a heading, item, bullet, table row, footnote or plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from inspectgraph.read.blocks import (
    BULLETS,
    Block,
    BlockKind,
    Piece,
    heads_contents,
)
from inspectgraph.read.pdf.lines import Line
from inspectgraph.read.pdf.measures import BRACKET_MARK, BRACKET_NOTE, ITEM, Measures

__all__ = ["LineReader", "block_of", "is_heading"]

#: A number from here on may be a year, unless it continues the paragraph numbers.
_YEARS = 1000
#: The most by which a paragraph's number may exceed the last paragraph number.
_NEXT = 3
#: How far right of the text's left edge a paragraph number may be, in points.
_INDENT = 60
_BULLET = re.compile(rf"[{BULLETS}](?:\s+|\Z)|(?P<weak>[-–—*o])(?=\s{{1,4}}\S)\s+")
_CONTENTS_ROW = re.compile(r"(.*\S)\s+(?:\.{2,}\s*)?(\d{1,3})\Z")
_BLANKS = re.compile(r"[^\S\n]+")
#: The characters that end a sentence or a part of a sentence.
_STOPS = tuple(".:;?!”’\"'")
#: The characters that do not end a heading.
_NOT_IN_HEADINGS = (".", ":", ";", ",")
#: The kinds of blocks in which a line may continue a sentence.
_SENTENCES = frozenset({"text", "item", "bullet"})
#: How far the left edges of lines in one list may differ, in points.
_ALIGNED = 3
#: Three font sizes, as shares of the usual size. Above the first, bold text is a
#: heading even if it ends in a stop. Above the second, all text is a heading. Above
#: the third, a heading is of the first level.
_LARGER, _MUCH_LARGER, _FIRST_LEVEL = 1.1, 1.25, 1.6
#: Bold text below this share of the usual font size is not a heading.
_SMALLEST = 0.9


def block_of(kind: BlockKind, text: str, line: Line) -> Block:
    """Return one line as a block of a given kind; each gap in its text becomes one space."""
    plain = _BLANKS.sub(" ", text).strip()
    return Block(kind, plain, line.span, page=line.page)


def is_heading(line: Line, measures: Measures) -> bool:
    """Return whether a line looks like a heading.

    Text that is much larger than usual is always a heading. Bold text that is larger
    than usual is also a heading. Bold text of the usual size is a heading if it does
    not end in a full stop, colon, semicolon or comma.
    """
    if line.size > _MUCH_LARGER * measures.size:
        return True
    if not line.bold:
        return False
    if line.size <= _SMALLEST * measures.size:
        return False
    if line.size > _LARGER * measures.size:
        return True
    return not line.text.endswith(_NOT_IN_HEADINGS)


@dataclass
class LineReader:
    """Converts the lines of a document to blocks, in order.

    `number` is the number of the last item. `contents` is true if the last line belongs
    to the contents page.
    """

    measures: Measures
    number: int = 0
    contents: bool = False

    def read(self, line: Line, above: Line | None, before: Block | None) -> Block:
        """Return the block that a line forms on its own, not joined to the block above.

        A line can begin with a number or dash that belongs to the sentence above. The
        block of such a line is plain text.

        Args:
            line: The line.
            above: The line above, or None if a table comes between.
            before: The block of the line above.
        """
        block = self._block(line)
        if above and before and self._continues_sentence(before, above, line, block):
            block = block_of("text", line.text, line)
        is_contents_row = self.contents and block.kind == "row"
        self.contents = is_contents_row or heads_contents(block)
        if block.kind == "item" and block.number:
            self.number = block.number
        return block

    def _block(self, line: Line) -> Block:
        """Decide which kind of block a line is, and return the line as a block of that kind."""
        for read in (self._contents_row, self._note, self._numbered, self._labelled):
            block = read(line)
            if block:
                return block
        text = self._without_marks(line)
        bullet = _BULLET.match(text)
        if bullet:
            block = block_of("bullet", text[bullet.end() :], line)
            return replace(block, level=round(line.x0))
        if is_heading(line, self.measures):
            return self._heading(text, line)
        return block_of("text", text, line)

    def _heading(self, text: str, line: Line) -> Block:
        """Return a line as a heading of the first or second level."""
        level = 2
        if line.size > _FIRST_LEVEL * self.measures.size:
            level = 1
        return replace(block_of("heading", text, line), level=level)

    def _contents_row(self, line: Line) -> Block | None:
        """Return a line of the contents page as a row: a title and a page number.

        Return None for other lines.
        """
        if not self.contents:
            return None
        found = _CONTENTS_ROW.match(line.text)
        if not found:
            return None
        cells = (Piece(found[1], line.span), Piece(found[2], line.span))
        return replace(block_of("row", line.text, line), cells=cells)

    def _note(self, line: Line) -> Block | None:
        """Return a line as a footnote, or None if no footnote begins there.

        A footnote begins with a raised number, or with a number in brackets.
        """
        text, first = line.text, line.runs[0]
        if first.is_note:
            block = block_of("note", text.removeprefix(first.text), line)
            return replace(block, number=int(first.text))
        found = BRACKET_NOTE.match(text)
        if not found:
            return None
        if found[1] not in self.measures.notes:
            return None
        block = block_of("note", text[found.end() :], line)
        return replace(block, number=int(found[1]))

    def _without_marks(self, line: Line) -> str:
        """Return the text of a line after removing footnote numbers in brackets."""
        notes = self.measures.notes
        if not notes:
            return line.text

        def shown(mark: re.Match[str]) -> str:
            if mark[1] in notes:
                return ""
            return mark[0]

        return BRACKET_MARK.sub(shown, line.text)

    def _numbered(self, line: Line) -> Block | None:
        """Return a line as a numbered paragraph, or None for other lines."""
        text = self._without_marks(line)
        found = ITEM.match(text)
        if not found:
            return None
        if not self._is_item_number(int(found[1]), line):
            return None
        block = block_of("item", text[found.end() :], line)
        return replace(block, number=int(found[1]))

    def _is_item_number(self, number: int, line: Line) -> bool:
        """Return whether a number at the beginning of a line is a paragraph number."""
        may_be_year = number >= _YEARS
        if may_be_year and not self._is_next(number):
            return False
        if line.x0 >= self.measures.left_of(line) + _INDENT:
            return False
        return not is_heading(line, self.measures)

    def _is_next(self, number: int) -> bool:
        """Return whether a number is the next paragraph number."""
        return self.number < number <= self.number + _NEXT

    def _labelled(self, line: Line) -> Block | None:
        """Return a line with a label, such as `1.10` or `(a)`, as an item or bullet.

        Return None for a line that has no label.
        """
        label = self.measures.labels.get(line.span)
        if not label:
            return None
        if is_heading(line, self.measures):
            return None
        kind: BlockKind = "bullet"
        if label.is_decimal:
            kind = "item"
        text = self._without_marks(line).removeprefix(label.printed)
        block = block_of(kind, text, line)
        return replace(block, label=label.name, level=round(line.x0))

    def _continues_sentence(
        self, before: Block, above: Line, line: Line, block: Block
    ) -> bool:
        """Return whether a line that looks like an item or bullet continues a sentence.

        The number or dash of the line must not continue a list. The line above must be
        near, begin at the same left edge, end without a full stop, and reach the right
        edge of the text.
        """
        if self._is_expected(before, line, block):
            return False
        if before.kind not in _SENTENCES:
            return False
        if before.text[-1:] in _STOPS:
            return False
        right = self.measures.right
        is_full = above.x1 > right - 0.2 * (right - above.x0)
        is_aligned = abs(above.x0 - line.x0) < _ALIGNED
        is_near = above.y - line.y < 1.25 * self.measures.step
        return is_full and is_aligned and is_near

    def _is_expected(self, before: Block, line: Line, block: Block) -> bool:
        """Return whether a new item or bullet may begin at a line.

        A number may begin an item if it is 1 or continues the previous numbers. A dash
        may begin a bullet if the line above belongs to a bullet with the same left
        edge. Any other mark, such as `•` or the label `(a)`, may always begin an item
        or bullet.

        Args:
            before: The block of the line above.
            line: The line.
            block: The block of the line, as an item or bullet.
        """
        if block.kind == "item" and not block.label:
            is_first = block.number == 1
            return is_first or self._is_next(block.number)
        if block.kind != "bullet":
            return True
        mark = _BULLET.match(line.text)
        if not mark:
            return True
        if not mark["weak"]:
            return True
        if before.kind != "bullet":
            return False
        return abs(before.level - line.x0) < _ALIGNED
