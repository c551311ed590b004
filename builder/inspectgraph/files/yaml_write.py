"""Write plain data as YAML on one line. All YAML readers read the same data from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from yaml import ScalarNode
from yaml.resolver import BaseResolver, Resolver

from inspectgraph.files.yaml_strict import plain_value

__all__ = ["to_flow", "to_scalar"]

#: Texts that YAML never takes for its own syntax. Other texts are quoted.
_PLAIN: Final = re.compile(r"[A-Za-z0-9£(](?:[\w ’'()/%£.–—+-]*[\w’'()/%£.–—+-])?")
#: Numbers and truth values of YAML 1.2 and 1.1 that other readers know, but neither
#: PyYAML nor our loader.
_OTHER_READERS: Final = re.compile(
    r"[yYnN]|0o[0-7]+|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?"
)
#: Characters that YAML, unlike JSON, allows only as escapes.
_UNPRINTABLE: Final = re.compile(
    "[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_TEXT: Final = BaseResolver.DEFAULT_SCALAR_TAG
_PYYAML: Final = Resolver()


def to_flow(value: Any) -> str:
    """Return plain data as YAML on one line.

    Args:
        value: A text, number, date, boolean or None, or a list or mapping of such
            values.

    >>> to_flow({"printed": "March 2010", "themes": ["a", "b"], "of": Decimal("3.50")})
    '{printed: March 2010, themes: [a, b], of: 3.50}'
    """
    if isinstance(value, Mapping):
        pairs = (f"{to_flow(key)}: {to_flow(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(to_flow, value))}]"
    return to_scalar(value)


def to_scalar(value: str | int | Decimal | date | None) -> str:
    """Return one value as YAML.

    A text is quoted if a YAML reader might read it as a number or a boolean.

    >>> print(to_scalar("March 2010"), to_scalar("1e5"), to_scalar("yes"), to_scalar(True))
    March 2010 "1e5" "yes" true
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    return str(value)


@lru_cache(maxsize=4096)
def _is_plain(text: str) -> bool:
    """Return whether YAML readers read a text unchanged if it has no quotes around it."""
    if not _PLAIN.fullmatch(text) or _OTHER_READERS.fullmatch(text):
        return False
    if not isinstance(plain_value(text), str):
        return False
    tag: str = _PYYAML.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == _TEXT


def _quoted(text: str) -> str:
    """Return a text in double quotes, with escape sequences that JSON and YAML share."""
    return _UNPRINTABLE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(found: re.Match[str]) -> str:
    """Return the YAML escape sequence for a matched character."""
    return f"\\u{ord(found[0]):04x}"
