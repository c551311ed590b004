"""The structure of a Markdown source: headings, tables, notes, code, HTML, paragraphs.

The CommonMark library finds it, with the rules of `block_rules` and `inline_rules` for
the syntax that converters write.
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
#: A character that an address has and a word has not.
_ADDRESS = re.compile(r"[/.#:@]")


@dataclass(frozen=True, slots=True)
class Region:
    """Consecutive lines of a source, from `start` up to `end`, and their kind.

    `level` is the depth of a heading, `content` its text or the label of a note.
    `quotes` is the number of block quotes around the lines. `listed` says that they are
    in a list.
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
    """An item of a numbered list: the line of its list, and whether that is nested."""

    list: int
    nested: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a source.

    `regions` are in order, `items` are those of numbered lists by line. `environment` is
    what inline parsing needs. `unclosed` holds the lines of marks that nobody closed,
    each with its name.
    """

    regions: tuple[Region, ...]
    items: dict[int, ListItem]
    environment: dict[str, Any]
    unclosed: tuple[tuple[int, str], ...]


def structure_of(lines: Sequence[str]) -> Structure:
    """Return the structure of a source.

    Args:
        lines: The lines of the source, without their ends.
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
    """Return the tokens of the blocks of a source.

    Args:
        lines: The lines of the source, without their ends.
        environment: Takes what the inline parsing of the source needs.
    """
    if environment is None:
        environment = {}
    environment |= rule_environment(lines)
    return PARSER.parse("\n".join(lines), environment)


def _regions(tokens: Sequence[Token]) -> Iterator[Region]:
    """Yield the regions of tokens."""
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
    """Yield the lines that define link references.

    A reference to a word is not a definition, so it is removed.
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
    """Yield the items of numbered lists by their lines."""
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
    """Return the parser; the inline text of blocks is parsed later."""
    parser = MarkdownIt("commonmark", {"maxNesting": 40})
    # Indented code is off: converters indent text that is not code.
    parser.enable(ADDITIONS).disable(["code", "inline"])
    add_block_rules(parser)
    add_inline_rules(parser)
    return parser


PARSER = _parser()
