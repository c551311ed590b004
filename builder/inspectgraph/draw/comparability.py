"""Grades side by side: their place on a scale, which subjects of two regimes share a row, how far two grades compare.

Both follow the curated comparisons; where nothing is said, nothing is taken to compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher

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

#: How two grades compare, from well to not at all.
COMPARABLE = ("comparable", "comparable in part", "not comparable")

#: From the best grade of a scale to the worst: name and fill.
STEPS: Mapping[str, str] = {
    "highest grade of its scale": "#fde725",
    "second": "#35b779",
    "third": "#31688e",
    "lowest": "#440154",
}

_STEP = {"same": 0, "close": 0, "partly": 1}

#: How far subjects are from each other that do not compare.
_APART = 3


def step(share: float) -> str:
    """Return the name of a place on a scale.

    >>> step(1), step(0.667), step(0.333), step(0)
    ('highest grade of its scale', 'second', 'third', 'lowest')
    """
    names = list(STEPS)
    return (
        names[0]
        if share >= 1
        else names[3]
        if share <= 0
        else names[1]
        if share >= 0.5
        else names[2]
    )


@dataclass(slots=True)
class Row:
    """The grades of one authority for one subject, in order of time."""

    grades: list[Grade] = field(default_factory=list)

    @property
    def last(self) -> Grade:
        """The latest grade."""
        return self.grades[-1]


def inspections(grades: Iterable[Grade]) -> list[list[Grade]]:
    """Return the grades of one authority, those of one inspection together, in order of time."""
    found: dict[tuple[date, str, bool], list[Grade]] = {}
    for grade in grades:
        found.setdefault((grade.middle, grade.framework, grade.quoted), []).append(
            grade
        )
    return [found[key] for key in sorted(found)]


def rows_of(corpus: Corpus, grades: Sequence[Grade]) -> list[Row]:
    """Return the rows of one authority: a subject goes on in the row of the subject that it compares best with.

    Each row takes one grade of an inspection. Rows with most grades come first, then
    those that begin first.
    """
    rows: list[Row] = []
    for inspection in inspections(grades):
        waiting = list(inspection)
        taken: set[int] = set()
        for _, n, grade in sorted(
            _matches(corpus, rows, inspection), key=lambda match: (match[0], match[1])
        ):
            if n not in taken and grade in waiting:
                taken.add(n)
                waiting.remove(grade)
                rows[n].grades.append(grade)
        rows += [Row([grade]) for grade in waiting]
    return sorted(
        rows,
        key=lambda row: (
            -len(row.grades),
            row.grades[0].middle,
            corpus.label(row.grades[0].aspect),
        ),
    )


def _matches(
    corpus: Corpus, rows: Sequence[Row], inspection: Sequence[Grade]
) -> Iterable[tuple[tuple[float, ...], int, Grade]]:
    """Yield the rows that the grades of an inspection can go on in, each with how bad a match it is.

    The better the subjects compare the better, then the more of the row's subjects do,
    then the more alike the names.
    """
    for n, row in enumerate(rows):
        for order, grade in enumerate(inspection):
            steps = [
                _subjects(corpus, earlier.aspect, grade.aspect)
                for earlier in row.grades
            ]
            if min(steps) < _APART:
                alike = SequenceMatcher(
                    None, corpus.label(row.last.aspect), corpus.label(grade.aspect)
                ).ratio()
                yield (
                    (
                        min(steps),
                        steps.count(_APART) - len(steps),
                        -round(alike, 3),
                        order,
                    ),
                    n,
                    grade,
                )


def _subjects(corpus: Corpus, one: str, other: str) -> int:
    """Return how far two subjects are from each other."""
    if one == other:
        return 0
    return {"same": 0, "close": 1, "partly": 2}.get(
        corpus.relations.get((one, other), ""), _APART
    )


def comparable(corpus: Corpus, one: Grade, other: Grade) -> str:
    """Return how far two grades compare: no further than their subjects, and no further than their scales."""
    subjects = (
        0
        if one.aspect == other.aspect
        else _STEP.get(corpus.relations.get((one.aspect, other.aspect), ""), 2)
    )
    return COMPARABLE[max(subjects, _scales(corpus, one, other))]


def _scales(corpus: Corpus, one: Grade, other: Grade) -> int:
    """Return how far the scales of two grades compare where these grades stand on them."""
    if one.scale == other.scale:
        return 0
    said = [
        relation
        for (left, right), relation in corpus.relations.items()
        if (left == one.grade and right.startswith(f"{other.scale}/"))
        or (right == other.grade and left.startswith(f"{one.scale}/"))
    ]
    return max((_STEP.get(relation, 2) for relation in said), default=2)


def breaks(corpus: Corpus, inspections: Sequence[Sequence[Grade]]) -> list[int]:
    """Return the places of the inspections before which time is cut in two.

    No scale before such a place is said to compare with any scale after it; so no line
    that says that two grades compare, in whole or in part, ever leads across.
    """
    scales = [{grade.scale for grade in inspection} for inspection in inspections]
    return [
        n
        for n in range(1, len(scales))
        if not any(
            _scales_compare(corpus, one, other)
            for one in set().union(*scales[:n])
            for other in set().union(*scales[n:])
        )
    ]


def _scales_compare(corpus: Corpus, one: str, other: str) -> bool:
    """Return whether any grade of two scales is said to compare."""
    return one == other or any(
        relation in _STEP
        and left.startswith(f"{one}/")
        and right.startswith(f"{other}/")
        for (left, right), relation in corpus.relations.items()
    )
