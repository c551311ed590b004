"""Tests of `inspectgraph show`, which prints everything behind a statement.

The formats are text, JSON and Turtle.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, Graph, Literal, URIRef

from inspectgraph.build import build
from inspectgraph.cli import main
from inspectgraph.rdf.namespaces import BASE

SMALL = Path(__file__).parents[1] / "projects" / "small"
REPORT = f"{BASE}id/report/netherford-sif-2015"

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small project after a build."""
    made = tmp_path_factory.mktemp("show") / "project"
    shutil.copytree(SMALL, made)
    build(made, draw=False)
    return made


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `inspectgraph show` in the project."""
    monkeypatch.chdir(folder)
    return lambda *arguments: CliRunner().invoke(
        main, ["show", *arguments], catch_exceptions=False
    )


def record(run: Run, *arguments: str) -> dict[str, object]:
    """Run the command, and return its JSON output."""
    found: dict[str, object] = json.loads(run(*arguments, "--format", "json").stdout)
    return found


def test_a_finding_is_shown_with_its_fields_and_passages(run: Run) -> None:
    """A finding is shown with its note, fields, passage, curation, page and IRI."""
    result = run("p2-q8r9")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[:2] == [
        "netherford-sif-2015/p2-q8r9 (finding: weakness)",
        "Help for smaller problems comes late.",
    ]
    for line in (
        "Themes common assessment; prevention and early identification",
        "Responsible Netherford",
        "Kind of finding result",
        "Page of the site report/netherford-sif-2015/statement/p2-q8r9.html",
        f"IRI {REPORT}/statement/p2-q8r9",
        "inspectgraph show netherford-sif-2015/p2-q8r9 --reports DIR",
    ):
        assert line in lines
    (place,) = [line for line in lines if line.startswith("p2 (paragraph, number")]
    assert place.endswith("45 letters and digits from position 31, digest 2bf1f0e6c4e1")
    assert "the last day of work was 2026-11-21" in " ".join(lines)


def related(found: dict[str, object]) -> set[tuple[str, str]]:
    """Return the relation and the id of each related statement."""
    assert isinstance(found["relations"], list)
    return {(one["relation"], one["statement"]) for one in found["relations"]}


def test_relations_are_shown_both_ways(run: Run) -> None:
    """Each relation between two statements is shown from both sides.

    For example, one statement is answered by the other, which in turn answers it.
    """
    assert related(record(run, "p1-o6p7")) == {
        ("Answered by", "p6-a8b9"),
        (
            "In an earlier report (followed up, not done; judged by a curator)",
            "recommendations-six-months-1-q7r8",
        ),
        ("Given as a reason for", "p2-q8r9"),
        ("More about this", "p8-y6z7"),
    }
    assert related(record(run, "p6-a8b9")) == {
        ("It answers", "p1-o6p7"),
        ("It answers", "p2-q8r9"),
    }
    assert ("It replaces", "p8-y5z6") in related(record(run, "p8-y6z7"))
    assert ("Replaced by", "p8-y6z7") in related(record(run, "p8-y5z6"))


def test_a_measurement_has_its_values_and_comparators(run: Run) -> None:
    """A measurement is shown with its values, as printed and as numbers.

    The values with which it is compared are shown too.
    """
    found = record(run, "p1-e2f3")
    assert found["kind"] == "figure"
    facts = found["facts"]
    assert isinstance(facts, dict)
    assert facts["printedValue"] == facts["value"] == ["95"]
    assert facts["indicator"] == ["CAFs completed"]
    assert found["comparators"] == [
        {
            "compared_with": "earlier time",
            "printed": "210",
            "value": "210",
            "period": "",
        }
    ]
    assert "Compared with" in run("p1-e2f3").stdout


def test_a_grade_is_shown_with_grades_before_and_after(run: Run) -> None:
    """A grade is shown with a sentence that later inspections may exist."""
    found = record(run, "grades-overall-judgement-a2b3")
    facts = found["facts"]
    assert isinstance(facts, dict)
    assert facts["grade"] == ["requires improvement"]
    assert "later inspections" in run("grades-overall-judgement-a2b3").stdout


def test_every_statement_can_be_shown(run: Run, folder: Path) -> None:
    """Every statement in the graph can be shown by its id."""
    for report in ("netherford-jar-2008", "netherford-sif-2015"):
        graph = Graph().parse(folder / "graphs" / "reports" / f"{report}.ttl")
        ids = set(graph.objects(None, URIRef(f"{BASE}def/statementId")))
        assert len(ids) > 5
        for one in ids:
            found = record(run, f"{report}/{one}")
            assert found["statement"] == str(one)
            assert found["evidence"] or found["kind"] == "withdrawn statement"


def test_turtle_is_that_of_the_page(run: Run) -> None:
    """The Turtle output contains the statement and its evidence, and rdflib can read it."""
    result = run("p2-q8r9", "--format", "turtle")
    graph = Graph().parse(data=result.stdout, format="turtle", publicID=BASE)
    statement = URIRef(f"{REPORT}/statement/p2-q8r9")
    assert (statement, RDF.type, URIRef(f"{BASE}def/Weakness")) in graph
    digest = Literal("2bf1f0e6c4e1")
    assert (None, URIRef(f"{BASE}def/digest"), digest) in graph


def test_words_come_from_the_readers_own_copy(run: Run) -> None:
    """With `--reports`, the words of the report are shown in each format.

    The words are verified, and a sentence says that they are not for publication.
    """
    result = run("p2-q8r9", "--reports", "reports")
    assert result.exit_code == 0
    assert "found in the report, digest verified" in result.stdout
    assert "not for publication" in " ".join(result.stdout.split())
    evidence = record(run, "p2-q8r9", "--reports", "reports")["evidence"]
    assert isinstance(evidence, list)
    words = evidence[0]["words"]
    assert len([letter for letter in words if letter.isalnum()]) == 45
    assert f"“{words}”"[:30] in " ".join(result.stdout.split())
    turtle = run("p2-q8r9", "--reports", "reports", "--format", "turtle")
    assert words in turtle.stdout
    assert "not for publication" in turtle.stderr


def test_words_that_differ_are_not_shown(run: Run, tmp_path: Path) -> None:
    """Words that differ from the report are not shown, and the exit code is 1."""
    file = tmp_path / "netherford-sif-2015.md"
    evidence = record(run, "p2-q8r9", "--reports", "reports")["evidence"]
    assert isinstance(evidence, list)
    text = (SMALL / "reports" / file.name).read_text(encoding="utf-8")
    assert evidence[0]["words"] in text
    file.write_text(text.replace(evidence[0]["words"], "nothing of this is left"))
    result = run("p2-q8r9", "--reports", str(tmp_path))
    assert result.exit_code == 1
    assert "NOT VERIFIED: the words are not in the passage" in result.stdout
    assert "“" not in result.stdout


def test_a_report_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    """If a report is missing, the message names it, and the exit code is 3."""
    result = run("p2-q8r9", "--reports", str(tmp_path))
    assert result.exit_code == 3
    assert "'netherford-sif-2015' is not in the folder" in result.stderr
    assert "[no-report]" in result.stderr
    assert not result.stdout


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("p2-q8r8", "did you mean 'p2-q8r9'?"),
        ("netherford-sif-2015/p2", "did you mean 'p2-q8r9'?"),
        ("no-such-thing-at-all", "there is no statement 'no-such-thing-at-all'"),
    ],
)
def test_an_unknown_id_leads_to_a_known_one(run: Run, given: str, told: str) -> None:
    """For an unknown id, the message suggests a statement with a similar id or passage."""
    result = run(given)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "[unknown-value]" in result.stderr
