"""Compute Cohen's kappa for two readers, and its standard error, from a table of agreement.

Kappa is the agreement beyond chance, divided by the largest possible agreement beyond
chance (Cohen 1960). The standard error is equation 13 of Fleiss, Cohen and Everitt
(1969). It holds for large samples of independent items.

- J. Cohen (1960): A coefficient of agreement for nominal scales. Educational and
  Psychological Measurement 20(1), 37-46.
- J. L. Fleiss, J. Cohen, B. S. Everitt (1969): Large sample standard errors of kappa and
  weighted kappa. Psychological Bulletin 72(5), 323-327.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

__all__ = ["Agreement", "Pair"]

#: The category that the first reader and the second reader give to one item.
Pair = tuple[str, str]
#: The quantile of the normal distribution for an interval of 95 %.
_QUANTILE: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Agreement:
    """The counts of items, by the categories that two readers give to them.

    Attributes:
        table: The number of items for each pair of categories. The first category of a
            pair is from the first reader, and the second from the second reader.
    """

    table: Counter[Pair]

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Agreement:
        """Return the agreement on items, given the two categories of each item.

        >>> found = Agreement.of([("yes", "yes"), ("yes", "no"), ("no", "no")])
        >>> found.same, round(found.kappa, 3)
        (2, 0.4)
        """
        return cls(Counter(pairs))

    def against_rest(self, category: str) -> Agreement:
        """Return the agreement on one category against all other categories.

        All other categories are replaced by one category, whose name is empty.
        """
        table: Counter[Pair] = Counter()
        for pair, count in self.table.items():
            first, second = (one if one == category else "" for one in pair)
            table[first, second] += count
        return Agreement(table)

    def among(self, categories: Collection[str]) -> Agreement:
        """Return the agreement on the items in the given categories.

        An item is used only if both readers put the item in one of these categories.
        """
        return Agreement(
            Counter(
                {
                    pair: count
                    for pair, count in self.table.items()
                    if pair[0] in categories and pair[1] in categories
                }
            )
        )

    @property
    def items(self) -> int:
        """The number of items that both readers put in a category."""
        return self.table.total()

    @property
    def same(self) -> int:
        """The number of items to which both readers give the same category."""
        return sum(
            count for (first, second), count in self.table.items() if first == second
        )

    @property
    def observed(self) -> float | None:
        """The share of items that both readers put in the same category; None if no items exist."""
        if self.items:
            return self.same / self.items
        return None

    @property
    def expected(self) -> float | None:
        """The share of items on which readers would agree by chance; None if there are no items."""
        if not self.items:
            return None
        first, second = self._totals()
        both = sum(first[category] * second[category] for category in first)
        return both / self.items**2

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa, from -1 to 1.

        None if there are no items, or if both readers give the same category to all
        items.
        """
        observed, expected = self.observed, self.expected
        if observed is None or expected is None or expected == 1:
            return None
        return (observed - expected) / (1 - expected)

    @property
    def standard_error(self) -> float | None:
        """The standard error of kappa for large samples; None if kappa is None."""
        kappa, expected = self.kappa, self.expected
        if kappa is None or expected is None:
            return None
        first, second = self._totals()
        rest = 1 - kappa
        spread = 0.0
        for (one, other), count in self.table.items():
            if one == other:
                chance = (first[one] + second[one]) / self.items
                part = (1 - chance * rest) ** 2
            else:
                part = (rest * (second[one] + first[other]) / self.items) ** 2
            spread += count / self.items * part
        spread -= (kappa - expected * rest) ** 2
        return sqrt(max(spread, 0.0) / self.items) / (1 - expected)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % confidence interval of kappa, cut off at -1 and 1; None if kappa is None."""
        kappa, error = self.kappa, self.standard_error
        if kappa is None or error is None:
            return None
        half = _QUANTILE * error
        return max(-1.0, kappa - half), min(1.0, kappa + half)

    def _totals(self) -> tuple[Counter[str], Counter[str]]:
        """Return the number of items in each category, for the first and for the second reader."""
        first: Counter[str] = Counter()
        second: Counter[str] = Counter()
        for (one, other), count in self.table.items():
            first[one] += count
            second[other] += count
        return first, second
