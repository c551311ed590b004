"""Detect the type of a file that is not plain text, by its first bytes."""

from __future__ import annotations

import re

from inspectgraph.read.sequences import first_match

__all__ = ["WEB_PAGE", "file_type"]

WEB_PAGE = "a web page"

_PACKED = "a compressed file such as .docx or .zip"
_PICTURE = "a picture"
_KINDS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.I), WEB_PAGE),
    (re.compile(rb"%PDF-"), "a PDF"),
    (
        re.compile(
            rb"PK\x03\x04|PK\x05\x06|\x1f\x8b|7z\xbc\xaf|Rar!\x1a|BZh[1-9]1AY|\xfd7zXZ"
        ),
        _PACKED,
    ),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an older Office file such as .doc"),
    (
        re.compile(
            rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|BM.{4}\0{4}", re.S
        ),
        _PICTURE,
    ),
    (re.compile(rb"\s*\{\\rtf"), "Rich Text (RTF)"),
    (re.compile(rb"\s*<\?xml|\s*<svg\b"), "XML"),
    (re.compile(rb"%!PS"), "PostScript"),
    (re.compile(rb"\xff\xfe|\xfe\xff"), "text in UTF-16"),
    (re.compile(rb"\x7fELF|MZ[^ -~]|\xca\xfe\xba\xbe"), "a program"),
)


def file_type(head: bytes) -> str:
    r"""Return the type of a file with these first bytes, or an empty string if it is unknown.

    >>> file_type(b"\x89PNG\r\n")
    'a picture'
    >>> file_type(b"1. The council is well led.")
    ''
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    return first_match(_KINDS, head) or ""
