"""The SELECT queries and sub-queries of a text, cut into their clauses without a grammar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from inspectgraph.query.tokens import Token, tokens

__all__ = ["Select", "closing", "end_of", "in_named_graph", "prologue", "selects"]

_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_DATASET: Final = frozenset({"FROM", "WHERE"})
_MODIFIERS: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


@dataclass(frozen=True, slots=True)
class Select:
    """One SELECT of a query.

    Attributes:
        text: The whole query.
        found: The tokens of the whole query, without comments.
        start: The index of the token SELECT.
        dataset: The index of the first token after the projection: FROM, WHERE or a brace.
        where: The index of the brace that opens the pattern.
        modifiers: The index of the first token after the pattern.
        end: The index after the last token.
    """

    text: str
    found: Sequence[Token]
    start: int
    dataset: int
    where: int
    modifiers: int
    end: int

    @property
    def is_outer(self) -> bool:
        """Whether this is the query itself, not a sub-query."""
        return self.end == len(self.found)

    @property
    def prologue(self) -> str:
        """The declarations of the query."""
        return prologue(self.text)

    @property
    def outside(self) -> list[Token]:
        """The tokens of the projection and of the solution modifiers."""
        return [
            *self.found[self.start : self.dataset],
            *self.found[self.modifiers : self.end],
        ]

    def slice(self, start: int, end: int) -> str:
        """Return the text from one token to another, which is left out."""
        return (
            self.text[self.found[start].start : end_of(self.found[end - 1])]
            if start < end
            else ""
        )

    def clause(self, *names: str) -> str:
        """Return the text of some solution modifiers, in the order of the query."""
        bounds = [*self._modifier_starts(), self.end]
        spans = pairwise(bounds)
        return "\n".join(
            self.slice(at, end)
            for at, end in spans
            if self.found[at].text.upper() in names
        )

    def _modifier_starts(self) -> list[int]:
        """Return the indices of the words that begin solution modifiers."""
        starts, index = [], self.modifiers
        while index < self.end:
            if (
                self.found[index].kind == "word"
                and self.found[index].text.upper() in _MODIFIERS
            ):
                starts.append(index)
            index = closing(self.found, index) + 1
        return starts


def selects(text: str) -> list[Select]:
    """Return the SELECT queries of a text, the outermost first.

    Args:
        text: The query, which the engine has understood.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    return [
        _select(text, found, index)
        for index, token in enumerate(found)
        if _is_word(token, "SELECT")
    ]


def prologue(text: str) -> str:
    """Return the declarations of a query: the text before the word that says of which form it is.

    Args:
        text: The query, which the engine has understood.
    """
    first = next(
        token
        for token in tokens(text)
        if token.kind == "word" and token.text.upper() in _FORMS
    )
    return text[: first.start]


def closing(found: Sequence[Token], start: int) -> int:
    """Return the index of the bracket that closes the one at `start`, or `start` where no bracket opens."""
    depth = 0
    for index in range(start, len(found)):
        if found[index].kind == "sign":
            depth += (found[index].text in _PAIRS) - (
                found[index].text in _PAIRS.values()
            )
        if depth <= 0:
            return index
    return len(found) - 1


def end_of(token: Token) -> int:
    """Return the index of the first character after a token."""
    return token.start + len(token.text)


def in_named_graph(select: Select) -> bool:
    """Return whether a sub-query is inside of GRAPH or EXISTS, so that it cannot be asked on its own."""
    return any(
        _depends(select.found, index)
        for index in _enclosing(select.found, select.start)
    )


def _enclosing(found: Sequence[Token], place: int) -> Iterator[int]:
    """Yield the indices of the braces that enclose a token."""
    for index, token in enumerate(found[:place]):
        if token.text == "{" and token.kind == "sign" and closing(found, index) > place:
            yield index


def _depends(found: Sequence[Token], brace: int) -> bool:
    """Return whether a brace opens the pattern of GRAPH or EXISTS."""
    before = [token.text.upper() for token in found[max(0, brace - 2) : brace]]
    return before[-1:] == ["EXISTS"] or before[:1] == ["GRAPH"]


def _select(text: str, found: Sequence[Token], start: int) -> Select:
    """Return the SELECT whose keyword is at `start`."""
    dataset = _first(found, start + 1, _DATASET)
    where = _first(found, dataset, frozenset())
    modifiers = closing(found, where) + 1
    end = modifiers
    while end < len(found) and found[end].text not in _PAIRS.values():
        end = closing(found, end) + 1
    return Select(text, found, start, dataset, where, modifiers, end)


def _first(found: Sequence[Token], start: int, words: frozenset[str]) -> int:
    """Return the index of the first brace or of the first of some words, outside of all brackets."""
    index = start
    while index < len(found) and found[index].text != "{":
        if found[index].kind == "word" and found[index].text.upper() in words:
            break
        index = closing(found, index) + 1
    return index


def _is_word(token: Token, word: str) -> bool:
    """Return whether a token is a keyword."""
    return token.kind == "word" and token.text.upper() == word
