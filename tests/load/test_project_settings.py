"""The settings of a project: strict, with the place of each fault and the nearest key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspectgraph.load import load_project
from inspectgraph.load.json_schema import settings_schema
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.settings import DEFAULTS, Settings

WHOLE = """\
base: https://data.example.org/care/
name: Netherby inspections
title: Inspections in Netherby
description: What inspectors found in Netherby.
publisher: {name: Netherby Council, homepage: "https://www.example.org/"}
licence: https://creativecommons.org/publicdomain/zero/1.0/
contact: {email: data@example.org}
spatial: {name: Netherby, iri: "https://places.example.org/netherby"}
temporal: {first: 2007-01-01, last: 2020-12-31}
version: "1.2"
releases: [{version: "1.2", day: 2026-11-30, note: Two grades more.}]
availability: stable
endpoint: https://data.example.org/query
quality: [{measure: Agreement of two readers, value: 0.80}]
language: en
"""


def settings_of(project: Path, text: str) -> Settings:
    """Write the settings of a project, and return them as they are loaded."""
    (project / "extracts" / "project.yaml").write_text(text, encoding="utf-8")
    return load_project(project).settings


def faults_of(project: Path, text: str) -> list[str]:
    """Return the faults of a file of settings."""
    with pytest.raises(ExtractError) as caught:
        settings_of(project, text)
    return [str(problem) for problem in caught.value.problems]


def test_every_key_is_read(small_copy: Path) -> None:
    """A file with all keys gives a record with all of them; days are days."""
    settings = settings_of(small_copy, WHOLE)
    assert settings.base == "https://data.example.org/care/"
    assert settings.publisher is not None
    assert settings.publisher.name == "Netherby Council"
    assert settings.temporal is not None
    assert settings.temporal.last == date(2020, 12, 31)
    assert all(getattr(settings, key) for key in Settings.__struct_fields__)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", None])
def test_a_project_may_have_no_settings(small_copy: Path, text: str | None) -> None:
    """Without the file, or with an empty one, every setting has its default."""
    file = small_copy / "extracts" / "project.yaml"
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert load_project(small_copy).settings == DEFAULTS


@pytest.mark.parametrize(
    ("line", "place", "code", "words"),
    [
        ("publischer: {name: A}", "1:1", "unknown-key", "did you mean 'publisher'?"),
        ("publisher: {names: A}", "1:13", "unknown-key", "did you mean 'name'?"),
        ("publisher: Netherby", "1:12", "wrong-type", "the keys of a publisher"),
        ("publisher: {homepage: 'https://e.org/'}", "1:12", "missing-key", "'name'"),
        ("base: https://data.example.org", "1:7", "bad-base", "ends in a slash"),
        ("base: data.example.org/", "1:7", "bad-base", "a web address"),
        ("base: https://e.org/a/?q=/", "1:7", "bad-base", "a web address"),
        ("base: https://w3id.org/inspectgraph/x/", "1:7", "base-taken", "your own"),
        ("licence: CC BY", "1:10", "bad-url", "a web address"),
        ("contact: {name: Team}", "1:10", "missing-key", "at least one of them"),
        ("contact: {email: team}", "1:18", "bad-email", "data@example.org"),
        ("version: 1.2", "1:10", "wrong-type", "in quotes"),
        ("version: 'a b'", "1:10", "bad-version", "such as"),
        ("language: de", "1:11", "unknown-choice", "en"),
        ("temporal: {first: 2020-02-30}", "1:19", "no-such-date", "a day that exists"),
        (
            "temporal: {first: 2020-01-02, last: 2020-01-01}",
            "1:37",
            "time-backwards",
            "2020-01-02",
        ),
        ("availability: forever", "1:15", "unknown-choice", "stable"),
        ("quality: [{measure: Agreement, value: high}]", "1:39", "wrong-type", ""),
        (
            "spatial: {name: A, iri: 'https://e.org/a', box: {west: 2, south: 0, east: 1, north: 1}}",
            "1:49",
            "bad-box",
            "west less than east",
        ),
        (
            "spatial: {name: A, iri: 'https://e.org/a', box: {west: 1, south: 0, east: 2, north: 99}}",
            "1:49",
            "bad-box",
            "-90 to 90",
        ),
        (
            "spatial: {name: A, iri: 'https://e.org/a', box: {west: -1.5, south: 0.5, east: -2.5, north: 1.5}}",
            "1:49",
            "bad-box",
            "west less than east",
        ),
        (
            "releases: [{version: '1', day: 2026-01-01, note: A.}, {version: '1', day: 2026-01-02, note: B.}]",
            "1:55",
            "release-order",
            "the latest first",
        ),
        ("- base", "1:1", "wrong-type", "a mapping"),
    ],
)
def test_a_fault_has_its_place(
    small_copy: Path, line: str, place: str, code: str, words: str
) -> None:
    """Each fault is one sentence with file, line, column, fix and code."""
    (fault,) = faults_of(small_copy, line + "\n")
    assert fault.startswith(f"extracts/project.yaml:{place}: "), fault
    assert fault.endswith(f"[{code}]"), fault
    assert words in fault


def test_the_file_is_no_extract(small_copy: Path) -> None:
    """`project.yaml` is read as settings; in a subfolder that name is an extract's."""
    settings_of(small_copy, WHOLE)
    assert len(load_project(small_copy).extracts) == 2
    below = small_copy / "extracts" / "north"
    below.mkdir()
    (below / "project.yaml").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(ExtractError, match=r"extracts/north/project\.yaml"):
        load_project(small_copy)


def test_editors_know_the_keys() -> None:
    """The JSON Schema accepts a whole file, and refuses a key that is misspelt."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = settings_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    good: dict[str, Any] = {
        "base": "https://data.example.org/",
        "publisher": {"name": "Netherby Council"},
        "temporal": {"first": "2007-01-01"},
    }
    jsonschema.validate(good, schema)
    spoilt: list[dict[str, Any]] = [
        {"bas": "https://data.example.org/"},
        {"base": "https://data.example.org"},
        {"publisher": {}},
    ]
    for wrong in spoilt:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)
