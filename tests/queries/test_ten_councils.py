"""Questions about England's councils give what a reader of ten councils' reports expects; england/README.md says how."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph
from test_expected_rows import parts, plain  # type: ignore[import-not-found]

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.query import Question, ask, questions
from inspectgraph.rdf.iris import concept
from inspectgraph.rdf.lookup import label
from other_engines import example, gives_the_same_rows, in_rdflib, with_values

EXPECTED = sorted((Path(__file__).parent / "england").glob("*.csv"))
#: The aspects whose long names the files give by their slugs, after `ilacs-`.
LONG = ("impact-of-leaders", "help-and-protection", "children-in-care-and-care-leavers")
#: The questions that only the tests of this module ask; `test_questions` asks the others.
NAMES = {parts(file)[0] for file in EXPECTED} - {"judgements"}
ASKED = pytest.mark.parametrize(
    "question",
    [one for one in questions() if one.name in NAMES],
    ids=lambda question: question.name,
)


@pytest.fixture(scope="module")
def councils(ten: Path) -> Store:
    """Return the graph of the ten councils' reports, without drafted statements."""
    return assemble(load_project(ten))


@pytest.fixture(scope="module")
def with_drafts(ten: Path) -> Store:
    """Return the graph of the ten councils' reports, with drafted recommendations."""
    return assemble(load_project(ten, with_drafts=True))


def rows_of(
    store: Store, name: str, columns: Iterable[str], **values: object
) -> list[tuple[str, ...]]:
    """Return some columns of an answer, as plain text."""
    answer = ask(store, name, **values)
    places = [answer.columns.index(column) for column in columns]
    return [tuple(plain(row[place]) for place in places) for row in answer.rows]


def test_there_are_expected_rows_of_england() -> None:
    """The folder has files with expected rows for England."""
    assert len(EXPECTED) >= 9


@pytest.mark.parametrize("file", EXPECTED, ids=lambda file: file.stem)
def test_answer_is_what_a_reader_of_the_front_pages_expects(
    file: Path, councils: Store, with_drafts: Store
) -> None:
    """The answer has the rows of the file, and others only if the name says `some`."""
    name, values, some = parts(file)
    store = with_drafts if name == "recommendation-counts" else councils
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    names = {f"ilacs-{one}": label(store, concept("aspect/ilacs", one)) for one in LONG}
    expected = {tuple(plain(names.get(cell, cell)) for cell in row) for row in rows}
    found = rows_of(store, name, head, **values)
    assert len(found) == len(set(found))
    assert not expected - set(found), "rows are missing"
    assert some or not set(found) - expected, "there are rows that nobody expects"


def test_manchesters_unheld_inspection_of_2017_is_a_known_gap(councils: Store) -> None:
    """Where an inspection of 2017 is not held, 2022 is not said to follow 2014."""
    columns = ("earlier_report", "later_report")
    pairs = rows_of(
        councils, "changes-between-inspections", columns, authority="manchester"
    )
    assert set(pairs) == {("manchester-19-may-2022", "manchester-11-november-2025")}
    notes = rows_of(councils, "time-after-inadequate", ["note"], authority="manchester")
    assert notes == [("an inspection of 2017 is named, but not held here",)]


def test_an_inspection_without_an_overall_grade_ends_no_time(councils: Store) -> None:
    """A time stays open if the later inspection awards no overall grade."""
    columns = ("report", "next_report", "note")
    assert rows_of(
        councils, "time-after-inadequate", columns, authority="liverpool"
    ) == [
        (
            "liverpool-25-may-2023",
            "",
            "open: no later overall grade is held here;"
            " liverpool-07-july-2026 awards none",
        )
    ]


def test_an_inspection_between_that_awards_no_grade_is_named(councils: Store) -> None:
    """If 2017 has no overall grade, Knowsley's time since 2014 ends only in 2021.

    A note names the inspection of 2017.
    """
    copy = Store()
    copy.bulk_extend(
        quad
        for quad in councils
        if not (
            "/knowsley-13-june-2017/" in str(quad.subject)
            and quad.object == concept("aspect/sif", "overall-effectiveness")
        )
    )
    columns = ("report", "next_report", "note")
    found = rows_of(copy, "time-after-inadequate", columns, authority="knowsley")
    assert found[0] == (
        "knowsley-sif-2014",
        "knowsley-03-december-2021",
        "knowsley-13-june-2017 awards none",
    )


def test_a_region_restricts_rows_and_coverage(councils: Store) -> None:
    """Of the ten councils, one is in London, with three reports."""
    answer = ask(councils, "time-since-inspection", region="London")
    assert [row[0] for row in answer.rows] == ["Barnet"]
    assert answer.covers[0].startswith("Covers 3 of 31 reports")


def test_a_framework_restricts_the_coverage(councils: Store) -> None:
    """Ten of the reports are of the single inspection framework."""
    answer = ask(councils, "grades-by-region-and-year", framework="sif")
    assert answer.covers[0].startswith("Covers 10 of 31 reports")


def test_at_least_two_steps(councils: Store) -> None:
    """With `steps=2`, only aspects two grades below the best ones are listed."""
    columns = ("report", "aspect", "best_aspects")
    assert rows_of(councils, "lower-aspects", columns, steps=2) == [
        ("tameside-09-december-2016", aspect, "adoption performance")
        for aspect in (
            "children who need help and protection",
            "leadership, management and governance",
        )
    ]


def test_a_grade_of_2023_follows_that_of_2019_and_not_that_of_2015(
    councils: Store,
) -> None:
    """Grades of 2023 follow the joint grade of 2019, which lies between, not 2015."""
    joint = "experiences and progress of children in care and care leavers"
    columns = ("aspect", "comparable")
    rows = rows_of(councils, "grade-trajectory", columns, authority="medway")
    told = {row[0]: row[1] for row in rows}
    for aspect in ("children in care", "care leavers"):
        assert told[f"experiences and progress of {aspect}"] == (
            f"{joint}, requires improvement in medway-27-august-2019:"
            " aspects partly, grades on one scale"
        )


@ASKED
def test_example_has_rows(question: Question, with_drafts: Store) -> None:
    """Each example asks for something that the ten councils' reports answer."""
    assert ask(with_drafts, question.name, **example(question)).rows


@ASKED
def test_store_and_text_do_not_matter(question: Question, with_drafts: Store) -> None:
    """The same rows in the same order from shuffled quads, and with values in the text."""
    copy = Store()
    copy.extend(sorted(with_drafts, key=lambda quad: str(quad)[::-1]))
    expected = ask(with_drafts, question.name, **example(question))
    assert ask(copy, question.name, **example(question)).rows == expected.rows
    text = with_values(question, with_drafts, example(question))
    found = with_drafts.query(text, use_default_graph_as_union=True)
    width = len(question.columns)
    assert tuple(tuple(row)[:width] for row in found) == expected.terms  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def councils_elsewhere(with_drafts: Store) -> Graph:
    """Return the union of all graphs of the ten councils in rdflib."""
    return in_rdflib(with_drafts)


@pytest.mark.slow
@ASKED
def test_rdflib_gives_the_same_rows(
    question: Question, with_drafts: Store, councils_elsewhere: Graph
) -> None:
    """The questions about councils are plain SPARQL 1.1."""
    given = example(question)
    assert gives_the_same_rows(councils_elsewhere, with_drafts, question, given)


def test_an_empty_answer_names_no_units_of_reports_curated_for_grades(
    ten: Path,
) -> None:
    """Such a report is not read in full, and none of its units will be curated."""
    only = ten.parent / "grades-only"
    shutil.copytree(ten, only)
    for file in (only / "extracts").glob("knowsley-sif-2014.*"):
        file.unlink()
    answer = ask(assemble(load_project(only)), "corrections")
    assert answer.rows == ()
    assert answer.covers[-1] == "No row: nothing in the graph fits the question."
