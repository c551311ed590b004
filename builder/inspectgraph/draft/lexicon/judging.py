"""Classify the words and phrases of inspectors: praise, fault, plan, trend.

The lexicon tables `judging-words`, `judging-phrases` and `trend-words` give each word
or phrase a class, such as `praise`. This class is called the reading of the word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from inspectgraph.draft.lexicon.tables import any_of, column, either

__all__ = ["is_denial", "is_fault", "is_praise", "is_remedy", "phrases", "trend_words"]

#: The most words that are remembered with their readings.
_MOST_WORDS = 8192
#: The readings of a single word.
_READINGS = ("praise", "fault", "denial", "dealing")


@cache
def phrases(reading: str) -> re.Pattern[str]:
    """Return a pattern that matches every judging phrase of a given class.

    Args:
        reading: The class of the phrases, such as `praise` or `plan`.
    """
    return any_of(column("judging-phrases", "pattern", reading=reading))


@cache
def trend_words(reading: str) -> str:
    """Return a pattern, as a string, that matches all trend words of a given class.

    Args:
        reading: The class. Words of change, such as `rose`, have the class `up` or
            `down`. Words of quantity, such as `absence`, have the class `should-fall`
            or `should-rise`.
    """
    return either(column("trend-words", "pattern", reading=reading))


@lru_cache(_MOST_WORDS)
def _readings(word: str) -> frozenset[str]:
    """Return all classes of a word.

    An example of a class is `praise`.
    """
    found = []
    for reading in _READINGS:
        if _words(reading).fullmatch(word):
            found.append(reading)
    return frozenset(found)


@cache
def _words(reading: str) -> re.Pattern[str]:
    """Return a pattern that matches every single word of a given class, such as `praise`."""
    patterns = column("judging-words", "pattern", reading=reading)
    return re.compile("|".join(patterns), re.I)


def _is_read(reading: str, word: str) -> bool:
    """Return whether a word belongs to a given class.

    `is_praise` calls this function with the class `praise`.

    >>> is_praise("effectively"), is_praise("effect")
    (True, False)
    """
    return reading in _readings(word)


#: Functions that test one word. A denial, such as `not`, turns praise that follows into
#: fault. A remedy, such as `address`, deals with a fault that follows.
is_praise = lru_cache(_MOST_WORDS)(partial(_is_read, "praise"))
is_fault = lru_cache(_MOST_WORDS)(partial(_is_read, "fault"))
is_denial = lru_cache(_MOST_WORDS)(partial(_is_read, "denial"))
is_remedy = lru_cache(_MOST_WORDS)(partial(_is_read, "dealing"))
