"""Blocks: a report's text as a flat list of headings, numbered items, bullets, table rows, notes and text.

This is the form that every kind of source is brought into before `read` builds the tree of units, so a
report gives the same units whichever conversion it was read from. Each piece of text knows where in the
source it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

__all__ = ["BULLETS", "Block", "BlockKind", "Piece", "blocks_of", "clean", "heads_contents", "is_deadline"]

BlockKind = Literal["heading", "item", "bullet", "row", "note", "rule", "text", "aside"]
Span = tuple[int, int]

# No pattern may look at one character again and again: a line of a spoilt file has millions of them.
_RULE = re.compile(r"[-_\s]+\Z")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_NOTE = re.compile(r"(?:<sup>(\d{1,6})</sup>|([⁰¹²³⁴-⁹]{1,6}))\s*(.*)", re.DOTALL)
_ITEM = re.compile(r"(?:[-*•]\s+)?(?:\*\*|<b>)?(\d{1,3})\.(?:(?:\*\*|</b>)?\s+|(?=[A-Z‘“]))(.*)", re.DOTALL)
#: Marks of bullets, for a class of characters; fonts of symbols have theirs in the private area.
BULLETS = r"•▪■●◆◼◾‣⁃·∙◦○❍□▫❏❐❑❒◇❖★▶▷►▸▹→➔➜➢➤⮚✓✔☑✗✘\ue000-\uf8ff"
_BULLET = re.compile(rf"(?:[-*–{BULLETS}]|o(?=\t))\s+(?:lacktriangle\s+)?(.*)", re.DOTALL)
#: A number or a bullet that a tab sets off from its text, or a tab indents: no row of a table.
_SET_OFF = re.compile(rf"(?:(?:\*\*|<b>)?\d{{1,3}}\.(?:\*\*|</b>)?\t+|[-*–{BULLETS}][ \t]+|o\t+)(?=\S)[^\t]*\Z")
#: A number or a bullet alone on its line: its text is the next one.
_LONE = re.compile(rf"(?P<number>\d{{1,3}})\.\Z|[{BULLETS}]\Z")
#: A line that is bold from end to end, and no sentence: some converters set headings so.
_BOLD_LINE = re.compile(r"(?=\*\*[A-Z])(?:\*\*[^*]+\*\*\s*)+(?<![.:;,][*]{2})(?<![.:;,])\Z")
#: The line under the heads of a Markdown table.
_PIPE_RULE = re.compile(r"[|:\s-]+\Z")
#: A line that only says by when something should be done.
_DEADLINE = re.compile(r"(?:Immediately|(?:Within|In|Over)(?: the next)? \w+ months?):?\Z")
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CHECKED = re.compile(r"\bchecked\b")
_MARKUP: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"<sup>\d+</sup>|[" + _SUPERSCRIPT + r"]+|(?<=\S) ?\[\d{1,3}\](?!\()"), ""),
    (re.compile(r"<br ?/?>", re.I), " "),
    (re.compile(r"<input[^<>]*>"), lambda box: "☒" if _CHECKED.search(box[0]) else "☐"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"\[([^\[\]]*)\]\([^)\s\[]*\)"), r"\1"),
    (re.compile(r"\*\*|(?<!\\)\*(?=\S)|(?<=\S)(?<!\\)\*"), ""),
    (re.compile(r"\\([*_#\[\]()\\])"), r"\1"),
    (re.compile(r"[^\S\n]+"), " "),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its place in the source (start and end offsets)."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source.

    `number` is the printed number of an item or note, `label` another label, `level` a heading's depth or a
    bullet's indent,
    `cells` the pieces of a table row. `span` says where the block stands, and so does the `line` of a text
    or the `page` of a PDF.
    """

    kind: BlockKind
    text: str
    span: Span
    line: int | None = None
    page: int | None = None
    number: int = 0
    level: int = 0
    cells: tuple[Piece, ...] = ()
    lines: int = 1
    loose: bool = True  # a blank line stands before it
    label: str = ""


def heads_contents(block: Block) -> bool:
    """Return whether a block heads the contents page."""
    return block.kind in {"heading", "text"} and block.text.casefold() == "contents"


def clean(text: str) -> str:
    """Return a text without markup and footnote marks, its words kept.

    >>> clean("the **30<sup>th</sup>** most deprived borough<sup>1</sup> of the county [2]")
    'the 30th most deprived borough of the county'
    """
    for pattern, new in _MARKUP:
        text = pattern.sub(new, text)
    return text.strip()


def is_deadline(text: str) -> bool:
    """Return whether a line only says by when something should be done, as above the bullets that say what.

    >>> is_deadline("Within three months"), is_deadline("Immediately after the visit")
    (True, False)
    """
    return bool(_DEADLINE.match(text))


def blocks_of(source: str) -> list[Block]:
    """Return the blocks of a text or Markdown source, in order."""
    found: list[Block] = []
    run: list[Block] = []  # the lines of the block that is open
    loose = True
    for block in _with_marks(_line_blocks(source)):
        if block is None:
            loose = True
        elif run and not loose and _continues(run[0], block):
            run.append(block)
        else:
            found += _joined(run)
            run, loose = [replace(block, loose=loose)], False
    return found + _joined(run)


def _with_marks(lines: Iterable[Block | None]) -> Iterator[Block | None]:
    """Yield lines, a number or bullet that stands alone together with the text that follows it."""
    held: list[Block | None] = []  # such a mark, and the blank lines below it
    for block in lines:
        mark = held[0] if held else None
        if mark is not None and block is None:
            held.append(block)
            continue
        if mark is not None and block is not None and block.kind == "text" and not _LONE.match(block.text):
            yield _marked(mark, block)
            held = []
            continue
        yield from held
        held = [block] if block is not None and block.kind == "text" and _LONE.match(block.text) else []
        if not held:
            yield block
    yield from held


def _marked(mark: Block, block: Block) -> Block:
    """Return a line of text as the item of the mark above it."""
    number = int(_LONE.sub(r"\g<number>", mark.text) or 0)
    kind: BlockKind = "item" if number else "bullet"
    return replace(block, kind=kind, number=number, span=(mark.span[0], block.span[1]), line=mark.line)


def _line_blocks(source: str) -> Iterator[Block | None]:
    """Yield a block for each line of a source, and None for a blank line."""
    offset = 0
    for number, line in enumerate(source.splitlines(keepends=True), 1):
        body = line.rstrip("\r\n ")
        yield _line_block(body, offset, number) if body.strip() else None
        offset += len(line)


def _line_block(line: str, offset: int, number: int) -> Block:
    """Return the block that one line is."""
    indent = len(line) - len(line.lstrip())
    text, span = line.strip(), (offset + indent, offset + len(line))
    if _RULE.match(text) and ("--" in text or "__" in text):
        return Block("rule", text, span, number)
    if text[0] == text[-1] == "|" and text.count("|") > 2:
        if _PIPE_RULE.match(text):
            return Block("rule", text, span, number)
        cells = _with_bars(_cells(text[1:-1], span[0] + 1, "|"), span)
        return Block("row", clean(text.strip("|").replace("|", " ")), span, number, cells=cells)
    if "\t" in line and not _SET_OFF.match(text):
        return Block("row", clean(text), span, number, cells=_cells(line, offset))
    if found := _HEADING.match(text):
        text = clean(found[2])  # some converters set a bullet as a heading
        if not _BULLET.match(text):
            return Block("heading", text, span, number, level=len(found[1]))
    if found := _NOTE.match(text):
        return Block("note", clean(found[3]), span, number, number=_number(found[1] or found[2]))
    if found := _ITEM.match(text):
        return Block("item", clean(found[2]), span, number, number=int(found[1]))
    if found := _BULLET.match(text):
        return Block("bullet", clean(found[1]), span, number, level=indent)
    kind: BlockKind = "heading" if _BOLD_LINE.match(text) else "text"
    return Block(kind, clean(text), span, number, level=1 if kind == "heading" else 0)


def _number(digits: str) -> int:
    """Return the number that digits print, superscript ones too.

    >>> _number("¹²")
    12
    """
    return int("".join(str(unicodedata.digit(digit)) for digit in digits))


def _cells(line: str, offset: int, joint: str = "\t") -> tuple[Piece, ...]:
    """Return the cells of a line, separated by tabs or by bars, raw, each with its place."""
    pieces = []
    for cell in line.split(joint):
        start = offset + len(cell) - len(cell.lstrip())
        pieces.append(Piece(cell.strip(), (start, start + len(cell.strip()))))
        offset += len(cell) + 1
    return tuple(pieces)


def _with_bars(cells: tuple[Piece, ...], row: Span) -> tuple[Piece, ...]:
    """Return the cells of a row between bars, each with the bars that follow it, so that no character is lost."""
    filled = [place for place, cell in enumerate(cells) if cell.text]
    borders = [row[0], *(cells[place].span[0] for place in filled[1:]), row[1]]
    spans = dict(zip(filled, pairwise(borders), strict=True)) if filled else {}
    return tuple(replace(cell, span=spans.get(place, cell.span)) for place, cell in enumerate(cells))


def _continues(before: Block, block: Block) -> bool:
    """Return whether a line that follows another without a blank line goes on with its text."""
    return block.kind == "text" and before.kind in {"text", "item", "bullet", "note"}


def _joined(run: Sequence[Block]) -> list[Block]:
    """Return the lines of one block as a list of that block, or of none."""
    if len(run) < 2:
        return [*run]
    text = "\n".join(block.text for block in run)
    span = (run[0].span[0], run[-1].span[1])
    return [replace(run[0], text=text, span=span, lines=len(run))]
