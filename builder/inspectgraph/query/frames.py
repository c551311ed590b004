"""Turn an answer into a data frame of pandas or polars, with a type for each column.

The type of a column follows from the datatypes of its values. A column has the type
text if it has texts, IRIs, or values of two types. If a report prints no date, the
answer to a question has the text `not printed`. In a column of dates or numbers, this
text becomes NA, and a note names the column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from pyoxigraph import Literal as Text

from inspectgraph.model.errors import UsageError
from inspectgraph.model.quantities import quantity
from inspectgraph.query.answer import Answer
from inspectgraph.query.serialise import plain_text
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import XSD

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["pandas_frame", "polars_frame"]

_Kind = Literal["boolean", "date", "integer", "number", "text", "time"]
_Terms = Sequence[Term | None]

#: The kinds of values, by datatype; values of other datatypes are text.
_KINDS: Final[Mapping[str, _Kind]] = {
    XSD.boolean.value: "boolean",
    XSD.date.value: "date",
    XSD.dateTime.value: "time",
    XSD.decimal.value: "number",
    XSD.double.value: "number",
    XSD.float.value: "number",
    XSD.gYear.value: "integer",
    XSD.integer.value: "integer",
    XSD.nonNegativeInteger.value: "integer",
}
#: The text of questions for a value that the report does not print.
_NOT_PRINTED: Final = "not printed"
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def pandas_frame(answer: Answer) -> pd.DataFrame:
    """Return an answer as a data frame of pandas.

    `frame.attrs["notes"]` has the notes of the answer.

    Raises:
        UsageError: If pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise _missing(error) from error
    columns = _columns(answer)
    typed = {name: _typed(terms, _pandas_column) for name, terms in columns.items()}
    frame = pd.DataFrame(typed, columns=list(answer.columns))
    frame.attrs["notes"] = [*answer.notes, *_notes(columns)]
    return frame


def polars_frame(answer: Answer) -> pl.DataFrame:
    """Return an answer as a data frame of polars.

    Raises:
        UsageError: If polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise _missing(error) from error
    return pl.DataFrame(
        {
            name: _typed(terms, _polars_column)
            for name, terms in _columns(answer).items()
        }
    )


def _columns(answer: Answer) -> dict[str, _Terms]:
    """Return the RDF terms of an answer, grouped by column."""
    if not answer.terms:
        return dict.fromkeys(answer.columns, ())
    return dict(zip(answer.columns, zip(*answer.terms, strict=True), strict=True))


def _typed(terms: _Terms, column: Callable[[_Kind, list[str | None]], Any]) -> Any:
    """Return a column of a data frame that contains the given RDF terms.

    The type of the column follows from the datatypes of the terms. If the conversion to
    this type fails, the column has texts. The conversion fails if a value is invalid
    for its datatype, such as month 13. The conversion also fails if a value is too
    large for the type, such as an integer of 20 digits.

    Args:
        terms: The terms.
        column: A function that makes the column. The arguments of the function are the
            kind of the column and the lexical forms of the terms.
    """
    kind = _kind_of(terms)
    if kind != "text":
        forms = [None if _is_missing(term) else plain_text(term) for term in terms]
        try:
            return column(kind, forms)
        except (ArithmeticError, KeyError, ValueError):
            pass
    return column(
        "text", [None if term is None else plain_text(term) for term in terms]
    )


def _kind_of(terms: _Terms) -> _Kind:
    """Return the kind that all values of a column share, or `text`."""
    kinds: set[_Kind] = set()
    for term in terms:
        if _is_missing(term):
            continue
        if not isinstance(term, Text):
            return "text"
        kinds.add(_KINDS.get(term.datatype.value, "text"))
        if "text" in kinds:
            return "text"
    if kinds == {"integer", "number"}:
        return "number"
    return kinds.pop() if len(kinds) == 1 else "text"


def _is_missing(term: Term | None) -> bool:
    """Return whether a cell is empty or has the text `not printed`."""
    return term is None or (isinstance(term, Text) and term.value == _NOT_PRINTED)


def _notes(columns: Mapping[str, _Terms]) -> Iterator[str]:
    """Yield a sentence for each column in which NA replaces the text `not printed`.

    In a column of texts, NA never replaces this text.
    """
    for name, terms in columns.items():
        number = sum(term is not None for term in terms if _is_missing(term))
        if number and _kind_of(terms) != "text":
            yield (
                f"In the column {name}, NA stands for '{_NOT_PRINTED}' in"
                f" {quantity(number, 'row')}."
            )


def _pandas_column(kind: _Kind, forms: list[str | None]) -> Any:
    """Return a column of pandas.

    Args:
        kind: The kind of the values, such as `date`.
        forms: The lexical forms of the values, or None for an empty cell.

    Raises:
        ArithmeticError, KeyError, ValueError: If a form is not valid for the kind.
    """
    import numpy as np
    import pandas as pd

    if kind == "text":
        return pd.array(forms, dtype="string")
    if kind == "date":
        days = ["NaT" if form is None else form for form in forms]
        if any(len(day) not in {len("NaT"), len("2014-06-30")} for day in days):
            raise ValueError  # numpy would take a month for its first day
        return pd.array(np.array(days, dtype="datetime64[s]"))
    if kind == "time":
        times = pd.to_datetime(pd.Series(forms), utc=True, format="ISO8601")
        return times.dt.as_unit("us")  # pandas 2 has nanoseconds
    return pd.array(_converted(kind, forms), dtype=_PANDAS[kind])


def _polars_column(kind: _Kind, forms: list[str | None]) -> Any:
    """Return a column of polars.

    Args:
        kind: The kind of the values, such as `date`.
        forms: The lexical forms of the values, or None for an empty cell.

    Raises:
        ArithmeticError, KeyError, ValueError: If a form is not valid for the kind.
    """
    import polars as pl

    if kind == "text":
        return pl.Series(forms, dtype=pl.String)
    if kind in {"date", "time"}:
        texts = pl.Series(forms, dtype=pl.String)
        try:
            if kind == "date":
                return texts.str.to_date("%Y-%m-%d")
            return texts.str.to_datetime(time_zone="UTC")
        except pl.exceptions.PolarsError as error:
            raise ValueError(str(error)) from error
    types = {
        "boolean": pl.Boolean,
        "integer": pl.Int64,
        "number": pl.Float64,
    }
    try:
        return pl.Series(_converted(kind, forms), dtype=types[kind])
    except TypeError as error:  # an integer of more than 64 bits
        raise ValueError(str(error)) from error


def _converted(kind: _Kind, forms: list[str | None]) -> list[Any]:
    """Convert lexical forms to Python values, with None for an empty cell.

    Args:
        kind: The kind of the values, such as `integer`.
        forms: The lexical forms, or None for an empty cell.

    Raises:
        KeyError, ValueError: If a form is not valid for the kind.
    """
    convert = _CONVERTERS[kind]
    return [None if form is None else convert(form) for form in forms]


def _missing(error: ImportError) -> UsageError:
    """Return the error for an optional library that is not installed."""
    message = (
        f"{error.name} is missing; install it with `pip install 'inspectgraph[frames]'`"
    )
    return UsageError("no-frames", message)


_CONVERTERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "boolean": _BOOLEANS.__getitem__,
    "integer": int,
    "number": float,
}
_PANDAS: Final[Mapping[str, Any]] = {
    "boolean": "boolean",
    "integer": "Int64",
    "number": "Float64",
}
