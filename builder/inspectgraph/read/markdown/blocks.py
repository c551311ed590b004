"""Markdown → blocks: the CommonMark library says what each line is part of, the marks of reports say the rest.

Reports that were converted to Markdown hold more than Markdown: rows of tables with
tabs between their cells, bullets of other signs, numbers in bold. So the library
divides the source into headings, tables, notes, code, HTML and paragraphs, and the
lines of each are then read for these marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from inspectgraph.read.blocks import Block, BlockKind, join_block_lines, line_block
from inspectgraph.read.markdown.html_parts import HtmlPart, has_blocks, parts_of_html
from inspectgraph.read.markdown.inline import Inline, escape, parse_inline
from inspectgraph.read.markdown.lines import (
    Place,
    markdown_line,
    row_block,
    with_own_marks,
)
from inspectgraph.read.markdown.parser import PARSER, Region, Structure, structure_of

__all__ = ["MarkdownBlocks", "blocks_of_markdown"]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_FRONT_MATTER = {
    "---": re.compile(r"(?:---|\.\.\.)\s*\Z"),
    "+++": re.compile(r"\+\+\+\s*\Z"),
}
_KEY = re.compile(r"[\w\"'-][\w .\"'-]*\s*[:=]|\s|[-#\[\]{}]|\Z")
_MOST_FRONT_LINES = 300
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*\Z")
_SENTENCE = re.compile(r"[.;,:]\s*\Z")
#: The most characters of a heading that a line of signs underlines.
_LONGEST_HEADING = 200
_UNDERLINE = re.compile(r"[\s>]*(?:=+|-+)\s*\Z")
_NOTE_LABEL = re.compile(r"[\s>]*\[\^[^\s\[\]]+\]:\s*")
_DIGITS = re.compile(r"\d{1,6}\Z")


@dataclass(frozen=True, slots=True)
class MarkdownBlocks:
    """The blocks of a Markdown source, and what is to be said about what was left out or may be misread."""

    blocks: list[Block]
    remarks: tuple[str, ...]


def blocks_of_markdown(source: str) -> MarkdownBlocks:
    """Return the blocks of a Markdown source, in order, and remarks."""
    return _Reader(source).read()


@dataclass
class _Reader:
    """Reads one source; knows its lines, their places and its structure."""

    source: str
    lines: list[str] = field(init=False)
    offsets: list[int] = field(init=False)
    front: int = field(init=False)
    structure: Structure = field(init=False)
    images: int = 0
    last: int = 0
    named: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = [*_LINE.finditer(self.source)]
        self.lines = [line[1] for line in found]
        self.offsets = [line.start() for line in found]
        self.front = _front_matter_end(self.lines)
        self.structure = structure_of([""] * self.front + self.lines[self.front :])

    def read(self) -> MarkdownBlocks:
        """Return the blocks and remarks."""
        blocks = list(self._cleaned(join_block_lines(self._line_blocks())))
        return MarkdownBlocks(
            _counted_on(_absorbed(blocks), self.structure), tuple(self._remarks())
        )

    def _remarks(self) -> Iterator[str]:
        """Yield what is to be said about the source."""
        if self.images:
            many = f"{self.images} images were" if self.images > 1 else "an image was"
            yield f"{many} left out: words in a picture cannot be read"
        for line, name in self.structure.unclosed[:10]:
            yield f"the {name} on line {line + 1} is never closed"

    def _clean(self, text: str) -> str:
        """Return the visible text of some Markdown."""
        return self._inline(text).text

    def _inline(self, text: str) -> Inline:
        """Return the visible text of some Markdown, and what was taken out of it."""
        found = parse_inline(PARSER, text, self.structure.environment)
        self.images += found.images
        return found

    # Lines → blocks of one line, whose text is Markdown

    def _line_blocks(self) -> Iterator[Block | None]:
        """Yield the blocks of all lines, and None for a blank one."""
        if self.front:
            yield self._block("rule", 0, self.front)
        line = self.front
        for region in self.structure.regions:
            if region.start >= line:
                yield from self._loose_lines(line, region.start)
                yield from self._region(region)
                line = region.end
        yield from self._loose_lines(line, len(self.lines))

    def _loose_lines(self, start: int, end: int) -> Iterator[Block | None]:
        """Yield the lines that the structure does not know: blank ones, and marks without text."""
        for line in range(start, end):
            if self.lines[line].strip(" \t>") or not self.lines[line].strip():
                yield self._line(line, Region("text", line, line + 1))
            else:  # an empty line of a quotation
                yield from (None, self._block("text", line, line + 1, ""), None)

    def _region(self, region: Region) -> Iterator[Block | None]:
        """Yield the blocks of a region."""
        match region.kind:
            case "heading":
                yield from self._heading(region)
            case "rule":
                yield self._block("rule", region.start, region.end)
            case "fence":
                yield from self._fence(region)
            case "html":
                yield from self._html(region)
            case "note":
                yield from self._note(region)
            case "definition":
                yield self._block("text", region.start, region.end, "")
            case _:
                yield from self._text(region)

    def _block(
        self, kind: BlockKind, start: int, end: int, text: str | None = None
    ) -> Block:
        """Return a block of whole lines, with their text or another."""
        span = (self.offsets[start], self.offsets[end - 1] + len(self.lines[end - 1]))
        whole = "\n".join(line.strip() for line in self.lines[start:end])
        return Block(kind, whole if text is None else text, span, start + 1)

    def _text(self, region: Region) -> Iterator[Block | None]:
        """Yield the lines of a paragraph or a table."""
        raw = "\n".join(self.lines[region.start : region.end])
        if (
            region.kind == "text"
            and "\t" not in raw
            and "<" in raw
            and "<t" in raw.lower()
            and has_blocks(raw)
        ):
            yield from self._html(region)
            return
        for line in range(region.start, region.end):
            yield self._line(line, region)

    def _line(self, line: int, region: Region) -> Block | None:
        """Yield the block of one line, or None where it is blank."""
        text, offset = self._unquoted(line, region.quotes)
        if not text.strip():
            return None
        item = self.structure.items.get(line)
        place = Place(
            offset,
            line + 1,
            bool(item and item.nested),
            region.listed,
            region.kind == "table",
            line == region.start or item is not None,
            self.last,
        )
        return self._seen(markdown_line(text.rstrip(" "), place, self._clean))

    def _seen(self, block: Block) -> Block:
        """Remember the number of an item."""
        if block.kind in {"item", "heading"}:
            self.last = block.number if block.kind == "item" else self.last
        return block

    def _unquoted(self, line: int, quotes: int) -> tuple[str, int]:
        """Return a line without the marks of its block quotes, and where it then begins."""
        text, start = self.lines[line], 0
        for _ in range(quotes):
            if found := _QUOTE.match(text, start):
                start = found.end()
        return text[start:], self.offsets[line] + start

    # Regions that are no paragraphs

    def _heading(self, region: Region) -> Iterator[Block | None]:
        """Yield a heading; a line of signs under a sentence is a rule, and a bullet set as a heading is a bullet."""
        underlined = region.end - region.start > 1 or bool(
            _UNDERLINE.match(self.lines[region.end - 1])
        )
        if underlined and (
            len(region.content) > _LONGEST_HEADING
            or "\t" in region.content
            or _SENTENCE.search(region.content)
        ):
            yield from self._text(replace(region, kind="text", end=region.end - 1))
            yield self._block("rule", region.end - 1, region.end)
            return
        content = _HEADING_ATTRIBUTES.sub("", region.content)
        block = replace(
            self._block("heading", region.start, region.end, content),
            level=region.level,
        )
        marked = with_own_marks(
            replace(block, kind="text", text=escape(self._clean(content))),
            0,
            Place(0, 0),
        )
        yield replace(marked, level=0) if marked.kind == "bullet" else block

    def _fence(self, region: Region) -> Iterator[Block | None]:
        """Yield the lines of fenced code, which are words as they stand."""
        yield self._block("text", region.start, region.start + 1, "")
        for line in range(region.start + 1, region.end - 1):
            text, offset = self._unquoted(line, region.quotes)
            block = (
                line_block(text.rstrip(" "), offset, line + 1) if text.strip() else None
            )
            yield (
                replace(block, text=escape(block.text))
                if block and block.kind not in {"row", "rule"}
                else block
            )
        yield None
        yield self._block("text", region.end - 1, region.end, "")
        yield None

    def _note(self, region: Region) -> Iterator[Block | None]:
        """Yield the note that defines what a footnote says."""
        lines = [
            self._unquoted(line, region.quotes)[0].strip()
            for line in range(region.start, region.end)
        ]
        text = "\n".join(
            filter(None, [_NOTE_LABEL.sub("", lines[0], count=1), *lines[1:]])
        )
        yield None
        yield replace(
            self._block("note", region.start, region.end, text),
            number=self._number(region.content),
        )
        yield None

    def _number(self, label: str) -> int:
        """Return the number of a note by its label; names are counted on behind the numbers."""
        if _DIGITS.match(label):
            return int(label)
        numbers = (
            int(name)
            for name in self.structure.environment["notes"]
            if _DIGITS.match(name)
        )
        return self.named.setdefault(
            label, max(numbers, default=0) + len(self.named) + 1
        )

    def _html(self, region: Region) -> Iterator[Block | None]:
        """Yield the parts of HTML; lines with tabs between cells are rows all the same."""
        start = self.offsets[region.start]
        end = self.offsets[region.end - 1] + len(self.lines[region.end - 1])
        raw = self.source[start:end]
        if "\t" in raw and "<table" not in raw.lower():
            yield from (
                self._line(line, replace(region, kind="text"))
                for line in range(region.start, region.end)
            )
            return
        if region.quotes:
            raw = re.sub(r"(?m)^[ \t]*>", lambda mark: " " * len(mark[0]), raw)
        line, place = region.start, start
        for part in parts_of_html(raw, start):
            while line + 1 < region.end and self.offsets[line + 1] <= part.span[0]:
                line += 1
            yield from (
                None,
                Block("text", "", (place, part.span[0]), line + 1),
                None,
            )  # the tags before it
            yield from self._html_part(part, line)
            place = part.span[1]
        yield from (None, Block("text", "", (place, end), line + 1), None)

    def _html_part(self, part: HtmlPart, line: int) -> Iterator[Block | None]:
        """Yield the blocks of a part of HTML, which begins on some line."""
        block = Block(
            "text", part.text, part.span, line + 1, number=part.number, level=part.level
        )
        if part.kind == "row":
            yield row_block(list(part.cells), block, self._clean)
        elif part.kind == "text":
            offset = part.span[0]
            for number, text in enumerate(part.text.split("\n")):
                place = Place(
                    offset, line + 1 + number, begins=number == 0, last=self.last
                )
                yield (
                    self._seen(markdown_line(text.rstrip(" "), place, self._clean))
                    if text.strip()
                    else None
                )
                offset += len(text) + 1
        else:
            yield self._seen(replace(block, kind=part.kind))

    # Blocks whose text is Markdown → blocks

    def _cleaned(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield the blocks with their visible text, and the inline notes behind the block that holds them."""
        for block in blocks:
            if block.kind in {"rule", "row"}:
                yield block
                continue
            found = self._inline(block.text)
            seen = replace(block, text=found.text)
            yield replace(seen, kind="note", number=found.note) if found.note else seen
            for note in found.notes:
                number = self._number(f"inline {block.span[0]} {note}")
                span = (block.span[1], block.span[1])
                yield Block("note", self._clean(note), span, block.line, number=number)


def _front_matter_end(lines: Sequence[str]) -> int:
    """Return how many lines at the beginning are front matter, in YAML or TOML."""
    ends = _FRONT_MATTER.get(lines[0].rstrip()) if lines else None
    if not ends:
        return 0
    for number, line in enumerate(lines[1:_MOST_FRONT_LINES], 1):
        if ends.match(line):
            return number + 1 if number > 1 else 0
        if not _KEY.match(line):
            return 0
    return 0


def _absorbed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without those that are markup alone, whose places the block before them takes."""
    found: list[Block] = []
    start: int | None = None  # where markup before the first block begins
    for block in blocks:
        if block.kind == "rule" or block.text:
            begin = block.span[0] if start is None else start
            found.append(replace(block, span=(begin, block.span[1])))
            start = None
        elif found:
            found[-1] = _reaching(found[-1], block.span[1])
        elif start is None:
            start = block.span[0]
    return found or [
        replace(block, kind="rule", span=(start or 0, block.span[1]))
        for block in blocks[-1:]
    ]


def _reaching(block: Block, end: int) -> Block:
    """Return a block, and its last cell, that reach up to a place."""
    filled = [place for place, cell in enumerate(block.cells) if cell.text]
    cells = list(block.cells)
    if filled:
        last = cells[filled[-1]]
        entries = [*last.entries]
        if entries:
            entries[-1] = replace(entries[-1], span=(entries[-1].span[0], end))
        cells[filled[-1]] = replace(
            last, span=(last.span[0], end), entries=tuple(entries)
        )
    return replace(
        block, span=(block.span[0], max(end, block.span[1])), cells=tuple(cells)
    )


def _counted_on(blocks: list[Block], structure: Structure) -> list[Block]:
    """Return the blocks with the items that count on: those of lists of which every number is the same.

    A single `1.` in each of several lists counts on as well, but not the first item of
    a list that counts itself.
    """
    items = [place for place, block in enumerate(blocks) if block.kind == "item"]
    lists = {place: _list_of(blocks[place], structure) for place in items}
    alike = [list(run) for _, run in groupby(items, lambda place: blocks[place].number)]
    for run, after in zip(alike, [*alike[1:], []], strict=False):
        counting = bool(after) and blocks[after[0]].number == blocks[run[0]].number + 1
        counted = run[:-1] if counting and lists[run[-1]] == lists[after[0]] else run
        sure = any(lists[one] == lists[other] for one, other in pairwise(counted))
        if sure or not counting:
            for place in counted[1:]:
                blocks[place] = replace(blocks[place], counts_on=True)
    return blocks


def _list_of(block: Block, structure: Structure) -> int:
    """Return the line of the list that an item is of; one that is in no list is a list of its own."""
    item = structure.items.get((block.line or 0) - 1)
    return item.list if item else -(block.line or 0)
