"""Rank the entries and statements of a graph by the words that somebody types."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pyoxigraph import NamedNode, Store

from inspectgraph.find.commands import next_command, unit_of
from inspectgraph.find.entries import KINDS, Entry, Said, entries, statements
from inspectgraph.find.words import Wanted, label_stems, queries
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.lookup import objects, subjects
from inspectgraph.rdf.namespaces import SKOS

__all__ = ["Hit", "check_words", "find", "next_to"]

#: Ranks: of a name with all words, plus up to 1 if it has few other words; and of an entry
#: whose names together have all words. A name with some of the words has less than 1.
_ALL, _TOGETHER = 2.0, 1.5
#: The rank of a theme that is found only because it is next to another one.
_NEIGHBOUR = 1.0
#: The amount by which an alternative name ranks below the preferred name.
_ALTERNATIVE = 0.3
#: The least share of the weight of the words for an entry with some of the words: if no
#: entry has all words, and if there is such an entry.
_LEAST, _LEAST_BESIDE = 0.5, 0.6
#: The number of themes whose neighbours are listed.
_MOST_THEMES = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A search result: an entry or a statement.

    Attributes:
        kind: One of `KINDS`.
        label: The preferred name of an entry, or the note of a statement.
        slug: The slug of an entry. It is `framework/aspect` for an aspect and
            `report/id` for a statement.
        iri: The IRI.
        because: The alternative name or the related theme that matched, or "".
        report: The report of a statement, or "".
        unit: The first unit that is evidence for a statement, or "".
        command: The command that prints details of the result.
    """

    kind: str
    label: str
    slug: str
    iri: str
    because: str
    report: str
    unit: str
    command: str


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry with its rank.

    `because` is the alternative name or the related theme that matched. It is empty if
    the preferred name matched.
    """

    entry: Entry
    rank: float
    because: str

    @property
    def order(self) -> tuple[float, int, str]:
        """The sort key of the entry: rank, kind and slug."""
        return -self.rank, KINDS.index(self.entry.kind), self.entry.slug


def check_words(words: str) -> None:
    """Raise `UsageError` if a text has no letter and no digit."""
    if not any(map(str.isalnum, words)):
        raise UsageError("no-words", "no word is given; give one, such as CAMHS")


def find(store: Store, words: str, kinds: Collection[str] = KINDS) -> list[Hit]:
    """Return the search results for some words: first entries, then statements.

    Entries come in the order of their rank, the best first. After the entries that
    match all words come the neighbours of the two best themes. These neighbours are
    narrower, related and broader themes. A statement must have all words.

    Args:
        store: The graph.
        words: The words, in upper or lower case, singular or plural.
        kinds: The kinds to search for, as in `KINDS`.
    """
    wanted = queries(words)
    if not wanted[0]:
        return []
    every = entries(store)
    chosen = [entry for entry in every.values() if entry.kind in kinds]
    ranked = _ranked(chosen, wanted)
    if "theme" in kinds:
        ranked += _neighbours(store, ranked, every)
    hits = [_hit(store, one) for one in sorted(ranked, key=attrgetter("order"))]
    if "statement" in kinds:
        hits += [_statement_hit(store, one) for one in _said(store, wanted)]
    return hits


# Entries


def _ranked(chosen: Sequence[Entry], wanted: Sequence[Wanted]) -> list[_Ranked]:
    """Return the entries that match a search, with their ranks."""
    stems = frozenset(stem for query in wanted for stem in query)
    names = {
        entry.iri: [label_stems(name, stems) for name in entry.names]
        for entry in chosen
    }
    rarity = _rarity(names.values())
    ranked = (
        _rank(entry, names[entry.iri], query, rarity)
        for query in _answerable(wanted, rarity)
        for entry in chosen
    )
    found = sorted(filter(None, ranked), key=attrgetter("rank"))
    best = {one.entry.iri: one for one in found}
    has_whole = any(one.rank >= _TOGETHER for one in best.values())
    least = _LEAST_BESIDE if has_whole else _LEAST
    return [one for one in best.values() if one.rank >= least]


def _answerable(
    wanted: Sequence[Wanted], rarity: Mapping[str, float]
) -> Iterator[Wanted]:
    """Yield each query after removing the words that occur in no name.

    A query that has no remaining words is left out. Some queries join two words into
    one word. If no name contains the joined word, the query is also left out.
    """
    first, *joined = wanted
    unknown = frozenset(first).difference(rarity)
    for query in (first, *joined):
        known = tuple(stem for stem in query if stem not in unknown)
        if known and rarity.keys() >= set(known):
            yield known


def _rarity(names: Iterable[Sequence[tuple[frozenset[str], int]]]) -> dict[str, float]:
    """Return the weight of each stem in the names. A rarer stem has a higher weight."""
    every = list(names)
    counts = Counter(
        stem for one in every for stem in frozenset().union(*(had for had, _ in one))
    )
    return {stem: math.log(1 + len(every) / count) for stem, count in counts.items()}


def _rank(
    entry: Entry,
    names: Sequence[tuple[frozenset[str], int]],
    query: Wanted,
    rarity: Mapping[str, float],
) -> _Ranked | None:
    """Return an entry with its rank, or None if too few words of the query match."""
    asked = frozenset(query)
    best, because = 0.0, ""
    for place, (had, length) in enumerate(names):
        rank = _name_rank(had & asked, asked, length, rarity)
        rank -= _ALTERNATIVE * (place > 0)
        if rank > best:
            best, because = rank, entry.names[place] if place else ""
    together = frozenset().union(*(had for had, _ in names))
    if best < _TOGETHER and asked <= together:
        best = _TOGETHER
    return _Ranked(entry, best, because) if best > 0 else None


def _name_rank(
    had: frozenset[str], asked: frozenset[str], length: int, rarity: Mapping[str, float]
) -> float:
    """Return the rank of one name, or 0 if no word of the query is in the name.

    Args:
        had: The stems that are both in the name and in the query.
        asked: The stems of the query.
        length: The number of words in the name.
        rarity: The weight of each stem.
    """
    if not had:
        return 0.0
    if had == asked:
        extra = max(0, length - len(asked))
        return _ALL + 1 / (1 + extra)
    return sum(rarity[stem] for stem in had) / sum(rarity[stem] for stem in asked)


def _neighbours(
    store: Store, ranked: Sequence[_Ranked], every: Mapping[str, Entry]
) -> list[_Ranked]:
    """Return the neighbours of the two themes that match the query best.

    The neighbours are the narrower, related and broader themes of these two themes.
    Themes that were found by name are left out.
    """
    themes = [one for one in ranked if one.entry.kind == "theme" and one.rank > _ALL]
    themes.sort(key=attrgetter("order"))
    known = {one.entry.iri for one in ranked}
    found: dict[str, _Ranked] = {}
    for one in themes[:_MOST_THEMES]:
        for words, iri in next_to(store, NamedNode(one.entry.iri)):
            if iri in every and iri not in known:
                because = f"{words} {one.entry.names[0]}"
                found.setdefault(iri, _Ranked(every[iri], _NEIGHBOUR, because))
    return list(found.values())


def next_to(store: Store, theme: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield the narrower, related and broader themes of a theme.

    Each result has the relation in words, and the IRI of the theme.
    """
    related = objects(store, theme, SKOS.related) | subjects(store, SKOS.related, theme)
    for words, themes in (
        ("narrower than", subjects(store, SKOS.broader, theme)),
        ("related to", related),
        ("broader than", objects(store, theme, SKOS.broader)),
    ):
        for one in sorted(themes, key=attrgetter("value")):
            yield words, one.value


def _hit(store: Store, one: _Ranked) -> Hit:
    """Return the search result for an entry."""
    entry = one.entry
    command = next_command(store, entry)
    return Hit(
        entry.kind,
        entry.names[0],
        entry.slug,
        entry.iri,
        one.because,
        entry.slug if entry.kind == "report" else "",
        "",
        command,
    )


# Statements


def _said(store: Store, wanted: Sequence[Wanted]) -> list[Said]:
    """Return the statements whose notes have all words of a query, sorted by report and id."""
    stems = frozenset(stem for query in wanted for stem in query)
    found = []
    for one in statements(store):
        had, _ = label_stems(one.note, stems)
        if any(had.issuperset(query) for query in wanted):
            found.append(one)
    return sorted(found, key=attrgetter("report", "identity"))


def _statement_hit(store: Store, one: Said) -> Hit:
    """Return the search result for a statement."""
    slug = f"{one.report}/{one.identity}"
    return Hit(
        "statement",
        one.note,
        slug,
        one.iri,
        "",
        one.report,
        unit_of(store, NamedNode(one.iri)),
        f"inspectgraph query evidence --statement {slug}",
    )
