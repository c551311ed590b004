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
    """A table is not read as awarded if its heading names an earlier inspection."""
    title = [text for text in ilacs(()) if text.y > 630]
    heading = Text(71, 610, "Judgements of the previous inspection, 2019", bold=True)
    read = reading([*title, heading, *table(EARLIER, 590)])
    assert read.judgements == ()
    assert set(about(read).values()) == {"the table is of an earlier inspection"}


def test_two_tables_on_the_first_pages_leave_both_open() -> None:
    """If two tables of grades come first, neither is taken as the awarded one."""
    read = reading(ilacs(), [*table(EARLIER, 780)])
    assert read.judgements == ()
    assert set(about(read).values()) == {"two tables have a row for the aspect"}


def test_a_history_at_the_end_that_differs_is_a_doubt() -> None:
    """If a later table has another grade, the aspect is left in doubt."""
    read = reading(ilacs(), body(780), body(780), [*table(EARLIER, 780)])
    assert {one.aspect for one in read.judgements} == {
        "ilacs/children-in-care",
        "ilacs/overall-effectiveness",
    }
    assert about(read)["ilacs/care-leavers"] == "the pages 1, 4 print different grades"


def test_a_list_of_earlier_grades_is_ignored() -> None:
    """Sentences in a list of earlier grades are not read as grades."""
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
    """A heading about the last inspection is not read as the overall grade."""
    overall = "Children\x92s services in Netherby, judged last year, are good"
    read = reading(sif(overall=overall, review=False))
    assert about(read) == {"sif/overall-effectiveness": "no grade was found"}


def test_the_grade_of_the_board_is_not_that_of_the_council() -> None:
    """The board's grade is not read as the council's overall grade."""
    board = Text(
        71, 780, "The Local Safeguarding Children Board is good", 14, bold=True
    )
    read = reading(sif(overall="Summary"), [board, *body(700)])
    assert about(read) == {"sif/overall-effectiveness": "no grade was found"}
    assert [one.grade for one in read.judgements if "lscb" in one.aspect] == ["good"]


def test_a_sentence_of_the_body_on_the_board_is_no_heading() -> None:
    """A sentence in the text about the board awards no grade; only a heading does."""
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
    """With a second column of grades, the table is left open: either may be old."""
    second = [
        Text(text.x + 100, text.y, "Good")
        for text in table(SIF_ROWS)
        if text.x == COLUMN
    ]
    read = reading([*sif(review=False), *second])
    assert [one.aspect for one in read.judgements] == ["sif/overall-effectiveness"]
    assert "not every label has exactly one grade beside it" in about(read).values()


@pytest.mark.parametrize("word", ["Adequate", "Gut", ""])
def test_an_unknown_or_missing_grade_leaves_the_table_open(word: str) -> None:
    """If one grade is unknown or missing, no grade of its table is read."""
    rows = [*SIF_ROWS[:3], ("2.2 Experiences and progress of care leavers", word)]
    read = reading(sif([*rows, SIF_ROWS[4]], review=False))
    assert [one.aspect for one in read.judgements] == ["sif/overall-effectiveness"]


def test_a_row_with_an_unknown_label_leaves_what_follows_open() -> None:
    """After a row with an unknown label, no grade is given to a neighbouring row."""
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
    """A monitoring visit, an unknown kind of report, gives no grades."""
    read = reading(ilacs(title="Monitoring visit to Netherby"))
    assert read.judgements == ()
    assert "family" in about(read)


def test_an_unknown_council_and_unclear_dates_are_doubts() -> None:
    """An unknown council and unclear dates are doubts, and not guessed."""
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
    """A grade of a board that the title does not name is a doubt, not a judgement."""
    board = Text(
        71, 780, "The Local Safeguarding Children Board is good", 14, bold=True
    )
    read = reading(sif(review=False), [board, *body(700)])
    assert len(read.judgements) == 6
    assert about(read) == {
        "sif/lscb-effectiveness": "a grade is printed, but reports of this form award none"
    }
