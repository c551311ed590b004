"""A copy of a report, as `read --format md` writes it: units → Markdown, and Markdown → the same units.

Each block begins with the id of its unit in a code span. Its form tells the kind: a
heading is a section, `-` a bullet, `*` a row, `+` a cell, a quotation what is kept out
of statements, and the last part of the id tells grade bars, notes and lead-ins from
paragraphs. A comment stands where a page begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from inspectgraph.model.characters import CONTROLS, INVISIBLE
from inspectgraph.read.document import Document, Unit, UnitKind
from inspectgraph.read.markdown.parser import PARSER, parse_blocks

__all__ = ["Copy", "copy_of", "depth", "read_copy"]

_MARKUP = re.compile(r"[\\`*_<>\[\]#|&~^${]")
_LINE_START = re.compile(r"(?m)^(\d{0,9})(?=[-+=:.)])")
#: Blanks that Markdown would drop: at the ends of lines, and empty lines.
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
_MARKS = {kind: mark for mark, kind in _LISTED.items()}
_NUMBERED = re.compile(r"(?:.*/)?p\d+(?:-\d+)*\Z")
#: The share of blocks with an id from which on a source is a copy that somebody
#: changed.
_MOSTLY = 0.5


# Units → Markdown


def copy_of(document: Document) -> str:
    """Return a copy of a report's units in Markdown, which `read_copy` reads back to the same units."""
    return "\n\n".join(_blocks(document))


def _blocks(document: Document) -> Iterator[str]:
    """Yield the units in Markdown, and a comment where a page begins."""
    page: int | None = None
    outer: int | None = None  # the depth at which the open list began
    for unit in document.units:
        if unit.page != page:
            page, outer = unit.page, None
            yield f"<!-- page {page} -->"
        mark = _MARKS.get(unit.kind)
        deep = depth(document, unit, "bullet", "row")
        outer = (deep if outer is None else min(outer, deep)) if mark else None
        yield _block(
            document, unit, "    " * (deep - (outer or 0)) + f"{mark} " if mark else ""
        )


def _block(document: Document, unit: Unit, mark: str) -> str:
    """Return one unit in Markdown; `mark` is the indent and sign of an item of a list."""
    text = f"`{unit.id}` {_escaped(unit.text)}".rstrip(" ")
    if unit.kind == "section":
        level = "#" * min(2 + depth(document, unit), 6)
        return f"{level} {text}".replace("\n", "&#10;")
    if unit.kind in _QUOTED.values():
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return mark + text


def _escaped(text: str) -> str:
    """Return words as Markdown that is read as exactly these words, whatever they look like."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    escaped = _LINE_START.sub(r"\1\\", escaped)
    escaped = _LOST_BLANKS.sub(lambda blanks: "&#32;" * len(blanks[0]), escaped)
    escaped = _EMPTY_LINES.sub("&#10;", escaped)
    for signs in (CONTROLS, INVISIBLE):
        escaped = signs.sub(lambda sign: f"&#{ord(sign[0])};", escaped)
    return escaped


def depth(document: Document, unit: Unit, *kinds: str) -> int:
    """Return how many units a unit stands in, of all kinds or of some."""
    found = 0
    while unit.parent is not None and unit.parent in document.by_id:
        unit = document.by_id[unit.parent]
        found += not kinds or unit.kind in kinds
    return found


# Markdown → units


@dataclass(frozen=True, slots=True)
class Copy:
    """What a source is as a copy: its units, or the line of the first block without an id."""

    units: tuple[Unit, ...]
    first_without_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """A block of a copy: the form that tells its kind, its text as Markdown, and its place."""

    form: str
    level: int
    source: str
    lines: tuple[int, int]
    page: int | None


def read_copy(source: str) -> Copy | None:
    """Return the units of a copy, or None where a source is no copy.

    A copy in which a block lost its id, or was added, has no units but the line of the
    first such block.
    """
    if not re.match(
        r"\s*(?:<!-- page (?:\d+|None) -->\s*)?(?:#{1,6} |> |[-*+] )?`", source
    ):
        return None
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    written = [*_written(parse_blocks(lines))]
    offsets = _offsets(lines)
    units = [_unit(block, offsets) for block in written]
    known = [unit for unit in units if unit]
    outermost = next((block.level for block in written if block.level), 2)
    if not known or len(known) < _MOSTLY * len(units) or outermost != 2:
        return None
    without = next(
        (
            block.lines[0] + 1
            for block, unit in zip(written, units, strict=True)
            if not unit
        ),
        None,
    )
    twice = len({unit.id for unit in known}) != len(known)
    return (
        Copy((), without or 1)
        if without or twice
        else Copy(tuple(_Placed().all(known, written)))
    )


def _offsets(lines: Sequence[str]) -> list[int]:
    """Return where each line begins, and where the last one ends."""
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    return offsets


def _written(tokens: Sequence[Token]) -> Iterator[_Written]:
    """Yield the blocks of a copy."""
    quotes, page = 0, None
    lists: list[str] = []
    form, level = "", 0
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token.markup)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type in {"heading_open", "paragraph_open"}:
            level = int(token.tag[1]) if token.type == "heading_open" else 0
            form = "#" if level else ">" if quotes else lists[-1] if lists else ""
        elif token.type == "inline" and token.map:
            yield _Written(
                form, level, token.content, (token.map[0], token.map[1]), page
            )
        elif token.type == "html_block" and (found := _PAGE.match(token.content)):
            page = int(found[1]) if found[1] else None
        elif token.map and token.nesting == 0:
            yield _Written("other", 0, "", (token.map[0], token.map[1]), page)


def _unit(block: _Written, offsets: Sequence[int]) -> Unit | None:
    """Return the unit of a block, without what it stands in; None where the block has no id."""
    children: list[Token] = []
    PARSER.inline.parse(block.source, PARSER, {}, children)
    if (
        not children
        or children[0].type != "code_inline"
        or not _ID.match(children[0].content)
    ):
        return None
    identity = children[0].content
    kind = _kind(block.form, block.level, identity)
    if kind is None:
        return None
    words = "".join(
        "\n" if "break" in token.type else token.content for token in children[1:]
    )
    span = (offsets[block.lines[0]], offsets[block.lines[1]] - 1)
    line = None if block.page else block.lines[0] + 1
    return Unit(
        identity, kind, words.removeprefix(" "), None, line, block.page, (span,)
    )


def _kind(form: str, level: int, identity: str) -> UnitKind | None:
    """Return the kind of a unit by the form of its block and its id, None where the two do not fit."""
    if form == "#":
        return "section" if level > 1 else None
    if form == ">":
        return _QUOTED.get(re.split(r"[/-]", identity)[0])
    if form:
        return _LISTED.get(form) if "/" in identity else None
    return next((kind for pattern, kind in _PLAIN if pattern.match(identity)), None)


@dataclass
class _Placed:
    """Gives units what they stand in, as the tree of a report does."""

    found: dict[str, Unit] = field(default_factory=dict)
    levels: list[tuple[int, str]] = field(default_factory=list)
    section: str | None = None
    lead_in: Unit | None = None

    def all(self, units: Sequence[Unit], written: Sequence[_Written]) -> list[Unit]:
        """Return the units, each with its parent and its lead-in."""
        for unit, block in zip(units, written, strict=True):
            self.found[unit.id] = replace(
                unit,
                parent=self._parent(unit, block.level),
                lead_in=self._lead_in(unit),
            )
            if unit.kind == "section" or (
                unit.kind == "paragraph" and _NUMBERED.match(unit.id)
            ):
                self.lead_in = None
            elif unit.kind == "lead-in":
                self.lead_in = unit
        return [*self.found.values()]

    def _parent(self, unit: Unit, level: int) -> str | None:
        """Return the id of the unit that a unit stands in."""
        base = unit.id.rpartition("/")[0]
        if unit.kind == "section":
            return self._outer_section(unit, level)
        if unit.kind in {"note", *_QUOTED.values()}:
            return None
        last = unit.id.rpartition("/")[2]
        of_section = unit.kind == "grade-bar" or (
            unit.kind == "paragraph" and _NUMBERED.match(unit.id)
        )
        if of_section or (unit.kind == "row" and not last.isdecimal()):
            return self.section
        return base if base in self.found else None

    def _outer_section(self, unit: Unit, level: int) -> str | None:
        """Return the section that a section stands in, and make it the open one but for a column of a table."""
        while self.levels and self.levels[-1][0] >= level:
            self.levels.pop()
        outer = self.levels[-1][1] if self.levels else None
        self.levels.append((level, unit.id))
        if unit.id not in {f"{self.section}/strengths", f"{self.section}/weaknesses"}:
            self.section = unit.id
        return outer

    def _lead_in(self, unit: Unit) -> str | None:
        """Return the id of the sentence that introduces a bullet."""
        base = unit.id.rpartition("/")[0]
        introduced = (
            unit.kind == "bullet"
            and self.lead_in
            and self.lead_in.id.startswith(f"{base}/lead-in-")
        )
        return self.lead_in.id if introduced and self.lead_in else None
