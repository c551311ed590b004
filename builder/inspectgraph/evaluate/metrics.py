"""Precision, recall and F1 of a draft by kind of value, and its precision by confidence."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from inspectgraph.evaluate.items import Fact, Facts

__all__ = ["Band", "Comparison", "Measures", "measure"]

#: Where the bands of confidence begin, from the surest.
_BANDS = (0.9, 0.8, 0.6, 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of value: the shared facts, the missed ones and the invented ones."""

    kind: str
    right: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]

    @property
    def precision(self) -> float | None:
        """The share of the draft's values that are right; None when it has none."""
        drafted = len(self.right) + len(self.invented)
        if drafted:
            return len(self.right) / drafted
        return None

    @property
    def recall(self) -> float | None:
        """The share of the curator's values that the draft has; None when there are none."""
        curated = len(self.right) + len(self.missed)
        if curated:
            return len(self.right) / curated
        return None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None without values to compare."""
        found = 2 * len(self.right) + len(self.missed) + len(self.invented)
        if found:
            return 2 * len(self.right) / found
        return None


@dataclass(frozen=True, slots=True)
class Band:
    """The right and wrong values of a band of confidence: from `least` to the band above."""

    least: float
    right: int
    wrong: int

    @property
    def share(self) -> float | None:
        """The share of the band's values that are right; None when it has none."""
        drafted = self.right + self.wrong
        if drafted:
            return self.right / drafted
        return None


@dataclass(frozen=True, slots=True)
class Measures:
    """The comparison of each kind, and the bands of confidence from the surest."""

    kinds: tuple[Comparison, ...]
    bands: tuple[Band, ...]


def measure(drafted: Facts, curated: Facts, doubtful: Facts | None = None) -> Measures:
    """Compare the facts of a draft with those of a curator for the same report.

    Args:
        drafted: The facts of the draft.
        curated: The facts of the curator.
        doubtful: Facts that count neither as missed nor as invented.
    """
    kinds = []
    judged: list[tuple[float, bool]] = []
    for kind in dict.fromkeys((*curated, *drafted)):
        aside = (doubtful or {}).get(kind, {}).keys()
        draft, gold = drafted.get(kind, {}), curated.get(kind, {}).keys() - aside
        stated = draft.keys() - aside
        if stated or gold:
            kinds.append(_compared(kind, stated, gold))
        for fact in stated:
            sure = draft[fact]
            if sure is not None:
                judged.append((sure, fact in gold))
    return Measures(tuple(kinds), _bands(judged))


def _compared(
    kind: str, stated: AbstractSet[Fact], gold: AbstractSet[Fact]
) -> Comparison:
    """Return the comparison of one kind of value, its facts in order."""
    right, missed, invented = stated & gold, gold - stated, stated - gold
    return Comparison(
        kind, tuple(sorted(right)), tuple(sorted(missed)), tuple(sorted(invented))
    )


def _bands(judged: Sequence[tuple[float, bool]]) -> tuple[Band, ...]:
    """Return how many values are right and wrong, by bands of confidence."""
    bands = []
    most = 2.0
    for least in _BANDS:
        inside = []
        for sure, right in judged:
            if least <= sure < most:
                inside.append(right)
        bands.append(Band(least, inside.count(True), inside.count(False)))
        most = least
    return tuple(bands)
