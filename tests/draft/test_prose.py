"""Tests of what is read from prose: polarity, themes, figures and quoted grades."""

from __future__ import annotations

import pytest

from draft_samples import cover_sif, sif, summed
from inspectgraph.draft.findings.group_themes import of_groups
from inspectgraph.draft.findings.polarity import leaning

GOOD = cover_sif("The overall judgement is good", *["Good"] * 5)


# Quoted grades


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "The adoption service, now assessed as good, was judged to be poor in"
                " 2006."
            ),
            [
                ("the adoption service", "good", None, None),
                ("the adoption service", "poor", None, "2006-01-01"),
            ],
        ),
        (
            (
                "The three children's homes and the fostering service were judged good"
                " by Ofsted."
            ),
            [
                ("children's homes", "good", 3, None),
                ("the fostering service", "good", None, None),
            ],
        ),
        (
            "Most of its nurseries were judged good in 2016.",
            [("schools and other places of learning", "good", None, "2016-01-01")],
        ),
    ],
)
def test_what_is_counted_and_when(
    sentence: str, expected: list[tuple[str, str, int | None, str | None]]
) -> None:
    """Each quoted grade has its own count and time.

    A year is not read as a count.
    """
    found = summed(sif(GOOD, f"1. {sentence}\n"))["reported"]
    stated = [
        (one["of"], one["grade"], one["count"], one["date"] and one["date"][0])
        for one in found
    ]
    assert stated == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "Of the nine schools inspected since March, two were outstanding, six"
                " were good and one was satisfactory."
            ),
            [("outstanding", 2), ("good", 6), ("satisfactory", 1)],
        ),
        (
            "The adoption service was judged poor in 2012 and is now good.",
            [("poor", None), ("good", None)],
        ),
        (
            "The adoption service was judged good and fostering outstanding.",
            [("good", None), ("outstanding", None)],
        ),
        (
            "In 2008, the joint area review found safeguarding to be good.",
            [("good", None)],
        ),
        (
            "Last year services were assessed as performing well.",
            [("performs well", None)],
        ),
        ("The judgement for being healthy was adequate in 2012.", [("adequate", None)]),
        ("The judgement for being healthy was adequate.", []),
        ("Of the plans that were read, two were good and one was poor.", []),
    ],
)
def test_ways_in_which_grades_are_told(
    sentence: str, expected: list[tuple[str, int | None]]
) -> None:
    """Grades are quoted with their numbers from sentences of different forms.

    A grade that no inspection gave is not quoted.
    """
    found = summed(sif(GOOD, f"1. {sentence}\n"))["reported"]
    assert [(one["grade"], one["count"]) for one in found] == expected


def test_what_few_have_is_not_quoted() -> None:
    """A grade of `too few` schools is not quoted."""
    assert (
        summed(sif(GOOD, "1. In 2016 too few schools were judged good.\n"))["reported"]
        == []
    )


def test_homes_that_require_improvement() -> None:
    """Since 2015, a children's home's grade is on the scale for social care settings."""
    found = summed(
        sif(
            GOOD,
            "1. In 2016 one of the two children's homes was judged to require"
            " improvement.\n",
        )
    )
    assert [(one["grade"], one["scale"]) for one in found["reported"]] == [
        ("requires improvement", "regulated-2015")
    ]


# Polarity


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        (
            (
                "The council does not have a clear plan to ensure that good homes are"
                " found."
            ),
            "weakness",
        ),
        ("Reports do not name the child.", "weakness"),
        ("The rate of teenage pregnancy has fallen.", "strength"),
        (
            "The rate of teenage pregnancy remains above that of similar areas.",
            "weakness",
        ),
        ("Standards have dropped since last year.", "weakness"),
        ("Managers are aware of the gaps and delays.", "strength"),
        ("The service is adequate.", "neutral"),
        ("A new strategy is being drawn up.", "neutral"),
        ("Attendance varies between year groups.", "mixed"),
        ("Oral health needs to improve.", "weakness"),
        ("A robust strategy is being drawn up.", "neutral"),
        ("Workers are challenged by delays.", "weakness"),
        ("Plans are clear, although visits are late.", "strength"),
        ("Procedures for children missing education are thorough.", "strength"),
        ("Only a small minority of plans name a date.", "weakness"),
        ("One team is the point of contact for concerns about a child.", "neutral"),
        ("Plans that would create a secure base are largely absent.", "weakness"),
    ],
)
def test_how_sentences_lean(sentence: str, polarity: str) -> None:
    """Each sentence has the polarity that its wording gives.

    The sentences contain negations, trends, plans and faults that are dealt with.
    """
    assert leaning(sentence).polarity == polarity


def test_a_turn_within_a_sentence_is_two_findings() -> None:
    """A contrast within a sentence gives two findings of different polarity.

    A next sentence that begins with `they` keeps the themes.
    """
    text = (
        "1. While strategy meetings are prompt, they do not involve all partners. They"
        " are too short and too late.\n"
    )
    found = summed(sif(GOOD, f"Findings\n\n{text}"))["findings"]
    assert [one["polarity"] for one in found] == ["strength", "weakness", "weakness"]
    assert found[2]["themes"] == found[1]["themes"]
    assert (
        found[2]["confidence"] < leaning("They are too short and too late.").confidence
    )


def test_a_listed_weakness_can_hold_praise() -> None:
    """A listed weakness gives a strength too, if one of its sentences clearly praises."""
    item = (
        "Supervision of staff is irregular. However, training is effective, well"
        " planned and highly valued.\n"
    )
    found = summed(
        sif(GOOD, f"The local authority requires improvement because\n\n1. {item}")
    )
    assert found["weaknesses"] == ["p1"]
    assert [one["polarity"] for one in found["findings"]] == ["weakness", "strength"]


def test_a_listed_weakness_can_hold_a_plan() -> None:
    """A plan in a list of weaknesses is neutral."""
    item = (
        "Supervision of staff is irregular. A new training programme is being drawn"
        " up.\n"
    )
    found = summed(
        sif(GOOD, f"The local authority requires improvement because\n\n1. {item}")
    )["findings"]
    assert [one["polarity"] for one in found] == ["weakness", "neutral"]


# Figures


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("Nearly 40%", "nearly"),
        ("Over 40%", "over"),
        ("About 40%", "about"),
        ("At least 40%", "at-least"),
        ("40%", None),
    ],
)
def test_how_exact_a_figure_is(words: str, qualifier: str | None) -> None:
    """The words right before a figure, such as `nearly`, give its qualifier."""
    (figure,) = summed(sif(GOOD, f"Leadership\n\n1. {words} of plans are late.\n"))[
        "measurements"
    ]
    assert figure["qualifier"] == qualifier


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Exclusions have fallen from 31 in 2009 to nine in 2011.",
            [(9, "number", "earlier")],
        ),
        (
            "The share of plans on time rose from 40% to 62%.",
            [(62, "percent", "earlier")],
        ),
        (
            "Attendance is 91%, compared with 93% nationally.",
            [(91, "percent", "national")],
        ),
        (
            "Take-up is 48%, above the national target of 45%.",
            [(48, "percent", "target")],
        ),
        (
            "Attendance is 91%, above the East Midlands average of 90%.",
            [(91, "percent", "region")],
        ),
        (
            "Attendance is 91%, below the London figure of 93%.",
            [(91, "percent", "region")],
        ),
        ("Referrals have reduced by 12% this year.", [(-12, "percent", None)]),
        ("There was a 20% reduction in repeat referrals.", [(-20, "percent", None)]),
        ("Nearly half of care leavers have a job.", [(50, "percent", None)]),
        (
            "The rate of child protection plans is 41.5 per 10,000 children.",
            [(41.5, "per-10000", None)],
        ),
        ("Services worth £2.5 million were commissioned.", [(2500000, "pounds", None)]),
        ("Income fell by over £700 in a year.", [(-700, "pounds", None)]),
        (
            "In all 160 children came, 23 of whom are known to a school.",
            [(160, "number", None), (23, "number", None)],
        ),
        (
            "There are 51 primary schools. This is an increase from 49 in all.",
            [(51, "number", "earlier")],
        ),
        ("It is the 30th most deprived borough.", [(30, "place", None)]),
        ("The population is just over 151,000.", [(151000, "number", None)]),
        (
            "The number of children who are looked after is 204.",
            [(204, "number", None)],
        ),
        ("Plans for 14 out of 20 children were late.", [(14, "number", None)]),
        ("Plans for 20 out of 14 children were late.", []),
        # A space between groups of digits: one group alone would be a wrong value.
        ("The population is 151 000.", []),
        ("There are currently 1 412 looked after children.", []),
        ("There are 1\u00a0412 or 2\u202f412 looked after children.", []),
        ("Services worth £1 250 000 were commissioned.", []),
        ("There are 2 250 or more children.", []),
        ("Staff drove 1 250 miles for children.", []),
        ("In March 2015 412 children were looked after.", [(412, "number", None)]),
        ("As at 31.3.15 412 children were looked after.", [(412, "number", None)]),
        ("The index is 10.2 and 10.3 300 children moved.", [(300, "number", None)]),
        ("The rate of protection plans is 1 250 per 10,000 children.", []),
        ("The rate of protection plans is 1 250.5 per 10,000 children.", []),
        ("There are currently no academies.", [(0, "number", None)]),
        (
            "There are 51 primary schools and eight special schools.",
            [(51, "number", None), (8, "number", None)],
        ),
        ("Inspectors tracked 14 cases of children in need.", []),
        ("Of those contacts sampled by inspectors, four of 14 were closed early.", []),
        ("Post-16 providers within 20 miles offer 3 or more courses in two years.", []),
        ("Two homes were judged good.", []),
    ],
)
def test_figures_in_prose(
    sentence: str, expected: list[tuple[float, str, str | None]]
) -> None:
    """Figures in prose are read with their value, unit and comparison.

    Numbers that measure nothing are not read.
    """
    found = summed(sif(GOOD, f"Leadership\n\n1. {sentence}\n"))["measurements"]
    beside = [(one["comparators"] or [{"with": None}])[0]["with"] for one in found]
    stated = [
        (one["value"], one["measure"], other)
        for one, other in zip(found, beside, strict=True)
    ]
    assert sorted(stated, reverse=True) == sorted(expected, reverse=True)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("There are currently 412 looked after children.", ["children looked after"]),
        ("Missing episodes of 44 looked after children were recorded.", [None]),
        ("There are 20 looked after children living in hostels.", [None]),
        ("The proportion of looked after children with a mentor is 15%.", [None]),
        (
            "Attendance of looked after children is 95%.",
            ["school attendance of looked after children"],
        ),
        ("Attendance of pupils is 95%.", ["school attendance"]),
        (
            "There have been no permanent exclusions of looked after children.",
            ["exclusions of looked after children"],
        ),
        (
            "Of 40 children who ceased to be looked after, 10 (25%) went under a special guardianship order.",
            ["children ceasing to be looked after", "special guardianship orders"],
        ),
        (
            "There were 44 children who ceased to be looked after.",
            ["children ceasing to be looked after"],
        ),
        ("There were 44 children ceasing to be looked after via adoption.", [None]),
        ("The rate of referrals is 812 per 10,000 children.", [None]),
        ("The rate of repeat contacts is 81 per 10,000 children.", [None]),
        (
            "The rate of looked after children is 119 per 10,000.",
            ["rate of children looked after"],
        ),
        ("Since then 11 children returned home from care.", [None]),
    ],
)
def test_what_figures_measure(sentence: str, expected: list[str | None]) -> None:
    """A figure gets an indicator only if the words say that it measures exactly this."""
    found = summed(sif(GOOD, f"Leadership\n\n1. {sentence}\n"))["measurements"]
    assert {one["indicator"] for one in found} == set(expected)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Only 39 children (7%) moved often against a national average of 11%.",
            {39: [], 7: [("national", 11)]},
        ),
        (
            (
                "There were 430 looked after children, a rate of 119 per 10,000, above"
                " the national level of 60 per 10,000 and neighbouring authorities at a"
                " level of 74 per 10,000."
            ),
            {430: [], 119: [("national", 60), ("similar-areas", 74)]},
        ),
        (
            "Re-referrals are as high as 29%, compared to 21.9% in 2014.",
            {29: [("earlier", 21.9)]},
        ),
        (
            "Reviews on time fell to 85%, from 89% in the year before.",
            {85: [("earlier", 89)]},
        ),
        (
            "Attendance is 91%, below the target of 95%, and 40% of pupils are late.",
            {91: [("target", 95)], 40: []},
        ),
        (
            (
                "Attendance is 91%, which for a good many years now has been below the"
                " target of 95%; 40% are late."
            ),
            {91: [("target", 95)], 40: []},
        ),
    ],
)
def test_what_stands_beside_a_figure(
    sentence: str, expected: dict[float, list[tuple[str, float]]]
) -> None:
    """A value for comparison belongs to the figure before it that has the same unit."""
    found = summed(sif(GOOD, f"Leadership\n\n1. {sentence}\n"))["measurements"]
    stated = {
        one["value"]: [(other["with"], other["value"]) for other in one["comparators"]]
        for one in found
    }
    assert stated == expected


# Themes


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        (
            "Attendance of looked after children is good.",
            "education-of-looked-after-children",
        ),
        (
            "Too many care leavers are without employment.",
            "care-leavers-in-education-and-work",
        ),
        (
            "Health checks of looked after children are late.",
            "health-of-looked-after-children",
        ),
        ("Attendance of pupils is good.", "attendance"),
    ],
)
def test_themes_of_a_group(text: str, theme: str) -> None:
    """The group of children that a sentence names can change its theme."""
    found = summed(sif(GOOD, f"Leadership\n\n1. {text}\n"))["findings"]
    assert found[0]["themes"][0] == theme


def test_a_group_is_no_theme_beside_another() -> None:
    """A theme that only names a group of children is dropped if there is another theme."""
    groups = ("looked-after-children",)
    assert of_groups(
        ("advocacy-and-complaints", *groups), groups, "Advocacy is good."
    ) == ("advocacy-and-complaints",)
    assert of_groups(groups, groups, "They are well.") == groups


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Advocacy for looked after children is good.", ["advocacy-and-complaints"]),
        (
            "Education is good, education is strong and attendance is high.",
            ["attendance"],
        ),
    ],
)
def test_narrow_themes_go_before_broad_ones(text: str, themes: list[str]) -> None:
    """A broad theme is dropped if a narrower theme is found.

    A theme that only names a group of children is dropped too.
    """
    found = summed(sif(GOOD, f"Leadership\n\n1. {text}\n"))["findings"]
    assert found[0]["themes"] == themes
