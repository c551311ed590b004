"""Remove mentions of a theme if the text is not about the theme.

In some mentions, the words mean something else. Other mentions name the theme only in
passing.

For example, "contact" names the theme of first contact with social care, but not in
"contact with a parent". The table `theme-senses` lists such phrases for each theme. A
row of the table does not apply if the sentence has one of the words in the column
`unless`.

"A panel chaired by the director" is about the panel, and names leadership in passing.
The table `theme-asides` lists such phrases. A mention in such a phrase is removed if
the text also names another theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.text.gazetteer import Mention

__all__ = ["in_this_sense", "without_asides"]
#: A pattern that matches no text.
_NO_WORD = "(?!)"


@dataclass(frozen=True, slots=True)
class _Phrases:
    """A row of the table `theme-senses` or `theme-asides`.

    The row lists phrases that contain a name of a theme.

    Args:
        words: The pattern of the phrases.
        unless: A pattern of words. If the text has one of these words, the row does not
            apply. Rows of `theme-asides` have no such words.
    """

    words: re.Pattern[str]
    unless: re.Pattern[str]

    def covers(self, mention: Mention, text: str) -> bool:
        """Return whether a phrase of this row overlaps a mention in a text.

        The result is False if the text has one of the words of `unless`.
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
    return [one for one in mentions if not _covered("theme-senses", one, text)]


def without_asides(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Remove the mentions of themes that a text names in passing.

    If the text names every theme in passing, no mention is removed.

    >>> spoken = "The audit panel is chaired by the director."
    >>> audit = Mention("theme", "quality-assurance-and-audit", 4, 9, 1)
    >>> leader = Mention("theme", "leadership", 34, 42, 1)
    >>> without_asides([audit, leader], spoken) == [audit]
    True
    >>> without_asides([leader], spoken) == [leader]
    True
    """
    kept = [one for one in mentions if not _covered("theme-asides", one, text)]
    return kept or list(mentions)


def _covered(table: str, mention: Mention, text: str) -> bool:
    """Return whether any row of a table covers a mention in a text."""
    rows = _phrases(table).get((mention.kind, mention.slug), ())
    return any(row.covers(mention, text) for row in rows)


@cache
def _phrases(table: str) -> Mapping[tuple[str, str], list[_Phrases]]:
    """Read a table of phrases, and group its rows by theme.

    The key of a group is a pair, such as `("theme", "leadership")`. The phrases in the
    group contain a name of this theme.
    """
    found: dict[tuple[str, str], list[_Phrases]] = {}
    for row in read_table(table):
        unless = row.get("unless") or _NO_WORD
        phrases = _Phrases(
            words=re.compile(rf"\b(?:{row['pattern']})", re.I),
            unless=re.compile(rf"\b(?:{unless})", re.I),
        )
        found.setdefault(("theme", row["theme"]), []).append(phrases)
    return found
