"""Compare the sentence categories and statements of two readers on the same units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from inspectgraph.agreement.kappa import Agreement
from inspectgraph.agreement.pairs import (
    Matched,
    Matches,
    match_statements,
    same_content,
    shared_themes,
)
from inspectgraph.agreement.statements import (
    CATEGORIES,
    KINDS,
    POLARITIES,
    Placed,
    category,
    on_sentences,
    placed,
    within,
)
from inspectgraph.agreement.units import Both
from inspectgraph.files.unit_list import Unit

__all__ = ["DoubleReading", "KindCount", "ReportReading", "Sentence", "compare_report"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, with the statements of two readers on this sentence.

    Attributes:
        unit: The unit of the sentence.
        number: The number of the sentence in the unit, from 1.
        first: The statements of the first reader on the sentence.
        second: The statements of the second reader on the sentence.
    """

    unit: Unit
    number: int
    first: tuple[Placed, ...]
    second: tuple[Placed, ...]

    @property
    def place(self) -> tuple[str, int]:
        """The id of the unit, and the number of the sentence in the unit."""
        return self.unit.id, self.number

    @property
    def categories(self) -> tuple[str, str]:
        """The categories that the first and the second reader give to the sentence."""
        return category(self.first), category(self.second)


@dataclass(frozen=True, slots=True)
class ReportReading:
    """Two readings of some units of one report.

    Attributes:
        report: The name of the report.
        units: The compared units, keyed by id, in the order of the report.
        sentences: The sentences of these units.
        matches: The matched and unmatched statements on these units.
    """

    report: str
    units: Mapping[str, Unit]
    sentences: tuple[Sentence, ...]
    matches: Matches

    @property
    def agreement(self) -> Agreement:
        """The agreement of the two readers on the categories of the sentences."""
        return Agreement.of(one.categories for one in self.sentences)


@dataclass(frozen=True, slots=True)
class KindCount:
    """The numbers of statements of one kind, for two readers.

    Attributes:
        kind: The name of the kind.
        first: The number of statements of the first reader.
        second: The number of statements of the second reader.
        pairs: The number of matched pairs.
        same: The number of matched pairs with the same content.
    """

    kind: str
    first: int
    second: int
    pairs: int
    same: int

    @property
    def share(self) -> float:
        """The share of the statements of this kind that have a match, from 0 to 1."""
        return 2 * self.pairs / (self.first + self.second)


@dataclass(frozen=True, slots=True)
class DoubleReading:
    """Two readings of some units of one or several reports.

    Attributes:
        reports: The reports, in the order of their names.
        broader: A mapping from the slug of a theme to the slug of its broader theme.
    """

    reports: tuple[ReportReading, ...]
    broader: Mapping[str, str]

    @property
    def agreement(self) -> Agreement:
        """The agreement of the readers on sentence categories, over all reports."""
        sentences = chain.from_iterable(one.sentences for one in self.reports)
        return Agreement.of(sentence.categories for sentence in sentences)

    @property
    def categories(self) -> list[str]:
        """The categories that the readers use, in the order of `CATEGORIES`."""
        used = set(chain.from_iterable(self.agreement.table))
        return [name for name in CATEGORIES if name in used]

    def one_against_rest(self) -> dict[str, Agreement]:
        """Return the agreement on each category, keyed by category.

        For each category, all other categories are treated as one category.
        """
        every = self.agreement
        return {name: every.against_rest(name) for name in self.categories}

    def polarity(self) -> Agreement:
        """Return the agreement on polarity, for sentences on which both readers have a finding."""
        return self.agreement.among(POLARITIES)

    @property
    def pairs(self) -> list[Matched]:
        """All matched pairs of statements."""
        return [pair for one in self.reports for pair in one.matches.pairs]

    def kinds(self) -> list[KindCount]:
        """Return the counts for each kind of statement.

        A kind is left out if no reader made a statement of this kind.
        """
        pairs = self.pairs
        both = _kinds(pair.first for pair in pairs)
        same = _kinds(pair.first for pair in pairs if same_content(pair))
        first, second = both.copy(), _kinds(pair.second for pair in pairs)
        for one in self.reports:
            first += _kinds(one.matches.only_first)
            second += _kinds(one.matches.only_second)
        return [
            KindCount(kind, first[kind], second[kind], both[kind], same[kind])
            for kind in KINDS.values()
            if first[kind] or second[kind]
        ]

    def themes(self, *, broad: bool) -> tuple[int, int]:
        """Return how many pairs share a theme, and how many pairs were compared.

        A pair is compared if both of its statements have themes.

        Args:
            broad: Whether to compare broader themes instead of the themes themselves.
        """
        broader = self.broader if broad else {}
        shared = [shared_themes(pair, broader) for pair in self.pairs]
        return shared.count(True), len(shared) - shared.count(None)

    def figures(self) -> tuple[int, int]:
        """Return two counts of pairs of figures: the pairs that agree, and all pairs.

        Two figures agree if they have the same value and unit.
        """
        for one in self.kinds():
            if one.kind == KINDS["measurements"]:
                return one.same, one.pairs
        return 0, 0


def _kinds(statements: Iterable[Placed]) -> Counter[str]:
    """Return the number of statements of each kind."""
    return Counter(one.kind for one in statements)


def compare_report(report: str, both: Both, units: Mapping[str, Unit]) -> ReportReading:
    """Compare two readings of some units of one report.

    Args:
        report: The name of the report.
        both: The extracts of the two readers.
        units: The units to compare, keyed by id.
    """
    in_order = {name: one for name, one in both[0].units.items() if name in units}
    first, second = (within(placed(one.extract), in_order) for one in both)
    sentences = chain.from_iterable(
        _sentences(unit, first, second) for unit in in_order.values()
    )
    return ReportReading(
        report, in_order, tuple(sentences), match_statements(first, second)
    )


def _sentences(
    unit: Unit, first: Sequence[Placed], second: Sequence[Placed]
) -> Iterable[Sentence]:
    """Yield each sentence of a unit with the statements of both readers on this sentence."""
    pairs = zip(on_sentences(unit, first), on_sentences(unit, second), strict=True)
    for number, (one, other) in enumerate(pairs, 1):
        yield Sentence(unit, number, one, other)
