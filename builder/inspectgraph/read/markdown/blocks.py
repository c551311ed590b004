"""Convert a Markdown source to blocks.

Converters write more than standard Markdown: table rows with tabs between their cells,
other bullet characters, numbers in bold. So the conversion has two steps. First, the
CommonMark library divides the source into headings, tables, notes, code, HTML and
paragraphs. Then this module tests each line for the additional marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from inspectgraph.read.blocks import Block, BlockKind, join_block_lines, line_block
from inspectgraph.read.markdown.adjust import absorb_markup, count_on
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
#: The characters of a line that has block quote signs (`>`) but no text.
_EMPTY = " \t>"
#: The most remarks on fences, tags and comments without an end.
_MOST_UNCLOSED = 10
_QUOTE = re.compile(r"[ \t]*>[ \t]?")
_QUOTE_MARKS = re.compile(r"(?m)^[ \t]*>")
_FRONT_MATTER = {
    "---": re.compile(r"(?:---|\.\.\.)\s*\Z"),
    "+++": re.compile(r"\+\+\+\s*\Z"),
}
_KEY = re.compile(r"[\w\"'-][\w .\"'-]*\s*[:=]|\s|[-#\[\]{}]|\Z")
_MOST_FRONT_LINES = 300
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}\s*\Z")
_SENTENCE = re.compile(r"[.;,:]\s*\Z")
#: The most characters of a heading that a line of `=` or `-` underlines.
_LONGEST_HEADING = 200
_UNDERLINE = re.compile(r"[\s>]*(?:=+|-+)\s*\Z")
_NOTE_LABEL = re.compile(r"[\s>]*\[\^[^\s\[\]]+\]:\s*")
_DIGITS = re.compile(r"\d{1,6}\Z")


@dataclass(frozen=True, slots=True)
class MarkdownBlocks:
    """The blocks of a Markdown source, and remarks on parts that were not read in full."""

    blocks: list[Block]
    remarks: tuple[str, ...]


def blocks_of_markdown(source: str) -> MarkdownBlocks:
    """Return the blocks of a Markdown source in order, with remarks on the source."""
    return _Reader(source).read()


@dataclass
class _Reader:
    """Reads one Markdown source into blocks.

    `offsets` has the character offset of each line. `front` is the number of lines of
    front matter (YAML or TOML). `images` is the number of pictures so far. `last` is
    the number of the last item. `named` has the numbers given to footnotes whose labels
    are words.
    """

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
        """Return the blocks of the source and the remarks on the source."""
        joined = join_block_lines(self._line_blocks())
        blocks = absorb_markup([*self._cleaned(joined)])
        return MarkdownBlocks(count_on(blocks, self.structure), tuple(self._remarks()))

    def _remarks(self) -> Iterator[str]:
        """Yield remarks on omitted pictures, and on fences and tags that are never closed."""
        if self.images:
            many = "an image was"
            if self.images > 1:
                many = f"{self.images} images were"
            yield f"{many} left out: words in a picture cannot be read"
        for line, name in self.structure.unclosed[:_MOST_UNCLOSED]:
            yield f"the {name} on line {line + 1} is never closed"

    def _clean(self, text: str) -> str:
        """Return the visible text of Markdown."""
        return self._inline(text).text

    def _inline(self, text: str) -> Inline:
        """Return the visible text of Markdown, and the removed notes and pictures."""
        found = parse_inline(PARSER, text, self.structure.environment)
        self.images += found.images
        return found

    # First step: from lines to blocks of one line, whose text is still Markdown

    def _line_blocks(self) -> Iterator[Block | None]:
        """Yield the blocks of the source in order, and None for each blank line."""
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
        """Yield a block for each line outside headings, tables and other regions.

        A blank line gives None. A line that has only block quote signs (`>`) gives a
        block that has no text.
        """
        for line in range(start, end):
            text = self.lines[line]
            is_empty_quotation = text.strip() and not text.strip(_EMPTY)
            if is_empty_quotation:
                yield from (None, self._markup(line, line + 1), None)
            else:
                yield self._line(line, Region("text", line, line + 1))

    def _region(self, region: Region) -> Iterator[Block | None]:
        """Return the blocks of a region, read according to the region's kind."""
        readers = {
            "heading": self._heading,
            "rule": self._rule,
            "fence": self._fence,
            "html": self._html,
            "note": self._note,
            "definition": self._definition,
        }
        read = readers.get(region.kind, self._text)
        return read(region)

    def _rule(self, region: Region) -> Iterator[Block | None]:
        """Yield one block of kind `rule`, such as a horizontal line in the source."""
        yield self._block("rule", region.start, region.end)

    def _definition(self, region: Region) -> Iterator[Block | None]:
        """Yield an empty block for lines that define a link address."""
        yield self._markup(region.start, region.end)

    def _markup(self, start: int, end: int) -> Block:
        """Return a block that has no text, for lines that contain only markup."""
        return self._block("text", start, end, "")

    def _block(
        self, kind: BlockKind, start: int, end: int, text: str | None = None
    ) -> Block:
        """Return a block of whole lines.

        If `text` is not given, the block has the text of the lines.
        """
        span = (self.offsets[start], self.offsets[end - 1] + len(self.lines[end - 1]))
        if text is None:
            text = "\n".join(map(str.strip, self.lines[start:end]))
        return Block(kind, text, span, start + 1)

    def _text(self, region: Region) -> Iterator[Block | None]:
        """Yield the blocks of a paragraph or a table.

        A paragraph that contains HTML block tags, such as table tags, is read as HTML.
        Other text is read line by line.
        """
        raw = "\n".join(self.lines[region.start : region.end])
        is_paragraph = region.kind == "text"
        if is_paragraph and _may_be_html(raw) and has_blocks(raw):
            yield from self._html(region)
        else:
            yield from self._lines(region)

    def _lines(self, region: Region) -> Iterator[Block | None]:
        """Yield a block for each line of a region, and None for a blank line."""
        for line in range(region.start, region.end):
            yield self._line(line, region)

    def _line(self, line: int, region: Region) -> Block | None:
        """Return the block of one line, or None for a blank line."""
        text, offset = self._unquoted(line, region.quotes)
        if not text.strip():
            return None
        begins, nested = line == region.start, False
        item = self.structure.items.get(line)
        if item:
            begins, nested = True, item.nested
        place = Place(
            offset=offset,
            number=line + 1,
            nested=nested,
            listed=region.listed,
            table=region.kind == "table",
            begins=begins,
            last=self.last,
        )
        return self._remember(markdown_line(text.rstrip(" "), place, self._clean))

    def _remember(self, block: Block) -> Block:
        """Store the number of an item, and return the block unchanged."""
        if block.kind == "item":
            self.last = block.number
        return block

    def _unquoted(self, line: int, quotes: int) -> tuple[str, int]:
        """Return the rest of a line after its block quote signs (`>`).

        The second result is the character offset of the rest in the source.

        Args:
            line: The line, counted from 0.
            quotes: The number of block quotes around the line.
        """
        text, start = self.lines[line], 0
        for _ in range(quotes):
            found = _QUOTE.match(text, start)
            if found:
                start = found.end()
        return text[start:], self.offsets[line] + start

    # Regions that are not paragraphs

    def _heading(self, region: Region) -> Iterator[Block | None]:
        """Yield the blocks of a heading.

        A sentence above a line of `=` or `-` is not a heading. The sentence becomes a
        paragraph, and the line becomes a rule. A bullet that the source marks as a
        heading becomes a bullet.
        """
        if self._underlines_sentence(region):
            last = region.end - 1
            yield from self._text(replace(region, kind="text", end=last))
            yield self._block("rule", last, region.end)
            return
        content = _HEADING_ATTRIBUTES.sub("", region.content)
        block = self._block("heading", region.start, region.end, content)
        as_text = replace(block, kind="text", text=escape(self._clean(content)))
        marked = with_own_marks(as_text, 0, Place(0, 0))
        if marked.kind == "bullet":
            yield replace(marked, level=0)
        else:
            yield replace(block, level=region.level)

    def _underlines_sentence(self, region: Region) -> bool:
        """Return whether a line of `=` or `-` underlines text that is not a heading."""
        several = region.end - region.start > 1
        if not several and not _UNDERLINE.match(self.lines[region.end - 1]):
            return False
        content = region.content
        if len(content) > _LONGEST_HEADING:
            return True
        if "\t" in content:
            return True
        return _SENTENCE.search(content) is not None

    def _fence(self, region: Region) -> Iterator[Block | None]:
        """Yield the blocks of fenced code, in which no markup is read."""
        last = region.end - 1
        yield self._markup(region.start, region.start + 1)
        for line in range(region.start + 1, last):
            yield self._code_line(line, region.quotes)
        yield from (None, self._markup(last, region.end), None)

    def _code_line(self, line: int, quotes: int) -> Block | None:
        """Return the block of one line of fenced code, or None for a blank line."""
        text, offset = self._unquoted(line, quotes)
        if not text.strip():
            return None
        block = line_block(text.rstrip(" "), offset, line + 1)
        if block.kind in {"row", "rule"}:
            return block
        return replace(block, text=escape(block.text))

    def _note(self, region: Region) -> Iterator[Block | None]:
        """Yield the definition of a footnote as a block."""
        lines = range(region.start, region.end)
        first, *rest = (
            self._unquoted(line, region.quotes)[0].strip() for line in lines
        )
        first = _NOTE_LABEL.sub("", first, count=1)
        text = "\n".join(filter(None, [first, *rest]))
        block = self._block("note", region.start, region.end, text)
        yield from (None, replace(block, number=self._number(region.content)), None)

    def _number(self, label: str) -> int:
        """Return the number of a footnote.

        A label that consists of digits is the number. Any other label gets a new
        number, higher than all labels that consist of digits.
        """
        if _DIGITS.match(label):
            return int(label)
        if label not in self.named:
            labels = self.structure.environment["notes"]
            numbers = map(int, filter(_DIGITS.match, labels))
            self.named[label] = max(numbers, default=0) + len(self.named) + 1
        return self.named[label]

    # HTML

    def _html(self, region: Region) -> Iterator[Block | None]:
        """Yield the blocks of a region of HTML.

        If the HTML has tabs and no table, its lines with tabs become table rows.
        """
        start = self.offsets[region.start]
        end = self.offsets[region.end - 1] + len(self.lines[region.end - 1])
        raw = self.source[start:end]
        if "\t" in raw and "<table" not in raw.lower():
            yield from self._lines(replace(region, kind="text"))
            return
        if region.quotes:
            raw = _QUOTE_MARKS.sub(_blank, raw)
        line, place = region.start, start
        for part in parts_of_html(raw, start):
            first, last = part.span
            while line + 1 < region.end and self.offsets[line + 1] <= first:
                line += 1
            # The tags before a part have no text, but need a block for their span.
            yield from (None, Block("text", "", (place, first), line + 1), None)
            yield from self._html_part(part, line)
            place = last
        yield from (None, Block("text", "", (place, end), line + 1), None)

    def _html_part(self, part: HtmlPart, line: int) -> Iterator[Block | None]:
        """Yield the blocks of a part of HTML.

        Args:
            part: The part.
            line: The line on which the part begins, counted from 0.
        """
        if part.kind == "text":
            yield from self._html_text(part, line)
            return
        block = Block(
            "text", part.text, part.span, line + 1, number=part.number, level=part.level
        )
        if part.kind == "row":
            yield row_block(list(part.cells), block, self._clean)
        else:
            yield self._remember(replace(block, kind=part.kind))

    def _html_text(self, part: HtmlPart, line: int) -> Iterator[Block | None]:
        """Yield a block for each line of a text between HTML tags.

        A blank line gives None.
        """
        offset = part.span[0]
        for number, text in enumerate(part.text.split("\n")):
            begins = number == 0
            place = Place(offset, line + 1 + number, begins=begins, last=self.last)
            offset += len(text) + 1
            if not text.strip():
                yield None
                continue
            block = markdown_line(text.rstrip(" "), place, self._clean)
            yield self._remember(block)

    # Second step: from blocks with Markdown to blocks with visible text

    def _cleaned(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """Yield each block with its visible text, followed by its inline notes."""
        for block in blocks:
            if block.kind in {"rule", "row"}:
                yield block
                continue
            found = self._inline(block.text)
            visible = replace(block, text=found.text)
            if found.note:
                visible = replace(visible, kind="note", number=found.note)
            yield visible
            for note in found.notes:
                yield self._inline_note(note, block)

    def _inline_note(self, note: str, block: Block) -> Block:
        """Return an inline note (`^[…]`) of a block as a footnote."""
        first, last = block.span
        number = self._number(f"inline {first} {note}")
        text = self._clean(note)
        return Block("note", text, (last, last), block.line, number=number)


def _may_be_html(raw: str) -> bool:
    """Return whether a paragraph may contain HTML table tags and contains no tab."""
    if "\t" in raw:
        return False
    return "<t" in raw.lower()


def _blank(mark: re.Match[str]) -> str:
    """Return one space for each character of a matched block quote sign (`>`)."""
    return " " * len(mark[0])


def _front_matter_end(lines: Sequence[str]) -> int:
    """Return the number of lines of YAML or TOML front matter, or 0 if there is none."""
    end = None
    if lines:
        end = _FRONT_MATTER.get(lines[0].rstrip())
    if not end:
        return 0
    for number, line in enumerate(lines[1:_MOST_FRONT_LINES], 1):
        if end.match(line):
            if number > 1:
                return number + 1
            return 0
        if not _KEY.match(line):
            return 0
    return 0
