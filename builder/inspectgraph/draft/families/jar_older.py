"""Joint area review, older form (2005 to 2007): eleven aspects by three columns, with empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from inspectgraph.draft.families.base import Grades
from inspectgraph.draft.families.joint_area_review import (
    grades_section,
    is_older,
    joint_area_review,
)
from inspectgraph.draft.judgements.grade_tables import settle
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Aspects, Hit, Scale, Stream, woven
from inspectgraph.draft.text.structure import Outline

__all__ = ["FAMILY"]

_FORMS = {
    "enjoying-and-achieving": ("enjoying and achieving",),
    "making-a-positive-contribution": (
        "making a positive contribution",
        "positive contribution",
    ),
    "achieving-economic-well-being": (
        "achieving economic wellbeing",
        "economic well-being",
    ),
    "childrens-services": (
        "council children's services",
        "council services overall",
        "children's services",
    ),
    "education-service": ("education services",),
    "social-care-services-for-children": (
        "children's social care services",
        "social care services",
    ),
    "health-service-for-children": (
        "health services for children",
        "health services for children and young people",
    ),
}
_DIGITS = re.compile(r"([1-4])([1-4])?(?![0-9])")
_COUNCIL = "capacity-to-improve-council-services"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the table."""
    return settle(_table(outline, knowledge))


def _table(outline: Outline, knowledge: Knowledge) -> Iterator[DraftJudgement]:
    """Yield the grades after each label; capacity to improve has one for all services and one for the council's."""
    region = grades_section(outline)
    stream, scale = Stream([placed.text for placed in region]), knowledge.scale("jar")
    aspects = knowledge.aspects("jar-2005", _FORMS)
    broken = list(_broken(stream, aspects, scale))
    for hit, grades in (
        *broken,
        *_whole(stream, aspects, scale, [hit for hit, _ in broken]),
    ):
        for number, (grade, start) in enumerate(grades):
            place = region[stream.text_of(start)]
            council = number == 1 or place.unit.id.endswith("/council-services")
            aspect = (
                _COUNCIL if hit.slug == "capacity-to-improve" and council else hit.slug
            )
            if number == 0 or aspect == _COUNCIL:
                yield DraftJudgement(
                    aspect=aspect,
                    grade=grade,
                    source="table",
                    at=(TextSpan(place.unit.id),),
                    confidence=0.98,
                    rule="grade-table",
                )


Row = tuple[Hit, list[tuple[str, int]]]


def _whole(
    stream: Stream, aspects: Aspects, scale: Scale, rows: Sequence[Hit]
) -> Iterator[Row]:
    """Yield each label with the grades after it, but for the pieces of labels that are broken over lines."""
    for hit in aspects.find(stream):
        if not any(row.start <= hit.start < row.end for row in rows):
            yield hit, _row(stream, scale, hit.end)


def _broken(stream: Stream, aspects: Aspects, scale: Scale) -> Iterator[Row]:
    """Yield each label that was read line by line, its grade standing inside of it."""
    done = 0
    for start in range(len(stream.letters)):
        if start < done or not stream.begins_word(start):
            continue
        for slug, grade, end in islice(woven(stream.letters, start, aspects, scale), 1):
            yield Hit(slug, start, end), [(grade, start)]
            done = end


def _row(stream: Stream, scale: Scale, position: int) -> list[tuple[str, int]]:
    """Return the grades that follow a label at once, each with where it begins: one or two, or none at all."""
    digits = _DIGITS.match(stream.letters, position)
    if digits and not stream.letters.startswith(tuple(scale.words), digits.end()):
        return [
            (scale.digits[digit], digits.start() + n)
            for n, digit in enumerate(filter(None, digits.groups()))
        ]
    found: list[tuple[str, int]] = []
    while (grade := scale.at(stream.letters, position)) and stream.ends_phrase(
        grade[1]
    ):
        found.append((grade[0], position))
        position = grade[1]
    return found if len(found) < 3 else []


FAMILY = joint_area_review("jar-2005", _grades, is_older)
