"""Gazetteer: find the names of themes, services, bodies and child groups in a text.

A trie over words finds the longest label that begins at a given word of a text. A
plural matches its singular. An acronym matches only in capitals: `CAF` does not match
`café`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.model.registry import Body, Registry, Service
from inspectgraph.rdf.vocabulary import Schemes

__all__ = ["Mention", "Terms", "terms_of"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,}s?\Z")

_POSSESSIVE = re.compile(r"['’]s?\Z")
#: The plural endings: "ies" of a word of five letters or more, and "s" of a word of
#: four letters or more.
_PLURAL_IN_IES = re.compile(r"(?<=..)ies\Z")
_PLURAL = re.compile(r"(?<=..[^sui])s\Z")
_PLURAL_IN_CAPITALS = re.compile(r"\A([^\Wa-z_]{3,})S\Z")
#: How many words are kept with their form for matching. A long report has some 5,000
#: different words.
_MOST_WORDS = 16_384
#: The kinds of terms that have phrases in addition to labels, with the lexicon table.
_PHRASES = (("service-type", "service-phrases"), ("theme", "theme-phrases"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text, with its kind, slug, offsets and number of words."""

    kind: str
    slug: str
    start: int
    end: int
    words: int


@dataclass(slots=True)
class _Node:
    """A node of the trie over words.

    `after` maps each possible next word to its node. `ends` maps a kind to the slugs of
    the labels that end at this node.
    """

    after: dict[str, _Node] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, slug: str) -> None:
        """Store the slug and kind of a label whose last word leads to this node."""
        slugs = self.ends.setdefault(kind, [])
        if slug not in slugs:
            slugs.append(slug)


class Terms:
    """The gazetteer: a trie over the words of labels.

    Args:
        labels: The kind, the slug and the text of each label.
    """

    def __init__(self, labels: Iterable[tuple[str, str, str]]) -> None:
        self._root = _Node()
        for kind, slug, label in labels:
            node = self._root
            for word, _, _ in _words(label):
                node = node.after.setdefault(word, _Node())
            if node is not self._root:
                node.add(kind, slug)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of labels in a text, in order.

        If several labels of one kind begin at the same word, only the longest label is
        used. A label is left out if it is inside another label of the same kind.
        """
        words = list(_words(text))
        found: list[Mention] = []
        covered: dict[str, int] = {}
        first_words = self._root.after
        for index, (word, _, _) in enumerate(words):
            if word not in first_words and _singular(word) not in first_words:
                continue  # most words begin no label
            for kind, mentions in self._longest(words, index).items():
                if mentions[0].end > covered.get(kind, 0):
                    found += mentions
                    covered[kind] = mentions[0].end
        return found

    def _longest(
        self, words: list[tuple[str, int, int]], index: int
    ) -> dict[str, list[Mention]]:
        """Return the mentions of the longest labels that begin at a word, keyed by kind.

        Args:
            words: The words of the text, each with its start and end offset.
            index: The index of the word.
        """
        best: dict[str, list[Mention]] = {}
        node = self._root
        start = words[index][1]
        for place in range(index, len(words)):
            word, _, end = words[place]
            following = node.after.get(word) or node.after.get(_singular(word))
            if following is None:
                break
            node = following
            count = place - index + 1
            for kind, slugs in node.ends.items():
                best[kind] = [Mention(kind, slug, start, end, count) for slug in slugs]
        return best


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text, normalised for comparison, with its start and end offset."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        yield _plain(match[0]), match.start(), match.end()


@lru_cache(maxsize=_MOST_WORDS)
def _plain(word: str) -> str:
    """Return the normalised form of a word: in lower case, and with a plural ending removed.

    An acronym keeps its capitals.

    >>> _plain("CAFs"), _plain("Café"), _plain("children’s"), _plain("policies")
    ('CAF', 'café', 'children', 'policy')
    >>> _plain("assess")
    'assess'
    """
    if _ACRONYM.match(word):
        return word.removesuffix("s")
    plain = _POSSESSIVE.sub("", word.casefold())
    return _PLURAL.sub("", _PLURAL_IN_IES.sub("y", plain))


@lru_cache(maxsize=_MOST_WORDS)
def _singular(word: str) -> str:
    """Remove the plural ending `S` from an acronym in capitals: `PEP` for `PEPS`.

    Short acronyms and other words are returned unchanged.

    >>> _singular("PEPS"), _singular("CAFS"), _singular("CAS"), _singular("plans")
    ('PEP', 'CAF', 'CAS', 'plans')
    """
    return _PLURAL_IN_CAPITALS.sub(r"\1", word)


def terms_of(registry: Registry, schemes: Schemes) -> Terms:
    """Return the gazetteer of concept labels, lexicon phrases and registry names."""
    return Terms(
        [
            *_concepts(schemes),
            *_phrases(schemes),
            *_names("body", registry.bodies),
            *_names("service", registry.services),
        ]
    )


def _concepts(schemes: Schemes) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, slug and label of each concept.

    Labels that are everyday words are left out. They are listed in the lexicon table
    `unread-labels`.
    """
    unread: set[tuple[str, str]] = set()
    for row in read_table("unread-labels"):
        for kind in row["kinds"].split():
            unread.add((kind, row["label"]))
    for kind in ("theme", "service-type", "child-group"):
        for concept in schemes.get(kind, {}).values():
            for label in concept.names:
                if (kind, label.lower()) not in unread:
                    yield kind, concept.slug, label


def _phrases(schemes: Schemes) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, slug and phrase of each lexicon row for a service type or theme.

    Such a phrase names a concept, but is not one of its labels.
    """
    for kind, table in _PHRASES:
        known = schemes.get(kind, {})
        for row in read_table(table):
            if row[kind] in known:
                yield kind, row[kind], row["phrase"]


def _names(
    kind: str, entries: Mapping[str, Body] | Mapping[str, Service]
) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, slug and name for each name of a body or service."""
    for slug, entry in entries.items():
        for name in (entry.name, *entry.other_names):
            yield kind, slug, name
