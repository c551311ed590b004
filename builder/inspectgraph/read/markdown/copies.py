"""Write a copy of a report in Markdown (`read --format md`), and read it back.

Each block of a copy begins with the id of its unit in a code span. The Markdown form of
the block shows the kind of the unit:

- A heading is a section.
- A list item is a bullet (`-`), a table row (`*`) or a table cell (`+`).
- A block quotation is front matter, contents page, end matter, or a page header or
  footer.
- Any other block is a paragraph, grade bar, note or lead-in. The last part of the id
  shows which kind the unit has.

A comment marks the beginning of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import attrgetter

from markdown_it.token import Token

from inspectgraph.model.characters import CONTROLS, invisible
from inspectgraph.read.document import Document, Unit, UnitKind, depth
from inspectgraph.read.markdown.parser import PARSER, parse_blocks
from inspectgraph.read.sequences import first_match

__all__ = ["Copy", "copy_of", "read_copy"]

_MARKUP = re.compile(r"[\\`*_<>\[\]#|&~^${]")
_LINE_START = re.compile(r"(?m)^(\d{0,9})(?=[-+=:.)])")
#: White space that Markdown would drop: spaces at the ends of lines, and empty lines.
_LOST_BLANKS = re.compile(r"(?m)^ +| +$")
_EMPTY_LINES = re.compile(r"\n(?=\n|\Z)|\A\n")
_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\Z")
_PAGE = re.compile(r"\s*<!-- page (?:(\d{1,6})|None) -->\s*\Z")
_QUOTED: dict[str, UnitKind] = {
    "front": "front",
    "contents": "contents",
    "furniture": "furniture",
    "end": "end-matter",
}
_LISTED: dict[str, UnitKind] = {"-": "bullet", "*": "row", "+": "cell"}
_PLAIN: tuple[tuple[re.Pattern[str], UnitKind], ...] = (
    (re.compile(r"(?:.*/)?lead-in-\d+(?:-\d+)*\Z"), "lead-in"),
    (re.compile(r".*/grade(?:-\d+)*\Z"), "grade-bar"),
    (re.compile(r"note-\d+(?:-\d+)*\Z"), "note"),
    (re.compile(r"(?:.*/)?p\d+(?:-\d+)*\Z|.*/\d+(?:-\d+)*\Z"), "paragraph"),
)
#: The kinds of units that never have a parent.
_WITHOUT_PARENT = frozenset({"note", *_QUOTED.values()})
_SIGNS = {kind: sign for sign, kind in _LISTED.items()}
_NUMBERED = re.compile(r"(?:.*/)?p\d+(?:-\d+)*\Z")
#: The least share of blocks with an id. Below it, a source is not a copy.
_MOSTLY = 0.5
#: The beginning of a copy: an id in a code span, perhaps after the comment of a page.
_BEGINNING = re.compile(r"\s*(?:<!-- page (?:\d+|None) -->\s*)?(?:#{1,6} |> |[-*+] )?`")
_LINE_END = re.compile(r"\r\n|\r")
#: The heading levels of the outermost and of the innermost section.
_OUTERMOST, _DEEPEST = 2, 6
#: The indent of a list inside a list.
_INDENT = "    "
_QUOTE_TOKENS = frozenset({"blockquote_open", "blockquote_close"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_LIST_STARTS = frozenset({"bullet_list_open", "ordered_list_open"})
_LIST_ENDS = frozenset({"bullet_list_close", "ordered_list_close"})


# Writing a copy


def copy_of(document: Document) -> str:
    """Return a report in Markdown, from which `read_copy` reads the same units."""
    return "\n\n".join(_blocks(document))


def _blocks(document: Document) -> Iterator[str]:
    """Yield the units as Markdown, and a comment at the beginning of each page."""
    page: int | None = None
    outer: int | None = None  # the depth of the open list's first item
    for unit in document.units:
        if unit.page != page:
            page, outer = unit.page, None
            yield f"<!-- page {page} -->"
        sign = _SIGNS.get(unit.kind)
        if sign is None:
            outer = None
            yield _block(document, unit)
            continue
        deep = depth(document, unit, "bullet", "row")
        if outer is None:
            outer = deep
        else:
            outer = min(outer, deep)
        yield f"{_INDENT * (deep - outer)}{sign} {_text(unit)}"


def _block(document: Document, unit: Unit) -> str:
    """Return the Markdown of a unit that is not an item of a list."""
    text = _text(unit)
    if unit.kind == "section":
        level = min(_OUTERMOST + depth(document, unit), _DEEPEST)
        one_line = text.replace("\n", "&#10;")
        return f"{'#' * level} {one_line}"
    if unit.kind in _QUOTED.values():
        return "> " + text.replace("\n", "\n> ")
    return text


def _text(unit: Unit) -> str:
    """Return a unit as Markdown: its id in a code span, and then its text."""
    return f"`{unit.id}` {_escape(unit.text)}".rstrip(" ")


def _escape(text: str) -> str:
    """Return a text as Markdown that the parser reads back as exactly the same text."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    escaped = _LINE_START.sub(r"\1\\", escaped)
    escaped = _LOST_BLANKS.sub(lambda blanks: "&#32;" * len(blanks[0]), escaped)
    escaped = _EMPTY_LINES.sub("&#10;", escaped)
    for characters in (CONTROLS, invisible()):
        escaped = characters.sub(lambda one: f"&#{ord(one[0])};", escaped)
    return escaped


# Reading a copy


@dataclass(frozen=True, slots=True)
class Copy:
    """The result of reading a report's Markdown copy: its units, or the faulty line.

    `first_without_id` is the line of the first block without an id, counted from 1. If
    there is such a block, `units` is empty.
    """

    units: tuple[Unit, ...]
    first_without_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """A block of a report's Markdown copy, before the id in the block is read.

    `form` is the Markdown form, such as `#` or `-`. `level` is the level of a heading.
    `source` is the text as Markdown. `lines` are the first line and the line after the
    last line, counted from 0.
    """

    form: str
    level: int
    source: str
    lines: tuple[int, int]
    page: int | None


def read_copy(source: str) -> Copy | None:
    """Read the units of a report's Markdown copy, or return None for other sources.

    A copy is the Markdown that `read --format md` writes. For a faulty copy, the result
    has the number of a line and no units. If a block has no id, the result has the
    line of the first such block. If two blocks have the same id, the result has line 1.
    """
    if not _BEGINNING.match(source):
        return None
    lines = _LINE_END.sub("\n", source).split("\n")
    written = [*_written(parse_blocks(lines))]
    offsets = [0, *accumulate(len(line) + 1 for line in lines)]
    units = [_unit(block, offsets) for block in written]
    known = [*filter(None, units)]
    if len(known) < max(1, _MOSTLY * len(units)):
        return None
    if _outermost(written) != _OUTERMOST:
        return None
    if len(known) < len(units):
        first = written[units.index(None)]
        return Copy((), first.lines[0] + 1)
    if len({unit.id for unit in known}) < len(known):
        return Copy((), 1)
    return Copy(_Tree().place(known, written))


def _outermost(written: Iterable[_Written]) -> int:
    """Return the level of the first heading, or 2 if there are no headings."""
    levels = filter(None, map(attrgetter("level"), written))
    return next(levels, _OUTERMOST)


def _written(tokens: Iterable[Token]) -> Iterator[_Written]:
    """Yield the blocks of a report's Markdown copy, from the tokens of the parser."""
    reader = _FormReader()
    for token in tokens:
        if reader.take(token):
            continue
        if token.map is None:
            continue
        start, end = token.map
        lines = (start, end)
        if token.type == "inline":
            yield _Written(reader.form, reader.level, token.content, lines, reader.page)
        elif token.nesting == 0:
            yield _Written("other", 0, "", lines, reader.page)


@dataclass
class _FormReader:
    """Finds the form, the level and the page of a block from the tokens around it."""

    form: str = ""
    level: int = 0
    page: int | None = None
    quotes: int = 0
    lists: list[str] = field(default_factory=list)

    def take(self, token: Token) -> bool:
        """Read a token that surrounds a block, such as the start of a list.

        Return False for any other token.
        """
        if token.type in _QUOTE_TOKENS:
            self.quotes += token.nesting
        elif token.type in _LIST_STARTS:
            self.lists.append(token.markup)
        elif token.type in _LIST_ENDS:
            self.lists.pop()
        elif token.type == "heading_open":
            self.level, self.form = int(token.tag[1]), "#"
        elif token.type == "paragraph_open":
            self.level, self.form = 0, self._form_of_text()
        else:
            return self._is_page(token)
        return True

    def _form_of_text(self) -> str:
        """Return the Markdown form of a block that is not a heading."""
        if self.quotes:
            return ">"
        if self.lists:
            return self.lists[-1]
        return ""

    def _is_page(self, token: Token) -> bool:
        """Return whether a token is a page comment, and store the page number."""
        if token.type != "html_block":
            return False
        found = _PAGE.match(token.content)
        if not found:
            return False
        self.page = None
        if found[1]:
            self.page = int(found[1])
        return True


def _unit(block: _Written, offsets: Sequence[int]) -> Unit | None:
    """Return the unit of a block, without its parent.

    Return None if the block has no valid id.

    Args:
        block: The block.
        offsets: The character offset of each line, and of the end of the source.
    """
    children: list[Token] = []
    PARSER.inline.parse(block.source, PARSER, {}, children)
    identity = _identity(children)
    if not identity:
        return None
    kind = _kind(block, identity)
    if kind is None:
        return None
    start, end = block.lines
    line = None
    if not block.page:
        line = start + 1
    return Unit(
        id=identity,
        kind=kind,
        text=_words(children[1:]),
        parent=None,
        line=line,
        page=block.page,
        spans=((offsets[start], offsets[end] - 1),),
    )


def _words(children: Iterable[Token]) -> str:
    """Return the text of tokens, with one space removed from the beginning."""
    text = ""
    for child in children:
        if child.type in _BREAKS:
            text += "\n"
        else:
            text += child.content
    return text.removeprefix(" ")


def _identity(children: Sequence[Token]) -> str:
    """Return the id in a code span at the beginning of a block, or an empty string."""
    if not children:
        return ""
    first = children[0]
    if first.type != "code_inline":
        return ""
    if _ID.match(first.content):
        return first.content
    return ""


def _kind(block: _Written, identity: str) -> UnitKind | None:
    """Return the kind of the unit in a block, from the block's form and id.

    Return None if the form and the id do not match.
    """
    if block.form == "#":
        if block.level >= _OUTERMOST:
            return "section"
        return None
    if block.form == ">":
        first_word = re.split(r"[/-]", identity)[0]
        return _QUOTED.get(first_word)
    if block.form:
        if "/" in identity:
            return _LISTED.get(block.form)
        return None
    return first_match(_PLAIN, identity)


@dataclass
class _Tree:
    """Finds the parent of each unit in a Markdown copy of a report.

    `found` holds the units so far, keyed by id. `levels` holds the heading level and
    the id of each open section. `section` is the id of the innermost open section.
    `lead_in` is the id of the last sentence that introduces bullets.
    """

    found: dict[str, Unit] = field(default_factory=dict)
    levels: list[tuple[int, str]] = field(default_factory=list)
    section: str | None = None
    lead_in: str | None = None

    def place(
        self, units: Sequence[Unit], written: Sequence[_Written]
    ) -> tuple[Unit, ...]:
        """Return the units, each with the id of its parent and the id of its lead-in.

        A lead-in is a sentence that introduces bullets.
        """
        for unit, block in zip(units, written, strict=True):
            parent = self._parent(unit, block.level)
            lead_in = self._lead_in(unit)
            self.found[unit.id] = replace(unit, parent=parent, lead_in=lead_in)
            if unit.kind == "section" or _is_numbered(unit):
                self.lead_in = None
            elif unit.kind == "lead-in":
                self.lead_in = unit.id
        return tuple(self.found.values())

    def _parent(self, unit: Unit, level: int) -> str | None:
        """Return the id of a unit's parent, or None."""
        if unit.kind == "section":
            return self._outer_section(unit, level)
        if unit.kind in _WITHOUT_PARENT:
            return None
        if unit.kind == "grade-bar":
            return self.section
        if _is_numbered(unit):
            return self.section
        base, _, last = unit.id.rpartition("/")
        is_named = not last.isdecimal()
        if is_named and unit.kind == "row":
            return self.section
        if base in self.found:
            return base
        return None

    def _outer_section(self, unit: Unit, level: int) -> str | None:
        """Open a new section, and return the id of the enclosing section, or None.

        Each column of a table of strengths and weaknesses is a section. A column never
        becomes the innermost open section.
        """
        while self.levels and self.levels[-1][0] >= level:
            self.levels.pop()
        outer = None
        if self.levels:
            outer = self.levels[-1][1]
        self.levels.append((level, unit.id))
        if unit.id not in {f"{self.section}/strengths", f"{self.section}/weaknesses"}:
            self.section = unit.id
        return outer

    def _lead_in(self, unit: Unit) -> str | None:
        """Return the id of the lead-in that introduces a bullet, or None."""
        if unit.kind != "bullet":
            return None
        if self.lead_in is None:
            return None
        base = unit.id.rpartition("/")[0]
        if self.lead_in.startswith(f"{base}/lead-in-"):
            return self.lead_in
        return None


def _is_numbered(unit: Unit) -> bool:
    """Return whether a unit is a paragraph with a printed number."""
    if unit.kind != "paragraph":
        return False
    return _NUMBERED.match(unit.id) is not None
