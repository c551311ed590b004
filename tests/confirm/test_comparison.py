"""Tests of the comparison of a draft with a second reading of its report.

What both contain is confirmed. Every difference is listed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from inspectgraph.confirm.comparison import compare
from inspectgraph.confirm.writing import confirmed_text
from inspectgraph.load import load_context
from inspectgraph.load.project import load_extract
from inspectgraph.model.extract import Extract
from inspectgraph.second_reading import Doubt, Period, ReadGrade, Reading

NAME = "netherford-sif-2015"
TODAY = date(2026, 11, 29)
GRADES = {
    "overall-effectiveness": "requires-improvement",
    "help-and-protection": "requires-improvement",
    "looked-after-and-permanence": "good",
    "adoption-performance": "outstanding",
    "care-leavers-experiences": "good",
    "leadership-management-governance": "requires-improvement",
}
READING = Reading(
    family="sif",
    authority="netherford",
    council="Netherford",
    trust="",
    periods=(Period(date(2015, 3, 2), date(2015, 3, 20)),),
    published=date(2015, 5, 5),
    judgements=tuple(
        ReadGrade(f"sif/{aspect}", grade, 1, grade) for aspect, grade in GRADES.items()
    ),
    doubts=(),
)


def drafted(project: Path) -> Path:
    """Turn an extract into a draft that contains only grades, and return its file."""
    file = project / "extracts" / f"{NAME}.yaml"
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    mark = {"confidence": 0.98, "rule": "grade-cover"}
    for key in ("read_for", "findings", "measurements", "events", "nothing", "links"):
        record.pop(key, None)
    for key in ("reported", "recommendations", "withdrawn"):
        record.pop(key, None)
    for item in record["judgements"]:
        item["draft"] = dict(mark)
    whole = ("title", "framework", "authorities", "inspection", "published", "rights")
    record["depth"] = "grades"
    record["curation"] = {"method": "drafted", "finished": TODAY}
    record["drafted"] = {key: dict(mark) for key in whole}
    file.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")
    return file


def loaded(file: Path) -> Extract:
    """Load an extract of a project."""
    return load_extract(file, load_context(file.parents[1])).extract


def with_grade(aspect: str, grade: str) -> Reading:
    """Return the second reading with another grade for one aspect.

    If the grade is empty, the aspect is left out.
    """
    kept = [one for one in READING.judgements if one.aspect != f"sif/{aspect}"]
    if grade:
        kept.append(ReadGrade(f"sif/{aspect}", grade, 1, grade))
    return replace(READING, judgements=tuple(kept))


def confirmed(file: Path, reading: Reading) -> dict[str, Any]:
    """Confirm an extract with a second reading, and return its data.

    The changed extract must still load.
    """
    text = file.read_text(encoding="utf-8")
    compared = compare(loaded(file), reading)
    file.write_text(
        confirmed_text(text, file.name, compared, "1", TODAY), encoding="utf-8"
    )
    loaded(file)
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def test_what_both_read_is_confirmed(small_copy: Path) -> None:
    """Grades that both programs read are confirmed, and their draft marks are removed.

    The extract names both programs and the day.
    """
    record = confirmed(drafted(small_copy), READING)
    judgements = record["judgements"]
    assert {one["confirmed"] for one in judgements} == {"two-programs"}
    assert not any("draft" in one for one in judgements)
    (described,) = record["confirmations"]
    assert described["method"] == "two-programs"
    assert [one.rpartition(" ")[0] for one in described["by"]] == [
        "inspectgraph draft",
        "second reading",
    ]
    assert described["finished"] == TODAY
    assert record["curation"] == {"method": "drafted-and-compared", "finished": TODAY}
    # The second reader reads no rights; somebody has to look.
    assert list(record["drafted"]) == ["rights"]


def test_a_second_confirmation_changes_nothing(small_copy: Path) -> None:
    """A second confirmation with the same reading changes nothing."""
    file = drafted(small_copy)
    first = confirmed(file, READING)
    assert confirmed(file, READING) == first


def test_a_later_confirmation_names_all_programs(small_copy: Path) -> None:
    """If a later version of the program confirms more grades, the extract names both versions."""
    file = drafted(small_copy)
    confirmed(file, with_grade("adoption-performance", "good"))
    text = file.read_text(encoding="utf-8")
    compared = compare(loaded(file), READING)
    later = confirmed_text(text, file.name, compared, "2", date(2027, 1, 2))
    (described,) = yaml.safe_load(later)["confirmations"]
    assert described["by"][1:] == ["second reading 1", "second reading 2"]
    assert described["finished"] == date(2027, 1, 2)


def test_a_grade_read_otherwise_stays_unconfirmed(small_copy: Path) -> None:
    """A grade on which the readings differ stays unconfirmed; all others are confirmed.

    The difference names the aspect and both grades.
    """
    file = drafted(small_copy)
    reading = with_grade("adoption-performance", "good")
    differences = compare(loaded(file), reading).differences
    assert [str(one) for one in differences] == [
        "sif/adoption-performance: the draft has outstanding, and the second reading has good"
    ]
    judgements = confirmed(file, reading)["judgements"]
    left = [one["aspect"] for one in judgements if "draft" in one]
    assert left == ["adoption-performance"]


def test_a_grade_that_was_not_read_gives_the_reason(small_copy: Path) -> None:
    """If the second reader has doubts about a grade, the difference gives the reason."""
    reading = replace(
        with_grade("care-leavers-experiences", ""),
        doubts=(Doubt("sif/care-leavers-experiences", "two rows have this label"),),
    )
    (difference,) = compare(loaded(drafted(small_copy)), reading).differences
    assert str(difference) == (
        "sif/care-leavers-experiences: the draft has good, and the second reading has nothing"
        " (two rows have this label)"
    )


def test_a_grade_that_the_draft_lacks_is_told(small_copy: Path) -> None:
    """A grade that only the second reader found is listed as a difference."""
    differences = compare(
        loaded(drafted(small_copy)), with_grade("lscb-effectiveness", "good")
    ).differences
    assert [(one.about, one.drafted, one.read) for one in differences] == [
        ("sif/lscb-effectiveness", "", "good")
    ]


def test_an_aspect_that_nobody_could_read_is_told(small_copy: Path) -> None:
    """If neither reading has a grade that the report should award, this is a difference."""
    doubt = Doubt("sif/lscb-effectiveness", "no grade was found")
    reading = replace(READING, doubts=(doubt, Doubt("published", "not understood")))
    (difference,) = compare(loaded(drafted(small_copy)), reading).differences
    assert str(difference) == (
        "sif/lscb-effectiveness: the draft has nothing, and the second reading has nothing (no"
        " grade was found)"
    )


def test_that_an_aspect_was_not_judged_is_confirmed_like_a_grade(
    small_copy: Path,
) -> None:
    """`not judged` is confirmed like a grade, if both readings say so.

    If the draft lacks the aspect, there is a difference.
    """
    reading = with_grade("lscb-effectiveness", "not-judged")
    file = drafted(small_copy)
    (difference,) = compare(loaded(file), reading).differences
    assert (difference.drafted, difference.read) == ("", "not-judged")
    at = "{unit: p1, length: 10, start: 0, digest: 000000000000}"
    mark = "{confidence: 0.97, rule: printed-as-not-judged}"
    file.write_text(
        file.read_text()
        + f"\nnot_judged:\n  - id: p1-aaaa\n    aspect: lscb-effectiveness\n"
        f"    draft: {mark}\n    at: {at}\n"
    )
    assert compare(loaded(file), reading).differences == ()
    (record,) = confirmed(file, reading)["not_judged"]
    assert record["confirmed"] == "two-programs"
    assert "draft" not in record


def test_a_grade_beside_an_aspect_that_was_not_judged_is_told(small_copy: Path) -> None:
    """A grade in the draft and `not judged` in the second reading are a difference."""
    reading = with_grade("adoption-performance", "not-judged")
    assert len(compare(loaded(drafted(small_copy)), reading).differences) == 1


def test_other_days_keep_the_whole_report_unconfirmed(small_copy: Path) -> None:
    """If the days of the inspection differ, the data about the whole report stay drafted.

    The data are the framework, the authority and the inspection.
    """
    other = (Period(date(2015, 3, 2), date(2015, 3, 6)),)
    reading = replace(READING, periods=other)
    file = drafted(small_copy)
    assert [one.about for one in compare(loaded(file), reading).differences] == [
        "inspection"
    ]
    record = confirmed(file, reading)
    assert {"framework", "authorities", "inspection"} < set(record["drafted"])
    assert "drafted" in str(record["curation"])


@pytest.mark.parametrize(
    ("other", "about"),
    [
        ({"authority": "overby"}, "authorities"),
        (
            {"periods": (Period(date(2018, 3, 5), date(2018, 3, 23)),)},
            "inspection",
        ),
        (
            {"periods": (Period(date(2012, 3, 5), date(2012, 3, 23)),)},
            "inspection",
        ),
    ],
)
def test_the_report_of_another_inspection_confirms_no_grade(
    small_copy: Path, other: dict[str, Any], about: str
) -> None:
    """Equal grades of another council, or of other days, are no agreement."""
    reading = replace(READING, **other)
    file = drafted(small_copy)
    compared = compare(loaded(file), reading)

    assert compared.judgements == frozenset()
    assert [one.about for one in compared.differences] == [about]
    assert "none of its grades is confirmed" in str(compared.differences[0])
    assert "confirmations" not in confirmed(file, reading)


def test_a_part_of_a_joint_inspection_confirms_its_grades(small_copy: Path) -> None:
    """If a draft has several authorities, the second program may read one of them."""
    file = drafted(small_copy)
    authorities = ("netherford", "overby")
    joint = msgspec.structs.replace(loaded(file), authorities=authorities)

    assert len(compare(joint, READING).judgements) == len(GRADES)
