"""The JSON Schema of an extract is valid, accepts good and refuses spoilt extracts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspectgraph.files.project import SETTINGS, extract_files
from inspectgraph.files.yaml_positions import read_yaml
from inspectgraph.load import Project
from inspectgraph.load.json_schema import extract_schema, settings_schema
from inspectgraph.rdf.vocabulary import Vocabulary

jsonschema = pytest.importorskip("jsonschema")

FAULTS = Path(__file__).parents[1] / "faults"
#: Faults that a schema can see: they cross neither keys nor files.
SEEN = (
    "bad-digest",
    "bad-id",
    "empty-list",
    "missing-key",
    "number-as-text",
    "text-as-number",
    "unknown-band",
    "unknown-choice",
    "unknown-grade",
    "unknown-indicator",
    "unknown-key",
    "unknown-polarity",
    "unknown-theme",
    "unsealed-anchor",
)


@pytest.fixture(scope="module")
def schema(vocabulary: Vocabulary) -> dict[str, Any]:
    """Return the schema of this checkout's records and vocabularies."""
    return extract_schema(vocabulary)


def plain(value: Any) -> Any:
    """Return data of YAML as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


def faults(schema: dict[str, Any], path: Path) -> list[str]:
    """Return what a validator says of a file."""
    data = plain(read_yaml(path, path.name).data)
    return [
        error.message
        for error in jsonschema.Draft202012Validator(schema).iter_errors(data)
    ]


def test_the_schema_is_valid_and_plain_json(schema: dict[str, Any]) -> None:
    """The schema is valid, has an id, and contains no keyword of our own."""
    jsonschema.Draft202012Validator.check_schema(schema)
    text = json.dumps(schema)
    assert schema["$id"] == "https://w3id.org/inspectgraph/schema/extract.json"
    assert '"x-' not in text
    assert '"null"' not in text


def test_every_key_is_described(schema: dict[str, Any]) -> None:
    """Each key has a description that an editor can show."""
    shapes = [
        schema,
        *(part for part in schema["$defs"].values() if "properties" in part),
    ]
    assert len(shapes) > 10
    assert all(
        "description" in key for shape in shapes for key in shape["properties"].values()
    )


@pytest.mark.slow
def test_good_extracts_are_valid(
    schema: dict[str, Any], small: Project, project: Path
) -> None:
    """The small project's extracts and the real ones fit."""
    files = [*extract_files(small.folder), *extract_files(project)]
    assert len(files) > 2
    assert {path.name: faults(schema, path) for path in files} == {
        path.name: [] for path in files
    }


def test_the_settings_are_valid(small: Project, project: Path) -> None:
    """The settings of the small project and of this one fit their schema."""
    for folder in (small.folder, project):
        assert faults(settings_schema(), folder / SETTINGS) == []


@pytest.mark.parametrize("name", SEEN)
def test_an_editor_sees_what_a_schema_can_see(
    schema: dict[str, Any], name: str
) -> None:
    """The schema refuses a spoilt file whose fault lies in one value."""
    assert faults(schema, FAULTS / f"{name}.yaml")


def test_registry_slugs_can_be_completed_as_well(
    vocabulary: Vocabulary, small: Project
) -> None:
    """With the registry's slugs an editor offers services, bodies and authorities."""
    slugs = small.context.loaded_registry.declared.slugs
    listed = extract_schema(vocabulary, slugs)["$defs"]["name-service"]["enum"]
    assert {"netherford-ferry-families", "adoption-service"} <= set(listed)
