"""The structure of a Markdown source: which lines are headings, tables, notes, code, HTML and paragraphs.

The CommonMark library finds it. Its rules are changed where a mark that nobody closed
would swallow the rest of a report, and where converters write tables as HTML with blank
lines in them. Indented code is off: converters indent what is not code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence, html_block
from markdown_it.token import Token

from inspectgraph.read.markdown.inline import ADDITIONS, add_inline_rules

__all__ = ["PARSER", "ListItem", "Region", "Structure", "parse_blocks", "structure_of"]

RegionKind = Literal[
    "heading", "rule", "fence", "html", "table", "note", "text", "definition"
]

_KINDS: dict[str, RegionKind] = {
    "heading_open": "heading",
    "hr": "rule",
    "fence": "fence",
    "fence_mark": "rule",
    "html_block": "html",
    "html_table": "html",
    "table_open": "table",
    "footnote": "note",
    "paragraph_open": "text",
}
_FENCE = re.compile(r"(`{3,}|~{3,})")
_CLOSING_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})\s*\Z")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\s\[\]]{1,80})\]:")
#: How HTML begins that goes on until a mark of its own, and that mark.
_UNTIL = (
    (re.compile(r"<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE), "</{}"),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<\?"), "?>"),
)
#: What an address has and a word has not.
_ADDRESS = re.compile(r"[/.#:@]")


@dataclass(frozen=True, slots=True)
class Region:
    """Some lines of a source, from `start` up to `end`, and what they are.

    `level` is the depth of a heading, `content` its text or the label of a note,
    `quotes` the number of block quotes around the lines; `listed` whether they are in a
    list.
    """

    kind: RegionKind
    start: int
    end: int
    level: int = 0
    content: str = ""
    quotes: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a numbered list: which list it is of, and whether that is part of another item."""

    list: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """The regions of a source in order, the items of its numbered lists by line, and what inline parsing needs.

    `unclosed` are the lines of marks that nobody closed, each with what it opens.
    """

    regions: tuple[Region, ...]
    items: dict[int, ListItem]
    environment: dict[str, Any]
    unclosed: tuple[tuple[int, str], ...]


def structure_of(lines: Sequence[str]) -> Structure:
    """Return the structure of a source, given as lines without their ends."""
    environment: dict[str, Any] = {}
    tokens = parse_blocks(lines, environment)
    regions = sorted(
        [*_regions(tokens), *_definitions(environment)], key=lambda region: region.start
    )
    unclosed = tuple(sorted(environment["unclosed"].items()))
    return Structure(tuple(regions), dict(_items(tokens)), environment, unclosed)


def parse_blocks(
    lines: Sequence[str], environment: dict[str, Any] | None = None
) -> list[Token]:
    """Return the tokens of the blocks of a source; the environment takes what its inline text needs."""
    source = "\n".join(lines)
    labels = frozenset(
        found[1] for line in lines if (found := _NOTE.match(line.lstrip(" >")))
    )
    environment = {} if environment is None else environment
    environment |= {
        "unclosed": {},
        "no_fence": {},
        "tables": _tables(source),
        "notes": labels,
    }
    return PARSER.parse(source, environment)


def _regions(tokens: Sequence[Token]) -> Iterator[Region]:
    """Yield the regions that tokens are."""
    quotes = lists = 0
    for place, token in enumerate(tokens):
        if token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type in {"list_item_open", "list_item_close"}:
            lists += token.nesting
        elif (kind := _KINDS.get(token.type)) and token.map:
            level = int(token.tag[1]) if kind == "heading" else 0
            content = (
                tokens[place + 1].content
                if kind == "heading"
                else token.info
                if kind == "note"
                else ""
            )
            yield Region(
                kind, token.map[0], token.map[1], level, content, quotes, lists > 0
            )


def _definitions(environment: dict[str, Any]) -> Iterator[Region]:
    """Yield the lines that define link references; a word is no address, so it stays a word."""
    references: dict[str, Any] = environment.get("references", {})
    for label, reference in [
        *references.items(),
        *(("", one) for one in environment.get("duplicate_refs", ())),
    ]:
        if _ADDRESS.search(reference["href"]):
            first, end = reference["map"]
            yield Region("definition", first, end)
        else:
            references.pop(label, None)


def _items(tokens: Sequence[Token]) -> Iterator[tuple[int, ListItem]]:
    """Yield the items of numbered lists by their lines."""
    open_items: list[int] = []
    lists: list[int] = []
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type in {"ordered_list_open", "bullet_list_open"}:
            lists.append(line)
        elif token.type in {"ordered_list_close", "bullet_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            if token.info:
                yield (
                    line,
                    ListItem(lists[-1], any(outer != line for outer in open_items)),
                )
            open_items.append(line)
        elif token.type == "list_item_close":
            open_items.pop()


# Rules for blocks


def _text(state: StateBlock, line: int) -> str:
    """Return the text of a line without its indent."""
    return str(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])


def _closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read fenced code; a fence that nobody closes is a line of its own."""
    found = _FENCE.match(_text(state, start))
    if not found:
        return False
    place = (found[1][0], end)
    known: dict[tuple[str, int], int] = state.env["no_fence"]
    if len(found[1]) < known.get(place, len(found[1]) + 1):
        if not fence(state, start, end, silent):
            return False
        closing = (
            _CLOSING_FENCE.match(_text(state, state.line - 1))
            if not silent and state.line - 1 > start
            else None
        )
        if silent or (closing and closing[1][0] == found[1][0]):
            return True
        state.tokens.pop()
    elif silent:
        return True
    known[place] = min(len(found[1]), known.get(place, len(found[1])))
    state.env["unclosed"].setdefault(start, "code fence")
    state.push("fence_mark", "", 0).map = [start, start + 1]
    state.line = start + 1
    return True


def _closed_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read HTML; what goes on until a mark that never comes is no HTML."""
    text = _text(state, start)
    for begins, ends in _UNTIL:
        found = begins.match(text)
        mark = (
            ends.format(found[1].lower() if found and found.re.groups else "")
            if found
            else ""
        )
        if found and _last(state, mark) < state.bMarks[start]:
            if not silent:
                state.env["unclosed"].setdefault(
                    start, f"{found[0]} tag" if "{" in ends else f"'{found[0]}'"
                )
            return False
    return bool(html_block(state, start, end, silent))


def _last(state: StateBlock, mark: str) -> int:
    """Return where a mark stands for the last time."""
    known: dict[str, int] = state.env.setdefault("last", {})
    if mark not in known:
        known[mark] = state.src.lower().rfind(mark)
    return known[mark]


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table in HTML, blank lines and all; one that nobody closes ends at a blank line."""
    text = _text(state, start)
    if not text.startswith("<") or not _TABLE_TAG.search(text):
        return False
    if silent:
        return True
    last = state.env["tables"].get(start)
    if last is None:
        state.env["unclosed"].setdefault(start, "table")
        last = (
            next((line for line in range(start, end) if state.isEmpty(line)), end) - 1
        )
    state.line = min(max(last, start) + 1, end)
    state.push("html_table", "", 0).map = [start, state.line]
    return True


def _tables(source: str) -> dict[int, int]:
    """Return the last line of each table in HTML by its first; the tables of a line end with the last of them."""
    ends = [place for place, character in enumerate(source) if character == "\n"]
    found: dict[int, int] = {}
    open_lines: list[int] = []
    for tag in _TABLE_TAG.finditer(source):
        line = bisect_right(ends, tag.start())
        if not tag[1]:
            open_lines.append(line)
        elif open_lines:
            first = open_lines.pop()
            found[first] = max(line, found.get(first, 0))
    return found


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a footnote: its lines, and the indented ones below blank lines."""
    found = _NOTE.match(_text(state, start))
    if not found:
        return False
    if silent:
        return True
    last = line = start
    while (line := line + 1) < end:
        if state.isEmpty(line):
            continue
        indented = state.sCount[line] - state.blkIndent >= 2
        if not indented and (line > last + 1 or _interrupts(state, line, end)):
            break
        last = line
    state.line = last + 1
    token = state.push("footnote", "", 0)
    token.map, token.info = [start, state.line], found[1]
    return True


def _interrupts(state: StateBlock, line: int, end: int) -> bool:
    """Return whether a line begins something that ends a paragraph."""
    return any(
        rule(state, line, end, True)
        for rule in state.md.block.ruler.getRules("paragraph")
    )


def _parser() -> MarkdownIt:
    """Return the parser, which leaves the inline text of blocks to later."""
    parser = (
        MarkdownIt("commonmark", {"maxNesting": 40})
        .enable(ADDITIONS)
        .disable(["code", "inline"])
    )
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules = parser.block.ruler
    rules.at("fence", _closed_fence, ends)
    rules.at("html_block", _closed_html, ends)
    rules.before("html_block", "html_table", _html_table, ends)
    rules.before("reference", "footnote", _footnote, ends)
    add_inline_rules(parser)
    return parser


PARSER = _parser()
