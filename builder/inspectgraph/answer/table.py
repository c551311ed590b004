"""Tables for people, fitted to a width: no text is cut, long texts are wrapped.

Where the rows do not fit side by side, the columns that repeat from row to row become
headings of groups; where the room is still too small, the longest texts follow below
their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Final, Literal

from inspectgraph.files.console import escape_controls

__all__ = ["Line", "table"]

Row = tuple[str, ...]
Style = Literal["head", "rule", "group", "row", "blank"]

_GAP: Final = 2
_INDENT: Final = 2
#: So many characters a text wants in a plain table, and needs in one with headings or
#: with texts below.
_WANTED: Final = 44
_NEEDED: Final = 28
_SPACE = re.compile(r"[\t\r\n]+")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, and what it is."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class _Plan:
    """The place of each column: in headings of groups, side by side, or below."""

    shared: int
    inner: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...] = ()

    @property
    def indent(self) -> str:
        """The indent of a row in a group."""
        return " " * (_INDENT if self.shared else 0)


def table(columns: Row, rows: Sequence[Row], width: int) -> list[Line]:
    """Return the lines of a table; control characters are shown as escapes.

    Args:
        columns: The names of the columns.
        rows: The cells, as text.
        width: How many characters a line may have.
    """
    if not columns or not rows:
        return []
    columns, rows = _visible(columns), [_visible(row) for row in rows]
    return list(_lines(columns, rows, _plan(columns, rows, width), width))


def _visible(row: Row) -> Row:
    """Return cells as a terminal may show them: each on one line, without control characters."""
    return tuple(escape_controls(_SPACE.sub(" ", cell)) for cell in row)


# Where the columns go


def _plan(columns: Row, rows: Sequence[Row], width: int) -> _Plan:
    """Return the first plan that fits.

    The plans are: side by side, in groups, and with more and more texts below.
    """
    shared, every = _shared(rows), tuple(range(len(columns)))
    if plan := _fitted(columns, rows, _Plan(0, every, ()), width, _WANTED):
        return plan
    long = [
        number for number in every[shared:] if _longest(columns, rows, number) > _NEEDED
    ]
    below: tuple[int, ...] = ()
    while True:
        for more in ((), *((number,) for number in reversed(long))):
            inner = tuple(
                number for number in every[shared:] if number not in below + more
            )
            draft = _Plan(shared, inner, (), tuple(sorted(below + more)))
            if plan := _fitted(columns, rows, draft, width, _NEEDED):
                return plan
        if not long:
            return _Plan(0, (), (), every)
        long.remove(
            longest := max(long, key=lambda number: _longest(columns, rows, number))
        )
        below += (longest,)


def _shared(rows: Sequence[Row]) -> int:
    """Return how many columns change only together with the first one.

    It is 0 where the first column has no runs of equal cells.
    """
    groups = sum(1 for _ in groupby(rows, key=lambda row: row[0]))
    counts = range(1, len(rows[0]))
    if groups == len(rows) or not counts:
        return 0
    return max(
        n
        for n in counts
        if sum(1 for _ in groupby(rows, key=lambda row: row[:n])) == groups
    )


def _fitted(
    columns: Row, rows: Sequence[Row], draft: _Plan, width: int, room: int
) -> _Plan | None:
    """Return a plan with the widths of its columns, or None where they do not fit.

    The widest are narrowed first, no column below its longest word.
    """
    full = [_longest(columns, rows, number) for number in draft.inner]
    least = [
        max(_longest_word(columns, rows, number), min(room, longest))
        for number, longest in zip(draft.inner, full, strict=True)
    ]
    space = width - len(draft.indent)
    if not draft.inner or _total(least) > space:
        return None
    while (excess := _total(full) - space) > 0:
        widest = max(
            (n for n in range(len(full)) if full[n] > least[n]), key=lambda n: full[n]
        )
        next_widest = max((size for size in full if size < full[widest]), default=0)
        full[widest] = max(
            least[widest], full[widest] - excess, min(next_widest, full[widest] - 1)
        )
    return _Plan(draft.shared, draft.inner, tuple(full), draft.below)


# The lines


def _lines(
    columns: Row, rows: Sequence[Row], plan: _Plan, width: int
) -> Iterator[Line]:
    """Yield the lines of a table: its header, then group by group."""
    right = [_numeric(rows, number) for number in plan.inner]
    if plan.inner:
        yield from _header(columns, plan, right)
    for number, (heading, group) in enumerate(
        groupby(rows, key=lambda row: row[: plan.shared])
    ):
        if number and (plan.shared or plan.below):
            yield Line("", "blank")
        if plan.shared:
            yield Line(_joined(heading), "group")
        told: list[Line] = []
        for row in group:
            yield from [Line("", "blank")] * bool(told)
            yield from (
                Line(plan.indent + text, "row") for text in _cells(row, plan, right)
            )
            told = [
                line
                for column in plan.below
                for line in _named(columns[column], row[column], plan, width)
            ]
            yield from told


def _header(columns: Row, plan: _Plan, right: list[bool]) -> Iterator[Line]:
    """Yield the names of the columns, and a rule."""
    if plan.shared:
        yield Line(_joined(columns[: plan.shared]), "head")
    yield from (
        Line(plan.indent + text, "head") for text in _cells(columns, plan, right)
    )
    rules = (" " * _GAP).join("─" * width for width in plan.widths)
    yield Line(
        "─" * (len(plan.indent) + _total(plan.widths)) if plan.shared else rules, "rule"
    )


def _cells(row: Row, plan: _Plan, right: list[bool]) -> Iterator[str]:
    """Yield the lines of a row, each cell wrapped in its column."""
    wrapped = [
        _wrapped(row[number], width)
        for number, width in zip(plan.inner, plan.widths, strict=True)
    ]
    for number in range(max(map(len, wrapped), default=0)):
        parts = (cell[number] if number < len(cell) else "" for cell in wrapped)
        aligned = (
            part.rjust(width) if numeric else part.ljust(width)
            for part, width, numeric in zip(parts, plan.widths, right, strict=True)
        )
        yield (" " * _GAP).join(aligned).rstrip()


def _named(name: str, text: str, plan: _Plan, width: int) -> Iterator[Line]:
    """Yield the lines of a text below its row, after its column's name."""
    first = plan.indent + " " * _INDENT * bool(plan.inner)
    rest = first + " " * _INDENT
    lines = wrap(
        f"{name}: {text}",
        max(width, 2 * len(rest)),
        initial_indent=first,
        subsequent_indent=rest,
    )
    yield from (Line(line, "row") for line in lines if text)


def _wrapped(text: str, width: int) -> list[str]:
    """Return a text as lines of a width."""
    return wrap(text, width, break_on_hyphens=False) or [""]


def _numeric(rows: Sequence[Row], number: int) -> bool:
    """Return whether a column holds nothing but numbers."""
    found = [row[number] for row in rows if row[number]]
    return bool(found) and all(map(_NUMBER.fullmatch, found))


def _longest(columns: Row, rows: Sequence[Row], number: int) -> int:
    return max(len(columns[number]), *(len(row[number]) for row in rows))


def _longest_word(columns: Row, rows: Sequence[Row], number: int) -> int:
    texts = (columns[number], *(row[number] for row in rows))
    return max((len(word) for text in texts for word in text.split()), default=1)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _joined(cells: Sequence[str]) -> str:
    return " · ".join(cell for cell in cells if cell)
