"""The cells of tables, as texts for CSV or as Python values for typed formats.

The type of a value follows from the datatype of its column:

| datatype | Python |
|---|---|
| `integer` | int |
| `decimal` | float; a number that is not exact as a float is refused |
| `boolean` | bool |
| `date` | date |
| `string`, `anyURI` | str |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.model.errors import ExportError, shorten

__all__ = ["Cell", "Value", "rows", "typed_rows"]

#: The texts of a cell: none, one, or several in a column for lists.
Cell = Sequence[str]
Value = bool | int | float | date | str


def rows(facts: Facts, table: Table) -> Iterator[list[Cell]]:
    """Yield the rows of a table, each with the texts of its cells.

    Decimals such as `20.0` are written as `20`.

    Raises:
        ExportError: If a cell that can hold only one value gets several values.
    """
    for start, end in table.pairs(facts):
        yield [
            _texts(column, end if column.of_end else start, facts)
            for column in table.columns
        ]


def _texts(column: Column, iri: str, facts: Facts) -> Cell:
    """Return the values of a cell as texts."""
    values: Iterable[str] = column.values(facts, iri)
    if column.datatype == "decimal":
        values = (value.removesuffix(".0") for value in values)
    # Labels, slugs and IRIs of one list correspond, so a repeated label stays.
    if column.several and column.resources is not None:
        return list(values)
    different = list(dict.fromkeys(values))
    if len(different) > 1 and not column.several:
        raise ExportError(
            "several-values",
            f"{iri} has {len(different)} values for the column '{column.name}', which"
            f" can hold only one value: {', '.join(map(shorten, different[:3]))}; keep one of"
            " these values, or export a format without tables",
        )
    return different


def typed_rows(
    facts: Facts, table: Table
) -> Iterator[list[Value | list[Value] | None]]:
    """Yield the rows of a table with typed values.

    An empty cell is None. In a column for several values, a cell is a list.

    Raises:
        ExportError: If a value does not have the datatype of its column, or if a cell
            that can hold only one value gets several values.
    """
    for row in rows(facts, table):
        yield [
            _typed(column, cell)
            for column, cell in zip(table.columns, row, strict=True)
        ]


def _typed(column: Column, cell: Cell) -> Value | list[Value] | None:
    """Return the value of a cell, typed by the datatype of its column."""
    values = [_value(column, each) for each in cell]
    if column.several:
        return values
    return values[0] if values else None


def _value(column: Column, shown: str) -> Value:
    """Return the typed value of a text, by the datatype of its column.

    Raises:
        ExportError: If the text is not a value of this datatype.
    """
    read = _READ.get(column.datatype, str)
    try:
        return read(shown)
    except (ValueError, ArithmeticError) as error:
        raise ExportError(
            "bad-cell",
            f"'{shorten(shown)}' in the column '{column.name}' cannot be read as a"
            f" value of type {column.datatype}; correct the value in the graph, or export"
            " it unchanged with the format csv",
        ) from error


def _number(shown: str) -> float:
    """Return a decimal number as a float.

    Raises:
        ValueError: If the float is not exact.
    """
    number = float(shown)
    if Decimal(repr(number)) != Decimal(shown):
        raise ValueError(shown)
    return number


def _boolean(shown: str) -> bool:
    """Return the Python value of an RDF boolean, which is written as a word or a digit."""
    if shown not in {"true", "1", "false", "0"}:
        raise ValueError(shown)
    return shown in {"true", "1"}


_READ: Final[Mapping[str, Callable[[str], Value]]] = {
    "boolean": _boolean,
    "date": date.fromisoformat,
    "decimal": _number,
    "integer": int,
}
