"""Sums of a date and a duration without a value.

pyoxigraph subtracts a duration from a date; whether it adds one depends on how it
orders the two operands, which follows from the names of the variables and the rest of
the query, and from chance where an operand is an aggregate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from pyoxigraph import Literal, NamedNode

from inspectgraph.model.errors import Problem, shorten
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.patterns import variable_properties
from inspectgraph.query.selects import closing, end_of, prologue
from inspectgraph.query.tokens import Token, place, tokens
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

__all__ = ["date_sums"]

_DAYS: Final = frozenset(
    f"{XSD.base}{name}" for name in ("date", "dateTime", "time", "gYear", "gYearMonth")
)
_DURATIONS: Final = frozenset(
    f"{XSD.base}{name}" for name in ("duration", "dayTimeDuration", "yearMonthDuration")
)
_AGGREGATE: Final = re.compile(r"\b(?:MIN|MAX|SAMPLE)\s*(?=\()", re.IGNORECASE)
#: How many values of a property or column are looked at for their datatypes.
_SOME: Final = 1000


def date_sums(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each sum of a date and a duration, unless the answer shows that it has a value."""
    found = [token for token in tokens(asked.text) if token.kind != "comment"]
    for index, token in enumerate(found):
        if token.text == "+" and (span := _operands(found, index)):
            (first, _), (_, last) = span
            left, right = (
                asked.text[found[a].start : end_of(found[b])] for a, b in span
            )
            column = _column(asked, found[last + 1 : last + 3])
            # The order is the same for all rows, so that one value shows that the
            # engine adds the two.
            has_value = column is not None and any(
                row[column] is not None for row in asked.rows
            )
            if not has_value and _is_date_and_duration(
                asked, left, right, found[first : last + 1]
            ):
                yield _problem(
                    asked, left, right, token, "may have" if column is None else "has"
                )


def _problem(asked: Asked, left: str, right: str, token: Token, verb: str) -> Problem:
    """Return the hint on a sum."""
    found = (
        f"{shorten(left)} + {shorten(right)} {verb} no value, since the engine does not"
        " add dates and durations in every order; subtract the duration with a minus,"
        ' as in ?day - "-P1M"^^xsd:yearMonthDuration'
    )
    return Problem(place(asked.text, token.start, asked.source), "empty-sum", found)


def _column(asked: Asked, following: Sequence[Token]) -> int | None:
    """Return the number of the column that shows a sum, where `AS` and the name of a column follow it, or None."""
    if [token.text.upper() for token in following[:1]] != ["AS"] or following[1].text[
        1:
    ] not in asked.columns:
        return None
    return asked.columns.index(following[1].text[1:])


def _operands(
    found: Sequence[Token], plus: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the first and last indices of both operands of a sum, or None where a plus is not one of two operands."""
    left, right = _operand_before(found, plus - 1), _operand_after(found, plus + 1)
    return ((left, plus - 1), (plus + 1, right)) if left >= 0 and right >= 0 else None


def _operand_before(found: Sequence[Token], end: int) -> int:
    """Return the index of the first token of the operand that ends at `end`, or -1."""
    if found[end].kind == "variable":
        return end
    if found[end].kind in {"name", "iri"} and [
        one.text for one in found[max(0, end - 2) : end]
    ] == ["^", "^"]:
        return end - 3
    if found[end].text == ")":
        start = next(
            (
                at
                for at in range(end)
                if found[at].text == "(" and closing(found, at) == end
            ),
            -1,
        )
        return start - (start > 0 and _is_function(found[start - 1]))
    return -1


def _operand_after(found: Sequence[Token], start: int) -> int:
    """Return the index of the last token of the operand that begins at `start`, or -1."""
    following = [one.text for one in found[start + 1 : start + 3]]
    if found[start].kind == "variable":
        return start
    if found[start].kind == "string":
        return start + 3 if following == ["^", "^"] else -1
    if _is_function(found[start]) and following[:1] == ["("]:
        return closing(found, start + 1)
    return closing(found, start) if found[start].text == "(" else -1


def _is_function(token: Token) -> bool:
    """Return whether a token may be the name of a function."""
    return token.kind in {"name", "iri", "word"} and token.text.upper() not in {
        "BIND",
        "FILTER",
        "HAVING",
        "BY",
        "AS",
    }


def _is_date_and_duration(
    asked: Asked, left: str, right: str, found: Sequence[Token]
) -> bool:
    """Return whether two operands are a date and a duration, in either order, for some values of their variables."""
    left, right = _AGGREGATE.sub("", left), _AGGREGATE.sub("", right)
    variables = sorted({token.text[1:] for token in found if token.kind == "variable"})
    samples = [_samples(asked, name) for name in variables]
    rows = "\n".join(
        f"({' '.join(map(str, row))})" for row in islice(product(*samples), 64)
    )
    given = (
        f"VALUES ({' '.join(f'?{name}' for name in variables)}) {{ {rows} }}"
        if variables
        else ""
    )
    types = f"(DATATYPE({left}) AS ?_left_) (DATATYPE({right}) AS ?_right_)"
    pairs = (
        {term.value for term in row if isinstance(term, NamedNode)}
        for row in asked.again(f"{prologue(asked.text)}\nSELECT {types} {{ {given} }}")
    )
    return any(kinds & _DAYS and kinds & _DURATIONS for kinds in pairs)


def _samples(asked: Asked, name: str) -> list[Term]:
    """Return a value of each datatype of dates and durations that a variable has, as far as can be told."""
    found: dict[str, Term] = {}
    for term in _values(asked, name):
        if isinstance(term, Literal) and term.datatype.value in _DAYS | _DURATIONS:
            found.setdefault(term.datatype.value, term)
    return list(found.values())


def _values(asked: Asked, name: str) -> Iterator[Term | None]:
    """Yield values of a variable: those of the answer, of the properties whose object it is, and those given to it."""
    if name in asked.columns:
        column = asked.columns.index(name)
        yield from (row[column] for row in asked.rows[:_SOME])
    for iri in variable_properties(asked.text, asked.source).get(name, ()):
        quads = asked.store.quads_for_pattern(None, NamedNode(iri), None, None)
        yield from (quad.object for quad in islice(quads, _SOME))
    yield from _given(asked, name)


def _given(asked: Asked, name: str) -> Iterator[Term | None]:
    """Yield the values that BIND and VALUES give to a variable."""
    found = [token for token in tokens(asked.text) if token.kind != "comment"]
    for index, token in enumerate(found):
        if (
            token.text == f"?{name}"
            and found[index - 1].text.upper() == "AS"
            and found[index - 5].kind == "string"
        ):
            literal = asked.text[found[index - 5].start : end_of(found[index - 2])]
            yield from (
                row[0]
                for row in asked.again(
                    f"{prologue(asked.text)} SELECT ({literal} AS ?_given_) {{}}"
                )
            )
        if token.kind == "word" and token.text.upper() == "VALUES":
            yield from _in_block(asked, found, index, name)


def _in_block(
    asked: Asked, found: Sequence[Token], start: int, name: str
) -> Iterator[Term | None]:
    """Yield the values of a variable in one block of VALUES."""
    brace = next((at for at in range(start, len(found)) if found[at].text == "{"), -1)
    if brace >= 0 and any(token.text == f"?{name}" for token in found[start:brace]):
        block = asked.text[found[start].start : end_of(found[closing(found, brace)])]
        yield from (
            row[0]
            for row in asked.again(
                f"{prologue(asked.text)} SELECT ?{name} {{ {block} }}"
            )[:_SOME]
        )
