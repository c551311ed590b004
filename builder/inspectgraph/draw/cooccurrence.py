"""Count how often two themes occur in the same statement.

The picture of these counts shows all pairs of broad themes (the top concepts of the
theme scheme), and the 25 most frequent pairs of themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from inspectgraph.draw.corpus import Corpus, Statement
from inspectgraph.draw.text_metrics import counted, sentence

__all__ = ["PARTS", "PairCount", "ThemeCounts", "count_themes"]

#: The parts of a bar: the statements by polarity. "neither" is any other statement.
PARTS = ("strengths", "weaknesses", "neither")

_PART = {"strength": "strengths", "weakness": "weaknesses"}

#: The number of pairs in the list.
_PAIRS = 25


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two themes and the number of statements that have both.

    `parts` breaks this number down by polarity. It gives the number of statements for
    each name in `PARTS`, such as `strengths`.
    """

    themes: tuple[str, str]
    parts: Counter[str]

    @property
    def total(self) -> int:
        """The number of statements that have both themes."""
        return self.parts.total()

    @property
    def name(self) -> str:
        """The names of the two themes, joined by a plus sign."""
        return sentence(" + ".join(self.themes))


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """The counts that are shown in the picture of themes that occur together.

    `broad` maps each broad theme to its number of statements. The largest number comes
    first. `iris` maps each broad theme to its IRI. `shared` maps each pair of broad
    themes to the number of statements that have both. `pairs` lists the most frequent
    pairs of themes.
    """

    broad: Mapping[str, int]
    shared: Mapping[frozenset[str], int]
    pairs: Sequence[PairCount]
    iris: Mapping[str, str]
    subtitle: tuple[str, ...]


def count_themes(corpus: Corpus) -> ThemeCounts:
    """Count the statements on each broad theme and on each pair of themes."""
    broad = [_broad(corpus, themes) for themes in _themes_of_statements(corpus)]
    totals = Counter(name for names in broad for name in names)
    shared: Counter[frozenset[str]] = Counter()
    for names in broad:
        shared.update(map(frozenset, combinations(sorted(names), 2)))
    known = _broad(corpus, corpus.themes.keys())
    order = sorted(known, key=lambda name: (-totals[name], name))
    ordered = {name: totals[name] for name in order}
    iris = {
        sentence(corpus.label(theme.broad)): theme.broad
        for theme in corpus.themes.values()
    }
    return ThemeCounts(
        ordered, shared, _top_pairs(corpus), iris, _subtitle(corpus, broad)
    )


def _themes_of_statements(corpus: Corpus) -> Iterator[frozenset[str]]:
    """Yield the set of themes of each statement that has themes."""
    for statement in corpus.statements_in_full:
        if themes := _known_themes(corpus, statement):
            yield themes


def _known_themes(corpus: Corpus, statement: Statement) -> frozenset[str]:
    return statement.themes & corpus.themes.keys()


def _broad(corpus: Corpus, themes: Iterable[str]) -> set[str]:
    """Return the names of the broad themes to which the given themes belong."""
    return {sentence(corpus.label(corpus.themes[theme].broad)) for theme in themes}


def _top_pairs(corpus: Corpus) -> list[PairCount]:
    """Return the 25 pairs of themes that occur together in the most statements.

    Pairs with the same number of statements are sorted by name.
    """
    found: dict[tuple[str, str], Counter[str]] = {}
    for statement in corpus.statements_in_full:
        part = _PART.get(statement.polarity, "neither")
        names = sorted(map(corpus.label, _known_themes(corpus, statement)))
        for pair in combinations(names, 2):
            found.setdefault(pair, Counter())[part] += 1
    pairs = [PairCount(themes, parts) for themes, parts in found.items()]
    return sorted(pairs, key=lambda pair: (-pair.total, pair.themes))[:_PAIRS]


def _subtitle(corpus: Corpus, broad: Sequence[set[str]]) -> tuple[str, ...]:
    """Return the subtitle, which explains the contents of the picture and how to read it."""
    several = sum(len(statement.themes) > 1 for statement in corpus.statements_in_full)
    across = sum(len(names) > 1 for names in broad)
    return (
        f"{counted(len(corpus.in_full), 'report')}{corpus.left_out},"
        f" {counted(len(broad), 'statement')}"
        f" with a theme; {several} have more than one theme, and {across} have more than"
        " one broad theme.",
        "Broad themes: each cell shows the statements about both themes, and each framed"
        " cell shows all statements about one theme. Pairs: the"
        f" {_PAIRS} pairs of themes that occur most often.",
    )
