"""What a page of a PDF draws instead of writing: bullets that are shapes, tables whose cells are frames."""

from __future__ import annotations

from pathlib import Path

from inspectgraph.read import read_report
from spoilt.pdfs import document, stream, written


def units(tmp_path: Path, *marks: bytes) -> list[tuple[str, str]]:
    """Return kind and text of the units of a page with some marks."""
    path = tmp_path / "drawn.pdf"
    path.write_bytes(written(document([stream(b"\n".join(marks))])))
    return [(unit.kind, unit.text) for unit in read_report(path).units]


def at(x: int, y: int, text: str) -> bytes:
    """Return a line of text at a place."""
    return b"BT /F1 11 Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (x, y, text.encode())


def test_bullets_that_are_shapes(tmp_path: Path) -> None:
    """A small square or circle left of a line is a bullet; others are none."""
    circle = (
        b"73 563 m 73 564 74 565 75 565 c 76 565 77 564 77 563 c 77 562 76 561 75 561 c"
        b" 74 561 73 562 73 563 c h S"
    )
    found = units(
        tmp_path,
        at(72, 620, "What the team does well, in their own words:"),
        b"73 601 4 4 re f",
        at(90, 600, "visits are prompt and careful"),
        b"73 581 4 4 re f",
        at(90, 580, "plans are short and plain"),
        circle,
        at(90, 560, "children are listened to"),
        b"300 401 4 4 re f",
    )
    assert found[1:] == [
        ("bullet", "visits are prompt and careful"),
        ("bullet", "plans are short and plain"),
        ("bullet", "children are listened to"),
    ]


def test_cells_that_are_frames(tmp_path: Path) -> None:
    """Each cell of a table may be a rectangle of its own; so the table has rows and columns."""
    frames = [b"%d %d 200 20 re S" % (x, y) for x in (72, 272) for y in (580, 600)]
    found = units(
        tmp_path,
        *frames,
        at(76, 606, "What was judged"),
        at(276, 606, "Grade"),
        at(76, 586, "Keeping children safe"),
        at(276, 586, "3"),
    )
    assert [one for one in found if one[0] == "row"] == [
        ("row", "Keeping children safe 3")
    ]


def test_running_heads_that_border_on_the_margin(tmp_path: Path) -> None:
    """What stands first on most pages is a running head, even below the margin."""
    pages = [
        stream(
            b"\n".join(
                (
                    at(72, 776, "Review of services"),
                    at(72, 740, f"Page {name} has words of its own."),
                )
            )
        )
        for name in ("one", "two", "three", "four")
    ]
    path = tmp_path / "heads.pdf"
    path.write_bytes(
        written(document([*pages, stream(at(72, 776, "A last page has no head."))]))
    )
    found = [(unit.kind == "furniture", unit.text) for unit in read_report(path).units]

    assert found.count((True, "Review of services")) == 4
    assert "A last page has no head." in [
        text for furniture, text in found if not furniture
    ]


def test_wide_lines_of_a_cell_are_one_entry(tmp_path: Path) -> None:
    """A cell's line in small letters continues the line above, but not after a gap."""
    frames = [
        b"%d %d 200 %d re S" % (x, y, high)
        for x in (72, 272)
        for y, high in ((540, 60), (600, 20))
    ]
    left = (
        at(76, 586, "Good work with families in"),
        at(76, 569, "every part of town"),
    )
    right = (at(276, 586, "late plans"), at(276, 562, "few homes"))
    found = units(
        tmp_path,
        *frames,
        at(76, 606, "Major strengths"),
        at(276, 606, "Important weaknesses"),
        *left,
        *right,
    )
    assert [text for kind, text in found if kind == "bullet"] == [
        "Good work with families in every part of town",
        "late plans",
        "few homes",
    ]
