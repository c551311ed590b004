"""Divide a Markdown source into headings, tables, notes, code, HTML and paragraphs.

The CommonMark library `markdown_it` parses the source. The rules in `block_rules` and
`inline_rules` add the syntax of common converters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from inspectgraph.read.markdown.block_rules import add_block_rules, rule_environment
from inspectgraph.read.markdown.inline_rules import ADDITIONS, add_inline_rules

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
_QUOTE_TOKENS = frozenset({"blockquote_open", "blockquote_close"})
_ITEM_TOKENS = frozenset({"list_item_open", "list_item_close"})
_LIST_STARTS = frozenset({"ordered_list_open", "bullet_list_open"})
_LIST_ENDS = frozenset({"ordered_list_close", "bullet_list_close"})
#: A character that occurs in web and file addresses, but not in words.
_ADDRESS = re.compile(r"[/.#:@]")


@dataclass(frozen=True, slots=True)
class Region:
    """Consecutive lines of a Markdown source, and their kind.

    The lines run from `start` to the line before `end`. `level` is the depth of a
    heading. `content` is the text of a heading or the label of a footnote. `quotes` is
    the number of nested block quotes around the lines. `listed` is true if the lines
    are in a list.
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
    """An item of a numbered list.

    `list` is the first line of the list, counted from 0. `nested` is true if the list
    is inside an item of another list.
    """

    list: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a Markdown source.

    `regions` are in order. `items` has the items of numbered lists, each keyed by its
    first line. `environment` is the state that the Markdown library needs to parse
    inline text. `unclosed` holds a line and a name for each fence, tag or comment that
    is never closed.
    """

    regions: tuple[Region, ...]
    items: dict[int, ListItem]
    environment: dict[str, Any]
    unclosed: tuple[tuple[int, str], ...]


def structure_of(lines: Sequence[str]) -> Structure:
    """Divide a Markdown source into regions, and return its structure.

    Args:
        lines: The lines of the source, without line endings.
    """
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
    """Return the block tokens of a Markdown source, without parsing inline text.

    Args:
        lines: The lines of the source, without line endings.
        environment: A dictionary to fill with the state that inline parsing needs.
    """
    if environment is None:
        environment = {}
    environment |= rule_environment(lines)
    return PARSER.parse("\n".join(lines), environment)


def _regions(tokens: Sequence[Token]) -> Iterator[Region]:
    """Yield a region for each block token that has lines in the source."""
    quotes = lists = 0
    for place, token in enumerate(tokens):
        if token.type in _QUOTE_TOKENS:
            quotes += token.nesting
        elif token.type in _ITEM_TOKENS:
            lists += token.nesting
        kind = _KINDS.get(token.type)
        if not kind:
            continue
        if not token.map:
            continue
        start, end = token.map
        region = Region(kind, start, end, quotes=quotes, listed=lists > 0)
        if kind == "heading":
            level, content = int(token.tag[1]), tokens[place + 1].content
            region = replace(region, level=level, content=content)
        elif kind == "note":
            region = replace(region, content=token.info)
        yield region


def _definitions(environment: dict[str, Any]) -> Iterator[Region]:
    """Yield the lines that define link addresses, such as `[1]: https://…`.

    A line whose address is a single word is ordinary text and is not yielded. The
    definition in that line is removed from the environment of the parser.
    """
    references: dict[str, Any] = environment.get("references", {})
    repeated = [("", one) for one in environment.get("duplicate_refs", ())]
    for label, reference in [*references.items(), *repeated]:
        if _ADDRESS.search(reference["href"]):
            start, end = reference["map"]
            yield Region("definition", start, end)
        else:
            references.pop(label, None)


def _items(tokens: Sequence[Token]) -> Iterator[tuple[int, ListItem]]:
    """Yield the first line of each item of a numbered list, together with the item."""
    open_items: list[int] = []
    lists: list[int] = []
    for token in tokens:
        line = 0
        if token.map:
            line = token.map[0]
        if token.type in _LIST_STARTS:
            lists.append(line)
        elif token.type in _LIST_ENDS:
            lists.pop()
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type == "list_item_open":
            is_nested = any(outer != line for outer in open_items)
            open_items.append(line)
            if token.info:
                yield line, ListItem(lists[-1], is_nested)


def _parser() -> MarkdownIt:
    """Return the Markdown parser, which divides a source into blocks only.

    It leaves emphasis, links and other inline text unparsed.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 40})
    # Indented code is off, because converters indent text that is not code.
    parser.enable(ADDITIONS).disable(["code", "inline"])
    add_block_rules(parser)
    add_inline_rules(parser)
    return parser


PARSER = _parser()
