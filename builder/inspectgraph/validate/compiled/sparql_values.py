"""The values of SPARQL expressions that can be computed without the SPARQL engine.

A value is a truth value, a number, a date, a string, or the text of an IRI or blank
node. For all other values, the functions raise `UnsureError`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.term_parts import datatype, language, lexical

__all__ = [
    "Day",
    "ExpressionError",
    "String",
    "UnsureError",
    "Value",
    "equal",
    "less",
    "truth",
    "value_of",
]


class UnsureError(Exception):
    """The error for an expression whose value only the SPARQL engine can compute."""


class ExpressionError(Exception):
    """The error for an expression that has no value. A filter then rejects the row."""


class String(str):
    """A string that has no language."""

    __slots__ = ()


class Day(str):
    """A date with year, month and day but no time zone."""

    __slots__ = ()


#: A plain `str` is the text of an IRI or a blank node.
Value = bool | Decimal | String | Day | str

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_NUMBERS: Final = {XSD.decimal.value, XSD.integer.value}


def value_of(term: str) -> Value:
    """Return the value of an RDF term in an expression.

    Raises:
        UnsureError: If the term is a literal with a language, or if this module
            does not support its datatype or form.
    """
    if term[0] != '"':
        return term
    return _literal(term)


@lru_cache(maxsize=4096)
def _literal(term: str) -> Value:
    """Return the value of a literal; recent results are cached."""
    if term[-1] == '"':
        return String(lexical(term))
    if language(term):
        raise UnsureError
    return _typed(lexical(term), datatype(term))


def truth(value: Value) -> bool:
    """Return whether a filter treats a value as true.

    Raises:
        ExpressionError: If the value is an IRI or a date.
        UnsureError: If the value is a string or a number.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal | String):
        raise UnsureError
    raise ExpressionError


def equal(first: Value, second: Value) -> bool:
    """Return whether two values are equal.

    Raises:
        UnsureError: If the values are literals of different kinds.
    """
    if type(first) is type(second):
        return first == second
    if str in {type(first), type(second)}:
        return False
    raise UnsureError


def less(first: Value, second: Value) -> bool:
    """Return whether one value is less than another value.

    Raises:
        UnsureError: If the values are not two numbers, two dates or two strings.
    """
    for kind in (Decimal, Day, String):
        if isinstance(first, kind) and isinstance(second, kind):
            return first < second  # type: ignore[operator]
    raise UnsureError


def _typed(text: str, kind: str) -> Value:
    if kind in _NUMBERS and _NUMBER.fullmatch(text):
        return Decimal(text)
    if kind == XSD.date.value and _DAY.fullmatch(text):
        return Day(text)
    if kind == XSD.boolean.value and text in {"true", "false"}:
        return text == "true"
    raise UnsureError
