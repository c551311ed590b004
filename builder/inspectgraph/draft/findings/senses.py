"""Senses: "contact" with a parent is not contact with the front door of social care.

The table `theme-senses` lists for some themes the words around a term in which the term
means something else; some rows hold unless other words are in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.text.gazetteer import Mention

__all__ = ["in_this_sense"]
#: A pattern that no text has.
_NO_WORD = "(?!)"


@dataclass(frozen=True, slots=True)
class _OtherSense:
    """Words in which a term means something else, and words that say that it does not."""

    words: re.Pattern[str]
    unless: re.Pattern[str]

    def covers(self, mention: Mention, text: str) -> bool:
        """Return whether a mention means something else."""
        if self.unless.search(text):
            return False
        for found in self.words.finditer(text):
            if found.end() <= mention.start:
                continue
            if found.start() < mention.end:
                return True
        return False


def in_this_sense(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Return the mentions whose words mean their theme in a text.

    >>> spoken = "Parents are in contact with their children."
    >>> in_this_sense([Mention("theme", "contact-referral-and-duty", 15, 22, 1)], spoken)
    []
    """
    found = []
    for mention in mentions:
        if not _means_another(mention, text):
            found.append(mention)
    return found


def _means_another(mention: Mention, text: str) -> bool:
    """Return whether the words of a mention mean something else than its theme."""
    others = _other_senses().get((mention.kind, mention.slug), ())
    return any(other.covers(mention, text) for other in others)


@cache
def _other_senses() -> Mapping[tuple[str, str], list[_OtherSense]]:
    """Return the other senses of the terms of each theme."""
    senses: dict[tuple[str, str], list[_OtherSense]] = {}
    for row in read_table("theme-senses"):
        unless = row["unless"] or _NO_WORD
        other = _OtherSense(
            words=re.compile(rf"\b(?:{row['pattern']})", re.I),
            unless=re.compile(rf"\b(?:{unless})", re.I),
        )
        senses.setdefault(("theme", row["theme"]), []).append(other)
    return senses
