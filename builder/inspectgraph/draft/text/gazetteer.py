"""Gazetteer: themes, services, bodies and groups of children that words name.

Labels and text are cut into words; a trie over words finds the longest label at every
word. Word forms are joined by cutting plurals, acronyms count only as printed in
capitals: CAF is neither café nor Cafcass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inspectgraph.draft.lexicon.phrases import (
    SERVICE_PHRASES,
    SERVICES_TOO_WIDE,
    THEME_PHRASES,
    TOO_WIDE,
)
from inspectgraph.model.registry import Body, Registry, Service
from inspectgraph.rdf.vocabulary import Schemes

__all__ = ["Mention", "Terms", "terms_of"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
#: Words of five letters and more in -ies, and others of four and more in -s.
_PLURAL_IN_IES = re.compile(r".{2,}ies\Z", re.S)
_PLURAL = re.compile(r".{2,}[^sui]s\Z", re.S)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,}s?\Z")

#: The most letters of an acronym that is taken as it is printed.
_SHORTEST_PLURAL = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """Label found in a text: its kind and slug, its place, and how many words it has."""

    kind: str
    slug: str
    start: int
    end: int
    words: int


@dataclass(slots=True)
class _Node:
    """Node of the trie: the next words, and the kinds and slugs that end here."""

    after: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[str, str]] = field(default_factory=list)


class Terms:
    """Gazetteer as a trie over the words of labels."""

    def __init__(self, labels: Iterable[tuple[str, str, str]]) -> None:
        self._root = _Node()
        for kind, slug, label in labels:
            words = [word for word, _, _ in _words(label)]
            if not words:
                continue
            node = self._root
            for word in words:
                node = node.after.setdefault(word, _Node())
            if (kind, slug) not in node.ends:
                node.ends.append((kind, slug))

    def find(self, text: str) -> list[Mention]:
        """Return the longest labels of each kind, none inside another of its kind."""
        words = list(_words(text))
        found: list[Mention] = []
        covered: dict[str, int] = {}
        for index in range(len(words)):
            for kind, mention in self._longest(words, index).items():
                if mention[0].end > covered.get(kind, 0):
                    found += mention
                    covered[kind] = mention[0].end
        return found

    def _longest(
        self, words: list[tuple[str, int, int]], index: int
    ) -> dict[str, list[Mention]]:
        """Return for each kind the longest labels that begin at a word."""
        best: dict[str, list[Mention]] = {}
        node = self._root
        for last in range(index, len(words)):
            word, _, end = words[last]
            following = node.after.get(word) or node.after.get(_singular(word))
            if following is None:
                break
            node = following
            for kind in {kind for kind, _ in node.ends}:
                best[kind] = [
                    Mention(kind, slug, words[index][1], end, last - index + 1)
                    for other, slug in node.ends
                    if other == kind
                ]
        return best


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text in the form in which they are compared, with their place."""
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
    if _PLURAL_IN_IES.match(plain):
        return f"{plain[:-3]}y"
    if _PLURAL.match(plain):
        return plain[:-1]
    return plain


def _singular(word: str) -> str:
    """Return an acronym in capitals without its plural S; other words stay.

    >>> _singular("PEPS"), _singular("CAFS"), _singular("CAS"), _singular("plans")
    ('PEP', 'CAF', 'CAS', 'plans')
    """
    if not word.isupper():
        return word
    if len(word) <= _SHORTEST_PLURAL:
        return word
    return word.removesuffix("S")


def terms_of(registry: Registry, schemes: Schemes) -> Terms:
    """Return the terms of the themes, types of service, groups of children, services and bodies."""
    return Terms(_labels(registry, schemes))


def _labels(registry: Registry, schemes: Schemes) -> Iterator[tuple[str, str, str]]:
    """Yield kind, slug and label of everything that has a name."""
    for kind in ("theme", "service-type", "child-group"):
        too_wide = TOO_WIDE
        if kind == "service-type":
            too_wide = SERVICES_TOO_WIDE
        for concept in schemes.get(kind, {}).values():
            for label in concept.names:
                if label.lower() not in too_wide:
                    yield kind, concept.slug, label
    yield from _phrases("service-type", SERVICE_PHRASES, schemes)
    yield from _phrases("theme", THEME_PHRASES, schemes)
    yield from _names("body", registry.bodies)
    yield from _names("service", registry.services)


def _phrases(
    kind: str, phrases: Mapping[str, Iterable[str]], schemes: Schemes
) -> Iterator[tuple[str, str, str]]:
    """Yield the phrases for concepts that a scheme holds."""
    known = schemes.get(kind, {})
    for slug, labels in phrases.items():
        if slug in known:
            yield from ((kind, slug, label) for label in labels)


def _names(
    kind: str, entries: Mapping[str, Body] | Mapping[str, Service]
) -> Iterator[tuple[str, str, str]]:
    """Yield the names of bodies or services of the registry."""
    for slug, entry in entries.items():
        for name in (entry.name, *entry.other_names):
            yield kind, slug, name
