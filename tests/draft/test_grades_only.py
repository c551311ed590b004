"""Drafts of grades only: the front pages, the grades and the list of recommendations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.pipeline import draft_document
from inspectgraph.draft.resources import Knowledge
from inspectgraph.read import read_report

SAMPLE = Path(__file__).parents[1] / "projects/small/reports/netherford-sif-2015.md"


def drafted(depth: str) -> dict[str, object]:
    """Return the draft of the sample as the data of its extract."""
    project = SAMPLE.parents[1]
    known, document = Knowledge.of(project), read_report(SAMPLE)
    draft = draft_document(document, known, depth)
    name = SAMPLE.stem
    text = extract_text(
        draft, document, known, name, today=date(2026, 11, 29), depth=depth
    )
    found: dict[str, object] = yaml.safe_load(text)
    return found


def test_a_draft_of_grades_has_the_same_grades_and_no_themes() -> None:
    """Head, judgements and the ids of recommendations are those of a full draft."""
    full, grades = drafted("full"), drafted("grades")
    assert grades["depth"] == "grades"
    assert "depth" not in full
    for key in ("title", "framework", "authorities", "inspection", "judgements"):
        assert grades[key] == full[key]
    assert {"findings", "measurements", "nothing"} & grades.keys() == set()
    recommendations = grades["recommendations"]
    assert isinstance(recommendations, list)
    assert [sorted(one) for one in recommendations] == [
        ["at", "band", "draft", "id"],
        ["at", "band", "draft", "id"],
    ]
    assert "themes" not in str(grades)


def test_nothing_else_is_looked_for_in_a_draft_of_grades() -> None:
    """Findings, measurements and lists take most of the time of a full draft."""
    document, known = read_report(SAMPLE), Knowledge.of(SAMPLE.parents[1])
    full = draft_document(document, known)
    grades = draft_document(document, known, "grades")
    assert len(full.found) > 0
    assert (grades.found, grades.figures, grades.nothing) == ((), (), {})
    assert [one.at for one in grades.advice] == [one.at for one in full.advice]
