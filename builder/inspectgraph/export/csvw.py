"""Write tables as CSV, with metadata in the form of CSV on the Web.

The metadata have the title, the licence, the datatype of each column, the separator
between the values of a cell, and the keys that join the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from inspectgraph.export.cells import rows
from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.export.streams import Parts, Streams
from inspectgraph.files.spreadsheet import csv_row
from inspectgraph.model.imprint import UNKNOWN, Imprint
from inspectgraph.model.lists import SEPARATOR, join_values

__all__ = ["METADATA", "written"]

#: The name of the file that describes the tables.
METADATA: Final = "csv-metadata.json"

#: The tables that every row names which has a column for them.
_ALWAYS: Final = frozenset({"reports", "statements"})


def written(
    facts: Facts, wanted: Sequence[Table], imprint: Imprint = UNKNOWN
) -> Streams:
    """Return tables as CSV files, together with the file of their metadata, keyed by path.

    Args:
        facts: The triples of the graph.
        wanted: The tables.
        imprint: The title, publisher, licence and version of the graph.
    """
    content: dict[str, Iterable[bytes]] = {
        f"{table.name}.csv": Parts(partial(_csv, facts, table)) for table in wanted
    }
    return {**content, METADATA: [_metadata(wanted, imprint)]}


def _csv(facts: Facts, table: Table) -> Iterator[bytes]:
    """Yield the rows of a table as CSV."""
    yield csv_row([column.name for column in table.columns], "\n").encode()
    for row in rows(facts, table):
        yield csv_row(map(join_values, row), "\n").encode()


def _metadata(wanted: Sequence[Table], imprint: Imprint) -> bytes:
    """Return the CSV on the Web metadata of tables, as JSON."""
    document: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    }
    if imprint.title:
        document["dc:title"] = imprint.title
    if imprint.publisher:
        document["dc:publisher"] = imprint.publisher
    if imprint.licence:
        document["dc:license"] = {"@id": imprint.licence}
    names = {table.name for table in wanted}
    document["tables"] = [
        {
            "url": f"{table.name}.csv",
            "dc:description": table.about,
            "tableSchema": _schema(table, names),
        }
        for table in wanted
    ]
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _schema(table: Table, names: set[str]) -> dict[str, Any]:
    """Return the columns and keys of a table, for the CSV on the Web metadata.

    Args:
        table: The table.
        names: The names of all tables that are written.
    """
    schema: dict[str, Any] = {
        "columns": [_described(column, table.key) for column in table.columns],
        # Some readers know only a single name here.
        "primaryKey": table.key[0] if len(table.key) == 1 else list(table.key),
    }
    foreign = [
        {
            "columnReference": column.name,
            "reference": {
                "resource": f"{column.reference}.csv",
                "columnReference": "iri",
            },
        }
        for column in table.columns
        if column.reference in names and _is_filled(column, table)
    ]
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _is_filled(column: Column, table: Table) -> bool:
    """Return whether every row has an IRI in a column of foreign keys.

    Strict validators of CSV on the Web refuse an empty cell in a foreign key. So a
    column that may be empty, such as `grade_iri`, is a foreign key in databases and in
    the Data Package only.
    """
    return column.name in table.key or column.reference in _ALWAYS


def _described(column: Column, key: Sequence[str]) -> Mapping[str, Any]:
    """Return the CSV on the Web metadata of a column."""
    entry: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": column.datatype,
    }
    if column.name in key:
        entry["required"] = True
    if column.several:
        entry["separator"] = SEPARATOR
    return entry
