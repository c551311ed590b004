"""What recognisers read out of prose: which way it leans, what it is about, whom it names, what it measures, quotes."""

from __future__ import annotations

import pytest

from draft_samples import cover_sif, sif, summed
from inspectgraph.drafting.polarity import leaning

GOOD = cover_sif("The overall judgement is good", *["Good"] * 5)


# Quoted grades


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The adoption service, now assessed as good, was judged to be poor in 2006.",
            [("the adoption service", "good", None, None), ("the adoption service", "poor", None, "2006-01-01")],
        ),
        (
            "The three children's homes and the fostering service were judged good by Ofsted.",
            [("children's homes", "good", 3, None), ("the fostering service", "good", None, None)],
        ),
        (
            "Most of its nurseries were judged good in 2016.",
            [("schools and other places of learning", "good", None, "2016-01-01")],
        ),
    ],
)
def test_what_is_counted_and_when(sentence: str, expected: list[tuple[str, str, int | None, str | None]]) -> None:
    """A year is no count; of two kinds of setting judged together each has its own number, each grade its own time."""
    found = summed(sif(GOOD, f"1. {sentence}\n"))["reported"]
    stated = [(one["of"], one["grade"], one["count"], one["date"] and one["date"][0]) for one in found]
    assert stated == expected


def test_homes_that_require_improvement() -> None:
    """Settings of social care are graded on a scale of their own since 2015, with its words."""
    found = summed(sif(GOOD, "1. In 2016 one of the two children's homes was judged to require improvement.\n"))
    assert [(one["grade"], one["scale"]) for one in found["reported"]] == [("requires improvement", "regulated-2015")]


# Polarity


@pytest.mark.parametrize(
    ("sentence", "polarity"),
    [
        ("The council does not have a clear plan to ensure that good homes are found.", "weakness"),
        ("Reports do not name the child.", "weakness"),
        ("The rate of teenage pregnancy has fallen.", "strength"),
        ("The rate of teenage pregnancy remains above that of similar areas.", "weakness"),
        ("Standards have dropped since last year.", "weakness"),
        ("Managers are aware of the gaps and delays.", "strength"),
        ("The service is adequate.", "neutral"),
        ("A new strategy is being drawn up.", "neutral"),
        ("Attendance varies between year groups.", "mixed"),
        ("Oral health needs to improve.", "weakness"),
        ("Only a small minority of plans name a date.", "weakness"),
    ],
)
def test_how_sentences_lean(sentence: str, polarity: str) -> None:
    """Denied verbs, rise and fall of what should be high or low, faults that are dealt with, plans, what is adequate."""
    assert leaning(sentence).polarity == polarity


def test_a_turn_within_a_sentence_is_two_findings() -> None:
    """What a word of contrast sets against each other leans both ways; a sentence about "they" carries its theme on."""
    text = "1. While strategy meetings are held promptly, they do not involve all partner agencies. They are too short and too late.\n"
    found = summed(sif(GOOD, f"Findings\n\n{text}"))["findings"]
    assert [one["polarity"] for one in found] == ["strength", "weakness", "weakness"]
    assert found[2]["themes"] == found[1]["themes"]


def test_a_listed_weakness_can_hold_praise() -> None:
    """A list says how its items lean, unless a sentence of one clearly turns."""
    item = "Supervision of staff is irregular. However, training is effective, well planned and highly valued.\n"
    found = summed(sif(GOOD, f"The local authority requires improvement because\n\n1. {item}"))
    assert found["weaknesses"] == ["p1"]
    assert [one["polarity"] for one in found["findings"]] == ["weakness", "strength"]
