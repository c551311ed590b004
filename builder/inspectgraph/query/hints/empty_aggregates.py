"""Hints on aggregates that have no value.

If one row of a group has no value for an aggregate, pyoxigraph gives no value for the
whole group. Other engines skip the row. To find such groups, each SELECT with an
aggregate is changed and run again. The changed SELECT counts all rows of each group,
and the rows that have a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from inspectgraph.model.errors import Problem, shorten
from inspectgraph.query.hints.asked import Asked, Row
from inspectgraph.query.selects import Select, closing, in_named_graph, selects
from inspectgraph.query.tokens import Token, place

__all__ = ["empty_aggregates"]

_AGGREGATES: Final = frozenset({"SUM", "AVG", "MIN", "MAX", "COUNT", "GROUP_CONCAT"})
_TYPES: Final = {"SUM": "a number", "AVG": "a number", "GROUP_CONCAT": "a text"}


@dataclass(frozen=True, slots=True)
class _Aggregate:
    """An aggregate in a query, such as `SUM(?x)`.

    `token` is the token of the aggregate's name. `text` is the whole expression, and
    `value` is the argument.
    """

    name: str
    token: Token
    text: str
    value: str


def empty_aggregates(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each aggregate that has no value although its group has rows."""
    if not asked.is_quick:
        return
    for select in selects(asked.text):
        wanted = [*_aggregates(select)]
        if not wanted:
            continue
        if not in_named_graph(select):
            groups = asked.again(_counting(select, wanted))
            yield from _problems(asked, wanted, groups)


def _problems(
    asked: Asked, wanted: Sequence[_Aggregate], groups: Sequence[Row]
) -> Iterator[Problem]:
    """Yield the hints on the aggregates of one SELECT.

    Args:
        asked: The query with its answer.
        wanted: The aggregates.
        groups: One row for each group. The first value is the number of rows in the
            group. For each aggregate, two values follow: the value of the aggregate,
            and the number of rows in which the aggregate's argument has a value.
    """
    for index, one in enumerate(wanted):
        value, bound = 1 + 2 * index, 2 + 2 * index
        empty = []
        for group in groups:
            if group[value] is not None:
                continue
            if _number(group[0]):
                empty.append(group)
        if empty:
            missing = sum(_number(group[0]) - _number(group[bound]) for group in empty)
            where = place(asked.text, one.token.start, asked.source)
            which = _of_groups(len(empty), len(groups))
            found = (
                f"{_called(one)} has no value{which}, because {_because(one, missing)};"
                f" {_remedy(one, missing)}"
            )
            yield Problem(where, "empty-aggregate", found)


def _aggregates(select: Select) -> Iterator[_Aggregate]:
    """Yield the aggregates of a SELECT, except those in its sub-queries."""
    found = select.found
    outside = [
        *range(select.start, select.dataset),
        *range(select.modifiers, select.end),
    ]
    for index in outside:
        name = found[index].word
        if name not in _AGGREGATES:
            continue
        if found[index + 1].text == "(":
            end = closing(found, index + 1)
            text = select.text[found[index].start : found[end].end]
            if (value := _value(select, index + 2, end)) not in {"", "*"}:
                yield _Aggregate(name, found[index], text, value)


def _value(select: Select, start: int, end: int) -> str:
    """Return the argument of an aggregate, without DISTINCT and SEPARATOR."""
    found = select.found
    first = start + (found[start].text.upper() == "DISTINCT")
    last = first
    while last < end and found[last].text != ";":
        last = closing(found, last) + 1
    return select.slice(first, last)


def _counting(select: Select, wanted: Sequence[_Aggregate]) -> str:
    """Return a query that counts the rows of each group.

    For each aggregate, the query also returns the value of the aggregate, and the
    number of rows in which its argument has a value.
    """
    columns = ["(COUNT(*) AS ?_rows_)"]
    for index, one in enumerate(wanted):
        columns += [
            f"({one.text} AS ?_value{index}_)",
            f"({_bound(one.value)} AS ?_bound{index}_)",
        ]
    pattern = select.slice(select.where, select.modifiers)
    parts = (
        select.prologue,
        "SELECT",
        *columns,
        _dataset(select),
        "WHERE",
        pattern,
        select.clause("GROUP"),
    )
    return "\n".join(parts)


def _bound(value: str) -> str:
    """Return a SPARQL expression that counts the rows in which a given expression has a value."""
    return f"SUM(COALESCE(IF(ISBLANK({value}), 1, 1), 0))"


def _dataset(select: Select) -> str:
    """Return the FROM clauses of a whole query, given one SELECT of the query."""
    outer = selects(select.text)[0]
    kept = outer.slice(outer.dataset, outer.where)
    if kept.upper().rstrip().endswith("WHERE"):
        return kept.rstrip()[: -len("WHERE")]
    return kept


def _called(one: _Aggregate) -> str:
    """Return the text of an aggregate for a hint, such as `SUM(?x)`."""
    return f"{one.name}({shorten(' '.join(one.value.split()), 40)})"


def _of_groups(empty: int, groups: int) -> str:
    """Return the part of a hint that counts groups, such as ` for 2 of 3 groups`.

    If there is only one group, the result is "".
    """
    if groups > 1:
        return f" for {empty} of {groups} groups"
    return ""


def _because(one: _Aggregate, missing: int) -> str:
    """Return the reason why an aggregate has no value.

    Args:
        one: The aggregate.
        missing: The number of rows in which the aggregate's argument has no value.
    """
    if missing == 1:
        return "1 of the rows has no value for it"
    if missing:
        return f"{missing} of the rows have no value for it"
    return f"a row has a value that is not {_TYPES.get(one.name, 'comparable')}"


def _remedy(one: _Aggregate, missing: int) -> str:
    """Return advice on how to change the query so that an aggregate has a value."""
    if one.name == "GROUP_CONCAT":
        if missing:
            return f'write COALESCE({one.value}, "-") in it'
        return f"write STR({one.value}) in it"
    if missing:
        return "leave such rows out, for instance with FILTER(BOUND(…))"
    return "leave such rows out with FILTER"


def _number(term: object) -> int:
    """Return the integer of a literal, or 0 for any other term."""
    if isinstance(term, Literal):
        return int(term.value)
    return 0
