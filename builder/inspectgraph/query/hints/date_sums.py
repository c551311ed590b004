"""Warn about a sum of a date and a duration if the sum may have no value.

pyoxigraph can always subtract a duration from a date. It can add a date and a duration
only if it evaluates the operands in one particular order. The order depends on the
names of variables and the rest of the query. If an operand is an aggregate, the order
varies from run to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, product
from operator import attrgetter, itemgetter
from typing import Final

from pyoxigraph import Literal, NamedNode

from inspectgraph.model.errors import Problem, shorten
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.patterns import variable_properties
from inspectgraph.query.selects import closing, prologue
from inspectgraph.query.tokens import (
    NO_TOKEN,
    Token,
    code_tokens,
    place,
    texts,
    variables,
)
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

__all__ = ["date_sums", "has_unstable_sum"]

_DAYS: Final = frozenset(
    NamedNode(f"{XSD.base}{name}")
    for name in ("date", "dateTime", "time", "gYear", "gYearMonth")
)
_DURATIONS: Final = frozenset(
    NamedNode(f"{XSD.base}{name}")
    for name in ("duration", "dayTimeDuration", "yearMonthDuration")
)
_AGGREGATE: Final = re.compile(r"\b(?:MIN|MAX|SAMPLE)\s*(?=\()", re.IGNORECASE)
#: Words before a bracket that are not the name of a function; "" means no word.
_NOT_FUNCTIONS: Final = frozenset({"", "BIND", "FILTER", "HAVING", "BY", "AS"})
#: The largest number of values of a property or column whose datatypes are checked.
_SOME: Final = 1000
#: The largest number of combinations of values to try.
_MOST_ROWS: Final = 64


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of two operands in a query.

    `first` and `last` are the indices of the first and the last token of the sum.
    `plus` is the index of the plus sign.
    """

    found: Sequence[Token]
    text: str
    first: int
    plus: int
    last: int

    @property
    def left(self) -> str:
        """The text of the left operand."""
        return self._slice(self.first, self.plus - 1)

    @property
    def right(self) -> str:
        """The text of the right operand."""
        return self._slice(self.plus + 1, self.last)

    @property
    def variables(self) -> list[str]:
        """The names of the variables in the sum, sorted and without repeats."""
        inside = self.found[self.first : self.last + 1]
        return sorted(set(variables(inside)))

    def _slice(self, first: int, last: int) -> str:
        """Return the text from one token to another, both included."""
        return self.text[self.found[first].start : self.found[last].end]


def date_sums(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each sum that may have no value.

    Such a sum adds a date and a duration.
    """
    for one in _sums(asked.text):
        verb = "may have"
        column = _column(asked, one)
        if column is not None:
            verb = "has"
            if _has_value(asked, column):
                continue  # all rows have the same order of operands: the sum works
        if _is_date_and_duration(asked, one):
            yield _problem(asked, one, verb)


def has_unstable_sum(asked: Asked) -> bool:
    """Return whether a sum in a query may have a value in one run and none in the next.

    Such a sum adds a date and a duration, and an operand of the sum has an aggregate.
    Two answers to the same query can then differ.
    """
    for one in _sums(asked.text):
        has_aggregate = _AGGREGATE.search(one.left + one.right)
        if not has_aggregate:
            continue
        if _is_date_and_duration(asked, one):
            return True
    return False


def _problem(asked: Asked, one: _Sum, verb: str) -> Problem:
    """Return a hint that a sum has no value or may have no value.

    `verb` is the verb of the hint: `has` or `may have`.
    """
    message = (
        f"{shorten(one.left)} + {shorten(one.right)} {verb} no value, because the engine"
        " may swap a date and a duration, but can add them in one order only; subtract the"
        ' negative duration: write ?day - "-P1M"^^xsd:yearMonthDuration, not ?day +'
        ' "P1M"^^xsd:yearMonthDuration'
    )
    where = place(asked.text, one.found[one.plus].start, asked.source)
    return Problem(where, "empty-sum", message)


def _sums(text: str) -> Iterator[_Sum]:
    """Yield the sums of two operands in a query."""
    found = code_tokens(text)
    for plus, token in enumerate(found):
        if token.text != "+":
            continue
        first = _operand_before(found, plus - 1)
        last = _operand_after(found, plus + 1)
        if min(first, last) >= 0:
            yield _Sum(found, text, first, plus, last)


def _column(asked: Asked, one: _Sum) -> int | None:
    """Return the index of the answer column that shows a sum, or None if no column does."""
    word, variable = [*one.found, NO_TOKEN, NO_TOKEN][one.last + 1 : one.last + 3]
    name = variable.text[1:]
    if word.word != "AS":
        return None
    if name not in asked.columns:
        return None
    return asked.columns.index(name)


def _has_value(asked: Asked, column: int) -> bool:
    """Return whether a column of the answer has a value in any row."""
    values = set(map(itemgetter(column), asked.rows))
    return bool(values - {None})


def _operand_before(found: Sequence[Token], end: int) -> int:
    """Return the index of the token that starts an operand, or -1 if the operand is missing.

    Args:
        found: The tokens.
        end: The index of the operand's last token.
    """
    token = found[end]
    if token.kind == "variable":
        return end
    before = texts(found[max(0, end - 2) : end])
    if token.is_iri and before == ["^", "^"]:
        return end - 3
    if token.text != ")":
        return -1
    start = _opening(found, end)
    if start <= 0:
        return start
    if _is_function(found[start - 1]):
        return start - 1
    return start


def _operand_after(found: Sequence[Token], start: int) -> int:
    """Return the index of the token that ends an operand, or -1 if the operand is missing.

    Args:
        found: The tokens.
        start: The index of the operand's first token.
    """
    token, following = found[start], texts(found[start + 1 : start + 3])
    if token.kind == "variable":
        return start
    if token.kind == "string":
        if following == ["^", "^"]:
            return start + 3
        return -1
    if token.text == "(":
        return closing(found, start)
    if following[:1] != ["("]:
        return -1
    if _is_function(token):
        return closing(found, start + 1)
    return -1


def _opening(found: Sequence[Token], end: int) -> int:
    """Return the index of the opening bracket for the closing bracket at `end`.

    The result is -1 if there is no such opening bracket.
    """
    for index in range(end):
        if found[index].text != "(":
            continue
        if closing(found, index) == end:
            return index
    return -1


def _is_function(token: Token) -> bool:
    """Return whether a token may be the name of a function."""
    if token.is_iri:
        return True
    return token.word not in _NOT_FUNCTIONS


def _is_date_and_duration(asked: Asked, one: _Sum) -> bool:
    """Return whether the operands of a sum can be a date and a duration.

    The function tries sample values of the variables in the sum.
    """
    left, right = _AGGREGATE.sub("", one.left), _AGGREGATE.sub("", one.right)
    types = f"(DATATYPE({left}) AS ?_left_) (DATATYPE({right}) AS ?_right_)"
    values = _inline_values(asked, one.variables)
    rows = asked.again(f"{prologue(asked.text)}\nSELECT {types} {{ {values} }}")
    return any(map(_is_pair, rows))


def _is_pair(row: Sequence[Term | None]) -> bool:
    """Return whether one operand of a sum is a date and the other is a duration.

    `row` has the datatypes of the two operands.
    """
    if _DAYS.isdisjoint(row):
        return False
    return not _DURATIONS.isdisjoint(row)


def _inline_values(asked: Asked, names: Sequence[str]) -> str:
    """Return a VALUES block with sample dates and durations for given variables.

    The result is "" if there are no variables.
    """
    if not names:
        return ""
    samples = map(partial(_samples, asked), names)
    rows: list[str] = []
    for row in islice(product(*samples), _MOST_ROWS):
        rows.append(f"({' '.join(map(str, row))})")
    head = " ".join(map("?{}".format, names))
    return f"VALUES ({head}) {{ {' '.join(rows)} }}"


def _samples(asked: Asked, name: str) -> list[Term]:
    """Return dates and durations that are possible values of a variable.

    The result has at most one value for each datatype.
    """
    found: dict[NamedNode, Term] = {}
    for term in _values(asked, name):
        if not isinstance(term, Literal):
            continue
        if term.datatype in _DAYS | _DURATIONS:
            found.setdefault(term.datatype, term)
    return list(found.values())


def _values(asked: Asked, name: str) -> Iterator[Term | None]:
    """Yield possible values of a variable.

    The values come from the answer, from BIND and VALUES in the query, and from the
    graph. If the variable is the object of a triple pattern, the values from the graph
    are values of the property in this pattern.
    """
    if name in asked.columns:
        column = asked.columns.index(name)
        yield from map(itemgetter(column), asked.rows[:_SOME])
    for iri in variable_properties(asked.text, asked.source).get(name, ()):
        quads = asked.store.quads_for_pattern(None, NamedNode(iri), None, None)
        yield from map(attrgetter("object"), islice(quads, _SOME))
    found = code_tokens(asked.text)
    rows = chain(_bound(asked, found, name), _inline(asked, found, name))
    yield from map(itemgetter(0), rows)


def _bound(
    asked: Asked, found: Sequence[Token], name: str
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the typed literals that BIND assigns to a variable, one in each row."""
    for index, token in enumerate(found):
        if token.text != f"?{name}":
            continue
        if found[index - 1].word != "AS":
            continue
        first, last = found[index - 5], found[index - 2]
        if first.kind == "string":
            literal = asked.text[first.start : last.end]
            query = f"{prologue(asked.text)} SELECT ({literal} AS ?_given_) {{}}"
            yield from asked.again(query)


def _inline(
    asked: Asked, found: Sequence[Token], name: str
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the values that VALUES blocks assign to a variable, one in each row."""
    for index, token in enumerate(found):
        if token.word != "VALUES":
            continue
        brace = texts(found).index("{", index)
        if f"?{name}" in texts(found[index:brace]):
            block = asked.text[token.start : found[closing(found, brace)].end]
            query = f"{prologue(asked.text)} SELECT ?{name} {{ {block} }}"
            yield from asked.again(query)[:_SOME]
