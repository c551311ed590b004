"""Rules that add the inline syntax of common converters to the CommonMark parser.

Each rule looks for its own syntax at the current position of the text. If the syntax
begins at this position, the rule moves the position to the end of the syntax and
returns True. If `silent` is true, the rule adds no token.
"""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from inspectgraph.read.markdown.latex import plain_math

__all__ = ["ADDITIONS", "add_inline_rules"]

#: Extensions of the library that we enable.
ADDITIONS = ("table", "strikethrough")

_FOOTNOTE_MARK = re.compile(r"\[\^([^\s\[\]]{1,80})\]")
_BRACKETED_NUMBER = re.compile(r"\[(\d{1,3})\](?!\(|:|\[(?!\d{1,3}\]))")
_ATTRIBUTES = re.compile(
    r"\{(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|[^\s\"{}]+))(?:\s[^{}]*)?\}"
)
_LOOSE_TARGET = re.compile(r"\((?:https?://|mailto:|www\.|#|\.{0,2}/)[^()\n]{0,2000}\)")
_MATH = re.compile(r"\$\$([^$]{1,2000})\$\$|\$(?=\S)([^$\n]{1,500})(?<=\S)\$(?!\d)")
#: Text between dollar signs that is mathematics. Other text is between two amounts of
#: money.
_IS_MATH = re.compile(r"[\\^_{}=]|\A[\d\s.,%+-]+\Z")
#: Mathematics that is only a superscript, such as `^{2}`.
_POWER = re.compile(r"\s*\^\s*\{?\s*(?:\\[a-z]+\s*\{)?\s*(\w+)[\s}]*")
_RAISED = re.compile(r"\^(\w{1,12}|[\[(]\d{1,3}[\])])\^|~(\w{1,12})~(?!~)")
_ENTITY = re.compile(
    r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)
_ADDRESS = re.compile(r"(?:://|\bwww\.)\S*\Z")
#: How many characters before an entity are searched for a web address.
_ADDRESS_LENGTH = 300
#: The last character of a word, and at most one space.
_WORD_END = re.compile(r"\S ?\Z")
_OFFICE_TAG = re.compile(r"</?(?:o|w|v|st1|m):\w+[^<>]*>")


def add_inline_rules(parser: MarkdownIt) -> None:
    """Add the inline rules of this module to a CommonMark parser."""
    parser.validateLink = _any_address  # type: ignore[method-assign]
    rules = parser.inline.ruler
    rules.at("entity", _entity)
    for name, rule in (
        ("raised", _raised),
        ("math", _math),
        ("note", _note),
        ("mark", _mark),
        ("attributes", _attributes),
    ):
        rules.before("link", name, rule)
    rules.before("autolink", "office", _office)
    rules.after("link", "loose_link", _loose_link)


def _any_address(url: str) -> bool:  # noqa: ARG001 - the library asks about an address
    """Accept every link address, because only the words of a link are read."""
    return True


def _match(pattern: re.Pattern[str], state: StateInline) -> re.Match[str] | None:
    """Return the match of a pattern at the current position of the parser, or None."""
    return pattern.match(state.src, state.pos, state.posMax)


def _push(state: StateInline, kind: str, content: str = "") -> None:
    """Add a token to the parser. The token has no HTML tag."""
    state.push(kind, "", 0).content = content


def _office(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the library calls it so
    """Leave out an HTML tag of an office program, such as `<o:p>`."""
    found = _match(_OFFICE_TAG, state)
    if not found:
        return False
    state.pos = found.end()
    return True


def _entity(state: StateInline, silent: bool) -> bool:
    """Read an HTML entity (`&amp;`) as browsers do.

    Some entities are valid without a semicolon, but not in a web address.
    """
    found = _match(_ENTITY, state)
    if not found:
        return False
    decoded = html.unescape(found[0])
    if decoded == found[0]:
        return False
    start = max(0, state.pos - _ADDRESS_LENGTH)
    is_closed = found[0].endswith(";")
    if not is_closed and _ADDRESS.search(state.src, start, state.pos):
        return False
    if not silent:
        _push(state, "text_special", decoded)
    state.pos = found.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    """Read a superscript between carets (`^2^`) or subscript between tildes (`~2~`)."""
    found = _match(_RAISED, state)
    if not found:
        return False
    if not silent:
        superscript, subscript = found.groups()
        if superscript:
            _push(state, "raised", superscript)
        else:
            _push(state, "text", subscript)
    state.pos = found.end()
    return True


def _math(state: StateInline, silent: bool) -> bool:
    """Convert mathematics between dollar signs to printed characters."""
    if state.src[state.pos] != "$":
        return False
    found = _match(_MATH, state)
    if not found:
        return False
    source = found[1] or found[2]
    if not _IS_MATH.search(source):
        return False
    if not silent:
        power = _POWER.fullmatch(source)
        if power:
            _push(state, "raised", power[1])
        else:
            _push(state, "text", plain_math(source))
    state.pos = found.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Read a footnote mark: `[^name]`, or a number in brackets after a word."""
    if state.src[state.pos] != "[":
        return False
    found = _match(_FOOTNOTE_MARK, state)
    if found:
        label, labels = found[1], state.env.get("notes", ())
        is_mark = label.isdecimal() or label in labels
    else:
        found = _match(_BRACKETED_NUMBER, state)
        is_mark = _follows_word(state)
    if not found:
        return False
    if not is_mark:
        return False
    if not silent:
        _push(state, "mark")
    state.pos = found.end()
    return True


def _follows_word(state: StateInline) -> bool:
    """Return whether the current position follows a word, or a word and one space."""
    before = state.src[max(0, state.pos - 2) : state.pos]
    return _WORD_END.search(before) is not None


def _note(state: StateInline, silent: bool) -> bool:
    """Read an inline note, `^[…]`."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push(state, "note", state.src[state.pos + 2 : end])
    state.pos = end + 1
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the library calls it so
    """Leave out attributes in braces (`{.name}`) after a link, a span or code."""
    before = state.src[max(0, state.pos - 1)]
    if state.src[state.pos] != "{":
        return False
    if before not in ")]`":
        return False
    found = _match(_ATTRIBUTES, state)
    if not found:
        return False
    state.pos = found.end()
    return True


def _last_label(state: StateInline) -> int:
    """Return the offset of the last `]{` or `](` in the text, or -1.

    `]{` ends a label that has attributes, and `](` ends a label that has an address.
    After this offset, `_loose_link` has nothing to search for.
    """
    if "last label" not in state.env:
        state.env["last label"] = max(state.src.rfind("]{"), state.src.rfind("]("))
    return int(state.env["last label"])


def _loose_link(state: StateInline, silent: bool) -> bool:
    """Read a label with attributes after it, such as `[the board]{.name}`.

    A link whose address contains spaces is read, too.
    """
    if state.src[state.pos] != "[":
        return False
    if _last_label(state) < state.pos:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    found = None
    for pattern in (_ATTRIBUTES, _LOOSE_TARGET):
        found = found or pattern.match(state.src, end + 1, state.posMax)
    if not found:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, state.pos + 1, end
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = found.end()
    return True
