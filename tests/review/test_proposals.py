"""Proposed notes in a review: made anew after a change, and told apart from written ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from inspectgraph.load import load_context
from inspectgraph.rdf.vocabulary import Vocabulary
from inspectgraph.read import read_report
from inspectgraph.review import Review
from inspectgraph.review.labels import Labels
from inspectgraph.review.proposals import Proposals
from inspectgraph.review.unconfirmed import Item
from review_project import NAME, drafted_project


@pytest.fixture
def under(tmp_path: Path, vocabulary: Vocabulary) -> Review:
    """Return a draft under review, with its report."""
    waiting = drafted_project(tmp_path)
    context = load_context(tmp_path, vocabulary)
    return Review(waiting, context, read_report(tmp_path / "reports" / f"{NAME}.md"))


@pytest.fixture
def proposals(under: Review) -> Proposals:
    """Return the proposed notes of that review."""
    return Proposals(under, Labels(under.context, "sif"))


def finding(under: Review, name: str = "p2-cccc") -> Item:
    """Return an unconfirmed finding."""
    found = under.find(("findings", name))
    assert found
    return found


def test_a_note_is_proposed_anew_after_a_change(
    under: Review, proposals: Proposals
) -> None:
    """A corrected polarity, theme or group changes the proposed note, and undo changes it back."""
    before = proposals.note(finding(under))
    assert before == "There is a strength in common assessment."
    under.correct(finding(under), "polarity", "weakness")
    under.correct(finding(under), "themes", ["training"])
    under.correct(finding(under), "group", ["care-leavers"])
    assert proposals.note(finding(under)) == (
        "There is a weakness in training and development of staff for care leavers."
    )
    while under.undo():
        pass
    assert proposals.note(finding(under)) == before


def test_a_written_note_is_not_replaced(under: Review, proposals: Proposals) -> None:
    """A proposed note replaces only a placeholder, never a written note."""
    under.correct(finding(under), "note", "Plans lack detail.")
    assert proposals.note(finding(under)) == ""


def test_a_detailed_note_needs_the_report(under: Review, proposals: Proposals) -> None:
    """Without the report, the note comes from the fields and not from its words."""
    assert proposals.detailed(finding(under)) == (
        "There is a strength in the timeliness of common assessment."
    )
    under.document = None
    assert proposals.detailed(finding(under)) == proposals.note(finding(under))


def test_a_proposed_note_never_copies_the_report(
    under: Review, proposals: Proposals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note with six words in a row of the report is not proposed."""
    copy = "Visits are regular and the records of them are full."
    monkeypatch.setattr("inspectgraph.review.proposals.proposed_note", lambda *_: copy)
    assert proposals.note(finding(under)) == ""
    assert proposals.detailed(finding(under)) == ""


def test_the_log_tells_where_a_note_comes_from(
    under: Review, proposals: Proposals
) -> None:
    """Proposed, edited and written notes are counted apart; the last change counts."""
    first, second, third = (
        finding(under, name) for name in ("p1-bbbb", "p2-cccc", "p3-eeee")
    )
    under.accept(first, proposals.note(first), "proposed")
    under.correct(second, "note", "Plans lack detail.", "written")
    under.accept_all([third], "paragraph", proposals.note)
    assert under.notes() == {"proposed": 2, "written": 1}
    lines = under.history.log.path.read_text("utf-8").splitlines()
    assert [json.loads(line).get("note", "") for line in lines] == [
        "",
        *("proposed", ""),
        "written",
        *("proposed", ""),
    ]

    under.correct(finding(under), "note", "Plans are thin.", "edited")
    assert under.notes() == {"proposed": 2, "edited": 1}
    under.undo()
    assert under.notes() == {"proposed": 2, "written": 1}
    under.reject(finding(under))
    assert under.notes() == {"proposed": 2}
