"""Read the reports of annual children's services assessments, 2009 to 2011.

A report awards one grade, in words such as "performs well". The best grade has rank 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.judgements.cover_region import apart
from inspectgraph.draft.judgements.grade_sentences import overall
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import made, settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Scale
from inspectgraph.draft.text.structure import Outline, Placed, sentences

__all__ = ["FAMILY"]

_ASPECT = "childrens-services-assessment"
#: The words that state how the children's services of an area perform, with a grade.
_PERFORM = re.compile(
    r"(?:[Tt]he )?(?:[^.;:]{2,80}? )?[Cc]hildren['’]?s services(?: (?:in|for|of|at)"
    r" [^.;:]{2,80}?)?"
    r" (?:(?:continues?|is|are) (?:to )?)?(?P<grade>perform(?:s|ing)?"
    r" (?:excellently|well|adequately|poorly))"
)
#: Words which show that a sentence is about some services only, about another year, or
#: about a condition.
_NOT_NOW = any_of(
    [
        "assessment of",
        "if",
        "where",
        "in some",
        "in parts?",
        "last year",
        r"previous\w*",
        r"in 20\d\d",
        "did",
        "had",
        "was",
        "were",
        "not",
    ]
)


def _stated(units: list[Placed], scale: Scale) -> Iterator[DraftJudgement]:
    """Yield a judgement for each paragraph whose first sentence states a grade."""
    for placed in units:
        if placed.unit.kind != "paragraph":
            continue
        if not placed.text:
            continue
        first = sentences(placed.text)[0]
        match = _PERFORM.match(first)
        if match is None:
            continue
        if _NOT_NOW.search(first):
            continue
        if grade := scale.whole(match["grade"]):
            at = TextSpan(placed.unit.id)
            yield made(_ASPECT, grade, "words", "grade-in-first-sentence", at)


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgement of a report, from its grade table or else from a sentence.

    If two places in the report give different grades, a question to the curator is
    added.
    """
    scale = knowledge.scale("aca")
    units = outline.select({"front", "body"}, without={"contents"})
    aspects = knowledge.aspects("aca-2011", label_forms("aspect/aca-2011"))
    rows = table(apart(units, 240), aspects, scale, "table")
    return settle(rows, overall(units, _ASPECT, scale), _stated(units, scale))


FAMILY = Family(
    framework="aca-2011",
    titles=(
        re.compile(
            r"\bannual (?:council )?children['’]?s services (?:assessment|rating)", re.I
        ),
        re.compile(
            r"\bannual (?:rating|assessment) of (?:council )?children['’]?s services",
            re.I,
        ),
        re.compile(
            r"\bchildren['’]?s services (?:assessment|annual rating|rating)"
            r" 20(?:09|10|11)\b",
            re.I,
        ),
    ),
    title="Annual children's services assessment",
    grades=_grades,
    fieldwork=False,
    prints_title=False,
    bands=Bands({}, lists=re.compile(r"recommendations?\b", re.I)),
    lists=Lists(
        weaknesses=re.compile(
            r"(?:main |key )?areas? for (?:further )?(?:improvement|development)"
            r"|(?:the )?(?:following|areas?) (?:that )?(?:still"
            r" )?(?:needs?|requires?|must|should)\b.{0,20}\bimprov",
            re.I,
        )
    ),
)
