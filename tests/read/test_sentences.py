"""Sentences of a unit, and their lengths."""

from __future__ import annotations

import pytest

from inspectgraph.model.anchor import squeeze
from inspectgraph.read.sentences import sentence_lengths, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Help is late. It was due in May.", ["Help is late.", "It was due in May."]),
        (
            "Some plans, e.g. The ferry plan, are late.",
            ["Some plans, e.g. The ferry plan, are late."],
        ),
        ("The rate is 3.5 per cent.", ["The rate is 3.5 per cent."]),
        ("Why? Nobody knows!", ["Why?", "Nobody knows!"]),
        ("", []),
        ("1. Help for families Good", ["1. Help for families Good"]),
        ("The plan is late. 12. Due in May.", ["The plan is late.", "12. Due in May."]),
        (
            "It began in 2014. The plan is late.",
            ["It began in 2014.", "The plan is late."],
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """A full stop ends a sentence, unless it belongs to an abbreviation or a number."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Help is late. It was due in May 2013.",
        "A – B. – C.",
        "‘Good.’ (See 3.) Next one. 30<sup>th</sup> most.",
        "One\nline. Two\n lines.",
        "word " * 900,
    ],
)
def test_lengths_add_up_to_the_unit(text: str) -> None:
    """So each letter and digit of a unit belongs to exactly one sentence."""
    assert sum(sentence_lengths(text)) == len(squeeze(text))
