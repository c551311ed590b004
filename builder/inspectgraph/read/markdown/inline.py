"""Convert inline Markdown to its visible text, without emphasis, links, tags and so on.

The CommonMark library `markdown_it` parses the text. The rules in `inline_rules` add
the syntax of common converters.
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
#: How many characters before a superscript are searched for a unit such as `km`.
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
    """The visible text of Markdown, and the parts that were removed from it.

    `notes` are the texts of inline notes (`^[…]`). If the text is a footnote that has a
    link back to its mark, `note` is the number of the footnote. Otherwise, `note` is 0.
    `images` counts pictures.
    """

    text: str = ""
    notes: list[str] = field(default_factory=list)
    note: int = 0
    images: int = 0


def escape(text: str) -> str:
    r"""Return a text as Markdown with all markup characters escaped.

    If the result is read as inline Markdown, the visible text is the original text.

    >>> escape("5 * [x]")
    '5 \\* \\[x\\]'
    """
    return _MARKUP.sub(r"\\\g<0>", text)


def superscript(mark: str, before: str) -> str:
    """Return the visible text of a superscript, or an empty string for a footnote mark.

    The letters of an ordinal (`30th`) and the power of a unit (`m2`) are visible.

    Args:
        mark: The superscript.
        before: The text before the superscript.

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
    """Return whether a text ends in a unit of length, such as `km`."""
    return _UNIT_BEFORE.search(before[-_LONGEST_UNIT:]) is not None


def parse_inline(
    parser: MarkdownIt, source: str, references: Mapping[str, object]
) -> Inline:
    """Return the visible text of the Markdown of one block.

    Args:
        parser: A parser with the inline rules.
        source: The Markdown of one block.
        references: The environment of the document: its link references and the labels
            of its footnotes.
    """
    tokens: list[Token] = []
    # The rules store positions of this text in the environment. A copy keeps these
    # positions out of the environment of other blocks.
    parser.inline.parse(source, parser, dict(references), tokens)
    return _VisibleText().read(tokens)


class _VisibleText:
    """Collects the visible text of a block from its inline tokens.

    `links` holds the start and the address of each open link. `raised` holds the start
    of each open superscript. A start is an index into `parts`.
    """

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
        """Return the visible text of the tokens of a block."""
        for token in tokens:
            add = self.token_kinds.get(token.type, self._text)
            add(token)
        text = _SUPERSCRIPTS.sub(_unicode_superscript, "".join(self.parts))
        lines = _BLANKS.sub(" ", text).split("\n")
        self.found.text = "\n".join(map(str.strip, lines)).strip()
        return self.found

    def _text(self, token: Token) -> None:
        """Add the content of a token as text."""
        self.parts.append(token.content)

    def _break(self, _: Token) -> None:
        """Add a line end to the visible text."""
        self.parts.append("\n")

    def _image(self, _: Token) -> None:
        """Add 1 to the number of pictures in the Markdown text."""
        self.found.images += 1

    def _raised(self, token: Token) -> None:
        """Add the visible text of a superscript."""
        self.parts.append(superscript(token.content, self._before()))

    def _before(self) -> str:
        """Return the last parts of the text so far.

        The caller searches these parts for a unit of length, such as `km`.
        """
        return "".join(self.parts[-_LONGEST_UNIT:])

    def _note(self, token: Token) -> None:
        """Store an inline note (`^[…]`) without adding it to the visible text."""
        self.found.notes.append(token.content)

    def _mark(self, _: Token) -> None:
        """Leave out a footnote mark, and remove the space before the mark."""
        self._cut_blank()

    def _cut_blank(self) -> None:
        """Remove a space at the end of the text so far."""
        if self.parts:
            self.parts[-1] = self.parts[-1].removesuffix(" ")

    # Links

    def _begin_link(self, token: Token) -> None:
        """Store the start and the address of a link."""
        address = str(token.attrGet("href") or "")
        self.links.append((len(self.parts), address))

    def _end_link(self, _: Token) -> None:
        """End a link, and remove the words of the link if they are a footnote mark.

        A footnote may have a link back to its mark. The words of this link are removed
        as well.
        """
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
        """Return whether a link is a footnote mark: a number after other text.

        Args:
            address: The address of the link.
            words: The words of the link.
            start: The index of the link's first part.
        """
        if not _MARK_TARGET.match(address):
            return False
        if not _DIGITS.match(words):
            return False
        before = "".join(self.parts[:start])
        return bool(before.strip())

    # HTML

    def _tag(self, token: Token) -> None:
        """Add the visible text of an HTML tag, such as a check box.

        Words in angle brackets that are not an HTML tag stay in the text.
        """
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
        """Begin or end a superscript in HTML."""
        if not tag.startswith("</"):
            self.raised.append(len(self.parts))
        elif self.raised:
            start = self.raised.pop()
            mark = "".join(self.parts[start:])
            del self.parts[start:]
            self.parts.append(superscript(mark, self._before()))


def _check_box(tag: str) -> str:
    """Return the character for a check box in HTML: `☒` if checked, otherwise `☐`."""
    if _CHECKED.search(tag):
        return "☒"
    return "☐"


def _footnote_number(address: str, words: str, *, begins: bool) -> int | None:
    """Return the number of a footnote, from a link back to the footnote mark.

    Return None for any other link.

    Args:
        address: The address of the link.
        words: The words of the link: an arrow, or the number at the footnote's start.
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
    """Return a matched superscript character if it is a power, as in `m²`.

    Return an empty string for a footnote mark.
    """
    if mark[0] not in {"²", "³"}:
        return ""
    start = max(0, mark.start() - _LONGEST_UNIT)
    before = mark.string[start : mark.start()]
    if _follows_unit(before):
        return mark[0]
    return ""
