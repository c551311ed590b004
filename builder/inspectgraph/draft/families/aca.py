"""Annual ratings and assessments of children's services, 2009 to 2011: one grade, in words with a digit, 4 best."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.judgements.grade_tables import apart, overall, settle, table
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Scale
from inspectgraph.draft.text.structure import Outline, Placed, sentences

__all__ = ["FAMILY"]

_ASPECT = "childrens-services-assessment"
_FORMS = {
    _ASPECT: (
        "children's services rating",
        "annual children's services rating",
        "overall children's services rating",
        "annual children's services assessment",
        "children's services assessment",
        "overall rating",
        "annual rating of children's services",
        "children's services judgement",
    )
}
#: The sentence that says how the services of an area perform.
_TOLD = re.compile(
    r"(?:[Tt]he )?(?:[^.;:]{2,80}? )?[Cc]hildren['’]?s services(?: (?:in|for|of|at)"
    r" [^.;:]{2,80}?)?"
    r" (?:(?:continues?|is|are) (?:to )?)?(?P<grade>perform(?:s|ing)?"
    r" (?:excellently|well|adequately|poorly))"
)
#: What makes the sentence one of parts, of another year, or of what would be.
_NOT_NOW = re.compile(
    r"\b(?:assessment of|if|where|in some|in parts?|last year|previous\w*|in"
    r" 20\d\d|did|had|was|were|not)\b",
    re.I,
)


def _told(units: list[Placed], scale: Scale) -> Iterator[DraftJudgement]:
    """Yield the grade that the first sentence of a paragraph awards: how the services of an area perform."""
    for placed in units:
        first = (
            sentences(placed.text)[0]
            if placed.unit.kind == "paragraph" and placed.text
            else ""
        )
        match = _TOLD.match(first)
        grade = (
            scale.whole(match["grade"])
            if match and not _NOT_NOW.search(first)
            else None
        )
        if grade:
            yield DraftJudgement(
                aspect=_ASPECT,
                grade=grade,
                source="words",
                at=(TextSpan(placed.unit.id),),
                confidence=0.92,
                rule="grade-in-first-sentence",
            )


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grade of the table, else of the sentence that says how services perform."""
    scale = knowledge.scale("aca")
    units = [
        placed
        for placed in outline.placed
        if placed.part in {"front", "body"} and placed.unit.kind != "contents"
    ]
    rows = table(
        apart(units, 240), knowledge.aspects("aca-2011", _FORMS), scale, "table"
    )
    return settle(rows, overall(units, _ASPECT, scale), _told(units, scale))


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
