"""Write the tables as Parquet files, in which columns have types and cells can be lists.

The metadata of a file have the title, publisher, licence and version of the graph. The
metadata of a column have its description.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from inspectgraph.export.cells import typed_rows
from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.export.streams import Parts, Streams
from inspectgraph.model.errors import UsageError
from inspectgraph.model.imprint import Imprint

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["parquet_files"]

#: The name of the type in Arrow for each datatype other than text.
_TYPES: Final[Mapping[str, str]] = {
    "boolean": "bool_",
    "date": "date32",
    "decimal": "float64",
    "integer": "int64",
}


def parquet_files(facts: Facts, wanted: Sequence[Table], imprint: Imprint) -> Streams:
    """Return one Parquet file for each table, keyed by path.

    Args:
        facts: The triples of the graph.
        wanted: The tables.
        imprint: The title, publisher, licence and version of the graph, for the
            metadata.

    Raises:
        UsageError: If pyarrow is not installed.
        ExportError: If a value does not have the datatype of its column.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - whether it is installed
    except ImportError as error:
        raise UsageError(
            "no-tables-library",
            "the format parquet needs pyarrow; run: pip install 'inspectgraph[tables]'",
        ) from error
    return {
        f"{table.name}.parquet": Parts(partial(_file, facts, table, imprint))
        for table in wanted
    }


def _file(facts: Facts, table: Table, imprint: Imprint) -> Iterator[bytes]:
    """Yield the Parquet file of a table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema(map(_field, table.columns), _about(table, imprint))
    columns: Iterable[Sequence[object]] = zip(*typed_rows(facts, table), strict=True)
    filled = list(columns) or [()] * len(table.columns)
    arrays = [
        pa.array(values, field.type)
        for values, field in zip(filled, schema, strict=True)
    ]
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    yield out.getvalue().to_pybytes()


def _field(column: Column) -> pa.Field:
    """Return the Parquet field of a column: its name, type and description."""
    import pyarrow as pa

    kind = getattr(pa, _TYPES.get(column.datatype, "string"))()
    if column.several:
        kind = pa.list_(kind)
    return pa.field(column.name, kind, metadata={"description": column.about})


def _about(table: Table, imprint: Imprint) -> dict[str, str]:
    """Return the metadata of a table's Parquet file."""
    whole = {
        "title": imprint.title,
        "publisher": imprint.publisher,
        "licence": imprint.licence,
        "version": imprint.version,
        "description": table.about,
    }
    return {key: value for key, value in whole.items() if value}
