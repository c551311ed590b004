"""Read the reports of joint area reviews in their older form, 2005 to 2007.

A row of the grade table has the label of an aspect and one or two grades. The first
grade is for all local services, the second for the services of the council.
"""

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
from inspectgraph.draft.judgements.settle import made, settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import (
    Aspects,
    Hit,
    Scale,
    Stream,
    grades_inside,
    letters_of,
)
from inspectgraph.draft.text.structure import Outline, texts_of

__all__ = ["FAMILY"]

_DIGITS = re.compile(r"([1-4])([1-4])?(?![0-9])")
#: The most grades of a row.
_MOST_GRADES = 2
_COUNCIL = "capacity-to-improve-council-services"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of the grade table, and questions to the curator.

    A question is added if two rows give different grades for the same aspect.
    """
    return settle(_table(outline, knowledge))


def _table(outline: Outline, knowledge: Knowledge) -> Iterator[DraftJudgement]:
    """Yield the judgements of the rows of the grade table.

    The row on the capacity to improve has two grades: one for all local services, and
    one for the services of the council.
    """
    region = grades_section(outline)
    stream, scale = Stream(texts_of(region)), knowledge.scale("jar")
    aspects = knowledge.aspects("jar-2005", label_forms("aspect/jar-2005"))
    broken = list(_broken(stream, aspects, scale))
    whole = _whole(stream, aspects, scale, [hit for hit, _ in broken])
    for hit, grades in (*broken, *whole):
        for number, (grade, start) in enumerate(grades):
            unit = region[stream.text_of(start)].unit.id
            aspect = _aspect(hit.slug, number, unit)
            if aspect:
                yield made(aspect, grade, "table", "grade-table", TextSpan(unit))


def _aspect(slug: str, number: int, unit: str) -> str | None:
    """Return the slug of the aspect to which a grade in a table row belongs.

    Return None if the row has more grades than aspects. Only the row on the capacity to
    improve has two aspects.

    Args:
        slug: The slug of the aspect that the label of the row names.
        number: The position of the grade in the row: 0 for the first grade.
        unit: The id of the unit with the grade.
    """
    aspects = {0: slug}
    if slug == "capacity-to-improve":
        if unit.endswith("/council-services"):
            return _COUNCIL
        aspects[1] = _COUNCIL
    return aspects.get(number)


#: A row of the table: its label, and the slug and position of each grade. If the grade
#: is in the middle of the label, the position is the start of the label.
Row = tuple[Hit, list[tuple[str, int]]]


def _whole(
    stream: Stream, aspects: Aspects, scale: Scale, rows: Sequence[Hit]
) -> Iterator[Row]:
    """Yield the rows of the grade table whose complete label comes before the grades.

    Args:
        stream: The letters and digits of the units.
        aspects: The aspects with their labels.
        scale: The grade scale.
        rows: The labels that have a grade in the middle. These labels were found
            before. A label that begins inside such a label is skipped.
    """
    inside = letters_of(rows)
    for hit in aspects.find(stream):
        if hit.start not in inside:
            yield hit, _row(stream, scale, hit.end)


def _broken(stream: Stream, aspects: Aspects, scale: Scale) -> Iterator[Row]:
    """Yield the rows of the grade table in which the grade is in the middle of the label.

    Such rows come from a PDF that was read line by line across its columns.
    """
    done = 0
    for start in range(len(stream.letters)):
        if start < done:
            continue
        if not stream.begins_word(start):
            continue
        inside = grades_inside(stream.letters, start, aspects, scale)
        for slug, grade, end in islice(inside, 1):
            yield Hit(slug, start, end), [(grade, start)]
            done = end


def _row(stream: Stream, scale: Scale, position: int) -> list[tuple[str, int]]:
    """Return the one or two grades right after a label, with their start positions.

    The list is empty if no grade or more than two grades follow the label.
    """
    digits = _DIGITS.match(stream.letters, position)
    if digits and not stream.letters.startswith(tuple(scale.words), digits.end()):
        printed = enumerate(filter(None, digits.groups()))
        return [(scale.digits[digit], digits.start() + n) for n, digit in printed]
    found: list[tuple[str, int]] = []
    while grade := scale.at(stream.letters, position):
        if not stream.ends_phrase(grade[1]):
            break
        found.append((grade[0], position))
        position = grade[1]
    if len(found) <= _MOST_GRADES:
        return found
    return []


FAMILY = joint_area_review("jar-2005", _grades, is_older)
