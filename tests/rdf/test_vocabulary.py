"""The slugs of the schemes, and the IRIs of grades and bands."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.vocabulary import Vocabulary, read_vocabulary


def test_closed_lists_are_read(vocabulary: Vocabulary) -> None:
    """A scheme's slugs are those of its concepts, without the scheme itself."""
    assert vocabulary.concepts("polarity") == {
        "strength",
        "weakness",
        "mixed",
        "neutral",
    }
    assert vocabulary.concepts("scale/sif") == {
        "outstanding",
        "good",
        "requires-improvement",
        "inadequate",
    }


def test_schemes_by_family(vocabulary: Vocabulary) -> None:
    """Schemes are found by family, such as scales, aspects and timescales."""
    assert {"jar", "aca", "sif"} <= vocabulary.members("scale")
    assert vocabulary.members("timescale") == {
        "jar-2005",
        "jar-2007",
        "sif",
        "lscb-review",
        "looked-after-2013",
        "sla-2009",
        "ilacs",
        "ilacs-focused-visit",
    }
    assert "longer-term" in vocabulary.concepts_of_family("timescale")


def test_a_scheme_that_does_not_exist_has_no_concepts(vocabulary: Vocabulary) -> None:
    """Asking for an unknown scheme is no error, and gives no concepts."""
    assert vocabulary.concepts("nonsense") == frozenset()


@pytest.mark.parametrize(
    ("scale", "grade", "ending"),
    [
        ("sif", "good", "scale/sif/good"),
        ("sif", "performs-well", "scale/aca/performs-well"),
        (None, "performs-well", "scale/aca/performs-well"),
    ],
)
def test_a_grade_is_of_its_own_scale_or_of_the_first_that_has_it(
    vocabulary: Vocabulary, scale: str | None, grade: str, ending: str
) -> None:
    """A grade is looked up in its own scale, and else in the first scale with it."""
    assert (
        vocabulary.grade_iri(scale, grade) == f"https://w3id.org/inspectgraph/{ending}"
    )


def test_a_band_is_of_its_own_framework(vocabulary: Vocabulary) -> None:
    """Two frameworks have a band of six months; each recommendation gets its own."""
    assert vocabulary.band_iri("jar-2007", "six-months").endswith(
        "/timescale/jar-2007/six-months"
    )
    with pytest.raises(KeyError):
        vocabulary.band_iri("sif", "soon")


def test_what_is_not_turtle_is_told_with_its_place(tmp_path: Path) -> None:
    """A broken scheme stops the reading at its line."""
    (tmp_path / "bad.ttl").write_text(
        "@prefix a: <http://a/> .\na:b a:c\n", encoding="utf-8"
    )
    with pytest.raises(
        ShapeError, match=r"schemes/bad\.ttl:[23]:\d+: this is not Turtle"
    ):
        read_vocabulary(tmp_path, "schemes")
