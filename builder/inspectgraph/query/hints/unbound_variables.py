"""The variables of a free query that occur once only, where nothing gives them a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from inspectgraph.model.errors import Problem
from inspectgraph.model.suggest import nearest
from inspectgraph.query.patterns import TokenContext, token_contexts
from inspectgraph.query.tokens import Token, place, tokens

__all__ = ["unbound_variables"]

_TERMS: Final = frozenset({"variable", "iri", "name"})


def unbound_variables(text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each variable that a query selects, sorts by or computes with, and mentions nowhere else.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    counts = Counter(token.text[1:] for token in found if token.kind == "variable")
    once = [token for token in _variables_used(found) if counts[token.text[1:]] == 1]
    others = sorted(set(counts) - {token.text[1:] for token in once})
    for token in once:
        near = nearest(token.text[1:], others)
        found_text = (
            f"the variable {token.text} occurs nowhere else in the query and has no"
            " value"
        )
        where = place(text, token.start, source)
        yield Problem(
            where, "unbound-variable", found_text, nearest=f"?{near}" if near else ""
        )


def _variables_used(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables that need a value from elsewhere in the query: all but those before a block of VALUES."""
    given = False
    for one in token_contexts(found):
        given = one.token.text.upper() == "VALUES" or (given and one.token.text != "{")
        if _needs_value(one) and not given:
            yield one.token


def _needs_value(one: TokenContext) -> bool:
    """Return whether a variable is outside of all patterns or in an expression, and not bound there."""
    if one.token.kind != "variable" or one.before[-1].text.upper() == "AS":
        return False
    return not one.bracket or (one.bracket == "(" and not _is_in_collection(one))


def _is_in_collection(one: TokenContext) -> bool:
    """Return whether a variable may be a member of a collection such as `(?a ?b)`, which is part of a pattern."""
    *_, earlier, before = one.before
    after = one.after[0]
    alone = before.text == "(" and after.text == ")" and earlier.kind in _TERMS
    return alone or before.kind in _TERMS or after.kind in _TERMS | {"string", "number"}
