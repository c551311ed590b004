"""Suggest terms for a name that no term has: by shared words first, then by spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

__all__ = ["sentence", "suggest"]

#: How many terms a message offers.
_MOST: Final = 5
#: How alike two spellings are at least, from 0 to 1; "helth" and "health" reach 0.91.
_LIKENESS: Final = 0.8
_WORDS_WITHOUT_MEANING: Final = frozenset(
    {"a", "and", "for", "in", "of", "on", "or", "the", "to", "with"}
)


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

    >>> suggest("mental health", {"dental health": ["teeth"], "mental health and well-being": ["CAMHS"]})
    ['mental health and well-being']
    >>> suggest("metal helth", {"dental care": [], "mental health": []})
    ['mental health']
    """
    words = _words(given)
    every = {label: [label, *others] for label, others in names.items()}
    held = {
        label: len(label)
        for label, own in every.items()
        if words and any(words <= _words(name) for name in own)
    }
    if held:
        return sorted(held, key=lambda label: (held[label], label))[:_MOST]
    alike = {
        label: max(_likeness(given, name) for name in own)
        for label, own in every.items()
    }
    if near := [label for label in every if alike[label] >= _LIKENESS]:
        return sorted(near, key=lambda label: (-alike[label], label))[:_MOST]
    shared = {
        label: max(len(words & _words(name)) for name in own)
        for label, own in every.items()
    }
    most = max(shared.values(), default=0)
    return sorted(label for label in every if most and shared[label] == most)[:_MOST]


def sentence(labels: list[str]) -> str:
    """Return the end of a message that offers terms, or nothing where there are none.

    >>> sentence([]), sentence(["good"]), sentence(["good", "poor", "weak"])
    ('', "; did you mean 'good'?", "; did you mean 'good', 'poor' or 'weak'?")
    """
    if not labels:
        return ""
    quoted = [f"'{label}'" for label in labels]
    return (
        "; did you mean"
        f" {' or '.join(filter(None, (', '.join(quoted[:-1]), quoted[-1])))}?"
    )


def _words(name: str) -> frozenset[str]:
    """Return the words of a name that carry meaning, in lower case and in the singular."""
    found = re.findall(r"[^\W_]+", name.casefold())
    return frozenset(
        _singular(word) for word in found if word not in _WORDS_WITHOUT_MEANING
    )


def _singular(word: str) -> str:
    """Return a word without the ending of a regular plural."""
    return (
        word[:-1]
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss")
        else word
    )


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are spelt, from 0 to 1."""
    matcher = SequenceMatcher(None, one.casefold(), other.casefold())
    return matcher.ratio() if matcher.real_quick_ratio() >= _LIKENESS else 0.0
