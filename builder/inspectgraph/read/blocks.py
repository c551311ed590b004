"""Blocks: a report's text as a flat list of headings, numbered items, bullets, table rows, notes and text.

This is the form that every kind of source is brought into before `read` builds the tree
of units, so a report gives the same units whichever conversion it was read from. Each
piece of text knows where in the source it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

__all__ = [
    "BULLETS",
    "Block",
    "BlockKind",
    "Piece",
    "blocks_of",
    "clean",
    "heads_contents",
    "is_deadline",
]

BlockKind = Literal["heading", "item", "bullet", "row", "note", "rule", "text", "aside"]
Span = tuple[int, int]

# No pattern may look at one character again and again: a line of a spoilt file has
# millions of them.
_RULE = re.compile(r"[-_\s]+\Z")
_NOTE = re.compile(r"([⁰¹²³⁴-⁹]{1,6})\s*(.*)", re.DOTALL)
_ITEM = re.compile(r"(?:[-*•]\s+)?(\d{1,3})\.(?:\s+|(?=[A-Z‘“]))(.*)", re.DOTALL)
#: Marks of bullets, for a class of characters; fonts of symbols have theirs in the
#: private area.
BULLETS = r"•▪■●◆◼◾‣⁃·∙◦○❍□▫❏❐❑❒◇❖★▶▷►▸▹→➔➜➢➤⮚✓✔☑✗✘\ue000-\uf8ff"
_BULLET = re.compile(
    rf"(?:[-*–{BULLETS}]|o(?=\t))\s+(?:lacktriangle\s+)?(.*)", re.DOTALL
)
#: A number or a bullet that a tab sets off from its text, or a tab indents: no row of a
#: table.
_SET_OFF = re.compile(rf"(?:\d{{1,3}}\.\t+|[-*–{BULLETS}][ \t]+|o\t+)(?=\S)[^\t]*\Z")
#: A number or a bullet alone on its line: its text is the next one.
_LONE = re.compile(rf"(?P<number>\d{{1,3}})\.\Z|[{BULLETS}]\Z")
#: A line that only says by when something should be done.
_DEADLINE = re.compile(
    r"(?:Immediately|(?:Within|In|Over)(?: the next)? \w+ months?):?\Z"
)
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = re.compile(f"[{_SUPERSCRIPT}]+")
#: How the reader of PDFs marks raised text.
_RAISED_DIGITS, _RAISED = re.compile(r"<sup>\d+</sup>"), re.compile(r"</?sup>")
_BLANKS = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and its place in the source (start and end offsets); a cell has entries."""

    text: str
    span: Span
    entries: tuple[Piece, ...] = ()  # of a cell, where they are known


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a source.

    `number` is the printed number of an item or note, `label` another label, `level` a
    heading's depth or a bullet's indent, `cells` the pieces of a table row. `span` says
    where the block stands, and so does the `line` of a text or the `page` of a PDF.
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
    counts_on: bool = False  # an item of a list of which every number is the same
    label: str = ""


def heads_contents(block: Block) -> bool:
    """Return whether a block heads the contents page."""
    return block.kind in {"heading", "text"} and block.text.casefold() == "contents"


def clean(text: str) -> str:
    """Return a text of a PDF without the marks of its footnotes; all other signs are words.

    >>> clean("the 30<sup>th</sup> borough<sup>1</sup> of the *county* [2]")
    'the 30th borough of the *county* [2]'
    """
    return _words(_RAISED.sub("", _RAISED_DIGITS.sub("", text)))


def _words(text: str) -> str:
    """Return a text with single spaces and without footnote marks that are signs of their own."""
    return _BLANKS.sub(" ", _MARKS.sub("", text)).strip()


def is_deadline(text: str) -> bool:
    """Return whether a line only says by when something should be done, as above the bullets that say what.

    >>> is_deadline("Within three months"), is_deadline("Immediately after the visit")
    (True, False)
    """
    return bool(_DEADLINE.match(text))


def blocks_of(source: str) -> list[Block]:
    """Return the blocks of a plain text, in order; signs of Markdown are words there."""
    return joined_lines(_line_blocks(source))


def joined_lines(lines: Iterable[Block | None]) -> list[Block]:
    """Return the blocks that lines form; None stands for a blank line."""
    found: list[Block] = []
    run: list[Block] = []  # the lines of the block that is open
    loose = True
    for block in _with_marks(lines):
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
        if (
            mark is not None
            and block is not None
            and block.kind == "text"
            and not _LONE.match(block.text)
        ):
            yield _marked(mark, block)
            held = []
            continue
        yield from held
        held = (
            [block]
            if block is not None and block.kind == "text" and _LONE.match(block.text)
            else []
        )
        if not held:
            yield block
    yield from held


def _marked(mark: Block, block: Block) -> Block:
    """Return a line of text as the item of the mark above it."""
    number = int(_LONE.sub(r"\g<number>", mark.text) or 0)
    kind: BlockKind = "item" if number else "bullet"
    return replace(
        block,
        kind=kind,
        number=number,
        span=(mark.span[0], block.span[1]),
        line=mark.line,
    )


def _line_blocks(source: str) -> Iterator[Block | None]:
    """Yield a block for each line of a source, and None for a blank line."""
    offset = 0
    for number, line in enumerate(source.splitlines(keepends=True), 1):
        body = line.rstrip("\r\n ")
        yield line_block(body, offset, number) if body.strip() else None
        offset += len(line)


def line_block(line: str, offset: int, number: int) -> Block:
    """Return the block that one line of a plain text is."""
    indent = len(line) - len(line.lstrip())
    text, span = line.strip(), (offset + indent, offset + len(line))
    if _RULE.match(text) and ("--" in text or "__" in text):
        return Block("rule", text, span, number)
    if "\t" in line and not _SET_OFF.match(text):
        return Block("row", _words(text), span, number, cells=_cells(line, offset))
    if found := _NOTE.match(text):
        return Block(
            "note", _words(found[2]), span, number, number=note_number(found[1])
        )
    if found := _ITEM.match(text):
        return Block("item", _words(found[2]), span, number, number=int(found[1]))
    if found := _BULLET.match(text):
        return Block("bullet", _words(found[1]), span, number, level=indent)
    return Block("text", _words(text), span, number)


def note_number(digits: str) -> int:
    """Return the number that digits print, superscript ones too.

    >>> note_number("¹²")
    12
    """
    return int("".join(str(unicodedata.digit(digit)) for digit in digits))


def _cells(line: str, offset: int) -> tuple[Piece, ...]:
    """Return the cells of a line, separated by tabs, each with its place."""
    pieces = []
    for cell in line.split("\t"):
        start = offset + len(cell) - len(cell.lstrip())
        pieces.append(Piece(cell.strip(), (start, start + len(cell.strip()))))
        offset += len(cell) + 1
    return tuple(pieces)


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
