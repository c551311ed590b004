"""Suggest existing names for an unknown name, by shared words and by spelling."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Final

from inspectgraph.model.quantities import listed

__all__ = ["nearest", "sentence", "suggest"]

#: The largest number of labels that a message proposes.
_MOST: Final = 5
#: The least similarity of two spellings, from 0 to 1, for a "did you mean".
_CUTOFF: Final = 0.7
#: The number of characters of a name that are compared.
_LONGEST: Final = 200
#: The largest number of options that a name is compared with. To compare it with 40,000
#: would take a second.
_MANY: Final = 2000
_WORDS_WITHOUT_MEANING: Final = frozenset(
    {"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"}
)


#: The ending of a regular plural of at least four letters.
_PLURAL: Final = re.compile(r"(?<=..[^s])s\Z", re.DOTALL)


def nearest(value: str, options: Collection[str]) -> str:
    """Return the option with the most similar spelling, or "" if none is similar.

    If there are very many options, only the options next to the value in alphabetical
    order are compared.

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
    """Return the labels of terms that a name may mean, the likeliest first.

    The first step finds terms that have a name with every word of the given name. If
    there are none, the second step finds terms with a similar spelling. If there are
    none again, the third step finds terms that share the most words.

    Args:
        given: The name that the user wrote.
        names: The other names of each term, keyed by the label of the term.

    Returns:
        At most five labels, all from the same step.

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
    """Return the label of each term that has a name containing all given words.

    The shortest label comes first.
    """
    found: list[str] = []
    if not words:
        return found
    for label, own in names.items():
        if any(map(words.issubset, map(_words, own))):
            found.append(label)
    return sorted(found, key=lambda label: (len(label), label))


def _alike(given: str, names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels of terms whose names have a similar spelling, the most similar first.

    The names of each term include its label.
    """
    likeness = {}
    for label, own in names.items():
        most = max(map(partial(_likeness, given), own))
        if most >= _CUTOFF:
            likeness[label] = most
    return sorted(likeness, key=lambda label: (-likeness[label], label))


def _sharing(words: frozenset[str], names: Mapping[str, list[str]]) -> list[str]:
    """Return the labels of the terms that share the most words with a name.

    `words` are the meaningful words of the name. If no term shares a word, the list is
    empty.
    """
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
    """Return the end of a message that proposes labels, or "" if there are no labels.

    >>> sentence([]), sentence(["good"]), sentence(["good", "poor", "weak"])
    ('', "; did you mean 'good'?", "; did you mean 'good', 'poor' or 'weak'?")
    """
    if not labels:
        return ""
    quoted = map("'{}'".format, labels)
    return f"; did you mean {listed(quoted, 'or')}?"


def _words(name: str) -> frozenset[str]:
    """Return the meaningful words of a name, in lower case and in the singular."""
    found = set(re.findall(r"[^\W_]+", name.casefold()))
    kept = found - _WORDS_WITHOUT_MEANING
    return frozenset(map(partial(_PLURAL.sub, ""), kept))


def _likeness(one: str, other: str) -> float:
    """Return the similarity of the spelling of two names, from 0 to 1."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    if matcher.real_quick_ratio() >= _CUTOFF:
        return matcher.ratio()
    return 0.0
