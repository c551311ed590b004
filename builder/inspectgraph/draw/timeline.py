"""The timeline: the grades of each authority over time, and their comparability."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.look import Look
from inspectgraph.draw.picture import Picture
from inspectgraph.draw.text_metrics import counted
from inspectgraph.draw.timeline_layout import (
    FIELDS,
    facts,
    regimes_of,
    timeline_layout,
)
from inspectgraph.draw.timeline_narrow import narrow_blocks
from inspectgraph.draw.timeline_signs import shapes_of, timeline_legend
from inspectgraph.draw.timeline_svg import timeline_blocks

__all__ = ["timeline"]

#: The maximum number of authorities, those with most grades. With more, the picture would
#: be too tall to read; the picture of councils shows them all.
_MOST = 6


def timeline(corpus: Corpus, look: Look) -> Picture:
    """Draw the grades of authorities over time."""
    medium = look.medium.turned()
    grades = _shown(corpus)
    regimes = regimes_of(corpus, grades)
    shapes = shapes_of(regimes)
    if medium.is_narrow:
        blocks = tuple(narrow_blocks(corpus, grades, shapes, look))
    else:
        layout = timeline_layout(corpus, grades, medium.room)
        blocks = tuple(timeline_blocks(layout, shapes, look.links))
    return Picture(
        medium=medium,
        title="Grades over time, by authority and inspection regime",
        subtitle=_subtitle(corpus, grades),
        blocks=blocks,
        key=timeline_legend(regimes, shapes, medium.room),
        header=FIELDS,
        rows=tuple(facts(corpus, grade) for grade in grades),
    )


def _shown(corpus: Corpus) -> list[Grade]:
    """Return the grades of the six authorities that have the most grades.

    If any report was curated in full, only authorities that have such a report are
    included.
    """
    wanted = _in_depth(corpus) or set(corpus.authorities)
    counts = Counter(
        grade.authority for grade in corpus.grades if grade.authority in wanted
    )
    most = sorted(counts, key=lambda authority: (-counts[authority], authority))[:_MOST]
    return [grade for grade in corpus.grades if grade.authority in most]


def _in_depth(corpus: Corpus) -> set[str]:
    """Return the authorities that have at least one report curated in full."""
    return {
        authority for report in corpus.in_full for authority, _ in report.authorities
    }


def _subtitle(corpus: Corpus, grades: Sequence[Grade]) -> tuple[str, ...]:
    """Return the subtitle, which explains the contents of the timeline and how to read it."""
    quoted = sum(grade.quoted for grade in grades)
    awarded = counted(len(grades) - quoted, "grade")
    reports = counted(len(corpus.reports), "report")
    return (
        f"{reports}, {_authorities(corpus, grades)}: {awarded} awarded, and {quoted} of"
        " other inspections that the reports quote (white dot).",
        *_others(corpus, grades),
        "Each regime has a scale of its own. Subjects that a comparison links share a"
        " row; the line between two grades shows how far they can be compared.",
        f"Not drawn: {counted(corpus.unplaced, 'grade')}. A grade is not drawn if it is"
        " for a single setting, or has no year or no subject.",
    )


def _others(corpus: Corpus, grades: Sequence[Grade]) -> Iterator[str]:
    """Yield two sentences about the choice of authorities in the picture, as one text.

    Yield nothing if the picture shows all authorities.
    """
    shown = {grade.authority for grade in grades}
    if len(shown) == len(corpus.authorities):
        return
    wanted = _in_depth(corpus) or set(corpus.authorities)
    graded = {grade.authority for grade in corpus.grades} & wanted
    reasons = []
    if len(wanted) < len(corpus.authorities):
        reasons.append("a report curated in full")
    if len(shown) < len(graded):
        reasons.append("the most grades")
    elif len(shown) < len(wanted):
        reasons.append("a grade to draw")
    yield (
        f"This picture shows only authorities with {' and '.join(reasons)}. The picture"
        " 'councils' shows the overall grades of the other authorities."
    )


def _authorities(corpus: Corpus, grades: Sequence[Grade]) -> str:
    """Return the number of authorities in the picture as text, such as `6 of 9 authorities`."""
    shown = len({grade.authority for grade in grades})
    known = counted(len(corpus.authorities), "authority", "authorities")
    return known if shown == len(corpus.authorities) else f"{shown} of {known}"
