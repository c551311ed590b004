"""Inline Markdown → the words that a reader sees: without emphasis, links, tags, images and footnote marks.

The CommonMark library does the parsing. The rules below add what converters write
besides: bracketed marks of footnotes, inline notes, superscripts, attributes of links,
mathematics, and entities as browsers read them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from inspectgraph.read.markdown.latex import plain_math

__all__ = [
    "ADDITIONS",
    "Inline",
    "add_inline_rules",
    "escaped",
    "parse_inline",
    "superscript",
]

#: What the library knows beyond CommonMark and is enabled.
ADDITIONS = ("table", "strikethrough")

_FOOTNOTE_MARK = re.compile(r"\[\^([^\s\[\]]{1,80})\]")
_BRACKETED_NUMBER = re.compile(r"\[(\d{1,3})\](?!\(|:|\[(?!\d{1,3}\]))")
_ATTRIBUTES = re.compile(
    r"\{(?:[#.][\w-]+|[\w-]+=(?:\"[^\"{}]*\"|[^\s\"{}]+))(?:\s[^{}]*)?\}"
)
_LOOSE_TARGET = re.compile(r"\((?:https?://|mailto:|www\.|#|\.{0,2}/)[^()\n]{0,2000}\)")
_MATH = re.compile(r"\$\$([^$]{1,2000})\$\$|\$(?=\S)([^$\n]{1,500})(?<=\S)\$(?!\d)")
#: What makes words between dollar signs mathematics rather than two amounts of money.
_IS_MATH = re.compile(r"[\\^_{}=]|\A[\d\s.,%+-]+\Z")
_RAISED = re.compile(r"\^(\w{1,12}|[\[(]\d{1,3}[\])])\^|~(\w{1,12})~(?!~)")
_ENTITY = re.compile(
    r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6});?|[A-Za-z][A-Za-z0-9]{1,31};?)"
)
_ADDRESS = re.compile(r"(?:://|\bwww\.)\S*\Z")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_OFFICE_TAG = re.compile(r"</?(?:o|w|v|st1|m):\w+[^<>]*>")
_CHECKED = re.compile(r"\bchecked\b", re.I)
_DIGITS = re.compile(r"\s*[\[(]?(\d{1,4})[\])]?\s*\Z")
_MARK_TARGET = re.compile(r"#.*(?:note|fn|ftn|ref|page|bookmark)", re.I)
_BACK_TARGET = re.compile(r"#.*(?:ref)-?_?(\d{1,4})\Z", re.I)
_UP = re.compile(r"[\s↑↩⏎^\ufe0e\ufe0f]*\Z")
_UNIT_BEFORE = re.compile(r"(?<![^\W\d_])(?:[mck]?m|ft)\Z")
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}")
_BLANKS = re.compile(r"[^\S\n]+")
_MARKUP = re.compile(r"[\\`*_<>\[\]#|&~^$!{}]")
_INLINE_TAGS = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "object",
        "picture",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "svg",
        "time",
        "tt",
        "u",
        "var",
        "video",
        "wbr",
    }
)
_TAGS = (
    _INLINE_TAGS
    | frozenset(block_names)
    | {"pre", "script", "style", "textarea", "thead", "tbody", "tfoot"}
)


@dataclass(slots=True)
class Inline:
    """The visible text of a stretch of Markdown, and what was taken out of it.

    `notes` are the texts of inline notes; `note` is the number of the footnote that the
    text is, told by a link back to its mark; `images` counts pictures.
    """

    text: str = ""
    notes: list[str] = field(default_factory=list)
    note: int = 0
    images: int = 0


def escaped(text: str) -> str:
    r"""Return words as Markdown that reads as these words.

    >>> escaped("5 * [x]")
    '5 \\* \\[x\\]'
    """
    return _MARKUP.sub(r"\\\g<0>", text)


def superscript(mark: str, before: str) -> str:
    """Return what of a raised text is words: letters of an ordinal and powers of units are, a footnote's mark is not.

    >>> superscript("th", "30"), superscript("1", "the plan"), superscript("2", "12 m")
    ('th', '', '2')
    """
    if not _DIGITS.match(mark):
        return mark
    return mark if mark in {"2", "3"} and _UNIT_BEFORE.search(before[-4:]) else ""


def add_inline_rules(parser: MarkdownIt) -> None:
    """Teach a parser the inline syntax that converters write beyond CommonMark."""
    parser.validateLink = _any_address  # type: ignore[method-assign]
    rules = parser.inline.ruler
    rules.at("entity", _entity)
    for name, rule in (
        ("raised", _raised),
        ("math", _math),
        ("note", _note),
        ("mark", _mark),
        ("attributes", _attrs),
    ):
        rules.before("link", name, rule)
    rules.before("autolink", "office", _office)
    rules.after("link", "loose_link", _loose_link)


def _any_address(url: str) -> bool:  # noqa: ARG001 - the library asks about an address
    """Accept every address: only the words of a link are read."""
    return True


def parse_inline(
    parser: MarkdownIt, source: str, references: Mapping[str, object]
) -> Inline:
    """Return the visible text of a stretch of Markdown.

    Args:
        parser: A parser with the rules of this module.
        source: The Markdown of one block.
        references: The environment of the document: its link references and labels of footnotes.
    """
    tokens: list[
        Token
    ] = []  # the environment is copied, since rules keep places of this text in it
    parser.inline.parse(source, parser, dict(references), tokens)
    return _Flattened().read(tokens)


class _Flattened:
    """Joins the tokens of a block to its visible text."""

    def __init__(self) -> None:
        self.found = Inline()
        self.parts: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.raised: list[int] = []

    def read(self, tokens: Sequence[Token]) -> Inline:
        """Return the visible text of tokens."""
        for token in tokens:
            self._token(token)
        text = _SUPERSCRIPTS.sub(_unicode_superscript, "".join(self.parts))
        lines = _BLANKS.sub(" ", text).split("\n")
        self.found.text = "\n".join(line.strip() for line in lines).strip()
        return self.found

    def _token(self, token: Token) -> None:
        """Add one token."""
        match token.type:
            case "softbreak" | "hardbreak":
                self.parts.append("\n")
            case "html_inline":
                self._tag(token.content)
            case "link_open":
                self.links.append((len(self.parts), str(token.attrGet("href") or "")))
            case "link_close":
                self._end_link()
            case "image":
                self.found.images += 1
            case "raised":
                self.parts.append(superscript(token.content, self._before()))
            case "mark":
                self._cut_blank()
            case "note":
                self.found.notes.append(token.content)
            case _:
                self.parts.append(token.content)

    def _before(self) -> str:
        """Return the end of the text so far."""
        return "".join(self.parts[-4:])

    def _cut_blank(self) -> None:
        """Take away the space before a footnote's mark."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]

    def _end_link(self) -> None:
        """End a link: a mark that leads to a footnote, or back from one, is no word."""
        start, target = self.links.pop() if self.links else (len(self.parts), "")
        words = "".join(self.parts[start:])
        back = _BACK_TARGET.match(target)
        if back and (_UP.match(words) or (start == 0 and _DIGITS.match(words))):
            self.found.note = int(back[1])
            del self.parts[start:]
        elif (
            _MARK_TARGET.match(target)
            and _DIGITS.match(words)
            and "".join(self.parts[:start]).strip()
        ):
            del self.parts[start:]
            self._cut_blank()

    def _tag(self, tag: str) -> None:
        """Add what an HTML tag shows; a word between angle brackets that is no tag stays."""
        name = found[1].lower() if (found := _TAG_NAME.match(tag)) else ""
        if name == "sup":
            self._raise(tag)
        elif name == "br":
            self.parts.append(" ")
        elif name == "img":
            self.found.images += 1
        elif name == "input":
            self.parts.append("☒" if _CHECKED.search(tag) else "☐")
        elif name and name not in _TAGS:
            self.parts.append(tag)

    def _raise(self, tag: str) -> None:
        """Begin or end a raised text."""
        if not tag.startswith("</"):
            self.raised.append(len(self.parts))
        elif self.raised:
            start = self.raised.pop()
            mark = "".join(self.parts[start:])
            del self.parts[start:]
            self.parts.append(superscript(mark, self._before()))


def _unicode_superscript(mark: re.Match[str]) -> str:
    """Return a superscript sign that is a power of a unit, and nothing for a footnote's mark."""
    power = mark[0] in {"²", "³"} and _UNIT_BEFORE.search(
        mark.string[max(0, mark.start() - 4) : mark.start()]
    )
    return mark[0] if power else ""


# Rules for the parser: each looks at one place and says whether its syntax stands
# there.


def _office(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the library calls it so
    """Leave out a tag of an office program."""
    found = _OFFICE_TAG.match(state.src, state.pos, state.posMax)
    if found:
        state.pos = found.end()
    return bool(found)


def _entity(state: StateInline, silent: bool) -> bool:
    """Read an entity as browsers do: some need no semicolon; in an address they all do."""
    found = _ENTITY.match(state.src, state.pos, state.posMax)
    if not found or (decoded := html.unescape(found[0])) == found[0]:
        return False
    if not found[0].endswith(";") and _ADDRESS.search(
        state.src, max(0, state.pos - 300), state.pos
    ):
        return False
    if not silent:
        state.push("text_special", "", 0).content = decoded
    state.pos = found.end()
    return True


def _raised(state: StateInline, silent: bool) -> bool:
    """Read a superscript or subscript between carets or tildes."""
    found = _RAISED.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("raised" if found[1] else "text", "", 0).content = (
            found[1] or found[2]
        )
    state.pos = found.end()
    return True


def _math(state: StateInline, silent: bool) -> bool:
    """Read mathematics between dollar signs."""
    if state.src[state.pos] != "$":
        return False
    found = _MATH.match(state.src, state.pos, state.posMax)
    if not found or not _IS_MATH.search(found[1] or found[2]):
        return False
    if not silent:
        power = re.fullmatch(
            r"\s*\^\s*\{?\s*(?:\\[a-z]+\s*\{)?\s*(\w+)[\s}]*", found[1] or found[2]
        )
        words = power[1] if power else plain_math(found[1] or found[2])
        state.push("raised" if power else "text", "", 0).content = words
    state.pos = found.end()
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Read the mark of a footnote: `[^name]`, or a number in brackets behind a word."""
    if state.src[state.pos] != "[":
        return False
    if found := _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax):
        known = found[1].isdecimal() or found[1] in state.env.get("notes", ())
    else:
        found = _BRACKETED_NUMBER.match(state.src, state.pos, state.posMax)
        known = bool(found) and _follows_word(state)
    if not found or not known:
        return False
    if not silent:
        state.push("mark", "", 0)
    state.pos = found.end()
    return True


def _follows_word(state: StateInline) -> bool:
    """Return whether a word stands before this place, with a space between at the most."""
    before = state.src[max(0, state.pos - 2) : state.pos]
    return bool(before[-1:].strip() or (before[-1:] == " " and before[:-1].strip()))


def _note(state: StateInline, silent: bool) -> bool:
    """Read an inline note, `^[…]`."""
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        state.push("note", "", 0).content = state.src[state.pos + 2 : end]
    state.pos = end + 1
    return True


def _attrs(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - the library calls it so
    """Read the attributes that stand behind a link, a span or code."""
    if state.src[state.pos] != "{" or state.src[max(0, state.pos - 1)] not in ")]`":
        return False
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if found:
        state.pos = found.end()
    return bool(found)


def _last_label(state: StateInline) -> int:
    """Return where a label with attributes or an address ends for the last time: behind it none needs a search."""
    if "last label" not in state.env:
        state.env["last label"] = max(state.src.rfind("]{"), state.src.rfind("]("))
    return int(state.env["last label"])


def _loose_link(state: StateInline, silent: bool) -> bool:
    """Read a span with attributes, and a link whose address has blanks, as converters write them."""
    if state.src[state.pos] != "[" or _last_label(state) < state.pos:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < 0:
        return False
    found = _ATTRIBUTES.match(state.src, end + 1, state.posMax) or _LOOSE_TARGET.match(
        state.src, end + 1, state.posMax
    )
    if not found:
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, state.pos + 1, end
        state.md.inline.tokenize(state)
        state.posMax = last
    state.pos = found.end()
    return True
