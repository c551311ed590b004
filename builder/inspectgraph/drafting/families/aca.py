"""Annual ratings and assessments of children's services, 2009 to 2011: one grade, in words with a digit, 4 best."""

from __future__ import annotations

import re

from inspectgraph.drafting.advice import Bands
from inspectgraph.drafting.family import Family, Grades
from inspectgraph.drafting.grades import overall, settle, table
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.listed import Lists
from inspectgraph.drafting.outline import Outline

__all__ = ["FAMILY"]

_ASPECT = "childrens-services-assessment"
_FORMS = {
    _ASPECT: (
        "children's services rating", "annual children's services rating", "overall children's services rating",
        "annual children's services assessment", "children's services assessment", "overall rating",
        "annual rating of children's services", "children's services judgement",
    )
}  # fmt: skip


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grade of the table, else of the sentence that says how services perform."""
    scale = knowledge.scale("aca")
    units = [placed for placed in outline.placed if placed.part in {"front", "body"} and placed.unit.kind != "contents"]
    short = [placed for placed in units if len(placed.text) < 240]
    return settle(table(short, knowledge.aspects("aca-2011", _FORMS), scale, "table"), overall(units, _ASPECT, scale))


FAMILY = Family(
    framework="aca-2011",
    titles=(
        re.compile(r"\bannual (?:council )?children['’]?s services (?:assessment|rating)", re.I),
        re.compile(r"\bannual (?:rating|assessment) of (?:council )?children['’]?s services", re.I),
        re.compile(r"\bchildren['’]?s services (?:assessment|annual rating|rating) 20(?:09|10|11)\b", re.I),
    ),
    title="Annual children's services assessment",
    grades=_grades,
    bands=Bands({}, lists=re.compile(r"recommendations?\b", re.I)),
    lists=Lists(weaknesses=re.compile(r"(?:main )?areas? for (?:further )?(?:improvement|development)", re.I)),
)
