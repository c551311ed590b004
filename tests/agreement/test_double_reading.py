"""Tests of `agreement`, which compares the extracts of two readers of the same reports."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from inspectgraph.agreement import (
    DoubleReading,
    differences,
    load_readings,
    read_twice,
)
from inspectgraph.cli import main

OLD, NEW = "netherford-jar-2008", "netherford-sif-2015"
Change = Callable[[dict[str, Any]], None]


class Plain(yaml.SafeDumper):
    """A YAML dumper that writes each value in full instead of using aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - of the base class
        """Return True, so that no value is written as an alias."""
        return True


@pytest.fixture
def first(small_copy: Path) -> Path:
    """Return the folder that contains the extracts of the first reader."""
    return small_copy / "extracts"


@pytest.fixture
def second(small_copy: Path) -> Path:
    """Return the folder of the second reader, with copies of the first reader's extracts."""
    folder = small_copy / "second"
    folder.mkdir()
    for file in (small_copy / "extracts").glob("netherford-*"):
        shutil.copy(file, folder)
    return folder


def change(folder: Path, report: str, how: Change) -> None:
    """Change the data of an extract with a given function."""
    file = folder / f"{report}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    how(data)
    text = yaml.dump(data, Dumper=Plain, sort_keys=False)
    file.write_text(text, encoding="utf-8")


def finding(data: dict[str, Any], identity: str) -> dict[str, Any]:
    """Return the finding of an extract that has a given id."""
    found: dict[str, Any] = next(
        one for one in data["findings"] if one["id"] == identity
    )
    return found


def compared(first: Path, second: Path, *units: str) -> DoubleReading:
    """Compare two readers on the given units, or on all units that both have read."""
    if not units:
        return read_twice(load_readings(first, second), None)
    file = first.parent / "units.txt"
    file.write_text("".join(f"{unit}\n" for unit in units), encoding="utf-8")
    return read_twice(load_readings(first, second), file)


def run(*arguments: object) -> Result:
    """Run `inspectgraph agreement`."""
    return CliRunner().invoke(
        main, ["agreement", *map(str, arguments)], catch_exceptions=False
    )


def table(reading: DoubleReading) -> dict[tuple[str, str], int]:
    """Return the cells of the confusion table in which the readers differ."""
    return {
        pair: count
        for pair, count in reading.agreement.table.items()
        if pair[0] != pair[1]
    }


# Sentences


def test_a_reader_agrees_with_a_copy(first: Path, second: Path) -> None:
    """If two readers state the same, kappa is 1 and no differences are listed."""
    reading = compared(first, second)
    assert reading.agreement.kappa == 1
    assert all(one.first == one.pairs == one.same for one in reading.kinds())
    assert differences(reading) == []
    shared, every = reading.themes(broad=True)
    assert shared == every > 5
    assert reading.figures() == (4, 4)


def test_categories_by_reading_the_report(first: Path, second: Path) -> None:
    """Each sentence gets the same category as when the report is read by hand."""
    (report, _) = compared(first, second).reports
    assert [(one.place, one.categories[0]) for one in report.sentences] == [
        (("p1", 1), "reported judgement"),
        (("p2", 1), "none"),
        (("p2/1", 1), "judgement"),
        (("p2/1", 2), "strength"),
        (("p2/2", 1), "measurement"),
        (("p2/3", 1), "weakness"),
        (("grades/safeguarding", 1), "judgement"),
        (("grades/looked-after-children", 1), "judgement"),
        (("grades/service-management", 1), "judgement"),
        (("recommendations/immediate/1", 1), "recommendation"),
        (("recommendations/six-months/1", 1), "recommendation"),
        (("recommendations/six-months/1/1", 1), "recommendation"),
        (("recommendations/six-months/1/2", 1), "recommendation"),
        (("p3", 1), "none"),
        (("p3", 2), "strength"),
        (("p4", 1), "event"),
    ]


def test_a_turned_polarity(first: Path, second: Path) -> None:
    """If only the polarity of a finding differs, one difference with both notes is listed."""

    def turn(data: dict[str, Any]) -> None:
        finding(data, "p2-3-k1l2").update(polarity="neutral", note="Few are counted.")

    change(second, OLD, turn)
    reading = compared(first, second)
    assert table(reading) == {("weakness", "neutral"): 1}
    assert (reading.polarity().same, reading.polarity().items) == (8, 9)
    (one,) = differences(reading)
    assert (one.report, one.unit, one.sentence, one.about) == (
        OLD,
        "p2/3",
        1,
        "category",
    )
    assert (one.first, one.second) == ("weakness", "neutral")
    assert one.first_notes == (
        "The council does not know most young carers of its area.",
    )
    assert one.second_notes == ("Few are counted.",)
    assert next(k for k in reading.kinds() if k.kind == "finding").same == 8


@pytest.mark.parametrize(
    ("polarities", "expected"),
    [
        (["strength", "strength"], "strength"),
        (["strength", "neutral"], "strength"),
        (["neutral", "neutral"], "neutral"),
        (["strength", "weakness"], "mixed"),
        (["mixed", "weakness"], "mixed"),
    ],
)
def test_several_findings_on_a_sentence(
    polarities: list[str], expected: str, first: Path, second: Path
) -> None:
    """If a sentence has several findings, their polarities are combined.

    Neutral findings count only if there are no others. Different polarities give
    `mixed`.
    """

    def add(data: dict[str, Any]) -> None:
        one = finding(data, "p2-3-k1l2")
        one["polarity"] = polarities[0]
        data["findings"].append({**one, "id": "p2-3-zzzz", "polarity": polarities[1]})

    change(second, OLD, add)
    reading = compared(first, second, f"{OLD}/p2/3")
    assert reading.agreement.table == {("weakness", expected): 1}


def test_a_finding_comes_before_other_kinds(first: Path, second: Path) -> None:
    """If a sentence has a finding and a figure, the finding decides its category."""

    def leave_out(data: dict[str, Any]) -> None:
        data["findings"] = [one for one in data["findings"] if one["id"] != "p3-m3n4"]

    change(second, OLD, leave_out)
    reading = compared(first, second, f"{OLD}/p3")
    assert table(reading) == {("strength", "measurement"): 1}
    # The finding that only the first reader has is not listed a second time.
    assert [one.about for one in differences(reading)] == ["category"]


def test_a_missing_figure_is_listed_below_an_equal_category(
    first: Path, second: Path
) -> None:
    """A figure that only one reader has is listed as a difference.

    Kappa stays 1, because the category of the sentence is the same for both readers.
    """
    change(second, OLD, lambda data: data["measurements"].pop())
    reading = compared(first, second)
    assert reading.agreement.kappa == 1
    (one,) = differences(reading)
    assert (one.unit, one.sentence, one.about) == ("p3", 2, "statement")
    assert (one.first, one.second) == ("measurement: 120, number", "")


def test_a_repeated_sentence_counts_for_what_it_repeats(
    first: Path, second: Path
) -> None:
    """A sentence explained as a repetition has the category of the sentence it repeats.

    So it agrees with a reader who enters a statement for it.
    """
    anchor = {"unit": "p3", "start": 0, "length": 18, "digest": "2d19267b9607"}

    def enter(data: dict[str, Any]) -> None:
        copy = {**finding(data, "p3-m3n4"), "id": "p3-zzzz", "polarity": "strength"}
        data["findings"].append({**copy, "at": anchor})

    def explain(data: dict[str, Any]) -> None:
        data["explained"] = [{"reason": "repeated", "see": ["p2-1-i9j0"], "at": anchor}]

    change(first, OLD, enter)
    change(second, OLD, explain)
    assert compared(first, second, f"{OLD}/p3").agreement.kappa is None  # all strength
    assert table(compared(first, second, f"{OLD}/p3")) == {}


def test_drafts_are_left_out(first: Path, second: Path) -> None:
    """Drafted statements are not compared, and the command says how many it left out."""

    def draft(data: dict[str, Any]) -> None:
        finding(data, "p2-3-k1l2")["draft"] = {"confidence": 0.8, "rule": "any-rule"}

    change(second, OLD, draft)
    assert table(compared(first, second, f"{OLD}/p2/3")) == {("weakness", "none"): 1}
    result = run(first, second)
    assert f"second/{OLD}.yaml: 1 drafted statement left out" in result.stderr


# Units


def test_units_that_both_read(first: Path, second: Path) -> None:
    """Only units that both readers have read are compared.

    A unit counts as read if it has a statement or a reason for having none. If the
    units are listed in a file, all listed units are compared.
    """

    def keep_one(data: dict[str, Any]) -> None:
        for key in ("judgements", "reported", "recommendations", "events"):
            data.pop(key)
        data["findings"] = [finding(data, "p3-m3n4")]
        data["measurements"] = data["measurements"][1:]

    change(second, OLD, keep_one)
    (second / f"{NEW}.yaml").unlink()
    reading = compared(first, second)
    assert [list(one.units) for one in reading.reports] == [["p2", "p3"]]
    # In the order of the report, whatever the order of the list; silence counts.
    reading = compared(first, second, f"{OLD}/p4", "", f"{OLD}/p2/1")
    assert [list(one.units) for one in reading.reports] == [["p2/1", "p4"]]
    assert table(reading) == {
        ("judgement", "none"): 1,
        ("strength", "none"): 1,
        ("event", "none"): 1,
    }


# Pairs


def test_matching_needs_words_and_kind(first: Path, second: Path) -> None:
    """Two findings match if they share at least half of the shorter anchor.

    The anchor is the place of a finding's words. If the words lie further apart, each
    finding is listed as unmatched.
    """

    def move(data: dict[str, Any]) -> None:
        one = finding(data, "p3-m3n4")
        one["at"] = {"unit": "p3", "start": 37, "length": 20, "digest": "0" * 12}

    change(second, OLD, move)
    (report, _) = compared(first, second).reports
    assert "p3-m3n4" in {pair.first.statement.id for pair in report.matches.pairs}

    def move_on(data: dict[str, Any]) -> None:
        finding(data, "p3-m3n4")["at"]["start"] = 50

    change(second, OLD, move_on)
    (report, _) = compared(first, second).reports
    assert [one.statement.id for one in report.matches.only_first] == ["p3-m3n4"]
    assert [one.statement.id for one in report.matches.only_second] == ["p3-m3n4"]


def test_of_equal_overlaps_the_same_content_is_matched(
    first: Path, second: Path
) -> None:
    """Two findings on the same words are matched by polarity, in any order."""

    def add(data: dict[str, Any]) -> None:
        one = {**finding(data, "p2-3-k1l2"), "id": "p2-3-zzzz", "polarity": "strength"}
        data["findings"].append(one)

    change(first, OLD, add)
    change(second, OLD, add)
    change(second, OLD, lambda data: data["findings"].reverse())
    reading = compared(first, second)
    assert all(one.first == one.pairs == one.same for one in reading.kinds())


def test_figures_and_themes_of_pairs(first: Path, second: Path) -> None:
    """Figures with different values and themes of different branches are counted and listed."""

    def alter(data: dict[str, Any]) -> None:
        data["measurements"][0].update(value=39, printed="39")
        finding(data, "p2-3-k1l2")["themes"] = ["adoption"]

    change(second, OLD, alter)
    reading = compared(first, second)
    assert reading.figures() == (3, 4)
    shared, every = reading.themes(broad=True)
    assert (shared, every) == (every - 1, reading.themes(broad=False)[1])
    found = {one.about: one for one in differences(reading)}
    assert (found["content"].first, found["content"].second) == (
        "measurement: 40, number",
        "measurement: 39, number",
    )
    assert (found["themes"].first, found["themes"].second) == (
        "young-carers",
        "adoption",
    )


# The command


def test_the_command_prints_tables(first: Path, second: Path) -> None:
    """The command prints the tables and the differences as text."""

    def turn(data: dict[str, Any]) -> None:
        finding(data, "p2-3-k1l2")["polarity"] = "neutral"

    change(second, OLD, turn)
    result = run(first, second, "--differences")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == [OLD, NEW, "all"]
    assert lines[1].split()[1:5] == ["14", "16", "15", "93.8%"]
    assert "A down, B across" in result.stdout
    assert "pairs of figures with the same value and unit: 4 of 4, 100.0%" in lines
    assert (
        lines[-5:]
        == [
            "differences: 1",
            f"{OLD}/p2/3, sentence 1, category",
            "  A: weakness",
            "     The council does not know most young carers of its area.",
            "  B: neutral",
        ]
        or lines[-6] == "differences: 1"
    )


def test_data_say_what_the_text_says(first: Path, second: Path) -> None:
    """CSV and JSON contain the same kappa and the same differences."""

    def turn(data: dict[str, Any]) -> None:
        finding(data, "p2-3-k1l2").update(polarity="neutral", note="=1+1 is a note.")

    change(second, OLD, turn)
    rows = list(
        csv.DictReader(io.StringIO(run(first, second, "--format", "csv").stdout))
    )
    data = json.loads(run(first, second, "--differences", "--format", "json").stdout)
    assert [row["report"] for row in rows[:3]] == [OLD, NEW, "all"]
    assert float(rows[2]["kappa"]) == pytest.approx(data["all"]["kappa"], abs=1e-4)
    assert data["all"]["sentences"] == sum(
        cell["sentences"] for cell in data["all"]["confusion"]
    )
    listed = run(first, second, "--differences", "--format", "csv", "--safe").stdout
    (row,) = csv.DictReader(io.StringIO(listed))
    (one,) = data["differences"]
    assert row["b_notes"] == "'=1+1 is a note."
    assert one["b_notes"] == ["=1+1 is a note."]
    assert {key: row[key] for key in ("report", "unit", "about", "a", "b")} == {
        key: one[key] for key in ("report", "unit", "about", "a", "b")
    }


def test_two_files_of_one_report(first: Path, second: Path) -> None:
    """Each argument can be a file or a folder, and both kinds can be mixed."""
    file = f"{OLD}.yaml"
    for one, other in (
        (first / file, second / file),
        (first, second / file),
        (first / file, second),
    ):
        result = run(one, other, "--format", "json")
        assert [
            report["report"] for report in json.loads(result.stdout)["reports"]
        ] == [OLD]


# Refusals


def refused(result: Result, code: str, *words: str) -> int:
    """Check that a command ended with an error message, and return its exit code."""
    assert f"[{code}]" in result.stderr
    assert all(word in result.stderr for word in words)
    assert result.stdout == ""
    assert "Traceback" not in result.output
    return result.exit_code


def test_other_reports_are_refused(first: Path, second: Path) -> None:
    """Extracts of different reports are refused, and so is a folder that has no extracts."""
    result = run(first / f"{OLD}.yaml", second / f"{NEW}.yaml")
    assert refused(result, "no-common-report", OLD, NEW) == 2
    empty = second / "empty"
    empty.mkdir()
    assert refused(run(first, empty), "no-common-report", "no extract") == 2
    assert refused(run(first, second / "gone.yaml"), "no-file", "gone.yaml") == 3


def test_no_common_unit_is_refused(first: Path, second: Path) -> None:
    """The comparison is refused if the two readers have read no unit in common."""

    def empty(data: dict[str, Any]) -> None:
        for key in (
            "judgements",
            "reported",
            "findings",
            "recommendations",
            "measurements",
            "events",
            "nothing",
        ):
            data.pop(key, None)

    change(second, OLD, empty)
    result = run(first / f"{OLD}.yaml", second)
    assert refused(result, "no-common-unit", "--units") == 2
    nobody = second / "units.txt"
    nobody.write_text("\n", encoding="utf-8")
    result = run(first, second, "--units", nobody)
    assert refused(result, "no-common-unit", "names no unit") == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("netherford-jar-2009/p1", ("netherford-jar-2009", f"did you mean '{OLD}'?")),
        (f"{OLD}/p77", ("'p77' is not a unit",)),
        (f"{OLD}/safeguarding", ("'safeguarding' is not a unit",)),
        (OLD, ("'' is not a unit",)),
        ("\x1b[2J", ("line REPORT/UNIT",)),
    ],
)
def test_a_bad_line_of_units_is_refused(
    line: str, words: tuple[str, ...], first: Path, second: Path
) -> None:
    """A bad line in the list of units is refused.

    The message names the line and the fault.
    """
    file = second / "units.txt"
    file.write_text(f"{OLD}/p1\n{line}\n", encoding="utf-8")
    result = run(first, second, "--units", file)
    assert refused(result, "unknown-listed-unit", "units.txt:2:1", *words) == 2
    assert "\x1b" not in result.stderr


def test_an_extract_that_does_not_load_is_refused(first: Path, second: Path) -> None:
    """An extract that cannot be loaded is refused, and its faults are printed."""

    def spoil(data: dict[str, Any]) -> None:
        finding(data, "p2-3-k1l2")["polarity"] = "wekness"

    change(second, OLD, spoil)
    result = run(first, second)
    assert refused(result, "unknown-value", "did you mean 'weakness'?") == 1
    (second / f"{OLD}.units.tsv").unlink()
    assert refused(run(first, second), "no-unit-list") == 3


def test_lists_of_units_must_fit(first: Path, second: Path) -> None:
    """A list of units is refused if it belongs to another text or has no sentences."""
    file = second / f"{OLD}.units.tsv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("29970ecbf22a", "0" * 12), encoding="utf-8")
    assert refused(run(first, second), "other-units", f"second/{OLD}.yaml") == 2
    short = "\n".join(line.rpartition("\t")[0] for line in text.splitlines())
    file.write_text(f"{short}\n", encoding="utf-8")
    result = run(first, second)
    assert refused(result, "no-sentence-lengths", "inspectgraph read") == 3


def test_another_depth_is_refused(first: Path, second: Path) -> None:
    """Extracts of different depth are refused, because one of them has no findings."""

    def grades(data: dict[str, Any]) -> None:
        for key in (
            "findings",
            "measurements",
            "events",
            "nothing",
            "read_for",
            "recommendations",
        ):
            data.pop(key, None)
        for record in data["reported"]:
            record.pop("themes", None)
        data["depth"] = "grades"

    change(second, OLD, grades)
    assert refused(run(first, second), "other-depth", "grades", "full") == 2
