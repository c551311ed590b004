"""The variables of a free query that occur only once, where nothing gives them a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from inspectgraph.model.errors import Problem
from inspectgraph.model.suggest import nearest
from inspectgraph.query.patterns import TokenContext, token_contexts
from inspectgraph.query.tokens import Token, code_tokens, place, variables

__all__ = ["unbound_variables"]

_TERMS: Final = frozenset({"variable", "iri", "name"})
_MEMBERS: Final = _TERMS | {"string", "number"}
#: How similar a variable must be to be proposed.
_SIMILAR: Final = 0.6


def unbound_variables(text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each variable that is used once and has no value.

    Args:
        text: The query, which the engine has understood.
        source: The name of the query in messages.
    """
    found = code_tokens(text)
    counts = Counter(variables(found))
    used: list[Token] = []
    for token in _variables_used(found):
        if counts[token.text[1:]] == 1:
            used.append(token)
    others = sorted(counts.keys() - variables(used))
    for token in used:
        yield _problem(text, source, token, others)


def _problem(text: str, source: str, token: Token, others: Sequence[str]) -> Problem:
    """Return the hint on a variable without a value."""
    near = nearest(token.text[1:], others)
    message = (
        f"the variable {token.text} occurs nowhere else in the query and has no value"
    )
    where = place(text, token.start, source)
    if near:
        return Problem(where, "unbound-variable", message, nearest=f"?{near}")
    return Problem(where, "unbound-variable", message)


def _variables_used(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables that need a value from elsewhere in the query.

    Those in the head of a block of VALUES are left out.
    """
    in_head = False
    for one in token_contexts(found):
        if one.token.word == "VALUES":
            in_head = True
        elif one.token.text == "{":
            in_head = False
        elif in_head:
            continue
        elif _needs_value(one):
            yield one.token


def _needs_value(one: TokenContext) -> bool:
    """Return whether a variable is outside patterns and not bound there by AS."""
    if one.token.kind != "variable":
        return False
    if one.before[-1].word == "AS":
        return False
    if one.bracket == "(":
        return not _is_in_collection(one)
    return not one.bracket


def _is_in_collection(one: TokenContext) -> bool:
    """Return whether a variable may be a member of a collection such as `(?a ?b)`."""
    *_, earlier, before = one.before
    after = one.after[0]
    if (before.text, after.text) == ("(", ")"):
        return earlier.kind in _TERMS
    if before.kind in _TERMS:
        return True
    return after.kind in _MEMBERS
