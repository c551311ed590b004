"""The variables of a free query that stand in one place only, where they have no value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from inspectgraph.errors import Problem
from inspectgraph.query.patterns import Around, arounds
from inspectgraph.query.tokens import Token, place, tokens

__all__ = ["lonely_variables"]


def lonely_variables(text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each variable that a query selects, sorts by or computes with, and mentions nowhere else.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    counts = Counter(token.text[1:] for token in found if token.kind == "variable")
    lonely = [token for token in _in_need(found) if counts[token.text[1:]] == 1]
    others = sorted(set(counts) - {token.text[1:] for token in lonely})
    for token in lonely:
        near = get_close_matches(token.text[1:], others, 1, 0.6)
        told = f"the variable {token.text} stands nowhere else in the query, and has no value"
        where = place(text, token.start, source)
        yield Problem(where, "unbound-variable", told, nearest=f"?{near[0]}" if near else "")


def _in_need(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables that need a value from elsewhere in the query: all but those before a block of VALUES."""
    given = False
    for one in arounds(found):
        given = one.token.text.upper() == "VALUES" or (given and one.token.text != "{")
        if _needs_value(one) and not given:
            yield one.token


def _needs_value(one: Around) -> bool:
    """Return whether a variable stands outside of all patterns, or in an expression, and is not given a value."""
    return one.token.kind == "variable" and one.bracket in {"", "("} and one.before[-1].text.upper() != "AS"
