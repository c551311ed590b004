"""The answer to a query: rows of RDF terms, and sentences on the reports covered.

Python rows, data frames and the display in a notebook are made only when requested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, overload

from pyoxigraph import Literal as Text
from pyoxigraph import NamedNode, Triple

from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    import pandas as pd
    import polars as pl

__all__ = ["Answer", "Kind", "Row", "Value"]

Kind = Literal["select", "ask", "graph"]

#: A value of a cell: str, int, float, bool, Decimal, date, datetime, or None. Which of
#: them it is depends on the query, so type checkers take it as any.
Value: TypeAlias = Any


class Row(Sequence[Value]):
    """A row of an answer. Its values are found by column number or column name.

    >>> row = Row(("report", "statements"), ("netherby-2014", 12))
    >>> row["report"], row[1], dict(zip(row.columns, row))
    ('netherby-2014', 12, {'report': 'netherby-2014', 'statements': 12})
    """

    __slots__ = ("_values", "columns")

    def __init__(self, columns: tuple[str, ...], values: tuple[Value, ...]) -> None:
        #: The names of the columns.
        self.columns = columns
        self._values = values

    @overload
    def __getitem__(self, key: int | str) -> Value: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, key: int | str | slice) -> Value:
        """Return the value of a column, by its number or its name.

        Raises:
            QueryError: If the column does not exist.
        """
        if isinstance(key, str):
            return self._values[_place(self.columns, key)]
        return self._values[key]

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Row):
            return (self.columns, self._values) == (other.columns, other._values)
        return self._values == other

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        pairs = zip(self.columns, self._values, strict=True)
        return f"Row({', '.join(f'{name}={value!r}' for name, value in pairs)})"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query.

    Iteration yields the rows of the answer. A notebook shows the answer as a table.

    Attributes:
        columns: The names of the columns.
        terms: The rows, each with one RDF term for each column; None means no value.
        covers: The sentences on the coverage and on the sources of the answer.
        kind: `select`, `ask` (one cell, true or false) or `graph` (triples).
        hints: Sentences on possible mistakes in the query.
        marks: For each report that the inspectorate withdrew or amended, the word that
            tables show after the name of the report.
        base: The base IRI of the data, from which the links of a table are made.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    covers: tuple[str, ...]
    kind: Kind = "select"
    hints: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    base: str = field(default_factory=current_base)

    @property
    def notes(self) -> tuple[str, ...]:
        """All sentences shown with the rows: hints, coverage, and sources."""
        return (*self.hints, *self.covers)

    @property
    def rows(self) -> tuple[tuple[str | int | Decimal | bool | None, ...], ...]:
        """The rows for JSON, in which each value is a number, boolean, text or None."""
        return tuple(tuple(map(_plain, row)) for row in self.terms)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.terms)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows with Python values, such as dates and numbers. None means no value."""
        return map(self._row, self.terms)

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> list[Row]: ...
    @overload
    def __getitem__(self, key: str) -> list[Value]: ...
    def __getitem__(self, key: int | slice | str) -> Row | list[Row] | list[Value]:
        """Return a row by its number, rows by a slice, or the values of a column by its name.

        Raises:
            QueryError: If the column does not exist.
        """
        if isinstance(key, int):
            return self._row(self.terms[key])
        if isinstance(key, slice):
            return [self._row(terms) for terms in self.terms[key]]
        place = _place(self.columns, key)
        return [_value(row[place]) for row in self.terms]

    def _row(self, terms: tuple[Term | None, ...]) -> Row:
        return Row(self.columns, tuple(map(_value, terms)))

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a data frame of pandas.

        `frame.attrs["notes"]` has the hints and the sentences on coverage and sources.
        The type of a column depends on its values:

        - dates: `datetime64[s]`
        - integers: `Int64`
        - other numbers: `Float64`
        - booleans: `boolean`
        - all other values: `string`

        An empty cell is NA.

        Raises:
            UsageError: If pandas is not installed.
        """
        from inspectgraph.query.frames import pandas_frame

        return pandas_frame(self)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a data frame of polars, with types as in `to_pandas`.

        Raises:
            UsageError: If polars is not installed.
        """
        from inspectgraph.query.frames import polars_frame

        return polars_frame(self)

    def _repr_html_(self) -> str:
        """Return the rows as an HTML table with links, followed by all notes."""
        from inspectgraph.query.html import html_table

        return html_table(self)

    def __repr__(self) -> str:
        rows = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        notes = "".join(f"\n- {note}" for note in self.notes)
        return f"Answer with {rows}: {', '.join(self.columns)}{notes}"


def _place(columns: tuple[str, ...], name: str) -> int:
    """Return the number of the column with a given name.

    Raises:
        QueryError: If the column does not exist.
    """
    if name in columns:
        return columns.index(name)
    from inspectgraph.model.errors import QueryError, shorten
    from inspectgraph.model.suggest import nearest

    near = nearest(name, columns)
    hint = f"did you mean '{near}'?" if near else f"it has {', '.join(columns)}"
    message = f"the answer has no column '{shorten(name)}'; {hint}"
    raise QueryError("unknown-column", message)


def _plain(term: Term | None) -> Value:
    """Return an RDF term as a number, boolean or text."""
    return _converted(term, _PLAIN)


def _value(term: Term | None) -> Value:
    """Return an RDF term as a Python value, such as a date."""
    return _converted(term, _VALUES)


def _converted(
    term: Term | None, types: Mapping[NamedNode, Callable[[str], Value]]
) -> Value:
    """Return an RDF term as a Python value of its datatype.

    If `types` lacks the datatype, or if the lexical form is invalid, the result is a
    text.

    Args:
        term: The term.
        types: For each datatype, the function that converts a lexical form.
    """
    if term is None:
        return None
    if isinstance(term, Triple):
        return str(term)
    if isinstance(term, Text) and term.datatype in types:
        with suppress(ArithmeticError, KeyError, ValueError):
            return types[term.datatype](term.value)
    return term.value


def _decimal(text: str) -> Decimal:
    from decimal import Decimal  # a table needs none

    return Decimal(text)


def _date(text: str, *, with_time: bool = False) -> date:
    from datetime import date, datetime

    return (datetime if with_time else date).fromisoformat(text)


#: The Python types of datatypes; values of other datatypes are text.
_PLAIN: Final[Mapping[NamedNode, Callable[[str], int | Decimal | bool]]] = {
    XSD.integer: int,
    XSD.decimal: _decimal,
    XSD.boolean: {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
_VALUES: Final[Mapping[NamedNode, Callable[[str], Value]]] = {
    **_PLAIN,
    XSD.date: _date,
    XSD.dateTime: partial(_date, with_time=True),
    XSD.double: float,
    XSD.float: float,
    XSD.gYear: int,
    XSD.nonNegativeInteger: int,
}
