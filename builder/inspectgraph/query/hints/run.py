"""Collect the hints on a user's SPARQL query: one sentence for each possible mistake.

A new kind of hint is a function that takes an `Asked` and yields problems. It must be
added to `_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Final

from inspectgraph.model.errors import Problem
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.hints.date_sums import date_sums
from inspectgraph.query.hints.empty_aggregates import empty_aggregates
from inspectgraph.query.hints.language_tests import language_tests
from inspectgraph.query.hints.mixed_order import mixed_order
from inspectgraph.query.hints.repeated_statements import (
    merged_alternatives,
    repeated_statements,
)
from inspectgraph.query.hints.unbound_variables import unbound_variables
from inspectgraph.query.hints.unknown_terms import unknown_terms, unknown_values

__all__ = ["Asked", "hints"]

#: The largest number of hints with one answer.
_MOST: Final = 10


def hints(asked: Asked) -> tuple[str, ...]:
    """Return the hints on a query that has been answered, sorted by location."""
    # Each hint searches for similar terms, which is slow. So only one hint more than
    # is shown is made of each kind.
    every: set[Problem] = set()
    for kind in _KINDS:
        every.update(islice(kind(asked), _MOST + 1))
    found = sorted(every, key=lambda problem: (problem.where, problem.found))
    lines = list(map(str, found[:_MOST]))
    if len(found) > _MOST:
        lines.append(f"{asked.source}: there are more hints; correct these first")
    return tuple(lines)


_KINDS: Final[tuple[Callable[[Asked], Iterable[Problem]], ...]] = (
    lambda asked: unknown_terms(asked.store, asked.text, asked.source),
    lambda asked: unknown_values(asked.store, asked.text, asked.source),
    lambda asked: unbound_variables(asked.text, asked.source),
    date_sums,
    empty_aggregates,
    language_tests,
    merged_alternatives,
    mixed_order,
    repeated_statements,
)
