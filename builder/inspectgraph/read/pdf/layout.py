"""Pages → blocks: lines of a PDF become headings, numbered items, bullets, table rows, notes and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mode

from inspectgraph.read.blocks import (
    BULLETS,
    Block,
    BlockKind,
    Piece,
    heads_contents,
    is_deadline,
)
from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.list_labels import Label, accept_labels, label_of
from inspectgraph.read.pdf.pages import Line, Page, in_margin, margin_key, repeated
from inspectgraph.read.pdf.tables import rows_of

__all__ = ["blocks_of_pages"]

_ITEM = re.compile(r"(\d{1,4})\.(?:\s+(?=\S)|(?=[A-Z‘“\"']))")
#: From this number on, a line's number may be a year: it has to go on from the number
#: before.
_YEARS = 1000
#: What ends a sentence or a part of one.
_STOPS = tuple(".:;?!”’\"'")
#: How far a paragraph's number may be from the one before.
_NEXT = 3
_BULLET = re.compile(rf"[{BULLETS}](?:\s+|\Z)|(?P<weak>[-–—*o])(?=\s{{1,4}}\S)\s+")
_BRACKET_NOTE = re.compile(r"\[(\d{1,3})\]\s+(?=\S)")
_BRACKET_MARK = re.compile(r"(?<=\S) ?\[(\d{1,3})\]")
_CONTENTS_ROW = re.compile(r"(.*\S)\s+(?:\.{2,}\s*)?(\d{1,3})\Z")
#: Lines that are never the rest of a paragraph: the salutation of a letter, and a day
#: alone.
_ALONE = re.compile(
    r"Dear (?:[A-Z]\w+|(?:local |safeguarding"
    r" )?partner(?:s|ship)?|colleagues?|all)\b[^.]{0,40}\Z"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r" (?:19|20)\d\d\Z"
)
_BLANKS = re.compile(r"[^\S\n]+")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\Z", re.I)


def blocks_of_pages(pages: Sequence[Page]) -> list[Block]:
    """Return the blocks of a report's pages, in order; heads and feet of pages are blocks of kind `rule`."""
    return _Layout(pages).blocks()


class _Layout:
    """Knows what is usual in this document: the size of its text, the distance of its lines, its margin."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.furniture = repeated(pages)
        body = [
            line
            for page in pages
            for line in page.lines
            if not self._in_margin(line, page)
        ]
        self.size = mode(
            [round(line.size, 1) for line in body for _ in range(len(line.text))]
            or [12.0]
        )
        steps = [
            round(above.y - below.y, 1)
            for page in pages
            for above, below in zip(page.lines, page.lines[1:], strict=False)
            if abs(above.size - self.size) < 0.6
            and abs(below.size - self.size) < 0.6
            and above.y - below.y < 40
        ]
        close = [
            step for step in steps if 6 < step < 1.6 * self.size
        ]  # a short report has more paragraphs than lines
        self.step = mode(
            (
                close
                if len(close) * 10 > len(steps)
                else [step for step in steps if step > 6]
            )
            or [14.0]
        )
        self.left = mode([round(line.x0) for line in body] or [72])
        ends = sorted(line.x1 for line in body) or [500.0]
        self.right = ends[
            9 * len(ends) // 10
        ]  # but for a tenth, which may be wide tables
        self.lefts = {
            place: min(line.x0 for line in lines)
            for place, lines in _columns(pages).items()
        }
        self.labels = _labels_of_lists(
            [
                line
                for line in body
                if line.size > 0.95 * self.size and not _is_item(line.text)
            ]
        )
        self.notes = _notes_in_brackets(body)
        self.contents = False
        self.number = 0

    def blocks(self) -> list[Block]:
        """Return the blocks of all pages; of a page whose text is rubble, no part is more than a rule."""
        found: list[Block] = []
        for page in self.pages:
            found += (
                [_block("rule", line.text, line) for line in page.lines]
                if page.fault
                else self._body(page)
            )
            found += [_block("rule", line.text, line) for line in page.aside]
        return found

    def _body(self, page: Page) -> list[Block]:
        """Return the blocks of a page: a box stands before the first block that begins below its top."""
        found: list[Block] = []
        boxes = self._boxes(page)
        last: Line | None = None
        for item in self._items(page):
            if isinstance(item, Block):
                found.append(item)
                last = None
                continue
            block = self._next(item, last, found)
            if (
                last is not None
                and last.area == item.area
                and self._joins(found[-1], last, item, block)
            ):
                found[-1] = _joined(found[-1], block)
            else:
                while boxes and item.y < boxes[0][0].y:
                    found += self._boxed(boxes.pop(0))
                found.append(replace(block, loose=True))
            last = item
        return found + [block for box in boxes for block in self._boxed(box)]

    def _boxes(self, page: Page) -> list[list[Line]]:
        """Return the lines of each box beside the text, from the top."""
        areas = sorted(
            {line.area for line in page.lines if line.area < 0}, reverse=True
        )
        return [
            [
                line
                for line in page.lines
                if line.area == area and not self._in_margin(line, page)
            ]
            for area in areas
        ]

    def _boxed(self, lines: Sequence[Line]) -> list[Block]:
        """Return the blocks of a box."""
        found: list[Block] = []
        last: Line | None = None
        for line in lines:
            block = self._next(line, last, found)
            if last is not None and self._joins(found[-1], last, line, block):
                found[-1] = _joined(found[-1], block)
            else:
                found.append(replace(block, loose=True))
            last = line
        return [_aside(block) for block in found]

    def _next(self, line: Line, last: Line | None, found: Sequence[Block]) -> Block:
        """Return the block that a line begins; a number or a dash may be of the sentence that goes on."""
        block = self._block(line, self.contents)
        if last is not None and found and self._goes_on(found[-1], last, line, block):
            block = _block("text", line.text, line)
        self.contents = (self.contents and block.kind == "row") or heads_contents(block)
        self.number = (
            block.number if block.kind == "item" and block.number else self.number
        )
        return block

    def _goes_on(self, before: Block, above: Line, line: Line, block: Block) -> bool:
        """Return whether a line that looks like an item goes on with the sentence above, which fills its line."""
        if block.kind == "item" and not block.label:
            expected = (
                block.number == 1 or self.number < block.number <= self.number + _NEXT
            )
        elif (
            block.kind == "bullet"
            and (found := _BULLET.match(line.text))
            and found["weak"]
        ):
            expected = before.kind == "bullet" and abs(before.level - line.x0) < 3
        else:
            return False
        open_ended = (
            before.kind in {"text", "item", "bullet"} and before.text[-1:] not in _STOPS
        )
        full = (
            above.x1 > self.right - 0.2 * (self.right - above.x0)
            and abs(above.x0 - line.x0) < 3
        )
        return (
            not expected and open_ended and full and above.y - line.y < 1.25 * self.step
        )

    # What stands on a page, from the top

    def _items(self, page: Page) -> Iterator[Line | Block]:
        """Yield the lines of a page and the rows of its tables, from the top; its head and foot last."""
        margin = [line for line in page.lines if self._in_margin(line, page)]
        rest = [
            line
            for line in page.lines
            if line.area >= 0 and not self._in_margin(line, page)
        ]
        done: set[int] = set()
        waiting: list[
            tuple[float, Block]
        ] = []  # rows of tables that were begun, each with its lower edge
        for line in rest:
            grid = next(
                (grid for grid in page.grids if grid.is_table_row(line.x0, line.y)),
                None,
            )
            if grid is None:
                yield from (row for edge, row in waiting if edge > line.y)
                waiting = [(edge, row) for edge, row in waiting if edge <= line.y]
                yield line
            elif id(grid) not in done:
                done.add(id(grid))
                waiting += rows_of(
                    grid,
                    [other for other in rest if grid.is_table_row(other.x0, other.y)],
                )
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
        if line.runs[0].is_note:
            number = int(line.runs[0].text)
            return replace(
                _block("note", text.removeprefix(line.runs[0].text), line),
                number=number,
            )
        if (found := _BRACKET_NOTE.match(text)) and found[1] in self.notes:
            return replace(
                _block("note", text[found.end() :], line), number=int(found[1])
            )
        text = _BRACKET_MARK.sub(
            lambda mark: "" if mark[1] in self.notes else mark[0], text
        )
        if (found := _ITEM.match(text)) and self._is_item_number(int(found[1]), line):
            return replace(
                _block("item", text[found.end() :], line), number=int(found[1])
            )
        if (label := self.labels.get(line.span)) and not self._is_heading(line):
            kind: BlockKind = "item" if label.is_decimal else "bullet"
            block = _block(kind, text.removeprefix(label.printed), line)
            return replace(block, label=label.name, level=round(line.x0))
        if found := _BULLET.match(text):
            return replace(
                _block("bullet", text[found.end() :], line), level=round(line.x0)
            )
        if self._is_heading(line):
            return replace(
                _block("heading", text, line),
                level=1 if line.size > 1.6 * self.size else 2,
            )
        return _block("text", text, line)

    def _is_item_number(self, number: int, line: Line) -> bool:
        """Return whether a number at the beginning of a line is that of a paragraph."""
        left = self.lefts.get((line.page, line.area), self.left)
        follows = number < _YEARS or self.number < number <= self.number + _NEXT
        return follows and line.x0 < left + 60 and not self._is_heading(line)

    def _is_heading(self, line: Line) -> bool:
        """Return whether a line is set as a heading: larger than the text, or bold without a full stop at its end."""
        if line.size > 1.1 * self.size:
            return line.bold or line.size > 1.25 * self.size
        return (
            line.bold
            and line.size > 0.9 * self.size
            and not line.text.rstrip().endswith((".", ":", ";", ","))
        )

    def _joins(self, before: Block, above: Line, line: Line, block: Block) -> bool:
        """Return whether a line goes on with the block above it."""
        gap = above.y - line.y
        same = abs(above.size - line.size) < 0.5 and above.bold == line.bold
        if (
            block.kind == "heading"
            and before.kind == "text"
            and not before.text.endswith((".", ":", "?", "!"))
        ):
            of_one = line.size < 1.2 * above.size and not _is_alone(before.text)
            return of_one and (
                gap < 1.2 * self.step or gap < 1.3 * line.size
            )  # a sentence that ends in bold
        if before.kind == "heading" and (
            block.kind == "heading" or line.text[:1].islower()
        ):
            return same and gap < 1.45 * line.size
        if block.kind == "heading":
            return False
        if (
            block.kind != "text"
            or _is_alone(line.text)
            or (before.kind == "text" and _is_alone(before.text))
        ):
            return False
        if before.kind == "heading":
            return False
        if before.kind == "bullet" and line.x0 < before.level - 3:
            return False  # it stands to the left of the bullet's mark
        near = (
            gap < max(1.25 * self.step, self.step + 3)
            if abs(line.size - self.size) < 1
            else gap < 1.45 * line.size
        )
        if not near:
            return False
        return before.kind in {"item", "bullet", "note"} or abs(line.x0 - above.x0) < 24


def _is_alone(text: str) -> bool:
    """Return whether a line is never the rest of a paragraph, nor begins one."""
    return bool(_ALONE.match(text)) or is_deadline(text)


def _notes_in_brackets(lines: Sequence[Line]) -> set[str]:
    """Return the numbers of footnotes that are printed as [1], both at a word and before the note."""
    texts = [line.text for line in lines]
    marks = {number for text in texts for number in _BRACKET_MARK.findall(text)}
    return marks & {found[1] for text in texts if (found := _BRACKET_NOTE.match(text))}


def _is_item(text: str) -> bool:
    """Return whether a line begins with a plain number."""
    return bool(_ITEM.match(text))


def _columns(pages: Sequence[Page]) -> dict[tuple[int, int], list[Line]]:
    """Return the lines of each column and box, by the page and the number of the part."""
    found: dict[tuple[int, int], list[Line]] = {}
    for page in pages:
        for line in page.lines:
            if line.area:
                found.setdefault((page.number, line.area), []).append(line)
    return found


def _labels_of_lists(lines: Sequence[Line]) -> dict[tuple[int, int], Label]:
    """Return the labels of lists that lines begin with, by the place of the line."""
    labelled = [(line, label) for line in lines if (label := label_of(line.text))]
    counts = accept_labels([label for _, label in labelled])
    return {
        line.span: label
        for (line, label), counted in zip(labelled, counts, strict=True)
        if counted
    }


def _aside(block: Block) -> Block:
    """Return a block of a box, which stands for itself whatever it would be in the text."""
    number = f"{block.number}. " if block.kind == "item" and block.number else ""
    return replace(block, kind="aside", text=number + block.text)


def _plain(text: str) -> str:
    """Return a text with single spaces; what looks like markup in a PDF is words."""
    return _BLANKS.sub(" ", text).strip()


def _block(kind: BlockKind, text: str, line: Line) -> Block:
    """Return a block of one line."""
    return Block(kind, _plain(text), line.span, page=line.page)


def _joined(before: Block, block: Block) -> Block:
    """Return two blocks as one."""
    span = (min(before.span[0], block.span[0]), max(before.span[1], block.span[1]))
    text = join_lines(before.text, block.text)
    return replace(before, text=text, span=span, lines=before.lines + block.lines)
