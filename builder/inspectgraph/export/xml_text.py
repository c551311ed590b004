"""Escape texts and attribute values for XML 1.0."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_attribute", "in_text"]

#: Characters that XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What XML writes for characters of a text, and of the value of an attribute. A reader
#: of XML takes a plain carriage return for a line feed.
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = {
    **_IN_TEXT,
    **str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#09;"}),
}


def in_text(text: str) -> str:
    """Return a text escaped for XML.

    U+FFFD replaces characters that XML forbids.

    >>> in_text("a < b")
    'a &lt; b'
    """
    return _FORBIDDEN.sub("\ufffd", text).translate(_IN_TEXT)


def in_attribute(text: str) -> str:
    """Return an attribute value escaped for XML, in quotation marks.

    >>> in_attribute('"a" & b')
    '"&quot;a&quot; &amp; b"'
    """
    allowed = _FORBIDDEN.sub("\ufffd", text)
    return f'"{allowed.translate(_IN_ATTRIBUTE)}"'
