"""Tables for people, fitted to a width: no text is cut, long texts are wrapped.

Where the rows do not fit side by side, the columns that repeat from row to row become
headings of groups; where the room is still too small, the longest texts follow below
their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Final, Literal

from inspectgraph.files.console import escape_controls

__all__ = ["BLANK", "Line", "table"]

Row = tuple[str, ...]
Style = Literal["head", "rule", "group", "row", "blank"]

_GAP: Final = 2
_INDENT: Final = 2
#: The least width of a long text in a plain table, and in one with headings or texts below.
_WANTED: Final = 44
_NEEDED: Final = 28
_SPACE = re.compile(r"[\t\r\n]+")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table and its role."""

    text: str
    style: Style


BLANK: Final = Line("", "blank")


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
    """Return the first plan that fits: side by side, in groups, or with texts below."""
    every = tuple(range(len(columns)))
    plain = _fitted(columns, rows, _Plan(0, every, ()), width, _WANTED)
    if plain is not None:
        return plain
    for draft in _drafts(columns, rows):
        plan = _fitted(columns, rows, draft, width, _NEEDED)
        if plan is not None:
            return plan
    return _Plan(0, (), (), every)


def _drafts(columns: Row, rows: Sequence[Row]) -> Iterator[_Plan]:
    """Yield plans in groups, without widths, with more and more long columns below."""
    shared = _shared(rows)
    lengths = {n: _longest(columns, rows, n) for n in range(shared, len(columns))}
    long = [number for number, length in lengths.items() if length > _NEEDED]
    by_length = sorted(long, key=lengths.__getitem__, reverse=True)
    for count in range(len(by_length) + 1):
        below = by_length[:count]
        yield _draft(shared, lengths, below)
        for number in reversed(long):
            if number not in below:
                yield _draft(shared, lengths, [*below, number])


def _draft(shared: int, numbers: Iterable[int], below: Sequence[int]) -> _Plan:
    """Return a plan without widths: some columns below, the others side by side."""
    inner = tuple(number for number in numbers if number not in below)
    return _Plan(shared, inner, (), tuple(sorted(below)))


def _shared(rows: Sequence[Row]) -> int:
    """Return how many columns change only together with the first one.

    It is 0 where the first column has no runs of equal cells.
    """
    groups = _run_count(rows, 1)
    counts = range(1, len(rows[0]))
    if groups == len(rows) or not counts:
        return 0
    return max(n for n in counts if _run_count(rows, n) == groups)


def _run_count(rows: Sequence[Row], count: int) -> int:
    """Return the number of runs of rows whose first columns are equal."""
    return sum(1 for _ in groupby(rows, key=lambda row: row[:count]))


def _fitted(
    columns: Row, rows: Sequence[Row], draft: _Plan, width: int, room: int
) -> _Plan | None:
    """Return a plan with the widths of its columns, or None where they do not fit.

    The widest are narrowed first, no column below its longest word.
    """
    full = [_longest(columns, rows, number) for number in draft.inner]
    words = [_longest_word(columns, rows, number) for number in draft.inner]
    least = list(map(max, words, (min(room, longest) for longest in full)))
    space = width - len(draft.indent)
    if not draft.inner or _total(least) > space:
        return None
    widths = _narrowed(full, least, space)
    return _Plan(draft.shared, draft.inner, widths, draft.below)


def _narrowed(full: Sequence[int], least: Sequence[int], space: int) -> tuple[int, ...]:
    """Return widths that fit into a space: the widest column gives way first."""
    widths = list(full)
    while (excess := _total(widths) - space) > 0:
        open_to_change = [n for n, size in enumerate(widths) if size > least[n]]
        widest = max(open_to_change, key=widths.__getitem__)
        smaller = [size for size in widths if size < widths[widest]]
        target = min(max(smaller, default=0), widths[widest] - 1)
        widths[widest] = max(least[widest], widths[widest] - excess, target)
    return tuple(widths)


# The lines


def _lines(
    columns: Row, rows: Sequence[Row], plan: _Plan, width: int
) -> Iterator[Line]:
    """Yield the lines of a table: its header, then group by group."""
    right = [_numeric(rows, number) for number in plan.inner]
    if plan.inner:
        yield from _header(columns, plan, right)
    groups = groupby(rows, key=lambda row: row[: plan.shared])
    for number, (heading, group) in enumerate(groups):
        if number > 0 and (plan.shared or plan.below):
            yield BLANK
        if plan.shared:
            yield Line(_joined(heading), "group")
        yield from _group(columns, group, plan, right, width)


def _group(
    columns: Row, rows: Iterable[Row], plan: _Plan, right: list[bool], width: int
) -> Iterator[Line]:
    """Yield the lines of the rows of a group; a blank line follows texts below a row."""
    has_texts = False
    for row in rows:
        if has_texts:
            yield BLANK
        for text in _cells(row, plan, right):
            yield Line(plan.indent + text, "row")
        below = list(_below(columns, row, plan, width))
        yield from below
        has_texts = bool(below)


def _below(columns: Row, row: Row, plan: _Plan, width: int) -> Iterator[Line]:
    """Yield the lines of the texts below a row."""
    for number in plan.below:
        yield from _named(columns[number], row[number], plan, width)


def _header(columns: Row, plan: _Plan, right: list[bool]) -> Iterator[Line]:
    """Yield the names of the columns, and a rule."""
    rule = (" " * _GAP).join("─" * width for width in plan.widths)
    if plan.shared:
        yield Line(_joined(columns[: plan.shared]), "head")
        rule = "─" * (len(plan.indent) + _total(plan.widths))
    for text in _cells(columns, plan, right):
        yield Line(plan.indent + text, "head")
    yield Line(rule, "rule")


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
    if not text:
        return
    first = plan.indent
    if plan.inner:
        first += " " * _INDENT
    rest = first + " " * _INDENT
    lines = wrap(
        f"{name}: {text}",
        max(width, 2 * len(rest)),
        initial_indent=first,
        subsequent_indent=rest,
    )
    yield from (Line(line, "row") for line in lines)


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
