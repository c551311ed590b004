"""The timeline: the grades of each authority over time, and how far those of different regimes compare."""

from __future__ import annotations

from collections.abc import Sequence

from inspectgraph.draw.chart import Chart
from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.text_metrics import counted
from inspectgraph.draw.timeline_picture import FIELDS, Names, facts, timeline_spec

__all__ = ["timeline"]

#: More authorities than these make a poster of a picture: those with most grades are
#: shown.
_MOST = 6

_MANY = "authorities"


def timeline(corpus: Corpus) -> Chart:
    """Return the timeline of grades."""
    grades = _shown(corpus)
    names = Names.of(corpus, grades)
    return Chart(
        name="timeline",
        title="Grades over time, by authority and inspection regime",
        subtitle=_subtitle(corpus, grades),
        spec=timeline_spec(corpus, grades, names),
        header=FIELDS,
        rows=tuple(facts(corpus, grade) for grade in grades),
        shortened=names.shortened,
    )


def _shown(corpus: Corpus) -> list[Grade]:
    """Return the grades of the authorities with most of them."""
    counts: dict[str, int] = {}
    for grade in corpus.grades:
        counts[grade.authority] = counts.get(grade.authority, 0) + 1
    most = sorted(counts, key=lambda authority: (-counts[authority], authority))[:_MOST]
    return [grade for grade in corpus.grades if grade.authority in most]


def _subtitle(corpus: Corpus, grades: Sequence[Grade]) -> tuple[str, ...]:
    """Return what the picture covers and how it is read."""
    quoted = sum(grade.quoted for grade in grades)
    shown, every = (
        len({grade.authority for grade in grades}),
        counted(len(corpus.authorities), "authority", _MANY),
    )
    which = every if shown == len(corpus.authorities) else f"{shown} of {every}"
    return (
        (
            f"{counted(len(corpus.reports), 'report')}, {which}:"
            f" {counted(len(grades) - quoted, 'grade')} awarded, and {quoted} of other"
            " inspections that the reports quote (white dot)."
        ),
        (
            "Each regime has a scale of its own. Subjects that are said to compare"
            " share a row; the line between two grades says how far they compare."
        ),
        (
            f"Not drawn: {counted(corpus.unplaced, 'grade')} of single settings, or"
            " without a year or a subject."
        ),
    )
