"""Count the hyphens at the ends of lines of many PDFs, and the pages with a remark.

Usage: python benchmarks/pdf_pages.py PDF...
Prints how many hyphens end a line, and how many of them the text of the report keeps,
joins or loses. Prints for each remark of the PDF reader how many pages carry it. The
quality of a page is judged by four shares of unreadable text; the highest value of each
share is printed too.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from inspectgraph.model.anchor import squeeze
from inspectgraph.read import read_blocks
from inspectgraph.read.document import Unit
from inspectgraph.read.pdf.layout import blocks_of_pages
from inspectgraph.read.pdf.pages import read_pages
from inspectgraph.read.pdf.text_quality import Shares, shares_of

#: The number of letters before and after a hyphen by which its place is found.
CONTEXT = 14


def hyphens(path: Path) -> Iterator[str]:
    """Yield the letters before and after each hyphen that PDFium finds at the end of a line."""
    document = pdfium.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        letters = [
            chr(min(pdfium_c.FPDFText_GetUnicode(text.raw, index), 0x10FFFF))
            for index in range(text.count_chars())
        ]
        for index in range(len(letters)):
            if pdfium_c.FPDFText_IsHyphen(text.raw, index) == 1:
                before = squeeze("".join(letters[max(0, index - 3 * CONTEXT) : index]))[
                    -CONTEXT:
                ]
                after = squeeze("".join(letters[index + 1 : index + 3 * CONTEXT]))[
                    :CONTEXT
                ]
                yield f"{before}\0{after}"
    document.close()


class Found:
    """The letters of all units of a report, and the position of each letter in their text."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.text = "\n".join(unit.text for unit in units)
        squeezed = [squeeze(character) for character in self.text]
        self.letters = "".join(squeezed)
        self.places: list[int] = [
            place for place, letter in enumerate(squeezed) for _ in letter
        ]

    def fate(self, hyphen: str) -> str:
        """Return what became of a hyphen: `kept`, `joined`, `lost` or `not found`."""
        before, after = hyphen.split("\0")
        start = self.letters.find(before + after)
        if start < 0:  # the number of a paragraph may stand in between
            start = self.letters.find(before + after[: CONTEXT // 3])
        if start < 0:
            return "not found"
        end = start + len(before)
        between = self.text[self.places[end - 1] + 1 : self.places[end]]
        return {"-": "kept", "- ": "kept", "": "joined"}.get(between, "lost")


def main() -> None:
    """Print the counts."""
    fates: Counter[str] = Counter()
    remarks: Counter[str] = Counter()
    highest = Shares(0, 0, 0, 0)
    pages = 0
    for name in sys.argv[1:]:
        read = read_pages(Path(name))
        pages += len(read)
        units = read_blocks(blocks_of_pages(read), "report").units
        found = Found(units)
        fates.update(found.fate(hyphen) for hyphen in hyphens(Path(name)))
        for page in read:
            remarks.update({page.fault} if page.fault else set(page.remarks))
            if not page.fault:
                highest = Shares(*map(max, highest, shares_of(page.lines)))
    print(
        f"{len(sys.argv) - 1} PDFs, {pages} pages, {sum(fates.values())} hyphens at the"
        " end of a line"
    )
    for fate, count in fates.most_common():
        print(f"{count} {fate}")
    for remark, count in remarks.most_common():
        print(f"{count} pages: {remark}")
    print(
        "highest shares of the other pages:",
        ", ".join(f"{k} {v:.2f}" for k, v in highest._asdict().items()),
    )


if __name__ == "__main__":
    main()
