"""Write the values of parameters into a query, for stores that bind no variables.

Only terms that the engine itself has written enter the text, and only in the place of a
whole variable; so a value can never become another part of the query.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from inspectgraph.query.tokens import Token, tokens

__all__ = ["with_terms"]

#: The words after which variables are listed, and those that end such a list.
_LISTS: Final = frozenset({"SELECT", "BY"})
_ENDS: Final = frozenset(
    {"WHERE", "FROM", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
)


def with_terms(text: str, terms: Mapping[str, str]) -> str:
    """Return a SELECT query in which terms stand for some of its variables.

    Where the variables are listed, after SELECT and GROUP BY, they are left out.

    Args:
        text: The query.
        terms: The terms as N-Triples writes them, by the names of the variables.

    >>> with_terms("SELECT ?a ?x { ?a ?b ?x FILTER(?x > 1) } GROUP BY ?a ?x", {"x": "<y:z>"})
    'SELECT ?a  { ?a ?b <y:z> FILTER(<y:z> > 1) } GROUP BY ?a '
    """
    return "".join(_parts(text, terms))


def _parts(text: str, terms: Mapping[str, str]) -> Iterator[str]:
    done, depth, in_list = 0, 0, False
    for token in tokens(text):
        depth += (token.text == "(") - (token.text == ")")
        in_list = _in_list(token, in_list)
        if token.kind == "variable" and token.text[1:] in terms:
            yield text[done : token.start]
            yield "" if in_list and not depth else terms[token.text[1:]]
            done = token.end
    yield text[done:]


def _in_list(token: Token, before: bool) -> bool:
    """Return whether variables are listed after a token."""
    if token.word in _LISTS:
        return True
    if token.word in _ENDS or token.text in {"{", "}"}:
        return False
    return before
