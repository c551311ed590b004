"""Tests of tables as plain text: no text is cut, at any width."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.answer.table import table

COLUMNS = ("report", "unit", "polarity", "note")
ROWS = [
    (
        "netherford-jar-2008",
        "p2",
        "strength",
        "Referrals are answered on the day on which they come in.",
    ),
    (
        "netherford-jar-2008",
        "safeguarding/weaknesses/1",
        "weakness",
        "Few of the young carers on the islands are known.",
    ),
    ("netherford-sif-2015", "p7", "recommendation", "Find the young carers."),
]


def text(
    width: int,
    columns: tuple[str, ...] = COLUMNS,
    rows: Sequence[tuple[str, ...]] = ROWS,
) -> str:
    """Return a table of the given width as text."""
    return "\n".join(line.text for line in table(columns, rows, width))


def test_rows_that_fit_stand_side_by_side() -> None:
    """If the rows fit, the table has a header, a rule, and one line for each row."""
    lines = table(COLUMNS, ROWS, 200)
    assert [line.style for line in lines] == ["head", "rule", "row", "row", "row"]
    assert lines[0].text.split() == list(COLUMNS)
    assert lines[3].text.index("weakness ") == lines[0].text.index("polarity")


def test_repeated_columns_become_headings_where_there_is_little_room() -> None:
    """If there is less room, a column of repeated values becomes headings above the rows."""
    lines = table(COLUMNS, ROWS, 90)
    assert [line.text for line in lines if line.style == "group"] == [
        "netherford-jar-2008",
        "netherford-sif-2015",
    ]
    assert lines[0].text == "report"
    assert lines[1].text.split() == ["unit", "polarity", "note"]
    assert [line.style for line in lines[2:]].count("blank") == 1
    assert lines[3].style == "group"


def test_long_texts_stand_below_where_there_is_less() -> None:
    """If there is even less room, a long text stands below its row, after its column's name."""
    assert (
        "    note: Referrals are answered on the day on which they\n      come in."
        in text(60)
    )


def test_each_cell_has_a_line_where_there_is_hardly_any() -> None:
    """If there is hardly any room, each cell has its own line."""
    assert "polarity: strength\nnote: Referrals are" in text(24)


def test_numbers_stand_on_the_right() -> None:
    """A column that contains only numbers is aligned on the right."""
    assert text(
        80, ("name", "n"), [("a", "7"), ("b", "1,250"), ("c", "")]
    ).splitlines()[2:4] == [
        "a         7",
        "b     1,250",
    ]


def test_nothing_is_shown_of_nothing() -> None:
    """A table that has no rows has no lines at all."""
    assert table(COLUMNS, [], 80) == []


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 120, 200])
def test_nothing_is_cut(width: int) -> None:
    """At a width of 30 or more, every word is in the table, and no line is too long."""
    found = text(width)
    if width >= 30:
        assert max(map(len, found.splitlines())) <= width
        words = found.split()
        assert all(
            word in words for row in ROWS for cell in row for word in cell.split()
        )


_CELL = st.text(
    st.characters(categories=["L", "Nd"], include_characters=" -/"), max_size=80
).map(lambda cell: " ".join(cell.split()))


@given(
    st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=6),
    st.integers(20, 150),
)
def test_all_words_of_any_cells_are_there(
    rows: list[tuple[str, ...]], width: int
) -> None:
    """Whatever the cells contain, all their text is in the table."""
    found = "".join(text(width, ("one", "two", "three"), rows).split())
    assert all(
        "".join(cell.split()) in found.replace("·", "") or len(cell) > width // 3
        for row in rows
        for cell in row
    )
    for letter in set("".join(cell for row in rows for cell in row)) - {" "}:
        assert letter in found


def test_width_is_kept_wherever_words_are_shorter() -> None:
    """If the words are short enough, no line is longer than the width."""
    for width in range(40, 220, 7):
        assert max(len(line.text) for line in table(COLUMNS, ROWS, width)) <= width
