"""The steps of the search for an answer to a query, over an index of triples.

A step is made once, with what follows it. It tries one binding of its variables after the
other, and ends with the first for which all that follows succeeds.
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

#: Whether a search succeeds, given the triples and the values of variables.
Look = Callable[[TripleIndex, Row], bool]

#: Makes a search out of what follows.
Step = Callable[[Look], Look]

#: Reads a term from a row.
_Read = Callable[[Any], str]

_NUMBERS: Final = count()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: two terms or variables, and the path between them."""

    subject: str
    path: Path
    value: str

    @property
    def variables(self) -> frozenset[str]:
        """The names of its variables."""
        return frozenset(map(_name, filter(is_variable, (self.subject, self.value))))

    def free(self, known: frozenset[str]) -> tuple[bool, bool]:
        """Return whether subject and value are variables that have no value yet."""
        subject, value = (
            is_variable(term) and _name(term) not in known
            for term in (self.subject, self.value)
        )
        return subject, value


def is_variable(term: str) -> bool:
    """Return whether a term of a pattern is a variable."""
    return term[0] == "?"


def found_one(_data: TripleIndex, _row: Row) -> bool:
    """End a search with success."""
    return True


def in_turn(steps: Iterable[Step]) -> Step:
    """Return the step that takes some steps one after the other."""
    ordered = list(steps)

    def step(following: Look) -> Look:
        for one in reversed(ordered):
            following = one(following)
        return following

    return step


def matching(pattern: Pattern, known: frozenset[str]) -> Step:
    """Return the search for the matches of a pattern.

    Args:
        pattern: The pattern.
        known: The variables that have a value.

    Raises:
        NotUnderstoodError: If nothing of a path is known.
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
    """Return the filter by an expression."""

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return holds(expression, row) and following(data, row)

        return look

    return step


def existing(group: Step, *, wanted: bool) -> Step:
    """Return the check that a group has an answer, or that it has none."""
    has_answer = group(found_one)

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return has_answer(data, row) == wanted and following(data, row)

        return look

    return step


def optional(group: Step, names: Iterable[str]) -> Step:
    """Return the search through an OPTIONAL group.

    Args:
        group: The group.
        names: The variables that have no value where the group has no answer.
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
    """Return the step that gives a variable the value of an expression, if it has one."""

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
    """Return the function that reads a term, or the value of a variable."""
    if is_variable(term):
        return itemgetter(_name(term))
    return lambda _: term


def _checked(start: _Read, path: Path, end: _Read) -> Step:
    """Return the check that a path leads from one known term to another."""
    follow = path.forward

    def step(following: Look) -> Look:
        def look(data: TripleIndex, row: Row) -> bool:
            return end(row) in follow(data, start(row)) and following(data, row)

        return look

    return step


def _read(read: _Read, key: str, name: str) -> Step:
    """Return the search through the values of one property."""

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
    """Return the search through what a path leads to."""

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
    """Return the search through all triples of a property."""

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
