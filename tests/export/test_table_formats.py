"""CSV, XLSX, SQLite and Parquet hold the same cells, each in the types of its format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from csvw import CSVW
from pyoxigraph import Literal, NamedNode, Quad, Store

from inspectgraph.build import assemble
from inspectgraph.export import exported
from inspectgraph.export.all_tables import TABLES
from inspectgraph.export.columns import Column, Table
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExportError, UsageError
from inspectgraph.model.imprint import Imprint
from inspectgraph.model.lists import SEPARATOR
from inspectgraph.query import ask
from inspectgraph.rdf.iris import thing
from inspectgraph.rdf.namespaces import INSP, XSD
from inspectgraph.rdf.store import new_store

IMPRINT = Imprint(
    "Netherford", "A publisher", "https://creativecommons.org/licenses/by/4.0/", "1.2"
)
#: A note that a spreadsheet would run, and texts that look like numbers and links.
NOTES = ["=1+1", "+44", "0012", "https://example.org/", "{=1}", " a\nb ", "2014-06-30"]


def changed(store: Store) -> Store:
    """Return the graph with other notes for some statements."""
    texts = iter(NOTES * 1000)
    return new_store(
        Quad(
            quad.subject,
            quad.predicate,
            Literal(next(texts), language="en"),
            quad.graph_name,
        )
        if quad.predicate == INSP.note
        else quad
        for quad in sorted(store, key=str)
    )


@pytest.fixture(scope="module")
def made(small_store: Store) -> dict[str, dict[str, bytes]]:
    """Return the tables of each format; some of their notes look like formulas."""
    store = changed(small_store)
    return {
        form: exported(store, form, imprint=IMPRINT)
        for form in ("csv", "xlsx", "sqlite", "parquet")
    }


@pytest.fixture(scope="module")
def book(made: dict[str, dict[str, bytes]]) -> openpyxl.Workbook:
    """Return the workbook as openpyxl reads it."""
    (content,) = made["xlsx"].values()
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="module")
def database(made: dict[str, dict[str, bytes]]) -> Iterator[sqlite3.Connection]:
    """Return the database."""
    (content,) = made["sqlite"].values()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        yield connection


def rows_of(content: dict[str, bytes], table: Table) -> list[list[str]]:
    """Return the header and the rows of a CSV table."""
    text = content[f"{table.name}.csv"].decode()
    return [*csv.reader(io.StringIO(text, newline=""))]


def shown(column: Column, value: object) -> str:
    """Return a typed value as the text that the CSV table has for it."""
    if column.several:
        values = json.loads(value) if isinstance(value, str) else value
        assert isinstance(values, list)
        return SEPARATOR.join(values)
    if value is None:
        return ""
    if column.datatype == "boolean":
        return "true" if value else "false"
    if column.datatype in {"decimal", "integer"}:
        assert isinstance(value, int | float)
        return f"{Decimal(repr(value)).normalize():f}"
    if isinstance(value, datetime):
        value = value.date()
    return str(value)


def same(table: Table, own: list[list[str]], other: list[list[object]]) -> None:
    """Check that a table of another format has the rows of CSV, in any order."""
    found = [list(map(shown, table.columns, row)) for row in other]
    assert sorted(found) == sorted(own[1:]), table.name


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_is_the_cell_of_csv(
    table: Table,
    made: dict[str, dict[str, bytes]],
    book: openpyxl.Workbook,
    database: sqlite3.Connection,
) -> None:
    """A row of CSV is a row of the sheet, of the database and of the Parquet file."""
    own = rows_of(made["csv"], table)
    assert own[0] == [column.name for column in table.columns]
    database_rows = database.execute(f'SELECT * FROM "{table.sql_name}"')  # noqa: S608 - our name
    same(table, own, [list(row) for row in database_rows])
    read = pq.read_table(io.BytesIO(made["parquet"][f"{table.name}.parquet"]))
    same(table, own, [list(row.values()) for row in read.to_pylist()])
    header, *cells = book[table.name].iter_rows(values_only=True)
    assert list(header) == own[0]
    same(
        table,
        own,
        [
            [
                (str(value).split(SEPARATOR) if value else [])
                if column.several
                else value
                for column, value in zip(table.columns, row, strict=True)
            ]
            for row in cells
        ],
    )


def test_the_small_project_fills_the_tables(made: dict[str, dict[str, bytes]]) -> None:
    """Only one table of the small project is empty, so rows are really compared."""
    lengths = {table.name: len(rows_of(made["csv"], table)) for table in TABLES}
    assert [name for name, length in lengths.items() if length == 1] == ["not-judged"]


def test_the_types_of_cells_are_those_of_their_columns(
    made: dict[str, dict[str, bytes]],
    book: openpyxl.Workbook,
    database: sqlite3.Connection,
) -> None:
    """In each typed format, days, numbers and lists have a type of their own."""
    schema = pq.read_schema(io.BytesIO(made["parquet"]["measurements.parquet"]))
    assert schema.field("value").type == pa.float64()
    assert schema.field("published").type == pa.date32()
    assert schema.field("themes").type == pa.list_(pa.string())
    assert schema.metadata[b"title"] == b"Netherford"
    assert schema.field("value").metadata[b"description"] == b"Value as a number."
    sheet = book["measurements"]
    names = [cell.value for cell in sheet[1]]
    row = dict(zip(names, sheet[2], strict=True))
    assert (row["value"].data_type, row["value"].value) == ("n", 40)
    assert row["published"].is_date
    assert row["printed"].data_type == "s"
    types = dict(
        database.execute("SELECT name, type FROM pragma_table_info('reports')")
    )
    assert types["published"] == "DATE"
    assert types["units"] == "INTEGER"
    found = database.execute(
        "SELECT typeof(value), typeof(printed), typeof(published) FROM measurements"
    )
    assert set(found) == {("real", "text", "text")}


def test_no_cell_of_the_workbook_is_a_formula(book: openpyxl.Workbook) -> None:
    """A note that looks like a formula, a number or a link is the same text."""
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    names = [cell.value for cell in book["statements"][1]]
    place = names.index("note")
    notes = {row[place].value for row in book["statements"].iter_rows(min_row=2)}
    assert set(NOTES) <= notes
    linked = {cell.parent.title for cell in cells if cell.hyperlink}
    assert linked == {"about"}


def test_the_workbook_explains_itself(book: openpyxl.Workbook) -> None:
    """The first sheet has title, licence, date and every column; headers are frozen and filtered."""
    assert book.sheetnames == ["about", *(table.name for table in TABLES)]
    about = [row for row in book["about"].iter_rows(values_only=True) if any(row)]
    facts = {row[0]: row[1] for row in about}
    assert facts["title"] == "Netherford"
    assert facts["licence"] == IMPRINT.licence
    assert facts["last curated"] == datetime(2026, 11, 21)
    told = {(row[0], row[1]) for row in about}
    assert {(table.name, one.name) for table in TABLES for one in table.columns} <= told
    for table in TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("form", ["xlsx", "sqlite", "parquet"])
def test_the_bytes_are_the_same_when_made_twice(
    form: str,
    small_store: Store,
    made: dict[str, dict[str, bytes]],
) -> None:
    """A graph that has not changed gives a file that has not changed."""
    assert exported(changed(small_store), form, imprint=IMPRINT) == made[form]


def test_keys_of_the_database_lead_somewhere(database: sqlite3.Connection) -> None:
    """Foreign keys are declared, indexed and kept."""
    assert not database.execute("PRAGMA foreign_key_check").fetchall()
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    keys = database.execute(
        'SELECT "from", "table" FROM pragma_foreign_key_list(\'statement_themes\')'
    )
    assert set(keys) == {
        ("theme_iri", "concepts"),
        ("statement_iri", "statements"),
        ("report_iri", "reports"),
    }
    plan = database.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM statement_themes WHERE theme_iri = ''"
    ).fetchone()
    assert "INDEX statement_themes_theme_iri" in plan[-1]


def test_a_key_that_leads_nowhere_is_refused(small_store: Store) -> None:
    """The export to SQLite is refused if a key names a report that is missing."""
    report = thing("report", "netherford-jar-2008")
    less = (quad for quad in small_store if quad.subject != report)
    with pytest.raises(ExportError, match="undescribed"):
        exported(new_store(less), "sqlite")


def test_a_view_answers_the_question(small_store: Store) -> None:
    """The view `caf_uptake` has the rows of the named question."""
    (content,) = exported(small_store, "sqlite").values()
    answer = ask(small_store, "caf-uptake")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        found = connection.execute("SELECT * FROM caf_uptake").fetchall()
        names = [
            one[0] for one in connection.execute("SELECT * FROM caf_uptake").description
        ]
        views = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'view'"
        ).fetchall()
        for (view,) in views:
            assert connection.execute(f"SELECT * FROM {view}").fetchone()  # noqa: S608 - our name
    assert names == list(answer.columns)
    expected = [
        tuple("" if cell is None else str(getattr(cell, "value", cell)) for cell in row)
        for row in answer.rows
    ]
    assert sorted(tuple(cell or "" for cell in row) for row in found) == sorted(
        expected
    )
    assert found


def test_grades_are_in_order_of_time_without_a_day_of_publication(
    small_copy: Path,
) -> None:
    """A report that prints no day of publication has its place by its fieldwork."""
    extract = small_copy / "extracts" / "netherford-sif-2015.yaml"
    lines = extract.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("published:")]
    extract.write_text("".join(kept), encoding="utf-8")
    store = assemble(load_project(small_copy))
    (content,) = exported(store, "sqlite").values()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        found = connection.execute(
            "SELECT date, report, aspect, grade FROM grade_trajectory"
        ).fetchall()
    answer = ask(store, "grade-trajectory", authority="netherford")
    columns = ("date", "report", "aspect", "grade")
    asked = [
        tuple(str(row[name]) for name in columns) for row in answer if not row["quoted"]
    ]
    assert [row[:2] for row in found] == [row[:2] for row in asked]
    assert sorted(found) == sorted(asked)


@pytest.mark.parametrize("form", ["xlsx", "sqlite", "parquet"])
@pytest.mark.parametrize(
    ("property_", "text", "datatype"),
    [
        (INSP.value, "0.12345678901234567890", XSD.decimal),
        (INSP.earliest, "2008", XSD.date),
        (INSP.unitCount, "many", XSD.integer),
    ],
)
def test_a_value_that_is_not_kept_is_refused(
    form: str, property_: NamedNode, text: str, datatype: NamedNode, small_store: Store
) -> None:
    """A number too long for the format, or a text in place of a day, is refused.

    CSV has both as they are.
    """
    value = Literal(text, datatype=datatype)
    spoilt = new_store(
        Quad(quad.subject, quad.predicate, value, quad.graph_name)
        if quad.predicate == property_
        else quad
        for quad in small_store
    )
    with pytest.raises(ExportError, match="bad-cell"):
        exported(spoilt, form)
    assert text in b"".join(exported(spoilt, "csv").values()).decode()


@pytest.mark.parametrize(
    ("form", "library"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")]
)
def test_a_missing_library_is_named(
    form: str, library: str, small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra, the message says what to install."""
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(UsageError, match=r"inspectgraph\[tables\]"):
        exported(small_store, form)


@pytest.mark.parametrize("safe", [False, True])
def test_the_metadata_are_valid_in_strict_validation(
    safe: bool, small_store: Store, tmp_path: Path
) -> None:
    """The package csvw accepts the tables in strict mode, and refuses a broken key."""
    for name, content in exported(
        small_store, "csv", safe=safe, imprint=IMPRINT
    ).items():
        (tmp_path / name).write_bytes(content)

    def valid() -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(
                CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid
            )

    assert valid()
    table = tmp_path / "statement-themes.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(
        text.replace("/theme/training", "/theme/trainings"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="trainings"):
        valid()


def test_only_tables_for_spreadsheets_have_a_mark(small_store: Store) -> None:
    """Only CSV tables for `--safe` begin with a byte order mark, which Excel needs."""
    for safe in (True, False):
        for name, content in exported(small_store, "csv", safe=safe).items():
            starts = content.startswith(b"\xef\xbb\xbf")
            assert starts == (safe and name.endswith(".csv"))


def test_slugs_and_iris_stand_in_the_order_of_labels(
    made: dict[str, dict[str, bytes]],
) -> None:
    """The first label of a list belongs to the first slug and the first IRI."""
    (statements,) = (table for table in TABLES if table.name == "statements")
    header, *rows = rows_of(made["csv"], statements)
    several = 0
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        themes = cells["themes"].split(SEPARATOR)
        slugs = cells["themes_slug"].split(SEPARATOR)
        iris = cells["themes_iri"].split(SEPARATOR)
        assert len(themes) == len(slugs) == len(iris)
        assert [iri.rpartition("/")[2] for iri in iris] == slugs
        several += len(themes) > 1
    assert several
    assert date.fromisoformat(rows[0][header.index("published")])
