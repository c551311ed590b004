"""Pages → blocks: lines of a PDF become headings, numbered items, bullets, table rows, notes and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mode

from inspectgraph.read.blocks import BULLETS, Block, BlockKind, Piece, clean, heads_contents, is_deadline
from inspectgraph.read.cells import rows_of
from inspectgraph.read.pdf import Line, Page, in_margin, margin_key, repeated

__all__ = ["blocks_of_pages"]

_ITEM = re.compile(r"(\d{1,3})\.(?:\s+(?=\S)|(?=[A-Z‘“\"']))")
_BULLET = re.compile(rf"[{BULLETS}](?:\s+|\Z)|[-–o](?=\s{{1,4}}\S)\s+")
_NOTE = re.compile(r"<sup>(\d+)</sup>\s*")
_CONTENTS_ROW = re.compile(r"(.*\S)\s+(?:\.{2,}\s*)?(\d{1,3})\Z")
#: Lines that are never the rest of a paragraph: the salutation of a letter, and a day alone.
_ALONE = re.compile(
    r"Dear (?:[A-Z]\w+|(?:local |safeguarding )?partner(?:s|ship)?|colleagues?|all)\b[^.]{0,40}\Z"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z]* (?:19|20)\d\d\Z"
)
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\Z", re.I)


def blocks_of_pages(pages: Sequence[Page]) -> list[Block]:
    """Return the blocks of a report's pages, in order; heads and feet of pages are blocks of kind `rule`."""
    return _Layout(pages).blocks()


class _Layout:
    """Knows what is usual in this document: the size of its text, the distance of its lines, its margin."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.furniture = repeated(pages)
        body = [line for page in pages for line in page.lines if not self._in_margin(line, page)]
        self.size = mode([round(line.size, 1) for line in body for _ in range(len(line.text))] or [12.0])
        steps = [
            round(above.y - below.y, 1)
            for page in pages
            for above, below in zip(page.lines, page.lines[1:], strict=False)
            if abs(above.size - self.size) < 0.6 and abs(below.size - self.size) < 0.6 and above.y - below.y < 40
        ]
        close = [step for step in steps if 6 < step < 1.6 * self.size]  # a short report has more paragraphs than lines
        self.step = mode((close if len(close) * 10 > len(steps) else [step for step in steps if step > 6]) or [14.0])
        self.left = mode([round(line.x0) for line in body] or [72])

    def blocks(self) -> list[Block]:
        """Return the blocks of all pages."""
        found: list[Block] = []
        contents = False
        for page in self.pages:
            fresh = True
            last: Line | None = None
            for item in self._items(page):
                if isinstance(item, Block):
                    found.append(item)
                    last, fresh = None, True
                    continue
                block = self._block(item, contents)
                contents = (contents and block.kind == "row") or heads_contents(block)
                if last is not None and not fresh and self._joins(found[-1], last, item, block):
                    found[-1] = _joined(found[-1], block)
                else:
                    found.append(replace(block, loose=True))
                last, fresh = item, False
        return found

    # What stands on a page, from the top

    def _items(self, page: Page) -> Iterator[Line | Block]:
        """Yield the lines of a page and the rows of its tables, from the top; its head and foot last."""
        margin = [line for line in page.lines if self._in_margin(line, page)]
        rest = [line for line in page.lines if not self._in_margin(line, page)]
        done: set[int] = set()
        waiting: list[tuple[float, Block]] = []  # rows of tables that were begun, each with its lower edge
        for line in rest:
            grid = next((grid for grid in page.grids if grid.is_table_row(line.x0, line.y)), None)
            if grid is None:
                yield from (row for edge, row in waiting if edge > line.y)
                waiting = [(edge, row) for edge, row in waiting if edge <= line.y]
                yield line
            elif id(grid) not in done:
                done.add(id(grid))
                waiting += rows_of(grid, [other for other in rest if grid.is_table_row(other.x0, other.y)])
        yield from (row for _, row in waiting)
        for line in margin:
            yield _block("rule", line.text, line)

    def _in_margin(self, line: Line, page: Page) -> bool:
        """Return whether a line is a running head, a running foot or a page number."""
        key = margin_key(line, page)
        counts = in_margin(line, page) and bool(_PAGE_NUMBER.match(line.text))
        return key is not None and (key in self.furniture or counts)

    # What a line is

    def _block(self, line: Line, contents: bool) -> Block:
        """Return the block that a line begins, or would be by itself."""
        text = line.text
        if contents and (found := _CONTENTS_ROW.match(text)):
            cells = (Piece(found[1], line.span), Piece(found[2], line.span))
            return replace(_block("row", text, line), cells=cells)
        if found := _NOTE.match(text):
            return replace(_block("note", text[found.end() :], line), number=int(found[1]))
        if (found := _ITEM.match(text)) and line.x0 < self.left + 60 and not self._is_heading(line):
            return replace(_block("item", text[found.end() :], line), number=int(found[1]))
        if found := _BULLET.match(text):
            return replace(_block("bullet", text[found.end() :], line), level=round(line.x0))
        if self._is_heading(line):
            return replace(_block("heading", text, line), level=1 if line.size > 1.6 * self.size else 2)
        return _block("text", text, line)

    def _is_heading(self, line: Line) -> bool:
        """Return whether a line is set as a heading: larger than the text, or bold without a full stop at its end."""
        if line.size > 1.1 * self.size:
            return line.bold or line.size > 1.25 * self.size
        return line.bold and line.size > 0.9 * self.size and not line.text.rstrip().endswith((".", ":", ";", ","))

    def _joins(self, before: Block, above: Line, line: Line, block: Block) -> bool:
        """Return whether a line goes on with the block above it."""
        gap = above.y - line.y
        same = abs(above.size - line.size) < 0.5 and above.bold == line.bold
        if block.kind == "heading" and before.kind == "text" and not before.text.endswith((".", ":", "?", "!")):
            of_one = line.size < 1.2 * above.size and not _is_alone(before.text)
            return of_one and (gap < 1.2 * self.step or gap < 1.3 * line.size)  # a sentence that ends in bold
        if before.kind == "heading" and (block.kind == "heading" or line.text[:1].islower()):
            return same and gap < 1.45 * line.size
        if block.kind == "heading":
            return False
        if block.kind != "text" or _is_alone(line.text) or (before.kind == "text" and _is_alone(before.text)):
            return False
        if before.kind == "heading":
            return False
        if before.kind == "bullet" and line.x0 < before.level - 3:
            return False  # it stands to the left of the bullet's mark
        near = gap < max(1.25 * self.step, self.step + 3) if abs(line.size - self.size) < 1 else gap < 1.45 * line.size
        if not near:
            return False
        return before.kind in {"item", "bullet", "note"} or abs(line.x0 - above.x0) < 24


def _is_alone(text: str) -> bool:
    """Return whether a line is never the rest of a paragraph, nor begins one."""
    return bool(_ALONE.match(text)) or is_deadline(text)


def _block(kind: BlockKind, text: str, line: Line) -> Block:
    """Return a block of one line."""
    return Block(kind, clean(text), line.span, page=line.page)


def _joined(before: Block, block: Block) -> Block:
    """Return two blocks as one; a word that is hyphenated at the end of a line keeps its hyphen."""
    joint = "" if before.text.endswith("-") else " "
    span = (min(before.span[0], block.span[0]), max(before.span[1], block.span[1]))
    return replace(before, text=f"{before.text}{joint}{block.text}", span=span, lines=before.lines + block.lines)
