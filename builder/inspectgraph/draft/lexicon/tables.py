"""Tables of the lexicon: tab-separated files beside this module, one rule a line.

`README.md` in this folder says what each table holds. A table is read when a report is
drafted, and once a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["TABLES", "Row", "any_of", "column", "read_table"]

#: A line of a table: its cells by the names of their columns.
Row = Mapping[str, str]

#: The columns of each table.
TABLES: Mapping[str, tuple[str, ...]] = {
    "action-verbs": ("pattern", "source", "example"),
    "authority-places": ("rule", "pattern", "source", "example"),
    "body-kinds": ("kind", "use", "pattern", "source", "example"),
    "group-themes": ("theme", "group", "topics", "pattern", "source", "example"),
    "indicators": ("pattern", "indicator", "units", "counts", "source", "example"),
    "indicators-in-care": ("indicator", "in-care", "source", "example"),
    "judging-phrases": ("pattern", "reading", "source", "example"),
    "judging-words": ("pattern", "reading", "source", "example"),
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
    "service-phrases": ("phrase", "service-type", "source", "example"),
    "theme-phrases": ("phrase", "theme", "source", "example"),
    "theme-precedence": ("theme", "reading", "source", "example"),
    "theme-senses": ("pattern", "theme", "unless", "source", "example"),
    "trend-words": ("pattern", "reading", "source", "example"),
    "unread-labels": ("label", "kinds", "source", "example"),
    "word-classes": ("name", "pattern", "source", "example"),
}
#: How many columns of a table are its key, where it is not the first two.
_KEYS = {
    "action-verbs": 1,
    "indicators-in-care": 1,
    "label-forms": 3,
    "reported-subjects": 1,
    "unread-labels": 1,
    "word-classes": 1,
}
#: The columns that may be empty.
_OPTIONAL = frozenset({"apa_aspect", "counts", "sla_aspect", "unless"})
_CLASS = re.compile(r"\{([A-Z]+)\}")


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table, in their order.

    A class of words such as `{PEOPLE}` in a pattern is replaced by its own pattern.

    Args:
        name: The file's name without its ending; a key of `TABLES`.

    Raises:
        ValueError: If a header or a number of cells is wrong, a cell is empty, or a row
            is there twice.
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
    for name, cell in row.items():
        if cell:
            continue
        if name not in _OPTIONAL:
            raise ValueError(f"{where}: the column '{name}' is empty")
    if "{" in row.get("pattern", ""):
        row["pattern"] = _CLASS.sub(_class, row["pattern"])
    return row


def _check_keys(name: str, rows: tuple[Row, ...]) -> None:
    """Refuse a table that has a key twice."""
    columns = TABLES[name][: _KEYS.get(name, 2)]
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows, 2):
        key = tuple(row[column] for column in columns)
        if key in seen:
            raise ValueError(f"{name}.tsv:{number}: a row has '{key[0]}' already")
        seen.add(key)


def _class(match: re.Match[str]) -> str:
    """Return the pattern of a class of words; other names in braces stay."""
    return _classes().get(match[1], match[0])


@cache
def _classes() -> Mapping[str, str]:
    """Return the patterns of the classes of words by their names."""
    return {row["name"]: row["pattern"] for row in read_table("word-classes")}


def column(table: str, name: str, **equal: str) -> list[str]:
    """Return the cells of a column, of all rows whose other columns equal some values.

    >>> column("indicators-in-care", "in-care", indicator="school-attendance")
    ['looked-after-attendance']
    """
    found = []
    for row in read_table(table):
        if equal.items() <= row.items():
            found.append(row[name])
    return found


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    r"""Return a pattern of whole words that one of some patterns matches, in any case.

    >>> any_of(["caf[eé]s?", "bars?"]).findall("Two cafés, a bar and a barn.")
    ['cafés', 'bar']
    """
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.I)
