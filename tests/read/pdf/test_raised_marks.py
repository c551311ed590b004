"""Raised marks of a PDF: how small and how high a number is before it counts as a mark."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.read import read_report
from spoilt.pdfs import document, stream, written

BOLD = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding"
    b" /WinAnsiEncoding >>"
)
#: Prose that is most of the document, in 11 points.
PROSE = (
    "1. The harbour team answers calls on the same day. It keeps a list of families.",
    "2. Visits to the island are made by boat. In winter a doctor stays there.",
    "3. Plans are written with the children. Most of them say what shall change.",
)


def units(folder: Path, drawn: str) -> list[str]:
    """Return the texts of the units of a page with prose and some operators above it."""
    prose = "".join(
        f" BT /F1 11 Tf 72 {600 - 40 * number} Td ({text}) Tj ET "
        for number, text in enumerate(PROSE)
    )
    page = stream(f"{drawn}{prose}".encode("cp1252"))
    path = folder / "report.pdf"
    path.write_bytes(written(document([page], [BOLD], b"/F2 4 0 R")))
    return [unit.text for unit in read_report(path).units]


def title(size: float, rise: float, gap: float = 0) -> str:
    """Return a title of 20 points with a "7" behind it, of some size and rise, and a gap before it."""
    moved = -gap * 1000 / 20
    return (
        f" BT /F2 20 Tf 72 740 Td [(Review of the harbour board) {moved}] TJ"
        f" /F2 {size} Tf {rise} Ts (7) Tj 0 Ts ET "
    )


@pytest.mark.parametrize(
    ("size", "rise"),
    [(15, 8), (18.5, 8), (15, 4.4), (15, 13.6)],
    ids=["a mark", "hardly smaller", "hardly raised", "raised far"],
)
def test_a_smaller_raised_number_is_a_mark(
    tmp_path: Path, size: float, rise: float
) -> None:
    """Below 0.95 of the size and raised by 0.2 to 0.7 of it, a number is left out of the title."""
    read = units(tmp_path, title(size, rise))

    assert "Review of the harbour board" in read
    assert "7" not in "".join(read)


@pytest.mark.parametrize(
    ("size", "rise", "gap"),
    [(19.4, 8, 0), (15, 3.4, 0), (15, 14.6, 0), (15, 8, 4)],
    ids=["as large", "not raised", "above the line", "apart"],
)
def test_another_number_is_not_a_mark(
    tmp_path: Path, size: float, rise: float, gap: float
) -> None:
    """A number as large as its title, on its line, far above it, or apart from it is read as text."""
    read = units(tmp_path, title(size, rise, gap))

    assert "7" in "".join(read)


@pytest.mark.parametrize(
    ("rise", "read"),
    [
        (0, "Rooms of 12 m2 are small."),
        (0.9, "Rooms of 12 m2 are small."),
        (1.4, "Rooms of 12 m² are small."),
    ],
)
def test_a_power_is_raised(tmp_path: Path, rise: float, read: str) -> None:
    """A number behind a unit of length is a power from a rise of 0.1 of the size on."""
    drawn = (
        " BT /F1 11 Tf 72 660 Td (4. Rooms of 12 m) Tj /F1 7 Tf"
        f" {rise} Ts (2) Tj /F1 11 Tf 0 Ts ( are small.) Tj ET "
    )

    assert any(text.endswith(read) for text in units(tmp_path, drawn))
