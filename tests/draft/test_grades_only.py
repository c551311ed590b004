"""Tests of drafts of grades only.

They contain the data about the report, the grades and the list of recommendations.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from draft_samples import CARE, HELP, LEADERS, cover_sif, ilacs, knowledge, sif
from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.pipeline import draft_document
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.single import Wanted, draft_one
from inspectgraph.read import read_report, read_text
from second_reading import netherby

SAMPLE = Path(__file__).parents[1] / "projects/small/reports/netherford-sif-2015.md"


def drafted(depth: str) -> dict[str, object]:
    """Draft the sample report in the given depth, and return the data of its extract."""
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
    """A draft of grades has the same grades as a full draft, and no themes or findings.

    Its recommendations have only an id, a place and a timescale.
    """
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
    """For a draft of grades, no findings or figures are looked for, to save time."""
    document, known = read_report(SAMPLE), Knowledge.of(SAMPLE.parents[1])
    full = draft_document(document, known)
    grades = draft_document(document, known, "grades")
    assert len(full.found) > 0
    assert (grades.found, grades.figures, grades.nothing) == ((), (), {})
    assert [one.at for one in grades.advice] == [one.at for one in full.advice]


def test_a_draft_of_a_pdf_says_which_file_was_read(tmp_path: Path) -> None:
    """The draft of a PDF records the digest and the name of the file.

    The draft of a text does not, because a text is not the published file.
    """
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
    """If the file name contains forbidden characters, only the digest is recorded."""
    file = tmp_path / "nether\x1bby.pdf"
    file.write_bytes(netherby.pdf([netherby.ilacs()]))
    wanted = Wanted(SAMPLE.parents[1], date(2026, 11, 29), False, 60, "grades")
    text = draft_one(file, "netherby", wanted).files["netherby.yaml"].decode()
    assert yaml.safe_load(text)["document"].keys() == {"sha256"}


def extract(text: str, depth: str) -> dict[str, Any]:
    """Draft a text in the given depth, and return the data of its extract."""
    document = read_text(text, "netherford")
    draft = draft_document(document, knowledge(), depth)
    written = extract_text(
        draft,
        document,
        knowledge(),
        "netherford",
        today=date(2026, 11, 29),
        depth=depth,
    )
    found: dict[str, Any] = yaml.safe_load(written)
    return found


ROWS = (
    f"The {LEADERS}\tGood\nThe experiences and progress of {HELP}\tGood\nThe"
    f" {CARE}\tGood\nOverall effectiveness\tGood"
)
QUOTED = (
    "At the joint area review of 2008, safeguarding was judged adequate. The"
    " council’s fostering agency was judged good at its inspection in May 2019. Three"
    " of the five children’s homes were judged good in 2019.\n"
)


def test_only_grades_of_the_authority_are_quoted_in_a_draft_of_grades() -> None:
    """A draft of grades quotes only grades of the authority.

    Only a full draft also quotes grades of children's homes and agencies.
    """
    full, grades = (extract(ilacs(ROWS, QUOTED), depth) for depth in ("full", "grades"))
    own = "services for children, an earlier inspection of 2008"
    assert {one["of"] for one in full["reported"]} == {
        own,
        "the fostering service",
        "children's homes",
    }
    assert [(one["of"], one["grade"]) for one in grades["reported"]] == [
        (own, "adequate")
    ]
    assert grades["reported"] == [one for one in full["reported"] if one["of"] == own]


def test_a_quoted_grade_without_a_known_scale_is_left_out() -> None:
    """A quoted grade whose scale is unknown does not enter the extract."""
    text = (
        "The last inspection in June 2018 judged services for children in need of help"
        " to be inadequate.\n"
    )
    document = read_text(ilacs(ROWS, text), "netherford")
    (quoted,) = draft_document(document, knowledge(), "grades").quoted
    assert (quoted.grade, quoted.scale) == ("inadequate", None)
    for depth in ("full", "grades"):
        assert "reported" not in extract(ilacs(ROWS, text), depth)


@pytest.mark.parametrize("depth", ["full", "grades"])
@pytest.mark.parametrize("words", ["Not judged", "N/A", "Not inspected"])
def test_an_aspect_that_was_not_judged_stands_in_the_extract(
    depth: str, words: str
) -> None:
    """An aspect that the report calls not judged is in the extract, without a grade."""
    sentence = "Children’s services in Netherford are good"
    cover = cover_sif(sentence, "Good", "Good", words, "Good", "Good")
    text = sif(cover, "Summary\n\n1. Well.\n")
    found = extract(text, depth)
    (one,) = found["not_judged"]
    assert one.keys() == {"id", "aspect", "draft", "at"}
    assert one["aspect"] == "adoption-performance"
    assert words in read_text(text, "netherford").by_id[one["at"]["unit"]].text
    judged = {judgement["aspect"] for judgement in found["judgements"]}
    assert len(judged) == 5
    assert "adoption-performance" not in judged


def test_without_such_words_no_extract_has_the_list() -> None:
    """If the report does not call any aspect not judged, the extract has no such list."""
    assert "not_judged" not in extract(ilacs(ROWS), "grades")
