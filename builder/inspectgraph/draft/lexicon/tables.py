"""Tables of the lexicon: tab-separated files beside this module, one rule a line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["TABLES", "Row", "read_table"]

#: A line of a table: its cells by the names of their columns.
Row = Mapping[str, str]

#: The columns of each table; those of the key come first, and a key is in a table once.
TABLES: Mapping[str, tuple[str, ...]] = {
    "action-verbs": ("pattern", "source", "example"),
    "authority-places": ("rule", "pattern", "source", "example"),
    "body-kinds": ("kind", "use", "pattern", "source", "example"),
    "label-forms": ("scheme", "concept", "form", "source", "example"),
    "provider-scales": ("type", "from_year", "scale"),
    "provider-types": ("type", "pattern", "source", "example"),
    "reported-subjects": (
        "subject",
        "apa_aspect",
        "sla_aspect",
        "pattern",
        "source",
        "example",
    ),
}
#: How many columns of a table are its key, where it is not the first alone.
_KEYS = {
    "authority-places": 2,
    "body-kinds": 2,
    "label-forms": 3,
    "provider-scales": 2,
    "provider-types": 2,
}
#: The columns that may be empty.
_OPTIONAL = frozenset({"apa_aspect", "sla_aspect"})


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, in their order.

    Args:
        name: The file's name without its ending; a key of `TABLES`.

    Raises:
        ValueError: If a header, a number of cells is wrong, a cell is empty, or a
            key is repeated.
    """
    columns = TABLES[name]
    path = files("inspectgraph.draft.lexicon").joinpath(f"{name}.tsv")
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    if header.split("\t") != list(columns):
        raise ValueError(f"{name}.tsv:1: the columns are not {', '.join(columns)}")
    rows = tuple(
        _row(f"{name}.tsv:{number}", columns, line)
        for number, line in enumerate(lines, 2)
    )
    _check_keys(name, rows)
    return rows


def _row(where: str, columns: tuple[str, ...], line: str) -> Row:
    """Return the cells of a line by their columns."""
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise ValueError(f"{where}: {len(cells)} cells, expected {len(columns)}")
    row = dict(zip(columns, cells, strict=True))
    for column, cell in row.items():
        if not cell and column not in _OPTIONAL:
            raise ValueError(f"{where}: the column '{column}' is empty")
    return row


def _check_keys(name: str, rows: tuple[Row, ...]) -> None:
    """Refuse a table that has a key twice."""
    columns = TABLES[name][: _KEYS.get(name, 1)]
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 2):
        key = tuple(row[column] for column in columns)
        if key in seen:
            raise ValueError(f"{name}.tsv:{number}: a row has '{key[0]}' already")
        seen.add(key)
