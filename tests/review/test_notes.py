"""Notes that a review proposes for figures, made from their fields."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspectgraph.load import load_context
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.review.labels import Labels
from inspectgraph.review.notes import proposed_note
from inspectgraph.review.unconfirmed import Item
from review_project import drafted_project

NATIONAL = {"with": "national", "value": 15, "printed": "15%"}


@pytest.fixture
def labels(tmp_path: Path, vocabulary: Vocabulary) -> Labels:
    """Return the labels of a small project."""
    waiting = drafted_project(tmp_path)
    return Labels(load_context(waiting.parents[1], vocabulary), "sif")


def figure(rule: str = "figure-in-context", **fields: Any) -> Item:
    """Return a drafted measurement of adoptions."""
    usual = {"indicator": "adoptions", "kind": "count", "value": 9, "printed": "9"}
    return Item("measurements", "p1-aaaa", (0,), usual | fields, rule=rule)


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, "The figure for adoptions is 9."),
        ({"printed": "Nine"}, "The figure for adoptions is nine."),
        ({"printed": "no", "value": 0}, "The figure for adoptions is zero."),
        ({"qualifier": "about"}, "The figure for adoptions is about 9."),
        (
            {"period": {"printed": "4 July 2016"}},
            "The figure for adoptions is 9 (4 July 2016).",
        ),
        (
            {"services": ["primary-school"], "comparators": [NATIONAL]},
            "The figure for adoptions in primary schools is 9; nationally it is 15%.",
        ),
    ],
)
def test_the_note_of_a_figure_says_what_its_fields_say(
    labels: Labels, fields: dict[str, Any], note: str
) -> None:
    """Indicator, schools, qualifier, value, time and the national figure are named."""
    assert proposed_note(figure(**fields), labels) == note


@pytest.mark.parametrize(
    "item",
    [
        figure(indicator="another-figure"),
        figure(indicator="looked-after-out-of-area"),
        figure(indicator="children-ceasing-to-be-looked-after"),
        figure(rule="figure-in-text"),
        figure(kind="change"),
        figure(services=["primary-school", "secondary-school"]),
        Item("findings", "p1-aaaa", (0,), {"polarity": "strength"}, rule="r"),
    ],
)
def test_other_values_get_no_note(labels: Labels, item: Item) -> None:
    """A figure without a name, or perhaps of a part of the children, and any finding."""
    assert proposed_note(item, labels) == ""
