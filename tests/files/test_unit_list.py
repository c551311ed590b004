"""The list of a report's units: read, written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.files.unit_list import (
    FULL_HEADER,
    HEADER,
    Unit,
    read_units,
    write_units,
)

ROWS = (
    Unit("p1", "paragraph", "0123456789ab", 40, 1),
    Unit("p1/1", "bullet", "ba9876543210", 0, 2),
)


def test_a_list_comes_back(tmp_path: Path) -> None:
    """What is written is read back, in order."""
    path = tmp_path / "x.units.tsv"
    path.write_text(write_units([*ROWS]), encoding="utf-8")
    found = read_units(path, "x.units.tsv")
    assert (tuple(found.units.values()), found.problems) == (ROWS, ())
    assert found.where("p1/1").line == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("p1\tparagraph\t0123456789ab", "3 columns"),
        ("P1\tparagraph\t0123456789ab\t1", "the unit id 'P1'"),
        ("p1\tparagraf\t0123456789ab\t1", "the unknown kind of unit 'paragraf'"),
        ("p1\tparagraph\t0123\t1", "the digest '0123'"),
        ("p1\tparagraph\t0123456789ab\t-1", "the length '-1'"),
        ("p0\tparagraph\t0123456789ab\t1", "the unit 'p0' occurs a second time"),
        ("", "1 column"),
    ],
)
def test_a_bad_row_is_told(line: str, words: str, tmp_path: Path) -> None:
    """Each fault of a row is told on its line."""
    path = tmp_path / "x.units.tsv"
    path.write_text(
        f"{HEADER}\np0\tparagraph\t0123456789ab\t1\n{line}\n", encoding="utf-8"
    )
    (problem,) = read_units(path, "x.units.tsv").problems
    assert (problem.where.line, problem.found) == (3, words)


@pytest.mark.parametrize("text", ["", "p1\tparagraph\t0123456789ab\t1\n"])
def test_a_list_without_header_is_told(text: str, tmp_path: Path) -> None:
    """Without its header a list is not read at all."""
    path = tmp_path / "x.units.tsv"
    path.write_text(text, encoding="utf-8")
    found = read_units(path, "x.units.tsv")
    assert [problem.code for problem in found.problems] == ["bad-unit-list"]
    assert not found.units


def test_lengths_of_sentences_come_back(tmp_path: Path) -> None:
    """A unit without sentences has an empty cell."""
    rows = (
        Unit("p1", "paragraph", "0123456789ab", 40, 1, (25, 15)),
        Unit("p1/1", "bullet", "ba9876543210", 0, 2),
    )
    path = tmp_path / "x.units.tsv"
    path.write_text(write_units([*rows]), encoding="utf-8")
    found = read_units(path, "x.units.tsv")
    assert (tuple(found.units.values()), found.problems) == (rows, ())


@pytest.mark.parametrize("cell", ["25 16", "40 0", "25,15", " 40", "-1 41"])
def test_lengths_of_sentences_add_up(cell: str, tmp_path: Path) -> None:
    """Lengths that are not those of the unit are refused on their line."""
    path = tmp_path / "x.units.tsv"
    path.write_text(
        f"{FULL_HEADER}\np1\tparagraph\t0123456789ab\t40\t{cell}\n", encoding="utf-8"
    )
    (problem,) = read_units(path, "x.units.tsv").problems
    assert problem.where.line == 2
    assert problem.found == (
        f"the lengths of sentences '{cell}', which do not fit the length 40 of the unit"
    )
