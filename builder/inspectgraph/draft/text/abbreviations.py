"""Abbreviations that a report introduces in brackets after a name that is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inspectgraph.draft.text.gazetteer import Mention, Terms

__all__ = ["Introduced", "introduced", "shortened"]

_BRACKETS = re.compile(
    r"\s*\((?:the )?[‘'“\"]?(?P<short>[A-Z][A-Za-z]*[A-Z]s?)[’'”\"]?\)"
)
_SHORT = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
#: How many letters before a bracket can be the name.
_REACH = 100

#: The kinds and slugs that each abbreviation names.
Introduced = Mapping[str, tuple[tuple[str, str], ...]]


def introduced(texts: Iterable[str], terms: Terms) -> Introduced:
    """Return the meaning of each abbreviation that texts introduce after a known name.

    >>> terms = Terms([("body", "netherby-pct", "Netherby Primary Care Trust")])
    >>> introduced(["The Netherby Primary Care Trust (NPCT) is new."], terms)
    {'NPCT': (('body', 'netherby-pct'),)}
    """
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for text in texts:
        for match in _BRACKETS.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            named = tuple(
                (mention.kind, mention.slug)
                for mention in terms.find(before)
                if mention.end == len(before)
            )
            if named:
                found.setdefault(match["short"].rstrip("s"), named)
    return found


def shortened(text: str, known: Introduced) -> list[Mention]:
    """Return what the abbreviations of a text name."""
    return [
        Mention(kind, slug, match.start(), match.end(), 1)
        for match in _SHORT.finditer(text)
        for kind, slug in known.get(match[0].rstrip("s"), ())
    ]
