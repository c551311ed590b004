"""One line of a Markdown source → a block: a number, a bullet, a row, a note, a heading in bold, or text.

The text of a block stays Markdown here: emphasis may go on over several lines, so it is
    read when these are joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from inspectgraph.read.blocks import BULLETS, Block, BlockKind, Piece, Span, note_number
from inspectgraph.read.strength_tables import entries_of

__all__ = ["Place", "markdown_line", "row_block", "with_own_marks"]

_BOLD = r"(?:\*\*|__|<b>|<strong>)"
_END = r"(?:\*\*|__|</b>|</strong>)"
_NUMBER = r"\d{1,4}(?:\\?\.|\\?\))"
_RULE = re.compile(r"[-_\s]+\Z")
_PAGE_RULE = re.compile(
    r"\{\d+\}-{10,}\Z|\\(?:newpage|pagebreak|clearpage)\Z|:{3,}(?:\s*\{[^{}]*\}|\s*[\w-]*)\s*:*\Z"
)
_NOTE = re.compile(
    r"(?:<sup>(\d{1,6})</sup>|([⁰¹²³⁴-⁹]{1,6})|\\?\[(\d{1,3})\\?\]:?\s|\^(\d{1,3})\^)\s*(.*)",
    re.DOTALL,
)
_ITEM = re.compile(
    rf"(?:[-*+•]\s+)?(?P<bold>{_BOLD})?(?P<number>\d{{1,4}})(?:\\?\.|\\?\))"
    rf"(?:(?P<end>{_END})?\s+|(?=[A-Z‘“]))(?P<text>.*)",
    re.DOTALL,
)
_BULLET = re.compile(
    rf"(?:\\?[-+]|[*–{BULLETS}]|o(?=\t))\s+(?:lacktriangle\s+)?(.*)", re.DOTALL
)
_ENTITY_BULLET = re.compile(
    r"&(?:bull|middot|#8226|#183|#x2022);(?:\s|&nbsp;)*", re.IGNORECASE
)
_TASK = re.compile(r"\[([ xX])\]\s+(?=\S)")
_EMPTY_ITEM = re.compile(r"[-*+]\Z")
#: A number or a bullet that a tab sets off from its text, or a tab indents: no row of a
#: table.
_SET_OFF = re.compile(
    rf"(?:{_BOLD}?{_NUMBER}{_END}?\t+|[-*+–{BULLETS}][ \t]+|o\t+)(?=\S)[^\t]*\Z"
)
#: A line that is bold from end to end, and no sentence: some converters set headings
#: so.
_BOLD_LINE = re.compile(
    r"(?:(?=\*\*[A-Z])(?:\*\*[^*]+\*\*\s*)+(?<![.:;,][*]{2})|(?=__[A-Z])__[^_]+__\s*(?<![.:;,]__))(?<![.:;,])\Z"
)
#: Marks of a definition list, and of a line whose end counts.
_SILENT_MARK = re.compile(r"\A(?:[:~][ \t]{1,4}(?=\S)|\|\s+(?=[^|]*\Z))")
_BAR = re.compile(r"(?<!\\)\|")
#: The line under the heads of a table.
_TABLE_RULE = re.compile(r"[|:+=\s-]+\Z")

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its offset in the source, its number, and what the structure knows of it.

    `nested` says that it is an item of a list in another item, `listed` that it is in a
    list, `table` that it is a row of a table, and `last` is the number of the item
    before it, `begins` whether the line begins a paragraph.
    """

    offset: int
    number: int
    nested: bool = False
    listed: bool = False
    table: bool = False
    begins: bool = True
    last: int = 0


def markdown_line(line: str, place: Place, clean: Clean) -> Block:
    """Return the block that one line is by itself; its text is still Markdown, but for the cells of a row."""
    indent = len(line) - len(line.lstrip())
    text, span = line.strip(), (place.offset + indent, place.offset + len(line))
    block = Block("text", text, span, place.number)
    if (_RULE.match(text) and ("--" in text or "__" in text)) or _PAGE_RULE.match(text):
        return replace(block, kind="rule")
    if row := _row(line, block, place, clean):
        return row
    return with_own_marks(block, indent, place)


def with_own_marks(block: Block, indent: int, place: Place) -> Block:
    """Return the block of a text by the marks at its beginning: of a note, an item, a bullet or a heading."""
    text = _ENTITY_BULLET.sub("• ", block.text) if block.text[:1] == "&" else block.text
    if found := _NOTE.match(text):
        return replace(
            block,
            kind="note",
            text=found[5],
            number=note_number(next(filter(None, found.groups()))),
        )
    if (found := _ITEM.match(text)) and _counts(int(found["number"]), place):
        again = found["bold"] if found["bold"] and not found["end"] else ""
        kind: BlockKind = "bullet" if place.nested else "item"
        return replace(
            block,
            kind=kind,
            text=again + found["text"],
            number=int(found["number"]),
            level=indent,
        )
    if found := _BULLET.match(text):
        return replace(
            block, kind="bullet", text=_TASK.sub(_box, found[1]), level=indent
        )
    if _EMPTY_ITEM.match(text):
        return replace(block, text="•")
    if _BOLD_LINE.match(text):
        return replace(block, kind="heading", level=1)
    return replace(block, text=_SILENT_MARK.sub("", text))


def _counts(number: int, place: Place) -> bool:
    """Return whether a number is a paragraph's: one that leaps ahead, or is inside of a paragraph, may be a word."""
    return number <= place.last + 3 and (place.begins or number > place.last)


def _box(task: re.Match[str]) -> str:
    """Return the box of a task, ticked or not."""
    return "☐ " if task[1] == " " else "☒ "


def _row(line: str, block: Block, place: Place, clean: Clean) -> Block | None:
    """Return the row of a table that a line is: with bars between its cells, or tabs."""
    text = block.text
    bars = text[0] == text[-1] == "|" and text.count("|") > 2
    if place.table or bars:
        if _TABLE_RULE.match(text):
            return replace(block, kind="rule")
        return row_block(cells_between_bars(text, block.span[0]), block, clean)
    if "\t" not in (text if place.listed else line) or _SET_OFF.match(text):
        return None
    return row_block(_cells_between_tabs(line, place.offset), block, clean)


def _cells_between_tabs(line: str, offset: int) -> list[Piece]:
    """Return the cells of a line with tabs between them."""
    pieces = []
    for cell in line.split("\t"):
        pieces.append(Piece(cell, (offset, offset + len(cell))))
        offset += len(cell) + 1
    return pieces


def cells_between_bars(text: str, offset: int) -> list[Piece]:
    """Return the cells of a line with bars between them; a bar behind a backslash is a word."""
    bars = [found.start() for found in _BAR.finditer(text)]
    edges = [
        *([] if bars[:1] == [0] else [-1]),
        *bars,
        *([] if bars[-1:] == [len(text) - 1] else [len(text)]),
    ]
    return [
        Piece(
            text[start + 1 : end].replace("\\|", "|"),
            (offset + start + 1, offset + end),
        )
        for start, end in pairwise(edges)
    ]


def row_block(raw: list[Piece], block: Block, clean: Clean) -> Block:
    """Return a row of cells, given as Markdown; each cell reaches to the next one that holds words."""
    texts = [clean(cell.text) for cell in raw]
    filled = [place for place, text in enumerate(texts) if text]
    borders = [
        block.span[0],
        *(raw[place].span[0] for place in filled[1:]),
        block.span[1],
    ]
    spans: dict[int, Span] = (
        dict(zip(filled, pairwise(borders), strict=True)) if filled else {}
    )
    places = [spans.get(place, cell.span) for place, cell in enumerate(raw)]
    cells = tuple(
        Piece(" ".join(text.split()), span, _entries(cell, span, clean))
        for text, span, cell in zip(texts, places, raw, strict=True)
    )
    return replace(
        block,
        kind="row",
        text=" ".join(cell.text for cell in cells if cell.text),
        cells=cells,
    )


def _entries(cell: Piece, span: Span, clean: Clean) -> tuple[Piece, ...]:
    """Return the entries of a cell, read from its Markdown; together they reach as far as the cell."""
    raw = entries_of(cell)
    borders = [span[0], *(entry.span[0] for entry in raw[1:]), span[1]]
    texts = (" ".join(clean(entry.text).split()) for entry in raw)
    return tuple(
        Piece(text, place)
        for text, place in zip(texts, pairwise(borders), strict=False)
    )
