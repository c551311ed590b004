"""Labels in place of slugs, and slugs for what a curator types of a label."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.load import load_context
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.review.labels import Labels
from review_project import drafted_project


@pytest.fixture
def labels(tmp_path: Path, vocabulary: Vocabulary) -> Labels:
    """Return the labels of a small project, for a report under the single framework."""
    waiting = drafted_project(tmp_path)
    return Labels(load_context(waiting.parents[1], vocabulary), "sif")


@pytest.mark.parametrize(
    ("kind", "typed", "slug"),
    [
        ("theme", "early help", "early-help"),
        ("theme", "early-help", "early-help"),
        ("theme", "EARLY H", "early-help"),
        ("theme", "ear he", "early-help"),
        ("theme", "drift", "drift-and-delay"),
        ("theme", "delay", "drift-and-delay"),
        ("theme", "caf", "common-assessment"),
        ("polarity", "w", "weakness"),
        ("grade", "req", "requires-improvement"),
        ("nothing-reason", "bo", "boilerplate"),
    ],
)
def test_a_part_of_a_label_leads_to_its_slug(
    labels: Labels, kind: str, typed: str, slug: str
) -> None:
    """A slug is found by its label, the label's beginning, or another name."""
    assert labels.choices(kind, typed)[0][0] == slug


def test_names_that_do_not_match_are_left_out(labels: Labels) -> None:
    """Words that begin no label give no name, and ids of statements have no labels."""
    assert labels.choices("theme", "xyzzy") == []
    assert labels.choices("live-statement", "p1") == []


def test_a_label_stands_for_its_slug(labels: Labels) -> None:
    """A slug of a scheme or of the registry has its label; another text stays."""
    assert labels.label("theme", "drift-and-delay") == "drift and delay"
    assert labels.label("authority", "netherford") == "Netherford"
    assert labels.label("theme", "no-such-theme") == "no-such-theme"
