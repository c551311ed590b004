"""Extract the words of a PDF with the library pdfminer.six, in a separate process.

Only this module imports pdfminer.six. `python -m inspectgraph.second_reading.extraction
FILE` prints JSON: a list of pages, or the code and the message of an error.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from dataclasses import astuple
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final
from unicodedata import normalize

from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix

from inspectgraph.second_reading.pages import Line, Page, Word, body_size

__all__ = ["MOST_PAGES", "extract", "main"]

#: Pages beyond this number are not read.
MOST_PAGES: Final = 400
#: The bytes of memory that the process may use.
_MEMORY: Final = 1_500_000_000
#: The gap that separates two words, as a multiple of the font size.
_WORD_GAP: Final = 0.18
#: The largest distance between baselines of one line, as a multiple of the font size.
_SAME_BASELINE: Final = 0.2
#: Numbers smaller than this share of the size of the body text are footnote marks.
_MARK: Final = 0.8
#: The text rendering mode of invisible text.
_INVISIBLE: Final = 3


class _Collector(PDFTextDevice):
    """A pdfminer.six device that collects the upright, visible characters of a page.

    `characters` holds each character as a `Word` of one character.
    """

    characters: list[Word]

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: object,
        graphicstate: PDFGraphicState,
    ) -> None:
        """Process a string of the PDF, but ignore invisible text."""
        if textstate.render != _INVISIBLE:
            super().render_string(textstate, seq, ncs, graphicstate)  # type: ignore[arg-type]

    def render_char(  # noqa: PLR0913, PLR0917 - as the library calls it
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """Record a character, and return the horizontal distance to the next character."""
        advance: float = font.char_width(cid) * fontsize * scaling
        across, turned, leaning, up, x, y = matrix
        if not turned and not leaning and across > 0:
            text = _unicode(font, cid)
            bold = "bold" in str(font.fontname).lower()
            self.characters.append(
                Word(
                    text,
                    x,
                    x + across * advance,
                    y + up * rise,
                    abs(up) * fontsize,
                    bold,
                )
            )
        return advance

    def begin_tag(self, tag: object, props: object = None) -> None:
        """Ignore a PDF tag that begins a section of the page content."""

    def do_tag(self, tag: object, props: object = None) -> None:
        """Ignore a PDF tag that marks a single point in the page content."""

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Ignore pictures."""


def _unicode(font: PDFFont, cid: int) -> str:
    """Return the text of a character code, or "" if the font does not define it."""
    try:
        return normalize("NFKC", font.to_unichr(cid))
    except PDFUnicodeNotDefined:
        return ""


def extract(file: BinaryIO) -> list[Page]:
    """Return the pages of a PDF, up to `MOST_PAGES` pages.

    Raises:
        Exception: Whatever pdfminer.six raises for a file that it cannot read.
    """
    resources = PDFResourceManager()
    device = _Collector(resources)
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for number, page in enumerate(islice(PDFPage.get_pages(file), MOST_PAGES), 1):
        device.characters = []
        interpreter.process_page(page)
        width = abs(page.mediabox[2] - page.mediabox[0])
        pages.append(Page(number, width, tuple(_lines(device.characters))))
    size = body_size(pages)
    return [_without_marks(page, size) for page in pages]


def _lines(characters: list[Word]) -> Iterator[Line]:
    """Yield the lines of a page from top to bottom."""
    row: list[Word] = []
    for character in sorted(characters, key=lambda one: (-one.y, one.x0)):
        if row and row[0].y - character.y > _SAME_BASELINE * row[0].size:
            yield from _line(row)
            row = []
        row.append(character)
    yield from _line(row)


def _line(row: list[Word]) -> Iterator[Line]:
    """Group the characters on one baseline into words, and yield the words as a line.

    If the characters form no word, nothing is yielded.
    """
    words = tuple(_words(sorted(row, key=lambda one: one.x0)))
    if words:
        yield Line(words)


def _words(row: list[Word]) -> Iterator[Word]:
    """Group the characters of a line into words, and yield each word.

    The characters must be sorted from left to right.
    """
    word: list[Word] = []
    for character in row:
        if word and _printed_twice(word[-1], character):
            continue
        blank = not character.text.strip()
        if word and (blank or _apart(word[-1], character)):
            yield _word(word)
            word = []
        if not blank:
            word.append(character)
    if word:
        yield _word(word)


def _apart(left: Word, right: Word) -> bool:
    """Return whether the gap between two characters separates two words."""
    return right.x0 - left.x1 > _WORD_GAP * min(left.size, right.size)


def _printed_twice(left: Word, right: Word) -> bool:
    """Return whether a character is printed twice in one place to look bold."""
    return left.text == right.text and right.x0 - left.x0 < 0.1 * left.size


def _word(characters: list[Word]) -> Word:
    """Return the word that the given characters form."""
    first, last = characters[0], characters[-1]
    text = "".join(one.text for one in characters)
    bold = all(one.bold for one in characters)
    size = max(one.size for one in characters)
    return Word(text, first.x0, last.x1, first.y, size, bold)


def _without_marks(page: Page, body: float) -> Page:
    """Return a page after leaving out footnote numbers, which are small digits."""
    lines = []
    for line in page.lines:
        words = tuple(
            word
            for word in line.words
            if word.size >= _MARK * body or not word.text.isdigit()
        )
        if words:
            lines.append(Line(words))
    return Page(page.number, page.width, tuple(lines))


def main(path: str) -> object:
    """Return the pages of a file as lists, or an error as a dictionary."""
    try:
        with Path(path).open("rb") as file:
            pages = extract(file)
    except (PDFEncryptionError, PDFPasswordIncorrect):
        return {"code": "encrypted", "message": "the PDF is protected by a password"}
    except MemoryError:
        return {"code": "damaged-pdf", "message": "the PDF needs too much memory"}
    except Exception as fault:
        kind = type(fault).__name__
        return {"code": "damaged-pdf", "message": f"the PDF is damaged ({kind})"}
    return [astuple(page) for page in pages]


def _limit_memory() -> None:
    """Limit the memory of this process, if the operating system supports it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    _limit_memory()
    json.dump(main(sys.argv[1]), sys.stdout)
