"""Read annual performance assessment letters, 2005 to 2008.

A letter has a table with one grade for each aspect, from 1 to 4, where 4 is the best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, filterfalse

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.judgements.cover_region import apart, is_key
from inspectgraph.draft.judgements.grade_sentences import headings
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import of_aspects, settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline, Placed

__all__ = ["FAMILY"]

#: A unit with this many characters or more is prose, not a row of a table.
_LONGEST_ROW = 320
_KINDS = {"row", "cell", "section", "paragraph", "front"}
#: The column heads of a grade table, and the space between two rows of the table.
_TABLE = re.compile(
    r"\b(?:areas? (?:for|of) judge?ment|(?:assessment )?judge?ment areas?)\s+(?:APA"
    r" )?grades?(?: awarded)?\b",
    re.I,
)
_AFTER_GRADE = re.compile(r"(?<=\s[1-4])\s+(?=[A-Z])")


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of the grade table, and questions to the curator.

    An aspect that the table lacks gets its grade from a heading.
    """
    scale = knowledge.scale("apa")
    aspects = knowledge.aspects("apa", label_forms("aspect/apa"))
    units = outline.select({"front", "body"}, _KINDS)
    rows = chain.from_iterable(map(_rows, units))
    lines = apart(filterfalse(is_key, rows), _LONGEST_ROW)
    judged, questions = settle(
        table(lines, aspects, scale, "table"),
        headings(outline, aspects, scale),
    )
    known = knowledge.concepts("aspect/apa")
    return of_aspects(judged, known), questions


def _rows(placed: Placed) -> Iterator[Placed]:
    """Yield a unit, or its rows if the unit is a whole grade table."""
    head = _TABLE.search(placed.text)
    if head is None:
        yield placed
        return
    for row in _AFTER_GRADE.split(placed.text[head.end() :]):
        yield replace(placed, unit=replace(placed.unit, text=row.strip()))


FAMILY = Family(
    framework="apa",
    titles=(re.compile(r"\bannual performance assessment\b(?! \(APA\) for)", re.I),),
    title="Annual performance assessment: {name}",
    grades=_grades,
    bands=Bands({}, lists=re.compile(r"recommendations?\b", re.I)),
    fieldwork=False,
    lists=Lists(
        groups=re.compile(
            r"(?:being healthy|staying safe|enjoying and achieving|making a positive"
            r" contribution"
            r"|(?:achieving )?economic well-?being|service management|capacity to"
            r" improve)\W*\Z",
            re.I,
        ),
        strengths=re.compile(r"(?:major |key |main )?strengths\b", re.I),
        weaknesses=re.compile(
            r"(?:important weaknesses|(?:key |main )?areas? for (?:further"
            r" )?(?:improvement|development))",
            re.I,
        ),
    ),
)
