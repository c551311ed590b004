"""Block syntax of Markdown as converters write it: rules for the parser.

A mark that nobody closed ends at its line and does not swallow the rest of a report. HTML
tables may contain blank lines. Each rule tests one line; with `silent`, it adds no token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, fence, html_block

__all__ = ["add_block_rules", "rule_environment"]

_FENCE = re.compile(r"(`{3,}|~{3,})")
_CLOSING_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})\s*\Z")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_NOTE = re.compile(r"\[\^([^\s\[\]]{1,80})\]:")
#: HTML that continues up to a mark of its own: its beginning, and that mark.
_UNTIL = (
    (re.compile(r"<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE), "</{}"),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<\?"), "?>"),
)
#: The indent of a line that belongs to the footnote above a blank line.
_NOTE_INDENT = 2


def add_block_rules(parser: MarkdownIt) -> None:
    """Add these rules to a CommonMark parser."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules = parser.block.ruler
    rules.at("fence", _closed_fence, ends)
    rules.at("html_block", _closed_html, ends)
    rules.before("html_block", "html_table", _html_table, ends)
    rules.before("reference", "footnote", _footnote, ends)


def rule_environment(lines: Iterable[str]) -> dict[str, Any]:
    """Return what the rules need to know of a source.

    `unclosed` takes the lines of marks that nobody closed, `no_fence` the fences without
    an end; `tables` holds the last line of each HTML table by its first line, `notes` the
    labels of footnotes.
    """
    lines = list(lines)
    notes = filter(None, (_NOTE.match(line.lstrip(" >")) for line in lines))
    return {
        "unclosed": {},
        "no_fence": {},
        "tables": _table_ends("\n".join(lines)),
        "notes": frozenset(note[1] for note in notes),
    }


def _line_text(state: StateBlock, line: int) -> str:
    """Return the text of a line without its indent."""
    start = state.bMarks[line] + state.tShift[line]
    return str(state.src[start : state.eMarks[line]])


def _note_unclosed(state: StateBlock, line: int, name: str) -> None:
    """Remember the line of a mark that nobody closed."""
    state.env["unclosed"].setdefault(line, name)


# Fenced code


def _closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read fenced code; a fence that nobody closes is a line of its own."""
    found = _FENCE.match(_line_text(state, start))
    if not found:
        return False
    sign, length = found[1][0], len(found[1])
    # The least length of such a fence that has no end below.
    unclosed: dict[tuple[str, int], int] = state.env["no_fence"]
    least = unclosed.get((sign, end), length + 1)
    if silent:
        return length >= least or fence(state, start, end, silent)
    if length < least:
        if not fence(state, start, end, silent):
            return False
        if _is_closing_fence(state, start, sign):
            return True
        state.tokens.pop()
    unclosed[sign, end] = min(length, least)
    _note_unclosed(state, start, "code fence")
    state.push("fence_mark", "", 0).map = [start, start + 1]
    state.line = start + 1
    return True


def _is_closing_fence(state: StateBlock, start: int, sign: str) -> bool:
    """Return whether the last line that was read ends the fence of a line."""
    last = state.line - 1
    if last <= start:
        return False
    closing = _CLOSING_FENCE.match(_line_text(state, last))
    return closing is not None and closing[1][0] == sign


# HTML


def _closed_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read HTML; what continues up to a mark that never comes is not HTML."""
    text = _line_text(state, start)
    for begins, ends in _UNTIL:
        found = begins.match(text)
        if not found:
            continue
        element = ""
        if begins.groups:
            element = found[1].lower()
        if _last_place(state, ends.format(element)) >= state.bMarks[start]:
            continue
        if not silent:
            if element:
                name = f"{found[0]} tag"
            else:
                name = f"'{found[0]}'"
            _note_unclosed(state, start, name)
        return False
    return bool(html_block(state, start, end, silent))


def _last_place(state: StateBlock, mark: str) -> int:
    """Return where the last occurrence of a mark is, or -1."""
    known: dict[str, int] = state.env.setdefault("last", {})
    if mark not in known:
        known[mark] = state.src.lower().rfind(mark)
    return known[mark]


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read an HTML table with its blank lines; an unclosed one ends at a blank line."""
    text = _line_text(state, start)
    if not text.startswith("<"):
        return False
    if not _TABLE_TAG.search(text):
        return False
    if silent:
        return True
    last = state.env["tables"].get(start)
    if last is None:
        _note_unclosed(state, start, "table")
        last = _line_before_blank(state, start, end)
    state.line = min(max(last, start) + 1, end)
    state.push("html_table", "", 0).map = [start, state.line]
    return True


def _line_before_blank(state: StateBlock, start: int, end: int) -> int:
    """Return the last line before a blank line or the end."""
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    return line - 1


def _table_ends(source: str) -> dict[int, int]:
    """Return the last line of each HTML table by its first line.

    Tables that begin on one line end with the last of them.
    """
    line_ends = [found.start() for found in re.finditer("\n", source)]
    found: dict[int, int] = {}
    open_lines: list[int] = []
    for tag in _TABLE_TAG.finditer(source):
        line = bisect_right(line_ends, tag.start())
        is_end = bool(tag[1])
        if not is_end:
            open_lines.append(line)
        elif open_lines:
            first = open_lines.pop()
            found[first] = max(line, found.get(first, 0))
    return found


# Footnotes


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a footnote, with the indented lines below blank lines."""
    found = _NOTE.match(_line_text(state, start))
    if not found:
        return False
    if silent:
        return True
    state.line = _note_end(state, start, end)
    token = state.push("footnote", "", 0)
    token.map, token.info = [start, state.line], found[1]
    return True


def _note_end(state: StateBlock, start: int, end: int) -> int:
    """Return the line after the definition of a footnote."""
    last = start
    for line in range(start + 1, end):
        if state.isEmpty(line):
            continue
        is_indented = state.sCount[line] - state.blkIndent >= _NOTE_INDENT
        follows_blank = line > last + 1
        if not is_indented and (follows_blank or _interrupts(state, line, end)):
            break
        last = line
    return last + 1


def _interrupts(state: StateBlock, line: int, end: int) -> bool:
    """Return whether a line begins something that ends a paragraph."""
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)
