"""Drafts of grades only: the front pages, the grades and the list of recommendations."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import yaml

from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.pipeline import draft_document
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.single import Wanted, draft_one
from inspectgraph.read import read_report
from second_reading import netherby

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


def test_a_draft_of_a_pdf_says_which_file_was_read(tmp_path: Path) -> None:
    """Digest and name go into the extract; a text is not what was published."""
    file = tmp_path / "Netherby - 3 May 2025.pdf"
    file.write_bytes(netherby.pdf([netherby.ilacs()]))
    wanted = Wanted(SAMPLE.parents[1], date(2026, 11, 29), False, 60, "grades")
    text = draft_one(file, "netherby", wanted).files["netherby.yaml"].decode()
    assert yaml.safe_load(text)["document"] == {
        "sha256": sha256(file.read_bytes()).hexdigest(),
        "file": "Netherby - 3 May 2025.pdf",
    }
    text = draft_one(SAMPLE, "sample", wanted).files["sample.yaml"].decode()
    assert "document" not in yaml.safe_load(text)


def test_a_file_name_that_no_extract_can_have_is_left_out(tmp_path: Path) -> None:
    """The digest alone says which file it was."""
    file = tmp_path / "nether\x1bby.pdf"
    file.write_bytes(netherby.pdf([netherby.ilacs()]))
    wanted = Wanted(SAMPLE.parents[1], date(2026, 11, 29), False, 60, "grades")
    text = draft_one(file, "netherby", wanted).files["netherby.yaml"].decode()
    assert yaml.safe_load(text)["document"].keys() == {"sha256"}
