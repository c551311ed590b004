"""Parse blocks in the Markdown that common converters write.

The rules of this module are added to the CommonMark parser. A code fence or tag that is
never closed covers only its own line, and not the rest of a report. HTML tables may
contain blank lines. Each rule tests one line. If `silent` is true, the rule adds no
token.
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
#: HTML that continues up to an end mark: pattern of the beginning, and end mark.
_UNTIL = (
    (re.compile(r"<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE), "</{}"),
    (re.compile(r"<!--"), "-->"),
    (re.compile(r"<!\[CDATA\["), "]]>"),
    (re.compile(r"<\?"), "?>"),
)
#: The least indent of a line that continues a footnote after a blank line.
_NOTE_INDENT = 2


def add_block_rules(parser: MarkdownIt) -> None:
    """Add the block rules of this module to a CommonMark parser."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    rules = parser.block.ruler
    rules.at("fence", _closed_fence, ends)
    rules.at("html_block", _closed_html, ends)
    rules.before("html_block", "html_table", _html_table, ends)
    rules.before("reference", "footnote", _footnote, ends)


def rule_environment(lines: Iterable[str]) -> dict[str, Any]:
    """Return a dictionary with the data that the block rules share.

    `tables` maps the first line of each HTML table to its last line. `notes` holds the
    labels of footnotes. The rules fill two other entries. `unclosed` maps a line to the
    name of a fence, tag or comment that is never closed. `no_fence` holds the lengths
    of fences that are never closed.
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
    """Store the line and the name of a fence, tag or comment that is never closed."""
    state.env["unclosed"].setdefault(line, name)


# Fenced code


def _closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read fenced code.

    A fence that is never closed becomes a token that covers only the fence's own line.
    """
    found = _FENCE.match(_line_text(state, start))
    if not found:
        return False
    sign, length = found[1][0], len(found[1])
    # The length of the shortest fence of this sign that has no end, as far as is known.
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
    """Return whether the last line that the parser read closes the fence.

    Args:
        state: The state of the parser.
        start: The line of the fence.
        sign: The character of the fence.
    """
    last = state.line - 1
    if last <= start:
        return False
    closing = _CLOSING_FENCE.match(_line_text(state, last))
    return closing is not None and closing[1][0] == sign


# HTML


def _closed_html(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block of HTML.

    If a comment or tag has no end mark, the other rules read it as text.
    """
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
    """Return the offset at which an end mark, such as `-->`, last occurs in the source.

    The result is -1 if the source has no such mark.
    """
    known: dict[str, int] = state.env.setdefault("last", {})
    if mark not in known:
        known[mark] = state.src.lower().rfind(mark)
    return known[mark]


def _html_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read an HTML table, including its blank lines.

    A table that has no end tag ends at the first blank line.
    """
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
    """Return the last line before the first blank line of a range.

    If the range has no blank line, return the last line of the range.
    """
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    return line - 1


def _table_ends(source: str) -> dict[int, int]:
    """Return the last line of each HTML table, keyed by the table's first line.

    If several tables begin on one line, the result has the end of the longest table.
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
    """Read the definition of a footnote, including indented lines that follow blank lines."""
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
    """Return whether a line begins a block that may interrupt a paragraph."""
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)
