"""Find abbreviations that a report introduces in brackets after a known name.

After `Netherby Primary Care Trust (NPCT)`, the word `NPCT` is recognised as a name of
the trust.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from inspectgraph.draft.text.gazetteer import Mention

__all__ = ["Introduced", "introduced", "shortened"]

_BRACKETS = re.compile(
    r"\s*\((?:the )?[‘'“\"]?(?P<short>[A-Z][A-Za-z]*[A-Z]s?)[’'”\"]?\)"
)
_SHORT = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]s?\b")
#: The name is searched for in this number of characters before the bracket.
_REACH = 100

#: Returns the mentions of names in a text.
Finder = Callable[[str], Iterable[Mention]]

#: By abbreviation: the kind and slug of each term that it abbreviates.
Introduced = Mapping[str, tuple[tuple[str, str], ...]]


def introduced(texts: Iterable[str], find: Finder) -> Introduced:
    """Return the abbreviations that some texts introduce, each with its meanings.

    A text introduces an abbreviation in brackets, just after the full name. A meaning
    is a pair: the kind and the slug of a term that has this full name.

    Args:
        texts: The texts that may introduce abbreviations in brackets.
        find: A function such as `Terms.find`, which returns the mentions of names in a
            text.

    >>> from inspectgraph.draft.text.gazetteer import Terms
    >>> terms = Terms([("body", "netherby-pct", "Netherby Primary Care Trust")])
    >>> introduced(["The Netherby Primary Care Trust (NPCT) is new."], terms.find)
    {'NPCT': (('body', 'netherby-pct'),)}
    """
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for text in texts:
        for match in _BRACKETS.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            meaning = tuple(_at_end(before, find))
            if meaning:
                found.setdefault(match["short"].rstrip("s"), meaning)
    return found


def _at_end(text: str, find: Finder) -> Iterator[tuple[str, str]]:
    """Yield the kind and slug of each known name at the end of a text."""
    for mention in find(text):
        if mention.end == len(text):
            yield mention.kind, mention.slug


def shortened(text: str, known: Introduced) -> list[Mention]:
    """Return a mention for each term whose abbreviation is in a text."""
    found: list[Mention] = []
    for match in _SHORT.finditer(text):
        for kind, slug in known.get(match[0].rstrip("s"), ()):
            found.append(Mention(kind, slug, match.start(), match.end(), 1))
    return found
