"""Tests that compare drafts of real reports with expected drafts and curated extracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspectgraph.draft import Draft, Knowledge, draft_report, summary
from inspectgraph.load import Project, load_project
from inspectgraph.model.extract import Extract

pytestmark = pytest.mark.corpus

EXPECTED = Path(__file__).parent / "expected"
#: The reports on which the rules were written; the others are for the first look.
SEEN = (
    "knowsley-sif-2014",
    "liverpool-sif-2014",
    "liverpool-ilacs-2018",
    "liverpool-ilacs-2023",
    "liverpool-ilacs-2026",
)
CURATED = (
    "halton-jar-2008",
    "knowsley-aca-2011",
    "knowsley-jar-2008",
    "knowsley-sif-2014",
    "sefton-jar-2007",
)


@pytest.fixture(scope="module")
def known(project: Path) -> Knowledge:
    """Return the registry and concept schemes of this project."""
    return Knowledge.of(project)


@pytest.fixture(scope="module")
def curated(five: Path) -> Project:
    """Return the five extracts that were curated in full."""
    return load_project(five)


def expected(name: str) -> dict[str, Any]:
    """Return the expected draft of a report, which was written by reading the report."""
    found: dict[str, Any] = json.loads(
        (EXPECTED / f"{name}.json").read_text(encoding="utf-8")
    )
    return found


def certain(
    entries: list[dict[str, Any]], *keys: str
) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """Return the entries that must be found, and the entries that may be found."""
    rows = [(tuple(entry[key] for key in keys), "doubt" in entry) for entry in entries]
    return {row for row, doubtful in rows if not doubtful}, {row for row, _ in rows}


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEN)
def test_what_was_read_in_a_report(name: str, known: Knowledge, corpus: Path) -> None:
    """The draft of a report has exactly the expected grades, recommendations and lists.

    The kind of report, the authority and the dates are as expected too.
    """
    _, draft = draft_report(corpus / "pdfs" / f"{name}.pdf", known)
    found, wanted = summary(draft, known), expected(name)
    for key in (
        "authority",
        "framework",
        "reference",
        "published",
        "inspection",
        "inspectorates",
    ):
        assert found[key] == wanted[key]
    keys = ("grade", "rank", "source", "unit")
    assert [
        (one["aspect"].lower(), *(one[key] for key in keys))
        for one in found["judgements"]
    ] == [(one["aspect"], *(one[key] for key in keys)) for one in wanted["judgements"]]
    assert [
        (one["unit"], one["band"], _whom(one)) for one in found["recommendations"]
    ] == [
        (one["unit"], one["band"], one["addressee"])
        for one in wanted["recommendations"]
    ]
    assert (found["strengths"], found["weaknesses"]) == (
        wanted["strengths"],
        wanted["weaknesses"],
    )


def _whom(recommendation: dict[str, Any]) -> str:
    return "board" if "board" in recommendation["addressee"].lower() else "authority"


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEN)
def test_quoted_grades_and_figures(name: str, known: Knowledge, corpus: Path) -> None:
    """All quoted grades and figures in the draft are expected ones.

    At least nine in ten of the certain ones are found.
    """
    _, draft = draft_report(corpus / "pdfs" / f"{name}.pdf", known)
    found, wanted = summary(draft, known), expected(name)
    sections = {entry["unit"].rsplit("/")[0] for entry in wanted["measurements"]}
    figures = [
        one for one in found["measurements"] if one["unit"].split("/")[0] in sections
    ]
    for entries, there, keys in (
        (found["reported"], wanted["reported"], ("unit", "grade", "count")),
        (figures, wanted["measurements"], ("unit", "value", "measure")),
    ):
        must, may = certain(there, *keys)
        rows = {tuple(one[key] for key in keys) for one in entries}
        assert rows <= may
        assert len(rows & must) >= 0.9 * len(must)


@pytest.mark.parametrize("name", CURATED)
def test_a_curated_report(
    name: str, known: Knowledge, curated: Project, corpus: Path
) -> None:
    """The draft of a curated report has the curator's grades, recommendations and dates."""
    _, draft = draft_report(corpus / "reports" / f"{name}.md", known)
    extract = next(
        loaded.extract for loaded in curated.extracts if loaded.extract.report == name
    )
    assert _whole(draft) == _whole_of(extract)
    assert {(one.aspect, one.grade, one.source) for one in draft.judgements} == {
        (one.aspect, one.grade, one.source) for one in extract.judgements
    }
    assert [(one.band, sorted(one.addressee), one.at.unit) for one in draft.advice] == [
        (one.timescale, sorted(one.addressee), one.at[0].unit)
        for one in extract.recommendations
    ]
    assert [one for one in draft.questions if "copyright" not in one] == []


def _whole(draft: Draft) -> tuple[Any, ...]:
    time, published = draft.inspection, draft.published
    return (
        draft.framework and draft.framework.value,
        draft.authority and draft.authority.value,
        draft.reference and draft.reference.value,
        sorted(draft.inspectorates.value) if draft.inspectorates else [],
        draft.rights and draft.rights.value,
        time and (time.value.earliest, time.value.latest),
        published and (published.value.earliest, published.value.latest),
    )


def _whole_of(extract: Extract) -> tuple[Any, ...]:
    time, published = extract.inspection, extract.published
    return (
        extract.framework,
        extract.authorities[0],
        extract.reference,
        sorted(extract.inspectorates),
        extract.rights,
        time and (time.earliest, time.latest),
        published and (published.earliest, published.latest),
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", CURATED)
def test_listed_strengths_and_weaknesses(
    name: str, known: Knowledge, corpus: Path
) -> None:
    """Items under headings for strengths or weaknesses are drafted with that polarity."""
    document, draft = draft_report(corpus / "reports" / f"{name}.md", known)
    columns = {
        unit.id: "strength" if "strengths" in unit.id else "weakness"
        for unit in document.units
        if unit.kind == "bullet"
        and ("strengths/" in unit.id or "weaknesses/" in unit.id)
    }
    found = {one.at.unit: one.polarity for one in draft.listed}
    assert columns.items() <= found.items()
    if "jar" in name:
        assert found == columns
