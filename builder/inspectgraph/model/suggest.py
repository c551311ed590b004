"""Suggest names for one that does not exist: by shared words first, then by spelling."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Final

from inspectgraph.model.quantities import listed

__all__ = ["nearest", "sentence", "suggest"]

#: How many terms a message offers.
_MOST: Final = 5
#: How alike two spellings are at least, from 0 to 1, for every "did you mean".
_CUTOFF: Final = 0.7
#: How much of a name is compared.
_LONGEST: Final = 200
#: With how many options a name is compared: with 40,000, that would take a second.
_MANY: Final = 2000
_WORDS_WITHOUT_MEANING: Final = frozenset(
    {"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"}
)


#: The ending of a regular plural of at least four letters.
_PLURAL: Final = re.compile(r"(?<=..[^s])s\Z", re.DOTALL)


def nearest(value: str, options: Collection[str]) -> str:
    """Return the option that is spelt most like a misspelt value, or nothing.

    Of a great many options, only those next to the value in alphabetical order count.

    >>> nearest("polarty", ["polarity", "themes"])
    'polarity'
    """
    from difflib import get_close_matches  # loads slowly, and names are seldom misspelt

    value, ordered = value[:_LONGEST], sorted(options)
    if len(ordered) > _MANY:
        place = bisect(ordered, value)
        ordered = ordered[max(place - _MANY // 2, 0) : place + _MANY // 2]
    return next(iter(get_close_matches(value, ordered, 1, _CUTOFF)), "")


def suggest(given: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the terms that a name may mean, the likeliest first.

    Terms with a name that holds every word of the given one come first; where there are
    none, terms whose name is spelt similarly; where there are none either, terms that share
    the most words.

    Args:
        given: What the user wrote.
        names: Each term, by the label to show, with all its names.

    Returns:
        At most five labels, all of one of the three kinds.

    >>> suggest("mental health", {"dental health": [], "mental health and well-being": []})
    ['mental health and well-being']
    >>> suggest("metal helth", {"dental care": [], "mental health": []})
    ['mental health']
    """
    every = {label: [label, *others] for label, others in names.items()}
    held = _holding(_words(given), every)
    if held:
        return held[:_MOST]
    found = _alike(given, every) or _sharing(_words(given), every)
    return found[:_MOST]


def _holding(words: frozenset[str], names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that holds every word, the shortest first."""
    found: list[str] = []
    if not words:
        return found
    for label, own in names.items():
        if any(map(words.issubset, map(_words, own))):
            found.append(label)
    return sorted(found, key=lambda label: (len(label), label))


def _alike(given: str, names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that is spelt alike, the most alike first."""
    likeness = {}
    for label, own in names.items():
        most = max(map(partial(_likeness, given), own))
        if most >= _CUTOFF:
            likeness[label] = most
    return sorted(likeness, key=lambda label: (-likeness[label], label))


def _sharing(words: frozenset[str], names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that shares the most words, in order."""
    shared: dict[int, list[str]] = {}
    for label, own in names.items():
        common = map(words.intersection, map(_words, own))
        most = max(map(len, common))
        shared.setdefault(most, []).append(label)
    shared.pop(0, None)
    if shared:
        return sorted(shared[max(shared)])
    return []


def sentence(labels: list[str]) -> str:
    """Return the end of a message that offers terms, or nothing where there are none.

    >>> sentence([]), sentence(["good"]), sentence(["good", "poor", "weak"])
    ('', "; did you mean 'good'?", "; did you mean 'good', 'poor' or 'weak'?")
    """
    if not labels:
        return ""
    quoted = map("'{}'".format, labels)
    return f"; did you mean {listed(quoted, 'or')}?"


def _words(name: str) -> frozenset[str]:
    """Return the words of a name that carry meaning, in lower case and in the singular."""
    found = set(re.findall(r"[^\W_]+", name.casefold()))
    kept = found - _WORDS_WITHOUT_MEANING
    return frozenset(map(partial(_PLURAL.sub, ""), kept))


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are spelt, from 0 to 1."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    if matcher.real_quick_ratio() >= _CUTOFF:
        return matcher.ratio()
    return 0.0
