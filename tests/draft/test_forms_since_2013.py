"""Tests of the forms of reports since 2013, each with a small invented report.

The forms concern covers, tables, letters and reports without grades.
"""

from __future__ import annotations

import pytest

from draft_samples import (
    CARE,
    HELP,
    LEADERS,
    LEAVERS,
    TITLE_SIF,
    drafted,
    grades,
    ilacs,
    knowledge,
    letter,
    summed,
)
from inspectgraph.draft.metadata.authority_names import known_names, look_up

RI = "requires-improvement"
TITLE = "Inspection of children's social care services"


# Names


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("Netherford London Borough Council", "netherford"),
        ("Netherford City", "netherford"),
        ("Stoneford Borough Council", "stoneford-upon-lye"),
        ("Stoneford upon Lye", "stoneford-upon-lye"),
        ("Stonefordshire Council", None),
    ],
)
def test_what_councils_call_themselves_for_short(
    printed: str, slug: str | None
) -> None:
    """A short form of a council's name is recognised if it fits one authority only."""
    assert look_up(printed, known_names(knowledge().registry)) == slug


def test_a_name_with_its_kind_alone_on_the_first_line() -> None:
    """The first line of a cover may consist of a name and `City` only."""
    assert (
        summed(
            f"Netherford City\n\n{TITLE_SIF}\n\nContents\n\nSummary\t3\n\n1. Well.\n"
        )["authority"]
        == "Netherford"
    )


def test_a_name_with_a_full_stop_in_the_title() -> None:
    """The full stop in `St.` does not end the name of an authority."""
    title = "Inspection of St. Orrin local authority children's services"
    assert (
        summed(ilacs(f"The {LEADERS}\tGood", title=title))["authority"] == "St. Orrin"
    )


@pytest.mark.parametrize(
    "title",
    [
        "# Inspection of Netherford City local authority\n\n# children's services",
        "Inspection of Netherford Council children's social care services",
        "Netherford Council\n\nInspection of children`s social care services",
    ],
)
def test_titles_in_other_words_and_over_two_lines(title: str) -> None:
    """A title is recognised if it is broken, names the council or has a wrong apostrophe."""
    found = summed(ilacs(f"The {LEADERS}\tGood", title=title))
    assert (found["authority"], found["framework"]) == ("Netherford", "ilacs")


# Tables


def test_rows_split_over_lines_with_the_grade_between() -> None:
    """A grade is read if it stands between the lines of its label."""
    text = ilacs(
        "The impact of leaders on social work practice\tRequires\nwith children and"
        " families\timprovement to be good\nThe experiences and progress of"
        " children\tGood\nin care and care leavers\t\nOverall effectiveness\tGood"
    )
    assert grades(text) == {
        "impact-of-leaders": RI,
        "children-in-care-and-care-leavers": "good",
        "overall-effectiveness": "good",
    }


def test_a_grade_around_its_label_is_not_what_follows_the_label() -> None:
    """A grade that is printed around a label is read as a whole.

    The last word of the grade is not read as another grade.
    """
    text = ilacs(
        f"The {CARE} Outstanding Requires improvement to be The {LEAVERS} good Services"
        " got better."
    )
    assert grades(text)["care-leavers"] == RI


def test_the_rest_of_a_broken_label_is_no_label() -> None:
    """`care leavers` on a line of its own can be the end of a longer label."""
    text = ilacs(
        f"The {CARE} and\tRequires improvement to be\ncare leavers\tgood\nOverall"
        " effectiveness\tGood"
    )
    assert grades(text) == {
        "children-in-care-and-care-leavers": RI,
        "overall-effectiveness": "good",
    }


def test_a_visit_that_is_told_of_is_no_title() -> None:
    """A visit that the first sentences mention does not decide the kind of report."""
    text = (
        f"Netherford Council\n{TITLE}\nInspection dates: 3 to 14 June 2019\n\nA focused"
        f" visit to Netherford was in May.\n\nThe {LEADERS}: good\n\n1. Well.\n"
    )
    assert summed(text)["framework"] == "ilacs"


def test_a_table_as_lines_of_one_text() -> None:
    """A grade table is read if each label and each grade has a line of its own."""
    text = (
        f"Netherford Council\n\n{TITLE}\n\nInspection dates: 3 to 14 June 2019\n\nLead"
        f" inspector: A. N. Other\n\nJudgement\nGrade\nThe {LEADERS}\nRequires"
        " improvement to be good\nThe experiences and progress of"
        f" {HELP}\nGood\nOverall effectiveness\nInadequate\n\nServices in Netherford"
        " are as they were.\n\n- Better plans.\n"
    )
    assert grades(text) == {
        "impact-of-leaders": RI,
        "help-and-protection": "good",
        "overall-effectiveness": "inadequate",
    }


def test_prose_that_begins_with_a_table_counts_no_further_than_its_rows() -> None:
    """If a long text begins with a table, only the rows at its beginning are read as grades."""
    prose = (
        "Children are seen. " * 30 + "Overall effectiveness inadequate. Things change."
    )
    assert grades(ilacs("", f"The {LEADERS} Good The {CARE} Good {prose}")) == {
        "impact-of-leaders": "good",
        "children-in-care": "good",
    }


def test_the_heads_of_the_columns_open_a_table_within_a_text() -> None:
    """If the cover is one long text, the table begins at the headings of its columns."""
    title = (
        "Inspection of Netherford local authority children's services Inspection dates:"
        " 3 to 14 June 2019"
    )
    table = (
        f"Judgement Grade The {LEADERS} Good Overall effectiveness Requires improvement"
        " to be good"
    )
    text = (
        f"{title} {table} {'Services have got better. ' * 20}\n\nFindings\n\n1. Well.\n"
    )
    assert grades(text) == {"impact-of-leaders": "good", "overall-effectiveness": RI}


def test_a_grade_with_a_year_is_an_earlier_one() -> None:
    """An overall grade that is followed by an earlier year is not awarded."""
    assert set(
        grades(
            ilacs(f"The {CARE}\tGood", "Overall effectiveness: inadequate (2022).\n")
        )
    ) == {"children-in-care"}


# What should be done


def test_contents_whose_numbers_stand_apart() -> None:
    """Entries of a contents page that look like headings begin no list."""
    entries = (
        "What does the local authority need to improve?\n\n4\n\nThe Local Safeguarding"
        " Children Board (LSCB)\n\n9\n\n"
    )
    body = (
        "The local authority\n\nWhat does the local authority need to improve?\n\n1."
        " Better plans.\n"
    )
    found = summed(f"Netherford Council\n\n{TITLE_SIF}\n\nContents\n\n{entries}{body}")
    assert [(one["unit"], one["addressee"]) for one in found["recommendations"]] == [
        ("p1", "Netherford")
    ]


def test_subjects_sort_a_list_of_recommendations() -> None:
    """Headings of subjects may divide a list of recommendations.

    The items after such a heading are recommendations only if all of them say what to
    do.
    """
    found = summed(
        f"Netherford Council\n\n{TITLE_SIF}\n\nContents\n\nSummary\t3\n\nWhat does the"
        " local authority need to improve?\n\nAreas for improvement\n\nCare"
        " leavers\n\n1. Improve plans.\n\n2. Ensure that homes are safe.\n\nHelp and"
        " protection\n\n3. Review thresholds.\n\nHelp and protection in practice\n\n4."
        " Plans are late.\n"
    )
    assert [(one["unit"], one["band"]) for one in found["recommendations"]] == [
        ("p1", "areas-for-improvement"),
        ("p2", "areas-for-improvement"),
        ("p3", "areas-for-improvement"),
    ]


def test_what_follows_nothing_to_do_is_nothing_to_do() -> None:
    """Text after `no action is needed` or after a list is not a recommendation."""
    found = summed(
        letter(
            "Focused visit to Netherford children's services",
            "This letter summarises the findings of a focused visit on 4 and 5 April"
            " 2019.\n\nWhat needs to improve in this area of social work practice\n\n-"
            " Plans.\n\nAreas for priority action\n\nThere are no areas for priority"
            " action.\n\nThe visit ended on a Friday.\n\nAreas for"
            " improvement\n\nOfsted will take these findings into account.",
            day="Date: 2 May 2019",
        )
    )
    assert [(one["band"], one["unit"][:10]) for one in found["recommendations"]] == [
        ("what-needs-to-improve", "what-needs")
    ]
    assert found["published"] == "2019-05-02"


@pytest.mark.parametrize("mark", ["", "7", "-"])
def test_prose_ends_a_list_whose_end_is_not_marked(mark: str) -> None:
    """Paragraphs of prose end a list of recommendations if there is no next heading."""
    items = [
        (
            f"{n}. Improve plan {n}."
            if mark == "7"
            else f"{mark} Improve plan {n}.".strip()
        )
        for n in (1, 2)
    ]
    prose = "Plans are late. Staff stay. Homes are near."
    after = [f"{n}. {prose}" if mark == "7" else prose for n in (3, 4)]
    text = "\n\n".join(
        [
            (
                "Netherford"
                f" Council\n\n{TITLE_SIF}\n\nContents\n\nSummary\t3\n\nRecommendations"
            ),
            *items,
            *after,
        ]
    )
    assert len(summed(text)["recommendations"]) == 2


# Dates


@pytest.mark.parametrize(
    "label",
    ["Report published: Wednesday 20 May 2015", "Date of publication: 20 May 2015"],
)
def test_publication_without_a_contents_page(label: str) -> None:
    """The day of publication is read after its label; a day of the week may precede it."""
    text = (
        f"Netherford Council\n\n{TITLE_SIF}\n\nInspection date: 3 to 25 March"
        f" 2015\n\n{label}\n\nSummary\n\n1. Well.\n"
    )
    assert summed(text)["published"] == "2015-05-20"


# Kinds without grades


def test_monitoring_visits_award_nothing() -> None:
    """Monitoring visit: the authority and the dates are read, and there is no grade."""
    found = summed(
        letter(
            "Monitoring visit to Netherford children's services",
            "This letter summarises the findings of the monitoring visit on 4 and 5"
            " April 2023, the second since the authority was judged inadequate in May"
            " 2022. It followed the inspection of local authority children's services"
            " (ILACS) framework.\n\nOverall effectiveness: inadequate\n\nThe"
            f" {LEADERS}: good",
            day="2 May 2023",
        )
    )
    assert (found["authority"], found["framework"], found["judgements"]) == (
        "Netherford",
        None,
        [],
    )
    assert (found["published"], found["inspection"]) == (
        "2023-05-02",
        ["2023-04-04", "2023-04-05"],
    )


def test_joint_targeted_inspections_award_nothing() -> None:
    """Joint targeted inspection: there is no grade, and several inspectorates are read.

    The recommendations are addressed to all partners.
    """
    found = summed(
        "9 November 2017\n\nMs A. Reader, Netherford Council\n\nDear local"
        " partnership\n\nJoint targeted area inspection of the multi-agency response to"
        " neglect in Netherford\n\nBetween 18 and 22 September 2017, Ofsted, the Care"
        " Quality Commission (CQC) and HMI Probation undertook a joint inspection of"
        " the response to neglect.\n\nKey strengths\n\n- Partners meet.\n\nAreas for"
        " improvement\n\n- Partners should meet sooner.\n\nYours sincerely\n"
    )
    assert (found["authority"], found["framework"], found["judgements"]) == (
        "Netherford",
        None,
        [],
    )
    assert (found["published"], found["inspection"]) == (
        "2017-11-09",
        ["2017-09-18", "2017-09-22"],
    )
    assert set(found["inspectorates"]) == {
        "Ofsted",
        "Care Quality Commission",
        "HM Inspectorate of Probation",
    }
    assert [one["addressee"] for one in found["recommendations"]] == [
        "Netherford partnership"
    ]
    assert len(found["strengths"]) == 1


@pytest.mark.parametrize(
    "opening",
    [
        (
            "Inspectors from Ofsted, the Care Quality Commission (CQC) and Her"
            " Majesty's Inspectorate of Probation inspected how agencies answer to need"
            " in Netherford from 20 to 24 March 2023."
        ),
        (
            "Inspection dates: 20 to 24 March 2023\n\nThe inspection was carried out by"
            " inspectors from Ofsted, the Care Quality Commission and HMI Probation."
        ),
    ],
)
def test_who_wrote_a_joint_letter_in_other_words(opening: str) -> None:
    """The inspectorates and dates of a joint letter are read, whatever words introduce them."""
    found = summed(
        "12 May 2023\n\nDear local partnership\n\nJoint targeted area inspection of"
        f" Netherford\n\n{opening}\n\nHeadline findings\n\nPartners meet.\n\nYours"
        " sincerely\n"
    )
    assert set(found["inspectorates"]) == {
        "Ofsted",
        "Care Quality Commission",
        "HM Inspectorate of Probation",
    }
    assert found["inspection"] == ["2023-03-20", "2023-03-24"]


def test_a_cover_without_table_keeps_its_lines_apart() -> None:
    """On a cover without a table, each short line is read by itself.

    A grade may follow its label after a colon.
    """
    text = (
        f"Netherford Council\n\n{TITLE}\n\nInspection dates: 3 to 14 June 2019\n\nThe"
        f" {LEADERS}: Good\n\nOverall effectiveness: Requires improvement to be"
        " good\n\nThings change.\n\n## What needs to improve\n\n- Plans.\n"
    )
    assert summed(text)["authority"] == "Netherford"
    assert grades(text) == {"impact-of-leaders": "good", "overall-effectiveness": RI}


def test_a_cover_as_one_text() -> None:
    """If the cover is one text, the overall grade is read from the sentence after the dates."""
    cover = (
        f"Netherford Council {TITLE_SIF} Inspection date: 3 – 25 March 2015 Report"
        " published: 13 May 2015"
    )
    said = "The overall judgement is that children's services are good Leaders do well."
    for joint in (" ", "\n"):
        found = grades(f"{cover}{joint}{said}\n\nContents\n\nSummary\t3\n\n1. Well.\n")
        assert found == {"overall-effectiveness": "good"}


def test_the_date_of_a_letter_beside_the_address() -> None:
    """The date of a letter is read if an address is on the same line."""
    text = letter(
        "Focused visit to Netherford children's services",
        "This letter is short.",
        day="10 June 2019 Ofsted",
    )
    assert summed(text)["published"] == "2019-06-10"


def test_a_letter_whose_head_is_one_block() -> None:
    """The head of a letter is read if there are no empty lines in it."""
    found = summed(
        "Ofsted\n10 June 2019\nMs A. Reader\nNetherford Council\nDear Ms"
        " Reader\n\nFocused visit to Netherford children's services\n\nThis letter"
        " tells the findings of a visit on 14 and 15 May 2019.\n\nWe met staff.\n"
    )
    assert (found["published"], found["inspection"]) == (
        "2019-06-10",
        ["2019-05-14", "2019-05-15"],
    )


def test_a_plan_after_an_inspection_is_no_inspection() -> None:
    """A council's improvement plan is not read as an inspection report.

    Its title may name the inspection, and it may repeat the grades.
    """
    found = drafted(
        "Netherford Council\n\nImprovement plan following the"
        f" {TITLE_SIF[0].lower()}{TITLE_SIF[1:]}\n\n1."
        f" {HELP.capitalize()}\tInadequate\n3. Leadership, management and"
        " governance\tInadequate\n\n1. We act.\n"
    )
    assert (found.framework, found.judgements) == (None, ())


def test_a_paper_about_an_inspection_is_no_inspection() -> None:
    """A council's own paper that contains a table of grades awards none of them."""
    found = drafted(
        "Netherford Council\n\nSubject: Outcome of the inspection of local authority"
        " children's services\n\nPurpose\n\n1. Ofsted came.\n\nJudgement\tGrade\nThe"
        f" {LEADERS}\tGood\nOverall effectiveness\tGood\n\n2. We agree.\n"
    )
    assert (found.framework, found.judgements, found.inspectorates) == (None, (), None)
