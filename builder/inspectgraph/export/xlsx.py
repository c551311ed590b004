"""Write the tables as an Excel workbook, with a sheet that explains the tables.

Dates and numbers are typed cells. Every text is written as plain text, so Excel never
runs a text as a formula. The same graph always gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.export.cells import Value, typed_rows
from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.model.errors import ExportError, UsageError
from inspectgraph.model.imprint import Imprint
from inspectgraph.model.lists import SEPARATOR, join_values

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["require_xlsxwriter", "workbook"]

#: The limits of Excel: rows of a sheet, characters of a cell, the first year of dates.
_MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767
_FIRST_YEAR: Final = 1900
#: Widths of columns, in characters.
_NARROWEST, _WIDEST = 8, 60
#: The time that the workbook and its parts carry, so that its bytes do not change.
_MADE: Final = datetime(1980, 1, 1)
_EXPLANATION: Final = "about"


@dataclass(frozen=True, slots=True)
class _Styles:
    """The cell formats of a workbook."""

    bold: Format
    day: Format


def require_xlsxwriter() -> None:
    """Raise `UsageError` if XlsxWriter is not installed."""
    if find_spec("xlsxwriter") is None:
        raise UsageError(
            "no-tables-library",
            "the format xlsx needs XlsxWriter; run: pip install 'inspectgraph[tables]'",
        )


def workbook(
    facts: Facts, wanted: Sequence[Table], imprint: Imprint
) -> Iterator[bytes]:
    """Yield the Excel workbook.

    Args:
        facts: The triples of the graph.
        wanted: The tables.
        imprint: The title, publisher, licence and version of the graph, for the first
            sheet.

    Raises:
        ExportError: If a value does not have the datatype of its column, or does not
            fit into a cell or a sheet.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": imprint.title, "created": _MADE})
    styles = _Styles(
        book.add_format({"bold": True}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    )
    first = book.add_worksheet(_EXPLANATION)
    counts = {table.name: _fill(book, styles, facts, table) for table in wanted}
    _explain(first, styles, wanted, counts, imprint, _latest(facts, wanted))
    book.close()
    yield out.getvalue()


def _latest(facts: Facts, wanted: Sequence[Table]) -> date | None:
    """Return the last day on which an extract was curated, or None."""
    days = []
    for table in wanted:
        places = [
            place
            for place, column in enumerate(table.columns)
            if table.name == "reports" and column.name == "curated"
        ]
        for place in places:
            days += [row[place] for row in typed_rows(facts, table)]
    return max((day for day in days if isinstance(day, date)), default=None)


# Sheets of tables


def _fill(book: Workbook, styles: _Styles, facts: Facts, table: Table) -> int:
    """Write a table to its own sheet, and return the number of rows."""
    sheet = book.add_worksheet(table.name)
    widths = [len(column.name) + 3 for column in table.columns]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, styles.bold)
    number = 0
    for number, row in enumerate(typed_rows(facts, table), 1):
        if number >= _MOST_ROWS:
            message = (
                f"the table {table.name} has more rows than a sheet of Excel can hold"
            )
            raise ExportError("too-large-for-sheet", f"{message}; export csv or sqlite")
        for place, value in enumerate(row):
            shown = _write(sheet, number, place, value, styles, table.columns[place])
            widths[place] = max(widths[place], shown + 1)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(number, 1), len(table.columns) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
    return number


def _write(  # noqa: PLR0913, PLR0917 - a cell, its place and its looks
    sheet: Worksheet,
    row: int,
    place: int,
    value: Value | list[Value] | None,
    styles: _Styles,
    column: Column,
) -> int:
    """Write a cell, and return the number of characters that it shows.

    Excel has no dates before 1900, so such a date is written as text.
    """
    if value is None or value == []:
        return 0
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(
            row,
            place,
            datetime(value.year, value.month, value.day),
            styles.day,
        )
    else:
        return _write_text(sheet, row, place, _text(value), column)
    return len(str(value))


def _text(value: Value | list[Value]) -> str:
    """Return a value or a list of values as text."""
    return join_values(map(str, value)) if isinstance(value, list) else str(value)


def _write_text(
    sheet: Worksheet, row: int, place: int, text: str, column: Column
) -> int:
    """Write a text to a cell, and return its length.

    Raises:
        ExportError: If the text is too long for a cell.
    """
    if len(text.encode("utf-16-le")) // 2 > _LONGEST:
        raise ExportError(
            "too-large-for-sheet",
            f"a value of the column '{column.name}' has {len(text)} characters, and the"
            f" limit of a cell in Excel is {_LONGEST}; export csv or sqlite",
        )
    sheet.write_string(row, place, text)
    return len(text)


# The sheet that explains


def _explain(  # noqa: PLR0913, PLR0917 - what the sheet explains
    sheet: Worksheet,
    styles: _Styles,
    wanted: Sequence[Table],
    counts: dict[str, int],
    imprint: Imprint,
    curated: date | None,
) -> None:
    """Write the first sheet: title, licence and date, followed by a list of tables and columns."""
    row = 0
    for key, value in _facts(imprint, curated):
        sheet.write_string(row, 0, key, styles.bold)
        if isinstance(value, date):
            moment = datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, 1, moment, styles.day)
        else:
            sheet.write_string(row, 1, value)
        row += 1
    heads = ("sheet", "rows", "content")
    row += 1
    write = partial(_write_line, sheet)
    write(row, heads, styles.bold)
    for table in wanted:
        row += 1
        write(row, ("", counts[table.name], table.about), None)
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", string=table.name)
    row += 2
    write(row, ("sheet", "column", "content"), styles.bold)
    for table in wanted:
        for column in table.columns:
            row += 1
            write(row, (table.name, column.name, column.about), None)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 90)


def _write_line(
    sheet: Worksheet, row: int, cells: Sequence[Any], style: Format | None
) -> None:
    """Write texts and numbers to the first cells of a row."""
    for place, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row, place, cell, style)
        else:
            sheet.write_string(row, place, cell, style)


def _facts(imprint: Imprint, curated: date | None) -> Iterator[tuple[str, str | date]]:
    """Yield the facts about the whole workbook, each as a heading and a value."""
    for key in ("title", "publisher", "licence", "version"):
        if value := getattr(imprint, key):
            yield key, value
    if curated:
        yield "last curated", curated
    yield "lists", f"Values in one cell are separated by '{SEPARATOR}'."
    yield (
        "slugs and IRIs",
        "The columns that end in _slug and _iri stand at the right of each sheet.",
    )
    yield (
        "link",
        "The last column of each sheet contains the IRIs of the resources in the graph.",
    )
