"""Decide which grades are comparable, and arrange comparable grades in rows.

All results come from the curated comparisons in the registry. Two aspects or two scales
are not comparable if the registry has no comparison of the two. The functions also find
the breaks of a timeline. No scale before a break is comparable with a scale after the
break. The aspect of a grade is also called the subject of the grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.palette import ON_DARK, ON_LIGHT

__all__ = [
    "COMPARABLE",
    "ON_STEP",
    "STEPS",
    "Row",
    "breaks",
    "comparable",
    "inspections",
    "rows_of",
    "step",
]

#: The three levels of comparability of two grades, the best first.
COMPARABLE: Final = ("comparable", "comparable in part", "not comparable")

#: The steps of a scale from best to worst: the name in the legend, and the fill colour.
STEPS: Final = {
    "highest grade of its scale": "#fde725",
    "second": "#35b779",
    "third": "#31688e",
    "lowest": "#440154",
}

#: The colour of a letter on the fill of each step, with a contrast of at least 4.5.
ON_STEP: Final = dict(zip(STEPS, (ON_LIGHT, ON_LIGHT, ON_DARK, ON_DARK), strict=True))

#: The index in `COMPARABLE` for each relation of the curated comparisons.
_LOSS: Final = {"same": 0, "close": 0, "partly": 1}
_NOT_COMPARABLE: Final = 2

#: The distance of two aspects by the relation of their comparison; `_APART` without a
#: comparison.
_DISTANCES: Final = {"same": 0, "close": 1, "partly": 2}
_APART: Final = 3


def step(share: float) -> str:
    """Return the name of a position on a grade scale, from 0 (lowest) to 1 (highest).

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
    """One row of the timeline: comparable grades of one authority, in order of time."""

    grades: list[Grade] = field(default_factory=list)

    @property
    def last(self) -> Grade:
        """The latest grade of the row."""
        return self.grades[-1]


def inspections(grades: Iterable[Grade]) -> list[list[Grade]]:
    """Group the grades of one authority by inspection, in order of time.

    Grades belong to one inspection if they have the same date and framework. Awarded
    grades and quoted grades are never put into one inspection.
    """
    found: dict[tuple[date, str, bool], list[Grade]] = {}
    for grade in grades:
        key = (grade.middle, grade.framework, grade.quoted)
        found.setdefault(key, []).append(grade)
    return [found[key] for key in sorted(found)]


# Rows


@dataclass(frozen=True, slots=True)
class _Match:
    """A possible match of a grade and a row to which the grade may be added.

    The match with the lowest cost is used first.
    """

    cost: tuple[float, ...]
    row: int
    grade: Grade


def rows_of(corpus: Corpus, grades: Sequence[Grade]) -> list[Row]:
    """Arrange the grades of one authority in rows of comparable aspects.

    A grade is added to the row whose aspects are most comparable with the aspect of the
    grade. A row gets at most one grade of each inspection. The rows with the most
    grades come first. If two rows have the same number of grades, the row that begins
    earlier comes first.
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
    """Add the grades of an inspection to existing rows, and return new rows.

    The function makes a new row for each grade that fits no existing row.
    """
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
    """Yield each possible match of a row and a grade, with the cost of the match.

    A row and a grade match if their aspects are comparable. The cost is lower if the
    aspects are closer. Between equally close matches, the cost is lower for the row
    that has the larger number of comparable grades. If these numbers are equal too, the
    cost is lower for the more similar names of aspects.
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
    """Return the distance of two aspects, from 0 (equal) to 3 (not comparable)."""
    if one == other:
        return 0
    return _DISTANCES.get(corpus.relations.get((one, other), ""), _APART)


def _alike(corpus: Corpus, one: Grade, other: Grade) -> float:
    """Return how similar the aspect names of two grades are, from 0 to 1."""
    names = corpus.label(one.aspect), corpus.label(other.aspect)
    return round(SequenceMatcher(None, *names).ratio(), 3)


# Pairs of grades


def comparable(corpus: Corpus, one: Grade, other: Grade) -> str:
    """Return the comparability of two grades, as a name in `COMPARABLE`.

    The aspects and the scales are compared separately. The result is the lower of the
    two comparabilities.
    """
    subjects = _subject_loss(corpus, one, other)
    return COMPARABLE[max(subjects, _scale_loss(corpus, one, other))]


def _subject_loss(corpus: Corpus, one: Grade, other: Grade) -> int:
    """Return the comparability of the aspects of two grades, as an index into `COMPARABLE`."""
    if one.aspect == other.aspect:
        return 0
    relation = corpus.relations.get((one.aspect, other.aspect), "")
    return _LOSS.get(relation, _NOT_COMPARABLE)


def _scale_loss(corpus: Corpus, one: Grade, other: Grade) -> int:
    """Return the comparability of the scales of two grades.

    The result is an index into `COMPARABLE`. Each grade is compared with the scale of
    the other grade, and the lowest comparability is returned.
    """
    if one.scale == other.scale:
        return 0
    found = [
        *_relations(corpus, one.grade, other.scale),
        *_relations(corpus, other.grade, one.scale),
    ]
    losses = (_LOSS.get(relation, _NOT_COMPARABLE) for relation in found)
    return max(losses, default=_NOT_COMPARABLE)


def _relations(corpus: Corpus, grade: str, scale: str) -> Iterator[str]:
    """Yield each curated relation of a grade to a grade of a given scale."""
    for (left, right), relation in corpus.relations.items():
        if left == grade and right.startswith(f"{scale}/"):
            yield relation


# Breaks in time


def breaks(corpus: Corpus, inspections: Sequence[Sequence[Grade]]) -> list[int]:
    """Return the index of each inspection directly after a break in the timeline.

    No scale used before a break is comparable with a scale used after the break, not
    even partly.
    """
    scales = [{grade.scale for grade in inspection} for inspection in inspections]
    return [n for n in range(1, len(scales)) if _is_break(corpus, scales, n)]


def _is_break(corpus: Corpus, scales: Sequence[set[str]], place: int) -> bool:
    """Return whether the timeline has a break before an inspection.

    There is a break if no earlier scale is comparable with any scale of this inspection
    or of a later inspection.
    """
    before = set().union(*scales[:place])
    after = set().union(*scales[place:])
    return not any(
        _scales_compare(corpus, one, other) for one in before for other in after
    )


def _scales_compare(corpus: Corpus, one: str, other: str) -> bool:
    """Return whether two scales have grades that are at least partly comparable."""
    if one == other:
        return True
    return any(
        relation in _LOSS
        and left.startswith(f"{one}/")
        and right.startswith(f"{other}/")
        for (left, right), relation in corpus.relations.items()
    )
