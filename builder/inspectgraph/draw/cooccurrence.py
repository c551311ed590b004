"""Themes that occur together: how many statements two broad themes share, and top pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from inspectgraph.draw.corpus import Corpus, Statement
from inspectgraph.draw.text_metrics import counted, sentence

__all__ = ["PARTS", "PairCount", "ThemeCounts", "count_themes"]

#: The statements that a bar is made of.
PARTS = ("strengths", "weaknesses", "neither")

_PART = {"strength": "strengths", "weakness": "weaknesses"}

#: How many pairs are listed.
_PAIRS = 25


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two themes, and how many statements about both are of each of the `PARTS`."""

    themes: tuple[str, str]
    parts: Counter[str]

    @property
    def total(self) -> int:
        """How many statements are about both themes."""
        return self.parts.total()

    @property
    def name(self) -> str:
        """The names of both themes."""
        return sentence(" + ".join(self.themes))


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """What the picture shows.

    `broad` holds the number of statements of each broad theme, the largest first;
    `shared` that of each two broad themes with a statement about both; `pairs` the pairs
    of themes that occur together most often.
    """

    broad: Mapping[str, int]
    shared: Mapping[frozenset[str], int]
    pairs: Sequence[PairCount]
    subtitle: tuple[str, ...]


def count_themes(corpus: Corpus) -> ThemeCounts:
    """Return how often themes occur, and occur together."""
    broad = [_broad(corpus, themes) for themes in _themes_of_statements(corpus)]
    totals = Counter(name for names in broad for name in names)
    shared: Counter[frozenset[str]] = Counter()
    for names in broad:
        shared.update(map(frozenset, combinations(sorted(names), 2)))
    known = _broad(corpus, corpus.themes.keys())
    order = sorted(known, key=lambda name: (-totals[name], name))
    ordered = {name: totals[name] for name in order}
    return ThemeCounts(ordered, shared, _top_pairs(corpus), _subtitle(corpus, broad))


def _themes_of_statements(corpus: Corpus) -> Iterator[frozenset[str]]:
    """Yield the themes of each statement that has one."""
    for statement in corpus.statements:
        if themes := _known_themes(corpus, statement):
            yield themes


def _known_themes(corpus: Corpus, statement: Statement) -> frozenset[str]:
    return statement.themes & corpus.themes.keys()


def _broad(corpus: Corpus, themes: Iterable[str]) -> set[str]:
    """Return the names of the broad themes that themes belong to."""
    return {sentence(corpus.label(corpus.themes[theme].broad)) for theme in themes}


def _top_pairs(corpus: Corpus) -> list[PairCount]:
    """Return the pairs of themes with most statements about both, then by name."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for statement in corpus.statements:
        part = _PART.get(statement.polarity, "neither")
        names = sorted(map(corpus.label, _known_themes(corpus, statement)))
        for pair in combinations(names, 2):
            found.setdefault(pair, Counter())[part] += 1
    pairs = [PairCount(themes, parts) for themes, parts in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.total, pair.themes))[:_PAIRS]


def _subtitle(corpus: Corpus, broad: Sequence[set[str]]) -> tuple[str, ...]:
    """Return what the picture covers and how to read it."""
    several = sum(len(statement.themes) > 1 for statement in corpus.statements)
    across = sum(len(names) > 1 for names in broad)
    return (
        f"{counted(len(corpus.reports), 'report')}, {counted(len(broad), 'statement')}"
        f" with a theme; {several} have more than one, {across} reach across broad"
        " themes.",
        "Left: in a cell, the statements about both broad themes; framed, all statements"
        f" about one. Right: the {_PAIRS} pairs of themes that occur most often.",
    )
