"""Read the text files of reports; refuse files that are too large or not plain text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from inspectgraph.files.text import LARGEST, decode, read_bytes
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.read.file_type import file_type

__all__ = ["MOST_PIECES", "read_report_text", "refuse_marks"]

#: The most lines and cells that a report may have. A report of 2,000 pages has some
#: 100,000.
MOST_PIECES = 250_000
#: The bytes that end a line or a table cell.
_SEPARATORS = (b"\n", b"\r", b"\t", b"|")
#: The form feed that begins a page.
_PAGE_BREAK = b"\f"
#: The most combining marks, such as accents, on one letter. Unicode's stream-safe text
#: format has the same limit.
_MOST_MARKS = 30
_PERHAPS_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{_MOST_MARKS + 1},}}")


def read_report_text(path: Path, *, pages: bool = False) -> str:
    """Return the text of a Markdown or plain text file.

    Args:
        path: The file.
        pages: Whether to keep form feeds, which mark page breaks in plain text.

    Raises:
        UnreadableError: If the file is missing, not text, not UTF-8 or too large.
    """
    where = Where(str(path))
    raw = read_bytes(path, str(path), LARGEST + 1)
    if not raw.strip():
        raise UnreadableError("empty-file", "the file is empty", where)
    _refuse_other_types(raw, where)
    pieces = sum(map(raw.count, _SEPARATORS))
    if pieces > MOST_PIECES:
        found = f"the text has {pieces} lines and table cells, and the limit is {MOST_PIECES}"
        raise UnreadableError("too-large", found, where)
    text = decode(raw, str(path)).text
    if pages and _PAGE_BREAK in raw:
        return _with_page_breaks(text, raw)
    return text


def _with_page_breaks(text: str, raw: bytes) -> str:
    """Return a text after restoring its form feeds.

    The decoder has replaced each form feed by a space.
    """
    printed = raw.decode("utf-8-sig")
    if len(printed) != len(text):
        return text
    breaks = {place for place, sign in enumerate(printed) if sign == "\f"}
    return "".join("\f" if place in breaks else sign for place, sign in enumerate(text))


def _refuse_other_types(raw: bytes, where: Where) -> None:
    """Refuse a file that is not text.

    The first bytes of the file show its type. A NUL byte also shows that the file is
    not text.

    Raises:
        UnreadableError: If the file is not text.
    """
    kind = file_type(raw[:1024])
    if kind:
        found = f"the file is {kind}; save it as a PDF, or as text in UTF-8"
        raise UnreadableError("not-text", found, where)
    if b"\0" in raw:
        found = (
            "the file contains NUL bytes: either it is not text, or its encoding is not"
            " UTF-8; save it as UTF-8"
        )
        raise UnreadableError("not-text", found, where)


def refuse_marks(text: str, where: Where) -> None:
    """Refuse a text in which one letter has more combining marks than any alphabet uses.

    Unicode normalisation would take too long for such a text.

    Raises:
        UnreadableError: If one letter has too many marks.
    """
    for run in _PERHAPS_MARKS.finditer(text):
        marks = 0
        for character in run[0]:
            if unicodedata.combining(character):
                marks += 1
            else:
                marks = 0
            if marks > _MOST_MARKS:
                found = f"the text has a letter with more than {_MOST_MARKS} accents or other marks"
                raise UnreadableError("not-text", found, where)
