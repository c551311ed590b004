"""Split a SPARQL query into tokens, in linear time.

A token is a comment, an IRI in angle brackets, a string, a variable, a language tag, a
prefixed name, a number, a word or a sign. All quantifiers of the regular expression are
possessive, so the regular expression never backtracks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from inspectgraph.model.errors import Where

__all__ = [
    "NO_TOKEN",
    "Token",
    "code_tokens",
    "place",
    "texts",
    "tokens",
    "unescaped",
    "variables",
]

#: The repetition in a long string is not possessive: with a lookahead in its last
#: alternative, Python 3.11.2 does not match the string (Python 3.11.7 does).
_TOKEN: Final = re.compile(
    r"""
    (?P<comment> \#[^\n\r]*+ )
  | (?P<iri> <[^<>"{}|^`\x00-\x20]*+> )
  | (?P<string> \"{3}(?:[^"\\]++|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]++|\\.|'(?!''))*'{3}
              | "(?!"")(?:[^"\\\n\r]++|\\.)*+" | '(?!'')(?:[^'\\\n\r]++|\\.)*+' )
  | (?P<open> ["'] )
  | (?P<variable> [?$]\w++ )
  | (?P<language> @[A-Za-z]++(?:-\w++)*+ )
  | (?P<name> (?:[^\W\d][\w.-]*+)?+:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*+ )
  | (?P<run> [^\W\d][\w.-]*+ )
  | (?P<number> \d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+ )
  | (?P<sign> \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_PIECE: Final = re.compile(r"\w++|\S")
#: The replacement for an escaped code point that is not a character.
_REPLACEMENT: Final = "\ufffd"


class Token(NamedTuple):
    """One token: its kind, its text, and the index of its first character in the query.

    The kinds are comment, iri, string, variable, language, name (with a prefix), word,
    number, sign and open. A token of the kind open is the opening quotation mark of a
    string that never ends. Such a token is always the last one.
    """

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The text of a word in capitals, for comparison with keywords, or "" for other tokens."""
        if self.kind == "word":
            return self.text.upper()
        return ""

    @property
    def is_iri(self) -> bool:
        """Whether the token is an IRI, in angle brackets or with a prefix."""
        return self.kind in {"iri", "name"}

    @property
    def end(self) -> int:
        """The index of the first character after the token."""
        return self.start + len(self.text)


#: A stand-in for the missing token before the first and after the last token.
NO_TOKEN: Final = Token("", "", -1)


@lru_cache(maxsize=4)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a query, in order.

    >>> [token.text for token in tokens("?s a insp:Report.")]
    ['?s', 'a', 'insp:Report', '.']
    """
    return tuple(_tokens(text))


def code_tokens(text: str) -> list[Token]:
    """Return the tokens of a query in order, without comments."""
    found: list[Token] = []
    for token in tokens(text):
        if token.kind != "comment":
            found.append(token)
    return found


def texts(found: Iterable[Token]) -> list[str]:
    """Return the text of each token."""
    return list(map(attrgetter("text"), found))


def variables(found: Iterable[Token]) -> list[str]:
    """Return the names of the variables among tokens, in order and with repeats."""
    names: list[str] = []
    for token in found:
        if token.kind == "variable":
            names.append(token.text[1:])
    return names


def place(text: str, start: int, source: str) -> Where:
    """Return the line and column of a character in a query, for messages.

    Args:
        text: The query.
        start: The index of the character.
        source: The name of the query in messages.
    """
    before = text.rfind("\n", 0, start) + 1
    return Where(source, text.count("\n", 0, start) + 1, start - before + 1)


def unescaped(text: str) -> str:
    r"""Return a text with escapes such as \u0041 replaced by their characters."""
    return _ESCAPE.sub(_character, text)


def _tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query; a string that never ends is the last token."""
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "name":
            yield from _name(found[0], found.start())
        elif kind == "run":
            yield from _words(found[0], found.start())
        else:
            yield Token(kind, found[0], found.start())
        if kind == "open":
            return


def _name(text: str, start: int) -> Iterator[Token]:
    """Yield a prefixed name, and any words and signs around the name.

    Full stops at the end of the prefix or of the local name do not belong to the name.
    """
    prefix, _, local = text.partition(":")
    if prefix.endswith("."):
        yield from _words(prefix, start)
        start += len(prefix)
        prefix = ""
    kept = local.rstrip(".")
    if kept.endswith("\\"):
        kept += "."
    name = f"{prefix}:{kept}"
    yield Token("name", name, start)
    yield from _words(local[len(kept) :], start + len(name))


def _words(text: str, start: int) -> Iterator[Token]:
    """Yield the words of a text, and the full stops and hyphens between the words."""
    for found in _PIECE.finditer(text):
        kind = "word"
        if found[0] in ".-":
            kind = "sign"
        yield Token(kind, found[0], start + found.start())


def _character(escape: re.Match[str]) -> str:
    """Return the character for an escape that contains a hexadecimal code point."""
    number = int(escape[0][2:], 16)
    if 0xD800 <= number < 0xE000:
        return _REPLACEMENT
    if number > sys.maxunicode:
        return _REPLACEMENT
    return chr(number)
