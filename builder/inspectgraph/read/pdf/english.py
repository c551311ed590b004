"""Recognise English text by its most frequent words."""

from __future__ import annotations

import re

__all__ = ["has_common_words"]

#: The least share of the frequent words in an English text.
_FEWEST = 0.04
_WORD = re.compile(r"[^\W\d_]+")
_COMMON = frozenset(
    {
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
    }
)


def has_common_words(text: str) -> bool:
    """Return whether frequent English words are as common in a text as in usual English.

    >>> has_common_words("the plans of the board"), has_common_words("xq zrt plm")
    (True, False)
    """
    words = _WORD.findall(text.lower())
    if not words:
        return False
    common = sum(map(_COMMON.__contains__, words))
    return common >= _FEWEST * len(words)
