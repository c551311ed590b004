"""Blocks: the flat list of headings, items, bullets, rows, notes and texts of a report.

Every source is converted to blocks, and segmentation then builds the tree of units from
the blocks. So a report has the same units in every file format. Each block has its text
span in the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

__all__ = [
    "BULLETS",
    "Block",
    "BlockKind",
    "Piece",
    "clean",
    "heads_contents",
    "is_deadline",
    "join_block_lines",
    "line_block",
    "lines_of",
    "note_number",
]

BlockKind = Literal["heading", "item", "bullet", "row", "note", "rule", "text", "aside"]
Span = tuple[int, int]

# No pattern may backtrack far, because a line of a damaged file may have millions of
# characters.
_RULE = re.compile(r"(?=[-_\s]+\Z).*?(?:--|__)", re.DOTALL)
_NOTE = re.compile(r"([⁰¹²³⁴-⁹]{1,6})\s*(.*)", re.DOTALL)
_ITEM = re.compile(r"(?:[-*•]\s+)?(\d{1,3})\.(?:\s+|(?=[A-Z‘“]))(.*)", re.DOTALL)
#: Bullet characters, to be put into a character class. Symbol fonts use the private use
#: area of Unicode.
BULLETS = r"•▪■●◆◼◾‣⁃·∙◦○❍□▫❏❐❑❒◇❖★▶▷►▸▹→➔➜➢➤⮚✓✔☑✗✘\ue000-\uf8ff"
_BULLET = re.compile(
    rf"(?:[-*–{BULLETS}]|o(?=\t))\s+(?:lacktriangle\s+)?(.*)", re.DOTALL
)
#: A line with a number or bullet that tabs separate from the text. Its tabs do not make
#: it a table row.
_SET_OFF = re.compile(rf"(?:\d{{1,3}}\.\t+|[-*–{BULLETS}][ \t]+|o\t+)(?=\S)[^\t]*\Z")
#: A line that holds only a number or a bullet. The item's text is on the next line.
_LONE = re.compile(rf"(?P<number>\d{{1,3}})\.\Z|[{BULLETS}]\Z")
#: A line that is only a deadline, such as `Within three months`.
_DEADLINE = re.compile(
    r"(?:Immediately|(?:Within|In|Over)(?: the next)? \w+ months?):?\Z"
)
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKS = re.compile(f"[{_SUPERSCRIPT}]+")
#: Superscripts, which the PDF reader marks with `<sup>` tags.
_RAISED_DIGITS, _RAISED = re.compile(r"<sup>\d+</sup>"), re.compile(r"</?sup>")
_BLANKS = re.compile(r"[^\S\n]+")
#: The kinds of blocks that the next line may continue.
_CONTINUED = frozenset({"text", "item", "bullet", "note"})
#: The kinds of blocks that may be headings.
_TITLES = frozenset({"heading", "text"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A table cell, or one entry in a table cell.

    `text` is the text, and `span` is the location of the text in the source. `entries`
    has the entries of a table cell, for example bullets.
    """

    text: str
    span: Span
    entries: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, item, bullet, table row, note, rule or text of a source.

    `number` is the printed number of an item or note. `label` is a label such as
    `1-10`. `level` is the depth of a heading or the indent of a bullet. `cells` has the
    cells of a table row. `lines` is the number of lines of the text. `span` is the
    source location in characters. `line` is the line in a text source. `page` is the
    page in a PDF.
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
    loose: bool = True  # a blank line precedes the block
    counts_on: bool = False  # an item of a list that numbers each item alike
    label: str = ""

    @property
    def title(self) -> str:
        """The text of the block if the block may be a heading; otherwise an empty string."""
        if self.kind in _TITLES:
            return self.text
        return ""


def heads_contents(block: Block) -> bool:
    """Return whether a block is the heading of the contents page."""
    return block.title.casefold() == "contents"


def clean(text: str) -> str:
    """Remove the superscript footnote marks from a text that was read from a PDF.

    Other superscripts, such as `<sup>th</sup>`, lose only their tags.

    >>> clean("the 30<sup>th</sup> borough<sup>1</sup> of the *county* [2]")
    'the 30th borough of the *county* [2]'
    """
    return _words(_RAISED.sub("", _RAISED_DIGITS.sub("", text)))


def _words(text: str) -> str:
    """Return a text with single spaces and without superscript digits."""
    return _BLANKS.sub(" ", _MARKS.sub("", text)).strip()


def is_deadline(text: str) -> bool:
    """Return whether a line consists only of a deadline.

    Such a line introduces bullets.

    >>> is_deadline("Within three months"), is_deadline("Immediately after the visit")
    (True, False)
    """
    return bool(_DEADLINE.match(text))


def join_block_lines(lines: Iterable[Block | None]) -> list[Block]:
    """Return the blocks formed by consecutive lines.

    Args:
        lines: A block for each line, or None for a blank line.
    """
    found: list[Block] = []
    run: list[Block] = []  # the lines of the open block
    loose = True
    for block in _attach_lone_marks(lines):
        if block is None:
            loose = True
        elif run and not loose and _continues(run[0], block):
            run.append(block)
        else:
            found += _joined(run)
            run, loose = [replace(block, loose=loose)], False
    return found + _joined(run)


def _attach_lone_marks(lines: Iterable[Block | None]) -> Iterator[Block | None]:
    """Yield the lines, with each lone number or bullet joined to the text below it."""
    held: list[Block] = []  # the lone number or bullet
    blank: list[None] = []  # the blank lines below the lone number or bullet
    for block in lines:
        if block is None and held:
            blank.append(None)
        elif block is None:
            yield None
        elif _is_lone_mark(block):
            yield from (*held, *blank)
            held, blank = [block], []
        elif held and block.text.isdecimal():  # a page number, not the text of the item
            yield block
        elif held and block.kind == "text":
            yield _marked(held[0], block)
            held, blank = [], []
        else:
            yield from (*held, *blank)
            yield block
            held, blank = [], []
    yield from (*held, *blank)


def _is_lone_mark(block: Block) -> bool:
    """Return whether a line is only a number or a bullet."""
    if block.kind != "text":
        return False
    return _LONE.match(block.text) is not None


def _marked(mark: Block, block: Block) -> Block:
    """Join a line that has only a number or a bullet to the line of text below it.

    Args:
        mark: The line above, which is only a number or a bullet.
        block: The line of text.
    """
    number = int(_LONE.sub(r"\g<number>", mark.text) or 0)
    kind: BlockKind = "bullet"
    if number:
        kind = "item"
    return replace(
        block,
        kind=kind,
        number=number,
        span=(mark.span[0], block.span[1]),
        line=mark.line,
    )


def lines_of(source: str) -> Iterator[Block | None]:
    """Yield a block for each line of a plain text, and None for a blank line.

    A form feed begins a page. The form feed is read as a blank line, but does not
    change the number of the next line.
    """
    offset, number = 0, 1
    for line in source.splitlines(keepends=True):
        body = line.rstrip("\r\n ")
        if body.strip():
            yield line_block(body, offset, number)
        else:
            yield None
        offset += len(line)
        if line.endswith(("\n", "\r")):
            number += 1


def line_block(line: str, offset: int, number: int) -> Block:
    """Return the block of one line of a plain text.

    Args:
        line: The line, without its end.
        offset: The character offset of the line in the source.
        number: The number of the line, counted from 1.
    """
    indent = len(line) - len(line.lstrip())
    text = line.strip()
    span = (offset + indent, offset + len(line))
    block = Block("text", _words(text), span, number)
    if _RULE.match(text):
        return replace(block, kind="rule", text=text)
    if "\t" in line and not _SET_OFF.match(text):
        return replace(block, kind="row", cells=_cells(line, offset))
    if note := _NOTE.match(text):
        digits = note_number(note[1])
        return replace(block, kind="note", text=_words(note[2]), number=digits)
    if item := _ITEM.match(text):
        printed = int(item[1])
        return replace(block, kind="item", text=_words(item[2]), number=printed)
    if bullet := _BULLET.match(text):
        return replace(block, kind="bullet", text=_words(bullet[1]), level=indent)
    return block


def note_number(digits: str) -> int:
    """Convert a string of ordinary or superscript digits to a number.

    >>> note_number("¹²")
    12
    """
    return int(unicodedata.normalize("NFKC", digits))


def _cells(line: str, offset: int) -> tuple[Piece, ...]:
    """Split a line into cells at its tabs.

    Args:
        line: The line.
        offset: The character offset of the line in the source.
    """
    pieces = []
    for cell in line.split("\t"):
        words = cell.strip()
        start = offset + len(cell) - len(cell.lstrip())
        pieces.append(Piece(words, (start, start + len(words))))
        offset += len(cell) + 1
    return tuple(pieces)


def _continues(before: Block, block: Block) -> bool:
    """Return whether a line continues the block of the line directly above."""
    if block.kind != "text":
        return False
    return before.kind in _CONTINUED


def _joined(run: Sequence[Block]) -> list[Block]:
    """Join consecutive lines into one block, and return a list with this block.

    If there are no lines, the list is empty.
    """
    if len(run) < 2:
        return [*run]
    text = "\n".join(map(attrgetter("text"), run))
    span = (run[0].span[0], run[-1].span[1])
    return [replace(run[0], text=text, span=span, lines=len(run))]
