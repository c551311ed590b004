"""Split SELECT queries and sub-queries into their clauses, without a full parser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from inspectgraph.query.tokens import Token, code_tokens, texts

__all__ = ["Select", "closing", "in_named_graph", "prologue", "selects"]

_PAIRS: Final = {"(": ")", "{": "}", "[": "]"}
#: The change of nesting depth at each bracket.
_DEPTHS: Final = {"(": 1, "{": 1, "[": 1, ")": -1, "}": -1, "]": -1}
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
_DATASET: Final = frozenset({"FROM", "WHERE"})
_MODIFIERS: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})


@dataclass(frozen=True, slots=True)
class Select:
    """One SELECT of a query: the query itself or a sub-query.

    Attributes:
        text: The whole query.
        found: The tokens of the whole query, without comments.
        start: The index of the token SELECT.
        dataset: The index of the first token after the projection: FROM, WHERE or a
            brace.
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
        """Whether this is the outermost query, not a sub-query."""
        return self.end == len(self.found)

    @property
    def prologue(self) -> str:
        """The text of the BASE and PREFIX declarations of the query."""
        return prologue(self.text)

    def slice(self, start: int, end: int) -> str:
        """Return the text of the tokens from `start` to `end`, excluding `end`."""
        if start >= end:
            return ""
        return self.text[self.found[start].start : self.found[end - 1].end]

    def clause(self, *names: str) -> str:
        """Return the text of the clauses with certain keywords, such as GROUP."""
        found: list[str] = []
        for start, end in pairwise([*self._modifier_starts(), self.end]):
            if self.found[start].text.upper() in names:
                found.append(self.slice(start, end))
        return "\n".join(found)

    def _modifier_starts(self) -> Iterator[int]:
        """Yield the index of the first token of each solution modifier."""
        for index in _unnested(self.found, self.modifiers):
            if index >= self.end:
                return
            if self.found[index].word in _MODIFIERS:
                yield index


def selects(text: str) -> list[Select]:
    """Return every SELECT of a query, the outermost first.

    Args:
        text: The query, which must be valid SPARQL.
    """
    found = code_tokens(text)
    every: list[Select] = []
    for index, token in enumerate(found):
        if token.word == "SELECT":
            every.append(_select(text, found, index))
    return every


def prologue(text: str) -> str:
    """Return the declarations of a query: the text before SELECT, CONSTRUCT, ASK or DESCRIBE.

    Args:
        text: The query, which must be valid SPARQL.
    """
    for token in code_tokens(text):
        if token.word in _FORMS:
            return text[: token.start]
    return text


def closing(found: Sequence[Token], start: int) -> int:
    """Return the index of the bracket that closes the bracket at `start`.

    If the token at `start` opens no bracket, the result is `start`.
    """
    depth = 0
    for index in range(start, len(found)):
        if found[index].kind == "sign":
            depth += _DEPTHS.get(found[index].text, 0)
        if depth <= 0:
            return index
    return len(found) - 1


def in_named_graph(select: Select) -> bool:
    """Return whether a sub-query is inside a GRAPH or EXISTS pattern.

    Such a sub-query cannot run by itself.
    """
    found = select.found
    for index, token in enumerate(found[: select.start]):
        if (token.kind, token.text) != ("sign", "{"):
            continue
        if closing(found, index) <= select.start:
            continue
        if _depends(found, index):
            return True
    return False


def _depends(found: Sequence[Token], brace: int) -> bool:
    """Return whether a brace opens the pattern that belongs to GRAPH or EXISTS."""
    before = list(map(str.upper, texts(found[max(0, brace - 2) : brace])))
    if before[-1:] == ["EXISTS"]:
        return True
    return before[:1] == ["GRAPH"]


def _select(text: str, found: Sequence[Token], start: int) -> Select:
    """Return the SELECT whose keyword is the token at index `start`."""
    dataset = _first(found, start + 1, _DATASET)
    where = _first(found, dataset, frozenset())
    modifiers = closing(found, where) + 1
    for end in _unnested(found, modifiers):
        if found[end].text in _PAIRS.values():
            return Select(text, found, start, dataset, where, modifiers, end)
    return Select(text, found, start, dataset, where, modifiers, len(found))


def _first(found: Sequence[Token], start: int, words: frozenset[str]) -> int:
    """Return the index of the first brace or keyword outside all brackets.

    Args:
        found: The tokens.
        start: The index at which to start.
        words: The keywords.
    """
    for index in _unnested(found, start):
        if found[index].text == "{":
            return index
        if found[index].word in words:
            return index
    return len(found)


def _unnested(found: Sequence[Token], start: int) -> Iterator[int]:
    """Yield the indices of all tokens outside brackets, from the index `start` onwards."""
    index = start
    while index < len(found):
        yield index
        index = closing(found, index) + 1
