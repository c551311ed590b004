"""Tests of the expected drafts: their names and labels exist, and each entry occurs once."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import SKOS, Graph, Namespace, URIRef

HERE = Path(__file__).parent
FILES = sorted((HERE / "expected").glob("*.json"))
BASE = "https://w3id.org/inspectgraph/"
DEF = Namespace(f"{BASE}def/")


@pytest.fixture(scope="module")
def schemes(project: Path) -> Graph:
    """Return the concept schemes from which an expected draft takes its labels."""
    graph = Graph()
    for name in ("aspects", "grade-scales", "timescales"):
        graph.parse(project / "ontology" / "schemes" / f"{name}.ttl")
    return graph


def labels(schemes: Graph, scheme: str) -> dict[str, URIRef]:
    """Return the concepts of a scheme, keyed by their preferred label."""
    concepts = schemes.subjects(SKOS.inScheme, URIRef(BASE + scheme))
    return {
        str(schemes.value(concept, SKOS.prefLabel)): URIRef(str(concept))
        for concept in concepts
    }


def slugs(schemes: Graph, scheme: str) -> set[str]:
    """Return the slugs of the concepts in a scheme."""
    return {
        str(concept).rsplit("/", maxsplit=1)[1]
        for concept in labels(schemes, scheme).values()
    }


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return one of the expected drafts."""
    draft: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return draft


def test_names_are_those_of_the_registry(
    expected: dict[str, Any], project: Path
) -> None:
    """The authority and the framework are in the registry, and the dates are valid."""
    registry = project / "extracts" / "registry"
    authorities = yaml.safe_load(
        (registry / "authorities.yaml").read_text(encoding="utf-8")
    )
    frameworks = yaml.safe_load(
        (registry / "frameworks.yaml").read_text(encoding="utf-8")
    )

    assert expected["authority"] in {record["name"] for record in authorities.values()}
    assert expected["framework"] in frameworks
    assert expected["published"] is None or date.fromisoformat(expected["published"])
    first, last = map(date.fromisoformat, expected["inspection"])
    assert first <= last


def test_judgements_are_in_the_words_of_the_scales(
    expected: dict[str, Any], schemes: Graph
) -> None:
    """Each judgement has an aspect and a grade of the framework.

    No aspect occurs twice. The rank is the rank of the grade on the framework's scale.
    """
    framework = expected["framework"]
    grades = labels(schemes, f"scale/{framework}")
    aspects = [judgement["aspect"] for judgement in expected["judgements"]]

    assert set(aspects) <= set(labels(schemes, f"aspect/{framework}"))
    assert len(aspects) == len(set(aspects))
    for judgement in expected["judgements"]:
        assert str(schemes.value(grades[judgement["grade"]], DEF.rank)) == str(
            judgement["rank"]
        )
        assert judgement["source"] in {"cover", "table", "words"}


def test_recommendations_have_their_band_and_are_there_once(
    expected: dict[str, Any], schemes: Graph
) -> None:
    """Each recommendation has a timescale of the framework and one of two addressees.

    No unit occurs twice.
    """
    units = [recommendation["unit"] for recommendation in expected["recommendations"]]
    bands = slugs(schemes, f"timescale/{expected['framework']}")

    assert {
        recommendation["band"] for recommendation in expected["recommendations"]
    } <= bands | {None}
    assert {r["addressee"] for r in expected["recommendations"]} <= {
        "authority",
        "board",
    }
    assert len(units) == len(set(units))


def test_numbered_units_lie_within_the_numbers(expected: dict[str, Any]) -> None:
    """Numbered units exist in the report, and no unit is both a strength and a weakness."""
    strengths, weaknesses = expected["strengths"], expected["weaknesses"]
    entries = [
        e["unit"]
        for kind in ("reported", "recommendations", "measurements")
        for e in expected[kind]
    ]
    numbers = [
        int(n)
        for unit in (*entries, *strengths, *weaknesses)
        for n in re.findall(r"^p(\d+)", unit)
    ]

    assert max(numbers, default=0) <= expected["numbered"]
    assert len({*strengths, *weaknesses}) == len(strengths) + len(weaknesses)
