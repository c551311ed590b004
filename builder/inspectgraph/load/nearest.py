"""The option that a misspelt value is most like."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection
from difflib import get_close_matches

__all__ = ["nearest"]

#: With how many options a misspelt value is compared.
_MOST_COMPARED = 2000
_LIKENESS = 0.7
_LONGEST = 200


def nearest(value: str, options: Collection[str]) -> str:
    """Return the option most like a misspelt value, or nothing.

    Of very many options, only those that begin alike are compared: comparing with each of
    40,000 takes a second.

    >>> nearest("polarty", ["polarity", "themes"])
    'polarity'
    """
    value, ordered = value[:_LONGEST], sorted(options)
    if len(ordered) > _MOST_COMPARED:
        place = bisect(ordered, value)
        first = max(place - _MOST_COMPARED // 2, 0)
        ordered = ordered[first : place + _MOST_COMPARED // 2]
    return next(iter(get_close_matches(value, ordered, 1, _LIKENESS)), "")
