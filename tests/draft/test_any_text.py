"""Test that any text can be drafted: no error occurs, and the extract is valid YAML."""

from __future__ import annotations

import random
from datetime import date

import pytest
import yaml

from draft_samples import CARE, HELP, LEADERS, LEAVERS, PERMANENCE, TITLE_SIF, knowledge
from inspectgraph.draft import draft_document, summary
from inspectgraph.draft.output.extract import extract_text
from inspectgraph.read import read_text

PIECES = (
    TITLE_SIF,
    HELP,
    PERMANENCE,
    LEADERS,
    LEAVERS,
    CARE,
    "Joint area review",
    "Netherford Council",
    "Dear Ms Reader",
    "Focused visit to Netherford council children",
    "Yours sincerely",
    "Contents",
    "Recommendations",
    "Strengths",
    "Annual performance assessment of services for children and young people in Netherford",
    "Immediately:",
    "Grades",
    "Inspection of safeguarding and looked after children services",
    "Record of main findings",
    "Areas for improvement",
    "Safeguarding services",
    "Good",
    "Requires improvement",
    "Inadequate",
    "4",
    "Grade 2 (good)",
    "1. ",
    "2. ",
    "- ",
    "\t",
    "\n",
    "\n\n",
    "\n\n",
    "| ",
    "<p>",
    "Inspection dates: ",
    "13 to 24 March 2023",
    "31 April 2014",
    "published ",
    "Reference no ",
    "900",
    "£",
    "‘",
    "’",
    "was judged to be good",
    "two homes were judged outstanding and one good",
    "29.4% (the national average is 18.1%)",
    "a rate of 78.7 per 10,000",
    "a 9% fall from 293",
    "The LSCB is ",
    "What the inspection judgements mean",
    "Annex A",
    "requires improvement because",
    "however, plans are late",
    "No children",
    "\u00ad",
    "é",
    "İ",
    "ß",
    "𝟙",
    "\u0301",
    "#",
    "##",
)


def some_text(seed: int) -> str:
    """Return a random text, composed of pieces that occur in reports."""
    draw = random.Random(seed)
    return "".join(
        draw.choice(PIECES) + draw.choice(("", " ", "\n", "\n\n"))
        for _ in range(draw.randint(1, 60))
    )


@pytest.mark.parametrize("start", [0, pytest.param(100, marks=pytest.mark.slow)])
def test_any_text_gives_a_draft(start: int) -> None:
    """For any text, drafting raises no error, and all units in the draft exist.

    A unit is a part of the text, such as a paragraph.
    """
    for seed in range(start, start + (100 if start == 0 else 2000)):
        document = read_text(some_text(seed), "x")
        draft = draft_document(document, knowledge())
        for lists in (
            draft.quoted,
            draft.advice,
            draft.listed,
            draft.found,
            draft.figures,
        ):
            assert all(
                one.at.unit in document.by_id and 0 <= one.confidence <= 1
                for one in lists
            ), seed
        for judged in draft.judgements:
            assert all(at.unit in document.by_id for at in judged.at), seed
        aspects = [
            one.aspect
            for one in draft.judgements
            if one.aspect != "additional-investigation"
        ]
        assert len(aspects) == len(set(aspects)), seed
        summary(draft, knowledge())
        extract = yaml.safe_load(
            extract_text(draft, document, knowledge(), "x", today=date(2026, 11, 21))
        )
        ids = [
            one["id"]
            for key in ("judgements", "findings", "measurements")
            for one in extract.get(key, ())
        ]
        assert len(ids) == len(set(ids)), seed
