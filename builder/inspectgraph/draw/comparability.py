"""How far grades compare: rows of comparable subjects, and breaks between scales.

All follows the curated comparisons; what they do not cover does not compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from inspectgraph.draw.corpus import Corpus, Grade

__all__ = [
    "COMPARABLE",
    "STEPS",
    "Row",
    "breaks",
    "comparable",
    "inspections",
    "rows_of",
    "step",
]

#: How far two grades compare, from well to not at all.
COMPARABLE: Final = ("comparable", "comparable in part", "not comparable")

#: From the best grade of a scale to the worst: name and fill.
STEPS: Final = {
    "highest grade of its scale": "#fde725",
    "second": "#35b779",
    "third": "#31688e",
    "lowest": "#440154",
}

#: The place in `COMPARABLE` of each relation of the curated comparisons.
_LOSS: Final = {"same": 0, "close": 0, "partly": 1}
_NOT_COMPARABLE: Final = 2

#: How far subjects are from each other, by their relation; and without one.
_DISTANCES: Final = {"same": 0, "close": 1, "partly": 2}
_APART: Final = 3


def step(share: float) -> str:
    """Return the name of a place on a scale.

    >>> step(1), step(0.667), step(0.333), step(0)
    ('highest grade of its scale', 'second', 'third', 'lowest')
    """
    highest, second, third, lowest = STEPS
    if share >= 1:
        return highest
    if share <= 0:
        return lowest
    return second if share >= 0.5 else third


@dataclass(slots=True)
class Row:
    """The grades of one authority for one subject, in order of time."""

    grades: list[Grade] = field(default_factory=list)

    @property
    def last(self) -> Grade:
        """The latest grade."""
        return self.grades[-1]


def inspections(grades: Iterable[Grade]) -> list[list[Grade]]:
    """Return the grades of one authority by inspection, in order of time."""
    found: dict[tuple[date, str, bool], list[Grade]] = {}
    for grade in grades:
        key = (grade.middle, grade.framework, grade.quoted)
        found.setdefault(key, []).append(grade)
    return [found[key] for key in sorted(found)]


# Rows


@dataclass(frozen=True, slots=True)
class _Match:
    """A row that a grade can continue; the lower the cost, the better it fits."""

    cost: tuple[float, ...]
    row: int
    grade: Grade


def rows_of(corpus: Corpus, grades: Sequence[Grade]) -> list[Row]:
    """Return the rows of one authority.

    A grade continues the row whose subjects compare best with its own; a row takes one
    grade of an inspection. Rows with most grades come first, then those that begin first.
    """
    rows: list[Row] = []
    for inspection in inspections(grades):
        rows += _continue_rows(corpus, rows, inspection)
    return sorted(
        rows,
        key=lambda row: (
            -len(row.grades),
            row.grades[0].middle,
            corpus.label(row.grades[0].aspect),
        ),
    )


def _continue_rows(
    corpus: Corpus, rows: Sequence[Row], inspection: Sequence[Grade]
) -> list[Row]:
    """Add the grades of an inspection to the rows that they continue; return new rows."""
    waiting = list(inspection)
    taken: set[int] = set()
    matches = _matches(corpus, rows, inspection)
    for match in sorted(matches, key=lambda match: (match.cost, match.row)):
        if match.row not in taken and match.grade in waiting:
            taken.add(match.row)
            waiting.remove(match.grade)
            rows[match.row].grades.append(match.grade)
    return [Row([grade]) for grade in waiting]


def _matches(
    corpus: Corpus, rows: Sequence[Row], inspection: Sequence[Grade]
) -> Iterator[_Match]:
    """Yield the rows that the grades of an inspection can continue.

    The nearer the subjects the better, then the more subjects of the row are near, then
    the more alike their names.
    """
    for n, row in enumerate(rows):
        for order, grade in enumerate(inspection):
            distances = [
                _distance(corpus, earlier.aspect, grade.aspect)
                for earlier in row.grades
            ]
            nearest = min(distances)
            if nearest < _APART:
                near = len(distances) - distances.count(_APART)
                alike = _alike(corpus, row.last, grade)
                yield _Match((nearest, -near, -alike, order), n, grade)


def _distance(corpus: Corpus, one: str, other: str) -> int:
    """Return how far two subjects are from each other, from 0 to `_APART`."""
    if one == other:
        return 0
    return _DISTANCES.get(corpus.relations.get((one, other), ""), _APART)


def _alike(corpus: Corpus, one: Grade, other: Grade) -> float:
    """Return how alike the names of two subjects are, from 0 to 1."""
    names = corpus.label(one.aspect), corpus.label(other.aspect)
    return round(SequenceMatcher(None, *names).ratio(), 3)


# Pairs of grades


def comparable(corpus: Corpus, one: Grade, other: Grade) -> str:
    """Return how far two grades compare: as far as both their subjects and scales do."""
    subjects = _subject_loss(corpus, one, other)
    return COMPARABLE[max(subjects, _scale_loss(corpus, one, other))]


def _subject_loss(corpus: Corpus, one: Grade, other: Grade) -> int:
    """Return how far the subjects of two grades compare, as a place in `COMPARABLE`."""
    if one.aspect == other.aspect:
        return 0
    relation = corpus.relations.get((one.aspect, other.aspect), "")
    return _LOSS.get(relation, _NOT_COMPARABLE)


def _scale_loss(corpus: Corpus, one: Grade, other: Grade) -> int:
    """Return how far the scales of two grades compare at these grades."""
    if one.scale == other.scale:
        return 0
    found = [
        *_relations(corpus, one.grade, other.scale),
        *_relations(corpus, other.grade, one.scale),
    ]
    losses = (_LOSS.get(relation, _NOT_COMPARABLE) for relation in found)
    return max(losses, default=_NOT_COMPARABLE)


def _relations(corpus: Corpus, grade: str, scale: str) -> Iterator[str]:
    """Yield the relations of a grade to the grades of a scale."""
    for (left, right), relation in corpus.relations.items():
        if left == grade and right.startswith(f"{scale}/"):
            yield relation


# Breaks in time


def breaks(corpus: Corpus, inspections: Sequence[Sequence[Grade]]) -> list[int]:
    """Return the places of the inspections before which time is broken.

    No scale before a break compares with any scale after it. So no line that joins two
    grades that compare, in whole or in part, crosses it.
    """
    scales = [{grade.scale for grade in inspection} for inspection in inspections]
    return [n for n in range(1, len(scales)) if _is_break(corpus, scales, n)]


def _is_break(corpus: Corpus, scales: Sequence[set[str]], place: int) -> bool:
    """Return whether no scale before a place compares with any from there on."""
    before = set().union(*scales[:place])
    after = set().union(*scales[place:])
    return not any(
        _scales_compare(corpus, one, other) for one in before for other in after
    )


def _scales_compare(corpus: Corpus, one: str, other: str) -> bool:
    """Return whether any grades of two scales compare, at least in part."""
    if one == other:
        return True
    return any(
        relation in _LOSS
        and left.startswith(f"{one}/")
        and right.startswith(f"{other}/")
        for (left, right), relation in corpus.relations.items()
    )
