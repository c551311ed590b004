"""Tests of families of reports, each with an invented report in the form of the family.

A family is the set of reports that have the same form.
"""

from __future__ import annotations

import pytest

from draft_samples import (
    CARE,
    HELP,
    LEADERS,
    LEAVERS,
    cover_sif,
    drafted,
    front_sif,
    grades,
    ilacs,
    letter,
    sif,
    summed,
)
from inspectgraph.draft.families import families

SIF_2014 = sif(
    cover_sif(
        "The overall judgement is inadequate",
        "Inadequate",
        "Requires improvement",
        "Good",
        "Outstanding",
        "Good",
    )
    + "The effectiveness of the Local Safeguarding Children Board (LSCB) is good\n\n",
    """Summary of key findings

This local authority is inadequate because

1. Plans for children are late.

2. Managers do not look closely enough.

The local authority has the following strengths

3. Carers are helped well.

What does the council need to improve?

Priority and immediate action

4. There were no areas that need immediate action.

Areas for improvement

5. Improve plans, so that:

- they are on time
- they say what is to change

6. Look at work more closely.

Section 2: The Local Safeguarding Children Board

The effectiveness of the LSCB is good

Areas for improvement

7. Hear from children more often.

What the inspection judgements mean: the LSCB

An LSCB that is inadequate does not do its work.
""",
)


def test_single_inspection_framework() -> None:
    """Single inspection: grades, listed points and recommendations are read."""
    found = summed(SIF_2014)
    assert (found["authority"], found["framework"]) == ("Netherford", "sif")
    assert (found["inspection"], found["published"]) == (
        ["2015-03-03", "2015-03-25"],
        "2015-05-13",
    )
    judged = {
        one["aspect"].lower(): (one["grade"], one["rank"], one["source"])
        for one in found["judgements"]
    }
    assert judged == {
        "overall effectiveness": ("inadequate", 1, "cover"),
        HELP: ("inadequate", 1, "cover"),
        "children looked after and achieving permanence": (
            "requires improvement",
            2,
            "cover",
        ),
        "adoption performance": ("good", 3, "cover"),
        LEAVERS: ("outstanding", 4, "cover"),
        "leadership, management and governance": ("good", 3, "cover"),
        "effectiveness of the local safeguarding children board": ("good", 3, "cover"),
    }
    assert (found["strengths"], found["weaknesses"]) == (["p3"], ["p1", "p2"])
    assert [
        (one["unit"], one["band"], one["addressee"], len(one["parts"]))
        for one in found["recommendations"]
    ] == [
        ("p5", "areas-for-improvement", "Netherford", 2),
        ("p6", "areas-for-improvement", "Netherford", 0),
        ("p7", "areas-for-improvement", "Netherford Safeguarding Children Board", 0),
    ]


def test_board_in_a_heading_forty_pages_on() -> None:
    """The safeguarding board's grade can be read from a heading far behind the cover."""
    cover = cover_sif(
        "Children's services in Netherford require improvement to be good",
        *["Good"] * 5,
    )
    found = drafted(
        sif(
            cover,
            "1. All is well.\n\nThe Local Safeguarding Children Board is"
            " inadequate\n\n2. It is.\n",
        )
    )
    board = next(one for one in found.judgements if one.aspect == "lscb-effectiveness")
    assert (board.grade, board.source) == ("inadequate", "words")
    assert (
        next(
            one.grade
            for one in found.judgements
            if one.aspect == "overall-effectiveness"
        )
        == "requires-improvement"
    )


def test_single_inspection_without_the_board() -> None:
    """If the safeguarding board was not judged, it gets no grade."""
    found = grades(
        sif(
            cover_sif("The overall judgement is good", *["Good"] * 5),
            "1. The LSCB is strong.\n",
        )
    )
    assert len(found) == 6
    assert "lscb-effectiveness" not in found


def test_review_of_a_board_on_its_own() -> None:
    """A review of a safeguarding board alone has one grade.

    Its recommendations are addressed to the board.
    """
    found = summed(
        "Netherford Safeguarding Children Board\n\nReview of the effectiveness of the"
        " local safeguarding children board\n\nInspection date: 18 November 10 December"
        " 2014\n\nReport published: 10 February 2015\n\nThe Local Safeguarding Children"
        " Board requires improvement\n\nContents\n\nSummary of findings\t2\n\nSummary"
        " of findings\n\nThe NSCB requires improvement because:\n\nIt meets too"
        " seldom.\n\nIt hears no child.\n\nWhat does the LSCB need to improve?\n\n1."
        " Meet more often.\n\n2. Hear children.\n"
    )
    assert (found["framework"], found["authority"]) == ("lscb-review", "Netherford")
    assert [(one["grade"], one["rank"]) for one in found["judgements"]] == [
        ("requires improvement", 2)
    ]
    assert {one["addressee"] for one in found["recommendations"]} == {
        "Netherford Safeguarding Children Board"
    }
    assert len(found["weaknesses"]) == 2
    assert found["inspection"] == ["2014-11-18", "2014-12-10"]


def test_inspections_until_2022_judge_two_groups_together() -> None:
    """In inspections until 2022, children in care and care leavers are one aspect."""
    text = ilacs(
        f"The {LEADERS}\tGood\nThe experiences and progress of {HELP}\tGood\n"
        f"The {CARE} and care leavers\tOutstanding\nOverall effectiveness\tGood"
    )
    assert grades(text) == {
        "impact-of-leaders": "good",
        "help-and-protection": "good",
        "children-in-care-and-care-leavers": "outstanding",
        "overall-effectiveness": "good",
    }


def test_inspections_from_2023_judge_them_apart() -> None:
    """In inspections from 2023, children in care and care leavers are two aspects.

    Tags at the ends of recommendations do no harm.
    """
    text = ilacs(
        f"The {CARE}\tGood\nThe {LEAVERS}\tRequires improvement to be good\nOverall"
        " effectiveness\tInadequate",
        "What needs to improve?\n\n- Plans for children. (Outcome 4, national"
        f" framework)\n- The help that they get.\n\nThe {LEAVERS}: requires improvement"
        " to be good\n\n1. Care leavers are not in touch.\n",
    )
    found = summed(text)
    assert grades(text) == {
        "children-in-care": "good",
        "care-leavers": "requires-improvement",
        "overall-effectiveness": "inadequate",
    }
    assert [(one["band"], one["addressee"]) for one in found["recommendations"]] == [
        ("what-needs-to-improve", "Netherford")
    ] * 2
    assert (found["published"], found["inspectorates"], found["strengths"]) == (
        None,
        ["Ofsted"],
        [],
    )


def test_inspections_from_2026_have_no_overall_judgement() -> None:
    """If no overall effectiveness is printed, as since 2026, there is no overall grade."""
    assert "overall-effectiveness" not in grades(
        ilacs(f"The {LEADERS}\tGood\nThe {CARE}\tGood\nThe {LEAVERS}\tGood")
    )


def test_focused_visit() -> None:
    """Focused visit: the dates and the list of improvements are read, and there is no grade."""
    found = summed(
        letter(
            "Focused visit to Netherford Borough Council children's services",
            "This letter tells what was found at the focused visit to Netherford on 31"
            " January and 1 February 2024. In 2019 the council was judged to be"
            " good.\n\nOverview\n\nLeaders know their services.\n\nWhat needs to"
            " improve in this area of social work practice\n\n- Plans.\n-"
            " Supervision.\n\nFindings\n\n- Visits are regular and good.\n",
            "22 February 2024",
        )
    )
    assert (found["framework"], found["judgements"]) == ("ilacs-focused-visit", [])
    assert (found["inspection"], found["published"]) == (
        ["2024-01-31", "2024-02-01"],
        "2024-02-22",
    )
    assert [one["band"] for one in found["recommendations"]] == [
        "what-needs-to-improve"
    ] * 2


def test_an_unknown_kind_of_report() -> None:
    """If the kind of report is unknown, the draft has no grades, and asks a question.

    The authority and the recommendations are read all the same.
    """
    found = summed(
        "Netherford Borough Council\n\nMonitoring visit of children's"
        " services\n\nRecommendations\n\n- Mend the roof.\n"
    )
    assert (found["framework"], found["judgements"], found["authority"]) == (
        None,
        [],
        "Netherford",
    )
    assert len(found["recommendations"]) == 1
    assert any("framework" in question for question in found["questions"])


@pytest.mark.parametrize(
    "family",
    [family for family in families() if family.framework],
    ids=lambda one: one.framework,
)
def test_every_family_names_a_framework_of_the_registry(family: object) -> None:
    """The framework and the timescales of each family exist in the registry and the schemes."""
    from draft_samples import knowledge
    from inspectgraph.draft.families.base import Family

    assert isinstance(family, Family)
    assert family.framework in knowledge().registry.frameworks
    assert set(family.bands.patterns) <= set(
        knowledge().concepts(f"timescale/{family.framework}")
    )


def test_front_without_a_table_of_contents() -> None:
    """A front page is recognised by its grades if no table of contents follows."""
    text = (
        front_sif()
        + cover_sif("The overall judgement is good", *["Good"] * 5)
        + "1. All is well.\n"
    )
    assert len(grades(text)) == 6
