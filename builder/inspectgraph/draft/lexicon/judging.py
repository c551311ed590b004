"""Judging words: how inspectors praise, find fault, deny, plan and report trends."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from inspectgraph.draft.lexicon.tables import any_of, column

__all__ = ["is_denial", "is_fault", "is_praise", "is_remedy", "phrases", "trend_words"]

#: How a single word can be read.
_READINGS = ("praise", "fault", "denial", "dealing")


@cache
def phrases(reading: str) -> re.Pattern[str]:
    """Return the pattern of the phrases of a reading, such as `praise` or `plan`."""
    return any_of(column("judging-phrases", "pattern", reading=reading))


@cache
def trend_words(reading: str) -> str:
    """Return the pattern of the words of a trend: `up`, `down`, `should-fall` or `should-rise`."""
    return "|".join(column("trend-words", "pattern", reading=reading))


@lru_cache(maxsize=8192)
def _readings(word: str) -> frozenset[str]:
    """Return how a word is read; a word can be both fault and denial."""
    found = []
    for reading in _READINGS:
        if _words(reading).fullmatch(word):
            found.append(reading)
    return frozenset(found)


@cache
def _words(reading: str) -> re.Pattern[str]:
    """Return the pattern of the words of a reading."""
    patterns = column("judging-words", "pattern", reading=reading)
    return re.compile("|".join(patterns), re.I)


def _is_read(reading: str, word: str) -> bool:
    """Return whether a word has a reading.

    >>> is_praise("effectively"), is_praise("effect")
    (True, False)
    """
    return reading in _readings(word)


#: Whether a word praises, finds fault, turns the praise after it into fault, or deals
#: with the fault after it.
is_praise = partial(_is_read, "praise")
is_fault = partial(_is_read, "fault")
is_denial = partial(_is_read, "denial")
is_remedy = partial(_is_read, "dealing")
