"""Remove mentions of a theme if their words mean something else in the text.

For example, "contact" names the theme of first contact with social care, but not in
"contact with a parent". The table `theme-senses` lists such phrases for each theme. A
row of the table does not apply if the sentence has one of the words in the column
`unless`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.text.gazetteer import Mention

__all__ = ["in_this_sense"]
#: A pattern that matches no text.
_NO_WORD = "(?!)"


@dataclass(frozen=True, slots=True)
class _OtherSense:
    """A row of the table `theme-senses`: phrases in which a term has another meaning.

    Args:
        words: The pattern of the phrases.
        unless: A pattern of words. If the text has one of these words, the row does not
            apply.
    """

    words: re.Pattern[str]
    unless: re.Pattern[str]

    def covers(self, mention: Mention, text: str) -> bool:
        """Return whether the row applies to a text and covers a mention.

        A mention is covered if it overlaps one of the phrases.
        """
        if self.unless.search(text):
            return False
        for found in self.words.finditer(text):
            if found.end() <= mention.start:
                continue
            if found.start() < mention.end:
                return True
        return False


def in_this_sense(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Remove the mentions whose words have another meaning in the text.

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
    """Return whether the words of a mention have a meaning other than the mentioned theme."""
    others = _other_senses().get((mention.kind, mention.slug), ())
    return any(other.covers(mention, text) for other in others)


@cache
def _other_senses() -> Mapping[tuple[str, str], list[_OtherSense]]:
    """Return the rows of the table `theme-senses`, keyed by the kind and slug of the topic."""
    senses: dict[tuple[str, str], list[_OtherSense]] = {}
    for row in read_table("theme-senses"):
        unless = row["unless"] or _NO_WORD
        other = _OtherSense(
            words=re.compile(rf"\b(?:{row['pattern']})", re.I),
            unless=re.compile(rf"\b(?:{unless})", re.I),
        )
        senses.setdefault(("theme", row["theme"]), []).append(other)
    return senses
