"""Hints on sorted columns in which numbers are out of order.

In a column of numbers and texts, pyoxigraph compares all values as texts, so that 10
comes before 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import Final

from pyoxigraph import Literal

from inspectgraph.model.errors import Problem
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.selects import Select, selects
from inspectgraph.query.tokens import Token, place
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

__all__ = ["mixed_order"]

_NAMES: Final = "integer decimal double float int long nonNegativeInteger"
_NUMBERS: Final = frozenset(f"{XSD.base}{name}" for name in _NAMES.split())


@dataclass(frozen=True, slots=True)
class _SortKey:
    """The first variable by which a query sorts its rows, and the direction."""

    token: Token
    descending: bool

    @property
    def name(self) -> str:
        """The name of the variable, without its question mark."""
        return self.token.text[1:]


def mixed_order(asked: Asked) -> Iterator[Problem]:
    """Yield a hint if a query sorts by a variable with numbers and other values."""
    for select in selects(asked.text)[:1]:
        key = _sort_key(select)
        if not key:
            continue
        if key.name not in asked.columns:
            continue
        if _is_mixed(asked, select, key):
            yield _problem(asked, key.token)


def _problem(asked: Asked, token: Token) -> Problem:
    """Return the hint that a query sorts numbers as texts.

    The variable `token` has numbers and other values. The engine sorts all these values
    as texts, so the numbers are out of order.
    """
    message = (
        f"{token.text} has numbers and other values, so the engine sorts all of them as"
        " texts, and the numbers are out of order; write ORDER BY"
        f" xsd:decimal(STR({token.text})) {token.text}"
    )
    where = place(asked.text, token.start, asked.source)
    return Problem(where, "mixed-order", message)


def _is_mixed(asked: Asked, select: Select, key: _SortKey) -> bool:
    """Return whether the numbers in the sorted column of an answer are out of order.

    With LIMIT or OFFSET, the answer does not show all rows of the query. Then the
    function reads the column in all rows, and returns whether this column has both
    numbers and other values.
    """
    column = asked.columns.index(key.name)
    if select.clause("LIMIT", "OFFSET"):
        return _has_both(map(itemgetter(column), _all_rows(asked, select)))
    found: list[Decimal] = []
    for row in asked.rows:
        number = _number(row[column])
        if number is not None:
            found.append(number)
    return found != sorted(found, reverse=key.descending)


def _all_rows(asked: Asked, select: Select) -> Sequence[tuple[Term | None, ...]]:
    """Return the rows of a SELECT without its ORDER BY and LIMIT."""
    body = select.slice(select.start, select.modifiers)
    parts = (select.prologue, body, select.clause("GROUP", "HAVING", "VALUES"))
    return asked.again("\n".join(parts))


def _has_both(terms: Iterable[Term | None]) -> bool:
    """Return whether terms include several numbers and a literal that is not a number."""
    numbers: set[Term] = set()
    others: set[Term] = set()
    for term in terms:
        if not isinstance(term, Literal):
            continue
        if _number(term) is None:
            others.add(term)
        else:
            numbers.add(term)
    if len(numbers) <= 1:
        return False
    return bool(others)


def _sort_key(select: Select) -> _SortKey | None:
    """Return the variable by which the outermost query sorts its rows first.

    The result is None if the first sort key is not a variable.
    """
    if not select.is_outer:
        return None
    words = select.found[select.modifiers : select.end]
    for index, token in enumerate(words[:-2]):
        if token.word == "ORDER":
            return _first_key(words[index + 2 : index + 5])
    return None


def _first_key(found: Sequence[Token]) -> _SortKey | None:
    """Return the variable that is the first sort key in the given tokens.

    The result is None if the first sort key is not a variable.

    Args:
        found: The tokens after ORDER BY.
    """
    first = found[0]
    if first.kind == "variable":
        return _SortKey(first, descending=False)
    if first.word not in {"ASC", "DESC"}:
        return None
    if len(found) < 3:
        return None
    if found[2].kind != "variable":
        return None
    return _SortKey(found[2], first.word == "DESC")


def _number(term: Term | None) -> Decimal | None:
    """Return the value of a numeric literal, or None for any other term."""
    if not isinstance(term, Literal):
        return None
    if term.datatype.value not in _NUMBERS:
        return None
    try:
        value = Decimal(term.value)
    except InvalidOperation:
        return None
    if value.is_nan():
        return None
    return value
