"""Tests of families of reports from 2005 to 2013, with an invented report for each.

A family is the set of reports that have the same form.
"""

from __future__ import annotations

import pytest

from draft_samples import grades, jar, letter, summed


def test_annual_performance_assessment_letter() -> None:
    """Annual performance assessment: the table of grades is read, and 4 is the best.

    The town in the address is not taken for the authority.
    """
    outcomes = "maintaining and improving outcomes for children and young people"
    found = summed(
        letter(
            "2006 ANNUAL PERFORMANCE ASSESSMENT OF SERVICES FOR CHILDREN AND YOUNG"
            " PEOPLE IN NETHERFORD COUNCIL",
            "Areas for judgement\tGrade awarded\nThe contribution of the council's"
            f" children's services in {outcomes}\t4\nThe council's overall capacity to"
            " improve\t3\nBeing healthy\t2\nStaying safe\t1\nService"
            " management\t3\n\n4: outstanding; 3: good; 2: adequate; 1:"
            " inadequate\n\nBeing healthy\n\nOutcomes are adequate.\n",
        )
    )
    assert (found["authority"], found["framework"], found["published"]) == (
        "Netherford",
        "apa",
        "2006-11-01",
    )
    assert {
        one["aspect"]: (one["grade"], one["rank"]) for one in found["judgements"]
    } == {
        "Overall contribution of children's services": ("outstanding", 4),
        "Capacity to improve": ("good", 3),
        "Being healthy": ("adequate", 2),
        "Staying safe": ("inadequate", 1),
        "Service management": ("good", 3),
    }


def test_annual_assessment_letter() -> None:
    """Annual assessment letter: the one grade is read, and the explained scale is not.

    Areas for improvement are weaknesses.
    """
    found = summed(
        letter(
            "Annual children's services assessment",
            "The assessment has four steps:\n\n4\tPerforms excellently\tfar"
            " beyond\n3\tPerforms well\tbeyond\n2\tPerforms adequately\tno"
            " more\n1\tPerforms poorly\tless\n\nNetherford services assessment"
            " 2010\n\nChildren's services assessment\tPerforms adequately"
            " (2)\n\nStrengths\n\n- Schools.\n\nAreas for further improvement\n\n-"
            " Safety.\n- Homes.\n",
            "9 December 2010",
        )
    )
    assert [(one["grade"], one["rank"]) for one in found["judgements"]] == [
        ("performs adequately", 2)
    ]
    assert (
        len(found["strengths"]),
        len(found["weaknesses"]),
        found["recommendations"],
    ) == (1, 2, [])


SLA = """Inspection of safeguarding and looked after children services

Netherfordshire County Council

Inspection dates: 10 – 21 May 2010

Published: 18 June 2010

Contents

About this inspection\t2

The inspection judgements and what they mean

1. Grades are given on four steps.

Outstanding (Grade 1)\tA service that does far more
Inadequate (Grade 4)\tA service that does too little

The inspection outcomes: safeguarding services

Overall effectiveness\tGrade 3 (adequate)

2. The overall effectiveness is adequate.

Areas for improvement

3. To make this better, the local authority and its partners should take the following action.

Immediately:

- see that checks are made

Within three months:

- write a plan
- train staff.

Record of main findings: Netherfordshire

Safeguarding services

Overall effectiveness\tAdequate
Capacity for improvement\tGood
Quality of provision\tInadequate

Services for looked after children

Overall effectiveness\tGood
Capacity for improvement\tOutstanding
Being healthy\tAdequate
"""


def test_safeguarding_and_looked_after_inspection() -> None:
    """Safeguarding inspection: all grades are read from the record at the end.

    The same label counts separately in each chapter.
    """
    found = summed(SLA)
    assert (found["authority"], found["framework"]) == ("Netherfordshire", "sla-2009")
    assert {
        one["aspect"]: (one["grade"], one["rank"], one["source"])
        for one in found["judgements"]
    } == {
        "Overall effectiveness of safeguarding services": ("adequate", 2, "table"),
        "Capacity for improvement of safeguarding services": ("good", 3, "table"),
        "Quality of provision (safeguarding)": ("inadequate", 1, "table"),
        "Overall effectiveness of services for looked after children": (
            "good",
            3,
            "table",
        ),
        "Capacity for improvement of services for looked after children": (
            "outstanding",
            4,
            "table",
        ),
        "Being healthy (looked after children)": ("adequate", 2, "table"),
    }
    assert [one["band"] for one in found["recommendations"]] == [
        "immediately",
        "within-three-months",
        "within-three-months",
    ]


def test_its_digits_run_the_other_way() -> None:
    """Without the record, grades are read from headings, in which 2 means good.

    In a joint area review, 2 means adequate.
    """
    text = SLA.split("Record of main findings", maxsplit=1)[0].replace(
        "Grade 3 (adequate)", "Grade 2"
    )
    assert grades(text) == {"safeguarding-overall-effectiveness": "good"}


def test_contact_referral_and_assessment_letter() -> None:
    """Contact, referral and assessment letter: the lists are read, and there is no grade."""
    found = summed(
        letter(
            "Annual unannounced inspection of contact, referral and assessment"
            " arrangements within Netherford Borough Council children's services",
            "This letter tells of the unannounced inspection which was held on 10 and"
            " 11 August 2010.\n\nStrengths\n\n- Duty.\n\nAreas for development\n\n-"
            " Records.\n\nAreas for priority action\n\n- Waiting.\n",
            "8 September 2010",
        )
    )
    assert (found["framework"], found["judgements"]) == ("car-2009", [])
    assert found["inspection"] == ["2010-08-10", "2010-08-11"]
    assert (
        len(found["strengths"]),
        len(found["weaknesses"]),
        len(found["recommendations"]),
    ) == (1, 1, 1)


def test_joint_area_review_newer_form() -> None:
    """Joint area review, newer form: the grades, timescales and addressees are read.

    A headline gives the grade of an additional investigation.
    """
    found = summed(
        jar(
            "\tLocal services overall\nSafeguarding\t2\nLooked after"
            " children\t3\nLearning difficulties and/or disabilities\t4\nService"
            " management\t1\nCapacity to improve\t3",
            "Recommendations\n\nFor immediate action\n\nThe local authority"
            " should:\n\n- check files.\n\nFor action over the next six months\n\nThe"
            " local authority and its partners should:\n\n- write a plan:\n  - for"
            " homes\n  - for schools.\n\nFor action in the longer term\n\n- mend"
            " houses.\n\nOther issues identified for further investigation\n\nThe"
            " impact of youth work on crime\n\n2. The impact of youth work on crime is"
            " inadequate. Few come.\n\nAnnex A\n\nANNUAL PERFORMANCE"
            " ASSESSMENT\n\nAreas for judgement\tGrade awarded\nStaying safe\t4\n",
        )
    )
    assert (found["framework"], found["reference"], found["authority"]) == (
        "jar-2007",
        "900",
        "Netherford",
    )
    assert found["inspectorates"] == [
        "Audit Commission",
        "Healthcare Commission",
        "HM Inspectorate of Probation",
        "Ofsted",
    ]
    assert [
        (one["grade"], one["rank"], one["source"]) for one in found["judgements"]
    ] == [
        ("adequate", 2, "table"),
        ("good", 3, "table"),
        ("outstanding", 4, "table"),
        ("inadequate", 1, "table"),
        ("good", 3, "table"),
        ("inadequate", 1, "words"),
    ]
    assert [
        (one["band"], one["addressee"], len(one["parts"]))
        for one in found["recommendations"]
    ] == [
        ("immediate", "Netherford", 0),
        ("six-months", "Netherford; Netherford partnership", 2),
        ("longer-term", "Netherford; Netherford partnership", 0),
    ]
    assert [(one["of"].split(",")[0], one["grade"]) for one in found["reported"]] == [
        ("keeping children safe", "outstanding")
    ]
    assert any("narrower aspect" in question for question in found["questions"])


def test_joint_area_review_older_form() -> None:
    """Joint area review, older form: the table of three columns with empty cells is read.

    The capacity to improve has two grades.
    """
    rows = (
        "\tLocal services overall\tCouncil services\tHealth services\nBeing"
        " healthy\t3\t\t\nStaying safe\t2\t\t\nEnjoying and achieving\t4\t\t\nMaking a"
        " positive contribution\t3\t\t\nAchieving economic well-being\t1\t\t\nService"
        " management\t3\t\t\nCapacity to improve\t3\t2\t\nChildren's"
        " services\t\t3\t\nThe education service\t\t4\t\nThe social care services for"
        " children\t\t2\t\nThe health service for children\t\t\t3"
    )
    text = jar(
        rows, "Being healthy\n\n2. All is well.\n\nStaying safe\n\n3. All is well.\n"
    )
    assert summed(text)["framework"] == "jar-2005"
    assert grades(text) == {
        "being-healthy": "good",
        "staying-safe": "adequate",
        "enjoying-and-achieving": "outstanding",
        "making-a-positive-contribution": "good",
        "achieving-economic-well-being": "inadequate",
        "service-management": "good",
        "capacity-to-improve": "good",
        "capacity-to-improve-council-services": "adequate",
        "childrens-services": "good",
        "education-service": "outstanding",
        "social-care-services-for-children": "adequate",
        "health-service-for-children": "good",
    }


# Traps of the letters

APA_2006 = (
    "2006 ANNUAL PERFORMANCE ASSESSMENT OF SERVICES FOR CHILDREN AND YOUNG PEOPLE IN"
    " NETHERFORD COUNCIL"
)
CAR = (
    "Unannounced inspection of contact, referral and assessment arrangements within"
    " Netherford Council's services"
)


def test_a_letter_that_speaks_of_a_review_is_a_letter() -> None:
    """A letter that mentions a joint area review is not read as such a review."""
    text = letter(
        APA_2006,
        "This letter follows the joint area review of your area.\n\nStaying safe\t3\n",
    )
    assert summed(text)["framework"] == "apa"
    assert grades(text) == {"staying-safe": "good"}


@pytest.mark.parametrize(
    "label",
    [
        (
            "The council's capacity to improve, including its management of services"
            " for children and young people"
        ),
        "Capacity to improve, including the management of children's services",
        (
            "Capacity to improve, including the management of services for children and"
            " young people"
        ),
    ],
)
def test_labels_of_the_capacity_to_improve(label: str) -> None:
    """The capacity to improve is recognised by its different labels."""
    assert grades(letter(APA_2006, f"{label}\t2\n")) == {
        "capacity-to-improve": "adequate"
    }


def test_grades_stand_in_headings_of_letters() -> None:
    """If there is no table, grades are read from the headings of the sections."""
    body = (
        "Overall effectiveness of children's services Grade 3\n\nWell.\n\nBeing healthy"
        " Grade 2\n\nWell enough.\n"
    )
    assert grades(letter(APA_2006, body)) == {
        "overall-contribution": "good",
        "being-healthy": "adequate",
    }


@pytest.mark.parametrize(
    "heads",
    ["Key strengths\tKey areas for improvement", "Strengths\tAreas for improvement"],
)
def test_a_table_of_strengths_ends_where_the_table_of_grades_begins(heads: str) -> None:
    """A table of strengths ends at the heading of a table of grades that follows it."""
    rows = (
        "<p>Clinics.</p><p>Parks.</p>\t<p>Roads.</p>\nAreas for judgement\tGrade"
        " awarded\nStaying safe\t3"
    )
    found = summed(letter(APA_2006, f"{heads}\n{rows}\n"))
    assert (
        len(found["strengths"]),
        len(found["weaknesses"]),
        len(found["judgements"]),
    ) == (2, 1, 1)


def test_groups_inside_a_table_of_strengths() -> None:
    """The name of an outcome inside a table of strengths is not an item.

    An item may begin with the word `Strengths`.
    """
    rows = (
        "<p>Being healthy</p><p>Strengths of the clinics</p>\t<p>Staying"
        " safe:</p><p>Roads.</p>"
    )
    found = summed(letter(APA_2006, f"Strengths\tAreas for improvement\n{rows}\n"))
    assert (len(found["strengths"]), len(found["weaknesses"])) == (1, 1)


def test_a_table_of_grades_without_tabs() -> None:
    """A table of grades without tabs is read, even if labels are broken over lines."""
    outcomes = "maintaining and improving outcomes for children and young\npeople"
    text = (
        "Areas for judgement              Grade awarded\nThe contribution of the local"
        f" authority's social care services in\n{outcomes}     2\nThe contribution of"
        f" the local authority's education services in\n{outcomes}      3\nThe"
        " council's overall capacity to improve its services for\nchildren and young"
        " people       4\n"
    )
    expected = {
        "social-care-services": "adequate",
        "education-services": "good",
        "capacity-to-improve": "outstanding",
    }
    assert grades(letter(APA_2006, text)) == expected


def test_prose_keeps_headings_apart() -> None:
    """Headings above long paragraphs are not read as labels of the grade below them."""
    prose = "Much is done, and much is left to do. " * 12
    body = (
        f"Being healthy\n\n{prose}\n\nStaying safe\n\n{prose}\n\nService"
        " management\t3\n"
    )
    assert grades(letter(APA_2006, body)) == {"service-management": "good"}


def test_an_assessment_on_paper_has_no_days() -> None:
    """An assessment on paper has no days of inspection; the day of a meeting is none."""
    found = summed(
        letter(
            APA_2006, "The assessment took place on 13 July 2006.\n\nStaying safe\t3\n"
        )
    )
    assert found["inspection"] is None


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        (
            "City of Netherford Council's children's services perform excellently.",
            "performs-excellently",
        ),
        ("Children's services in Netherford perform poorly.", "performs-poorly"),
        ("Children's services in Netherford performed well in 2008.", None),
        ("An assessment of children's services performing well says little.", None),
    ],
)
def test_a_sentence_says_how_services_perform(sentence: str, grade: str | None) -> None:
    """Without a table, the first sentence of a paragraph awards the grade.

    A sentence about another year does not.
    """
    found = grades(
        letter(
            "Annual children's services assessment",
            f"{sentence} Most settings are good.\n",
        )
    )
    assert found == ({"childrens-services-assessment": grade} if grade else {})


@pytest.mark.parametrize(
    "form",
    ["{}", "{}:", "This inspection has identified the following {}:", "**{}**"],
    ids=["bare", "colon", "said", "bold"],
)
def test_lists_under_headings_that_nothing_marks(form: str) -> None:
    """A few words before bullets are read as the heading of a list.

    Text after the bullets does not belong to the list.
    """
    weak, urgent = (
        form.format(name)
        for name in ("areas for development", "areas for priority action")
    )
    body = (
        "# Findings\n\n## What was seen\n\nStrengths\n\n- Duty.\n\nThe service does"
        " what it must in these areas\n\n-"
        f" Thresholds.\n\n{weak[0].upper()}{weak[1:]}\n\n- Records.\n-"
        f" Visits.\n\n{urgent[0].upper()}{urgent[1:]}\n\n- Waiting.\n\nAny areas for"
        " development identified above will be looked at again.\n"
    )
    found = summed(letter(CAR, body.replace("**a", "**A")))
    assert (
        len(found["strengths"]),
        len(found["weaknesses"]),
        len(found["recommendations"]),
    ) == (1, 2, 1)


@pytest.mark.parametrize(
    "when",
    [
        "on 14 and 15 February 2012",
        "on Tuesday 14 and Wednesday 15 February 2012",
        "from 14 to 15 February 2012",
    ],
)
def test_the_days_of_a_visit_to_a_town_on_a_river(when: str) -> None:
    """The dates of a visit are read, although the name of the town contains `on`.

    Days of the week are skipped.
    """
    said = (
        "This letter tells of the unannounced inspection which was conducted in"
        f" Netherford-on-Orrin {when}."
    )
    assert summed(letter(CAR, said))["inspection"] == ["2012-02-14", "2012-02-15"]


def test_a_closing_paragraph_is_no_item_of_a_list() -> None:
    """The closing paragraph of a letter is not an item of the list before it."""
    body = (
        "Areas for further improvement\n\nHomes are few.\n\nThis assessment is provided"
        " under section 138 of the Act.\n"
    )
    assert (
        len(summed(letter("Annual children's services assessment", body))["weaknesses"])
        == 1
    )


# Traps of joint area reviews

OUTCOMES = "Being healthy\n\n2. All is well.\n\nStaying safe\n\n3. All is well.\n"


@pytest.mark.parametrize(
    "form", ["{digit}", "{digit} ({word})", "Grade {digit}", "{word}"]
)
def test_grades_of_a_review_in_digits_or_words(form: str) -> None:
    """Grades of a joint area review are read if printed as digits, words or both."""
    two, three = (
        form.format(digit=2, word="Adequate"),
        form.format(digit=3, word="Good"),
    )
    rows = (
        f"\tLocal services overall\tCouncil services\nStaying safe\t{two}\t\nCapacity"
        f" to improve\t{three}\t{two}"
    )
    assert grades(jar(rows, OUTCOMES)) == {
        "staying-safe": "adequate",
        "capacity-to-improve": "good",
        "capacity-to-improve-council-services": "adequate",
    }


def test_the_key_below_the_table_is_no_part_of_it() -> None:
    """The explanation of the digits below a table is not part of the table.

    The last digit of the table is still read.
    """
    key = "4: outstanding; 3: good; 2: adequate; 1: inadequate"
    found = grades(
        jar(
            "1. Safeguarding\t3\n2. Looked after children\t2\n3. Capacity to"
            f" improve\t4\n\n{key}"
        )
    )
    assert found == {
        "safeguarding": "good",
        "looked-after-children": "adequate",
        "capacity-to-improve": "outstanding",
    }


def test_a_front_between_bars() -> None:
    """A front page laid out as a table is read, and the rule under its heading is skipped."""
    text = jar("Safeguarding\t2").replace(
        "Published: 6 February 2008\n\nReference no: 900",
        "| Audience | Published | Reference no. |\n|---|---|---|\n| All | 6 February"
        " 2008 | 900 |",
    )
    found = summed(text)
    assert (found["published"], found["reference"]) == ("2008-02-06", "900")


@pytest.mark.parametrize("joint", [" ", ", ", " and "])
def test_inspectorates_on_one_line(joint: str) -> None:
    """Several inspectorates are read from one line."""
    text = jar("Safeguarding\t2").replace(
        "Audit Commission\nHealthcare", f"Audit Commission{joint}Healthcare"
    )
    assert summed(text)["inspectorates"] == [
        "Audit Commission",
        "Healthcare Commission",
        "HM Inspectorate of Probation",
        "Ofsted",
    ]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        (
            "The fieldwork took place from 13 to 24 November 2007.",
            ["2007-11-13", "2007-11-24"],
        ),
        (
            "It was carried out in two stages, from 5 to 16 May 2007, by nine people.",
            ["2007-05-05", "2007-05-16"],
        ),
        ("The review took place in two stages over six weeks.", None),
    ],
)
def test_when_a_review_was_held(sentence: str, dates: list[str] | None) -> None:
    """The dates of a review are read from its introduction."""
    text = jar("Safeguarding\t2").replace("of the area.", f"of the area. {sentence}")
    assert summed(text)["inspection"] == dates


def test_a_band_in_words_of_its_own() -> None:
    """Items under a timescale that the framework does not have are recommendations too."""
    body = (
        "Recommendations\n\nIn the short term\n\n- Mend roofs.\n\nSafeguarding\n\n2."
        " Well.\n"
    )
    assert [
        one["band"] for one in summed(jar("Safeguarding\t2", body))["recommendations"]
    ] == [None]


def test_a_paragraph_that_only_introduces_the_bands() -> None:
    """A paragraph before the headings of timescales is not itself a recommendation."""
    text = SLA.replace("Immediately:", "Immediately").replace(
        "Within three months:", "Within three months"
    )
    assert text != SLA
    assert [one["band"] for one in summed(text)["recommendations"]] == [
        "immediately",
        "within-three-months",
        "within-three-months",
    ]
