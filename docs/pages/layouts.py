"""The section on layouts of PDF pages in the page of inputs."""

from __future__ import annotations

from inspectgraph.read.pdf.checks import REMARKS
from pages.markdown import code, table

__all__ = ["section"]

_INTRODUCTION = """
## Pages of a PDF

The table shows what is read from each kind of page. The remark is printed by `read` and `draft`, with the numbers of the pages.
`tests/read/pdf/test_layouts.py` has a small PDF of each kind.
"""

#: Each kind of page, the result of reading it, and the name of the remark or "".
_KINDS = (
    (
        "a hyphen at the end of a line",
        "the hyphen, without a space; no hyphen if the report elsewhere writes the word without it",
        "",
    ),
    (
        "a dash or slash at the end of a line",
        "the sign, with a space only where one is printed",
        "",
    ),
    (
        "a page turned by /Rotate, text that stands sideways on a page",
        "the text in its own direction, like any other",
        "",
    ),
    (
        "slanting or upright text beside other text: watermarks, text along a margin",
        "furniture, apart from the paragraphs",
        "turned",
    ),
    ("upright text in a ruled table", "a part of its cell", ""),
    (
        "large words across the text",
        "furniture, also where they stand alone on a page",
        "across",
    ),
    ("text of layers that are switched off", "nothing", "layer"),
    ("white text on white", "nothing", "white"),
    ("invisible text beside other text", "nothing", "invisible"),
    ("invisible text over a picture (text recognition)", "the text", "recognised"),
    ("text beyond the crop box", "nothing", "outside"),
    ("letters too small to be read", "furniture", "tiny"),
    ("text printed twice in one place", "the text once", ""),
    (
        "two or more columns of prose, headings across them",
        "column by column; a paragraph may go on in the next one",
        "",
    ),
    ("labels with values beside them, without ruled lines", "row by row", ""),
    ("a box beside the text", "paragraphs of their own, which interrupt no other", ""),
    (
        "ticks, arrows, dots, boxes and signs of symbol fonts before items",
        "bullets",
        "",
    ),
    (
        "dashes, stars and a letter o before items",
        "bullets; inside a sentence, a part of the sentence",
        "",
    ),
    ("paragraph numbers such as 1.10", "paragraphs, with ids such as `p1-10`", ""),
    (
        "list labels such as (a), b), iv., 2), R3, REC 4",
        "bullets, with ids such as `findings/a`; words of the text, if the labels are not in sequence (b after a)",
        "",
    ),
    (
        "numbers of four digits",
        "paragraph numbers, if they continue a sequence of such numbers; otherwise years in a sentence",
        "",
    ),
    ("words printed with a space after each letter", "words", ""),
    ("a capital over several lines", "the first letter of its word", ""),
    ("ligatures", "their letters", ""),
    (
        "raised or lowered numbers",
        "a part of their word, as in m²; those of a footnote of the report are left out",
        "",
    ),
    ("pages in other units (/UserUnit)", "the text, like any other", ""),
    (
        "page headers and footers, whatever the size of the text between",
        "furniture",
        "",
    ),
    ("pictures of pages", "nothing", "scanned"),
    (
        "text in no order or in unknown letters, and lines that overlap",
        "furniture only, no section and no paragraph",
        "rubble",
    ),
)

#: The beginnings of remarks whose rest depends on the page.
_OTHER = {
    "scanned": "the text of … pages is missing, because they are pictures",
    "rubble": "text cannot be read in order, because …; compare it with the PDF",
}


def section() -> str:
    """Return the section about the layouts of PDF pages."""
    said = {**REMARKS, **_OTHER, "": ""}
    rows = [
        (kind, read, code(said[remark]) if remark else "")
        for kind, read, remark in _KINDS
    ]
    return f"{_INTRODUCTION}\n{table(('page', 'what is read', 'remark'), rows)}"
