"""Make the columns of tables from the fields that records declare."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct, inspect
from pyoxigraph import NamedNode

from inspectgraph.export.columns import Column, iris, named, shown_ids, text
from inspectgraph.model.extract import PrintedTime
from inspectgraph.model.fields import Field, own_fields
from inspectgraph.model.name_kinds import REGISTRY_FILES, STATEMENT_KINDS, name_kind
from inspectgraph.rdf.field_terms import property_of
from inspectgraph.rdf.namespaces import INSP

#: The registry files of which there is a table.
_REGISTRY_TABLES: Final = frozenset(REGISTRY_FILES) - {"changes", "regions"}

__all__ = ["laid_out", "span_columns"]

#: The CSV on the Web datatype for each type of field other than text.
_DATATYPES: Final = {
    inspect.BoolType: "boolean",
    inspect.DateType: "date",
    inspect.DecimalType: "decimal",
    inspect.IntType: "integer",
}


def laid_out(
    record: type[Struct], *columns: Column | str, besides: Collection[str] = ()
) -> Iterator[Column]:
    """Yield the given columns, then a column for each remaining field of a record.

    Inherited fields get no column.

    Args:
        record: The record type.
        columns: The first columns, in order. Each is a column or the key of a field.
        besides: The keys of further fields that get no column.
    """
    of_fields = {
        key: column for field in own_fields(record) for key, column in _columns(field)
    }
    left = {key: column for key, column in of_fields.items() if key not in besides}
    for entry in columns:
        if isinstance(entry, str):
            column = of_fields[entry]
        else:
            column = entry
        left = {key: other for key, other in left.items() if other.name != column.name}
        yield column
    yield from left.values()


def span_columns(property_: NamedNode, what: str) -> tuple[Column, Column]:
    """Return two columns, for the first and the last day of a printed time.

    Args:
        property_: The property that leads to the printed time.
        what: The last words of each column description, such as `of the period`.
    """
    return (
        Column(
            "first_day", f"First day {what}.", text(property_, INSP.earliest), "date"
        ),
        Column("last_day", f"Last day {what}.", text(property_, INSP.latest), "date"),
    )


def _columns(field: Field) -> Iterator[tuple[str, Column]]:
    """Yield the key and the column of a field.

    If the value of the field is a record, yield the key and the column of each field in
    this record.
    """
    if field.term:
        yield field.key, _column(field)
    elif field.record and not field.several:
        for inner in own_fields(field.record):
            yield from _columns(inner)


def _column(field: Field) -> Column:
    """Return the column of a field, according to its kind.

    If the field names statements, the values are ids. If the field names other things,
    the values are labels. For a printed time, the values are the printed words.
    """
    key, about, predicate = field.column, field.in_tables, property_of(field)
    if field.names:
        build = shown_ids if field.names in STATEMENT_KINDS else named
        table = "" if field.several else _table_of(field.names)
        return build(key, about, iris(predicate), several=field.several, refers=table)
    values = text(predicate)
    if field.record is PrintedTime:
        values = text(predicate, INSP.printed)
    datatype = _DATATYPES.get(type(field.kind), "string")
    return Column(key, about, values, datatype, field.several)


def _table_of(kind: str) -> str:
    """Return the table that lists names of a given kind, such as themes.

    The result is "" if there is no such table.

    >>> _table_of("theme"), _table_of("authority"), _table_of("actor")
    ('concepts', 'authorities', '')
    """
    if kind in STATEMENT_KINDS:
        return "statements"
    sources = name_kind(kind).sources
    if not any(source.startswith((".", "*")) for source in sources):
        return "concepts"
    table = sources[0].removeprefix(".")
    return table if len(sources) == 1 and table in _REGISTRY_TABLES else ""
