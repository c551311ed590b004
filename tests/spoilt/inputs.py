"""The spoilt inputs: each kind by its name, and the function that writes it into a folder.

`expected.tsv` next to this file has the message for each input.
"""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from spoilt.harmful import (
    claiming,
    cut,
    huge_picture,
    linearized,
    locked,
    nameless,
    nested,
    one_page,
    packed,
    packed_twice,
    ruled,
    scanned,
)
from spoilt.pdfs import document, report, report_text, shown, stream, written

__all__ = ["INPUTS"]

_MEGABYTE = 1024 * 1024
_TEXT = "\n".join(report_text(12)).encode()
_WEB_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Sorry</title></head><body>Page not"
    b" found</body></html>\n"
)
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)
_RICH = rb"{\rtf1\ansi The plan is good.}"
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _word() -> bytes:
    """Return the bytes of a .docx file: a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()


def _long_page(lines: list[str]) -> bytes:
    """Return a PDF with one page that is high enough for all lines."""
    content = stream(shown(lines, top=18 * len(lines)))
    return written(
        document([content], keys=b"/MediaBox [0 0 595 %d]" % (18 * len(lines) + 60))
    )


#: For each input: the ending of the file name, and the content. Files without a fault
#: are for comparison.
_FILES: dict[str, tuple[str, bytes | Callable[[], bytes]]] = {
    "a whole PDF": (".pdf", lambda: report(2)),
    "a whole text": (".txt", _TEXT),
    "a PDF that only its owner may change": (".pdf", lambda: locked(b"")),
    "a PDF with a wrong table of places": (
        ".pdf",
        lambda: report(2).replace(b"startxref\n", b"startxref\n9"),
    ),
    "a PDF with ten pages, two of them pictures": (".pdf", lambda: scanned(8, 2)),
    "a text with line ends of old Macs": (".txt", _TEXT.replace(b"\n", b"\r")),
    "a text with a byte order mark": (".md", b"\xef\xbb\xbf" + _TEXT),
    # No PDF
    "an empty PDF": (".pdf", b""),
    "random bytes": (
        ".pdf",
        lambda: random.Random(1).randbytes(100_000),
    ),
    "a web page saved as a PDF": (".pdf", _WEB_PAGE),
    "a picture called a PDF": (".pdf", _PNG),
    "a Word document called a PDF": (".pdf", _word),
    "an older Word document called a PDF": (".pdf", _OLD_WORD),
    "XML called a PDF": (".pdf", b'<?xml version="1.0"?>\n<report/>\n'),
    "Rich Text called a PDF": (".pdf", _RICH),
    "PostScript called a PDF": (".pdf", b"%!PS-Adobe-3.0\nshowpage\n"),
    "text called a PDF": (".pdf", _TEXT),
    "a PDF behind two kilobytes of something else": (
        ".pdf",
        lambda: bytes(2048) + report(1),
    ),
    # PDFs that are damaged, locked or without text
    **{
        f"a PDF cut off at {tenth}0 %": (".pdf", partial(cut, tenth))
        for tenth in range(1, 10)
    },
    "a PDF cut off that says how long it should be": (".pdf", linearized),
    "a PDF with a password": (".pdf", lambda: locked(b"secret")),
    "a PDF locked in a way nobody knows": (
        ".pdf",
        lambda: written(document([stream(b"")]), b"/Encrypt << /Filter /Secret >>"),
    ),
    "a PDF of scanned pages": (".pdf", lambda: scanned(0, 3)),
    "a PDF with text on page 1 only": (".pdf", lambda: scanned(1, 9)),
    "a PDF of empty pages": (".pdf", lambda: written(document([stream(b"")] * 3))),
    "a PDF without pages": (".pdf", lambda: written(document([]))),
    "a PDF whose pages are nonsense": (
        ".pdf",
        lambda: one_page(b"BT (( << 1 0 Tj ET [ Q Q Q q"),
    ),
    "a PDF whose second page is missing": (
        ".pdf",
        lambda: claiming(b"[3 0 R 99 0 R]", b"2"),
    ),
    "a PDF whose fonts name no letters": (".pdf", nameless),
    # PDFs that would do harm
    "a PDF of 3,001 pages": (".pdf", lambda: written(document([stream(b"")] * 3001))),
    "a PDF of 2,000 pages in one second": (".pdf", lambda: report(2000)),
    "a PDF that unfolds to 1.5 gigabytes of blanks": (
        ".pdf",
        lambda: packed(b" " * _MEGABYTE, 1500),
    ),
    "a PDF that unfolds to gigabytes of words": (
        ".pdf",
        lambda: packed(b"(more and more) Tj " * 55_000, 1500),
    ),
    "a PDF that unfolds twice": (".pdf", packed_twice),
    "a PDF with a picture of ten gigabytes": (".pdf", huge_picture),
    "a PDF with lists nested 100,000 deep": (
        ".pdf",
        lambda: nested(b"[" * 100_000 + b"]" * 100_000),
    ),
    "a PDF with mappings nested 100,000 deep": (
        ".pdf",
        lambda: nested(b"<< /A " * 100_000 + b"0" + b">>" * 100_000),
    ),
    "a PDF whose pages stand in themselves": (
        ".pdf",
        lambda: claiming(b"[2 0 R 2 0 R]", b"7"),
    ),
    "a PDF that claims a billion pages": (
        ".pdf",
        lambda: claiming(b"[3 0 R]", b"1000000000"),
    ),
    "a PDF that claims minus five pages": (".pdf", lambda: claiming(b"[3 0 R]", b"-5")),
    "a PDF with a million letters on a page": (
        ".pdf",
        lambda: _long_page(["the plan is good " * 10] * 6000),
    ),
    "a PDF with 100,000 ruled lines": (".pdf", lambda: one_page(ruled(100_000))),
    # Texts
    "an empty text": (".md", b""),
    "blank lines only": (".txt", b"\n \n\t\n\r\n" * 100),
    "a text with NUL bytes": (".txt", _TEXT.replace(b"harbour", b"har\0bour")),
    "a text in UTF-16": (".txt", _TEXT.decode().encode("utf-16")),
    "a text in UTF-16 without its mark": (".txt", _TEXT.decode().encode("utf-16-le")),
    "a text that is not UTF-8": (".txt", _TEXT.replace(b"harbour", b"harb\xf6ur")),
    "a text in the encoding of older Windows": (
        ".txt",
        "1. The council’s café – good.\n".encode("cp1252"),
    ),
    "one line of 50 megabytes": (".txt", lambda: b"a" * 50 * _MEGABYTE),
    "four million lines": (".txt", lambda: b"a\n" * 4_000_000),
    "a line of eight million brackets": (".txt", lambda: b"1. " + b"[" * 8_000_000),
    "a line of a million crosses": (
        ".txt",
        lambda: b"1. Time\n\n" + b"x " * 1_000_000 + b"y\n",
    ),
    "a letter with a million accents": (
        ".txt",
        lambda: b"# e" + "\u0301\u0323".encode() * 500_000 + b"\n",
    ),
    "a Word document": (".docx", _word),
    "a packed text": (".txt", lambda: gzip.compress(_TEXT, mtime=0)),
    "a picture called Markdown": (".md", _PNG),
    "Rich Text": (".rtf", _RICH),
    "a web page": (".html", _WEB_PAGE),
}


def _written(suffix: str, content: bytes | Callable[[], bytes], folder: Path) -> Path:
    """Write a file and return its path."""
    path = folder / f"report{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content())
    return path


# No file at all


def _link(suffix: str, target: str, folder: Path) -> Path:
    """Make a link and return its path."""
    path = folder / f"report{suffix}"
    path.symlink_to(folder / target)
    return path


def _folder(folder: Path) -> Path:
    """Make a folder and return its path."""
    path = folder / "report.pdf"
    path.mkdir()
    return path


def _pipe(suffix: str, folder: Path) -> Path:
    """Make a pipe and return its path."""
    path = folder / f"report{suffix}"
    os.mkfifo(path)
    return path


def _forbidden(folder: Path) -> Path:
    """Write a file that may not be read and return its path."""
    path = _written(".txt", _TEXT, folder)
    path.chmod(0)
    return path


INPUTS: dict[str, Callable[[Path], Path]] = {
    **{kind: partial(_written, *about) for kind, about in _FILES.items()},
    "a missing PDF": lambda folder: folder / "report.pdf",
    "a missing text": lambda folder: folder / "report.md",
    "a link that leads nowhere": partial(_link, ".md", "nowhere.md"),
    "a link that leads to itself": partial(_link, ".pdf", "report.pdf"),
    "a folder called a PDF": _folder,
    "a pipe called a PDF": partial(_pipe, ".pdf"),
    "a pipe called a text": partial(_pipe, ".txt"),
    "a device": lambda _: Path(os.devnull),
    "a name that is too long": lambda folder: folder / ("r" * 300 + ".md"),
    "a file that may not be read": _forbidden,
}
