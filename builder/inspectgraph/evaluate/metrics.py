"""Compute precision, recall and F1 of a draft by kind of value.

Bands of confidence show in addition the precision of the values with this confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from inspectgraph.evaluate.items import Fact, Facts

__all__ = ["Band", "Comparison", "Measures", "measure"]

#: The least confidence of each band, from the highest band to the lowest.
_BANDS = (0.9, 0.8, 0.6, 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Comparison of the facts of one kind of value.

    Args:
        kind: The kind of value.
        right: The facts that the draft and the gold standard share.
        missed: The facts that only the gold standard has.
        invented: The facts that only the draft has.
    """

    kind: str
    right: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]

    @property
    def precision(self) -> float | None:
        """The share of the draft's facts that are right; None if the draft has none."""
        drafted = len(self.right) + len(self.invented)
        if drafted:
            return len(self.right) / drafted
        return None

    @property
    def recall(self) -> float | None:
        """The share of the curated facts that the draft has; None if there are none."""
        curated = len(self.right) + len(self.missed)
        if curated:
            return len(self.right) / curated
        return None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None without facts to compare."""
        found = 2 * len(self.right) + len(self.missed) + len(self.invented)
        if found:
            return 2 * len(self.right) / found
        return None


@dataclass(frozen=True, slots=True)
class Band:
    """Band of confidence, with the numbers of right and wrong facts of a draft.

    The band begins at the confidence `least` and ends below the next higher band.
    """

    least: float
    right: int
    wrong: int

    @property
    def share(self) -> float | None:
        """The share of the band's facts that are right; None if the band has none."""
        drafted = self.right + self.wrong
        if drafted:
            return self.right / drafted
        return None


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of a draft: comparisons by kind of value, and bands of confidence.

    The first band is the one with the highest confidence.
    """

    kinds: tuple[Comparison, ...]
    bands: tuple[Band, ...]


def measure(drafted: Facts, curated: Facts, doubtful: Facts | None = None) -> Measures:
    """Compare the facts of a draft with the curated facts of the same report.

    Args:
        drafted: The facts of the draft.
        curated: The facts of the curated extract.
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
    """Return the comparison of one kind of value, with sorted facts.

    Args:
        kind: The kind of value.
        stated: The facts of the draft.
        gold: The facts of the curated extract.
    """
    right, missed, invented = stated & gold, gold - stated, stated - gold
    return Comparison(
        kind, tuple(sorted(right)), tuple(sorted(missed)), tuple(sorted(invented))
    )


def _bands(judged: Sequence[tuple[float, bool]]) -> tuple[Band, ...]:
    """Return the bands of confidence, with the number of right and of wrong facts.

    Args:
        judged: The confidence of each fact of the draft, and whether the fact is right.
    """
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
