"""Cells with several values can be split again, and no spreadsheet runs a value."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Quad, Store

from inspectgraph.build import assemble
from inspectgraph.cli import main
from inspectgraph.export import exported
from inspectgraph.export.published_set import published
from inspectgraph.files.atomic import write_set
from inspectgraph.files.spreadsheet import neutralise, safe_csv, safe_tsv
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExportError, ExtractError
from inspectgraph.model.lists import SEPARATOR, holds_separator, join_values
from inspectgraph.query import Answer, ask
from inspectgraph.query.serialise import render
from inspectgraph.rdf.iris import graph, thing
from inspectgraph.rdf.namespaces import INSP, SKOS, XSD
from inspectgraph.rdf.store import new_store

TRUST = "East Netherford Primary Care Trust"

#: Names that look like several.
NAMES = [
    "Hospital; Community and Mental Health Trust",
    "Hospital / Community Trust",
    "Hospital | Community Trust",
    "Hospital, Community Trust",
    "a||b",
    "a |",
    "| a",
    "Hospital\nCommunity Trust",
    "a ; b / c | d , e & f",
    'the "Trust"; so called',
    "a\rb",
    "a\tb",
]


def renamed(small_copy: Path, name: str) -> Path:
    """Return the small project with another name for one of its trusts."""
    file = small_copy / "extracts" / "registry" / "bodies.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(f"name: {TRUST}", f"name: {json.dumps(name)}"), encoding="utf-8"
    )
    return small_copy


def read_lists(content: dict[str, bytes], table: str) -> list[dict[str, list[str]]]:
    """Return the rows of a table as a reader of CSV on the Web reads them."""
    described = json.loads(content["csv-metadata.json"])["tables"]
    (schema,) = (
        one["tableSchema"] for one in described if one["url"] == f"{table}.csv"
    )
    separators = {
        column["name"]: column.get("separator") for column in schema["columns"]
    }
    rows = csv.DictReader(io.StringIO(content[f"{table}.csv"].decode(), newline=""))
    return [
        {
            name: cell.split(separators[name]) if separators[name] and cell else [cell]
            for name, cell in row.items()
        }
        for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_holds_the_names_that_were_given(name: str, small_copy: Path) -> None:
    """Whatever signs a name holds, a list with it has one entry for it."""
    store = assemble(load_project(renamed(small_copy, name)))
    (row,) = read_lists(exported(store, "csv"), "events")
    assert sorted(row["before"]) == sorted([name, "West Netherford Primary Care Trust"])


@pytest.mark.parametrize("name", ["Hospital || Trust", "|| Trust", "Trust ||"])
def test_the_separator_is_refused_in_a_text(name: str, small_copy: Path) -> None:
    """A name that contains the list separator is refused at its line."""
    with pytest.raises(ExtractError) as caught:
        load_project(renamed(small_copy, name))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.line) == ("list-separator", 2)


@given(
    st.lists(
        st.text("ab |;", min_size=1).filter(lambda text: text == text.strip()),
        min_size=1,
        max_size=4,
    )
)
def test_values_are_joined_so_that_they_come_apart_again_or_refused(
    values: list[str],
) -> None:
    """Joined values can be split into the same values; else joining them is refused."""
    if any(map(holds_separator, values)):
        with pytest.raises(ExportError, match="list-separator"):
            join_values(values)
    else:
        assert join_values(values).split(SEPARATOR) == values


def test_a_published_name_with_the_separator_is_refused_by_the_tables(
    small_store: Store,
) -> None:
    """The tables refuse another tool's graph if a name contains the separator."""
    trust = thing("body", "east-netherford-primary-care-trust")
    other = Literal("Hospital || Trust", language="en")
    quads = (
        (
            Quad(quad.subject, quad.predicate, other, quad.graph_name)
            if (quad.subject, quad.predicate) == (trust, SKOS.prefLabel)
            else quad
        )
        for quad in small_store
    )
    with pytest.raises(ExportError, match="list-separator"):
        exported(new_store(quads), "csv")


def test_a_column_for_one_value_refuses_two(small_store: Store) -> None:
    """Two values for a column that is described as single are refused, not joined."""
    report = thing("report", "netherford-jar-2008")
    more = Quad(
        report, INSP.referenceNumber, Literal("1000"), graph("netherford-jar-2008")
    )
    with pytest.raises(ExportError, match="several-values"):
        exported(new_store([*small_store, more]), "csv")


def test_no_label_of_ours_holds_the_separator(small_store: Store) -> None:
    """No label of a scheme or of the registry contains the list separator."""
    labels = [
        str(quad.object)
        for quad in small_store.quads_for_pattern(None, SKOS.prefLabel, None)
    ]
    assert labels
    assert not any(map(holds_separator, labels))


def test_questions_join_values_as_tables_do() -> None:
    """Queries join lists by the separator of the tables, and sentences by a blank."""
    texts = [
        entry.read_text(encoding="utf-8")
        for entry in files("inspectgraph.queries").iterdir()
        if ".rq" in entry.name
    ]
    found = {
        one
        for text in texts
        for one in re.findall(r'separator\s*=\s*"([^"]*)"', text, re.IGNORECASE)
    }
    assert found == {SEPARATOR, " "}


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_with_a_list_holds_the_names_that_were_given(
    name: str, small_copy: Path
) -> None:
    """A provider's name is one entry in the answer's list of providers."""
    file = small_copy / "extracts" / "registry" / "services.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "providers: [netherford]",
        "providers: [east-netherford-primary-care-trust, netherford]",
    )
    file.write_text(text, encoding="utf-8")
    answer = ask(
        assemble(load_project(renamed(small_copy, name))),
        "services-by-area",
        authority="netherford",
    )
    column = answer.columns.index("providers")
    assert sorted(str(answer.rows[0][column]).split(SEPARATOR)) == sorted(
        [name, "Netherford"]
    )


# Formulas


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1",
    "'=1",
    "''=1",
    "-",
    "- a",
    "-1 a",
    "+44 1",
]
PLAIN = [
    "-1",
    "+1",
    "-1.5",
    "-1,250",
    "-.5",
    "-3%",
    "1e-3",
    "-1e-3",
    "a=b",
    "'a",
    "a",
    "",
    "2014-06-30",
    "p1-a2b3",
    " =1",
]


@pytest.mark.parametrize("value", FORMULAS)
def test_a_formula_gets_an_apostrophe(value: str) -> None:
    """A value that a spreadsheet would run gets an apostrophe before it."""
    assert neutralise(value) == f"'{value}"


@pytest.mark.parametrize("value", PLAIN)
def test_other_values_are_kept(value: str) -> None:
    """Negative numbers stay numbers, and other texts stay as they are."""
    assert neutralise(value) == value


def test_each_value_of_a_list_is_made_safe() -> None:
    """A list that is split in a spreadsheet holds no formula either."""
    assert safe_csv('a,"=1, || +b || -2"\n') == "a,\"'=1, || '+b || -2\"\n"


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2
        ),
        min_size=1,
    )
)
def test_a_safe_table_has_the_same_cells(rows: list[list[str]]) -> None:
    """A CSV reader finds each cell of a safe table in its place, with its safe text."""
    answer = Answer(("a", "b"), tuple(tuple(map(Literal, row)) for row in rows), ())
    text = render(answer, "csv", safe=True)
    read = list(csv.reader(io.StringIO(text, newline="")))
    expected = [
        [SEPARATOR.join(map(neutralise, cell.split(SEPARATOR))) for cell in row]
        for row in rows
    ]
    assert read == [["a", "b"], *expected]


def test_terms_in_tsv_are_made_safe_inside_their_quotes() -> None:
    """A spreadsheet takes the quotation marks away; numbers keep their sign."""
    terms = (
        Literal("=1"),
        Literal("\t=1", language="en"),
        Literal("-5", datatype=XSD.integer),
        Literal("'=1"),
    )
    answer = Answer(("a", "b", "c", "d"), (terms,), ())
    line = render(answer, "tsv", safe=True).splitlines()[1].split("\t")
    assert line == ['"\'=1"', '"\'\\t=1"@en', "-5", "\"''=1\""]
    assert safe_tsv(render(answer, "tsv")) == render(answer, "tsv", safe=True)


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory, small_store: Store) -> Path:
    """Return the folder of a published graph whose notes look like a formula."""
    note = Literal("=1+1", language="en")
    quads = (
        (
            Quad(quad.subject, quad.predicate, note, quad.graph_name)
            if quad.predicate == INSP.note
            else quad
        )
        for quad in small_store
    )
    folder = tmp_path_factory.mktemp("formulas") / "graphs"
    write_set(folder, published(new_store(quads)))
    return folder


def test_the_commands_make_tables_safe(graphs: Path, tmp_path: Path) -> None:
    """`export` and `query` write an apostrophe with `--safe`, and none without."""
    for options, expected in (([], "=1+1"), (["--safe"], "'=1+1")):
        folder = tmp_path / ("safe" if options else "plain")
        arguments = [
            "export",
            "--format",
            "csv",
            "--graphs",
            str(graphs),
            "-o",
            str(folder),
            *options,
        ]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        rows = csv.DictReader(
            io.StringIO((folder / "events.csv").read_text(encoding="utf-8"))
        )
        table = csv.DictReader(
            io.StringIO((folder / "measurements.csv").read_text(encoding="utf-8"))
        )
        assert {row["note"] for row in table} == {expected}
        assert next(rows)["id"] == "p4-w3x4"
        for form in ("csv", "tsv"):
            result = CliRunner().invoke(
                main,
                [
                    "query",
                    "recommendations",
                    "--format",
                    form,
                    "--graphs",
                    str(graphs),
                    *options,
                ],
            )
            assert result.exit_code == 0, result.output
            assert re.search(
                rf'(^|[,\t"]){re.escape(expected)}($|[,\t"])',
                result.stdout,
                re.MULTILINE,
            )


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "--format", "nquads", "--safe"],
        ["query", "caf-uptake", "--safe"],
        ["query", "--safe", "caf-uptake", "--format", "json"],
    ],
)
def test_safe_is_refused_where_it_means_nothing(
    arguments: list[str], graphs: Path
) -> None:
    """`--safe` is refused with formats that are no tables for spreadsheets."""
    result = CliRunner().invoke(main, [*arguments, "--graphs", str(graphs)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "[safe-format]" in result.stderr
