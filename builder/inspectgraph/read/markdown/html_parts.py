"""HTML in a Markdown source → its parts: headings, list items, table rows and stretches of text.

Converters leave tags open and nest them wrongly, so each tag is taken as it comes and
no text is dropped. What stands between the tags of blocks stays as it is written: its
inline tags and entities are read with the Markdown.
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
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: HTML that no reader sees, from where it begins to where it ends.
_UNSEEN = (
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<!doctype", ">"),
    ("<?", "?>"),
)
_UNSEEN_START = re.compile(r"<(?:!--|script\b|style\b|!doctype\b|\?)", re.IGNORECASE)
_MOST_COLUMNS, _MOST_ROWS = 100, 1000


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """A part of HTML: its text as it is written, its place, and for a row the cells."""

    kind: PartKind
    text: str
    span: Span
    number: int = 0
    level: int = 0
    cells: tuple[Piece, ...] = ()


def has_blocks(source: str) -> bool:
    """Return whether HTML has tags of tables, lists or headings, or several paragraphs."""
    return any(found[2].lower() in _BLOCKS for found in _TAG.finditer(source))


def parts_of_html(source: str, offset: int) -> list[HtmlPart]:
    """Return the parts of HTML that begins at some place of the source."""
    return _Walker(_without_unseen(source), offset).parts_found()


def _without_unseen(source: str) -> str:
    """Return HTML with blanks for comments, scripts and styles, so that places stay."""
    pieces: list[str] = []
    lower, place = source.lower(), 0
    missing: set[str] = set()
    while found := _UNSEEN_START.search(source, place):
        mark = next(
            end for begin, end in _UNSEEN if lower.startswith(begin, found.start())
        )
        end = -1 if mark in missing else lower.find(mark, found.end())
        if end < 0:
            missing.add(mark)
            pieces.append(source[place : found.end()])
            place = found.end()
            continue
        end += len(mark)
        pieces += [
            source[place : found.start()],
            re.sub(r"[^\n]", " ", source[found.start() : end]),
        ]
        place = end
    return "".join([*pieces, source[place:]])


@dataclass(slots=True)
class _Cell:
    """A cell of a table that is being read."""

    start: int
    columns: int
    rows: int
    end: int = -1


@dataclass
class _Walker:
    """Walks over the tags once."""

    source: str
    offset: int
    parts: list[HtmlPart] = field(default_factory=list)
    lists: list[list[int]] = field(
        default_factory=list
    )  # of each open list the last number, -1 for bullets
    heading: int = 0
    item: bool = False
    text_start: int = 0
    tables: int = 0
    row_start: int = -1
    cells: list[_Cell] = field(default_factory=list)
    carried: dict[int, int] = field(default_factory=dict)

    def parts_found(self) -> list[HtmlPart]:
        """Return the parts."""
        for tag in _TAG.finditer(self.source):
            if tag[2].lower() in _BLOCKS:
                self._tag(tag, tag[2].lower(), ends=bool(tag[1]))
        end = len(self.source)
        self._end_row(end) if self.tables else self._flush(end)
        return self.parts

    def _tag(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Take one tag of a block."""
        if name == "table":
            self._table(tag, ends=ends)
        elif self.tables == 1 and name in {"tr", "td", "th"}:
            self._table_part(tag, name, ends=ends)
        elif self._in_cell():
            return
        else:
            self._flush(tag.start(), tag.end())
            if name in _HEADINGS:
                self.heading = 0 if ends else _HEADINGS[name]
            elif name in {"ul", "ol"}:
                self._list(tag, name, ends=ends)
            elif name == "li" and not ends:
                self._item(tag)

    def _list(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Begin or end a list."""
        self.item = False
        if ends:
            del self.lists[-1:]
            return
        start = _START.search(tag[3])
        self.lists.append([-1 if name == "ul" else int(start[1]) - 1 if start else 0])

    def _item(self, tag: re.Match[str]) -> None:
        """Begin an item of a list."""
        self.item = True
        value = _START.search(tag[3])
        if self.lists and self.lists[-1][0] >= 0:
            self.lists[-1][0] = int(value[1]) if value else self.lists[-1][0] + 1

    def _flush(self, end: int, after: int | None = None) -> None:
        """End the text before a tag."""
        text = self.source[self.text_start : end]
        if text.strip():
            start = self.text_start + len(text) - len(text.lstrip())
            self._add(text.strip(), (start, end))
        self.text_start = end if after is None else after

    def _add(self, text: str, span: Span) -> None:
        """Add a part that is no row."""
        place = (span[0] + self.offset, span[1] + self.offset)
        if self.heading:
            self.parts.append(HtmlPart("heading", text, place, level=self.heading))
        elif self.item:
            number = self.lists[-1][0] if self.lists else -1
            kind: PartKind = (
                "item" if number >= 0 and len(self.lists) == 1 else "bullet"
            )
            self.parts.append(
                HtmlPart(kind, text, place, max(number, 0), 4 * len(self.lists))
            )
            self.item = False
        else:
            self.parts.append(HtmlPart("text", text, place))

    # Tables

    def _in_cell(self) -> bool:
        """Return whether a cell is open."""
        return self.tables > 1 or (bool(self.cells) and self.cells[-1].end < 0)

    def _table(self, tag: re.Match[str], *, ends: bool) -> None:
        """Begin or end a table; what a table in a cell holds is of that cell."""
        if ends and self.tables == 1:
            self._end_row(tag.end())
            self.carried = {}
        elif not ends and self.tables == 0:
            self._flush(tag.start())
            self.text_start = tag.end()
        self.tables = max(0, self.tables - 1) if ends else self.tables + 1

    def _table_part(self, tag: re.Match[str], name: str, *, ends: bool) -> None:
        """Take a tag of a row or a cell."""
        if name == "tr":
            self._end_row(tag.end() if ends else tag.start())
            self.row_start = -1 if ends else tag.start()
            self.text_start = tag.end()
            return
        self._end_cell(tag.start())
        if ends:
            self.text_start = tag.end()
            return
        if self.row_start < 0:
            self.row_start = tag.start()
        self._flush(tag.start(), tag.end())
        spans = {found[1].lower(): int(found[2]) for found in _SPAN.finditer(tag[3])}
        columns, rows = spans.get("col", 1), spans.get("row", 1)
        self.cells.append(
            _Cell(
                tag.end(),
                min(max(columns, 1), _MOST_COLUMNS),
                min(max(rows, 1), _MOST_ROWS),
            )
        )

    def _end_cell(self, end: int) -> None:
        """End the cell that is open."""
        if self.cells and self.cells[-1].end < 0:
            self.cells[-1].end = end
            self.text_start = end

    def _end_row(self, end: int) -> None:
        """End the row that is open; text outside of cells is text."""
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
        """Return the cells of a row, one for each column; a first column that goes on from above is left out."""
        pieces: list[Piece] = []
        column, carried = 0, self.carried
        self.carried = {at: rows - 1 for at, rows in carried.items() if rows > 1}
        for cell in self.cells:
            while column in carried:
                pieces += [Piece("", (0, 0))] if column else []
                column += 1
            raw = _TAG.sub(_parted, self.source[cell.start : cell.end])
            span = (cell.start + self.offset, cell.end + self.offset)
            pieces += [Piece(raw, span), *[Piece("", (0, 0))] * (cell.columns - 1)]
            if cell.rows > 1:
                self.carried |= dict.fromkeys(
                    range(column, column + cell.columns), cell.rows - 1
                )
            column += cell.columns
        return pieces


def _parted(tag: re.Match[str]) -> str:
    """Return an empty line of the same length for the tag of a block in a cell, so that its entries stand apart."""
    return "\n\n".ljust(len(tag[0])) if tag[2].lower() in _BLOCKS else tag[0]
