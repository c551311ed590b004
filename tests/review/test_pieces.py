"""The text of an extract divided into a frame and one piece for each statement."""

from __future__ import annotations

import pytest

from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.review.pieces import FRAME, Pieces, divided
from review_project import DRAFT


def pieces(text: str) -> Pieces:
    """Divide a text."""
    return divided(text, parse_yaml(text, "x.yaml"))


TWO = "a: 1\nfindings:\n  - id: x\n    note: one\n  # why\n  - id: y\n    note: two\nnothing: {}\n"


@pytest.mark.parametrize(
    "text",
    [
        DRAFT,
        DRAFT.replace("\n", "\r\n"),
        DRAFT.rstrip("\n"),
        TWO,
        TWO.replace("nothing: {}\n", ""),
        TWO.replace("nothing: {}\n", "").rstrip("\n"),
        "findings:\n- id: x\n  note: |\n    one\n    two\n\n- id: y\n",
        "findings:\n  -\n    id: x\n",
        "findings: [{id: x}, {id: y}]\n",
        "findings: []\n",
        "findings:\n",
        "findings:\n  - {id: x, note: one}  # why\n  - {id: y}\n",
        "findings: text\nevents:\n  - text\n",
        "findings:\n  - id: x\n    id: y\n",
        "findings:\n  - id: piece-of-extract-1\n",
    ],
)
def test_frame_and_pieces_join_to_the_same_text(text: str) -> None:
    """Frame and pieces together are the same text, and have the same data."""
    found = pieces(text)
    assert found.text == text
    assert found.data == parse_yaml(text, "").data


def test_each_statement_has_a_piece() -> None:
    """A piece is the lines of a statement; comments between statements stay in the frame."""
    found = pieces(TWO)
    assert found.texts[1] == "  - id: x\n    note: one"
    assert found.texts[2] == "  - id: y\n    note: two"
    assert "# why" in found.texts[FRAME]
    assert [one.record["id"] for one in found.placed()] == ["x", "y"]


def test_statements_in_brackets_stay_in_the_frame() -> None:
    """Statements in brackets stay in the frame, with their place in the file."""
    found = pieces("findings: [{id: x}, {id: y}]\n")
    assert [(one.piece, one.path) for one in found.placed()] == [
        (FRAME, ("findings", 0)),
        (FRAME, ("findings", 1)),
    ]


def test_a_removed_statement_takes_its_lines_along() -> None:
    """Removing a statement removes its lines only, and can be undone."""
    found = pieces(TWO)
    old = found.remove("findings", 0)
    assert found.text == TWO.replace("  - id: x\n    note: one\n", "")
    found.remove("findings", 0)
    assert "findings: []\n" in found.text
    found.replace(FRAME, old)
    assert found.text == TWO


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_added_statement_has_its_place(number: int) -> None:
    """A statement is added at any place in a list, with the list's indentation."""
    found = pieces(TWO)
    found.add("findings", "- id: new\n  note: three", number, ("nothing",))
    ids = ["x", "y"]
    ids.insert(number, "new")
    assert [one["id"] for one in parse_yaml(found.text, "").data["findings"]] == ids
    assert "  - id: new\n    note: three\n" in found.text


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nnothing: {}\n",
        "a: 1\nfindings: []\nnothing: {}\n",
        "a: 1\nfindings:\n  []\nnothing: {}\n",
    ],
)
def test_a_first_statement_makes_a_list(text: str) -> None:
    """The list is added if the extract lacks it."""
    found = pieces(text)
    found.add("findings", "- id: new\n  note: three", 0, ("nothing",))
    data = parse_yaml(found.text, "").data
    assert data["findings"] == [{"id": "new", "note": "three"}]
    assert [*data] == ["a", "findings", "nothing"]
