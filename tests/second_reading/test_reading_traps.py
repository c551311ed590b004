"""What must not be read as the awarded grade, and what is left open with a reason."""

from __future__ import annotations

import pytest

from inspectgraph.second_reading import Reading
from second_reading.netherby import (
    COLUMN,
    ILACS_ROWS,
    SIF_ROWS,
    Text,
    body,
    ilacs,
    reading,
    sif,
    table,
)

EARLIER = [(label, "Outstanding") for label, _ in ILACS_ROWS]


def about(read: Reading) -> dict[str, str]:
    """Return the doubts of a reading."""
    return {doubt.about: doubt.reason for doubt in read.doubts}


def test_a_table_of_an_earlier_inspection_is_not_awarded() -> None:
    """Its heading tells, also where the report has no other table."""
    title = [text for text in ilacs(()) if text.y > 630]
    heading = Text(71, 610, "Judgements of the previous inspection, 2019", bold=True)
    read = reading([*title, heading, *table(EARLIER, 590)])
    assert read.judgements == ()
    assert set(about(read).values()) == {"the table is of an earlier inspection"}


def test_two_tables_on_the_first_pages_leave_both_open() -> None:
    """Which of them awards is not decided by their order."""
    read = reading(ilacs(), [*table(EARLIER, 780)])
    assert read.judgements == ()
    assert set(about(read).values()) == {"two tables have a row for it"}


def test_a_history_at_the_end_that_differs_is_a_doubt() -> None:
    """A later table with another grade makes the aspect doubtful, never wrong."""
    read = reading(ilacs(), body(780), body(780), [*table(EARLIER, 780)])
    assert {one.aspect for one in read.judgements} == {
        "ilacs/children-in-care",
        "ilacs/overall-effectiveness",
    }
    assert about(read)["ilacs/care-leavers"] == "the pages 1, 4 print different grades"


def test_a_list_of_earlier_grades_is_ignored() -> None:
    """Sentences of a list are neither rows nor headings."""
    history = [
        Text(71, 780, "Previous inspections", 14, bold=True),
        Text(71, 760, "Netherby was inspected in 2019."),
        Text(71, 740, "Overall effectiveness was outstanding."),
        Text(71, 720, "The experiences and progress of care leavers: outstanding"),
        Text(71, 700, "A school of Netherby is outstanding; an agency is inadequate."),
        *body(650),
    ]
    read = reading(ilacs(), history)
    assert len(read.judgements) == 5
    assert read.doubts == ()


def test_a_heading_about_the_last_inspection_is_not_the_grade_of_the_whole() -> None:
    """The name in the sentence holds no verb of the past."""
    overall = "Children\x92s services in Netherby, judged last year, are good"
    read = reading(sif(overall=overall, review=False))
    assert about(read) == {"sif/overall-effectiveness": "no grade was found"}


def test_the_grade_of_the_board_is_not_that_of_the_council() -> None:
    """Each report of the file awards its own grade."""
    board = Text(
        71, 780, "The Local Safeguarding Children Board is good", 14, bold=True
    )
    read = reading(sif(overall="Summary"), [board, *body(700)])
    assert about(read) == {"sif/overall-effectiveness": "no grade was found"}
    assert [one.grade for one in read.judgements if "lscb" in one.aspect] == ["good"]


def test_a_sentence_of_the_body_on_the_board_is_no_heading() -> None:
    """Only a heading awards."""
    board = Text(71, 780, "The Local Safeguarding Children Board is good")
    read = reading(sif(), [board, *body(760)])
    assert about(read) == {"sif/lscb-effectiveness": "no grade was found"}


def test_the_boards_two_grades_must_agree() -> None:
    """Two headings that differ leave the aspect open."""
    pages = [
        [Text(71, 780, f"The Local Safeguarding Children Board is {grade}", 14, True)]
        for grade in ("good", "inadequate")
    ]
    read = reading(sif(), *[[*page, *body(740)] for page in pages])
    assert about(read) == {
        "sif/lscb-effectiveness": "the pages 2, 3 print different grades"
    }


def test_a_second_column_of_grades_leaves_the_table_open() -> None:
    """It may be that of the last inspection, on the left or on the right."""
    second = [
        Text(text.x + 100, text.y, "Good")
        for text in table(SIF_ROWS)
        if text.x == COLUMN
    ]
    read = reading([*sif(review=False), *second])
    assert [one.aspect for one in read.judgements] == ["sif/overall-effectiveness"]
    assert "not each label has exactly one grade beside it" in about(read).values()


@pytest.mark.parametrize("word", ["Adequate", "Gut", ""])
def test_an_unknown_or_missing_grade_leaves_the_table_open(word: str) -> None:
    """The grades of the other rows could have slipped."""
    rows = [*SIF_ROWS[:3], ("2.2 Experiences and progress of care leavers", word)]
    read = reading(sif([*rows, SIF_ROWS[4]], review=False))
    assert [one.aspect for one in read.judgements] == ["sif/overall-effectiveness"]


def test_a_row_with_an_unknown_label_leaves_what_follows_open() -> None:
    """A grade is never given to a neighbour."""
    rows = [*ILACS_ROWS[:2], ("The harbour of the council", "Inadequate")]
    read = reading(ilacs([*rows, *ILACS_ROWS[2:]]))
    for one in read.judgements:
        assert (one.aspect, one.words) in {
            ("ilacs/children-in-care", "Outstanding"),
            ("ilacs/care-leavers", "Good"),
            ("ilacs/overall-effectiveness", "Inadequate"),
        }
    assert "ilacs/help-and-protection" in about(read)


def test_hidden_and_turned_text_is_not_read() -> None:
    """Only what a reader sees upright counts."""
    page = [text for text in ilacs() if text.words != "Outstanding"]
    y = next(text.y for text in ilacs() if text.words == "Outstanding")
    unseen = [
        Text(COLUMN, y, "Inadequate", hidden=True),
        Text(COLUMN, y, "Good", turned=True),
    ]
    assert "ilacs/children-in-care" in about(reading([*page, *unseen]))


def test_an_unknown_kind_of_report_has_no_grades() -> None:
    """A monitoring visit prints none of its own."""
    read = reading(ilacs(title="Monitoring visit to Netherby"))
    assert read.judgements == ()
    assert "family" in about(read)


def test_an_unknown_council_and_unclear_dates_are_doubts() -> None:
    """Neither is guessed."""
    read = reading(
        sif(council="Overby Council", dates="Inspection date: spring", review=False)
    )
    assert read.authority == ""
    assert read.periods == ()
    assert set(about(read)) == {"authority", "dates"}


def test_a_longer_name_is_not_cut_to_a_shorter_one() -> None:
    """East Netherby is not Netherby, and Netherby on Sea is neither."""
    assert reading(sif(council="East Netherby")).authority == "east-netherby"
    assert reading(sif(council="Netherby on Sea")).authority == ""


def test_a_board_that_the_title_does_not_name_is_not_awarded() -> None:
    """The heading may come from another report."""
    board = Text(
        71, 780, "The Local Safeguarding Children Board is good", 14, bold=True
    )
    read = reading(sif(review=False), [board, *body(700)])
    assert len(read.judgements) == 6
    assert about(read) == {
        "sif/lscb-effectiveness": "a grade is printed, but the form of the report awards none"
    }
