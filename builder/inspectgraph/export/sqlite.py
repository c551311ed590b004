"""Write the tables as an SQLite database, with keys, indexes and views.

Columns for several values have JSON arrays, which can be read with `json_each`. Each
view answers a named question. For example, `caf_uptake` has the same rows as
`inspectgraph query caf-uptake`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import Final

from inspectgraph.export.cells import Value, typed_rows
from inspectgraph.export.columns import Column, Table
from inspectgraph.export.index import Facts
from inspectgraph.model.errors import ExportError
from inspectgraph.model.imprint import Imprint

__all__ = ["database"]

#: The declared type of a column, by its datatype. SQLite has no type for dates: they are
#: texts such as `2014-06-30`, which its date functions read.
_TYPES: Final = {
    "boolean": "BOOLEAN",
    "date": "DATE",
    "decimal": "REAL",
    "integer": "INTEGER",
}

#: A theme, and all themes below it.
_VIEWS: Final = """
CREATE VIEW theme_and_narrower (theme_iri, narrower_iri) AS
WITH RECURSIVE below (theme_iri, narrower_iri) AS (
  SELECT iri, iri FROM concepts WHERE scheme = 'theme'
  UNION
  SELECT below.theme_iri, concepts.iri
  FROM below, concepts, json_each(concepts.broader_iri)
  WHERE json_each.value = below.narrower_iri
)
SELECT theme_iri, narrower_iri FROM below;

CREATE VIEW statements_by_theme AS
SELECT DISTINCT
  asked.concept AS theme,
  reports.report,
  reports.published,
  report_authorities.authority,
  passages.unit,
  coalesce(
    statements.polarity,
    CASE statements.class
      WHEN 'ReportedJudgement' THEN 'reported judgement'
      ELSE lower(statements.class)
    END
  ) AS polarity,
  CASE statements.class
    WHEN 'ReportedJudgement' THEN statements.note || ': ' || statements.grade
    ELSE statements.note
  END AS note,
  statements.id AS statement,
  statements.iri AS statement_iri
FROM theme_and_narrower
JOIN concepts AS asked ON asked.iri = theme_and_narrower.theme_iri
JOIN statement_themes ON statement_themes.theme_iri = theme_and_narrower.narrower_iri
JOIN statements ON statements.iri = statement_themes.statement_iri
JOIN reports ON reports.iri = statements.report_iri
JOIN report_authorities ON report_authorities.report_iri = reports.iri
JOIN passages ON passages.statement_iri = statements.iri;

CREATE VIEW caf_uptake AS
SELECT report, published, authority, unit, polarity, note, statement
FROM statements_by_theme
WHERE theme = 'common-assessment'
ORDER BY published, report, authority, statement, unit;

CREATE VIEW grade_trajectory AS
SELECT
  report_authorities.authority,
  -- most reports print no day of publication
  coalesce(reports.first_day, reports.published) AS date,
  judgements.published,
  judgements.report,
  judgements.framework,
  judgements.aspect,
  judgements.grade,
  judgements.rank,
  judgements.iri AS statement_iri
FROM judgements
JOIN reports ON reports.iri = judgements.report_iri
JOIN report_authorities ON report_authorities.report_iri = judgements.report_iri
ORDER BY report_authorities.authority, date, judgements.report, judgements.aspect;
"""


def database(
    facts: Facts, wanted: Sequence[Table], imprint: Imprint
) -> Iterator[bytes]:
    """Make an SQLite database, and yield the bytes of the file as one part.

    Args:
        facts: The triples of the graph.
        wanted: The tables.
        imprint: The title, publisher, licence and version of the graph, for the table
            `about`.

    Raises:
        ExportError: If a value does not have the datatype of its column, or if a row
            names a resource that the graph does not describe.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        names = {table.name: table for table in wanted}
        for table in wanted:
            _fill(connection, facts, table, names)
        _describe(connection, wanted, imprint)
        connection.executescript(_VIEWS)
        _check(connection)
        connection.execute("PRAGMA user_version = 1")
        connection.execute("ANALYZE")
        connection.commit()
        connection.execute("VACUUM")
        yield connection.serialize()


def _fill(
    connection: sqlite3.Connection,
    facts: Facts,
    table: Table,
    names: dict[str, Table],
) -> None:
    """Create a table with its indexes, and insert its rows."""
    connection.execute(_declaration(table, names))
    places = ", ".join("?" * len(table.columns))
    connection.executemany(
        f'INSERT INTO "{table.sql_name}" VALUES ({places})',  # noqa: S608 - our names
        (list(map(_stored, row)) for row in typed_rows(facts, table)),
    )
    for column in table.columns:
        if _reference(column, names) or column.name in {"report", "published"}:
            connection.execute(
                f'CREATE INDEX "{table.sql_name}_{column.name}"'
                f' ON "{table.sql_name}" ("{column.name}")'
            )


def _declaration(table: Table, names: dict[str, Table]) -> str:
    """Return the SQL statement that creates a table."""
    lines = [
        f'"{column.name}" {_type(column)}{_needed(column, table)}'
        for column in table.columns
    ]
    key = ", ".join(f'"{name}"' for name in table.key)
    lines.append(f"PRIMARY KEY ({key})")
    lines += [
        f'FOREIGN KEY ("{column.name}") REFERENCES "{target.sql_name}" ("iri")'
        for column in table.columns
        if (target := _reference(column, names)) is not None
    ]
    body = ",\n  ".join(lines)
    return f'CREATE TABLE "{table.sql_name}" (\n  {body}\n)'


def _type(column: Column) -> str:
    """Return the SQLite type of a column."""
    return "TEXT" if column.several else _TYPES.get(column.datatype, "TEXT")


def _needed(column: Column, table: Table) -> str:
    """Return the SQL constraint of a key column or a JSON array column, or "" for other columns."""
    if column.several:
        return f' NOT NULL CHECK (json_valid("{column.name}"))'
    return " NOT NULL" if column.name in table.key else ""


def _reference(column: Column, names: dict[str, Table]) -> Table | None:
    """Return the table to which a foreign key column refers.

    Return None if the column is not a foreign key, or if the table is not written.
    """
    return names.get(column.reference)


def _stored(value: Value | list[Value] | None) -> str | int | float | None:
    """Return a value in the form in which SQLite stores it."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _describe(
    connection: sqlite3.Connection, wanted: Sequence[Table], imprint: Imprint
) -> None:
    """Create the tables `about` and `columns`, which describe the database itself."""
    connection.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)")
    connection.executemany(
        "INSERT INTO about VALUES (?, ?)",
        (
            (key, value)
            for key in ("title", "publisher", "licence", "version")
            if (value := getattr(imprint, key))
        ),
    )
    connection.execute(
        'CREATE TABLE "columns" ("table" TEXT, "column" TEXT, datatype TEXT,'
        ' several BOOLEAN, about TEXT, PRIMARY KEY ("table", "column"))'
    )
    connection.executemany(
        'INSERT INTO "columns" VALUES (?, ?, ?, ?, ?)',
        (
            (
                table.sql_name,
                column.name,
                column.datatype,
                column.several,
                column.about,
            )
            for table in wanted
            for column in table.columns
        ),
    )


def _check(connection: sqlite3.Connection) -> None:
    """Raise `ExportError` if a row names a resource that the graph does not describe."""
    broken = connection.execute(
        'SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1'
    ).fetchone()
    if broken:
        raise ExportError(
            "undescribed",
            f"a row of the table {broken[0]} names a resource that is not in the table"
            f" {broken[1]}; run `inspectgraph build`, or export the format csv",
        )
