"""Tests of rules for grades of earlier inspections that a report quotes.

They concern times, subjects, counts, and what is not quoted.
"""

from __future__ import annotations

import pytest

from draft_samples import CARE, drafted, ilacs, sif
from inspectgraph.draft.model import DraftReported

SAFE = "sla-2009/safeguarding-overall-effectiveness"


def of_2015(sentence: str) -> tuple[DraftReported, ...]:
    """Return the quoted grades in the draft of a 2015 report that contains the sentence."""
    return drafted(sif("", f"1. {sentence}\n")).quoted


def of_2023(sentence: str) -> tuple[DraftReported, ...]:
    """Return the quoted grades in the draft of a 2023 report that contains the sentence."""
    return drafted(ilacs(f"The {CARE}\tGood", f"1. {sentence}\n")).quoted


def times(quoted: tuple[DraftReported, ...]) -> list[tuple[str, str | None]]:
    """Return the grade and the printed time of each quoted grade."""
    return [(one.grade, one.date.printed if one.date else None) for one in quoted]


def test_the_time_some_words_after_a_grade_is_its_time() -> None:
    """A time a few words after a grade is the time of the grade, even if another time follows."""
    told = of_2023(
        "Services were judged to be good by inspectors of Ofsted in May 2019 and a"
        " director came in 2021."
    )
    assert times(told) == [("good", "May 2019")]


def test_of_two_far_times_none_is_guessed() -> None:
    """If two different times follow a grade after a comma, the grade is not quoted.

    It is not guessed which of the two is the time of the grade.
    """
    told = of_2023(
        "The council was judged to be good by Ofsted, as a letter of 2017 and a plan of"
        " 2021 say."
    )
    assert told == ()


@pytest.mark.parametrize(
    ("areas", "count"), [("all areas", 1), ("some areas", 0), ("those areas", 0)]
)
def test_a_grade_of_all_areas_is_one_of_the_whole(areas: str, count: int) -> None:
    """A grade of all areas counts as a grade of the council; a grade of some areas does not."""
    told = of_2023(f"At the last inspection in 2019 {areas} were judged to be good.")
    assert times(told) == [("good", "2019")] * count


def test_what_children_report_is_no_grade() -> None:
    """What children report is not quoted as a grade; what inspectors judged is."""
    sentence = "At the last inspection in 2019 {} services to be good."
    assert of_2023(sentence.format("children reported")) == ()
    assert of_2023(sentence.format("inspectors judged")) != ()


def test_the_name_of_the_inspection_is_no_second_subject() -> None:
    """If an inspection is named after a subject, this subject gets no grade.

    The sentence gives only the grade of another subject.
    """
    told = of_2015(
        "In May 2011 Netherford was judged good for safeguarding in its inspection of"
        " services for looked after children."
    )
    assert [one.aspect for one in told] == [SAFE]


@pytest.mark.parametrize(
    ("subject", "counts"),
    [
        ("Two of the five children’s homes", (2, 5)),
        ("In two areas, five children’s homes", (5, None)),
        ("In 2019, 80% of the children’s homes", (None, None)),
        ("The five children’s homes all", (5, 5)),
        ("Of five children’s homes some", (None, None)),
    ],
)
def test_homes_are_counted_as_printed(
    subject: str, counts: tuple[int | None, int | None]
) -> None:
    """Homes are counted as printed.

    A percentage is no count. A smaller number earlier in the sentence is not the total.
    """
    (told,) = of_2023(f"{subject} were judged good by Ofsted in 2019.")
    assert (told.count, told.out_of) == counts


@pytest.mark.parametrize(
    "sentence",
    [
        "Few children’s homes were judged good by Ofsted in 2019.",
        "None of the children’s homes was judged good by Ofsted in 2019.",
        "At the inspection in 2019 services were judged to be making good progress.",
        "In 2019 Ofsted judged the progress of plans to be good.",
        "An audit of 2019 judged services to be good.",
    ],
)
def test_what_awards_no_grade_is_not_quoted(sentence: str) -> None:
    """Sentences on few homes, on progress or on audits contain no grade of an inspection."""
    assert of_2023(sentence) == ()


@pytest.mark.parametrize(
    ("year", "scale"), [("2008", "jar"), ("2009", "sla"), ("2010", "sla")]
)
def test_no_joint_area_review_was_held_since_2009(year: str, scale: str) -> None:
    """From 2009 on, a quoted grade is on the scale of the later inspections.

    Before, it is on the scale of joint area reviews.
    """
    told = of_2015(f"The last inspection in {year} judged services to be adequate.")
    assert [one.scale for one in told] == [scale]


@pytest.mark.parametrize("words", ["training", "its placements", "the curriculum"])
def test_a_grade_for_places_of_others_is_none_of_the_council(words: str) -> None:
    """A grade for training, placements or lessons is no grade of the council."""
    sentence = "At the last inspection in 2019 the council was judged good for {}."
    assert of_2023(sentence.format(words)) == ()
    assert of_2023(sentence.format("help and protection")) != ()


def test_a_verb_in_the_past_goes_on_with_an_inspection_told_before() -> None:
    """After a sentence about an inspection, a later sentence can give its grade.

    This also holds if the subject is plural, such as `services`.
    """
    told = of_2015(
        "The last inspection was in March 2014. A director came. Services were judged"
        " to be good for adoption."
    )
    assert [(one.aspect, one.grade) for one in told] == [
        ("sif/adoption-performance", "good")
    ]


def test_the_rules_for_parts_of_services_begin_with_2009() -> None:
    """Until 2008, a grade of areas counts as a grade; later it does not."""
    sentence = "At the last inspection in {} some areas were judged to be good."
    assert [one.scale for one in of_2015(sentence.format(2008))] == ["jar"]
    assert of_2015(sentence.format(2010)) == ()


def test_a_grade_of_the_whole_stays_beside_a_joint_inspection() -> None:
    """A grade of all services is kept if both protection and care were inspected that year."""
    whole = "Much grew since the inspection in 2012, which judged services to be good."
    safe = (
        "The last inspection of safeguarding was in June 2012. The council was judged"
        " to be good."
    )
    care = safe.replace("safeguarding", "services for looked after children")
    told = of_2015(f"{whole}\n\n2. {safe}\n\n3. {care}")
    assert ("services for children, an earlier inspection of 2012", "sla") in {
        (one.of, one.scale) for one in told
    }


def test_the_time_told_stays_where_a_sentence_names_the_inspection_without_one() -> (
    None
):
    """`That inspection` does not change the time that an earlier sentence gave."""
    told = of_2015(
        "The last inspection was in March 2014. Staff remember that inspection well."
        " The council was judged to be good for adoption."
    )
    assert times(told) == [("good", "March 2014")]
