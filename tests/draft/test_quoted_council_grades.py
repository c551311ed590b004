"""Tests of a council's earlier grades that a report quotes: subject, time and scale."""

from __future__ import annotations

import pytest

from draft_samples import CARE, drafted, front_sif, ilacs, sif

SAFE = "sla-2009/safeguarding-overall-effectiveness"
CARED = "sla-2009/looked-after-overall-effectiveness"
PROTECTION = "child-protection-2012/overall-effectiveness"

#: A quoted grade: aspect or None, scale or None, grade, time as printed or None.
Told = tuple[str | None, str | None, str, str | None]


def quoted(text: str) -> set[Told]:
    """Return the aspect, scale, grade and time of each quoted grade in a report."""
    return {
        (one.aspect, one.scale, one.grade, one.date.printed if one.date else None)
        for one in drafted(text).quoted
    }


def of_2015(sentence: str) -> set[Told]:
    """Return the quoted grades in a 2015 report that contains the sentence."""
    return quoted(sif("", f"1. {sentence}\n"))


def of_2023(sentence: str) -> set[Told]:
    """Return the quoted grades in a 2023 report that contains the sentence."""
    return quoted(ilacs(f"The {CARE}\tGood", f"1. {sentence}\n"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Netherford was judged good for safeguarding and adequate for looked after"
            " children at the inspection in May 2011.",
            {(SAFE, "good"), (CARED, "adequate")},
        ),
        (
            "The inspection in May 2011 judged care for looked after children as"
            " adequate and safeguarding as inadequate.",
            {(SAFE, "inadequate"), (CARED, "adequate")},
        ),
        (
            "The last inspection of safeguarding and looked after children in May 2011"
            " found services to be good.",
            {(SAFE, "good"), (CARED, "good")},
        ),
        (
            "The last inspection of safeguarding and of looked after children was in"
            " May 2011. The council was judged to be good for both.",
            {(SAFE, "good"), (CARED, "good")},
        ),
        (
            "The inspection in May 2011 judged that safeguarding services were adequate"
            " and services for looked after children were good.",
            {(SAFE, "adequate"), (CARED, "good")},
        ),
        (
            "In May 2011 safeguarding was judged inadequate by Ofsted and the looked"
            " after children service was judged adequate.",
            {(SAFE, "inadequate"), (CARED, "adequate")},
        ),
    ],
)
def test_two_grades_of_one_sentence(
    sentence: str, expected: set[tuple[str, str]]
) -> None:
    """If a sentence has two subjects, each has its own grade, or both have the only grade."""
    assert of_2015(sentence) == {
        (aspect, "sla", grade, "May 2011") for aspect, grade in expected
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The impact of leaders was judged good at the last inspection, in 2019.",
            {("ilacs/impact-of-leaders", "good")},
        ),
        (
            "At the last inspection, in 2019, the council was judged good overall, but"
            " requires improvement in help and protection.",
            {(None, "good"), ("ilacs/help-and-protection", "requires-improvement")},
        ),
        (
            "Services for children in care have got worse since the last inspection in"
            " 2019, when they were judged to be good.",
            {("ilacs/children-in-care-and-care-leavers", "good")},
        ),
        (
            "At the last inspection in 2019, help and protection was judged to be still"
            " good.",
            {("ilacs/help-and-protection", "good")},
        ),
        (
            "Help and protection was judged at the last inspection in 2019 to be good.",
            {("ilacs/help-and-protection", "good")},
        ),
        (
            "At the last inspection in 2019, when all services, except help and"
            " protection, were judged to be good, plans were new.",
            {(None, "good")},
        ),
        (
            "Help and protection has got worse since the last inspection in 2019, when"
            " services were judged to be good overall.",
            {(None, "good")},
        ),
    ],
)
def test_a_grade_of_a_part_is_none_of_the_whole(
    sentence: str, expected: set[tuple[str | None, str]]
) -> None:
    """The words nearest to a grade say whether it is of a part or of the whole."""
    assert of_2023(sentence) == {
        (aspect, "ilacs", grade, "2019") for aspect, grade in expected
    }


@pytest.mark.parametrize(
    ("month", "aspect"),
    [
        ("March 2012", SAFE),
        ("June 2012", PROTECTION),
        ("March 2013", PROTECTION),
        ("November 2012", PROTECTION),
    ],
)
def test_the_framework_of_protection_follows_the_month(month: str, aspect: str) -> None:
    """A quoted grade for protection has the framework in use in that month.

    Separate inspections of protection began in May 2012.
    """
    told = of_2015(
        "The last inspection of the council's arrangements for the protection of"
        f" children was in {month}. The council was judged to be good."
    )
    assert told == {(aspect, "sla", "good", month)}


def test_safeguarding_of_the_summer_of_2012_is_joint_if_care_was_inspected_too() -> (
    None
):
    """A grade for safeguarding in June 2012 can be of two frameworks.

    It is of the joint framework if a grade for care in the same month is quoted too.
    """
    safe = (
        "The last inspection of safeguarding was in June 2012. The council was judged"
        " to be good."
    )
    care = safe.replace("safeguarding", "services for looked after children")
    assert of_2015(safe) == {(None, "sla", "good", "June 2012")}
    assert of_2015(f"{safe}\n\n2. {care}") == {
        (SAFE, "sla", "good", "June 2012"),
        (CARED, "sla", "good", "June 2012"),
    }


@pytest.mark.parametrize(
    ("time", "scale"),
    [("2017", "sif"), ("May 2018", None), ("2018", None), ("September 2018", "ilacs")],
)
def test_no_scale_is_guessed_for_a_time_of_two_frameworks(
    time: str, scale: str | None
) -> None:
    """If two frameworks were in use at the time, no scale is guessed, and a question is asked."""
    report = ilacs(
        f"The {CARE}\tGood",
        f"1. Services were judged to be good at the last inspection in {time}.\n",
    )
    assert quoted(report) == {(None, scale, "good", time)}
    asked = any(
        "the scale of this grade is not known" in one
        for one in drafted(report).questions
    )
    assert asked == (scale is None)


def test_a_grade_without_a_time_has_the_scale_of_the_last_inspection_told() -> None:
    """A grade without a time has the scale of the last inspection in another sentence."""
    undated = (
        "Since the last inspection, when services were judged to be good, much grew."
    )
    dated = "At the last inspection in 2017 services were judged to be good."
    assert of_2023(undated) == {(None, None, "good", None)}
    assert of_2023(f"{undated}\n\n2. {dated}") == {
        (None, "sif", "good", None),
        (None, "sif", "good", "2017"),
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Since a focused visit in May 2020 and the inspection in 2017, when services"
        " were judged to be good, much has changed.",
        "A director came in May 2020, after the inspection in 2017, when services were"
        " judged to be good.",
    ],
)
def test_the_time_of_another_event_is_none_of_the_grade(sentence: str) -> None:
    """The time nearest before a grade is its time, even if another event has a time."""
    assert of_2023(sentence) == {(None, "sif", "good", "2017")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Services are now judged to be good, and were weak at the last inspection.",
        "At the last inspection things were late; in this inspection Ofsted found that"
        " most services are good.",
        "Children's services in the predecessor council were judged inadequate by"
        " Ofsted in 2019.",
        "The last inspection in 2019 praised those services judged to be good.",
        "Children live in placements that Ofsted judged to be good or better.",
        "In 2019 Ofsted found that staff knew of courses, which they called good.",
        "Where Ofsted judged them to be below good, children moved.",
        "At the last inspection in 2019 outcomes were judged to be good.",
    ],
)
def test_what_is_no_earlier_grade_of_the_council(sentence: str) -> None:
    """Grades that the council did not get in an earlier inspection are not quoted.

    Examples are present grades, and grades of other councils, providers or some
    services.
    """
    assert of_2023(sentence) == set()


def test_two_subjects_of_two_years_share_no_grade() -> None:
    """If two subjects have different years, their common grade is not quoted."""
    assert (
        of_2015(
            "Much grew since the inspections of looked after children in 2010 and of"
            " child protection in 2013, when services were judged to be adequate."
        )
        == set()
    )


def test_two_grades_for_one_subject_of_a_sentence_are_left_out() -> None:
    """Two different grades for one subject are left out; other subjects keep their grades."""
    told = of_2015(
        "At the inspection in 2014 the council was judged inadequate in respect of care"
        " leavers and overall effectiveness, while adoption and care leavers were"
        " judged to require improvement."
    )
    assert told == {
        ("sif/overall-effectiveness", "sif", "inadequate", "2014"),
        ("sif/adoption-performance", "sif", "requires-improvement", "2014"),
    }


def test_a_number_of_years_is_no_number_of_services() -> None:
    """A number of years is not read as the count of a grade."""
    text = sif(
        "",
        "1. Five years after the last inspection in 2009, Ofsted judged services to be"
        " good.\n",
        front=front_sif(),
    )
    assert [one.count for one in drafted(text).quoted] == [None]


def test_services_as_a_whole_are_none_where_only_protection_was_inspected() -> None:
    """A grade of all services gets no scale if only protection was inspected that year."""
    whole = "Much grew since the inspection in 2012, which judged services to be good."
    part = (
        "The last inspection of the council's arrangements for the protection of"
        " children was in November 2012. The council was judged to be good."
    )
    assert of_2015(whole) == {(None, "sla", "good", "2012")}
    assert of_2015(f"{whole}\n\n2. {part}") == {
        (None, None, "good", "2012"),
        (PROTECTION, "sla", "good", "November 2012"),
    }


def test_the_time_of_a_unit_holds_for_its_next_sentences() -> None:
    """If a sentence has no time, its grade has the time of the sentence before."""
    told = of_2015(
        "The last inspection was in March 2014. The council was judged inadequate for"
        " help and protection. It was judged good for adoption."
    )
    assert told == {
        ("sif/help-and-protection", "sif", "inadequate", "March 2014"),
        ("sif/adoption-performance", "sif", "good", "March 2014"),
    }
