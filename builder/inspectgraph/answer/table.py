"""Tables as plain text, fitted to a width: long texts are wrapped, never cut.

If the columns do not fit side by side, columns with repeated values become headings of
groups of rows. If the space is still too small, the longest texts move below their row.
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
#: The smallest width of a long text: in a plain table, and in a table with group headings or
#: with texts below rows.
_WANTED: Final = 44
_NEEDED: Final = 28
_SPACE = re.compile(r"[\t\r\n]+")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*%?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, with its style, such as `header`."""

    text: str
    style: Style


BLANK: Final = Line("", "blank")


@dataclass(frozen=True, slots=True)
class _Plan:
    """The layout of a table. Columns are identified by their number.

    The first `shared` columns are shown as group headings. The columns in `inner` are
    printed side by side, and `widths` gives their widths. The texts of the columns in
    `below` are printed under their row.
    """

    shared: int
    inner: tuple[int, ...]
    widths: tuple[int, ...]
    below: tuple[int, ...] = ()

    @property
    def indent(self) -> str:
        """The indent of a row under a group heading, or "" if there are no headings."""
        return " " * (_INDENT if self.shared else 0)


def table(columns: Row, rows: Sequence[Row], width: int) -> list[Line]:
    """Return the lines of a table, with control characters written as escapes.

    Args:
        columns: The names of the columns.
        rows: The rows of the table; each cell is a text.
        width: The largest number of characters in a line.
    """
    if not columns or not rows:
        return []
    columns, rows = _visible(columns), [_visible(row) for row in rows]
    return list(_lines(columns, rows, _plan(columns, rows, width), width))


def _visible(row: Row) -> Row:
    """Return cells with line breaks removed and control characters escaped."""
    return tuple(escape_controls(_SPACE.sub(" ", cell)) for cell in row)


# Where the columns go


def _plan(columns: Row, rows: Sequence[Row], width: int) -> _Plan:
    """Return the first layout that fits into a width.

    The layouts are tried in this order: columns side by side, then group headings, then
    texts below their row.
    """
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
    """Yield layouts with group headings.

    The columns have no widths yet. Later layouts put more columns below the rows,
    usually the longest columns first.
    """
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
    """Return a layout that puts some columns below the rows.

    The columns have no widths yet.

    Args:
        shared: The number of columns in group headings.
        numbers: The numbers of the other columns.
        below: The numbers of the columns below the rows.
    """
    inner = tuple(number for number in numbers if number not in below)
    return _Plan(shared, inner, (), tuple(sorted(below)))


def _shared(rows: Sequence[Row]) -> int:
    """Return the number of leading columns to show in group headings.

    The values in these columns change only if the value in the first column changes.
    The result is 0 if no two consecutive rows have the same first cell.
    """
    groups = _run_count(rows, 1)
    counts = range(1, len(rows[0]))
    if groups == len(rows) or not counts:
        return 0
    return max(n for n in counts if _run_count(rows, n) == groups)


def _run_count(rows: Sequence[Row], count: int) -> int:
    """Count the groups of consecutive rows with the same cells in the first columns.

    Args:
        rows: The rows of the table.
        count: The number of columns to compare, from the first one on.
    """
    return sum(1 for _ in groupby(rows, key=lambda row: row[:count]))


def _fitted(
    columns: Row, rows: Sequence[Row], draft: _Plan, width: int, room: int
) -> _Plan | None:
    """Return a layout with column widths, or None if the columns do not fit into the width.

    The widest columns are narrowed first. No column is narrower than its longest word.

    Args:
        columns: The names of the columns.
        rows: The rows of the table.
        draft: The layout, with no widths yet.
        width: The largest number of characters in a line.
        room: The smallest width of a column with a long text.
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
    """Return column widths that fit into a space. The widest column is narrowed first.

    Args:
        full: The width that each column needs without wrapping.
        least: The smallest width of each column.
        space: The number of characters available.
    """
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
    """Yield the lines of a table: the header, then each group."""
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
    """Yield the lines of the rows of one group.

    If texts follow a row, a blank line comes before the next row.
    """
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
    """Yield the lines of the texts below one row."""
    for number in plan.below:
        yield from _named(columns[number], row[number], plan, width)


def _header(columns: Row, plan: _Plan, right: list[bool]) -> Iterator[Line]:
    """Yield the lines with the column names, then a horizontal rule."""
    rule = (" " * _GAP).join("─" * width for width in plan.widths)
    if plan.shared:
        yield Line(_joined(columns[: plan.shared]), "head")
        rule = "─" * (len(plan.indent) + _total(plan.widths))
    for text in _cells(columns, plan, right):
        yield Line(plan.indent + text, "head")
    yield Line(rule, "rule")


def _cells(row: Row, plan: _Plan, right: list[bool]) -> Iterator[str]:
    """Yield the lines of one row, each cell wrapped to the width of its column.

    Args:
        row: The cells of the row.
        plan: The layout of the table.
        right: The alignment of each column: True if it is aligned to the right.
    """
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
    """Yield the lines of one text below a row: the column name, then the text."""
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
    """Return the lines of a text that is wrapped to a width."""
    return wrap(text, width, break_on_hyphens=False) or [""]


def _numeric(rows: Sequence[Row], number: int) -> bool:
    """Return whether all non-empty cells of a column are numbers."""
    found = [row[number] for row in rows if row[number]]
    return bool(found) and all(map(_NUMBER.fullmatch, found))


def _longest(columns: Row, rows: Sequence[Row], number: int) -> int:
    """Return the length of the longest text in a column, including the column name."""
    return max(len(columns[number]), *(len(row[number]) for row in rows))


def _longest_word(columns: Row, rows: Sequence[Row], number: int) -> int:
    """Return the length of the longest word in a column or in its name."""
    texts = (columns[number], *(row[number] for row in rows))
    return max((len(word) for text in texts for word in text.split()), default=1)


def _total(widths: Sequence[int]) -> int:
    """Return the total width of columns side by side, including the gaps between them."""
    return sum(widths) + _GAP * (len(widths) - 1)


def _joined(cells: Sequence[str]) -> str:
    """Return the non-empty cells of a group heading as one text."""
    return " · ".join(cell for cell in cells if cell)
