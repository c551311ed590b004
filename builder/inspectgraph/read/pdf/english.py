"""Whether a text is English, by its commonest words."""

from __future__ import annotations

import re

__all__ = ["has_common_words"]

_FEWEST = 0.04
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "for",
        "that",
        "are",
        "with",
        "have",
        "on",
        "be",
    )
)


def has_common_words(text: str) -> bool:
    """Return whether a text has as many of the commonest words as English has.

    >>> has_common_words("the plans of the board"), has_common_words("xq zrt plm")
    (True, False)
    """
    words = _WORD.findall(text.lower())
    return bool(words) and sum(word in _COMMON for word in words) >= _FEWEST * len(
        words
    )
