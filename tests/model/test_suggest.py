"""Suggestions for a name that no term has."""

from __future__ import annotations

import pytest

from inspectgraph.model.suggest import sentence, suggest

THEMES = {
    "dental health": ["teeth"],
    "mental health and emotional well-being": [
        "child and adolescent mental health services",
        "CAMHS",
    ],
    "parental mental health and substance misuse": ["parental mental health"],
    "breastfeeding": ["infant feeding"],
    "permanent exclusions": [],
    "fixed-term exclusions": [],
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            "mental health",
            [
                "mental health and emotional well-being",
                "parental mental health and substance misuse",
            ],
        ),
        (
            "Health, mental",
            [
                "mental health and emotional well-being",
                "parental mental health and substance misuse",
            ],
        ),
        ("exclusion", ["permanent exclusions", "fixed-term exclusions"]),
        ("camhs", ["mental health and emotional well-being"]),
        ("the teeth", ["dental health"]),
        ("brestfeeding", ["breastfeeding"]),
        ("health of teeth and gums", ["dental health"]),
        ("unrelated", []),
        ("", []),
        ("of the", []),
    ],
)
def test_words_count_before_spelling(given: str, expected: list[str]) -> None:
    """A term that holds all words wins over one that is only spelt alike; what shares nothing is not offered."""
    assert suggest(given, THEMES)[: len(expected)] == expected
    assert bool(suggest(given, THEMES)) == bool(expected)


def test_at_most_five_are_offered() -> None:
    """A word that many names hold does not flood the message."""
    assert len(suggest("school", {f"school {n}": [] for n in range(20)})) == 5


def test_sentence_lists_the_terms() -> None:
    """The sentence is right for one proposed term, for several, and for none."""
    assert sentence(["a", "b"]) == "; did you mean 'a' or 'b'?"
    assert sentence([]) == ""
