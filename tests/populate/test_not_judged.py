"""What a report says it does not judge is a statement of its own, and never a grade."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.query import ask
from inspectgraph.validate import validate

EXTRACT = "extracts/netherford-sif-2015.yaml"
STATEMENT = """
not_judged:
  - id: grades-adoption-z9z9
    aspect: {aspect}
    at: {{unit: grades/adoption, length: 21, start: 0, digest: 2cdec1e121ba, figures: ad78cf}}
"""


def with_statement(project: Path, aspect: str) -> Path:
    """Add to an extract that an aspect was not judged."""
    file = project / EXTRACT
    text = file.read_text(encoding="utf-8") + STATEMENT.format(aspect=aspect)
    file.write_text(text, encoding="utf-8")
    return project


def test_it_is_a_row_without_a_grade(small_copy: Path) -> None:
    """The answer says "not judged", with the passage, and without a rank."""
    store = assemble(load_project(with_statement(small_copy, "lscb-effectiveness")))
    answer = ask(store, "judgements", report="netherford-sif-2015")
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    (row,) = [row for row in rows if row["grade"] == "not judged"]
    assert row["rank"] is None
    assert row["unit"] == "grades/adoption"
    assert row["aspect"] == ("effectiveness of the local safeguarding children board")
    assert len(rows) == 7


def test_an_aspect_is_not_both_judged_and_not_judged(small_copy: Path) -> None:
    """An aspect that has a grade may not be stated as not judged."""
    project = load_project(with_statement(small_copy, "adoption-performance"))
    findings = validate(assemble(project), project).findings
    assert [
        one.severity.name for one in findings if "NoJudgementShape-noGrade" in str(one)
    ] == ["VIOLATION"]


def test_an_unknown_aspect_is_refused(small_copy: Path) -> None:
    """The nearest name is offered, as for judgements."""
    with pytest.raises(InspectGraphError, match="adoption-performance"):
        load_project(with_statement(small_copy, "adoption-performanc"))
