"""Gazetteer: the themes, services, bodies and groups of children that a text names.

Labels and text are cut into words; a trie over words finds the longest label at every
word. Plural and singular count as one word. Acronyms count only in capitals: CAF is
neither café nor Cafcass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.model.registry import Body, Registry, Service
from inspectgraph.rdf.vocabulary import Schemes

__all__ = ["Mention", "Terms", "terms_of"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,}s?\Z")

_POSSESSIVE = re.compile(r"['’]s?\Z")
#: The ending of words of five letters or more in "ies", and of others of four or more in
#: "s".
_PLURAL_IN_IES = re.compile(r"(?<=..)ies\Z")
_PLURAL = re.compile(r"(?<=..[^sui])s\Z")
_PLURAL_IN_CAPITALS = re.compile(r"\A([^\Wa-z_]{3,})S\Z")
#: Kinds of terms that have phrases beside their labels, and their tables.
_PHRASES = (("service-type", "service-phrases"), ("theme", "theme-phrases"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A label in a text: its kind, slug, place and number of words."""

    kind: str
    slug: str
    start: int
    end: int
    words: int


@dataclass(slots=True)
class _Node:
    """A node of the trie: the next words, and the slugs of labels that end here, by kind."""

    after: dict[str, _Node] = field(default_factory=dict)
    ends: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, slug: str) -> None:
        """Note that a label ends here."""
        slugs = self.ends.setdefault(kind, [])
        if slug not in slugs:
            slugs.append(slug)


class Terms:
    """A trie over the words of labels.

    Args:
        labels: Kind, slug and words of each label.
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
        """Return the longest labels of each kind, none inside another of its kind."""
        words = list(_words(text))
        found: list[Mention] = []
        covered: dict[str, int] = {}
        for index in range(len(words)):
            for kind, mentions in self._longest(words, index).items():
                if mentions[0].end > covered.get(kind, 0):
                    found += mentions
                    covered[kind] = mentions[0].end
        return found

    def _longest(
        self, words: list[tuple[str, int, int]], index: int
    ) -> dict[str, list[Mention]]:
        """Return for each kind the longest labels that begin at a word."""
        best: dict[str, list[Mention]] = {}
        node = self._root
        start = words[index][1]
        for count, (word, _, end) in enumerate(words[index:], 1):
            following = node.after.get(word) or node.after.get(_singular(word))
            if following is None:
                break
            node = following
            for kind, slugs in node.ends.items():
                best[kind] = [Mention(kind, slug, start, end, count) for slug in slugs]
        return best


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text in the form that is compared, each with its start and end."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        yield _plain(match[0]), match.start(), match.end()


def _plain(word: str) -> str:
    """Return a word as it is compared, without plural; an acronym keeps its capitals.

    >>> _plain("CAFs"), _plain("Café"), _plain("children’s"), _plain("policies")
    ('CAF', 'café', 'children', 'policy')
    >>> _plain("assess")
    'assess'
    """
    if _ACRONYM.match(word):
        return word.removesuffix("s")
    plain = _POSSESSIVE.sub("", word.casefold())
    return _PLURAL.sub("", _PLURAL_IN_IES.sub("y", plain))


def _singular(word: str) -> str:
    """Return an acronym whose plural is in capitals as well, such as PEPS, without the plural.

    >>> _singular("PEPS"), _singular("CAFS"), _singular("CAS"), _singular("plans")
    ('PEP', 'CAF', 'CAS', 'plans')
    """
    return _PLURAL_IN_CAPITALS.sub(r"\1", word)


def terms_of(registry: Registry, schemes: Schemes) -> Terms:
    """Return the terms of the themes, types of service, groups of children, services and bodies."""
    return Terms(
        [
            *_concepts(schemes),
            *_phrases(schemes),
            *_names("body", registry.bodies),
            *_names("service", registry.services),
        ]
    )


def _concepts(schemes: Schemes) -> Iterator[tuple[str, str, str]]:
    """Yield the labels of the concepts, without labels that are everyday words."""
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
    """Yield the words in which reports speak of a service or theme without its label."""
    for kind, table in _PHRASES:
        known = schemes.get(kind, {})
        for row in read_table(table):
            if row[kind] in known:
                yield kind, row[kind], row["phrase"]


def _names(
    kind: str, entries: Mapping[str, Body] | Mapping[str, Service]
) -> Iterator[tuple[str, str, str]]:
    """Yield the names of bodies or services of the registry."""
    for slug, entry in entries.items():
        for name in (entry.name, *entry.other_names):
            yield kind, slug, name
