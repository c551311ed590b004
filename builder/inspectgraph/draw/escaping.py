"""Escape texts for HTML and SVG: one function for each context.

Style sheets and scripts are constants and never contain text of a project.
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
    r"""Put U+FFFD in place of each character that is not allowed in XML or HTML.

    >>> ascii(allowed("a\x00b"))
    "'a\\ufffdb'"
    """
    return _FORBIDDEN.sub("\ufffd", value)


def text(value: str) -> str:
    """Escape a text for use between the tags of an HTML or SVG element.

    >>> text('<b> "x" & y')
    '&lt;b&gt; "x" &amp; y'
    """
    return escape(allowed(value), quote=False).replace("\r", "&#13;")


def attribute(value: str) -> str:
    r"""Escape a text for use as an attribute in double quotes, in HTML or SVG.

    >>> attribute('<b> "x"\n')
    '&lt;b&gt; &quot;x&quot;&#10;'
    """
    return escape(allowed(value)).translate(_ATTRIBUTE_SPACE)


def script_source(script: str) -> str:
    """Return the hash of a script, with which a content security policy allows it."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
