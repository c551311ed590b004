"""How pages of a PDF are laid out, kind by kind, and what is read of each. All words and places are invented."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import pytest

from inspectgraph.read import Document, read_report, read_text
from spoilt.pdfs import document, stream, written

BOLD = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding"
    b" /WinAnsiEncoding >>"
)
PLAIN_PAGE = b"/MediaBox [0 0 595 842]"
#: Four sentences in lines of a column's width.
PARAGRAPHS = (
    (
        "1. The harbour team answers calls on the",
        "same day. It keeps a list of families who",
        "wait, and it looks at the list each week.",
    ),
    (
        "2. Visits to the island are made by boat in",
        "fair weather. In winter a doctor and two",
        "workers stay there for some days.",
    ),
    (
        "3. Plans are written with the children and",
        "their parents. Most of them say what shall",
        "change, and by when it shall be so.",
    ),
    (
        "4. The board of Netherby meets in the spring",
        "and in the autumn. It reads what children",
        "have told it, and it writes back to them.",
    ),
)
WHOLE = [" ".join(lines)[3:] for lines in PARAGRAPHS]


def at(
    x: float, y: float, text: str, size: float = 11, font: str = "F1", *, how: str = ""
) -> bytes:
    """Return a line of text at a place; the operators `how` come before it."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b" BT %s /%s %f Tf %f %f Td (%s) Tj ET " % (
        how.encode(),
        font.encode(),
        size,
        x,
        y,
        escaped.encode("cp1252"),
    )


def lines(
    x: float, y: float, texts: Sequence[str], size: float = 11, step: float = 15
) -> bytes:
    """Return lines of text, one below the other."""
    return b"\n".join(
        at(x, y - step * number, text, size) for number, text in enumerate(texts)
    )


def column(x: float, y: float, paragraphs: Sequence[Sequence[str]]) -> bytes:
    """Return paragraphs, one below the other."""
    drawn = []
    for paragraph in paragraphs:
        drawn.append(lines(x, y, paragraph))
        y -= 15 * len(paragraph) + 8
    return b"\n".join(drawn)


def read(
    folder: Path,
    *pages: bytes,
    keys: bytes = PLAIN_PAGE,
    resources: bytes = b"",
    extra: Sequence[bytes] = (),
    catalogue: bytes = b"",
) -> Document:
    """Return the report read from a PDF of pages; `extra` objects count from 5."""
    objects = document(
        [stream(page) for page in pages], [BOLD, *extra], b"/F2 4 0 R", resources, keys
    )
    if catalogue:
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue
    path = folder / "report.pdf"
    path.write_bytes(written(objects))
    return read_report(path)


def texts(report: Document, *kinds: str) -> list[str]:
    """Return the texts of all units of the given kinds."""
    return [
        unit.text for unit in report.units if unit.kind in (kinds or ("paragraph",))
    ]


# Words at the end of a line


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        (
            "The plans of the town are too adult-",
            "focused and too late.",
            "too adult-focused and",
        ),
        (
            "Workers of both towns often co-",
            "work with the school.",
            "often co-work with",
        ),
        ("The board met early in 2013-", "14 and again in May.", "in 2013-14 and"),
        (
            "There were fewer calls in 2012-",
            "13. The board knows it.",
            "in 2012-13. The board",
        ),
        (
            "It met in the spring of 2013\u2013",
            "14 and again in May.",
            "of 2013\u201314 and",
        ),
        (
            "The harbour has a Multi-",
            "Agency Team for families.",
            "a Multi-Agency Team",
        ),
        (
            "It has plans for the short-",
            "and long-term work.",
            "the short- and long-term work",
        ),
        ("Visits are kept up-", "to-date by the team.", "kept up-to-date by"),
        ("Each family has a parent and/", "or a carer who helps.", "and/or a carer"),
        ("The team is small \u2013", "six people in all.", "small \u2013 six people"),
        ("The team is small -", "six people in all.", "small - six people"),
    ],
)
def test_the_end_of_a_line_divides_no_word(
    tmp_path: Path, first: str, second: str, whole: str
) -> None:
    """A hyphen or slash at a line's end joins the lines, unless a space precedes it."""
    report = read(tmp_path, lines(72, 700, [f"1. {first}", second]))

    assert whole in report.by_id["p1"].text


def test_a_word_is_joined_as_the_report_writes_it_elsewhere(tmp_path: Path) -> None:
    """A hyphen at a line's end goes if the report has the word without it elsewhere."""
    page = lines(
        72,
        700,
        [
            "1. The assessment is late, and so is the next assess-",
            "ment of the same family.",
        ],
    )

    assert "the next assessment of" in read(tmp_path, page).by_id["p1"].text


def test_a_word_is_kept_as_the_report_writes_it_more_often(tmp_path: Path) -> None:
    """A divided word takes the form that is more frequent in the report."""
    page = lines(
        72,
        700,
        [
            "1. A re-referral is a re-referral, not a rereferral; a re-",
            "referral is told.",
        ],
    )

    assert "a re-referral is told" in read(tmp_path, page).by_id["p1"].text


def test_a_report_that_divides_words_is_read_without_their_hyphens(
    tmp_path: Path,
) -> None:
    """In a report that divides words, their hyphens go, but those of compounds stay."""
    page = lines(
        72,
        700,
        [
            "1. The assessment of the harbour is a measurement of its workers in winter, and each assess-",
            "ment is written down. A measure-",
            "ment is made by two of the work-",
            "ers, who know the neigh-",
            "bours of each family and the harbour-",
            "workers.",
        ],
    )

    assert (
        read(tmp_path, page)
        .by_id["p1"]
        .text.endswith(
            "each assessment is written down. A measurement is made by two of the"
            " workers, who know the neighbours of each family and the harbour-workers."
        )
    )


def test_a_rare_compound_keeps_its_hyphen(tmp_path: Path) -> None:
    """A hyphen stays if the report's other hyphens at line ends are of compounds."""
    page = lines(
        72,
        700,
        [
            "1. The town has a self-evaluation. It is a self-",
            "evaluation of honour-",
            "based harm.",
        ],
    )

    assert (
        "self-evaluation of honour-based harm" in read(tmp_path, page).by_id["p1"].text
    )


def test_the_end_of_a_page_divides_no_word(tmp_path: Path) -> None:
    """A compound that goes on overleaf keeps its hyphen and is one word."""
    first, second = (
        lines(72, 100, ["1. The plans are too adult-"]),
        lines(72, 700, ["focused, and they are late."]),
    )

    assert "too adult-focused, and" in read(tmp_path, first, second).by_id["p1"].text


def test_a_table_divides_no_word(tmp_path: Path) -> None:
    """Lines of a cell are joined like those of a paragraph."""
    grid = b"".join(
        b"%d 600 0.5 60 re f 72 %d 400 0.5 re f " % (x, y)
        for x, y in ((72, 600), (272, 660), (472, 600))
    )
    page = (
        grid
        + lines(80, 640, ["The plans are too adult-", "focused in the town."])
        + at(280, 640, "Kept")
    )

    assert "too adult-focused in" in " ".join(texts(read(tmp_path, page), "row"))


def test_a_saved_text_divides_no_word() -> None:
    """In a text saved from a PDF, words at line ends are joined as in the PDF."""
    report = read_text("1. The plans are too adult-\nfocused, and late.\n", "x")

    assert report.by_id["p1"].text == "The plans are too adult-focused, and late."


def test_hyphens_of_all_kinds_are_one(tmp_path: Path) -> None:
    """A printed soft hyphen is read as a hyphen, so that a search finds the word."""
    page = at(72, 700, "1. The re\xadreferrals of the year were read.")

    assert "re-referrals" in read(tmp_path, page).by_id["p1"].text


# Turned pages and turned text


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_like_any_other(
    tmp_path: Path, turns: int, rotate: int
) -> None:
    """However the text stands on the page and the page on the screen, its sentences are read in order."""
    matrix = (
        b"1 0 0 1 0 0",
        b"0 1 -1 0 595 0",
        b"-1 0 0 -1 595 842",
        b"0 -1 1 0 0 842",
    )[turns]
    if turns % 2:  # the page is as wide as it is high otherwise
        matrix = (b"0 1 -1 0 842 0", b"0 -1 1 0 0 842")[turns // 2]
    keys = b"/Rotate %d /MediaBox [0 0 842 842]" % rotate
    page = b"q %s cm %s Q" % (matrix, column(72, 750, PARAGRAPHS))

    assert texts(read(tmp_path, page, keys=keys)) == WHOLE


def test_a_slanting_watermark_is_no_part_of_a_paragraph(tmp_path: Path) -> None:
    """Its word is kept apart from the text, whole, and a remark names it."""
    mark = b" BT /F1 70 Tf 0.7 0.7 -0.7 0.7 120 300 Tm (DRAFT COPY) Tj ET "
    report = read(tmp_path, mark + column(72, 700, PARAGRAPHS))

    assert texts(report) == WHOLE
    assert "DRAFT COPY" in texts(report, "furniture")
    assert any("rotated" in remark and "page 1" in remark for remark in report.remarks)


def test_a_level_watermark_is_no_part_of_a_paragraph(tmp_path: Path) -> None:
    """Large words across the text are kept apart, on pages with little text too."""
    mark = at(90, 640, "EMBARGOED", 70)
    report = read(
        tmp_path,
        mark + column(72, 700, PARAGRAPHS),
        mark + at(72, 300, "5. The end of the year was calm."),
    )

    assert texts(report) == [*WHOLE, "The end of the year was calm."]
    assert texts(report, "section") == []


def test_text_along_the_margin_is_no_part_of_a_paragraph(tmp_path: Path) -> None:
    """What runs up the side of a page is kept apart from its lines."""
    side = b" BT /F1 9 Tf 0 1 -1 0 30 300 Tm (Netherby report of the year) Tj ET "
    report = read(tmp_path, side + column(72, 700, PARAGRAPHS))

    assert texts(report) == WHOLE
    assert "Netherby report of the year" in texts(report, "furniture")


def test_a_turned_label_stands_in_its_cell(tmp_path: Path) -> None:
    """The head of a column that is set upright belongs to its table."""
    tall = b"".join(b"%d 600 0.5 120 re f " % x for x in (72, 172, 272))
    flat = b"".join(b"72 %d 200 0.5 re f " % y for y in (600, 630, 720))
    label = b" BT /F1 9 Tf 0 1 -1 0 225 640 Tm (Children seen) Tj ET "
    page = (
        tall
        + flat
        + label
        + at(80, 670, "Ward")
        + at(80, 610, "Quay")
        + at(180, 610, "12")
    )
    page += column(72, 500, PARAGRAPHS[:1])

    assert "Ward Children seen" in texts(read(tmp_path, page), "row", "cell")


# What no reader shows


OFF = b"/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>"
LAYER = b"<< /Type /OCG /Name (Notes) >>"


def test_text_of_a_layer_that_is_off_is_left_out(tmp_path: Path) -> None:
    """Text of a hidden layer is in no unit, and a remark names its page."""
    hidden = b"/OC /L1 BDC " + at(72, 300, "This was taken back.") + b" EMC"
    page = column(72, 700, PARAGRAPHS) + hidden
    report = read(
        tmp_path,
        page,
        extra=[LAYER],
        resources=b"/Properties << /L1 5 0 R >>",
        catalogue=OFF,
    )

    assert texts(report) == WHOLE
    assert not any("taken back" in unit.text for unit in report.units)
    assert report.remarks == (
        "text of a layer that is switched off is left out: page 1",
    )


def test_text_of_a_layer_that_is_on_is_read(tmp_path: Path) -> None:
    """Text of a layer that is shown is read like any other."""
    page = b"/OC /L1 BDC " + column(72, 700, PARAGRAPHS) + b" EMC"
    shown = b"/OCProperties << /OCGs [5 0 R] /D << /ON [5 0 R] >> >>"
    report = read(
        tmp_path,
        page,
        extra=[LAYER],
        resources=b"/Properties << /L1 5 0 R >>",
        catalogue=shown,
    )

    assert texts(report) == WHOLE
    assert report.remarks == ()


def test_a_form_of_a_layer_that_is_off_is_left_out(tmp_path: Path) -> None:
    """The layer may be that of a form; another form beside it is read."""
    font = (
        b"/Resources << /Font << /F1 3 0 R >> >> /Type /XObject /Subtype /Form /BBox [0"
        b" 0 600 842]"
    )
    hidden = stream(at(72, 300, "This was taken back."), font + b" /OC 5 0 R")
    seen = stream(column(72, 700, PARAGRAPHS), font)
    forms = b"/XObject << /X1 6 0 R /X2 7 0 R >>"
    report = read(
        tmp_path,
        b"/X1 Do /X2 Do",
        extra=[LAYER, hidden, seen],
        resources=forms,
        catalogue=OFF,
    )

    assert texts(report) == WHOLE
    assert not any("taken back" in unit.text for unit in report.units)


def test_half_transparent_text_of_a_form_is_read(tmp_path: Path) -> None:
    """Text of a form that is drawn half transparent is read like any other."""
    state = b"/ExtGState << /G1 << /ca 0.4 /CA 0.4 >> >>"
    group = b"/Group << /S /Transparency >> /Resources << /Font << /F1 3 0 R >> >>"
    form = stream(
        column(72, 700, PARAGRAPHS),
        group + b" /Type /XObject /Subtype /Form /BBox [0 0 600 842]",
    )
    report = read(
        tmp_path,
        b"/G1 gs /X1 Do",
        extra=[LAYER, form],
        resources=state + b"/XObject << /X1 6 0 R >>",
    )

    assert texts(report) == WHOLE


def test_white_text_on_white_is_left_out(tmp_path: Path) -> None:
    """Nobody reads it on paper; white words on a dark band are read."""
    band = b"0.1 0.2 0.5 rg 60 740 480 40 re f 1 g " + at(
        72, 752, "Findings of the year", 16, "F2"
    )
    page = (
        band
        + b" 1 g "
        + at(72, 300, "Words for a machine.")
        + b" 0 g "
        + column(72, 700, PARAGRAPHS)
    )
    report = read(tmp_path, page)

    assert texts(report, "section") == ["Findings of the year"]
    assert not any("machine" in unit.text for unit in report.units)
    assert report.remarks == ("white text on white is left out: page 1",)


def test_invisible_text_beside_other_text_is_left_out(tmp_path: Path) -> None:
    """Text of render mode 3 that stands over no picture is not shown."""
    page = column(72, 700, PARAGRAPHS) + at(72, 300, "Words for a machine.", how="3 Tr")
    report = read(tmp_path, page)

    assert texts(report) == WHOLE
    assert report.remarks == ("invisible text is left out: page 1",)


def test_text_that_was_recognised_in_a_picture_is_read(tmp_path: Path) -> None:
    """A scanned page has its words invisibly over its picture; the reader is told to compare the figures."""
    picture = stream(
        b"\x80" * 64,
        b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8",
    )
    page = b"q 595 0 0 842 0 0 cm /I1 Do Q 3 Tr " + column(72, 700, PARAGRAPHS)
    report = read(
        tmp_path, page, extra=[picture], resources=b"/XObject << /I1 5 0 R >>"
    )

    assert texts(report) == WHOLE
    assert report.remarks == (
        "text comes from text recognition (OCR); check its numbers against the PDF: page 1",
    )


def test_text_beyond_the_edge_of_the_page_is_left_out(tmp_path: Path) -> None:
    """Text outside the crop box of a page is left out."""
    page = column(72, 700, PARAGRAPHS) + at(72, 820, "Printer: trim here and send back")
    report = read(
        tmp_path, page, keys=b"/MediaBox [0 0 595 842] /CropBox [20 20 575 800]"
    )

    assert texts(report) == WHOLE
    assert report.remarks == ("text beyond the edge of the page is left out: page 1",)


def test_letters_too_small_to_be_read_are_kept_apart(tmp_path: Path) -> None:
    """Letters of half a point are left out of the text, and a remark tells it."""
    page = column(72, 700, PARAGRAPHS) + at(72, 300, "tag of the paragraph", 0.5)
    report = read(tmp_path, page)

    assert texts(report) == WHOLE
    assert any("too small" in remark for remark in report.remarks)


def test_text_that_is_printed_twice_is_read_once(tmp_path: Path) -> None:
    """Text that is printed twice to look bold is read once."""
    page = column(72, 700, PARAGRAPHS) + column(72.3, 700, PARAGRAPHS)

    assert texts(read(tmp_path, page)) == WHOLE


# Columns and boxes


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Each paragraph is whole, below a heading across both columns too."""
    page = at(
        72,
        740,
        "Findings of the year in the town of Netherby and its harbour",
        16,
        "F2",
    )
    page += column(72, 700, PARAGRAPHS[:2]) + column(320, 700, PARAGRAPHS[2:])
    report = read(tmp_path, page)

    assert texts(report) == WHOLE
    assert next(unit.kind for unit in report.units) in {"section", "front"}


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Three columns are read one after the other."""
    narrow = [
        wrap(text, 26)
        for text in (f"{number}. {text}" for number, text in enumerate(WHOLE, 1))
    ]
    page = (
        column(40, 700, narrow[:2])
        + column(220, 700, narrow[2:3])
        + column(400, 700, narrow[3:])
    )

    assert texts(read(tmp_path, page)) == WHOLE


def test_a_paragraph_goes_on_in_the_next_column(tmp_path: Path) -> None:
    """The end of a column is no end of a sentence."""
    page = lines(72, 700, [*PARAGRAPHS[0], *PARAGRAPHS[1][:2]]) + lines(
        320, 700, [*PARAGRAPHS[1][2:], *PARAGRAPHS[2]]
    )
    page += lines(320, 620, PARAGRAPHS[3])

    assert texts(read(tmp_path, page)) == WHOLE


def test_a_foot_below_two_columns_is_the_same_as_on_other_pages(tmp_path: Path) -> None:
    """Title and number of a foot are one line, though they stand below two columns."""
    pages = []
    for number in range(3):
        foot = at(72, 40, "Report on Netherby") + at(500, 40, str(number + 1))
        body = (
            column(72, 700, PARAGRAPHS[:2]) + column(320, 700, PARAGRAPHS[2:])
            if number == 1
            else b""
        )
        pages.append(
            foot + body + at(72, 740, f"Some words of page {number + 1} of the year.")
        )
    report = read(tmp_path, *pages)

    assert texts(report, "furniture") == [
        f"Report on Netherby {number + 1}" for number in range(3)
    ]


def test_columns_above_and_below_a_heading_are_columns_all(tmp_path: Path) -> None:
    """Columns of a few lines count if the page has other columns at the same place."""
    page = column(72, 760, PARAGRAPHS[:1]) + column(320, 760, PARAGRAPHS[1:2])
    page += at(72, 690, "A heading across both of the columns of this page", 14, "F2")
    page += column(72, 660, PARAGRAPHS[2:3]) + column(320, 660, PARAGRAPHS[3:])

    assert texts(read(tmp_path, page)) == WHOLE


def test_a_quotation_beside_the_text_interrupts_no_paragraph(tmp_path: Path) -> None:
    """Large lines beside a paragraph are read apart from it, as a section."""
    quotation = [
        "My worker came when she said",
        "she would, and she listened",
        "to me.",
    ]
    report = read(
        tmp_path, column(72, 700, PARAGRAPHS) + lines(330, 690, quotation, 14, 18)
    )

    assert texts(report) == WHOLE
    assert texts(report, "section") == [" ".join(quotation)]


def test_a_list_of_labels_and_grades_is_no_pair_of_columns(tmp_path: Path) -> None:
    """Short values beside labels are read row by row."""
    rows = [
        ("Help for families in the town", "Good"),
        ("Care of children on the island", "Good"),
        ("Leaving care and what follows", "Adequate"),
        ("How the board leads its work", "Good"),
        ("What children say of the town", "Good"),
        ("All in all, as we have seen", "Good"),
    ]
    page = b"\n".join(
        at(72, 700 - 20 * n, one) + at(400, 700 - 20 * n, other)
        for n, (one, other) in enumerate(rows)
    )
    report = read(
        tmp_path,
        page
        + at(72, 500, "1. The board met in May, and what it said was written down."),
    )

    assert any(
        "Help for families in the town Good" in unit.text for unit in report.units
    )


@pytest.mark.parametrize(
    ("value", "step"),
    [("Requires improvement to be good", 14), ("seen by us in the spring", 22)],
)
def test_rows_without_rules_are_no_columns(
    tmp_path: Path, value: str, step: int
) -> None:
    """Long grades and values beside labels are read row by row, too."""
    labels = [
        "Help for families in the town",
        "Care of children on the island",
        "Leaving care and what follows",
        "How the board leads its work",
        "What children say of the town",
        "All in all, as seen by us",
    ]
    page = lines(72, 700, labels, step=step) + lines(330, 700, [value] * 6, step=step)
    report = read(
        tmp_path,
        page
        + at(72, 500, "1. The board met in May, and what it said was written down."),
    )

    assert any(f"{labels[1]} {value}" in unit.text for unit in report.units)


def test_a_box_beside_the_text_interrupts_no_paragraph(tmp_path: Path) -> None:
    """A quotation in a frame is a paragraph of its own, after the one that it stands beside."""
    box = b"330 640 200 70 re S " + lines(
        340,
        690,
        ["My worker came when she said", "she would, and she listened", "to me."],
    )
    page = box + column(72, 700, PARAGRAPHS)
    report = read(tmp_path, page)

    assert (
        "My worker came when she said she would, and she listened to me."
        in " ".join(texts(report))
    )
    assert set(WHOLE) <= {text.replace("  ", " ") for text in texts(report)}


# Marks and numbers of lists


@pytest.mark.parametrize(
    "code",
    [
        0x2713,
        0x2714,
        0x27A2,
        0x25BA,
        0xB7,
        0x2023,
        0x25CB,
        0x25AA,
        0x25A1,
        0x25E6,
        0xF0FC,
        0xF0D8,
    ],
)
def test_signs_that_begin_the_items_of_a_list(tmp_path: Path, code: int) -> None:
    """Ticks, arrows, dots, boxes and signs of symbol fonts are bullets."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def"
        b" 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <%04X>"
        b" endbfchar endcmap end end" % code
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    items = ["Write to the families.", "Agree on who visits.", "Look at each plan."]
    page = at(72, 720, "Recommendations", 14, "F2")
    for number, item in enumerate(items):
        page += at(72, 690 - 20 * number, "A", font="F3") + at(
            90, 690 - 20 * number, item
        )
    objects = document(
        [stream(page)], [BOLD, font, stream(table)], b"/F2 4 0 R /F3 5 0 R"
    )
    path = tmp_path / "report.pdf"
    path.write_bytes(written(objects))

    assert texts(read_report(path), "bullet") == items


@pytest.mark.parametrize("mark", ["-", "\u2013", "\u2014", "*", "o"])
def test_dashes_and_stars_that_begin_the_items_of_a_list(
    tmp_path: Path, mark: str
) -> None:
    """They are bullets where each begins an item."""
    items = ["Write to the families.", "Agree on who visits.", "Look at each plan."]
    page = at(72, 720, "Recommendations", 14, "F2")
    page += b"".join(
        at(72, 690 - 20 * n, mark) + at(90, 690 - 20 * n, item)
        for n, item in enumerate(items)
    )

    assert texts(read(tmp_path, page), "bullet") == items


def test_a_dash_in_a_sentence_is_no_bullet(tmp_path: Path) -> None:
    """A line of a paragraph may begin with a dash or with a number."""
    page = lines(
        72,
        700,
        [
            "1. The harbour team has grown by a half since the last visit to the quay",
            "\u2013 it has six people now \u2013 and it is led by one of them, as it was in",
            "2014. The board knows this.",
        ],
    )
    report = read(tmp_path, page)

    assert report.by_id["p1"].text.endswith("as it was in 2014. The board knows this.")
    assert texts(report, "bullet") == []


@pytest.mark.parametrize(
    ("labels", "ids"),
    [
        (
            ["1.1", "1.2", "1.3", "1.10", "2.1"],
            ["p1-1", "p1-2", "p1-3", "p1-10", "p2-1"],
        ),
        (["1.1.1", "1.1.2", "1.2.1"], ["p1-1-1", "p1-1-2", "p1-2-1"]),
        (["(a)", "(b)", "(c)"], ["findings/a", "findings/b", "findings/c"]),
        (["a)", "b)", "c)"], ["findings/a", "findings/b", "findings/c"]),
        (["a.", "b.", "c."], ["findings/a", "findings/b", "findings/c"]),
        (
            ["(i)", "(ii)", "(iii)", "(iv)"],
            ["findings/i", "findings/ii", "findings/iii", "findings/iv"],
        ),
        (["i.", "ii.", "iii."], ["findings/i", "findings/ii", "findings/iii"]),
        (["A.", "B.", "C."], ["findings/a", "findings/b", "findings/c"]),
        (["(I)", "(II)", "(III)"], ["findings/i", "findings/ii", "findings/iii"]),
        (["1)", "2)", "3)"], ["findings/1", "findings/2", "findings/3"]),
        (["(1)", "(2)", "(3)"], ["findings/1", "findings/2", "findings/3"]),
        (["R1", "R2", "R3"], ["findings/r-1", "findings/r-2", "findings/r-3"]),
        (
            ["REC 1", "REC 2", "REC 3"],
            ["findings/rec-1", "findings/rec-2", "findings/rec-3"],
        ),
    ],
)
def test_printed_labels_give_a_unit_each(
    tmp_path: Path, labels: list[str], ids: list[str]
) -> None:
    """Each printed number or letter begins a unit whose id has it."""
    page = at(72, 740, "Findings", 14, "F2")
    for number, label in enumerate(labels):
        paragraph = [
            f"{label} The team writes to the families and asks",
            "what they think of it.",
        ]
        page += lines(72, 700 - 40 * number, paragraph)
    report = read(tmp_path, page)

    assert [
        unit.id for unit in report.units if unit.kind in {"paragraph", "bullet"}
    ] == ids
    assert {unit.text for unit in report.units if unit.id in ids} == {
        "The team writes to the families and asks what they think of it."
    }


def test_numbers_with_a_section_may_stand_before_small_letters(tmp_path: Path) -> None:
    """Numbers such as 1.1 count paragraphs if each follows the last one."""
    rows = [
        "1.1 the team writes to all.",
        "1.2 the board reads it.",
        "1.3 the town pays.",
    ]
    report = read(
        tmp_path, at(72, 740, "Findings", 14, "F2") + lines(72, 700, rows, step=25)
    )

    assert [unit.id for unit in report.units if unit.kind == "paragraph"] == [
        "p1-1",
        "p1-2",
        "p1-3",
    ]


def test_a_label_in_a_sentence_begins_nothing(tmp_path: Path) -> None:
    """A letter or number that begins a line within a sentence starts no unit."""
    words = [
        "1. The law of the harbour says in its part",
        "(a) that boats wait, and the share rose to",
    ]
    page = lines(72, 700, [*words, "1.5 Times what it was."])

    assert texts(read(tmp_path, page)) == [
        "The law of the harbour says in its part (a) that boats wait, and the share"
        " rose to 1.5 Times what it was."
    ]


def test_paragraphs_above_a_thousand_have_their_number(tmp_path: Path) -> None:
    """A long review numbers more paragraphs than three digits can."""
    pages = [
        b"".join(
            at(
                72,
                700 - 14 * row,
                f"{42 * page + row + 1}. The boat came, and families were seen.",
                9,
            )
            for row in range(42)
        )
        for page in range(25)
    ]
    found = [
        unit.id for unit in read(tmp_path, *pages).units if unit.kind == "paragraph"
    ]

    assert found == [f"p{number}" for number in range(1, 1051)]


# Letters


def test_letters_that_stand_apart_are_words(tmp_path: Path) -> None:
    """A heading in spaced letters is read as its words, whether spaces or the font part the letters."""
    page = at(72, 760, "CARE OF CHILDREN", 14, "F2", how="6 Tc") + column(
        72, 720, PARAGRAPHS[:2]
    )
    page += at(72, 560, "V I S I T S   T O   H O M E S", 14, "F2") + column(
        72, 520, PARAGRAPHS[2:]
    )
    report = read(tmp_path, page)

    assert texts(report, "section") == ["CARE OF CHILDREN", "VISITS TO HOMES"]


def test_a_dropped_capital_over_three_lines_belongs_to_its_word(tmp_path: Path) -> None:
    """A capital over three lines is joined to its word, even at some distance."""
    beside = [
        "he harbour team has six people, and it",
        "answers all calls on the same day, so",
    ]
    page = at(72, 672, "T", 50) + lines(
        110, 700, [*beside, "that nobody has to wait for long."]
    )
    page += lines(72, 655, ["It is led by one of its people."])

    assert texts(read(tmp_path, page), "paragraph", "front") == [
        "The harbour team has six people, and it answers all calls on the same day, so"
        " that nobody has to wait for long. It is led by one of its people."
    ]


def test_a_dropped_capital_belongs_to_its_word(tmp_path: Path) -> None:
    """A capital over two lines begins the first of them."""
    beside = [
        "he harbour team has six people, and it",
        "answers all calls on the same day, so",
    ]
    page = at(72, 685, "T", 36) + lines(98, 700, beside)
    page += lines(
        72,
        670,
        ["that nobody has to wait for long.", "It is led by one of its people."],
    )

    assert texts(read(tmp_path, page), "paragraph", "front") == [
        "The harbour team has six people, and it answers all calls on the same day, so"
        " that nobody has to wait for long. It is led by one of its people."
    ]


def test_a_large_capital_that_begins_no_line_is_kept(tmp_path: Path) -> None:
    """A capital within a line is no dropped one, and is not lost."""
    page = (
        at(72, 700, "See part")
        + at(130, 700, "S", 36)
        + at(156, 705, "ection of the town")
    )

    assert "S" in "".join(unit.text for unit in read(tmp_path, page).units).replace(
        "See", ""
    )


def test_ligatures_are_letters(tmp_path: Path) -> None:
    """One sign for two letters is read as the two."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def"
        b" 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <FB01>"
        b" endbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    page = at(72, 700, "1. The Ave families were seen in May.", 11, "F3")
    objects = document(
        [stream(page)], [BOLD, font, stream(table)], b"/F2 4 0 R /F3 5 0 R"
    )
    path = tmp_path / "report.pdf"
    path.write_bytes(written(objects))

    assert read_report(path).by_id["p1"].text == "The five families were seen in May."


def _with_mark(words: str, mark: str, rest: str, y: float, rise: float = 4) -> bytes:
    """Return a numbered line in which a small mark is raised or lowered."""
    return (
        f" BT /F1 11 Tf 72 {y} Td ({words}) Tj /F1 7 Tf {rise} Ts ({mark}) Tj /F1 11 Tf"
        f" 0 Ts ({rest}) Tj ET ".encode()
    )


def test_raised_numbers_without_a_note_belong_to_their_word(tmp_path: Path) -> None:
    """Units and powers keep their digit, raised or lowered."""
    page = _with_mark("1. Rooms of 12 m", "2", " are too small.", 700)
    page += _with_mark("2. There were 10", "3", " boats in the harbour.", 670)
    page += _with_mark("3. The boat gives off CO", "2", " and noise.", 640, rise=-2)

    assert texts(read(tmp_path, page)) == [
        "Rooms of 12 m² are too small.",
        "There were 10³ boats in the harbour.",
        "The boat gives off CO2 and noise.",
    ]


def test_raised_numbers_without_a_note_do_not_change_a_figure(tmp_path: Path) -> None:
    """A raised digit after a figure is left out, even if its footnote is not found."""
    page = _with_mark("1. Of 40 plans 38", "2", " were reviewed.", 700)
    page += _with_mark("2. Most plans", "3", " were reviewed.", 670)

    assert texts(read(tmp_path, page)) == [
        "Of 40 plans 38 were reviewed.",
        "Most plans were reviewed.",
    ]


def test_raised_numbers_of_a_note_are_left_out_of_the_text(tmp_path: Path) -> None:
    """A footnote's raised mark is left out, but other raised numbers are kept."""
    page = _with_mark("1. A call is answered", "1", " on the same day.", 700)
    page += _with_mark("2. Rooms of 12 m", "2", " are too small.", 670)
    page += b" BT /F1 6 Tf 72 104 Td (1) Tj ET " + at(
        78, 100, "A call is a message to the team.", 9
    )
    report = read(tmp_path, page)

    assert texts(report) == [
        "A call is answered on the same day.",
        "Rooms of 12 m² are too small.",
    ]
    assert texts(report, "note") == ["A call is a message to the team."]


def test_a_raised_number_without_a_note_tears_no_title(tmp_path: Path) -> None:
    """A raised digit in other type does not split a bold title."""
    title = at(72, 760, "Review of the work of the local", 18, "F2")
    title += b" BT /F2 18 Tf 72 738 Td (board) Tj /F1 11 Tf 7 Ts (1) Tj ET "

    assert "Review of the work of the local board" in texts(
        read(tmp_path, title + column(72, 700, PARAGRAPHS)), "section"
    )


def test_notes_in_brackets_are_notes(tmp_path: Path) -> None:
    """A number in brackets is left out only if the report has a note of that number."""
    page = at(72, 700, "1. Some live in schools[1], and some on boats [7].") + at(
        72, 100, "[1] These are by the sea.", 9
    )
    report = read(tmp_path, page)

    assert texts(report) == ["Some live in schools, and some on boats [7]."]
    assert texts(report, "note") == ["These are by the sea."]


# Pages in other units, and running heads


@pytest.mark.parametrize("scale", [0.1, 0.02, 8])
def test_a_page_in_other_units_is_read_like_any_other(
    tmp_path: Path, scale: float
) -> None:
    """A page may be drawn in units of a tenth, as /UserUnit says, or of any size."""
    drawn = at(72, 740, "Findings", 14, "F2") + column(72, 700, PARAGRAPHS)
    keys = b"/UserUnit %f /MediaBox [0 0 %f %f]" % (1 / scale, 595 * scale, 842 * scale)
    small = read(
        tmp_path, b"q %f 0 0 %f 0 0 cm %s Q" % (scale, scale, drawn), keys=keys
    )
    usual = read(tmp_path, drawn)

    assert [(unit.id, unit.text) for unit in small.units] == [
        (unit.id, unit.text) for unit in usual.units
    ]


def test_a_foot_is_one_on_pages_of_small_print_too(tmp_path: Path) -> None:
    """A page's foot is recognised even if notes fill more of the page than text."""
    foot = at(72, 50, "Inspection of Netherby", 9)
    pages = []
    for number in range(1, 6):
        body = (
            column(72, 750, PARAGRAPHS[:2])
            if number != 3
            else at(72, 750, "The year went well, and boats came.")
        )
        if number == 3:
            note = ["A call is a message to the team of the harbour by a family"] * 4
            body += b"".join(
                lines(80, 640 - 60 * place, note, 7, 9) for place in range(8)
            )
        pages.append(body + foot + at(170, 50, str(number), 6))
    report = read(tmp_path, *pages)
    feet = [text for text in texts(report, "furniture") if "Inspection" in text]

    assert len(feet) == 5
    assert not any("Inspection of Netherby" in text for text in texts(report))


# Rubble


def test_rubble_is_no_section_and_is_told(tmp_path: Path) -> None:
    """A page whose letters have no order gives no unit with content, and is told."""
    letters = b"\n".join(
        at(
            72 + 18 * place,
            700 - 20 * row,
            "abcdefghij klmnop"[(place * 7 + row * 3) % 17],
            11,
        )
        for row in range(20)
        for place in range(20)
    )
    report = read(tmp_path, column(72, 700, PARAGRAPHS), letters)

    assert texts(report) == WHOLE
    assert {unit.kind for unit in report.units if unit.page == 2} == {"furniture"}
    assert any(
        "page 2" in remark and "compare it with the PDF" in remark
        for remark in report.remarks
    )


def test_a_page_of_figures_and_names_is_no_rubble(tmp_path: Path) -> None:
    """Abbreviations, figures and short labels count as words, not as rubble."""
    rows = [
        f"LSCB CSE QCF ward {chr(65 + row)} {row * 7} % {row} of {row * 9}"
        for row in range(20)
    ]
    report = read(tmp_path, lines(72, 760, rows, step=20))

    assert report.remarks == ()
