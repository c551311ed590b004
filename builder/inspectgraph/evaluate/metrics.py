"""Compute the precision, recall and F1 of a draft, for each kind of value.

Precision is also computed for bands of confidence, such as the facts with a confidence
of at least 0.9.
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
    """The result of comparing the facts of one kind of value.

    Args:
        kind: The kind of value.
        right: The facts that are in both the draft and the gold standard.
        missed: The facts in the gold standard only.
        invented: The facts in the draft only.
    """

    kind: str
    right: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]

    @property
    def precision(self) -> float | None:
        """The share of the draft's facts that are right.

        The value is None if the draft has no facts.
        """
        drafted = len(self.right) + len(self.invented)
        if drafted:
            return len(self.right) / drafted
        return None

    @property
    def recall(self) -> float | None:
        """The share of the curated facts that are also in the draft.

        The value is None if there are no curated facts.
        """
        curated = len(self.right) + len(self.missed)
        if curated:
            return len(self.right) / curated
        return None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall.

        If the draft and the gold standard are both empty, the value is None.
        """
        found = 2 * len(self.right) + len(self.missed) + len(self.invented)
        if found:
            return 2 * len(self.right) / found
        return None


@dataclass(frozen=True, slots=True)
class Band:
    """A band of confidence, with the numbers of right and wrong drafted facts in the band.

    `least` is the lowest confidence in the band. The band ends where the next higher
    band begins.
    """

    least: float
    right: int
    wrong: int

    @property
    def share(self) -> float | None:
        """The share of right facts among all drafted facts in this band of confidence.

        The value is None if the band has no facts.
        """
        drafted = self.right + self.wrong
        if drafted:
            return self.right / drafted
        return None


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a draft: a comparison for each kind of value, and the bands of confidence.

    The band with the highest confidence comes first.
    """

    kinds: tuple[Comparison, ...]
    bands: tuple[Band, ...]


def measure(drafted: Facts, curated: Facts, doubtful: Facts | None = None) -> Measures:
    """Compare the facts of a draft with the curated facts of the same report.

    Args:
        drafted: The facts of the draft.
        curated: The facts of the curated extract.
        doubtful: The facts that are never counted as missed or as invented.
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
    """Compare the facts of one kind of value; each list of facts in the result is sorted.

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
    """Return the bands of confidence, each with its numbers of right and wrong facts.

    Args:
        judged: A pair for each fact of the draft: its confidence, and whether the fact
            is right.
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
