"""Inspections without days of fieldwork are counted, or named among what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.query import Answer, ask

LEFT_OUT = "Left out, since no days of fieldwork are known: netherford-sif-2015."


def asked(folder: Path, name: str, **values: object) -> Answer:
    """Ask the small project, in which the report of 2015 has no days of fieldwork."""
    extract = folder / "extracts" / "netherford-sif-2015.yaml"
    lines = extract.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("inspection:")]
    extract.write_text("".join(kept), encoding="utf-8")
    return ask(assemble(load_project(folder)), name, **values)


def test_a_count_by_year_has_the_year_not_printed(small_copy: Path) -> None:
    """An inspection without days counts with the year `not printed`."""
    answer = asked(small_copy, "grades-by-region-and-year", framework="sif")
    assert [row[1:] for row in answer.rows] == [
        ("not printed", "requires improvement", 2, 1)
    ]


def test_lower_aspects_need_no_day(small_copy: Path) -> None:
    """Aspects of an inspection without days are compared, with no last day."""
    answer = asked(small_copy, "lower-aspects", steps=2)
    place = answer.columns.index("ended")
    assert {row[place] for row in answer.rows} == {None}
    assert {row[1] for row in answer.rows} == {"netherford-sif-2015"}


@pytest.mark.parametrize(
    "name",
    ["changes-between-inspections", "time-after-inadequate", "time-since-inspection"],
)
def test_a_question_about_time_names_what_it_leaves_out(
    small_copy: Path, name: str
) -> None:
    """A question that needs days names the full inspections that have none."""
    answer = asked(small_copy, name)
    assert LEFT_OUT in answer.covers
    assert not answer.rows


def test_a_year_is_a_number_in_a_frame(small_copy: Path) -> None:
    """The year of a count is a whole number, or the words `not printed`."""
    dated = ask(
        assemble(load_project(small_copy)), "grades-by-region-and-year", framework="sif"
    ).to_pandas()
    assert list(dated["year"]) == [2015]
    quoted = ask(assemble(load_project(small_copy)), "quoted-judgements").to_pandas()
    assert {2007, 2014} <= set(quoted["year"].dropna())
    undated = asked(small_copy, "grades-by-region-and-year", framework="sif")
    assert undated["year"] == ["not printed"]


def test_nothing_is_left_out_if_all_days_are_known(small_copy: Path) -> None:
    """If each full inspection has days, no report is left out."""
    answer = ask(assemble(load_project(small_copy)), "time-since-inspection")
    assert not any(note.startswith("Left out") for note in answer.covers)
