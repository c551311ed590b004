"""Suggest names for one that does not exist: by shared words first, then by spelling."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from typing import Final

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


def nearest(value: str, options: Collection[str]) -> str:
    """Return the option that is spelt most like a misspelt value, or nothing.

    Of a great many options, only those next to the value in alphabetical order count.

    >>> nearest("polarty", ["polarity", "themes"])
    'polarity'
    """
    value, ordered = value[:_LONGEST], sorted(options)
    if len(ordered) > _MANY:
        place = bisect(ordered, value)
        ordered = ordered[max(place - _MANY // 2, 0) : place + _MANY // 2]
    return next(iter(get_close_matches(value, ordered, 1, _CUTOFF)), "")


def suggest(given: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the terms that a name may mean, the likeliest first.

    Terms with a name that holds every word of the given one come first; where there are
    none, terms whose name is spelt alike; where there are none either, terms that share
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
    alike = _alike(given, every)
    return (alike or _sharing(_words(given), every))[:_MOST]


def _holding(words: frozenset[str], names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that holds every word, the shortest first."""
    found = []
    for label, own in names.items():
        if not words:
            continue
        if any(words <= _words(name) for name in own):
            found.append(label)
    return sorted(found, key=lambda label: (len(label), label))


def _alike(given: str, names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that is spelt alike, the most alike first."""
    likeness = {}
    for label, own in names.items():
        most = max(_likeness(given, name) for name in own)
        if most >= _CUTOFF:
            likeness[label] = most
    return sorted(likeness, key=lambda label: (-likeness[label], label))


def _sharing(words: frozenset[str], names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels with a name that shares the most words, in order."""
    shared: dict[int, list[str]] = {}
    for label, own in names.items():
        most = max(len(words & _words(name)) for name in own)
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
    *others, last = (f"'{label}'" for label in labels)
    every = last
    if others:
        every = f"{', '.join(others)} or {last}"
    return f"; did you mean {every}?"


def _words(name: str) -> frozenset[str]:
    """Return the words of a name that carry meaning, in lower case and in the singular."""
    found = re.findall(r"[^\W_]+", name.casefold())
    kept = set()
    for word in found:
        if word not in _WORDS_WITHOUT_MEANING:
            kept.add(_singular(word))
    return frozenset(kept)


def _singular(word: str) -> str:
    """Return a word without the ending of a regular plural."""
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are spelt, from 0 to 1."""
    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    if matcher.real_quick_ratio() >= _CUTOFF:
        return matcher.ratio()
    return 0.0
