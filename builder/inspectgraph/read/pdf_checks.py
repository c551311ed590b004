"""Whether a PDF is worth reading: a PDF at all, whole, with text, and with text that is words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from inspectgraph.errors import UnreadableError, Where
from inspectgraph.read.pdf import Page
from inspectgraph.read.sniff import what_begins
from inspectgraph.textfile import read_bytes
from inspectgraph.wording import quantity

__all__ = ["check_text", "check_whole", "remarks"]

_TAIL = 1024 * 1024
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,15})\b")
_CLOSE = re.compile(rb"\bstartxref\s+\d+")
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")

#: How much text is needed before it is asked whether it is words.
_ENOUGH = 100
_FEWEST_COMMON = 0.04
_FEWEST_LETTERS = 0.5
_COMMON = frozenset(("the", "of", "and", "to", "in", "a", "is", "for", "that", "are", "with", "have", "on", "be"))


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
        kind = what_begins(head)
        found = f"{kind} that was saved under a PDF's name" if kind else "no PDF, though it is called one"
        raise UnreadableError("not-pdf", f"the file is {found}; download the report again", where)
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read()
    closes = [close.end() for close in _CLOSE.finditer(tail)]
    promised = _LINEARIZED.search(head)
    if not closes or _OBJECT.search(tail, closes[-1]) or (promised and size < int(promised[1])):
        raise UnreadableError("damaged-pdf", "the PDF is cut off before its end; download the report again", where)


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
        found = f"{scanned} of the PDF's {quantity(len(pages), 'page')} {are} without text"
    elif not _is_words(" ".join(line.text for page in pages for line in page.lines)[:100_000]):
        found = "the PDF's text is no English words: its fonts do not say which letters they draw"
    else:
        return
    raise UnreadableError("no-text", f"{found}; it needs text recognition", where)


def remarks(pages: Sequence[Page]) -> list[str]:
    """Return what a reader should know about pages that could be read in part only."""
    scanned = [str(page.number) for page in pages if page.scanned]
    if not scanned:
        return []
    shown = ", ".join(scanned[:10]) + (" …" if len(scanned) > 10 else "")
    why = "it is a picture" if len(scanned) == 1 else "they are pictures"
    return [f"what stands on {len(scanned)} of {quantity(len(pages), 'page')} is missing, since {why}: {shown}"]


def _is_words(text: str) -> bool:
    """Return whether a text holds letters, and as many of the commonest words as English has."""
    solid = re.sub(r"\s+", "", text)
    if len(solid) < _ENOUGH:
        return True
    if sum(map(str.isalnum, solid)) < _FEWEST_LETTERS * len(solid):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) < _ENOUGH or sum(word in _COMMON for word in words) >= _FEWEST_COMMON * len(words)
