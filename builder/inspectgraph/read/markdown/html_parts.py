"""Convert HTML in a Markdown source to headings, list items, table rows and texts.

Converters leave tags open and nest tags wrongly. So the tags are read one by one,
without building a tree, and no text is lost. The text between the tags keeps its inline
tags and entities, which are read later with the Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it.common.html_blocks import block_names

from inspectgraph.read.blocks import Piece, Span

__all__ = ["HtmlPart", "has_blocks", "parts_of_html"]

PartKind = Literal["heading", "item", "bullet", "row", "text"]

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_START = re.compile(r"\b(?:start|value)\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
_BLOCKS = frozenset(block_names) | {"pre", "thead", "tbody", "tfoot", "br"}
_LISTS, _CELLS = frozenset({"ul", "ol"}), frozenset({"td", "th"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: HTML that a browser does not show: its beginning and its end.
_UNSEEN = (
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<!doctype", ">"),
    ("<?", "?>"),
)
_NO_LINE_END = re.compile(r"[^\n]")
_UNSEEN_START = re.compile(r"<(?:!--|script\b|style\b|!doctype\b|\?)", re.IGNORECASE)
#: The most columns and rows that a cell may span.
_MOST_COLUMNS, _MOST_ROWS = 100, 1000
#: The entry in `lists` for a list of bullets.
_BULLETS = -1
_NO_CELL = Piece("", (0, 0))


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """A heading, list item, table row or text of HTML, with its span in the source.

    `text` still has inline tags and entities. `number` is the number of a list item.
    `level` is the level of a heading or the indent of a list item. Only a row has
    `cells`.
    """

    kind: PartKind
    text: str
    span: Span
    number: int = 0
    level: int = 0
    cells: tuple[Piece, ...] = ()


def has_blocks(source: str) -> bool:
    """Return whether HTML has tags of blocks, such as tables, lists or paragraphs."""
    for found in _TAG.finditer(source):
        if found[2].lower() in _BLOCKS:
            return True
    return False


def parts_of_html(source: str, offset: int) -> list[HtmlPart]:
    """Return the headings, list items, table rows and texts of HTML, in order.

    Args:
        source: The HTML.
        offset: The character offset of the HTML in the whole source.
    """
    return _Reader(_without_unseen(source), offset).read()


def _without_unseen(source: str) -> str:
    """Return HTML with spaces in place of comments, scripts and styles.

    The result has the same length, so that offsets stay valid.
    """
    pieces: list[str] = []
    lower, place = source.lower(), 0
    missing: set[str] = set()
    while found := _UNSEEN_START.search(source, place):
        mark = _end_mark(lower, found.start())
        if mark in missing:
            end = -1
        else:
            end = lower.find(mark, found.end())
        pieces.append(source[place : found.start()])
        if end < 0:  # without an end, it is text
            missing.add(mark)
            pieces.append(found[0])
            place = found.end()
        else:
            place = end + len(mark)
            pieces.append(_NO_LINE_END.sub(" ", source[found.start() : place]))
    return "".join([*pieces, source[place:]])


def _end_mark(lower: str, start: int) -> str:
    """Return the end mark of the comment, script or similar part that begins at an offset.

    Args:
        lower: The source in lower case.
        start: The offset.
    """
    return next(end for begin, end in _UNSEEN if lower.startswith(begin, start))


@dataclass(slots=True)
class _Cell:
    """A cell of the open row.

    `start` and `end` are the offsets of its text. The end is -1 while the cell is open.
    `columns` and `rows` are the numbers of columns and rows that the cell spans.
    """

    start: int
    columns: int
    rows: int
    end: int = -1


@dataclass
class _Reader:
    """Reads the tags of blocks in order, and collects the parts of the HTML.

    `heading` is the level of the open heading, or 0. `lists` has the last number of
    each open list, or -1 for bullets. `item` is true if the next text is a list item.
    `text_start` is the offset of the text that is not yet added. `tables` is the number
    of open tables. `carried` is for cells that span several rows. It maps each column
    of such a cell to the number of rows that the cell still has to cover.
    """

    source: str
    offset: int
    parts: list[HtmlPart] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    heading: int = 0
    item: bool = False
    text_start: int = 0
    tables: int = 0
    row_start: int = -1
    cells: list[_Cell] = field(default_factory=list)
    carried: dict[int, int] = field(default_factory=dict)

    def read(self) -> list[HtmlPart]:
        """Return the headings, list items, table rows and texts of the HTML."""
        for tag in _TAG.finditer(self.source):
            name = tag[2].lower()
            if name in _BLOCKS:
                self._tag(tag, name, ends=bool(tag[1]))
        end = len(self.source)
        if self.tables:
            self._end_row(end)
        else:
            self._flush(end)
        return self.parts

    def _tag(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Read an opening or closing tag of a block.

        `ends` is true for a closing tag.
        """
        if name == "table":
            self._table(tag, ends=ends)
        elif self.tables == 1 and name == "tr":
            self._row_tag(tag, ends=ends)
        elif self.tables == 1 and name in _CELLS:
            self._cell_tag(tag, ends=ends)
        elif not self._in_cell():
            self._flush(tag.start(), tag.end())
            self._text_tag(tag, name, ends=ends)

    def _text_tag(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Read a tag of a heading or list, outside tables."""
        if name in _HEADINGS:
            self.heading = 0
            if not ends:
                self.heading = _HEADINGS[name]
        elif name in _LISTS:
            self._list(tag, name, ends=ends)
        elif name == "li" and not ends:
            self._item(tag)

    def _list(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Read a tag that begins or ends a list."""
        self.item = False
        if ends:
            del self.lists[-1:]
            return
        if name == "ul":
            self.lists.append(_BULLETS)
            return
        start = _START.search(tag[3])
        first = 1
        if start:
            first = int(start[1])
        self.lists.append(first - 1)

    def _item(self, tag: re.Match[str]) -> None:
        """Begin an item of a list."""
        self.item = True
        if not self.lists:
            return
        if self.lists[-1] < 0:
            return
        value = _START.search(tag[3])
        if value:
            self.lists[-1] = int(value[1])
        else:
            self.lists[-1] += 1

    def _flush(self, end: int, after: int | None = None) -> None:
        """Add the text before a tag to the parts of the HTML.

        Args:
            end: The offset of the tag.
            after: The offset at which the next text begins; None if the next text
                begins at `end`.
        """
        text = self.source[self.text_start : end]
        if text.strip():
            indent = len(text) - len(text.lstrip())
            self._add(text.strip(), (self.text_start + indent, end))
        if after is None:
            self.text_start = end
        else:
            self.text_start = after

    def _add(self, text: str, span: Span) -> None:
        """Add a heading, list item or text to the parts of the HTML."""
        place = (span[0] + self.offset, span[1] + self.offset)
        if self.heading:
            part = HtmlPart("heading", text, place, level=self.heading)
        elif self.item:
            part = self._item_part(text, place)
            self.item = False
        else:
            part = HtmlPart("text", text, place)
        self.parts.append(part)

    def _item_part(self, text: str, span: Span) -> HtmlPart:
        """Return a list item as a part of the HTML. An item of a nested list becomes a bullet."""
        depth = len(self.lists)
        number = _BULLETS
        if self.lists:
            number = self.lists[-1]
        is_item = number >= 0 and depth == 1
        kind: PartKind = "bullet"
        if is_item:
            kind = "item"
        return HtmlPart(kind, text, span, max(number, 0), 4 * depth)

    # Tables

    def _in_cell(self) -> bool:
        """Return whether a table cell is open."""
        if self.tables > 1:
            return True
        if not self.cells:
            return False
        return self.cells[-1].end < 0

    def _table(self, tag: re.Match[str], *, ends: bool) -> None:
        """Read a tag that begins or ends a table.

        A table inside a cell is part of that cell.
        """
        if not ends:
            if self.tables == 0:
                self._flush(tag.start(), tag.end())
            self.tables += 1
            return
        if self.tables == 1:
            self._end_row(tag.end())
            self.carried = {}
        self.tables = max(0, self.tables - 1)

    def _row_tag(self, tag: re.Match[str], *, ends: bool) -> None:
        """Read a tag that begins or ends a table row."""
        if ends:
            self._end_row(tag.end())
        else:
            self._end_row(tag.start())
            self.row_start = tag.start()
        self.text_start = tag.end()

    def _cell_tag(self, tag: re.Match[str], *, ends: bool) -> None:
        """Begin or end a table cell, and add any text before the cell to the parts of the HTML."""
        self._end_cell(tag.start())
        if ends:
            self.text_start = tag.end()
            return
        if self.row_start < 0:
            self.row_start = tag.start()
        self._flush(tag.start(), tag.end())
        spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(tag[3])}
        columns = min(max(spans.get("col", 1), 1), _MOST_COLUMNS)
        rows = min(max(spans.get("row", 1), 1), _MOST_ROWS)
        self.cells.append(_Cell(tag.end(), columns, rows))

    def _end_cell(self, end: int) -> None:
        """End the open cell, if a cell is open."""
        if self.cells and self.cells[-1].end < 0:
            self.cells[-1].end = end
            self.text_start = end

    def _end_row(self, end: int) -> None:
        """End the open table row, and add the row to the parts of the HTML.

        If the row has no cells, add the text up to the offset `end` instead.
        """
        self._end_cell(end)
        if self.cells:
            pieces = tuple(self._pieces())
            span = (max(self.row_start, 0) + self.offset, end + self.offset)
            self.parts.append(HtmlPart("row", "", span, cells=pieces))
            self.text_start = end
        else:
            self._flush(end)
        self.cells, self.row_start = [], -1

    def _pieces(self) -> list[Piece]:
        """Return the cells of a row, with an empty cell in each covered column.

        A column is covered if a cell of another column or of an earlier row extends
        into it. There is one exception. If a cell of an earlier row covers the first
        column, no empty cell is added for this column.
        """
        pieces: list[Piece] = []
        column, carried = 0, self.carried
        self.carried = {}
        for at, rows in carried.items():
            if rows > 1:
                self.carried[at] = rows - 1
        for cell in self.cells:
            while column in carried:
                if column:
                    pieces.append(_NO_CELL)
                column += 1
            pieces.append(self._piece(cell))
            pieces += [_NO_CELL] * (cell.columns - 1)
            own = range(column, column + cell.columns)
            if cell.rows > 1:
                self.carried |= dict.fromkeys(own, cell.rows - 1)
            column = own.stop
        return pieces

    def _piece(self, cell: _Cell) -> Piece:
        """Return the text of a cell, in which empty lines replace tags such as `<p>`."""
        raw = _TAG.sub(_empty_line, self.source[cell.start : cell.end])
        return Piece(raw, (cell.start + self.offset, cell.end + self.offset))


def _empty_line(tag: re.Match[str]) -> str:
    """Replace a block tag by an empty line, so that offsets stay valid.

    The result is as long as the tag: two line breaks, followed by spaces. An inline tag
    is returned unchanged.
    """
    if tag[2].lower() not in _BLOCKS:
        return tag[0]
    return "\n\n".ljust(len(tag[0]))
