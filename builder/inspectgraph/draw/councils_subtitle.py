"""The subtitle of the picture of councils: its numbers, what it leaves out, and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspectgraph.draw.corpus import Corpus, Grade, Report
from inspectgraph.draw.full_inspections import (
    OVERALL,
    PARTS,
    REGIME_NAME,
    aspect_key,
    slug,
)
from inspectgraph.draw.text_metrics import counted
from inspectgraph.model.quantities import listed
from inspectgraph.query.source_notes import CONFIRMED, LATER, confirmed_words

__all__ = ["subtitle"]


def subtitle(
    corpus: Corpus,
    councils: int,
    grades: Sequence[Grade],
    ungraded: Sequence[tuple[str, Report]],
) -> tuple[str, ...]:
    """Return the subtitle, which explains the contents of the picture and the grades.

    Args:
        corpus: The reports and grades in the graph.
        councils: The number of councils in the picture.
        grades: The overall grades.
        ungraded: The full inspections without an overall grade. Each is a pair of a
            council and a report.
    """
    reports = counted(len(corpus.reports), "report")
    if not councils:
        return (f"{reports}; none is of a full inspection with an overall grade.",)
    awarded = [grade for grade in grades if not grade.quoted]
    held = {(grade.authority, grade.framework, grade.end) for grade in awarded}
    inspections = counted(len(held) + len(ungraded), "full inspection")
    return (
        f"{reports}; {counted(councils, 'council')} with {inspections}:"
        f" {counted(len(awarded), 'overall grade')}, {len(ungraded)} without an"
        f" overall grade, and {len(grades) - len(awarded)} quoted grades of other"
        " inspections (hatched).",
        *_parts(corpus),
        *_undated(corpus),
        "Each mark is placed at the last day of fieldwork, or, if it is not printed, at"
        " the day of publication. Regions and councils are in alphabetical order.",
        "The same word is not the same grade in two regimes: each regime judges by its"
        " own rules.",
        f"Grades as printed then; {LATER}.",
        _provenance(grades),
    )


def _parts(corpus: Corpus) -> Iterator[str]:
    """Yield a sentence on the grades that the picture does not show.

    Some inspections gave no overall grade, but a grade for each of several parts. The
    picture does not show the grades for parts. If the graph has no such grade, nothing
    is yielded.
    """
    found = [grade for grade in corpus.grades if aspect_key(grade.aspect) in PARTS]
    if found:
        frameworks = sorted({grade.framework for grade in found})
        regimes = listed([corpus.name(iri, REGIME_NAME) for iri in frameworks])
        yield (
            f"Not drawn: {counted(len(found), 'grade')} of parts of inspections that had"
            f" no overall grade ({regimes})."
        )


def _undated(corpus: Corpus) -> Iterator[str]:
    """Yield a sentence on the full inspections of unknown date, if there are any."""
    found = [
        report
        for report in corpus.reports
        if slug(report.framework) in OVERALL and report.end is None
    ]
    if found:
        yield (
            f"Not drawn: {counted(len(found), 'full inspection')} without a day, since no"
            " day of fieldwork and no day of publication is printed."
        )


def _provenance(grades: Sequence[Grade]) -> str:
    """Return a text that states how the overall grades came into the graph."""
    parts = []
    for method in CONFIRMED:
        own = [grade for grade in grades if grade.checked == method]
        if own:
            days = {grade.checked_on for grade in own}
            parts.append(f"{len(own)} {confirmed_words(method, days)}")
    if not parts:
        return "No grade was read."
    return f"Source of the grades: {'. '.join(parts)}."
