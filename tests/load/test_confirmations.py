"""Statements that programs or a person confirmed: named in the extract, described in the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from inspectgraph.build import build
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.query import ask
from inspectgraph.rdf.store import open_published

EXTRACT = Path("extracts", "netherford-sif-2015.yaml")
TWO = {
    "method": "two-programs",
    "by": ["first program 1", "second program 2"],
    "finished": "2026-11-29",
}


def with_confirmation(project: Path, *described: object, **first: object) -> Path:
    """Add described confirmations to an extract, and keys to its first judgement."""
    file = project / EXTRACT
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    record["confirmations"] = list(described)
    record["judgements"][0] |= first
    text = yaml.safe_dump(record, sort_keys=False).replace("'2026-11-29'", "2026-11-29")
    file.write_text(text, encoding="utf-8")
    return project


def test_an_answer_says_how_a_grade_was_confirmed(small_copy: Path) -> None:
    """An answer says whether two programs or a curator confirmed each grade.

    The graph has the names of both programs.
    """
    project = with_confirmation(small_copy, TWO, confirmed="two-programs")
    build(project, draw=False)
    store = open_published(project / "graphs")
    rows = ask(store, "judgements", report="netherford-sif-2015").rows
    assert [row[-2] for row in rows[:2]] == [
        "read by two programs that agreed",
        "entered by a curator",
    ]
    text = (project / "graphs/reports/netherford-sif-2015.ttl").read_text(
        encoding="utf-8"
    )
    assert 'insp:confirmedBy "first program 1" , "second program 2"' in " ".join(
        text.split()
    )


def test_a_grade_may_be_confirmed_in_two_ways(small_copy: Path) -> None:
    """Both ways are in the graph, and the answer names both."""
    page = {"method": "page", "by": ["reader"], "finished": "2026-11-29"}
    project = with_confirmation(
        small_copy, TWO, page, confirmed=["two-programs", "page"]
    )
    build(project, draw=False)
    store = open_published(project / "graphs")
    rows = ask(store, "judgements", report="netherford-sif-2015").rows
    assert rows[0][-2] == ("checked against the page; read by two programs that agreed")
    assert rows[1][-2] == "entered by a curator"


def test_the_day_of_a_confirmation_is_found_under_any_base(small_copy: Path) -> None:
    """An answer gives the day on which grades were checked, also in a project with its own IRIs."""
    settings = small_copy / "extracts/project.yaml"
    text = settings.read_text(encoding="utf-8")
    own = text.replace(
        "https://w3id.org/inspectgraph/\n", "https://data.example.org/\n"
    )
    settings.write_text(own, encoding="utf-8")
    page = {"method": "page", "by": ["reader"], "finished": "2026-11-29"}
    build(with_confirmation(small_copy, page, confirmed="page"), draw=False)
    store = open_published(small_copy / "graphs")
    answer = ask(store, "judgements", report="netherford-sif-2015")
    assert answer.covers[-1] == "Checked against the page on 2026-11-29."


@pytest.mark.parametrize(
    ("described", "first"),
    [
        (TWO | {"method": ["two-programs"]}, {}),
        (TWO, {"confirmed": {"two-programs": 1}}),
        (TWO, {"confirmed": [["two-programs"]]}),
    ],
)
def test_a_confirmation_of_the_wrong_type_is_reported_once(
    small_copy: Path, described: object, first: dict[str, object]
) -> None:
    """A list or a mapping in place of a method gives one message."""
    with pytest.raises(ExtractError) as caught:
        load_project(with_confirmation(small_copy, described, **first))
    assert [problem.code for problem in caught.value.problems] == ["wrong-type"]


@pytest.mark.parametrize(
    ("described", "first", "code"),
    [
        ((), {"confirmed": "two-programs"}, "unknown-confirmation"),
        ((TWO,), {"confirmed": "page"}, "unknown-confirmation"),
        ((TWO,), {"confirmed": "guessed"}, "unknown-value"),
        ((TWO,), {"confirmed": ["two-programs", "page"]}, "unknown-confirmation"),
        (
            (TWO,),
            {
                "confirmed": "two-programs",
                "draft": {"confidence": 0.9, "rule": "grade-table"},
            },
            "confirmed-draft",
        ),
    ],
)
def test_a_confirmation_is_described_and_final(
    small_copy: Path, described: tuple[object, ...], first: dict[str, object], code: str
) -> None:
    """A confirmation is refused if it is not described, or if its value is a draft."""
    with pytest.raises(ExtractError) as caught:
        load_project(with_confirmation(small_copy, *described, **first))
    assert code in [problem.code for problem in caught.value.problems]
