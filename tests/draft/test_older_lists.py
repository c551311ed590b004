"""Tests of lists in reports from 2005 to 2013."""

from __future__ import annotations

import pytest

from draft_samples import grades, jar, letter, summed

SLA = """Inspection of safeguarding and looked after children services

Netherfordshire County Council

Published: 18 June 2010

Contents

About this inspection\t2

Safeguarding services

1. The overall effectiveness is adequate.

Areas for improvement

2. To make services better, the council and its partners should take the following action:

Immediately{colon}

- see that checks are made

- see that notes are kept

Within {three} months{colon}

- write better plans

Capacity for improvement

3. The capacity for improvement is good.
"""


@pytest.mark.parametrize("three", ["three", "3"])
@pytest.mark.parametrize("colon", ["", ":"])
def test_a_deadline_needs_no_colon(colon: str, three: str) -> None:
    """A line that only gives a timescale begins a list, with or without a colon."""
    found = summed(SLA.format(colon=colon, three=three))
    assert [one["band"] for one in found["recommendations"]] == [
        "immediately",
        "immediately",
        "within-three-months",
    ]


@pytest.mark.parametrize(
    ("heads", "listed"),
    [
        (
            ("The following are the main strengths", "The following need to improve"),
            (2, 1),
        ),
        (("Strengths", "Areas that still need to be improved"), (2, 1)),
    ],
)
def test_headings_of_lists_in_words_of_other_years(
    heads: tuple[str, str], listed: tuple[int, int]
) -> None:
    """Headings of strengths and weaknesses are recognised in the words of different years."""
    found = summed(
        letter(
            "Annual children's services rating",
            f"Children's services rating\tPerforms well\n\n{heads[0]}\n\n- Schools.\n-"
            f" Play.\n\n{heads[1]}\n\n- Homes.\n\nProspects for improvement\n\nFair.\n",
            "9 December 2009",
        )
    )
    assert (len(found["strengths"]), len(found["weaknesses"])) == listed


TABLE = (
    "Key strengths\tKey areas for improvement\n{rows}\n\nThe grade goes into another"
    " assessment.\n"
)


@pytest.mark.parametrize(
    "rows",
    [
        "<p>prompt visits</p> <p>plain plans</p>\t<p>waiting times</p>",
        (
            "Being healthy: prompt visits\tBeing healthy: waiting times\nStaying safe:"
            " plain plans\t"
        ),
    ],
)
def test_entries_of_one_cell_stay_apart(rows: str) -> None:
    """Several entries in one cell of a table are read as separate items."""
    found = summed(
        letter(
            "2006 ANNUAL PERFORMANCE ASSESSMENT OF SERVICES FOR CHILDREN AND YOUNG"
            " PEOPLE IN NETHERFORD COUNCIL",
            "Key strengths and areas for improvement\n\n" + TABLE.format(rows=rows),
        )
    )
    assert (len(found["strengths"]), len(found["weaknesses"])) == (2, 1)


def test_a_grade_inside_its_label() -> None:
    """A grade inside its label is read.

    The explanation of the grades below the table gives no grade.
    """
    found = grades(
        letter(
            "2005 ANNUAL PERFORMANCE ASSESSMENT OF NETHERFORD COUNCIL'S EDUCATION AND"
            " SOCIAL CARE SERVICES",
            "Areas for judgement\tGrade\nMaking a positive 2 contribution\t\nStaying"
            " safe\t3\nThe council's capacity to improve\t3\n\nGrade\tWhat a service"
            " does\tCapacity to improve\n4\tA service that does far more\tVery"
            " good\n3\tA service that does more\tGood\n",
        )
    )
    assert found == {
        "making-a-positive-contribution": "adequate",
        "staying-safe": "good",
        "capacity-to-improve": "good",
    }


def test_a_grade_inside_a_label_of_the_older_review() -> None:
    """A grade inside its label is read in a table that became one line of text."""
    outcomes = "Being healthy\n\n2. All is well.\n\nStaying safe\n\n3. All is well.\n"
    rows = (
        "Being healthy 3 Staying safe 2 The social care services for 1 children The"
        " education service 3 is the last."
    )
    assert grades(jar(rows, outcomes)) == {
        "being-healthy": "good",
        "staying-safe": "adequate",
        "social-care-services-for-children": "inadequate",
        "education-service": "good",
    }


@pytest.mark.parametrize(
    "team",
    [
        (
            "The team was made up of three of Her Majesty's Inspectors and one"
            " inspector from the Care Quality Commission."
        ),
        (
            "It was carried out by two inspectors from Ofsted and one from the Care"
            " Quality Commission."
        ),
    ],
)
def test_whose_inspectors_came(team: str) -> None:
    """The inspectorates are read from the section about the inspection team."""
    text = SLA.format(colon=":", three="three").replace(
        "Safeguarding services\n",
        f"About this inspection\n\n{team}\n\nSafeguarding services\n",
        1,
    )
    assert summed(text)["inspectorates"] == ["Care Quality Commission", "Ofsted"]
