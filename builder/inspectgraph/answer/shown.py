"""Shorten an answer for a table on screen: use short ids and limit the number of lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from inspectgraph.model.quantities import quantity

__all__ = ["MOST_LINES", "first_rows", "left_out", "short_ids"]

#: The largest number of lines that a named question prints without `--limit`.
MOST_LINES: Final = 200

Row = tuple[str, ...]
Rows = Sequence[Row]

_ID: Final = re.compile(r".+-([0-9a-z]{4})")
_COLUMN: Final = re.compile(r"(?:.+_)?statement")


def short_ids(columns: Row, rows: Rows) -> tuple[list[Row], str]:
    """Return rows with short ids of statements, and a sentence on how to use a short id.

    The short id is the last part of the full id. The option `--statement` accepts full
    ids and short ids. The sentence is "" if no id was shortened.

    Args:
        columns: The names of the columns.
        rows: The cells. Only columns whose name ends in `statement` have ids.

    >>> short_ids(("unit", "statement"), [("p3", "p3-m3n4")])[0]
    [('p3', 'm3n4')]
    """
    places = [n for n, name in enumerate(columns) if _COLUMN.fullmatch(name)]
    first = ""
    shortened: list[Row] = []
    for row in rows:
        cells = list(row)
        for place in places:
            if found := _ID.fullmatch(row[place]):
                cells[place] = found[1]
                first = first or _in_report(columns, row, place) + found[1]
        shortened.append(tuple(cells))
    if not first:
        return shortened, ""
    return shortened, (
        f"`inspectgraph query evidence --statement {first}` shows the words that"
        " support a statement."
    )


def _in_report(columns: Row, row: Row, place: int) -> str:
    """Return the report prefix of the statement ids in a row, such as `netherby-2014/`, or ""."""
    column = columns[place].replace("statement", "report")
    if column not in columns:
        return ""
    return f"{row[columns.index(column)].partition(' ')[0]}/"


def first_rows(count: int, lines_of: Callable[[int], int]) -> int:
    """Return how many rows of a table fit into `MOST_LINES` lines.

    Args:
        count: The number of rows in the whole table.
        lines_of: A function whose argument is a number of rows. The function returns
            the number of lines of a table with this many rows. It is called several
            times.
    """
    if count <= MOST_LINES and lines_of(count) <= MOST_LINES:
        return count
    fits, too_many = 0, min(count, MOST_LINES)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if lines_of(middle) <= MOST_LINES:
            fits = middle
        else:
            too_many = middle
    return fits


def left_out(number: int) -> str:
    """Return a sentence with the number of rows that are not printed, or "" if all are printed."""
    if not number:
        return ""
    return f"… {quantity(number, 'more row')}; `--limit 0` prints all."
