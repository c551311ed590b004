"""Tables in CSV and their description for machines (CSV on the Web): how they are declared and written.

Where a cell holds several values they are separated as the description says. The last column of every table
is its key.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.facts import Facts, slug

__all__ = ["SEVERAL", "Column", "Table", "Values", "either", "first", "label", "name", "several", "text", "written"]

Values = Callable[[Facts, str], list[str]]
#: What separates the values of a cell.
SEVERAL: Final = "; "
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it says, where its values come from, their datatype, and what separates them."""

    name: str
    about: str
    values: Values
    datatype: str = "string"
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its file's name without the ending, what it holds, the classes of its rows, its columns."""

    name: str
    about: str
    kinds: tuple[NamedNode, ...]
    columns: tuple[Column, ...]


def written(facts: Facts, wanted: Sequence[Table]) -> dict[str, bytes]:
    """Return tables as CSV, and the file that describes them, by path."""
    content = {f"{table.name}.csv": _csv(facts, table) for table in wanted}
    return {**content, "csv-metadata.json": _metadata(wanted)}


# Where values come from


def text(*path: NamedNode) -> Values:
    """Return the literals at the end of a path of properties."""
    return lambda facts, iri: [value for one in _ends(facts, iri, path[:-1]) for value in facts.texts(one, path[-1])]


def label(*path: NamedNode) -> Values:
    """Return what people call the things at the end of a path of properties."""
    return lambda facts, iri: [facts.label(one) for one in _ends(facts, iri, path)]


def name(*path: NamedNode) -> Values:
    """Return the last parts of the IRIs at the end of a path of properties."""
    return lambda facts, iri: [slug(one) for one in _ends(facts, iri, path)]


def either(*sources: Values) -> Values:
    """Return the values of all sources, one after the other."""
    return lambda facts, iri: [value for source in sources for value in source(facts, iri)]


def first(*sources: Values) -> Values:
    """Return the values of the first source that has any."""
    return lambda facts, iri: next(filter(None, (source(facts, iri) for source in sources)), [])


def _ends(facts: Facts, iri: str, path: Sequence[NamedNode]) -> list[str]:
    """Return the things at the end of a path of links, each once."""
    ends = [iri]
    for predicate in path:
        ends = list(dict.fromkeys(other for one in ends for other in facts.links(one, predicate)))
    return ends


def several(key: str, about: str, values: Values) -> Column:
    """Return a column whose cells may hold several values."""
    return Column(key, about, values, separator=SEVERAL)


# Writing


def _csv(facts: Facts, table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for iri in facts.instances(*table.kinds):
        writer.writerow(_cell(column, column.values(facts, iri)) for column in table.columns)
    return out.getvalue().encode()


def _cell(column: Column, values: Iterable[str]) -> str:
    """Return the text of a cell; a number without places has no point."""
    if column.datatype == "decimal":
        values = (value.removesuffix(".0") for value in values)
    return (column.separator or SEVERAL).join(dict.fromkeys(values))


def _metadata(wanted: Sequence[Table]) -> bytes:
    """Return the description of tables."""
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "inspectgraph: what inspectorates judged of England's children's services",
        "dc:license": {"@id": _LICENCE},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:description": table.about,
                "tableSchema": {
                    "columns": [_described(column) for column in table.columns],
                    "primaryKey": table.columns[-1].name,
                },
            }
            for table in wanted
        ],
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _described(column: Column) -> Mapping[str, str]:
    entry = {"name": column.name, "titles": column.name, "dc:description": column.about, "datatype": column.datatype}
    return {**entry, "separator": column.separator} if column.separator else entry
