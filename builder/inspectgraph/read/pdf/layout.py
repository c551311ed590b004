"""Convert the lines of a PDF to blocks, such as headings, items and paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from operator import itemgetter

from inspectgraph.read.blocks import Block, is_deadline
from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.pdf.grids import Grid
from inspectgraph.read.pdf.line_kinds import LineReader, block_of
from inspectgraph.read.pdf.lines import Line
from inspectgraph.read.pdf.measures import Measures, measures_of
from inspectgraph.read.pdf.page import Page
from inspectgraph.read.pdf.tables import rows_of
from inspectgraph.read.sequences import divide, span_over

__all__ = ["blocks_of_pages"]

#: Lines that are never part of a longer paragraph: a salutation, or only a date.
_ALONE = re.compile(
    r"Dear (?:[A-Z]\w+|(?:local |safeguarding"
    r" )?partner(?:s|ship)?|colleagues?|all)\b[^.]{0,40}\Z"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r" (?:19|20)\d\d\Z"
)
#: The characters that end a sentence.
_STOPS = (".", ":", "?", "!")
#: The kinds of blocks whose lines may be indented by any amount.
_HANGING = frozenset({"item", "bullet", "note"})
#: How far left of its bullet the text of a bullet may begin, and how far the left edges
#: of lines in a paragraph may differ, in points.
_LEFT_OF_BULLET, _MOST_INDENT = 3, 24
#: How much the font size may differ within a heading, and how much from the usual size
#: within usual text, in points.
_SAME_SIZE, _USUAL_SIZE = 0.5, 1


def blocks_of_pages(pages: Sequence[Page]) -> list[Block]:
    """Return the blocks of a report's pages, in order.

    Page headers and footers are blocks of kind `rule`. If the text of a page is
    unreadable, all lines of the page are blocks of this kind, too.
    """
    reader = LineReader(measures_of(pages))
    found: list[Block] = []
    for page in pages:
        if page.fault:
            found += _rules(page.lines)
        else:
            found += _blocks_of_page(page, reader)
        found += _rules(page.aside)
    return found


def _rules(lines: Iterable[Line]) -> Iterator[Block]:
    """Yield each line as a `rule` block, so that the line joins no paragraph."""
    for line in lines:
        yield block_of("rule", line.text, line)


def _blocks_of_page(page: Page, reader: LineReader) -> list[Block]:
    """Return the blocks of a page.

    Each text box comes directly before the first block that begins lower on the page
    than the text box.
    """
    measures = reader.measures
    is_furniture = partial(measures.is_furniture, page=page)
    furniture, lines = divide(page.lines, is_furniture)
    boxed, text = divide(lines, lambda line: line.area < 0)
    flow = _Flow(reader, boxes=_boxes(boxed))
    for item in chain(_with_rows(text, page), _rules(furniture)):
        flow.add(item)
    flow.add_boxes()
    return flow.blocks


def _boxes(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines of each text box, with the boxes ordered from the top."""
    boxes: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        boxes[line.area].append(line)
    return [boxes[area] for area in sorted(boxes, reverse=True)]


def _with_rows(lines: Sequence[Line], page: Page) -> Iterator[Line | Block]:
    """Yield the rows of tables and the lines outside tables, from the top of the page."""
    waiting: list[tuple[float, Block]] = []  # rows and their lower edges
    begun: set[int] = set()
    for line in lines:
        grid = page.grid_at(line.x0, line.y)
        if grid is None:
            above, waiting = divide(waiting, partial(_is_above, line=line))
            yield from map(itemgetter(1), above)
            yield line
        elif id(grid) not in begun:
            begun.add(id(grid))
            waiting += rows_of(grid, _lines_inside(grid, lines))
    yield from map(itemgetter(1), waiting)


def _lines_inside(grid: Grid, lines: Iterable[Line]) -> list[Line]:
    """Return the lines that begin in a row of a table."""
    inside = []
    for line in lines:
        if grid.is_table_row(line.x0, line.y):
            inside.append(line)
    return inside


def _is_above(row: tuple[float, Block], line: Line) -> bool:
    """Return whether a table row ends higher on the page than a line of text.

    The lower edge of the row is compared with the base line of the text.

    Args:
        row: A pair: the lower edge of the row, and the row.
        line: The line.
    """
    return row[0] > line.y


@dataclass
class _Flow:
    """Joins consecutive lines into blocks.

    `boxes` holds the text boxes that are still to be added, from the top. `last` is the
    line that was added last, or None after a table row.
    """

    reader: LineReader
    boxes: list[list[Line]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    last: Line | None = None

    def add(self, item: Line | Block) -> None:
        """Add a line of text, or a block that is a table row."""
        if isinstance(item, Line):
            self._add_line(item)
        else:
            self.blocks.append(item)
            self.last = None

    def _add_line(self, line: Line) -> None:
        """Append a line to the last block, or begin a new block with the line."""
        above = self.last
        before = None
        if above:
            before = self.blocks[-1]
        block = self.reader.read(line, above, before)
        if above and before and self._joins(before, above, line, block):
            self.blocks[-1] = _join(before, block)
        else:
            self._add_boxes_above(line)
            self.blocks.append(replace(block, loose=True))
        self.last = line

    def _add_boxes_above(self, line: Line) -> None:
        """Add to the blocks each text box whose top edge is above a line."""
        while self.boxes:
            top = self.boxes[0][0].y
            if line.y >= top:
                return
            self._add_box(self.boxes.pop(0))

    def add_boxes(self) -> None:
        """Add to the blocks all text boxes that are not yet added."""
        while self.boxes:
            self._add_box(self.boxes.pop(0))

    def _add_box(self, lines: Iterable[Line]) -> None:
        """Add the blocks of a text box, which are paragraphs of kind `aside`."""
        flow = _Flow(self.reader)
        for line in lines:
            flow.add(line)
        self.blocks += map(_aside, flow.blocks)

    def _joins(self, before: Block, above: Line, line: Line, block: Block) -> bool:
        """Return whether a line belongs to the same block as the line above.

        Args:
            before: The block of the line above.
            above: The line above.
            line: The line.
            block: A separate block that contains only the line.
        """
        if above.area != line.area:
            return False
        if before.kind == "heading":
            return _continues_heading(above, line, block)
        if block.kind == "heading":
            return _continues_in_bold(before, above, line, self.reader.measures)
        if block.kind != "text":
            return False
        if _is_alone(line.text):
            return False
        return _continues_text(before, above, line, self.reader.measures)


def _continues_heading(above: Line, line: Line, block: Block) -> bool:
    """Return whether a line continues a heading.

    The line must look like a heading or begin with a lower-case letter. It must also
    have the weight and font size of the heading, and be close to the heading.
    """
    is_small = line.text[:1].islower()
    if block.kind != "heading" and not is_small:
        return False
    if above.bold != line.bold:
        return False
    if abs(above.size - line.size) >= _SAME_SIZE:
        return False
    return above.y - line.y < 1.45 * line.size


def _continues_in_bold(
    before: Block, above: Line, line: Line, measures: Measures
) -> bool:
    """Return whether a line that looks like a heading is really the bold end of a sentence.

    Args:
        before: The block of the line above.
        above: The line above.
        line: The line that looks like a heading.
        measures: The usual measures of the document.
    """
    if before.kind != "text":
        return False
    if before.text.endswith(_STOPS):
        return False
    if line.size >= 1.2 * above.size:
        return False
    if _is_alone(before.text):
        return False
    return above.y - line.y < max(1.2 * measures.step, 1.3 * line.size)


def _continues_text(before: Block, above: Line, line: Line, measures: Measures) -> bool:
    """Return whether a line of plain text continues a block that is not a heading."""
    if before.kind == "text" and _is_alone(before.text):
        return False
    is_left = line.x0 < before.level - _LEFT_OF_BULLET
    if is_left and before.kind == "bullet":
        return False
    if above.y - line.y >= _widest_step(line, measures):
        return False
    if before.kind in _HANGING:
        return True
    return abs(line.x0 - above.x0) < _MOST_INDENT


def _widest_step(line: Line, measures: Measures) -> float:
    """Return the smallest distance between two lines of different blocks.

    If the distance of a line from the line above is at least this large, the line
    begins a new block.
    """
    if abs(line.size - measures.size) < _USUAL_SIZE:
        return max(1.25 * measures.step, measures.step + 3)
    return 1.45 * line.size


def _is_alone(text: str) -> bool:
    """Return whether a line, such as a date, is always a separate paragraph."""
    if _ALONE.match(text):
        return True
    return is_deadline(text)


def _aside(block: Block) -> Block:
    """Return a block of a text box as a block of kind `aside`."""
    text = block.text
    if block.kind == "item" and block.number:
        text = f"{block.number}. {text}"
    return replace(block, kind="aside", text=text)


def _join(before: Block, block: Block) -> Block:
    """Return two consecutive blocks as one block."""
    return replace(
        before,
        text=join_lines(before.text, block.text),
        span=span_over((before.span, block.span)),
        lines=before.lines + block.lines,
    )
