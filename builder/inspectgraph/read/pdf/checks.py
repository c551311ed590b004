"""Whether a PDF is worth reading: a PDF at all, whole, with text, and with text that is words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from inspectgraph.files.text import read_bytes
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.model.quantities import quantity
from inspectgraph.read.file_type import file_type
from inspectgraph.read.pdf.english import has_common_words
from inspectgraph.read.pdf.pages import Page

__all__ = ["REMARKS", "check_text", "check_whole", "remarks"]

_TAIL = 1024 * 1024
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,15})\b")
_CLOSE = re.compile(rb"\bstartxref\s+\d+")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")

#: How much text is needed before it is asked whether it is words.
_ENOUGH = 100
_FEWEST_LETTERS = 0.5
#: What is said about text that is left out or kept apart.
REMARKS = {
    "layer": "text of a layer that is switched off is left out",
    "invisible": "text that is drawn invisibly is left out",
    "white": "white text on white is left out",
    "outside": "text beyond the edge of the page is left out",
    "tiny": "letters too small to be read are kept apart from the text",
    "across": "large words printed across the text are kept apart from it",
    "turned": "text that is turned is kept apart from the rest",
    "recognised": "text was recognised in pictures; compare its figures with the PDF",
}


def check_whole(path: Path) -> None:
    """Refuse what is no PDF, saying what it seems to be, and a PDF whose end is missing.

    Raises:
        UnreadableError: If the file cannot be opened, is empty, no PDF or cut off.
    """
    where = Where(str(path))
    head = read_bytes(path, str(path), 1024)
    if not head:
        raise UnreadableError("empty-file", "the file is empty", where)
    if b"%PDF-" not in head:
        kind = file_type(head)
        found = (
            f"{kind} that was saved under a PDF's name"
            if kind
            else "no PDF, though it is called one"
        )
        raise UnreadableError(
            "not-pdf", f"the file is {found}; download the report again", where
        )
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    closes = [close.end() for close in _CLOSE.finditer(tail)]
    promised = _LINEARIZED.search(head)
    if (
        not closes
        or _OBJECT.search(tail, closes[-1])
        or (promised and size < int(promised[1]))
    ):
        raise UnreadableError(
            "damaged-pdf",
            "the PDF is cut off before its end; download the report again",
            where,
        )


def check_text(pages: Sequence[Page], where: Where) -> None:
    """Refuse pages without text, and text that is no words because the fonts do not say which letters they draw.

    Raises:
        UnreadableError: In both cases.
    """
    scanned = sum(page.scanned for page in pages)
    if not any(page.lines for page in pages):
        found = "the PDF has no text: its pages are pictures, drawings or empty"
    elif scanned > len(pages) / 2:
        are = "is a picture" if scanned == 1 else "are pictures"
        found = (
            f"{scanned} of the PDF's {quantity(len(pages), 'page')} {are} without text"
        )
    elif not _is_words(
        " ".join(line.text for page in pages for line in page.lines)[:100_000]
    ):
        found = (
            "the PDF's text is no English words: its fonts do not say which letters"
            " they draw"
        )
    else:
        return
    raise UnreadableError("no-text", f"{found}; it needs text recognition", where)


def remarks(pages: Sequence[Page]) -> list[str]:
    """Return what a reader should know about pages that could be read in part only."""
    scanned = [page.number for page in pages if page.scanned]
    why = "it is a picture" if len(scanned) == 1 else "they are pictures"
    missing = (
        f"what stands on {len(scanned)} of {quantity(len(pages), 'page')} is missing,"
        f" since {why}"
    )
    found = [f"{missing}: {_shown(scanned).partition(' ')[2]}"] if scanned else []
    for fault in sorted({page.fault for page in pages if page.fault}):
        numbers = _shown([page.number for page in pages if page.fault == fault])
        found.append(
            f"text cannot be read in order, since {fault}; compare it with the PDF:"
            f" {numbers}"
        )
    for kind, sentence in REMARKS.items():
        if numbers := _shown([page.number for page in pages if kind in page.remarks]):
            found.append(f"{sentence}: {numbers}")
    return found


def _shown(numbers: Sequence[int]) -> str:
    """Return numbers of pages as printed, the first ten of them."""
    shown = ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}" if numbers else ""


def _is_words(text: str) -> bool:
    """Return whether a text holds letters, and as many of the commonest words as English has."""
    solid = re.sub(r"\s+", "", text)
    if len(solid) < _ENOUGH:
        return True
    if sum(map(str.isalnum, solid)) < _FEWEST_LETTERS * len(solid):
        return False
    return len(re.findall(r"[^\W\d_]+", text)) < _ENOUGH or has_common_words(text)
