"""Read quotations from a table or a tree: CSV, TSV, JSON or YAML with any column names.

Each quotation has a source and an excerpt. In a tree, every mapping that has an excerpt
is a quotation, at any depth. A mapping that has no source gets the source of a mapping
above.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspectgraph.files.text import read_text_file
from inspectgraph.model.errors import UnreadableError, UsageError, Where
from inspectgraph.model.quantities import listed, quantity
from inspectgraph.quotations.trees import Value, json_tree

__all__ = ["EXCERPTS", "SOURCES", "SUFFIXES", "Columns", "Row", "Rows", "read_rows"]

#: Names of the columns of source and excerpt, in order of precedence.
SOURCES: Final = (
    *("source", "source_id", "reference", "reference_id", "file", "filename"),
    *("document", "report", "paper", "pdf", "publication", "citation"),
)
EXCERPTS: Final = (
    *("excerpt", "quotation", "quote", "supporting_text", "quoted_text", "snippet"),
    *("passage", "exact", "text"),
)
SUFFIXES: Final = (".csv", ".tsv", ".json", ".yaml", ".yml")
#: The largest field of a CSV file, in characters.
_LARGEST_FIELD: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold the source and the excerpt."""

    source: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation in a file of quotations.

    `path` is the JSON Pointer of a quotation in a tree. `fault` names a missing part of
    the quotation, or is "" if the quotation is complete.
    """

    where: Where
    source: str
    excerpt: str
    path: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The quotations of a file, and the columns from which they were read."""

    rows: tuple[Row, ...]
    columns: Columns


def read_rows(path: Path, source: str = "", excerpt: str = "") -> Rows:
    """Read the quotations of a file, in the order of the file.

    Args:
        path: A CSV, TSV, JSON or YAML file.
        source: The name of the column that has the source. If it is "", the
            column has one of the names in `SOURCES`.
        excerpt: The name of the column that has the excerpt. If it is "", the
            column has one of the names in `EXCERPTS`.

    Raises:
        UnreadableError: If the file cannot be read, or has no quotation.
        UsageError: If the file is of another type, or has no column for the source or
            the excerpt.
    """
    suffix, where = path.suffix.lower(), Where(str(path))
    if suffix not in SUFFIXES:
        known = listed(SUFFIXES, "or")
        message = f"the name of a file of quotations must end in {known}"
        raise UsageError("quotations-type", message, where)
    text = read_text_file(path, str(path)).text
    asked = Columns(source, excerpt)
    if suffix in {".csv", ".tsv"}:
        found = _rows_of_table(text, suffix, asked, where)
    else:
        found = _rows_of_tree(_tree(text, suffix, str(path)), asked, where)
    if not found.rows:
        raise UnreadableError("no-quotation", "the file has no quotation", where)
    return found


# Tables


def _rows_of_table(text: str, suffix: str, asked: Columns, where: Where) -> Rows:
    """Return the quotations of a CSV or TSV table with a header."""
    header, _, _ = text.partition("\n")
    delimiter = "\t" if suffix == ".tsv" else _delimiter(header)
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        columns = _columns(names, asked, where)
        rows = tuple(_table_rows(reader, names, columns, where))
    except csv.Error as error:
        place = Where(where.path, max(reader.line_num, 1), 1)
        message = f"the row cannot be read: {error}; check its quotation marks"
        raise UnreadableError("bad-table", message, place) from None
    return Rows(rows, columns)


def _delimiter(header: str) -> str:
    """Return the delimiter of a CSV file, judged by its header."""
    return max((",", ";", "\t"), key=header.count)


def _table_rows(
    reader: Iterator[list[str]], names: Sequence[str], columns: Columns, where: Where
) -> Iterator[Row]:
    """Yield the quotation in each row of a table, but skip empty rows."""
    source, excerpt = names.index(columns.source), names.index(columns.excerpt)
    line = reader.line_num + 1  # type: ignore[attr-defined]
    for cells in reader:
        place = Where(where.path, line, 1)
        line = reader.line_num + 1  # type: ignore[attr-defined]
        if not any(map(str.strip, cells)):
            continue
        if len(cells) != len(names):
            count = quantity(len(cells), "cell")
            yield Row(place, "", "", fault=f"the row has {count}, not {len(names)}")
        else:
            yield _row(place, cells[source], cells[excerpt], columns)


def _row(
    where: Where, source: str, excerpt: str, columns: Columns, path: str = ""
) -> Row:
    """Return a quotation; its `fault` says whether the source or the excerpt is empty."""
    fault = ""
    if not excerpt.strip():
        fault = f"'{columns.excerpt}' is empty"
    elif not source.strip():
        fault = f"'{columns.source}' is empty"
    return Row(where, source.strip(), excerpt.strip(), path, fault)


def _columns(names: Sequence[str], asked: Columns, where: Where) -> Columns:
    """Return the names of the columns that hold the source and the excerpt.

    Raises:
        UsageError: If the table has no such column.
    """
    return Columns(
        _column(names, asked.source, SOURCES, "source", where),
        _column(names, asked.excerpt, EXCERPTS, "excerpt", where),
    )


def _column(
    names: Sequence[str], asked: str, known: Sequence[str], kind: str, where: Where
) -> str:
    """Return the requested column, or a column with a known name if none is requested.

    Raises:
        UsageError: If the table has no such column.
    """
    if asked:
        if asked in names:
            return asked
        message = (
            f"the column '{asked}' does not exist; the columns are {_listed(names)}"
        )
        raise UsageError("no-column", message, where)
    by_name = {_normal(name): name for name in reversed(names)}
    for name in known:
        if name in by_name:
            return by_name[name]
    message = (
        f"no column has a name for the {kind}, such as '{known[0]}' or '{known[2]}'; the"
        f" columns are {_listed(names)}; choose a column with `--{kind}-column`"
    )
    raise UsageError("no-column", message, where)


def _listed(names: Sequence[str]) -> str:
    """Return up to 20 column names as text for use in a sentence."""
    return ", ".join(f"'{name}'" for name in names[:20]) or "none"


def _normal(name: str) -> str:
    """Return the name of a column in lower case, with underscores in place of spaces."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


# Trees


def _tree(text: str, suffix: str, file: str) -> Value:
    """Return the tree of a JSON or YAML file."""
    if suffix == ".json":
        return json_tree(text, file)
    from inspectgraph.quotations.yaml_trees import yaml_tree  # loads PyYAML

    return yaml_tree(text, file)


def _rows_of_tree(tree: Value, asked: Columns, where: Where) -> Rows:
    """Return the quotations in the tree of a JSON or YAML file."""
    names: dict[str, None] = {}
    for value in tree.below():
        if isinstance(value.data, dict):
            names.update(dict.fromkeys(value.data))
    columns = _columns(list(names), asked, where)
    rows: list[Row] = []
    seen: set[int] = set()
    entries, source = _entries(tree, columns)
    for entry in entries:
        is_alias = id(entry) in seen
        found = list(_tree_rows(entry, columns, source, seen))
        if not found and not is_alias:
            fault = f"no '{columns.excerpt}' was found here"
            found = [Row(entry.where, "", "", entry.path, fault)]
        rows += found
    return Rows(tuple(rows), columns)


def _entries(tree: Value, columns: Columns) -> tuple[list[Value], str]:
    """Return the entries of a tree, and the source that all entries share.

    Each entry can contain quotations. The entries are the members of a list. The list
    is the tree itself, or the only list in the mapping at the top of the tree. If there
    is no such list, the tree is the only entry. The source is "" if the entries share
    no source.
    """
    data = tree.data
    if isinstance(data, list):
        return data, ""
    if isinstance(data, dict) and columns.excerpt not in data:
        lists = [one.data for one in data.values() if isinstance(one.data, list)]
        own = data.get(columns.source)
        if len(lists) == 1:
            return lists[0], str((own and own.data) or "")
    return [tree], ""


def _tree_rows(
    value: Value, columns: Columns, source: str, seen: set[int]
) -> Iterator[Row]:
    """Yield the quotations in a value and in all values below it.

    If YAML repeats a value by an alias, the value is read only where it first occurs.

    Args:
        value: The value.
        columns: The keys of the source and of the excerpt.
        source: The source for quotations that have no source of their own.
        seen: The values that have been read.
    """
    if id(value) in seen:
        return
    seen.add(id(value))
    data = value.data
    if isinstance(data, list):
        for member in data:
            yield from _tree_rows(member, columns, source, seen)
    if not isinstance(data, dict):
        return
    own = data.get(columns.source)
    if own is not None and isinstance(own.data, str):
        source = own.data
    for key, member in data.items():
        if key == columns.excerpt:
            yield from _excerpts(member, columns, source)
        else:
            yield from _tree_rows(member, columns, source, seen)


def _excerpts(value: Value, columns: Columns, source: str) -> Iterator[Row]:
    """Yield a quotation for one excerpt, or for each excerpt in a list of excerpts."""
    members = value.data if isinstance(value.data, list) else [value]
    for member in members:
        if isinstance(member.data, str):
            yield _row(member.where, source, member.data, columns, member.path)
        else:
            fault = f"'{columns.excerpt}' is not a text"
            yield Row(member.where, source, "", member.path, fault)
