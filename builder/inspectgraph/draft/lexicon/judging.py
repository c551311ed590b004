"""Classify words and phrases by which inspectors judge: praise, fault, plan, trend.

The lexicon tables `judging-words`, `judging-phrases` and `trend-words` give each word
or phrase a reading, such as `praise`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from inspectgraph.draft.lexicon.tables import any_of, column, either

__all__ = ["is_denial", "is_fault", "is_praise", "is_remedy", "phrases", "trend_words"]

#: The readings of a single word.
_READINGS = ("praise", "fault", "denial", "dealing")


@cache
def phrases(reading: str) -> re.Pattern[str]:
    """Return a pattern that matches any judging phrase with one reading.

    Args:
        reading: The class of phrases in the lexicon, such as `praise` or `plan`.
    """
    return any_of(column("judging-phrases", "pattern", reading=reading))


@cache
def trend_words(reading: str) -> str:
    """Return a pattern, as text, for all trend words with one reading.

    Args:
        reading: `up` or `down` for words of movement. `should-fall` or `should-rise`
            for words that name a figure, such as absence, that ought to fall or rise.
    """
    return either(column("trend-words", "pattern", reading=reading))


@lru_cache(maxsize=8192)
def _readings(word: str) -> frozenset[str]:
    """Return the readings of a word, such as `praise`; a word can have several."""
    found = []
    for reading in _READINGS:
        if _words(reading).fullmatch(word):
            found.append(reading)
    return frozenset(found)


@cache
def _words(reading: str) -> re.Pattern[str]:
    """Return a pattern that matches any single word with a reading, such as `fault`."""
    patterns = column("judging-words", "pattern", reading=reading)
    return re.compile("|".join(patterns), re.I)


def _is_read(reading: str, word: str) -> bool:
    """Return whether a word has a reading, such as `praise`.

    >>> is_praise("effectively"), is_praise("effect")
    (True, False)
    """
    return reading in _readings(word)


#: Tests of one word. A denial turns the praise after it into a fault. A remedy deals
#: with the fault after it.
is_praise = partial(_is_read, "praise")
is_fault = partial(_is_read, "fault")
is_denial = partial(_is_read, "denial")
is_remedy = partial(_is_read, "dealing")
