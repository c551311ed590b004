"""Write the values of parameters into a query, for stores that cannot bind variables.

Only terms that the SPARQL engine has written are inserted, and only in place of a whole
variable. So a value cannot change the rest of the query.
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
    """Return a SELECT query in which terms replace some of the variables.

    In the lists after SELECT and GROUP BY, these variables are left out.

    Args:
        text: The query.
        terms: The terms in N-Triples syntax, keyed by the name of the variable.

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
    """Return whether the text after a token is in a list of variables.

    Such a list comes after SELECT or GROUP BY.

    Args:
        token: The token.
        before: Whether the token itself is in such a list.
    """
    if token.word in _LISTS:
        return True
    if token.word in _ENDS or token.text in {"{", "}"}:
        return False
    return before
