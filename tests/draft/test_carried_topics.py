"""Tests of themes that a sentence does not name itself.

The theme comes from the sentence before, from the heading, or from an abbreviation.
"""

from __future__ import annotations

from typing import Any

import pytest

from draft_samples import cover_sif, sif, summed

GOOD = cover_sif("The overall judgement is good", *["Good"] * 5)
LEADERS = "The impact of leaders on social work practice"


def findings(heading: str, text: str) -> list[Any]:
    """Return the findings that are drafted from one paragraph under a heading."""
    found: list[Any] = summed(sif(GOOD, f"{heading}\n\n1. {text}\n"))["findings"]
    return found


@pytest.mark.parametrize(
    ("second", "themes"),
    [
        ("Most are very well prepared.", ["adoption"]),
        ("They are very well prepared.", ["adoption"]),
        ("Most children receive a good service.", ["leadership-and-management"]),
        ("Many services are highly effective.", ["leadership-and-management"]),
    ],
)
def test_a_word_for_people_just_named_keeps_the_topic(
    second: str, themes: list[str]
) -> None:
    """`They` and `most` keep the theme of the people in the sentence before.

    `Most children` and `many services` do not: then the heading gives the theme.
    """
    found = findings(LEADERS, f"Adopters are well supported by the team. {second}")
    assert found[1]["themes"] == themes


@pytest.mark.parametrize(
    "sentence",
    [
        "Staff are warmly valued here.",
        "Most practitioners are skilled and well valued.",
        "Most feedback from staff is warm and positive.",
        "A majority of workers feel valued.",
    ],
)
def test_staff_under_a_heading_about_leaders(sentence: str) -> None:
    """Under a heading about leaders, a sentence about staff has the theme workforce."""
    assert findings(LEADERS, sentence)[0]["themes"] == ["workforce"]


def test_leaders_of_staff_under_a_heading_about_leaders() -> None:
    """Under a heading about leaders, leaders who value staff have the theme leadership."""
    one = "Visible leaders value staff warmly."
    assert findings(LEADERS, one)[0]["themes"] == ["leadership"]


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("The council has a clear strategy.", "leadership"),
        ("Practice is clear and strong.", "social-work-practice"),
        ("This warm work has helped many families.", "leadership-and-management"),
        (
            "Children and young people are very well served.",
            "leadership-and-management",
        ),
    ],
)
def test_what_a_sentence_is_about_under_a_heading_about_leaders(
    sentence: str, theme: str
) -> None:
    """Only a sentence about those who lead takes the theme of a heading about leaders."""
    assert findings(LEADERS, sentence)[0]["themes"] == [theme]


def test_only_the_first_theme_goes_over_to_the_next_sentence() -> None:
    """A sentence about the people just named takes one theme of the sentence before."""
    text = (
        "Adopters are well prepared by training and by good court work. They are very"
        " warm and skilled."
    )
    found = findings("Findings", text)
    assert len(found[0]["themes"]) == 3
    assert found[1]["themes"] == found[0]["themes"][:1]


def test_an_abbreviation_of_a_longer_name_is_no_theme() -> None:
    """An abbreviation of a longer name that ends with the name of a theme is not read as the theme.

    `Children’s Trust` is the name of a theme, but `NCT` is short for `Netherby
    Children’s Trust`.
    """
    found = findings(
        "Findings",
        "The Netherby Children’s Trust (NCT) supports adopters well. NCT has improved"
        " its help to adopters.",
    )
    assert [one["themes"] for one in found] == [["adoption"], ["adoption"]]


def test_an_abbreviation_of_a_known_name_is_its_theme() -> None:
    """An abbreviation that follows the name of a theme in brackets is read as the theme."""
    found = findings(
        "Findings",
        "Support to adopters and placement stability (PS) are good. PS has improved"
        " greatly for older children.",
    )
    assert found[1]["themes"] == ["placement-stability"]


def test_a_negation_among_background_facts_is_no_finding() -> None:
    """A negated sentence in a section of facts about the area is not a finding."""
    text = "No campaign about neglect began in the year."
    assert findings("Children living in this area", text) == []
    assert findings("Findings", text)[0]["polarity"] == "weakness"
