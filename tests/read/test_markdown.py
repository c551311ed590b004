"""Markdown as converters write it: what is read, what is told, and that no visible letter is lost."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from inspectgraph.read import Document, read_report, read_text
from inspectgraph.read.document import Unit
from inspectgraph.read.markdown.copies import copy_of, read_copy
from markdown_cases import CASES
from spoilt.pdfs import document, stream, written


def shown(found: Document) -> dict[str, str]:
    """Return the texts of units by id, except page furniture."""
    return {unit.id: unit.text for unit in found.units if unit.kind != "furniture"}


@pytest.mark.parametrize("kind", CASES)
def test_kinds_of_markdown(kind: str) -> None:
    """Each kind of Markdown gives the units that a reader of the page sees."""
    source, units = CASES[kind]
    assert shown(read_text(source, "x")) == units


def test_line_ends_change_nothing() -> None:
    """Line ends of Windows and of old Macs give the same units."""
    for source, units in CASES.values():
        for end in ("\r\n", "\r"):
            lines = {
                name: text.split()
                for name, text in shown(
                    read_text(source.replace("\n", end), "x")
                ).items()
            }
            assert lines == {name: text.split() for name, text in units.items()}


def test_front_matter_is_furniture() -> None:
    """Front matter is kept as furniture, and not as a paragraph."""
    units = read_text("---\ntitle: Netherby\n---\n\n1. Visits are late.\n", "x").units
    assert next((unit.kind, unit.text) for unit in units) == (
        "furniture",
        "---\ntitle: Netherby\n---",
    )


@pytest.mark.parametrize(
    ("source", "remark"),
    [
        (
            "1. Visits.\n\n![chart](c.png)\n",
            "an image was left out: words in a picture cannot be read",
        ),
        (
            "1. Visits.\n\n<img src=a><img src=b>\n",
            "2 images were left out: words in a picture cannot be read",
        ),
        ("1. Visits.\n\n```\n2. Plans.\n", "the code fence on line 3 is never closed"),
        ("1. Visits.\n\n<!-- Plans.\n", "the '<!--' on line 3 is never closed"),
        ("1. Visits.\n\n<table><tr><td>Plans\n", "the table on line 3 is never closed"),
    ],
)
def test_what_is_told(source: str, remark: str) -> None:
    """A remark names what cannot be read, or a construct that is never closed."""
    assert read_text(source, "x").remarks == (remark,)


WORDS = (
    "5 * 4 _and_ *so*",
    "<b>plans</b> &amp; more",
    "[1](x) and [2] stay",
    "# 5 boats",
    "| a | b |",
    "**Visits** are",
)


@pytest.mark.parametrize("words", WORDS)
def test_a_plain_text_has_no_markup(words: str, tmp_path: Path) -> None:
    """What looks like Markdown in a text file is words."""
    path = tmp_path / "netherby.txt"
    path.write_text(
        f"1. Visits are late.\n\n2. Then {words} here.\n\n{words} at last.\n",
        encoding="utf-8",
    )
    text = " ".join(unit.text for unit in read_report(path).units)
    assert text == f"Visits are late. Then {words} here. {words} at last."


@pytest.mark.parametrize("words", WORDS)
def test_a_pdf_has_no_markup(words: str, tmp_path: Path) -> None:
    """What looks like Markdown in a PDF is words."""
    path = tmp_path / "netherby.pdf"
    marks = words.replace("(", r"\(").replace(")", r"\)").encode()
    page = stream(
        b"BT /F1 11 Tf 72 700 Td (So the plans of %s were told to us.) Tj ET" % marks
    )
    path.write_bytes(written(document([page])))
    assert [unit.text for unit in read_report(path).units] == [
        f"So the plans of {words} were told to us."
    ]


# No visible letter is lost

LETTERS = (
    st.text(alphabet="abc XYZ", min_size=1, max_size=12).map(str.strip).filter(bool)
)
INLINE = st.one_of(
    LETTERS,
    LETTERS.map(lambda text: f"**{text}**"),
    LETTERS.map(lambda text: f"*{text}*"),
    LETTERS.map(lambda text: f"`{text}`"),
    LETTERS.map(lambda text: f"[{text}](/0)"),
    LETTERS.map(lambda text: f"<b>{text}</b>"),
    LETTERS.map(lambda text: f"~~{text}~~"),
    st.sampled_from(
        [
            "&amp;",
            "&eacute;",
            "\\*",
            "<",
            "[",
            "](",
            "*",
            "_",
            "`",
            "**",
            "</p>",
            "<i>",
            "> ",
            "\\",
        ]
    ),
)
LINE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
MARK = st.sampled_from(
    [
        "",
        "",
        "# ",
        "### ",
        "- ",
        "+ ",
        "  - ",
        "    - ",
        "1. ",
        "2. ",
        "7) ",
        "> ",
        "> - ",
        "| ",
        "\t",
        ": ",
        "<div>",
        "<table><tr><td>",
        "<li>",
        "</table>",
        "**1.** ",
    ]
)
BLOCK = st.tuples(
    MARK, LINE, st.sampled_from(["\n", "\n\n", "\n---\n", "  \n", "\\\n"])
).map("".join)
SOURCE = st.lists(BLOCK, min_size=1, max_size=8).map("".join)
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def letters(text: str) -> Counter[str]:
    """Return how often each letter stands in a text."""
    return Counter(filter(str.isalpha, text))


def visible(source: str) -> Counter[str]:
    """Return the letters that a browser shows of Markdown."""
    page = re.sub(r"</?[A-Za-z][^<>]*>", "", RENDERER.render(source))
    return letters(html.unescape(page))


@pytest.mark.slow
@given(SOURCE)
@settings(max_examples=400, deadline=None)
def test_every_visible_letter_is_in_one_unit(source: str) -> None:
    """Each letter that a browser shows is in the text of exactly one unit.

    A code span over several lines is left out: where one of its lines looks like a
    bullet, it is read as one.
    """
    assume(all(line.count("`") % 2 == 0 for line in source.splitlines()))
    units = letters(" ".join(unit.text for unit in read_text(source, "x").units))
    assert not visible(source) - units
    assert not units - (letters(source) | letters(html.unescape(source)))


# Copies

SIGNS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab 1.-+*_`#>|&;~^$[](){}<>\\=:!\n\t'\"/"),
        st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cn")),
    ),
    max_size=40,
)
TEXTS = SIGNS.map(lambda text: text.replace("\t", " ").replace("\r", " "))


def unit(identity: str, kind: str, text: str) -> Unit:
    """Return a unit without parent."""
    return Unit(identity, kind, text, None, 1, None, ((0, 1),))  # type: ignore[arg-type]


KINDS = (
    *(
        ("p1", "paragraph"),
        ("p1/1", "bullet"),
        ("p1/2", "bullet"),
        ("findings", "section"),
        ("grades/homes", "row"),
    ),
    *(
        ("grades/homes/now", "cell"),
        ("note-1", "note"),
        ("front/1", "front"),
        ("end/1", "end-matter"),
    ),
    *(
        ("furniture/1", "furniture"),
        ("contents", "contents"),
        ("findings/lead-in-1", "lead-in"),
    ),
    *(
        ("findings/grade", "grade-bar"),
        ("findings/3", "row"),
        ("findings/4", "paragraph"),
    ),
)


def units_of(kinds: list[tuple[str, str]]) -> st.SearchStrategy[list[Unit]]:
    """Return units of some ids and kinds, with any text."""
    texts = st.lists(TEXTS, min_size=len(kinds), max_size=len(kinds))
    return texts.map(
        lambda found: [
            unit(*kind, text) for kind, text in zip(kinds, found, strict=True)
        ]
    )


@given(st.lists(st.sampled_from(KINDS), min_size=1, unique=True).flatmap(units_of))
@settings(max_examples=400, deadline=None)
def test_a_copy_has_the_same_units(units: list[Unit]) -> None:
    """Whatever signs the words of units hold, a copy gives back their ids, kinds and texts."""
    found = read_copy(copy_of(Document("x", tuple(units))))
    assert found is not None
    assert [(one.id, one.kind, one.text) for one in found.units] == [
        (one.id, one.kind, one.text) for one in units
    ]


@given(SOURCE)
@settings(max_examples=200, deadline=None)
def test_a_copy_of_any_markdown_has_the_same_units(source: str) -> None:
    """The copy of a report has ids, kinds, texts, parents and lead-ins of the report."""
    before = read_text(source, "x")
    if before.units:
        after = read_text(copy_of(before), "x")
        assert [(one.id, one.kind, one.text) for one in after.units] == [
            (one.id, one.kind, one.text) for one in before.units
        ]


def test_a_copy_of_a_copy_is_the_copy() -> None:
    """Pages, headings and lists stand in a copy of a copy as in the copy."""
    for source, _ in CASES.values():
        copy = copy_of(read_text(source, "x"))
        assert copy_of(read_text(copy, "x")) == copy


def test_a_copy_that_was_changed_is_told(tmp_path: Path) -> None:
    """A block without an id makes a copy an ordinary text, and that is told."""
    copy = copy_of(
        read_text("## Findings\n\n1. Visits are late.\n\n2. Plans are thin.\n", "x")
    )
    path = tmp_path / "copy.md"
    path.write_text(f"{copy}\n\nHomes are few.\n", encoding="utf-8")
    assert read_report(path).remarks == (
        (
            "this is a copy that `read --format md` wrote, but the block on line 7 has"
            " no id of its own; so all ids were treated as ordinary text"
        ),
    )


@pytest.mark.slow
@pytest.mark.corpus
def test_copies_of_the_reports_have_the_same_units(corpus: Path) -> None:
    """Copies of all reports and PDFs give the same units, with the same parents."""
    files = [
        *sorted((corpus / "reports").glob("*-*.md")),
        *sorted((corpus / "pdfs").glob("*-*-*.pdf")),
    ]
    assert files
    for file in files:
        before = read_report(file) if file.name != "not-a-pdf.pdf" else None
        if before is None:
            continue
        after = read_text(copy_of(before), file.stem)
        assert [
            (one.id, one.kind, one.text, one.parent, one.lead_in, one.page)
            for one in after.units
        ] == [
            (one.id, one.kind, one.text, one.parent, one.lead_in, one.page)
            for one in before.units
        ], file.name
