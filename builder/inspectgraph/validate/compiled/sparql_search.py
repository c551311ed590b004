"""The steps that search an index of triples for a match of a query.

Before the search starts, each step is linked to the steps after it. A step tries the
possible values of its variables one by one. The step ends at the first value for which
all later steps succeed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from operator import itemgetter
from typing import Any, Final

from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.paths import Path
from inspectgraph.validate.compiled.sparql_expressions import Expression, Row, holds
from inspectgraph.validate.compiled.sparql_reader import NotUnderstoodError
from inspectgraph.validate.compiled.sparql_values import ExpressionError

__all__ = [
    "Look",
    "Pattern",
    "Step",
    "bound_to",
    "existing",
    "found_one",
    "in_turn",
    "is_variable",
    "kept",
    "matching",
    "optional",
]

#: A function that returns whether a search succeeds, given the triples and a row.
Look = Callable[[TripleIndex, Row], bool]

#: A function that puts a step before a search, and returns the longer search.
Step = Callable[[Look], Look]

#: A function that returns a term for a row.
_Read = Callable[[Any], str]

_NUMBERS: Final = count()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: subject, value and property path.

    The subject or the value may be a variable.
    """

    subject: str
    path: Path
    value: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of the variables in the triple pattern."""
        return frozenset(map(_name, filter(is_variable, (self.subject, self.value))))

    def free(self, known: frozenset[str]) -> tuple[bool, bool]:
        """Return two booleans: one for the subject, and one for the value.

        Each boolean is true if the term is a variable that is not in `known`.
        """
        subject, value = (
            is_variable(term) and _name(term) not in known
            for term in (self.subject, self.value)
        )
        return subject, value


def is_variable(term: str) -> bool:
    """Return whether a term of a pattern is a variable."""
    return term[0] == "?"


def found_one(_data: TripleIndex, _row: Row) -> bool:
    """Return True. This function ends a successful search."""
    return True


def in_turn(steps: Iterable[Step]) -> Step:
    """Return a search step that performs several steps one after another."""
    ordered = list(steps)

    def step(following: Look) -> Look:
        for one in reversed(ordered):
            following = one(following)
        return following

    return step


def matching(pattern: Pattern, known: frozenset[str]) -> Step:
    """Return a step that searches for the matches of a triple pattern.

    Args:
        pattern: The pattern.
        known: The variables that already have a value.

    Raises:
        NotUnderstoodError: If there is no known term from which the search can start.
    """
    subject, value, path = pattern.subject, pattern.value, pattern.path
    is_new, is_value_new = pattern.free(known)
    if not is_new and not is_value_new:
        return _checked(_reading(subject), path, _reading(value))
    if not is_new and path.property:
        return _read(_reading(subject), path.property, _name(value))
    if not is_new:
        return _followed(_reading(subject), path.forward, _name(value))
    if not is_value_new:
        return _followed(_reading(value), path.backward, _name(subject))
    if subject == value or not path.property:
        raise NotUnderstoodError("a pattern without any known term")
    return _scanned(_name(subject), path.property, _name(value))


def kept(expression: Expression) -> Step:
    """Return a search step that applies a filter expression."""

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return holds(expression, row) and following(data, row)

        return look

    return step


def existing(group: Step, *, wanted: bool) -> Step:
    """Return a search step for EXISTS (a group must match) or NOT EXISTS (it must not match)."""
    has_answer = group(found_one)

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return has_answer(data, row) == wanted and following(data, row)

        return look

    return step


def optional(group: Step, names: Iterable[str]) -> Step:
    """Return a step that searches for a match of an OPTIONAL group.

    Args:
        group: The OPTIONAL group.
        names: The variables that have no value if the group has no match.
    """
    nothing = dict.fromkeys(names)
    mark = f"/{next(_NUMBERS)}"

    def step(following: Look) -> Look:
        def goes_on(data: TripleIndex, row: Row) -> bool:
            row[mark] = True
            return following(data, row)

        inner = group(goes_on)

        def look(data: TripleIndex, row: Row) -> bool:
            row[mark] = None
            if inner(data, row):
                return True
            if row[mark]:
                return False
            row.update(nothing)
            return following(data, row)

        return look

    return step


def bound_to(name: str, expression: Expression) -> Step:
    """Return a search step for BIND, which sets a variable to the value of an expression."""

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            row[name] = None
            with suppress(ExpressionError):
                row[name] = expression.value(row)
            return following(data, row)

        return look

    return step


def _name(variable: str) -> str:
    return variable[1:]


def _reading(term: str) -> _Read:
    """Return a function that takes a row, and returns the value of a term in this row.

    A constant has the same value in every row.
    """
    if is_variable(term):
        return itemgetter(_name(term))
    return lambda _: term


def _checked(start: _Read, path: Path, end: _Read) -> Step:
    """Return a search step that checks whether a path connects two known terms."""
    follow = path.forward

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return end(row) in follow(data, start(row)) and following(data, row)

        return look

    return step


def _read(read: _Read, key: str, name: str) -> Step:
    """Return a search step that tries all values of one property of a known subject."""

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            for found in data.values(read(row), key):
                row[name] = found
                if following(data, row):
                    return True
            return False

        return look

    return step


def _followed(
    read: _Read, follow: Callable[[TripleIndex, str], Sequence[str]], name: str
) -> Step:
    """Return a search step that tries all terms to which a path leads."""

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            for found in follow(data, read(row)):
                row[name] = found
                if following(data, row):
                    return True
            return False

        return look

    return step


def _scanned(start: str, key: str, end: str) -> Step:
    """Return a search step that tries all triples that have one property."""

    def step(following: Look) -> Look:
        read = _read(itemgetter(start), key, end)(following)

        def look(data: TripleIndex, row: Row) -> bool:
            for subject in data.subjects_of(key):
                row[start] = subject
                if read(data, row):
                    return True
            return False

        return look

    return step
