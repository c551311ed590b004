"""A name or id that ends in a line end is refused, although a pattern's `$` lets it pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.rdf.vocabulary import Vocabulary

FILE = "netherford-sif-2015.yaml"


@pytest.mark.parametrize(
    ("line", "other", "code"),
    [
        (
            "report: netherford-sif-2015\n",
            'report: "netherford-sif-2015\\n"\n',
            "bad-slug",
        ),
        (
            "  - id: grades-adoption-g8h9\n",
            '  - id: "grades-adoption-g8h9\\n"\n',
            "bad-id",
        ),
    ],
    ids=["slug", "id"],
)
def test_a_trailing_line_end_is_refused(
    small_copy: Path, vocabulary: Vocabulary, line: str, other: str, code: str
) -> None:
    """One line end at the end of a slug or an id is a fault at its place."""
    file = small_copy / "extracts" / FILE
    text = file.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, other), encoding="utf-8")
    with pytest.raises(ExtractError) as raised:
        load_project(small_copy, vocabulary)
    number = text[: text.index(line)].count("\n") + 1
    faults = [(one.code, one.where.line) for one in raised.value.problems]
    assert (code, number) in faults
