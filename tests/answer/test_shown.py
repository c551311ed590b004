"""Tests of printed tables: short ids of statements, and at most 200 lines without --limit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from inspectgraph.answer.shown import MOST_LINES, first_rows
from inspectgraph.cli import main
from inspectgraph.query import questions
from other_engines import example

#: A question with a long answer about the five reports.
LONG = "strengths-by-theme"


def run(folder: Path, *words: str) -> str:
    """Run `query` with the given words, and return what it prints."""
    found = CliRunner().invoke(
        main, ["query", *words, "--graphs", str(folder)], catch_exceptions=False
    )
    assert found.exit_code == 0, found.output
    return found.stdout


@pytest.fixture(scope="module")
def published_five(five: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the published graph of the five reports."""
    from inspectgraph.build import assemble
    from inspectgraph.export.published_set import published
    from inspectgraph.files.atomic import write_set
    from inspectgraph.load import load_project

    folder = tmp_path_factory.mktemp("five") / "graphs"
    write_set(folder, published(assemble(load_project(five))))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("question", questions(), ids=lambda one: str(one.name))
def test_no_question_prints_more_lines(published_five: Path, question) -> None:  # type: ignore[no-untyped-def]
    """The table of a named question never has more lines than the maximum.

    Each question is asked with the values of its example, and with only the required
    ones.
    """
    given = example(question)
    needed = {one.name for one in question.parameters if one.required}
    for names in (set(given), needed):
        words = [word for name in names for word in (f"--{name}", given[name])]
        text = run(published_five, question.name, *words)
        assert text.count("\n") <= MOST_LINES


@pytest.mark.slow
def test_the_rows_left_out_are_counted_and_can_be_printed(published_five: Path) -> None:
    """The last line counts the rows that are left out, and `--limit 0` prints all rows."""
    every = run(published_five, LONG, "--format", "csv").count("\n") - 1
    short = run(published_five, LONG)
    (left,) = re.findall(r"… ([0-9,]+) more rows; `--limit 0` prints all\.", short)
    printed = every - int(left.replace(",", ""))
    assert run(published_five, LONG, "--limit", str(printed)) == short
    more = run(published_five, LONG, "--limit", str(printed + 1))
    assert more.count("\n") > MOST_LINES
    assert "more row" not in run(published_five, LONG, "--limit", "0")
    assert "… 1 more row;" in run(published_five, "coverage", "--limit", "4")
    rows = run(published_five, "coverage", "--format", "csv", "--limit", "2")
    assert rows.count("\n") == 3


def test_a_short_id_is_understood(published_five: Path) -> None:
    """A short id from the hint below a table can be given to the question `evidence`."""
    text = " ".join(run(published_five, "caf-uptake").split())
    (name,) = re.findall(r"`inspectgraph query evidence --statement (\S+)`", text)
    report, _, short = name.partition("/")
    told = run(published_five, "evidence", "--statement", name)
    assert report in told
    assert f"-{short}" in told


def test_the_first_rows_that_fit_are_found() -> None:
    """The number of rows that fit into 200 lines is found.

    Below a head of two lines, 66 rows of three lines fit.
    """
    assert first_rows(1000, lambda rows: 2 + 3 * rows) == 66
    assert first_rows(66, lambda rows: 2 + 3 * rows) == 66
    assert first_rows(0, lambda rows: 2 + 3 * rows) == 0
