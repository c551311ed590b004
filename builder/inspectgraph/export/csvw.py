"""Declare tables and their columns, and write them as CSV with CSV on the Web metadata.

The metadata give the separator of cells with several values. The last column of every
table is its key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.index import Facts, slug
from inspectgraph.export.streams import Parts, Streams
from inspectgraph.files.spreadsheet import csv_row
from inspectgraph.model.errors import ExportError, shorten
from inspectgraph.model.lists import SEPARATOR, join_values

__all__ = [
    "Column",
    "Table",
    "Values",
    "either",
    "first",
    "label",
    "name",
    "several",
    "text",
    "written",
]

Values = Callable[[Facts, str], list[str]]
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: The name in the header row.
        about: A description of the content, for the metadata.
        values: A function that returns the values of a cell for the row's IRI.
        datatype: The datatype of the values in CSV on the Web.
        several: Whether a cell can have several values.
    """

    name: str
    about: str
    values: Values
    datatype: str = "string"
    several: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one row for each instance of its classes.

    Attributes:
        name: The name of the file, without its ending.
        about: A description of the content, for the metadata.
        kinds: The classes whose instances are the rows.
        columns: The columns; the last one is the key.
    """

    name: str
    about: str
    kinds: tuple[NamedNode, ...]
    columns: tuple[Column, ...]


def written(facts: Facts, wanted: Sequence[Table]) -> Streams:
    """Return tables as CSV, and the file that describes them, by path."""
    content: dict[str, Iterable[bytes]] = {
        f"{table.name}.csv": Parts(partial(_csv, facts, table)) for table in wanted
    }
    return {**content, "csv-metadata.json": [_metadata(wanted)]}


# Where values come from


def text(*path: NamedNode) -> Values:
    """Return a source of cell values: the literals at the end of a property path."""
    return lambda facts, iri: [
        value
        for one in _ends(facts, iri, path[:-1])
        for value in facts.texts(one, path[-1])
    ]


def label(*path: NamedNode) -> Values:
    """Return a source of cell values: labels of nodes at the end of a property path."""
    return lambda facts, iri: list(map(facts.label, _ends(facts, iri, path)))


def name(*path: NamedNode) -> Values:
    """Return a source of cell values: last parts of IRIs at the end of a path."""
    return lambda facts, iri: list(map(slug, _ends(facts, iri, path)))


def either(*sources: Values) -> Values:
    """Return a source of cell values: the values of all sources, in the given order."""
    return lambda facts, iri: [
        value for source in sources for value in source(facts, iri)
    ]


def first(*sources: Values) -> Values:
    """Return a source of cell values: the values of the first source that has any."""
    return lambda facts, iri: next(
        filter(None, (source(facts, iri) for source in sources)), []
    )


def _ends(facts: Facts, iri: str, path: Sequence[NamedNode]) -> list[str]:
    """Return the IRIs that a property path reaches from a node, without repeats."""
    ends = [iri]
    for predicate in path:
        ends = list(
            dict.fromkeys(
                other for one in ends for other in facts.links(one, predicate)
            )
        )
    return ends


def several(key: str, about: str, values: Values) -> Column:
    """Return a column whose cells can have several values."""
    return Column(key, about, values, several=True)


# Writing


def _csv(facts: Facts, table: Table) -> Iterator[bytes]:
    """Yield the rows of a table."""
    yield csv_row([column.name for column in table.columns], "\n").encode()
    for iri in facts.instances(*table.kinds):
        cells = [_cell(column, iri, facts) for column in table.columns]
        yield csv_row(cells, "\n").encode()


def _cell(column: Column, iri: str, facts: Facts) -> str:
    """Return the text of a cell, with decimals such as `20.0` written as `20`.

    Raises:
        ExportError: If a cell for one value gets several different values.
    """
    values: Iterable[str] = column.values(facts, iri)
    if column.datatype == "decimal":
        values = (value.removesuffix(".0") for value in values)
    different = list(dict.fromkeys(values))
    if column.several:
        return join_values(different)
    if len(different) > 1:
        raise ExportError(
            "several-values",
            f"{iri} has {len(different)} values for the column '{column.name}', which"
            f" can have only one: {', '.join(map(shorten, different[:3]))}; keep one of them,"
            " or export a format other than csv",
        )
    return "".join(different)


def _metadata(wanted: Sequence[Table]) -> bytes:
    """Return the CSV on the Web metadata of tables, as JSON."""
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": (
            "inspectgraph: what inspectorates judged of England's children's services"
        ),
        "dc:license": {"@id": _LICENCE},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:description": table.about,
                "tableSchema": {
                    "columns": list(map(_described, table.columns)),
                    "primaryKey": table.columns[-1].name,
                },
            }
            for table in wanted
        ],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _described(column: Column) -> Mapping[str, str]:
    """Return the CSV on the Web metadata of a column."""
    entry = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.about,
        "datatype": column.datatype,
    }
    if column.several:
        return {**entry, "separator": SEPARATOR}
    return entry
