"""Grades that should be there: a framework says which aspects it awards, and a missing one is a question."""

from __future__ import annotations

import pytest

from draft_samples import (
    CARE,
    CONTENTS_SIF,
    HELP,
    LEADERS,
    LEAVERS,
    TITLE_SIF,
    cover_sif,
    drafted,
    front_sif,
    grades,
    knowledge,
    summed,
)

TITLE = "Inspection of Netherford local authority children's services"
LABELS = {
    "leaders": f"The {LEADERS}",
    "help": f"The experiences and progress of {HELP}",
    "together": f"The {CARE} and care leavers",
    "care": f"The {CARE}",
    "leavers": f"The {LEAVERS}",
    "overall": "Overall effectiveness",
}
OLD, NEW, LATEST = (
    ("leaders", "help", "together", "overall"),
    ("leaders", "help", "care", "leavers", "overall"),
    ("leaders", "help", "care", "leavers"),
)


def report(dates: str, rows: tuple[str, ...], grade: str = "Good") -> str:
    """Return a report of an inspection with a table of some rows."""
    table = "\n".join(f"{LABELS[row]}\t{grade}" for row in rows)
    return (
        f"{TITLE}\n\nInspection dates: {dates}\n\nLead inspector: A. N."
        f" Other\n\nJudgement\tGrade\n{table}\n\nWell.\n"
    )


def missing(text: str) -> list[str]:
    """Return the labels that a draft asks for."""
    asked = (
        question
        for question in drafted(text).questions
        if question.startswith("No grade for '")
    )
    return [question.split("'")[1] for question in asked]


@pytest.mark.parametrize(
    ("dates", "rows"),
    [
        ("9 to 20 May 2022", OLD),
        ("16 to 27 January 2023", NEW),
        ("13 to 24 January 2026", NEW),
        ("11 to 22 May 2026", LATEST),
    ],
)
def test_a_whole_table_asks_for_nothing(dates: str, rows: tuple[str, ...]) -> None:
    """What was awarded at the time of the inspection is there, so no grade is asked for."""
    assert missing(report(dates, rows)) == []


@pytest.mark.parametrize(
    ("dates", "rows"),
    [
        ("9 to 20 May 2022", OLD),
        ("16 to 27 May 2024", NEW),
        ("11 to 22 May 2026", LATEST),
    ],
)
def test_each_row_that_is_missing_is_asked_for(
    dates: str, rows: tuple[str, ...]
) -> None:
    """Whichever row is missing while others were read, the draft asks for it alone."""
    for row in rows:
        text = report(dates, tuple(other for other in rows if other != row))
        assert len(missing(text)) == 1, row


def test_without_a_date_only_what_is_always_awarded_is_asked_for() -> None:
    """Where no time of inspection is printed, no grade is asked for that was awarded in some years only."""
    text = (
        f"{TITLE}\n\nLead inspector: A. N."
        f" Other\n\nJudgement\tGrade\n{LABELS['care']}\tGood\n\nWell.\n"
    )
    asked = missing(text)
    assert len(asked) == 2
    assert not any("care leavers" in label or "overall" in label for label in asked)


def test_a_grade_that_was_not_awarded_at_the_time_is_doubted() -> None:
    """An overall grade under an inspection that awards none may be that of an earlier one."""
    draft = drafted(report("11 to 22 May 2026", (*LATEST, "overall")))
    (overall,) = [
        one for one in draft.judgements if one.aspect == "overall-effectiveness"
    ]
    assert overall.confidence <= 0.6
    assert any("earlier inspection" in question for question in draft.questions)


@pytest.mark.parametrize("board", [True, False])
def test_the_board_is_asked_for_where_the_front_page_names_its_review(
    board: bool,
) -> None:
    """A re-inspection or a council without such a review has no grade of the board."""
    named = (
        "and\n\nReview of the effectiveness of the Local Safeguarding Children"
        " Board\n\n"
        if board
        else ""
    )
    front = (
        f"Netherford\n\n{TITLE_SIF}, children looked after and care"
        f" leavers\n\n{named}Inspection date: 3 March 2015 – 25 March 2015\n\nReport"
        " published: 13 May 2015\n\n"
    )
    cover = cover_sif("Children’s services in Netherford are good", *["Good"] * 5)
    asked = missing(f"{front}{cover}{CONTENTS_SIF}1. Well.\n")
    assert asked == (
        ["effectiveness of the local safeguarding children board"] if board else []
    )


def test_a_note_that_tells_of_the_review_of_the_board_is_no_title() -> None:
    """The note on the front page says by what right reports are joined, whether there is one on the board or not."""
    note = (
        "¹ This report includes the review of the local safeguarding children board"
        " under other regulations.\n\n"
    )
    cover = cover_sif("Children’s services in Netherford are good", *["Good"] * 5)
    assert missing(f"{front_sif()}{cover}{note}# Executive summary\n\n1. Well.\n") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The overall judgement is that children’s service requires improvement.",
        "The overall judgement is that children’s services require improvement",
        "Children’s services in Netherford require improvement to be good",
        "Services for children in Netherford require improvement",
        "Netherford children’s services require improvement to be good",
        "Netherford’s children’s social care services require improvement.",
    ],
)
def test_sentences_that_state_the_overall_grade(sentence: str) -> None:
    """One service or services, in a place or of it: the sentence of the cover is read."""
    text = f"{front_sif()}{cover_sif(sentence, *['Good'] * 5)}{CONTENTS_SIF}1. Well.\n"
    assert grades(text)["overall-effectiveness"] == "requires-improvement"


def test_a_cover_sentence_that_is_not_read_is_asked_for() -> None:
    """A sentence in other words gives no overall grade and a question."""
    text = (
        f"{front_sif()}{cover_sif('Netherford’s work for children needs more.', *['Good'] * 5)}{CONTENTS_SIF}1."
        " Well.\n"
    )
    assert "overall-effectiveness" not in grades(text)
    assert missing(text) == ["overall effectiveness"]


@pytest.mark.parametrize(
    "said",
    [
        "Not judged",
        "not graded",
        "N/A",
        "Not applicable",
        "No judgement",
        "Not inspected",
    ],
)
def test_what_is_printed_as_not_judged_is_kept(said: str) -> None:
    """It gets no grade; the draft says so with its place, and asks for no grade beside."""
    text = report("9 to 20 May 2022", ("leaders", "help", "overall")).replace(
        "Overall effectiveness", f"{LABELS['together']}\t{said}\nOverall effectiveness"
    )
    found = summed(text)
    label = "Experiences and progress of children in care and care leavers"
    assert [one["aspect"] for one in found["not_judged"]] == [label]
    assert len(found["judgements"]) == 3
    assert missing(text) == []
    assert not any("not judged" in question for question in found["questions"])


def test_not_judged_on_the_cover_of_a_single_inspection() -> None:
    """Three of five rows say that they are not judged."""
    cover = cover_sif(
        "Children’s services in Netherford are good",
        "Good",
        *["Not judged"] * 3,
        "Good",
    )
    draft = drafted(f"{front_sif()}{cover}{CONTENTS_SIF}1. Well.\n")
    assert {one.aspect for one in draft.not_judged} == {
        "looked-after-and-permanence",
        "adoption-performance",
        "care-leavers-experiences",
    }
    assert len(draft.judgements) == 3


def test_a_grade_row_of_no_aspect_is_asked_about() -> None:
    """A row of the table whose label is that of no aspect is never silent."""
    text = report("9 to 20 May 2022", OLD).replace(
        "Overall", "The culture of the whole council\tGood\nOverall", 1
    )
    assert any(
        "'The culture of the whole council'" in question
        for question in drafted(text).questions
    )


@pytest.mark.parametrize(
    "label",
    [
        "Outcomes for looked after children and young people",
        "Outcomes for looked after children",
        "Outcomes for looked after children and care leavers",
        "Outcomes for children looked after",
    ],
)
def test_an_inspection_of_looked_after_services_has_five_grades(label: str) -> None:
    """The inspections of 2013 award five grades, outcomes among them, however they are called."""
    rows = [
        "Overall effectiveness",
        "Capacity to improve",
        label,
        "Quality of provision",
        "Leadership and management",
    ]
    table = "\n".join(f"| {row} | Adequate |" for row in rows).replace(
        "|\n", "|\n|---|---|\n", 1
    )
    text = (
        "Inspection of looked after children services\n\nNetherford"
        " Council\n\nInspection dates: 8 – 12 July 2013\n\n## The inspection"
        f" judgements\n\n{table}\n\n## Summary\n\n1. Help comes late.\n"
    )
    assert len(grades(text)) == 5
    assert missing(text) == []
    assert len(missing(text.replace(f"| {label} | Adequate |\n", ""))) == 1


def test_an_outstanding_grade_before_a_paragraph_that_begins_with_excellent() -> None:
    """The word of the next unit is no part of the grade."""
    for grade, word in (
        ("Outstanding", "Excellent"),
        ("Good", "Good"),
        ("Outstanding", "Outstanding"),
    ):
        text = report("9 to 20 May 2022", OLD, grade).replace(
            "Well.", f"{word} work for children brings change."
        )
        assert grades(text)["overall-effectiveness"] == grade.lower()


def test_the_registry_names_aspects_that_exist() -> None:
    """Each aspect that a framework awards is a concept of its scheme."""
    for slug, framework in knowledge().registry.frameworks.items():
        for awards in framework.awards:
            for aspect in awards.aspects:
                own, _, name = aspect.partition("/")
                assert own == slug
                assert name in knowledge().concepts(f"aspect/{own}")
