"""Check and compare RDF literals, and return their parts.

The literals are given as texts. This module itself handles the usual forms of numbers,
dates and strings. For other forms, this module uses the library rdflib. The engine
pyshacl also uses rdflib, so both engines give the same results.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from inspectgraph.rdf.namespaces import RDF, XSD
from inspectgraph.rdf.term_parts import datatype, is_literal, language, lexical

__all__ = [
    "is_valid",
    "ordered",
    "relation_holds",
]

_STRING: Final = XSD.string.value
_LANGUAGE_STRING: Final = RDF.langString.value
_NUMBERS: Final = (f'"^^{XSD.integer}', f'"^^{XSD.decimal}')
_INTEGER: Final = f'"^^{XSD.integer}'
_DATE: Final = f'"^^{XSD.date}'

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: The usual forms of some datatypes: those that are recognised without rdflib.
_USUAL: Final = {
    XSD.boolean.value: re.compile("true|false|1|0"),
    XSD.decimal.value: re.compile(r"[+-]?[0-9]+(\.[0-9]+)?"),
    XSD.integer.value: re.compile(r"[+-]?[0-9]+"),
    XSD.nonNegativeInteger.value: re.compile(r"[0-9]+"),
}

#: For each comparison of SHACL, the signs of the difference for which it is true.
_SIGNS: Final[dict[Callable[[Any, Any], bool], frozenset[int]]] = {
    operator.lt: frozenset({-1}),
    operator.le: frozenset({-1, 0}),
    operator.gt: frozenset({1}),
    operator.ge: frozenset({0, 1}),
}


def is_valid(term: str) -> bool:
    """Return whether the lexical form of a literal is valid for its datatype.

    For an unknown datatype, every lexical form is valid.
    """
    kind = datatype(term)
    if kind in {_STRING, _LANGUAGE_STRING}:
        return True
    return _is_valid(lexical(term), kind)


def usual_form(kind: str) -> Callable[[str], object | None]:
    """Return a function that recognises the usual form of literals of a datatype.

    The usual forms are listed in `_USUAL`. The function returns None for every other
    text, even for a valid literal.

    Args:
        kind: The datatype in angle brackets.
    """
    pattern = _USUAL.get(kind[1:-1])
    if pattern is None:
        return lambda _: None
    return re.compile(f'"(?:{pattern.pattern})"{re.escape(f"^^{kind}")}').fullmatch


def whole_number(term: str) -> int | None:
    """Return the value of an `xsd:integer` literal that consists of digits, or None.

    >>> whole_number(f'"12"^^{XSD.integer}'), whole_number('"12"')
    (12, None)
    """
    if not term.endswith(_INTEGER):
        return None
    digits = term[1 : -len(_INTEGER)]
    if digits.isascii() and digits.isdecimal():
        return int(digits)
    return None


def relation_holds(
    compare: Callable[[Any, Any], bool], first: str, second: str
) -> bool:
    """Return whether a comparison of two terms is true.

    The result is False if the terms cannot be compared.

    >>> relation_holds(operator.le, f'"9"^^{XSD.integer}', f'"10.0"^^{XSD.decimal}')
    True
    """
    pair = _comparable(first, second)
    if pair is not None:
        return compare(*pair)
    if not is_literal(first) or not is_literal(second):
        return False
    return _compared(first, second) in _SIGNS[compare]


def ordered(compare: Callable[[Any, Any], bool], first: str, second: str) -> bool:
    """Return whether a comparison of two property values is true.

    Unlike `relation_holds`, this function compares IRIs as texts. For literals of
    different datatypes, the order of rdflib applies.
    """
    pair = _comparable(first, second)
    if pair is not None:
        return compare(*pair)
    one, is_text = _orderable(first)
    other, is_other_text = _orderable(second)
    if is_text != is_other_text:
        return False
    with suppress(TypeError):
        return bool(compare(one, other))
    return False


def _orderable(term: str) -> tuple[Any, bool]:
    """Convert a term to a Python value that can be compared.

    The second result is whether this value is a text.
    """
    if not is_literal(term):
        return lexical(term), True
    literal = _to_rdflib(term)
    if isinstance(literal.value, str):
        return literal.value, True
    return literal, False


def _comparable(first: str, second: str) -> tuple[Any, Any] | None:
    """Return two literals as Python values that can be compared with each other.

    Both literals must be numbers, both must be dates, or both must be strings. In all
    other cases, the result is None.
    """
    if first.endswith(_NUMBERS) and second.endswith(_NUMBERS):
        with suppress(ArithmeticError):
            return Decimal(lexical(first)), Decimal(lexical(second))
        return None
    if first.endswith(_DATE) and second.endswith(_DATE):
        days = lexical(first), lexical(second)
        return days if all(map(_is_day, days)) else None
    if first[-1] == second[-1] == '"':
        return lexical(first), lexical(second)
    return None


@lru_cache(maxsize=4096)
def _is_valid(text: str, kind: str) -> bool:
    if kind in _USUAL and _USUAL[kind].fullmatch(text):
        return True
    if kind == XSD.date.value and _is_day(text):
        return True
    from rdflib import Literal, URIRef

    return not Literal(text, datatype=URIRef(kind), normalize=False).ill_typed


def _is_day(text: str) -> bool:
    """Return whether a text is an existing date, such as `2014-06-30`."""
    if not _DAY.fullmatch(text):
        return False
    with suppress(ValueError):
        date.fromisoformat(text)
        return True
    return False


def _compared(first: str, second: str) -> int | None:
    """Compare two literals as rdflib does, and return -1, 0 or 1.

    The result is None if rdflib cannot compare them.
    """
    one, other = _to_rdflib(first), _to_rdflib(second)
    is_text = isinstance(one.value, str)
    if is_text != isinstance(other.value, str):
        return None
    with suppress(TypeError, NotImplementedError):
        if one.eq(other):
            return 0
        return 1 if _greater(one, other) else -1
    return None


def _greater(one: Any, other: Any) -> bool:
    """Return whether a literal is greater than another literal.

    A time that has a time zone cannot be compared with a time that has none.
    """
    from datetime import datetime, time

    if isinstance(one.value, datetime | time):
        return bool(one.value > other.value)
    return bool(one > other)


def _to_rdflib(term: str) -> Any:
    """Convert a literal to a literal of rdflib."""
    from rdflib import Literal, URIRef

    kind = datatype(term)
    if kind == _LANGUAGE_STRING:
        return Literal(lexical(term), lang=language(term))
    if kind == _STRING:
        return Literal(lexical(term))
    return Literal(lexical(term), datatype=URIRef(kind), normalize=False)
