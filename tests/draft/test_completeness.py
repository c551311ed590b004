"""Tests of missing grades: the draft asks for each grade that the framework awards."""

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
    """Return a report with the given dates and with a grade for each of the given rows."""
    table = "\n".join(f"{LABELS[row]}\t{grade}" for row in rows)
    return (
        f"{TITLE}\n\nInspection dates: {dates}\n\nLead inspector: A. N."
        f" Other\n\nJudgement\tGrade\n{table}\n\nWell.\n"
    )


def missing(text: str) -> list[str]:
    """Return the labels of the grades that the draft asks for."""
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
    """If a report has all grades that were awarded at its time, no grade is asked for."""
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
    """If one row of the grade table is missing, the draft asks for this grade only."""
    for row in rows:
        text = report(dates, tuple(other for other in rows if other != row))
        assert len(missing(text)) == 1, row


def test_without_a_date_only_what_is_always_awarded_is_asked_for() -> None:
    """If the report has no date, only grades that are always awarded are asked for."""
    text = (
        f"{TITLE}\n\nLead inspector: A. N."
        f" Other\n\nJudgement\tGrade\n{LABELS['care']}\tGood\n\nWell.\n"
    )
    asked = missing(text)
    assert len(asked) == 2
    assert not any("care leavers" in label or "overall" in label for label in asked)


def test_a_grade_that_was_not_awarded_at_the_time_is_doubted() -> None:
    """A grade that was not awarded at the time of the inspection is in doubt.

    A question says that the grade may be from an earlier inspection.
    """
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
    """The grade of the safeguarding board is asked for only if the title names its review."""
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
    """A note on the front page that mentions the board's review is not part of the title.

    So the board's grade is not asked for.
    """
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
    """The overall grade is read from cover sentences of different wording."""
    text = f"{front_sif()}{cover_sif(sentence, *['Good'] * 5)}{CONTENTS_SIF}1. Well.\n"
    assert grades(text)["overall-effectiveness"] == "requires-improvement"


def test_a_cover_sentence_that_is_not_read_is_asked_for() -> None:
    """A cover sentence in unknown words gives no overall grade, and a question is asked."""
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
    """An aspect that is printed as not judged is kept as such.

    It gets no grade, and no grade is asked for.
    """
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
    """On the cover of a single inspection, three of five aspects are read as not judged."""
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
    """A row of the grade table with an unknown label leads to a question."""
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
    """All five grades of an inspection of looked after services are read.

    The label of the outcomes varies between reports.
    """
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
    """A grade word at the beginning of the next paragraph does not change the grade."""
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
    """Each aspect that a framework awards is a concept of the framework's scheme."""
    for slug, framework in knowledge().registry.frameworks.items():
        for awards in framework.awards:
            for aspect in awards.aspects:
                own, _, name = aspect.partition("/")
                assert own == slug
                assert name in knowledge().concepts(f"aspect/{own}")
