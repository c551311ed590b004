"""Convert one line of a Markdown source to an item, bullet, row, note, heading or text.

The text of these blocks is still Markdown. Emphasis may continue over several lines, so
inline markup is read after the lines are joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import compress, pairwise

from inspectgraph.read.blocks import BULLETS, Block, BlockKind, Piece, Span, note_number
from inspectgraph.read.strength_tables import entries_of

__all__ = ["Place", "markdown_line", "row_block", "with_own_marks"]

_BOLD = r"(?:\*\*|__|<b>|<strong>)"
_END = r"(?:\*\*|__|</b>|</strong>)"
_NUMBER = r"\d{1,4}(?:\\?\.|\\?\))"
_RULE = re.compile(r"(?=[-_\s]+\Z).*?(?:--|__)", re.DOTALL)
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
#: A line with a number or bullet that tabs separate from the text. Its tabs do not make
#: it a table row.
_SET_OFF = re.compile(
    rf"(?:{_BOLD}?{_NUMBER}{_END}?\t+|[-*+–{BULLETS}][ \t]+|o\t+)(?=\S)[^\t]*\Z"
)
#: A line in bold without a full stop. Some converters write headings like this.
_BOLD_LINE = re.compile(
    r"(?:(?=\*\*[A-Z])(?:\*\*[^*]+\*\*\s*)+(?<![.:;,][*]{2})"
    r"|(?=__[A-Z])__[^_]+__\s*(?<![.:;,]__))(?<![.:;,])\Z"
)
#: The marks before a definition in a definition list (`:`) and a line of verse (`|`).
_SILENT_MARK = re.compile(r"\A(?:[:~][ \t]{1,4}(?=\S)|\|\s+(?=[^|]*\Z))")
_BAR = re.compile(r"(?<!\\)\|")
#: The line under the header row of a table, such as `|---|---|`.
_TABLE_RULE = re.compile(r"[|:+=\s-]+\Z")

#: The most by which a paragraph's number may exceed the last paragraph number.
_NEXT = 3
#: A row that begins and ends with a bar has at least so many bars in all.
_FEWEST_BARS = 3

Clean = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Place:
    """The source location of a line, and facts about the lines around it.

    `offset` is in characters, and `number` counts lines from 1. `nested` is true if the
    line is an item of a list inside another item. `listed` is true for a line in a
    list, and `table` is true for a line in a table. `begins` is true if the line begins
    a paragraph. `last` is the number of the last item before the line.
    """

    offset: int
    number: int
    nested: bool = False
    listed: bool = False
    table: bool = False
    begins: bool = True
    last: int = 0


def markdown_line(line: str, place: Place, clean: Clean) -> Block:
    """Return the block formed by a single line.

    The text of the block is still Markdown. Only the cells of a row are plain text.

    Args:
        line: The line, without its end.
        place: The line's source location and surroundings.
        clean: A function that returns the visible text of Markdown.
    """
    indent = len(line) - len(line.lstrip())
    text = line.strip()
    span = (place.offset + indent, place.offset + len(line))
    block = Block("text", text, span, place.number)
    if _is_rule(text):
        return replace(block, kind="rule")
    row = _row(line, block, place, clean)
    return row or with_own_marks(block, indent, place)


def _is_rule(text: str) -> bool:
    """Return whether a line is a horizontal rule or a page break."""
    if _PAGE_RULE.match(text):
        return True
    return _RULE.match(text) is not None


def with_own_marks(block: Block, indent: int, place: Place) -> Block:
    """Return the block of a text: a note, item, bullet, heading or plain text.

    The first characters of the text, such as `1.` or `-`, determine the kind of the
    block.

    Args:
        block: The text as a block.
        indent: The text's indent, in characters.
        place: The text's source location and surroundings.
    """
    text = block.text
    if text.startswith("&"):
        text = _ENTITY_BULLET.sub("• ", text)
    if note := _NOTE.match(text):
        *numbers, words = note.groups()
        digits = next(filter(None, numbers))
        return replace(block, kind="note", text=words, number=note_number(digits))
    item = _ITEM.match(text)
    if item and _is_number(int(item["number"]), place):
        return _item(item, block, indent, place)
    if bullet := _BULLET.match(text):
        words = _TASK.sub(_box, bullet[1])
        return replace(block, kind="bullet", text=words, level=indent)
    if _EMPTY_ITEM.match(text):
        return replace(block, text="•")
    if _BOLD_LINE.match(text):
        return replace(block, kind="heading", level=1)
    return replace(block, text=_SILENT_MARK.sub("", text))


def _item(found: re.Match[str], block: Block, indent: int, place: Place) -> Block:
    """Return a numbered item, or a bullet if the item is inside another item.

    Args:
        found: The match of the item's number.
        block: The whole line.
        indent: The line's indent, in characters.
        place: The line's surroundings.
    """
    bold = ""
    if not found["end"]:  # the text is bold as well
        bold = found["bold"] or ""
    kind: BlockKind = "item"
    if place.nested:
        kind = "bullet"
    return replace(
        block,
        kind=kind,
        text=bold + found["text"],
        number=int(found["number"]),
        level=indent,
    )


def _is_number(number: int, place: Place) -> bool:
    """Return whether a number at the beginning of a line is the number of a paragraph.

    The number must not be much higher than the number of the last item. Inside a
    paragraph, the number must also be higher than the number of the last item.
    Otherwise, the number is part of a sentence.
    """
    if number > place.last + _NEXT:
        return False
    if place.begins:
        return True
    return number > place.last


def _box(task: re.Match[str]) -> str:
    """Return `☒` or `☐`, followed by a space, for the check box of a task such as `[x]`."""
    if task[1] == " ":
        return "☐ "
    return "☒ "


def _row(line: str, block: Block, place: Place, clean: Clean) -> Block | None:
    """Convert a line that has bars or tabs between its cells to a table row.

    Return None for other lines. A line such as `|---|---|` becomes a rule.
    """
    text = block.text
    has_bars = text[0] == text[-1] == "|" and text.count("|") >= _FEWEST_BARS
    if has_bars or place.table:
        if _TABLE_RULE.match(text):
            return replace(block, kind="rule")
        return row_block(cells_between_bars(text, block.span[0]), block, clean)
    tabbed = line
    if place.listed:
        tabbed = text
    if "\t" not in tabbed:
        return None
    if _SET_OFF.match(text):
        return None
    return row_block(_cells_between_tabs(line, place.offset), block, clean)


def _cells_between_tabs(line: str, offset: int) -> list[Piece]:
    """Split a line into cells at its tabs."""
    pieces = []
    for cell in line.split("\t"):
        pieces.append(Piece(cell, (offset, offset + len(cell))))
        offset += len(cell) + 1
    return pieces


def cells_between_bars(text: str, offset: int) -> list[Piece]:
    """Split a line into cells at its bars (`|`).

    An escaped bar is part of the text.
    """
    edges = [*map(re.Match.start, _BAR.finditer(text))]
    if not text.startswith("|"):
        edges.insert(0, -1)
    if edges[-1] != len(text) - 1:
        edges.append(len(text))
    pieces = []
    for start, end in pairwise(edges):
        words = text[start + 1 : end].replace("\\|", "|")
        pieces.append(Piece(words, (offset + start + 1, offset + end)))
    return pieces


def row_block(raw: list[Piece], block: Block, clean: Clean) -> Block:
    """Return a table row as a block whose cells contain plain text.

    An empty cell has an unchanged span. The spans of all other cells are extended, so
    that together they cover the whole row without a gap.

    Args:
        raw: The cells as Markdown.
        block: A block with the span of the row.
        clean: A function that returns the visible text of Markdown.
    """
    texts = [_squeezed(cell, clean) for cell in raw]
    spans = _reaching_spans(raw, texts, block.span)
    cells = []
    for text, span, cell in zip(texts, spans, raw, strict=True):
        cells.append(Piece(text, span, _entries(cell, span, clean)))
    whole = " ".join(filter(None, texts))
    return replace(block, kind="row", text=whole, cells=tuple(cells))


def _reaching_spans(raw: list[Piece], texts: list[str], whole: Span) -> list[Span]:
    """Return the span of each cell of a row.

    The spans of the cells that have words are extended. Each extended span ends where
    the next extended span begins. Together, these spans cover the whole row.
    """
    spans = [cell.span for cell in raw]
    filled = [*compress(range(len(texts)), texts)]
    starts = [raw[place].span[0] for place in filled[1:]]
    borders = pairwise([whole[0], *starts, whole[1]])
    for place, span in zip(filled, borders, strict=False):
        spans[place] = span
    return spans


def _entries(cell: Piece, span: Span, clean: Clean) -> tuple[Piece, ...]:
    """Return the entries of a cell. Together, their spans cover the whole cell."""
    raw = entries_of(cell)
    starts = [entry.span[0] for entry in raw[1:]]
    borders = pairwise([span[0], *starts, span[1]])
    texts = [_squeezed(entry, clean) for entry in raw]
    return tuple(map(Piece, texts, borders))


def _squeezed(piece: Piece, clean: Clean) -> str:
    """Return the visible text of a piece of Markdown as one line with single spaces."""
    words = clean(piece.text).split()
    return " ".join(words)
