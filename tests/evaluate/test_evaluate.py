"""Tests of `evaluate`, which measures a draft against a curated extract.

For each kind of fact, it counts what is right, missed and invented.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from inspectgraph.cli import main
from inspectgraph.evaluate import (
    FORMATS,
    Comparison,
    Facts,
    Wider,
    doubtful_facts,
    facts,
    facts_of_summary,
    in_curated_passages,
    in_sections_with_figures,
    measure,
    on_curated_words,
    with_wider,
)
from inspectgraph.load import Project
from inspectgraph.model.extract import Drafted, Mark

SUMMARY: dict[str, Any] = {
    "authority": "Netherford",
    "framework": "sif",
    "reference": None,
    "published": "2015-03-02",
    "inspection": ["2015-01-12", "2015-01-30"],
    "inspectorates": ["Ofsted"],
    "judgements": [
        {"aspect": "adoption performance", "grade": "good"},
        {"aspect": "overall effectiveness", "grade": "good"},
    ],
    "recommendations": [{"unit": "p4", "band": "areas-for-improvement"}],
    "strengths": ["p1", "p2"],
    "weaknesses": [],
    "measurements": [{"unit": "p9", "value": 12.0}],
}


def changed(**values: Any) -> dict[str, Any]:
    """Return the sample summary with some values changed."""
    return {**SUMMARY, **values}


def compare(
    drafted: Facts, curated: Facts, doubtful: Facts | None = None
) -> tuple[Comparison, ...]:
    """Compare drafted facts with curated facts, and return the measures of each kind."""
    return measure(drafted, curated, doubtful).kinds


def test_a_copy_has_everything_right(small: Project) -> None:
    """If an extract is compared with itself, nothing is missed or invented."""
    for loaded in small.extracts:
        found = compare(facts(loaded.extract), facts(loaded.extract))

        assert found
        assert all(row.precision == row.recall == row.f1 == 1 for row in found)


def test_one_changed_grade_is_one_miss_and_one_invention(small: Project) -> None:
    """A wrong grade counts as one judgement missed and one invented.

    No other kind of fact is affected.
    """
    gold = next(
        loaded.extract
        for loaded in small.extracts
        if len(loaded.extract.judgements) > 1
    )
    wrong = "good" if gold.judgements[0].grade != "good" else "inadequate"
    first = msgspec.structs.replace(gold.judgements[0], grade=wrong)
    draft = msgspec.structs.replace(gold, judgements=(first, *gold.judgements[1:]))

    differing = [
        row for row in compare(facts(draft), facts(gold)) if row.missed or row.invented
    ]

    assert [(row.kind, len(row.missed), len(row.invented)) for row in differing] == [
        ("judgement", 1, 1)
    ]


def test_summaries_are_compared_by_kind() -> None:
    """Summaries that `draft --json` prints can be compared too.

    A value that both leave out is not counted.
    """
    draft = changed(
        judgements=SUMMARY["judgements"][:1], strengths=["p1", "p7"], reference="901"
    )
    rows = {
        row.kind: row
        for row in compare(facts_of_summary(draft), facts_of_summary(SUMMARY))
    }

    assert (rows["judgement"].precision, rows["judgement"].recall) == (1.0, 0.5)
    assert (rows["strengths"].missed, rows["strengths"].invented) == (
        (("p2",),),
        (("p7",),),
    )
    assert rows["reference"].recall is None
    assert "weaknesses" not in rows


def test_numbers_have_one_form() -> None:
    """A whole number is the same with and without a decimal point."""
    draft = changed(measurements=[{"unit": "p9", "value": 12}])

    assert (
        facts_of_summary(draft)["measurement"]
        == facts_of_summary(SUMMARY)["measurement"]
    )


def test_doubtful_facts_count_neither_way() -> None:
    """A fact that the curator marked with a doubt is neither missed nor invented.

    Letter case makes no difference.
    """
    doubtful = changed(
        reported=[{"unit": "p3", "grade": "good", "doubt": "which year is not said"}]
    )
    draft = changed(
        judgements=[
            {"aspect": one["aspect"].title(), "grade": "good"}
            for one in SUMMARY["judgements"]
        ]
    )
    rows = compare(
        facts_of_summary(draft), facts_of_summary(doubtful), doubtful_facts(doubtful)
    )

    assert not [row for row in rows if row.missed or row.invented]


def test_prose_of_passages_that_nobody_curated_is_left_aside() -> None:
    """A drafted figure is ignored if no figure is expected in its section."""
    figures = [
        *SUMMARY["measurements"],
        {"unit": "p40", "value": 3},
        {"unit": "p9", "value": 4},
    ]
    curated = facts_of_summary(SUMMARY)
    drafted = in_sections_with_figures(
        facts_of_summary(changed(measurements=figures)), curated
    )
    (row,) = [row for row in compare(drafted, curated) if row.missed or row.invented]

    assert (row.kind, row.invented) == ("measurement", (("p9", "4"),))


def test_sentences_that_the_curator_passed_over_do_not_count(small: Project) -> None:
    """A drafted finding is compared only if it shares enough words with a curated one.

    It must share half of its own words, or half of the curated finding's words.
    """
    gold = next(loaded.extract for loaded in small.extracts if loaded.extract.findings)
    finding = gold.findings[0]
    anchor, *_ = finding.at
    end = anchor.start + anchor.length
    places = [
        msgspec.structs.replace(anchor, start=end, length=20),
        msgspec.structs.replace(anchor, start=max(0, end - 10), length=20),
        msgspec.structs.replace(anchor, unit="p999"),
    ]
    drafted = tuple(msgspec.structs.replace(finding, at=(place,)) for place in places)
    curated = msgspec.structs.replace(
        gold, findings=(finding,), measurements=(), recommendations=(), events=()
    )
    bare = msgspec.structs.replace(curated, judgements=(), reported=())
    kept = on_curated_words(msgspec.structs.replace(bare, findings=drafted), bare)

    assert [one.at for one in kept.findings] == [(places[1],)]


def test_passages_without_any_statement_are_left_aside() -> None:
    """Drafted themes are compared only in passages for which the curator states something.

    Grades are always compared.
    """
    drafted: Facts = {
        "theme": {("p1", "neglect"): 0.8, ("p2", "neglect"): 0.8},
        "judgement": {("a", "good"): 0.9},
    }
    curated: Facts = {"measurement": {("p1", "3", "number"): None}}

    assert in_curated_passages(drafted, curated) == {
        **drafted,
        "theme": {("p1", "neglect"): 0.8},
    }


def test_a_drafted_theme_with_a_doubt_says_nothing(small: Project) -> None:
    """A drafted theme that has a doubt is not counted."""
    gold = next(loaded.extract for loaded in small.extracts if loaded.extract.findings)
    mark = Mark(confidence=Decimal("0.5"), rule="leaning-of-words")
    finding = msgspec.structs.replace(gold.findings[0], draft=mark)
    bare = msgspec.structs.replace(gold, recommendations=(), measurements=())
    known = msgspec.structs.replace(bare, findings=(finding,))
    doubted = msgspec.structs.replace(
        bare, findings=(msgspec.structs.replace(finding, doubt="which theme?"),)
    )

    assert facts(known)["theme"]
    assert not facts(doubted)["theme"]


def test_what_is_near_counts_one_step_wider() -> None:
    """A wrong theme counts as right one step wider, if both have the same broader theme."""
    wider = Wider({"neglect": "safeguarding", "bullying": "safeguarding"}, {}, {})
    drafted: Facts = {"theme": {("p1", "neglect"): 0.8}}
    curated: Facts = {"theme": {("p1", "bullying"): None}}
    rows = {
        row.kind: row.precision
        for row in compare(with_wider(drafted, wider), with_wider(curated, wider))
    }

    assert (rows["theme"], rows["broad theme"]) == (0.0, 1.0)


def test_renderings() -> None:
    """The measures are printed as a table, as Markdown and as JSON."""
    measures = measure(
        facts_of_summary(changed(strengths=["p1", "p7"])), facts_of_summary(SUMMARY)
    )
    table, markdown, told = (
        FORMATS[form](measures) for form in ("table", "md", "json")
    )

    assert "p2" in next(line for line in table.splitlines() if line.endswith("p7"))
    assert "| strengths | 0.50 | 0.50 | 0.50 | 1 | 1 | 1 |" in markdown
    assert {row["kind"]: row["f1"] for row in json.loads(told)["kinds"]}[
        "strengths"
    ] == 0.5


def test_confidence_is_measured_by_bands() -> None:
    """Right and wrong values are counted by bands of confidence.

    Values without a confidence and doubtful values are not counted in any band.
    """
    judgements = [
        {"aspect": "adoption performance", "grade": "good", "confidence": 0.9},
        {"aspect": "overall effectiveness", "grade": "inadequate", "confidence": 0.97},
        {"aspect": "care leavers", "grade": "good", "confidence": 0.85},
    ]
    figures = [
        {"unit": "p9", "value": 12, "confidence": 0.6},
        {"unit": "p9", "value": 13, "confidence": 0.59},
    ]
    quoted = [{"unit": "p3", "grade": "good", "confidence": 0.95}]
    draft = changed(
        judgements=judgements, measurements=figures, reported=quoted, confidence={}
    )
    draft["confidence"] = {"published": {"confidence": 0.99, "rule": "published-label"}}
    doubtful = changed(
        reported=[{"unit": "p3", "grade": "good", "doubt": "which year is not said"}]
    )
    measures = measure(
        facts_of_summary(draft), facts_of_summary(doubtful), doubtful_facts(doubtful)
    )

    assert [(band.least, band.right, band.wrong) for band in measures.bands] == [
        (0.9, 2, 1),
        (0.8, 0, 1),
        (0.6, 1, 0),
        (0.0, 0, 1),
    ]
    assert measures.bands[0].share == pytest.approx(2 / 3)
    assert "| from 0.9 | 0.67 | 2 | 1 |" in FORMATS["md"](measures)
    assert "from 0.9" in FORMATS["table"](measures)
    assert json.loads(FORMATS["json"](measures))["confidence"][1]["invented"] == 1


def test_marks_of_an_extract_are_its_confidence(small: Project) -> None:
    """The draft marks in an extract give the confidences.

    A confirmed value has no confidence.
    """
    gold = next(
        loaded.extract for loaded in small.extracts if loaded.extract.judgements
    )
    mark = Mark(confidence=Decimal("0.95"), rule="grade-table")
    first = msgspec.structs.replace(gold.judgements[0], draft=mark)
    draft = msgspec.structs.replace(
        gold, judgements=(first, *gold.judgements[1:]), drafted=Drafted(framework=mark)
    )
    bands = measure(facts(draft), facts(gold)).bands

    assert [(band.right, band.wrong) for band in bands] == [
        (2, 0),
        (0, 0),
        (0, 0),
        (0, 0),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["table", "json", "md"])
def test_the_command(tmp_path: Path, project: Path, form: str) -> None:
    """The command compares two summaries or two extracts, and prints each format."""
    summary = tmp_path / "a.json"
    summary.write_text(json.dumps(SUMMARY), encoding="utf-8")
    extract = sorted((project / "extracts").glob("*.yaml"))[0]

    for file in (summary, extract):
        result = CliRunner().invoke(
            main, ["evaluate", str(file), str(file), "--format", form]
        )
        assert result.exit_code == 0, result.output
        assert "judgement" in result.output


def test_a_summary_that_is_no_json_is_told(tmp_path: Path) -> None:
    """A summary that is not JSON gives an error with its line and exit code 3."""
    file = tmp_path / "a.json"
    file.write_text("{", encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(file), str(file)])

    assert result.exit_code == 3
    assert "a.json:1:" in result.stderr
