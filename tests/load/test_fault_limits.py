"""Of many faults, the first hundred in each file are shown, with the total number.

A long report takes time in proportion to its length.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse

from inspectgraph.build import assemble
from inspectgraph.cli import main
from inspectgraph.load import form, load_project
from inspectgraph.model.errors import ExtractError, Problem, Where
from inspectgraph.model.faults import (
    MORE_FAULTS,
    MOST_SHOWN,
    FirstFaults,
    first_of_each_file,
)
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.validate import validate
from inspectgraph.validate.cycles import nodes_near_circles
from inspectgraph.validate.findings import Finding, Report, Severity
from inspectgraph.validate.reporting import FORMATS, as_json, as_sarif, as_ttl
from large_project import REPORT, write_large_project

FILE = f"extracts/{REPORT}.yaml"
STATEMENTS = 400


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return a project in which one theme is misspelt in every finding of a report."""
    write_large_project(tmp_path / "faulty", STATEMENTS, theme="trainings")
    return tmp_path / "faulty"


def faults_of(folder: Path, vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Return what is told of a project."""
    with pytest.raises(ExtractError) as raised:
        load_project(folder, vocabulary)
    return tuple(raised.value.problems)


FINDINGS = STATEMENTS - 3 * (STATEMENTS // 16)


def test_a_hundred_faults_are_kept_and_the_others_counted(
    faulty: Path, vocabulary: Vocabulary
) -> None:
    """The last message of the file says how many more there are."""
    told = faults_of(faulty, vocabulary)
    assert len(told) == MOST_SHOWN + 1
    assert told[-1].code == MORE_FAULTS
    assert told[-1].found == f"this file has {FINDINGS - MOST_SHOWN} more faults"
    assert [fault.where for fault in told[:-1]] == sorted(
        fault.where for fault in told[:-1]
    )


def test_hints_are_looked_for_only_where_they_are_shown(
    faulty: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Similar names are looked up only for the faults that are shown."""
    looked: list[str] = []

    def look(value: str, _: object) -> str:
        looked.append(value)
        return ""

    monkeypatch.setattr(form, "nearest", look)
    faults_of(faulty, vocabulary)
    assert 0 < len(looked) <= MOST_SHOWN


def test_each_file_has_its_own_hundred(faulty: Path, vocabulary: Vocabulary) -> None:
    """A hundred faults in one file do not hide the faults of another."""
    other = faulty / "extracts/netherford-jar-2008.yaml"
    other.write_text(
        other.read_text(encoding="utf-8").replace("language: en", "language: cy"),
        encoding="utf-8",
    )
    told = faults_of(faulty, vocabulary)
    assert [
        fault.code for fault in told if fault.where.path.endswith("jar-2008.yaml")
    ] == ["unknown-choice"]


def test_the_first_places_are_kept_in_whatever_order_they_are_found() -> None:
    """The faults with the first places are kept, in whatever order they are found."""
    faults = FirstFaults(most=3)
    for line in (9, 2, 7, 1, 8, 3, 3):
        faults.add(
            Where("x.yaml", line, 1),
            lambda where: Problem(where, "code", f"line {where.line}"),
        )
    assert [fault.where.line for fault in faults.problems] == [1, 2, 3, 0]
    assert faults.problems[-1].count == 4


def test_numbers_of_faults_that_are_not_shown_are_added_up() -> None:
    """A hundred faults of a file are shown, and all hidden ones are added up."""
    faults = [
        Problem(Where("x.yaml", line, 1), "code", "found") for line in range(1, 151)
    ]
    more = [
        Problem(Where("x.yaml"), MORE_FAULTS, "this file has 7 more faults", count=7)
    ]
    told = first_of_each_file([*more, *faults, *faults])
    assert len(told) == MOST_SHOWN + 1
    assert told[-1].count == 50 + 7


@pytest.mark.parametrize("form_name", sorted(FORMATS))
def test_every_format_shows_a_hundred_and_the_number_of_all(
    form_name: str, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each format shows a hundred faults and the total, and `validate` ends with 1."""
    monkeypatch.chdir(faulty)
    result = CliRunner().invoke(main, ["validate", "--format", form_name])
    assert result.exit_code == 1
    assert result.output.count("unknown theme 'trainings'") == MOST_SHOWN
    assert f"{FINDINGS} violations" in result.output
    assert f"{FINDINGS - MOST_SHOWN} more" in result.output


def report_of(violations: int, infos: int) -> Report:
    """Return a report on one file whose violations stand after everything else."""
    many = [
        Finding(Severity.INFO, f"{n}", "note", where=Where("x.yaml", n + 1, 1))
        for n in range(infos)
    ]
    bad = [
        Finding(Severity.VIOLATION, f"{n}", "bad", where=Where("x.yaml", 9000 + n, 1))
        for n in range(violations)
    ]
    return Report.of([*many, *bad])


def test_the_worst_findings_are_shown_first() -> None:
    """A violation at the end of a file is not hidden by advice before it."""
    report = report_of(violations=3, infos=500)
    shown = report.shown
    assert (
        len([one for one in shown.findings if one.severity is Severity.VIOLATION]) == 3
    )
    assert shown.counts == report.counts
    assert (
        shown.findings[-1].message == f"this file has {500 - MOST_SHOWN + 3} more info"
    )


@pytest.mark.parametrize(
    "total",
    [
        lambda report: json.loads(as_json(report))["counts"]["violation"],
        lambda report: json.loads(as_sarif(report))["runs"][0]["properties"]["counts"][
            "violation"
        ],
        lambda report: int("".join(filter(str.isdigit, _comment(as_ttl(report))))),
    ],
    ids=["json", "sarif", "ttl"],
)
def test_machines_find_the_total(total: Callable[[Report], int]) -> None:
    """JSON, SARIF and Turtle contain the number of all findings."""
    assert total(report_of(violations=1234, infos=0)) == 1234


def _comment(turtle: str) -> str:
    quads = parse(turtle, RdfFormat.TURTLE)
    return next(
        str(getattr(quad.object, "value", ""))
        for quad in quads
        if quad.predicate.value.endswith("#comment")
    )


def test_only_what_can_lie_in_a_circle_is_looked_at() -> None:
    """Only statements in or near a circle of reasons are examined, not a long chain."""
    chain = [(n, n + 1) for n in range(5000)]
    assert nodes_near_circles(chain) == set()
    assert nodes_near_circles([*chain, (5000, 4999)]) == {4999, 5000}


def seconds_for(folder: Path, statements: int, vocabulary: Vocabulary) -> float:
    """Return the CPU seconds from an extract of so many statements to the findings on its graph."""
    write_large_project(folder / str(statements), statements)
    start = time.process_time()
    project = load_project(folder / str(statements), vocabulary)
    validate(assemble(project), project)
    return time.process_time() - start


@pytest.mark.slow
def test_four_times_the_statements_take_less_than_seven_times_the_work(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """Loading, populating and validating grow with the statements, not with their square (CPU time, wide margin)."""
    seconds_for(
        tmp_path, 50, vocabulary
    )  # what is done once: imports, shapes, vocabularies
    small, large = (
        seconds_for(tmp_path, statements, vocabulary) for statements in (1000, 4000)
    )
    assert large / small < 7
