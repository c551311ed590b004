"""What the method of a curation says is compared with the marks that are left in the extract."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.validate import Severity, validate

EXTRACT = "extracts/netherford-sif-2015.yaml"
MARK = "    draft: {confidence: 0.5, rule: some-rule}\n    at: {unit: p1, length: 40"


@pytest.mark.parametrize(
    ("method", "marked", "warned"),
    [
        ("drafted", False, True),
        ("drafted", True, False),
        ("drafted-and-confirmed", False, False),
    ],
)
def test_an_extract_is_not_called_drafted_when_all_is_confirmed(
    method: str, marked: bool, warned: bool, small_copy: Path, vocabulary: Vocabulary
) -> None:
    """The method `drafted` gets a warning if no value is marked as a draft."""
    path = small_copy / EXTRACT
    text = path.read_text(encoding="utf-8").replace(
        "method: by-hand", f"method: {method}"
    )
    path.write_text(
        text.replace("    at: {unit: p1, length: 40", MARK) if marked else text,
        encoding="utf-8",
    )
    project = load_project(small_copy, vocabulary)
    found = [
        one
        for one in validate(assemble(project), project).findings
        if one.code == "method-outdated"
    ]
    assert [str(one.where) for one in found] == ([f"{EXTRACT}:11:20"] if warned else [])
    assert all(one.severity is Severity.WARNING for one in found)


@pytest.mark.parametrize(
    ("curation", "found"),
    [
        ("{method: by-hand, finished: 2026-11-21}", []),
        ("{method: by-language-model, finished: 2026-11-21}", [f"{EXTRACT}:11:20"]),
        (
            "{method: by-language-model, finished: 2026-11-21,"
            " by: [{role: curator, agent: language-model}]}",
            [],
        ),
        (
            "{method: by-hand, finished: 2026-11-21,"
            " by: [{role: curator, agent: language-model}]}",
            [f"{EXTRACT}:11:20"],
        ),
        (
            "{method: by-hand, finished: 2026-11-21, by: [{role: curator, agent: person},"
            " {role: second-reader, agent: language-model}]}",
            [],
        ),
    ],
)
def test_the_method_agrees_with_the_curator(
    curation: str, found: list[str], small_copy: Path, vocabulary: Vocabulary
) -> None:
    """What a language model curated is not called curated by hand, and the other way round."""
    path = small_copy / EXTRACT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{method: by-hand, finished: 2026-11-21}", curation))
    project = load_project(small_copy, vocabulary)
    findings = validate(assemble(project), project).findings
    assert [
        str(one.where) for one in findings if "curators" in one.code.lower()
    ] == found
