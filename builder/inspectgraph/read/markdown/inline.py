"""Inline Markdown becomes its visible text: no emphasis, links, tags, footnote marks.

The CommonMark library does the parsing, with the rules of `inline_rules` for syntax that
converters write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.token import Token

__all__ = ["Inline", "escape", "parse_inline", "superscript"]

_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_CHECKED = re.compile(r"\bchecked\b", re.I)
_DIGITS = re.compile(r"\s*[\[(]?(\d{1,4})[\])]?\s*\Z")
_MARK_TARGET = re.compile(r"#.*(?:note|fn|ftn|ref|page|bookmark)", re.I)
_BACK_TARGET = re.compile(r"#.*(?:ref)-?_?(\d{1,4})\Z", re.I)
_UP = re.compile(r"[\s↑↩⏎^\ufe0e\ufe0f]*\Z")
_UNIT_BEFORE = re.compile(r"(?<![^\W\d_])(?:[mck]?m|ft)\Z")
#: How many characters before a superscript are tested for a unit.
_LONGEST_UNIT = 4
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
    """The visible text of some Markdown, and what was removed from it.

    `notes` are the texts of inline notes. `note` is the number of the footnote that the
    text is, known from a link back to its mark. `images` counts pictures.
    """

    text: str = ""
    notes: list[str] = field(default_factory=list)
    note: int = 0
    images: int = 0


def escape(text: str) -> str:
    r"""Return a text as Markdown whose visible text it is.

    >>> escape("5 * [x]")
    '5 \\* \\[x\\]'
    """
    return _MARKUP.sub(r"\\\g<0>", text)


def superscript(mark: str, before: str) -> str:
    """Return the visible text of a superscript, or an empty string for a footnote mark.

    The letters of an ordinal and the power of a unit are visible.

    Args:
        mark: The superscript.
        before: The text before it.

    >>> superscript("th", "30"), superscript("1", "the plan"), superscript("2", "12 m")
    ('th', '', '2')
    """
    if not _DIGITS.match(mark):
        return mark
    if mark not in {"2", "3"}:
        return ""
    if _follows_unit(before):
        return mark
    return ""


def _follows_unit(before: str) -> bool:
    """Return whether a text ends in a unit that may have a power."""
    return _UNIT_BEFORE.search(before[-_LONGEST_UNIT:]) is not None


def parse_inline(
    parser: MarkdownIt, source: str, references: Mapping[str, object]
) -> Inline:
    """Return the visible text of some Markdown.

    Args:
        parser: A parser with the inline rules.
        source: The Markdown of one block.
        references: The environment of the document: its link references and the labels of
            its footnotes.
    """
    tokens: list[Token] = []
    # Rules keep positions of this text in the environment, so it is copied.
    parser.inline.parse(source, parser, dict(references), tokens)
    return _VisibleText().read(tokens)


class _VisibleText:
    """Joins the tokens of a block to its visible text."""

    def __init__(self) -> None:
        self.found = Inline()
        self.parts: list[str] = []
        self.links: list[tuple[int, str]] = []
        self.raised: list[int] = []
        self.token_kinds: dict[str, Callable[[Token], None]] = {
            "softbreak": self._break,
            "hardbreak": self._break,
            "html_inline": self._tag,
            "link_open": self._begin_link,
            "link_close": self._end_link,
            "image": self._image,
            "raised": self._raised,
            "mark": self._mark,
            "note": self._note,
        }

    def read(self, tokens: Sequence[Token]) -> Inline:
        """Return the visible text of tokens."""
        for token in tokens:
            add = self.token_kinds.get(token.type, self._text)
            add(token)
        text = _SUPERSCRIPTS.sub(_unicode_superscript, "".join(self.parts))
        lines = _BLANKS.sub(" ", text).split("\n")
        self.found.text = "\n".join(map(str.strip, lines)).strip()
        return self.found

    def _text(self, token: Token) -> None:
        """Add text."""
        self.parts.append(token.content)

    def _break(self, _: Token) -> None:
        """Add the end of a line."""
        self.parts.append("\n")

    def _image(self, _: Token) -> None:
        """Count a picture."""
        self.found.images += 1

    def _raised(self, token: Token) -> None:
        """Add a superscript."""
        self.parts.append(superscript(token.content, self._before()))

    def _before(self) -> str:
        """Return the end of the text so far, by its last parts."""
        return "".join(self.parts[-_LONGEST_UNIT:])

    def _note(self, token: Token) -> None:
        """Take out an inline note."""
        self.found.notes.append(token.content)

    def _mark(self, _: Token) -> None:
        """Take out a footnote mark with the space before it."""
        self._cut_blank()

    def _cut_blank(self) -> None:
        """Remove a space at the end of the text."""
        if self.parts:
            self.parts[-1] = self.parts[-1].removesuffix(" ")

    # Links

    def _begin_link(self, token: Token) -> None:
        """Begin a link."""
        address = str(token.attrGet("href") or "")
        self.links.append((len(self.parts), address))

    def _end_link(self, _: Token) -> None:
        """End a link; one to a footnote, or back from it, is not text."""
        if not self.links:
            return
        start, address = self.links.pop()
        words = "".join(self.parts[start:])
        number = _footnote_number(address, words, begins=start == 0)
        if number is not None:
            self.found.note = number
            del self.parts[start:]
        elif self._is_mark(address, words, start):
            del self.parts[start:]
            self._cut_blank()

    def _is_mark(self, address: str, words: str, start: int) -> bool:
        """Return whether a link from a number behind text leads to a footnote."""
        if not _MARK_TARGET.match(address):
            return False
        if not _DIGITS.match(words):
            return False
        before = "".join(self.parts[:start])
        return bool(before.strip())

    # HTML

    def _tag(self, token: Token) -> None:
        """Add what an HTML tag shows; words in angle brackets that are no tag stay."""
        tag = token.content
        found = _TAG_NAME.match(tag)
        name = ""
        if found:
            name = found[1].lower()
        if name == "sup":
            self._raise(tag)
        elif name == "br":
            self.parts.append(" ")
        elif name == "img":
            self.found.images += 1
        elif name == "input":
            self.parts.append(_check_box(tag))
        elif name and name not in _TAGS:
            self.parts.append(tag)

    def _raise(self, tag: str) -> None:
        """Begin or end a superscript."""
        if not tag.startswith("</"):
            self.raised.append(len(self.parts))
        elif self.raised:
            start = self.raised.pop()
            mark = "".join(self.parts[start:])
            del self.parts[start:]
            self.parts.append(superscript(mark, self._before()))


def _check_box(tag: str) -> str:
    """Return the check box that an input shows."""
    if _CHECKED.search(tag):
        return "☒"
    return "☐"


def _footnote_number(address: str, words: str, *, begins: bool) -> int | None:
    """Return the number of the footnote that a link leads back from, or None.

    Args:
        address: The address of the link.
        words: The words of the link: an arrow, or at the beginning its number.
        begins: Whether the link begins the text.
    """
    back = _BACK_TARGET.match(address)
    if not back:
        return None
    is_number = begins and _DIGITS.match(words)
    leads_back = is_number or _UP.match(words)
    if leads_back:
        return int(back[1])
    return None


def _unicode_superscript(mark: re.Match[str]) -> str:
    """Return a superscript character that is a power, and nothing for a footnote mark."""
    if mark[0] not in {"²", "³"}:
        return ""
    start = max(0, mark.start() - _LONGEST_UNIT)
    before = mark.string[start : mark.start()]
    if _follows_unit(before):
        return mark[0]
    return ""
