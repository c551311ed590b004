"""Check that a file is a complete PDF whose text consists of English words.

This module also makes the remarks on pages that were read only in part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from pathlib import Path

from inspectgraph.files.text import read_bytes
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity
from inspectgraph.read.file_type import file_type
from inspectgraph.read.pdf.english import has_common_words
from inspectgraph.read.pdf.page import Page

__all__ = ["REMARKS", "check_text", "check_whole", "remarks"]

#: How many bytes at the end of the file are searched for the last `startxref`.
_TAIL = 1024 * 1024
#: How many bytes at the beginning of the file are searched for the header `%PDF-`.
_HEAD = 1024
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,15})\b")
_CLOSE = re.compile(rb"\bstartxref\s+\d+")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")

#: A text with fewer characters or words is not tested for English.
_ENOUGH = 100
#: The most characters that are tested for English.
_SAMPLE = 100_000
#: The most page numbers that a remark lists.
_MOST_LISTED = 10
#: The least share of letters and digits in a readable text.
_FEWEST_LETTERS = 0.5
#: The remarks on text that is left out or kept outside paragraphs, by kind.
REMARKS = {
    "layer": "text of a layer that is switched off is left out",
    "invisible": "invisible text is left out",
    "white": "white text on white is left out",
    "outside": "text beyond the edge of the page is left out",
    "tiny": "letters too small to be read are kept apart from the text",
    "across": "large words printed across the text are kept apart from it",
    "turned": "rotated text is kept apart from the rest",
    "recognised": "text comes from text recognition (OCR); check its numbers against the PDF",
}


def check_whole(path: Path) -> None:
    """Refuse a file that is not a PDF, or a PDF whose end is missing.

    Raises:
        UnreadableError: If the file cannot be opened, is empty, is not a PDF, or
            is cut off.
    """
    where = Where(str(path))
    head = read_bytes(path, str(path), _HEAD)
    if not head:
        raise UnreadableError("empty-file", "the file is empty", where)
    if b"%PDF-" not in head:
        raise UnreadableError("not-pdf", _other_type(head), where)
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    if _is_cut_off(head, tail, size):
        raise UnreadableError(
            "damaged-pdf",
            "the PDF is cut off before its end; download the report again",
            where,
        )


def _other_type(head: bytes) -> str:
    """Return the error message for a file whose first bytes show that it is not a PDF."""
    kind = file_type(head)
    found = "not a PDF, although its name ends in .pdf"
    if kind:
        found = f"{kind}, although its name ends in .pdf"
    return f"the file is {found}; download the report again"


def _is_cut_off(head: bytes, tail: bytes, size: int) -> bool:
    """Return whether the end of a PDF is missing.

    Args:
        head: The first bytes of the file.
        tail: The last bytes of the file.
        size: The size of the file in bytes.
    """
    promised = _LINEARIZED.search(head)
    if promised and size < int(promised[1]):
        return True
    closes = [*_CLOSE.finditer(tail)]
    if not closes:
        return True
    last_end = closes[-1].end()
    has_more = _OBJECT.search(tail, last_end)
    return has_more is not None


def check_text(pages: Sequence[Page], where: Where) -> None:
    """Refuse pages that have no text, or whose text does not consist of words.

    If fonts do not map their glyphs to letters, the text does not consist of words.

    Raises:
        UnreadableError: If the pages have no text, or their text does not consist of
            words.
    """
    fault = _fault_of_text(pages)
    if fault:
        raise UnreadableError(
            "no-text", f"{fault}; apply text recognition (OCR) to it first", where
        )


def _fault_of_text(pages: Sequence[Page]) -> str:
    """Return the reason why the text of the pages is unreadable, or "" if it is readable."""
    if not any(map(attrgetter("lines"), pages)):
        return "the PDF has no text: its pages are pictures, drawings or empty"
    scanned = sum(map(attrgetter("scanned"), pages))
    if scanned > len(pages) / 2:
        are = "are pictures"
        if scanned == 1:
            are = "is a picture"
        number = quantity(len(pages), "page")
        return f"{scanned} of the PDF's {number} {are} without text"
    lines = chain.from_iterable(map(attrgetter("lines"), pages))
    text = " ".join(map(attrgetter("text"), lines))
    if _is_words(text[:_SAMPLE]):
        return ""
    return (
        "the PDF's text cannot be decoded: its fonts do not map their glyphs to letters"
    )


def remarks(pages: Sequence[Page]) -> list[str]:
    """Return the remarks on pages that were read only in part."""
    scanned: list[int] = []
    faults: dict[str, list[int]] = defaultdict(list)
    kinds: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        if page.scanned:
            scanned.append(page.number)
        if page.fault:
            faults[page.fault].append(page.number)
        for kind in set(page.remarks):
            kinds[kind].append(page.number)
    found = []
    if scanned:
        found.append(_missing_pages(scanned, len(pages)))
    for fault, numbers in sorted(faults.items()):
        found.append(
            f"text cannot be read in order, because {fault}; compare it with the PDF:"
            f" {_listed(numbers)}"
        )
    for kind, remark in REMARKS.items():
        if kind in kinds:
            found.append(f"{remark}: {_listed(kinds[kind])}")
    return found


def _missing_pages(scanned: Sequence[int], pages: int) -> str:
    """Return the remark on pages that contain pictures but no text.

    Args:
        scanned: The numbers of these pages.
        pages: The number of pages in the document.
    """
    why = "they are pictures"
    if len(scanned) == 1:
        why = "it is a picture"
    count = f"{len(scanned)} of {quantity(pages, 'page')}"
    _, _, numbers = _listed(scanned).partition(" ")
    return f"the text of {count} is missing, because {why}: {numbers}"


def _listed(numbers: Sequence[int]) -> str:
    """Return the first ten page numbers as text that begins with `page` or `pages`."""
    noun = "pages"
    if len(numbers) == 1:
        noun = "page"
    listed = ", ".join(map(str, numbers[:_MOST_LISTED]))
    more = ""
    if len(numbers) > _MOST_LISTED:
        more = " …"
    return f"{noun} {listed}{more}"


def _is_words(text: str) -> bool:
    """Return whether a text consists of English words.

    Most characters of such a text are letters or digits, and frequent English words are
    as common as usual. A short text always passes the test.
    """
    solid = "".join(text.split())
    if len(solid) < _ENOUGH:
        return True
    letters = sum(map(str.isalnum, solid))
    if letters < _FEWEST_LETTERS * len(solid):
        return False
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < _ENOUGH:
        return True
    return has_common_words(text)
