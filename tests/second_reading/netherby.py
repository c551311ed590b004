"""Invented reports about Netherby as small PDFs, with texts at positions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from inspectgraph.second_reading import Reading, read_pages
from inspectgraph.second_reading.extraction import extract
from spoilt.pdfs import document, stream, written

__all__ = [
    "ILACS_ROWS",
    "SIF_ROWS",
    "Text",
    "body",
    "ilacs",
    "pdf",
    "reading",
    "sif",
    "table",
]

NAMES = {"netherby": "netherby", "east netherby": "east-netherby"}
_BOLD = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
#: Where the column of grades begins.
COLUMN = 380.0

_USUAL = "Good"
#: Labels with their grades, by subject; a bar ends a line.
_SIF = {
    "protection": ("1. Children who need help and protection", "Good"),
    "looked after": (
        "2. Children looked after and achieving|permanence",
        "Requires improvement",
    ),
    "adoption": ("2.1 Adoption performance", "Outstanding"),
    "leaving care": ("2.2 Experiences and progress of care leavers", "Inadequate"),
    "leaders": ("3. Leadership, management and governance", "Requires|improvement"),
}
_ILACS = {
    "leaders": (
        "The impact of leaders on|practice with children and families",
        "Requires improvement|to be good",
    ),
    "protection": (
        "The experiences and progress of|children who need help and protection",
        _USUAL,
    ),
    "care": ("The experiences and progress of|children in care", "Outstanding"),
    "leaving care": ("The experiences and progress of care|leavers", "Good"),
    "all": ("Overall effectiveness", "Inadequate"),
}
SIF_ROWS = tuple(_SIF.values())
ILACS_ROWS = tuple(_ILACS.values())


@dataclass(frozen=True)
class Text:
    """A text at a position, in a size; it may be bold, hidden or turned."""

    x: float
    y: float
    words: str
    size: float = 12
    bold: bool = False
    hidden: bool = False
    turned: bool = False

    def operators(self) -> bytes:
        """Return the PDF operators that show the text."""
        escaped = self.words.replace("(", r"\(").replace(")", r"\)").encode("latin-1")
        font, turn, mode = b"F1", b"1 0 0 1", b"0"
        if self.bold:
            font = b"F2"
        if self.turned:
            turn = b"0 1 -1 0"
        if self.hidden:
            mode = b"3"
        return b"BT /%s %f Tf %s Tr %s %f %f Tm (%s) Tj ET" % (
            font,
            self.size,
            mode,
            turn,
            self.x,
            self.y,
            escaped,
        )


def pdf(pages: Sequence[Sequence[Text]]) -> bytes:
    """Return a PDF whose pages have these texts."""
    contents = [stream(b"\n".join(text.operators() for text in page)) for page in pages]
    return written(document(contents, extra=[_BOLD], fonts=b"/F2 4 0 R"))


def reading(*pages: Sequence[Text]) -> Reading:
    """Return the second reading of these pages, made in this process."""
    return read_pages(extract(BytesIO(pdf(pages))), NAMES)


def table(
    rows: Sequence[tuple[str, str]], top: float = 560, centred: bool = True
) -> Iterator[Text]:
    """Yield the texts of a table: bars separate lines, grades are centred or at the top."""
    for label, grade in rows:
        left, right = label.split("|"), grade.split("|")
        for number, line in enumerate(left):
            yield Text(76, top - 14.5 * number, line)
        shift = 0.0
        if centred:
            shift = 14.5 * (len(right) - len(left)) / 2
        for number, line in enumerate(right):
            yield Text(COLUMN, top + shift - 14.5 * number, line)
        top -= 14.5 * max(len(left), len(right)) + 12


def body(top: float = 330, lines: int = 8) -> list[Text]:
    """Return a paragraph about nothing, as wide as the page."""
    words = (
        "The harbour office of Netherby wrote to all families in spring, and most of"
    )
    return [Text(71, top - 14.5 * number, words) for number in range(lines)]


def sif(  # noqa: PLR0917 - each is one part of the page
    rows: Sequence[tuple[str, str]] = SIF_ROWS,
    overall: str = "Children\x92s services in Netherby are inadequate",
    council: str = "Netherby Borough Council",
    kind: str = "Inspection",
    review: bool = True,
    dates: str = "Inspection date: 3 March 2031 \x96 27 March 2031",
    published: str = "Report published: 9 June 2031",
) -> list[Text]:
    """Return the first page of an inspection under the single inspection framework."""
    title = [
        f"{kind} of services for children in need of help and",
        "protection, children looked after and care leavers",
    ]
    if review:
        title += ["and", "Review of the effectiveness of the local safeguarding"]
        title += ["children board"]
    page = [Text(71, 780, council, 26)]
    lines = [*title, dates, published]
    page += [
        Text(71, 750 - 18 * number, line, 14, bold=True)
        for number, line in enumerate(lines)
        if line
    ]
    page += [
        Text(71, 610 - 18 * number, line, 14, bold=True)
        for number, line in enumerate(overall.split("|"))
    ]
    return [*page, *table(rows), *body()]


def ilacs(
    rows: Sequence[tuple[str, str]] = ILACS_ROWS,
    title: str = "Inspection of Netherby local authority|children\x92s services",
    dates: str = "3 to 14 March 2025",
) -> list[Text]:
    """Return the first page of an inspection of local authority children's services."""
    lines = title.split("|")
    page = [
        Text(71, 780 - 30 * number, line, 26, bold=True)
        for number, line in enumerate(lines)
    ]
    page += [
        Text(71, 680, f"Inspection dates: {dates}", 12, bold=True),
        Text(71, 655, "Lead inspector: a person of Netherby", 12, bold=True),
        Text(76, 620, "Judgement", bold=True),
        Text(COLUMN, 620, "Grade", bold=True),
    ]
    return [*page, *table(rows, 590), *body()]
