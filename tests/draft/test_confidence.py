"""Tests of the table of confidences: each drafting rule has an entry, and each is used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import inspectgraph.draft
from draft_samples import cover_sif, drafted, front_sif, sif
from inspectgraph.draft import Draft
from inspectgraph.draft.confidence import CONFIDENCE, CONTRADICTED
from inspectgraph.draft.model import Drafted

DRAFT = Path(inspectgraph.draft.__file__).parent
#: What stands in braces in the names of rules that are put together.
_PARTS = {
    "part": ("front", "end", "method", "body"),
    "self.source": ("table", "cover", "words"),
    "polarity": ("strength", "weakness"),
}
HEAD = "Inspection of Netherford local authority children's services\n\n"


def marks(draft: Draft) -> Iterator[Drafted]:
    """Yield every value and statement of a draft."""
    for name in ("title", "framework", "authority", "inspectorates", "inspection"):
        if value := getattr(draft, name):
            yield value
    for name in ("published", "reference", "rights"):
        if value := getattr(draft, name):
            yield value
    for name in ("judgements", "not_judged", "quoted", "advice"):
        yield from getattr(draft, name)


SAMPLES = (
    sif(cover_sif("The overall judgement is good", *["Good"] * 5), "1. Well.\n"),
    f"{HEAD}Inspection dates: 4 March 2019 to 8 March 2019\n\nReference: 903\n\n"
    "1. The fostering service was judged good in 2018.\n",
)


@pytest.mark.parametrize("text", SAMPLES)
def test_values_have_the_confidence_of_their_rule(text: str) -> None:
    """Each drafted value has the confidence of its rule, or that of a contradiction."""
    found = list(marks(drafted(text)))
    assert len(found) > 5
    for one in found:
        assert one.confidence in {CONFIDENCE[one.rule], CONTRADICTED}, one


def test_confidences_are_shares() -> None:
    """Each confidence is above 0 and at most 1, and has at most two decimal places."""
    for rule, confidence in CONFIDENCE.items():
        assert 0 < confidence <= 1, rule
        assert round(confidence, 2) == confidence, rule


def literals() -> set[str]:
    """Return all texts in the code and tables of drafting.

    Known placeholders in braces are replaced by their possible values.
    """
    found: set[str] = set()
    for file in DRAFT.rglob("*.py"):
        if file.name == "confidence.py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found |= filled(ast.unparse(node)[2:-1])
    for file in DRAFT.rglob("*.tsv"):
        found |= set(re.split(r"[\t\n]", file.read_text(encoding="utf-8")))
    return found


def filled(text: str) -> set[str]:
    """Return the texts that result from replacing the placeholder in a text."""
    for part, values in _PARTS.items():
        if f"{{{part}}}" in text:
            return {text.replace(f"{{{part}}}", value) for value in values}
    return set()


def test_every_rule_of_the_table_is_used() -> None:
    """Every rule in the table of confidences is used in the code or in a table."""
    assert not CONFIDENCE.keys() - literals()


def test_no_confidence_is_written_beside_the_table() -> None:
    """In the code of drafting, no confidence is written as a number.

    The code for findings and measurements is an exception.
    """
    for file in DRAFT.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.parent.name not in {"findings", "measurements"}:
            assert not re.search(r"confidence=0?\.\d", text), file


@pytest.mark.parametrize(
    ("number", "rule", "confidence"),
    [
        ("900", "reference-label", 0.99),
        ("10035071", "reference-label", 0.99),
        ("123", "reference-of-three-digits", 0.9),
    ],
    ids=["the authority's own", "a report's", "another authority's"],
)
def test_the_confidence_of_a_reference(
    number: str, rule: str, confidence: float
) -> None:
    """A reference number of three digits is less certain.

    It is certain if it is the number of the authority itself.
    """
    front = f"{front_sif()}Reference number: {number}\n\n"
    cover = cover_sif("The overall judgement is good", *["Good"] * 5)
    reference = drafted(sif(cover, "1. Well.\n", front)).reference
    assert reference is not None
    assert (reference.value, reference.rule) == (number, rule)
    assert reference.confidence == confidence
