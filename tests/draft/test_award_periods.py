"""Tests of the first and the last day on which a framework awards a grade."""

from __future__ import annotations

import pytest

from draft_samples import CARE, HELP, LEADERS, LEAVERS, drafted

TITLE = "Inspection of Netherford local authority children's services"
ROWS = (
    f"The {LEADERS}",
    f"The experiences and progress of {HELP}",
    f"The {CARE}",
    f"The {LEAVERS}",
)
OVERALL = "No grade for 'overall effectiveness'"
JOINT = "No grade for 'children in care and care leavers"


def asked(dates: str, rows: tuple[str, ...] = ROWS) -> tuple[str, ...]:
    """Return the questions in the draft of a report with the given dates and grade rows."""
    table = "\n".join(f"{row}\tGood" for row in rows)
    return tuple(
        drafted(
            f"{TITLE}\n\nInspection dates: {dates}\n\nLead inspector: A. N."
            f" Other\n\nJudgement\tGrade\n{table}\n\nWell.\n"
        ).questions
    )


def names(questions: tuple[str, ...], part: str) -> bool:
    """Return whether any question contains the given words, in any letter case."""
    return any(part.casefold() in one.casefold() for one in questions)


@pytest.mark.parametrize(
    ("first", "is_awarded"),
    [
        ("30 March to 10 April 2026", True),
        ("31 March to 10 April 2026", True),
        ("1 to 10 April 2026", False),
    ],
)
def test_the_last_day_of_a_grade_is_one_of_its_days(
    first: str, is_awarded: bool
) -> None:
    """If an inspection begins on the last day of a grade, the grade is still expected.

    An inspection that begins one day later needs no overall grade.
    """
    assert names(asked(first), OVERALL) is is_awarded


@pytest.mark.parametrize(
    ("first", "is_strange"),
    [("30 December 2022 to 9 January 2023", True), ("1 to 9 January 2023", False)],
)
def test_the_first_day_of_a_grade_is_one_of_its_days(
    first: str, is_strange: bool
) -> None:
    """A grade is in doubt if the inspection begins before the first day of the grade."""
    questions = asked(first, (*ROWS, "Overall effectiveness"))
    assert names(questions, "did not grade this aspect at the time") is is_strange
