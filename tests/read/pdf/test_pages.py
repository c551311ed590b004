"""Whatever the pages of a PDF hold, each of their letters is in some unit: counted character by character.

The pages are drawn by chance, by seeds: text at any place, in any size and direction,
    lines ruled across it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from inspectgraph.model.anchor import squeeze
from inspectgraph.read import read_blocks, read_report
from inspectgraph.read.pdf.layout import blocks_of_pages
from inspectgraph.read.pdf.pages import read_pages
from spoilt.pdfs import document, report, stream, written

QUICK_CASES = 40
SLOW_CASES = 1500

WORDS = (
    *(
        "1.",
        "2.",
        "3.",
        "4. The",
        "Good",
        "Inadequate",
        "the plan",
        "is",
        "X",
        "- item",
        "1",
        "2",
        "th",
        ":",
        "....",
    ),
    *(
        "Recommendations",
        "Contents",
        "Annex",
        "Introduction 2",
        "Dear Sir",
        "o  item",
        "Yours sincerely",
        "Strengths",
    ),
)
BOLD = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding"
    b" /WinAnsiEncoding >>"
)
TURNS = (
    b"1 0 0 1",
    b"1 0 0 1",
    b"1 0 0 1",
    b"0 1 -1 0",
    b"1 .2 0 1",
    b"-1 0 0 1",
    b"2 0 0 2",
)


def drawn(seed: int) -> bytes:
    """Return a PDF of one to three pages that chance has drawn."""
    chance = random.Random(seed)
    pages = [stream(b"\n".join(_marks(chance))) for _ in range(chance.randint(1, 3))]
    return written(document(pages, [BOLD], b"/F2 4 0 R"))


def _marks(chance: random.Random) -> list[bytes]:
    """Return the marks of a page in random order: words, and maybe a table."""
    marks = [_words(chance) for _ in range(chance.randint(0, 40))] + _table(chance)
    chance.shuffle(marks)
    return marks


def _words(chance: random.Random) -> bytes:
    """Return some words in some place."""
    x = chance.choice([72, 72, 90, chance.uniform(-20, 620)])
    y = chance.choice([780 - 18 * chance.randint(0, 42), chance.uniform(-20, 860)])
    size, rise = (
        chance.choice([11, 11, 11, 6, 5, 16, 24, 0.5, 60]),
        chance.choice([0, 0, 0, 4, -3]),
    )
    text = " ".join(chance.choices(WORDS, k=chance.randint(1, 6))).encode()
    font, turn = chance.choice([b"F1", b"F1", b"F2"]), chance.choice(TURNS)
    return b"BT /%s %f Tf %f Ts %s %f %f Tm (%s) Tj ET" % (
        font,
        size,
        rise,
        turn,
        x,
        y,
        text,
    )


def _table(chance: random.Random) -> list[bytes]:
    """Return the lines of a table, some of them missing, on every other page."""
    if chance.random() < 0.5:
        return []
    x, y = chance.uniform(40, 200), chance.uniform(100, 500)
    rows, columns = chance.randint(1, 5), chance.randint(1, 4)
    flat = [
        b"%f %f %f 0.5 re f" % (x, y + 20 * row, columns * 100)
        for row in range(rows + 1)
    ]
    tall = [
        b"%f %f 0.5 %f re f" % (x + 100 * column, y, rows * 20)
        for column in range(columns + 1)
    ]
    return [line for line in flat + tall if chance.random() < 0.9]


def printed(path: Path) -> Iterator[tuple[int, str]]:
    """Yield index and letter of each character that PDFium finds within the pages."""
    file, before = pdfium.PdfDocument(path), 0
    for page in file:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            code = pdfium_c.FPDFText_GetUnicode(text.raw, index)
            shown = not pdfium_c.FPDFText_IsGenerated(text.raw, index) and _is_within(
                text, index, page.get_size()
            )
            if code > 32 and shown:
                yield before + index, chr(code)
        before += text.count_chars()
    file.close()


def _is_within(text: pdfium.PdfTextPage, index: int, size: tuple[float, float]) -> bool:
    """Return whether the middle of a character is on its page."""
    left, bottom, right, top = text.get_charbox(index)
    return bool(0 < (left + right) / 2 < size[0] and 0 < (bottom + top) / 2 < size[1])


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with the units of a PDF."""
    units = read_blocks(blocks_of_pages(read_pages(path)), "x").units
    if len({unit.id for unit in units}) != len(units):
        yield "two units have one id"
    characters = dict(printed(path))
    covered = {
        index
        for unit in units
        for start, end in unit.spans
        for index in range(start, end)
    }
    if lost := characters.keys() - covered:
        yield f"{len(lost)} characters are in no unit, the first at {min(lost)}"
    letters = Counter(squeeze("".join(characters.values())))
    letters -= Counter(squeeze("".join(unit.text for unit in units)))
    if missing := {
        letter for letter in letters if not letter.isdigit() and letter != "o"
    }:
        yield (  # digits may number a paragraph, an o may be a bullet
            f"letters are in no unit's text: {missing}"
        )


def check(seeds: range, folder: Path) -> None:
    """Read the PDFs of some seeds and demand that nothing is wrong."""
    for seed in seeds:
        path = folder / "drawn.pdf"
        path.write_bytes(drawn(seed))
        found = [*faults(path)]
        assert not found, f"seed {seed}: {found}"


def test_any_pages_become_units(tmp_path: Path) -> None:
    """Any pages give units without an error, a repeated id or a lost character."""
    check(range(QUICK_CASES), tmp_path)


@pytest.mark.slow
def test_many_pages_become_units(tmp_path: Path) -> None:
    """The same for many more pages."""
    check(range(QUICK_CASES, QUICK_CASES + SLOW_CASES), tmp_path)


@pytest.mark.slow
@pytest.mark.corpus
def test_every_letter_of_the_reports_is_in_some_unit(corpus: Path) -> None:
    """The reports as published lose no character either."""
    reports = [
        path
        for path in sorted((corpus / "pdfs").glob("*.pdf"))
        if path.name != "not-a-pdf.pdf"
    ]
    assert reports
    for path in reports:
        assert [*faults(path)] == [], path.name


def test_numbered_paragraphs_are_found_in_any_font(tmp_path: Path) -> None:
    """Every numbered paragraph is found, though a narrow 1 stands close to its stop."""
    path = tmp_path / "report.pdf"
    path.write_bytes(report(3))
    paragraphs = [
        unit.id for unit in read_report(path).units if unit.kind == "paragraph"
    ]

    assert len(paragraphs) > 20
    assert paragraphs == [f"p{number}" for number in range(1, len(paragraphs) + 1)]


def test_characters_of_two_halves_stay_whole(tmp_path: Path) -> None:
    """A character beyond the first 65,536 is one character."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def"
        b" 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41>"
        b" <D835DFD9> endbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 5 0 R >>"
    page = stream(b"BT /F2 11 Tf 72 700 Td (AA plans were made and kept.) Tj ET")
    path = tmp_path / "halves.pdf"
    path.write_bytes(written(document([page], [font, stream(table)], b"/F2 4 0 R")))

    assert "𝟙𝟙 plans were made and kept." in [
        unit.text for unit in read_report(path).units
    ]


#: A bold font beside the plain one.
FONTS = ([BOLD], b"/F2 4 0 R")


def shown(path: Path, *marks: bytes) -> list[tuple[str, str]]:
    """Draw a page and return kind and text of its units."""
    path.write_bytes(written(document([stream(b"\n".join(marks))], *FONTS)))
    return [(unit.kind, unit.text) for unit in read_report(path).units]


def line(x: float, y: float, text: str, size: float = 11, font: str = "F1") -> bytes:
    """Return a line of text in a place."""
    return f"BT /{font} {size} Tf {x} {y} Td ({text}) Tj ET".encode()


def test_a_mark_at_a_title_tears_it_nowhere(tmp_path: Path) -> None:
    """A footnote's digit does not split a title, even if it is large."""
    title = (
        b"BT /F2 18 Tf 72 760 Td (Review of the local board) Tj /F2 15 Tf 9 Ts (1)"
        b" Tj ET"
    )
    note = [line(72, 104, "1", 6), line(78, 100, "The board of Netherby.", 9)]
    units = shown(
        tmp_path / "a.pdf",
        title,
        line(72, 720, "It met in May, and what it said was written down."),
        *note,
    )

    assert units[0][1] == "Review of the local board"
    assert all(text != "1" for _, text in units)


def test_a_heading_over_two_lines_may_end_in_a_colon(tmp_path: Path) -> None:
    """A heading's second line in the same type belongs to it, even with a colon."""
    heading = [
        line(72, 760, "Services in Netherby require improvement", 13, "F2"),
        line(72, 744, "because:", 13, "F2"),
    ]
    units = shown(
        tmp_path / "a.pdf",
        *heading,
        line(72, 715, "Plans are late, and visits are missed."),
    )

    assert ("section", "Services in Netherby require improvement because:") in units


def test_a_title_under_a_salutation_is_not_its_end(tmp_path: Path) -> None:
    """Larger bold words under a salutation begin a section of their own."""
    letter = [
        line(72, 760, "2 May 2023"),
        line(72, 740, "Dear local partnership"),
        line(72, 722, "A visit", 16, "F2"),
    ]
    units = shown(
        tmp_path / "a.pdf",
        *letter,
        line(72, 700, "We came in May, and this is what we saw."),
    )

    assert ("section", "A visit") in units


def test_a_title_that_the_heads_of_pages_repeat(tmp_path: Path) -> None:
    """A cover's title is no running head, though the heads of later pages repeat it."""
    text = line(
        72, 700, "1. Netherby lies between two rivers, and its market is on Fridays."
    )
    tops = [
        line(72, 780, "Netherby Council", 18, "F2"),
        *[line(72, 800, "Netherby Council", 8)] * 4,
    ]
    path = tmp_path / "a.pdf"
    path.write_bytes(
        written(document([stream(b"\n".join((top, text))) for top in tops], *FONTS))
    )

    assert [
        unit.kind for unit in read_report(path).units if unit.text == "Netherby Council"
    ].count("furniture") == 4
