"""Extracts that were curated for their grades only: what they may hold, and what the graph says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from inspectgraph.build import build
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.load import load_project
from inspectgraph.model.depth import FULL_ONLY
from inspectgraph.model.errors import ExtractError
from inspectgraph.query import ask
from inspectgraph.rdf.store import open_published

EXTRACT = Path("extracts", "netherford-sif-2015.yaml")


def grades_only(project: Path, **changes: object) -> Path:
    """Reduce an extract to its grades, and change some keys."""
    file = project / EXTRACT
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    for key in (*FULL_ONLY, "links"):
        record.pop(key, None)
    for item in record["recommendations"]:
        for key in ("note", "themes", "group", "answers", "parts", "addressee"):
            item.pop(key, None)
    for item in record["reported"]:
        item.pop("themes", None)
    for item in record["withdrawn"]:
        item.pop("replaced_by", None)
    for item in record["judgements"]:
        item["confirmed"] = "page"
    record["confirmations"] = [
        {"method": "page", "by": ["curator"], "finished": date(2026, 11, 29)}
    ]
    record |= {"depth": "grades", **changes}
    file.write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")
    return project


def refused(project: Path) -> list[str]:
    """Return the codes of the problems of a project, each with the words that say it."""
    with pytest.raises(ExtractError) as caught:
        load_project(project)
    return [f"{one.code}: {one.found}" for one in caught.value.problems]


def test_an_extract_is_of_full_depth_unless_it_says_otherwise(small_copy: Path) -> None:
    """An extract without the key `depth` has full depth."""
    loaded = load_project(small_copy)
    assert {one.extract.depth for one in loaded.extracts} == {"full"}


def test_a_recommendation_of_a_grades_extract_is_only_counted(small_copy: Path) -> None:
    """In a grades extract a recommendation needs no note, themes or addressee."""
    loaded = load_project(grades_only(small_copy))
    extract = {one.extract.depth: one.extract for one in loaded.extracts}["grades"]
    assert len(extract.recommendations) > 0
    assert {one.note for one in extract.recommendations} == {None}
    codes = refused(grades_only(small_copy, depth="full"))
    assert [one for one in codes if "recommendation" in one][:3] == [
        "missing-key: the key 'addressee' is missing from a recommendation",
        "missing-key: the key 'note' is missing from a recommendation",
        "missing-key: the key 'themes' is missing from a recommendation",
    ]


@pytest.mark.parametrize("name", ["grades only", "Grades only"])
def test_the_depth_can_be_given_by_its_label(small_copy: Path, name: str) -> None:
    """The depth may be written as its label as well as its slug."""
    loaded = load_project(grades_only(small_copy, depth=name))
    assert "grades" in {one.extract.depth for one in loaded.extracts}


def test_an_unknown_depth_is_refused(small_copy: Path) -> None:
    """The message lists the two depths."""
    assert refused(grades_only(small_copy, depth="deep")) == [
        "unknown-value: unknown depth 'deep'"
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("read_for", ["common-assessment"]),
        ("nothing", {"p1": "method"}),
    ],
)
def test_a_grades_extract_has_no_themes(
    small_copy: Path, key: str, value: object
) -> None:
    """Keys that need a full reading are refused in an extract with `depth: grades`."""
    found = refused(grades_only(small_copy, **{key: value}))
    assert found == [
        f"beyond-depth: the key '{key}' is not allowed in an extract with 'depth: grades'"
    ]


def test_quoted_grades_of_a_grades_extract_have_no_themes(small_copy: Path) -> None:
    """A quoted grade may not have themes in an extract with `depth: grades`."""
    text = grades_only(small_copy).joinpath(EXTRACT).read_text(encoding="utf-8")
    changed = text.replace(
        "  services:\n", "  themes: [residential-care]\n  services:\n"
    )
    assert changed != text
    (small_copy / EXTRACT).write_text(changed, encoding="utf-8")
    assert refused(small_copy) == [
        "beyond-depth: the key 'themes' is not allowed in an extract with 'depth: grades'"
    ]


def test_answers_and_pictures_keep_the_depths_apart(small_copy: Path) -> None:
    """Grades are counted in all reports, but themes only in reports curated in full."""
    build(grades_only(small_copy), draw=False)
    store = open_published(small_copy / "graphs")
    grades = ask(store, "judgements").covers
    assert grades[0].startswith("Covers 2 of 2 reports: 1 curated in full (")
    assert grades[0].endswith(" sentences curated or explained), 1 for grades only.")
    counted = ask(store, "recommendations", report="netherford-sif-2015").rows
    assert [(row[1], row[4]) for row in counted] == [("p6", None), ("p7", None)]
    themes = ask(store, "strengths-by-theme").covers
    assert themes[0].startswith("Covers 1 of 2 reports (netherford-jar-2008), ")
    assert themes[1] == "1 other report was curated for grades only, and cannot answer."
    silent = ask(store, "silent-themes", report="netherford-sif-2015")
    assert silent.rows == ()
    assert (
        silent.covers[1] == "1 report was curated for grades only, and cannot answer."
    )
    assert silent.covers[-1] == "No row: the reports were curated for grades only."
    depths = {row[0]: row[2] for row in ask(store, "coverage").rows}
    assert depths == {
        "netherford-jar-2008": "in full",
        "netherford-sif-2015": "grades only",
    }
    corpus = read_corpus(store)
    assert [one.name for one in corpus.in_full] == ["netherford-jar-2008"]
    assert corpus.left_out == " (without 1 report curated for grades only)"
