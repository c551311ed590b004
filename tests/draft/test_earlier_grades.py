"""Tests of earlier inspections' grades in a report: they are quoted and not awarded."""

from __future__ import annotations

import pytest

from draft_samples import (
    CARE,
    CONTENTS_SIF,
    HELP,
    LEADERS,
    LEAVERS,
    PERMANENCE,
    cover_sif,
    drafted,
    front_sif,
    grades,
    ilacs,
    summed,
)

RI = "Requires improvement to be good"
LISTED = (
    ("Overall effectiveness", "Inadequate"),
    (HELP.capitalize(), "Inadequate"),
    (PERMANENCE.capitalize(), "Inadequate"),
    ("Adoption performance", "Inadequate"),
    (LEAVERS.capitalize(), RI),
    ("Leadership, management and governance", "Inadequate"),
)
TOLD = "The last inspection was published in May 2015. The judgements were:"


def bullets(indent: str = "  ", joint: str = ": ") -> str:
    """Return the earlier grades as a list of bullets."""
    return "\n".join(f"{indent}- {label}{joint}{grade}" for label, grade in LISTED)


FORMS = {
    "nested under a bullet": (
        "## Previous Ofsted inspections\n\n- No homes are run.\n-"
        f" {TOLD}\n{bullets()}\n"
    ),
    "under the heading": f"## Previous inspection judgements\n\n{bullets('')}\n",
    "after a paragraph": (
        "## The area\n\nAt the previous inspection in 2015 the judgements"
        f" were:\n\n{bullets('')}\n"
    ),
    "of the last full inspection": (
        f"## Judgements at the last full inspection (2015)\n\n{bullets('')}\n"
    ),
    "a table": (
        "## Inspection history\n\n| Judgement | Grade |\n|---|---|\n"
        + "\n".join(f"| {label} | {grade} |" for label, grade in LISTED)
    ),
    "headings": (
        "## Previous inspection\n\n"
        + "\n\n".join(
            f"### {label[0].upper()}{label[1:]}: {grade.lower()}"
            for label, grade in LISTED
        )
    ),
    "with dashes": f"## Previous Ofsted inspection\n\n{TOLD}\n\n{bullets('', ' – ')}\n",
}
#: A chapter of this report: its heading names an aspect and the grade.
CHAPTER = f"\n# The {HELP}: requires improvement\n\n1. Late.\n"


def report(sentence: str, form: str) -> str:
    """Return the report of a re-inspection that lists earlier grades in the given form."""
    cover = cover_sif(sentence, RI, RI, "Good", "Good", "Good")
    return (
        f"{front_sif()}{cover}{CONTENTS_SIF}# Executive summary\n\nThings"
        f" moved.\n\n{FORMS[form]}{CHAPTER}"
    )


@pytest.mark.parametrize("form", FORMS)
def test_listed_earlier_grades_are_only_quoted(form: str) -> None:
    """Earlier grades in a list are recorded as quoted, not as awarded.

    The list does not make the grades that this report awards less certain, and no
    question is asked about these grades.
    """
    text = report(
        "Children’s services in Netherford require improvement to be good", form
    )
    draft = drafted(text)
    assert len(draft.judgements) == 6
    assert min(one.confidence for one in draft.judgements) >= 0.95
    assert not any("which one is awarded" in question for question in draft.questions)
    listed = [one for one in draft.quoted if one.rule == "earlier-grades-listed"]
    assert len(listed) == len(LISTED)
    assert not {one.at.unit for one in draft.found} & {one.at.unit for one in listed}


@pytest.mark.parametrize("form", FORMS)
def test_an_earlier_grade_never_takes_the_place_of_one_that_was_not_read(
    form: str,
) -> None:
    """If the cover's overall grade cannot be read, no earlier grade takes its place.

    There is a question instead.
    """
    text = report("Netherford’s work for children is not yet what it should be", form)
    assert "overall-effectiveness" not in grades(text)
    assert any(
        "'overall effectiveness'" in question for question in drafted(text).questions
    )


@pytest.mark.parametrize(
    "told",
    [
        "Overall effectiveness was inadequate at the last inspection in 2023.",
        "At the previous inspection, overall effectiveness: inadequate.",
        "Overall effectiveness: inadequate (2023). Much has been done since.",
        "In 2023 children’s services in Netherford were inadequate.",
        (
            "Children’s services in Netherford were judged inadequate in March 2023;"
            " they have changed since then."
        ),
        (
            "Since the last inspection, when overall effectiveness was judged to be"
            " inadequate, leaders have acted."
        ),
    ],
)
def test_a_first_paragraph_that_tells_the_earlier_overall_grade(told: str) -> None:
    """A first paragraph about the earlier overall grade gives the report no overall grade."""
    rows = "\n".join(
        f"The {label}\tGood"
        for label in (LEADERS, f"experiences and progress of {HELP}", CARE, LEAVERS)
    )
    text = (
        ilacs(rows)
        .replace("13 to 24 March 2023", "11 to 22 May 2026")
        .replace("Services have got better", told)
    )
    assert set(grades(text)) == {
        "impact-of-leaders",
        "help-and-protection",
        "children-in-care",
        "care-leavers",
    }


def test_progress_since_the_last_inspection_is_of_this_report() -> None:
    """A chapter on progress since the last inspection has findings of this report."""
    text = ilacs(
        f"The {CARE}\tGood",
        "# Progress since the last inspection\n\n1. Visits to children are late.\n",
    )
    assert [
        one["polarity"] for one in summed(text)["findings"] if one["unit"] == "p1"
    ] == ["weakness"]


def test_what_follows_the_section_is_of_this_report() -> None:
    """The section on earlier inspections ends at the next heading."""
    text = report(
        "Children’s services in Netherford require improvement to be good",
        "under the heading",
    )
    assert "p1" in {one["unit"] for one in summed(text)["findings"]}


NOW = (
    (LEADERS, "Good"),
    (CARE, "Outstanding"),
)


@pytest.mark.parametrize(
    ("heads", "order"),
    [
        ("| Judgement | Previous grade | Grade |", "before now"),
        ("| Judgement | Grade | Previous inspection |", "now before"),
        ("| Area | Last inspection | This inspection |", "before now"),
        ("| | Previous | Now |", "before now"),
    ],
)
def test_a_column_of_earlier_grades_is_not_awarded(heads: str, order: str) -> None:
    """Grades in a column for the previous inspection are not awarded by this report."""
    cells = {
        "before now": "| The {0} | Inadequate | {1} |",
        "now before": "| The {0} | {1} | Inadequate |",
    }[order]
    rows = "\n".join(cells.format(label, grade) for label, grade in NOW)
    text = ilacs("").replace("Judgement\tGrade\n", f"{heads}\n|---|---|---|\n{rows}\n")
    assert grades(text) == {
        "impact-of-leaders": "good",
        "children-in-care": "outstanding",
    }


def test_two_grades_in_a_row_without_heads_are_a_question() -> None:
    """If a row has two grades and the columns have no headings, a question is asked.

    The grade is in doubt.
    """
    draft = drafted(
        ilacs(f"The {CARE}\tInadequate\tGood\nOverall effectiveness\tGood\tGood")
    )
    (doubted,) = [one for one in draft.judgements if one.aspect == "children-in-care"]
    assert doubted.confidence <= 0.6
    assert any("'children-in-care'" in question for question in draft.questions)
