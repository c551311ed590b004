"""Tables of a PDF: their rows in place, and the paragraphs of their cells apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from inspectgraph.read import read_report
from spoilt.pdfs import document, stream, written

Text = tuple[float, float, str]
#: Heads of contents and a first paragraph, so that what follows is of the report
#: proper.
FRONT: Sequence[Text] = (
    (72, 800, "1. The introduction to a small report that says a little."),
)


def drawn(
    path: Path, pages: Sequence[tuple[Sequence[Text], Sequence[bytes]]]
) -> list[tuple[str, str]]:
    """Draw pages of texts and lines, and return the kind and text of the units that are read."""
    streams = [
        stream(
            b"\n".join(
                [
                    *lines,
                    *(
                        b"BT /F1 11 Tf %f %f Td (%s) Tj ET"
                        % (x, y, t.encode("latin-1"))
                        for x, y, t in texts
                    ),
                ]
            )
        )
        for texts, lines in pages
    ]
    path.write_bytes(written(document(streams)))
    return [
        (unit.kind, " ".join(unit.text.split())) for unit in read_report(path).units
    ]


def shown(text: Text) -> bytes:
    """Return the drawing of some words."""
    return b"BT /F1 11 Tf %f %f Td (%s) Tj ET" % (*text[:2], text[2].encode("latin-1"))


def grid(
    heights: Sequence[float], places: Sequence[float], low: float | None = None
) -> list[bytes]:
    """Return the lines that rule a table; with `low`, upright lines go down to it."""
    bottom = min(heights) if low is None else low
    flat = [
        b"%f %f %f 0.5 re f" % (places[0], y, places[-1] - places[0]) for y in heights
    ]
    return flat + [
        b"%f %f 0.5 %f re f" % (x, bottom, max(heights) - bottom) for x in places
    ]


def test_a_heading_inside_a_table_stands_between_its_rows(tmp_path: Path) -> None:
    """A row that goes across all columns stays where it is, so that chapters of a table are told apart."""
    texts = [
        (80, 685, "First"),
        (310, 685, "Good"),
        (80, 665, "Across"),
        (80, 645, "Second"),
        (310, 645, "Adequate"),
    ]
    lines = [
        *grid((700, 680), (72, 300, 520)),
        *grid((660, 640), (72, 300, 520)),
        b"72 660 0.5 20 re f",
    ]
    found = drawn(tmp_path / "a.pdf", [([*FRONT, *texts], lines)])
    assert [text for _, text in found[-3:]] == [
        "First Good",
        "Across",
        "Second Adequate",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        [(80, 680, "Homes are"), (80, 667, "near schools."), (80, 648, "Carers stay.")],
        [
            (80, 680, "\x95 Homes are near"),
            (80, 667, "schools."),
            (80, 654, "\x95 Carers stay."),
        ],
        [
            (80, 680, "Homes are near the schools that"),
            (80, 667, "children know."),
            (80, 654, "Carers stay."),
        ],
    ],
    ids=["gap", "bullets", "short-line"],
)
def test_the_paragraphs_of_a_cell_are_entries(tmp_path: Path, cell: list[Text]) -> None:
    """A gap, a bullet, or a line that ends early parts two strengths of one cell."""
    heads = [(80, 705, "Major strengths"), (310, 705, "Important weaknesses")]
    texts = [*FRONT, *heads, *cell, (310, 680, "Plans are late.")]
    found = drawn(tmp_path / "a.pdf", [(texts, grid((720, 700, 640), (72, 300, 520)))])
    assert len([text for kind, text in found if kind == "bullet"]) == 3


def test_a_row_that_a_page_ends_goes_on(tmp_path: Path) -> None:
    """A row that a page cuts off is read, and its entry goes on over the page."""
    heads = [(80, 105, "Major strengths"), (310, 105, "Important weaknesses")]
    first: list[Text] = [
        *FRONT,
        *heads,
        (80, 85, "Carers who"),
        (310, 85, "Plans are late."),
    ]
    second: list[Text] = [(80, 775, "stay for years.")]
    tall = [b"%d 770 0.5 20 re f" % x for x in (72, 300, 520)]
    pages = [
        (first, grid((120, 100), (72, 300, 520), 70)),
        (second, [*grid((770,), (72, 300, 520)), *tall]),
    ]
    found = drawn(tmp_path / "a.pdf", pages)
    assert [text for kind, text in found if kind == "bullet"] == [
        "Carers who stay for years.",
        "Plans are late.",
    ]


def test_what_stands_left_of_a_bullet_is_no_more_of_it(tmp_path: Path) -> None:
    """A paragraph right below a list is not the rest of its last bullet."""
    texts = [
        (90, 700, "\x95 first"),
        (90, 686, "\x95 second"),
        (72, 672, "This ends the letter."),
    ]
    found = drawn(tmp_path / "a.pdf", [([*FRONT, *texts], [])])
    assert "second" in [text for _, text in found]


def test_day_and_salutation_of_a_letter_are_lines_of_their_own(tmp_path: Path) -> None:
    """Day and salutation of a letter are separate lines, however close they stand."""
    lines = (
        "Ofsted",
        "5 May 2010",
        "Mr A Reader",
        "Town Hall",
        "Dear Mr Reader",
        "Thank you for your help.",
    )
    found = drawn(
        tmp_path / "a.pdf",
        [([(72, 800 - 13 * n, line) for n, line in enumerate(lines)], [])],
    )
    texts = [text for _, text in found]
    assert "5 May 2010" in texts
    assert "Dear Mr Reader" in texts
