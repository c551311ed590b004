"""The forms of reports: each aspect that a form awards is read from its place."""

from __future__ import annotations

from datetime import date

import pytest

from inspectgraph.second_reading import Doubt, Reading
from second_reading.netherby import (
    ILACS_ROWS,
    SIF_ROWS,
    Text,
    body,
    ilacs,
    reading,
    sif,
    table,
)

BOARD = Text(71, 780, "The Netherby Safeguarding Children Board is good", 14, bold=True)


def grades(read: Reading) -> dict[str, str]:
    """Return the grades of a reading by aspect, without the framework."""
    return {one.aspect.partition("/")[2]: one.grade for one in read.judgements}


def test_an_inspection_with_a_review_of_the_board() -> None:
    """All grades are read: five rows, a sentence above, and a much later heading."""
    read = reading(sif(), body(780), [BOARD, *body(700)])
    assert read.family == "sif"
    assert (read.authority, read.council) == ("netherby", "Netherby Borough Council")
    assert grades(read) == {
        "overall-effectiveness": "inadequate",
        "help-and-protection": "good",
        "looked-after-and-permanence": "requires-improvement",
        "adoption-performance": "outstanding",
        "care-leavers-experiences": "inadequate",
        "leadership-management-governance": "requires-improvement",
        "lscb-effectiveness": "good",
    }
    assert [one.page for one in read.judgements] == [1, 1, 1, 1, 1, 1, 3]
    assert (read.first_day, read.last_day) == (date(2031, 3, 3), date(2031, 3, 27))
    assert read.published == date(2031, 6, 9)
    assert read.doubts == ()


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The overall judgement is good.", "good"),
        ("The overall judgement is requires improvement", "requires-improvement"),
        (
            "The overall judgement is that children\x92s services|require improvement",
            "requires-improvement",
        ),
        (
            "The overall judgement is that children\x92s services are inadequate",
            "inadequate",
        ),
        (
            "Children\x92s services in the Borough of Netherby require|improvement to be good",
            "requires-improvement",
        ),
        ("Children\x92s services in Netherby are outstanding", "outstanding"),
    ],
)
def test_sentences_on_the_whole(sentence: str, grade: str) -> None:
    """The overall grade is read from a sentence above the rows."""
    read = reading(sif(overall=sentence, review=False))
    assert grades(read)["overall-effectiveness"] == grade
    assert read.doubts == ()


def test_a_sentence_set_as_the_body_is_read_only_right_below_the_head() -> None:
    """An overall grade in body type is read only right below the report's head."""
    page = [
        Text(text.x, text.y, text.words, 12) if text.y == 610 else text
        for text in sif(review=False)
    ]
    assert grades(reading(page))["overall-effectiveness"] == "inadequate"
    later = [
        Text(text.x, 345, text.words, 12) if text.y == 610 else text
        for text in sif(review=False)
    ]
    assert "overall-effectiveness" not in grades(reading(later))


def test_a_reinspection_awards_no_grade_of_the_board() -> None:
    """A reinspection needs no grade of the board, as its title names no review."""
    read = reading(sif(kind="Re-inspection", review=False))
    assert read.family == "sif-reinspection"
    assert len(read.judgements) == 6
    assert read.doubts == ()


def test_an_aspect_that_is_not_judged_keeps_that_value() -> None:
    """The words "not judged" are a value, not a gap."""
    rows = [*SIF_ROWS[:2], ("2.1 Adoption performance", "Not judged"), *SIF_ROWS[3:]]
    read = reading(sif(rows, review=False))
    assert grades(read)["adoption-performance"] == "not-judged"


def test_a_table_that_goes_on_at_the_top_of_the_next_page() -> None:
    """A table that is continued on the next page is read as one table."""
    read = reading(sif(SIF_ROWS[:3], review=False), [*table(SIF_ROWS[3:], 780)])
    assert len(read.judgements) == 6
    assert [one.page for one in read.judgements] == [1, 1, 1, 1, 2, 2]


@pytest.mark.parametrize("centred", [True, False])
def test_ilacs_with_five_rows(centred: bool) -> None:
    """Grades of two lines are read, whether they begin at the label's top or middle."""
    read = reading([*ilacs(()), *table(ILACS_ROWS, 590, centred)])
    assert read.family == "ilacs"
    assert read.authority == "netherby"
    assert grades(read) == {
        "impact-of-leaders": "requires-improvement",
        "help-and-protection": "good",
        "children-in-care": "outstanding",
        "care-leavers": "good",
        "overall-effectiveness": "inadequate",
    }
    assert read.published is None
    assert read.doubts == ()


def test_ilacs_before_2023_judges_care_and_leaving_care_together() -> None:
    """Before 2023, one grade for children in care and care leavers is read."""
    rows = [
        *ILACS_ROWS[:2],
        ("The experiences and progress of children in care|and care leavers", "Good"),
        ILACS_ROWS[4],
    ]
    read = reading(ilacs(rows, dates="3 March 2022 to 14 March 2022"))
    assert grades(read)["children-in-care-and-care-leavers"] == "good"
    assert len(read.judgements) == 4
    assert read.doubts == ()


def test_ilacs_since_april_2026_has_no_overall_grade() -> None:
    """A missing overall grade is a doubt only before April 2026."""
    assert reading(ilacs(ILACS_ROWS[:4], dates="1 to 12 June 2026")).doubts == ()
    assert reading(ilacs(ILACS_ROWS[:4], dates="2 to 13 March 2026")).doubts == (
        Doubt("ilacs/overall-effectiveness", "no grade was found"),
    )


def test_a_review_of_the_board_alone() -> None:
    """The report's only grade is in its heading."""
    page = [
        Text(71, 780, "Netherby Safeguarding Children Board", 26),
        Text(71, 740, "Review of the effectiveness of the Local Safeguarding", 14),
        Text(71, 722, "Children Board", 14),
        Text(71, 690, "Inspection date: 3 March 2031 \x96 5 March 2031", 14),
        Text(71, 670, "Report published: 9 June 2031", 14),
        Text(71, 640, "The Local Safeguarding Children Board requires", 14, bold=True),
        Text(71, 622, "improvement", 14, bold=True),
        *body(),
    ]
    read = reading(page)
    assert (read.family, read.authority) == ("lscb-review", "netherby")
    assert grades(read) == {"lscb-effectiveness": "requires-improvement"}
    assert read.doubts == ()


def test_a_trust_in_the_title() -> None:
    """The trust is named, and the council is found in its name."""
    read = reading(ilacs(title="Inspection of Netherby Children and|Families Trust"))
    assert read.family == "ilacs"
    assert read.trust == "Netherby Children and Families Trust"
    assert read.authority == "netherby"


def test_pages_on_which_a_heading_repeats_the_grade() -> None:
    """A later heading repeats the grade, on the same line or the next; its page is noted."""
    later = [
        Text(71, 780, "The experiences and progress of children in", 14, bold=True),
        Text(71, 762, "care: outstanding", 14, bold=True),
        *body(740),
    ]
    read = reading(ilacs(), body(780), later)
    noted = {one.aspect: one.repeated_on for one in read.judgements}
    assert noted["ilacs/children-in-care"] == (3,)
    assert noted["ilacs/care-leavers"] == ()


def test_slips_of_the_form_are_read() -> None:
    """Wrong numbers, stray full stops and "require" for "requires" are read."""
    rows = [
        ("1. Children who need help and protection.", "Require improvement"),
        *SIF_ROWS[1:4],
        ("1. Leadership, management and governance", "Good"),
    ]
    read = reading(sif(rows, review=False))
    assert grades(read)["help-and-protection"] == "requires-improvement"
    assert grades(read)["leadership-management-governance"] == "good"
    assert read.doubts == ()


def test_a_grade_of_three_lines_beside_a_label_of_one() -> None:
    """A grade of three lines is read, though it begins above its label."""
    rows = [(label, "Requires|improvement to be|good") for label, _ in SIF_ROWS]
    read = reading(sif(rows, review=False))
    assert set(list(grades(read).values())[1:]) == {"requires-improvement"}


@pytest.mark.parametrize(
    "council",
    [
        "Netherby",
        "Netherby City Council",
        "London Borough of Netherby",
        "City of Netherby Metropolitan District Council",
        "Metropolitan Borough of Netherby Council",
        "Council of the Netherby",
        "Netherby Children\x92s Services",
    ],
)
def test_long_names_of_a_council(council: str) -> None:
    """A council is recognised in any longer form of its name."""
    assert reading(sif(council=council)).authority == "netherby"
