"""Compile the expressions in SPARQL filters to Python functions.

Each function returns the value of an expression for a row, which holds the values of
the variables. If the function cannot be certain of the value, it raises `UnsureError`,
and the SPARQL engine must find the value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.term_parts import is_literal, lexical
from inspectgraph.validate.compiled.sparql_reader import NotUnderstoodError, Reader
from inspectgraph.validate.compiled.sparql_values import (
    Day,
    ExpressionError,
    String,
    UnsureError,
    Value,
    equal,
    less,
    truth,
    value_of,
)

__all__ = ["Expression", "Row", "compile_expression", "holds"]

#: The value of each variable by name; None for a variable without a value.
Row = dict[str, Value | None]
_Function = Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    `value` is a function that computes the value of the expression for a row.
    `variables` are the variables in the expression. `parts` are the parts of a
    conjunction. `name` is the name of the variable if the expression is only a
    variable.
    """

    value: _Function
    variables: frozenset[str] = frozenset()
    parts: tuple[Expression, ...] = ()
    name: str = ""

    @property
    def conjuncts(self) -> tuple[Expression, ...]:
        """The parts of a conjunction, or the expression itself if it is not a conjunction."""
        return self.parts or (self,)


def holds(expression: Expression, row: Row) -> bool:
    """Return whether a filter expression is true for a row.

    Raises:
        UnsureError: If the value is not certain.
    """
    try:
        found = expression.value(row)
    except ExpressionError:
        return False
    if found is True or found is False:
        return found
    return _attempt(expression, row) is True


def compile_expression(reader: Reader) -> Expression:
    """Compile the expression that begins at the current token.

    Raises:
        NotUnderstoodError: If the expression has a form that only the SPARQL engine
            supports.
    """
    found = _all(reader)
    while reader.takes("|", "|"):
        found = _or(found, _all(reader))
    return found


def _all(reader: Reader) -> Expression:
    found = _relation(reader)
    while reader.takes("&", "&"):
        found = _and(found, _relation(reader))
    return found


def _or(first: Expression, second: Expression) -> Expression:
    """Return an expression that is true if either of two expressions is true.

    If one of the expressions is true, the result is true even if the other expression
    has no value.
    """

    def value(row: Row) -> Value:
        one, other = _attempt(first, row), _attempt(second, row)
        if one or other:
            return True
        if one is None or other is None:
            raise ExpressionError
        return False

    return Expression(value, first.variables | second.variables)


def _and(first: Expression, second: Expression) -> Expression:
    """Return an expression that is true if both of two expressions are true.

    If one of the expressions is false, the result is false even if the other expression
    has no value.
    """

    def value(row: Row) -> Value:
        one = _attempt(first, row)
        if one is False:
            return False
        other = _attempt(second, row)
        if other is False:
            return False
        if one is None or other is None:
            raise ExpressionError
        return True

    parts = (*first.conjuncts, *second.conjuncts)
    return Expression(value, first.variables | second.variables, parts)


def _attempt(expression: Expression, row: Row) -> bool | None:
    """Return whether an expression is true, or None if it has no value."""
    with suppress(ExpressionError):
        return truth(_settled(expression.value(row)))
    return None


def _settled(value: Value) -> Value:
    """Convert an RDF term to the value that the term represents.

    An argument that is not an RDF term is returned unchanged.
    """
    if type(value) is str:
        return value_of(value)
    return value


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        if one == other:
            return True
        if one[0] == "<" or other[0] == "<":
            return False
    return equal(_settled(one), _settled(other))


def _lower(one: Value, other: Value) -> bool:
    return less(_settled(one), _settled(other))


#: The comparisons by sign; longer signs come first.
_COMPARISONS: Final[dict[str, Callable[[Value, Value], bool]]] = {
    "!=": lambda one, other: not _same(one, other),
    "<=": lambda one, other: not _lower(other, one),
    ">=": lambda one, other: not _lower(one, other),
    "=": _same,
    "<": _lower,
    ">": lambda one, other: _lower(other, one),
}


def _relation(reader: Reader) -> Expression:
    first = _sum(reader)
    if reader.takes("NOT", "IN"):
        return _negated(_member(first, _arguments(reader)))
    if reader.takes("IN"):
        return _member(first, _arguments(reader))
    for sign, compare in _COMPARISONS.items():
        if reader.takes(*sign):
            return _combined(compare, first, _sum(reader))
    return first


def _combined(function: Callable[..., Value], *arguments: Expression) -> Expression:
    """Return an expression that applies a function to the values of other expressions."""

    def value(row: Row) -> Value:
        return function(*[argument.value(row) for argument in arguments])

    return Expression(value, _variables(arguments))


def _variables(expressions: Sequence[Expression]) -> frozenset[str]:
    return frozenset().union(*[one.variables for one in expressions])


def _member(first: Expression, members: Sequence[Expression]) -> Expression:
    if _variables(members):
        raise NotUnderstoodError("IN")
    values = [member.value({}) for member in members]
    names = frozenset(filter(_is_name, values))
    others = [value for value in values if not _is_name(value)]

    read, name = first.value, first.name

    def value(row: Row) -> Value:
        if name and row.get(name) in names:
            return True
        sought = read(row)
        if _is_name(sought):
            return sought in names
        return any(_same(sought, member) for member in others)

    return Expression(value, first.variables)


def _is_name(value: Value) -> bool:
    """Return whether a value is the text of an IRI or a blank node."""
    return type(value) is str and not is_literal(value)


def _negated(expression: Expression) -> Expression:
    return Expression(
        lambda row: not truth(_settled(expression.value(row))), expression.variables
    )


def _sum(reader: Reader) -> Expression:
    found = _primary(reader)
    while reader.token.text in {"+", "-"}:
        sign = reader.take().text
        found = _combined(_SUMS[sign], found, _primary(reader))
    if reader.token.text in {"*", "/"}:
        raise NotUnderstoodError(reader.token.text)
    return found


def _number(value: Value) -> Decimal:
    """Convert a value to a number.

    Raises:
        ExpressionError: If the value cannot be converted.
    """
    found = _settled(value)
    if isinstance(found, Decimal):
        return found
    raise ExpressionError


_SUMS: Final[dict[str, Callable[[Value, Value], Value]]] = {
    "+": lambda one, other: _number(one) + _number(other),
    "-": lambda one, other: _number(one) - _number(other),
}


def _primary(reader: Reader) -> Expression:
    if reader.takes("!"):
        return _negated(_primary(reader))
    if reader.takes("("):
        found = compile_expression(reader)
        reader.demand(")")
        return found
    token = reader.token
    if token.kind == "variable":
        return _variable(reader.take().text[1:])
    if token.kind in {"string", "number"} or token.text == "-":
        return _constant(_literal(reader))
    if reader.ahead(1).text == "(":
        return _call(reader)
    return _constant(reader.iri())


def _variable(name: str) -> Expression:
    def value(row: Row) -> Value:
        found = row.get(name)
        if found is None:
            raise ExpressionError
        return found

    return Expression(value, frozenset({name}), name=name)


def _constant(value: Value) -> Expression:
    return Expression(lambda _: value)


def _literal(reader: Reader) -> Value:
    """Read the literal at the current token: a plain string or a number."""
    sign = "-" if reader.takes("-") else ""
    token = reader.take()
    if token.kind == "number":
        return Decimal(sign + token.text)
    is_plain = token.kind == "string" and token.text[:3] not in {'"""', "'''"}
    if (
        sign
        or not is_plain
        or reader.token.text == "^"
        or reader.token.kind == "language"
    ):
        raise NotUnderstoodError(token.text)
    return String(lexical(f'"{token.text[1:-1]}"'))


def _arguments(reader: Reader) -> list[Expression]:
    reader.demand("(")
    found: list[Expression] = []
    while not reader.takes(")"):
        if found:
            reader.demand(",")
        found.append(compile_expression(reader))
    return found


def _call(reader: Reader) -> Expression:
    """Compile the call of a function."""
    if reader.token.kind == "word":
        name = reader.take().text.upper()
    else:
        name = reader.iri()
    arguments = _arguments(reader)
    if name == "BOUND":
        (known,) = _variables(arguments)
        return Expression(lambda row: row.get(known) is not None, frozenset({known}))
    if name == "COALESCE":
        return _first_with_value(arguments)
    if name == "REGEX":
        return _regex(arguments)
    if name not in _FUNCTIONS:
        raise NotUnderstoodError(name)
    return _combined(_FUNCTIONS[name], *arguments)


def _first_with_value(arguments: Sequence[Expression]) -> Expression:
    def value(row: Row) -> Value:
        for argument in arguments:
            with suppress(ExpressionError):
                return argument.value(row)
        raise ExpressionError

    return Expression(value, _variables(arguments))


def _regex(arguments: Sequence[Expression]) -> Expression:
    """Compile a call of REGEX with a constant pattern."""
    text, *rest = arguments
    pattern, flags = _patterns(rest)
    search = re.compile(pattern, flags).search

    def value(row: Row) -> Value:
        return search(_string(text.value(row))) is not None

    return Expression(value, text.variables)


def _patterns(rest: Sequence[Expression]) -> tuple[str, re.RegexFlag]:
    """Return the pattern and flags of a REGEX call, translated to Python syntax."""
    if _variables(rest):
        raise NotUnderstoodError("REGEX")
    pattern, *letters = [str(one.value({})) for one in rest]
    is_certain = not letters or (letters == ["i"] and pattern.isascii())
    if not is_certain or _UNLIKE.search(pattern):
        raise NotUnderstoodError("REGEX")
    flags = re.IGNORECASE if letters else re.NOFLAG
    return pattern.replace("$", r"\Z"), flags


#: Parts of regular expressions that have different meanings in Python and XPath.
_UNLIKE: Final = re.compile(r"[\\]|\(\?|\[[^]]*[$&~|\[]")


def _string(value: Value) -> str:
    """Return the text of a value that must be a string."""
    if isinstance(value, String):
        return value
    if type(value) is str and is_literal(value) and value[-1] == '"':
        return lexical(value)
    raise UnsureError


def _text(value: Value) -> Value:
    """Return the result of the SPARQL function STR for a value.

    Only the text of a whole number is certain: the engine may write another number in
    more than one way.
    """
    if type(value) is str:
        return String(lexical(value))
    if isinstance(value, String):
        return value
    if isinstance(value, Decimal) and not value.as_tuple().exponent:
        return String(str(value))
    raise UnsureError


def _is_numeric(value: Value) -> Value:
    return isinstance(_settled(value), Decimal)


def _concatenated(*values: Value) -> Value:
    return String("".join(map(_string, values)))


def _cast(value: Value) -> Value:
    """Convert a string to the number that it contains."""
    with suppress(InvalidOperation):
        found = Decimal(_string(value))
        if found.is_finite():
            return found
    raise UnsureError


def _whole(value: Value) -> Value:
    """Convert a string to the whole number that it contains."""
    text = _string(value)
    if not text.isascii() or not text.isdecimal():
        raise UnsureError
    return Decimal(text)


def _year(value: Value) -> Value:
    found = _settled(value)
    if isinstance(found, Day):
        return Decimal(found[:4])
    raise UnsureError


def _replaced(text: Value, pattern: Value, replacement: Value) -> Value:
    """Return a string after all matches of a pattern are replaced.

    In the replacement, `$2` means the second group of the match.
    """
    written, flags = _patterns([_constant(pattern)])
    template = re.sub(r"\$([0-9])", r"\\g<\1>", _string(replacement))
    return String(re.sub(written, template, _string(text), flags=flags))


_FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "ABS": lambda value: abs(_number(value)),
    "CONCAT": _concatenated,
    "CONTAINS": lambda text, part: _string(part) in _string(text),
    "FLOOR": lambda value: Decimal(math.floor(_number(value))),
    "ISNUMERIC": _is_numeric,
    "REPLACE": _replaced,
    "STR": _text,
    "YEAR": _year,
    str(XSD.decimal): _cast,
    str(XSD.integer): _whole,
}
