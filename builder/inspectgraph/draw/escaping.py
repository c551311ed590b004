"""Escape texts for HTML and SVG: one function for each context.

Style sheets and scripts are constants. They never contain text of a project.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from typing import Final

__all__ = ["allowed", "attribute", "script_source", "text"]

#: Characters that neither XML 1.0 nor HTML can hold.
_FORBIDDEN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
#: White space that an XML parser would turn into a space inside an attribute.
_ATTRIBUTE_SPACE: Final = {ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"}


def allowed(value: str) -> str:
    r"""Replace each character that is not allowed in XML or HTML by U+FFFD.

    >>> ascii(allowed("a\x00b"))
    "'a\\ufffdb'"
    """
    return _FORBIDDEN.sub("\ufffd", value)


def text(value: str) -> str:
    """Escape a text for use inside an HTML or SVG element, between its tags.

    >>> text('<b> "x" & y')
    '&lt;b&gt; "x" &amp; y'
    """
    return escape(allowed(value), quote=False).replace("\r", "&#13;")


def attribute(value: str) -> str:
    r"""Escape a text for use as an HTML or SVG attribute in double quotes.

    >>> attribute('<b> "x"\n')
    '&lt;b&gt; &quot;x&quot;&#10;'
    """
    return escape(allowed(value)).translate(_ATTRIBUTE_SPACE)


def script_source(script: str) -> str:
    """Return the hash of a script in the form that a content security policy needs."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
