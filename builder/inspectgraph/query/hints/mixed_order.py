"""Numbers out of order: pyoxigraph compares values of different types by their texts, numbers among texts included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal

from inspectgraph.model.errors import Problem
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.selects import Select, selects
from inspectgraph.query.tokens import Token, place
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

__all__ = ["mixed_order"]

_NUMBERS: Final = frozenset(
    f"{XSD.base}{name}"
    for name in (
        "integer",
        "decimal",
        "double",
        "float",
        "int",
        "long",
        "nonNegativeInteger",
    )
)


def mixed_order(asked: Asked) -> Iterator[Problem]:
    """Yield a hint if a query sorts by a variable whose numbers come out of order, since it has other values, too."""
    for select in selects(asked.text)[:1]:
        key = _sort_key(select)
        if key and _is_mixed(asked, select, *key):
            token, _ = key
            found = (
                f"{token.text} has numbers and other values, which are ordered by their"
                " texts, so that they are out of order; write ORDER BY"
                f" xsd:decimal(STR({token.text})) {token.text}"
            )
            yield Problem(
                place(asked.text, token.start, asked.source), "mixed-order", found
            )


def _is_mixed(asked: Asked, select: Select, token: Token, descending: bool) -> bool:
    """Return whether the numbers of a column are out of order, or may be where only some rows were asked for."""
    name = token.text[1:]
    if not select.clause("LIMIT", "OFFSET"):
        values = (
            [row[asked.columns.index(name)] for row in asked.rows]
            if name in asked.columns
            else []
        )
        return not _is_sorted(values, descending=descending)
    # Without ORDER BY: the engine cannot sort some columns of this kind at all.
    body = select.slice(select.start, select.modifiers)
    parts = (select.prologue, body, select.clause("GROUP", "HAVING", "VALUES"))
    rows = (
        asked.again("\n".join(parts))
        if name in asked.columns and asked.is_quick
        else []
    )
    found = [row[asked.columns.index(name)] for row in rows]
    numbers = {term for term in found if _number(term) is not None}
    texts = any(isinstance(term, Literal) and term not in numbers for term in found)
    return len(numbers) > 1 and texts


def _sort_key(select: Select) -> tuple[Token, bool] | None:
    """Return the variable by which the rows of a query are sorted first, and whether from last to first."""
    outside = (
        list(select.found[select.modifiers : select.end]) if select.is_outer else []
    )
    for index, token in enumerate(outside[:-2]):
        if token.kind == "word" and token.text.upper() == "ORDER":
            first, *rest = outside[index + 2 : index + 5]
            if first.kind == "variable":
                return first, False
            is_key = (
                len(rest) == 2
                and rest[1].kind == "variable"
                and first.text.upper() in {"ASC", "DESC"}
            )
            return (rest[1], first.text.upper() == "DESC") if is_key else None
    return None


def _is_sorted(values: Sequence[Term | None], *, descending: bool) -> bool:
    """Return whether the numbers of a column are in order."""
    found = [number for number in map(_number, values) if number is not None]
    return all(
        one >= other if descending else one <= other for one, other in pairwise(found)
    )


def _number(term: Term | None) -> Decimal | None:
    """Return the value of a number, or None for another term."""
    if not isinstance(term, Literal) or term.datatype.value not in _NUMBERS:
        return None
    try:
        value = Decimal(term.value)
    except InvalidOperation:
        return None
    return None if value.is_nan() else value
