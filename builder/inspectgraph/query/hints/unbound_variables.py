"""Hints on variables that occur only once in a query and never get a value."""

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


def unbound_variables(text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each variable that is used once and has no value.

    Args:
        text: The query, which must be valid SPARQL.
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
    """Return the hint on a variable that has no value.

    Args:
        text: The query.
        source: The name of the query in messages.
        token: The token of the variable.
        others: The names of other variables, one of which the hint may propose.
    """
    near = nearest(token.text[1:], others)
    message = (
        f"the variable {token.text} occurs nowhere else in the query and has no value"
    )
    where = place(text, token.start, source)
    if near:
        return Problem(where, "unbound-variable", message, nearest=f"?{near}")
    return Problem(where, "unbound-variable", message)


def _variables_used(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the variables that get no value at the place where they occur.

    Such a variable needs a value from another place in the query. The variables after
    VALUES are left out, because VALUES gives them values.
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
    """Return whether a token is a variable that gets no value at this place.

    A variable gets a value in a triple pattern or after AS.
    """
    if one.token.kind != "variable":
        return False
    if one.before[-1].word == "AS":
        return False
    if one.bracket == "(":
        return not _is_in_collection(one)
    return not one.bracket


def _is_in_collection(one: TokenContext) -> bool:
    """Return whether a variable may be in an RDF collection, such as `(?a ?b)`."""
    *_, earlier, before = one.before
    after = one.after[0]
    if (before.text, after.text) == ("(", ")"):
        return earlier.kind in _TERMS
    if before.kind in _TERMS:
        return True
    return after.kind in _MEMBERS
