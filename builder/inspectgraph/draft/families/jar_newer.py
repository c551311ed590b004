"""Read the reports of joint area reviews in their newer form, 2007 to 2009.

A report grades five aspects, and further subjects in additional investigations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.draft.families.base import Grades
from inspectgraph.draft.families.joint_area_review import (
    grades_section,
    is_older,
    joint_area_review,
)
from inspectgraph.draft.judgements.grade_sentences import bars
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import made, settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Scale
from inspectgraph.draft.text.structure import Outline, Placed, sentences
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["FAMILY"]

_PARENT = "additional-investigation"
_INVESTIGATIONS = re.compile(
    r"(?:other issues identified|additional investigations?|further investigations?)",
    re.I,
)
_ENDS = re.compile(
    r"(?:service management|capacity to improve|annex|appendix|leadership)", re.I
)
_HEADLINE = re.compile(
    r"\b(?:is|are) (?P<grade>outstanding|excellent|good|adequate|inadequate)[.,]?\Z",
    re.I,
)
#: Words in the name of an aspect that need not be in a heading.
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "the of in on and or to for a at with by impact effectiveness s services service",
    )
)


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of a report, and questions to the curator.

    The grades are in the grade table, in grade bars and under the headings of
    additional investigations. A grade bar lists all grades and marks one of them. A
    grade bar is used only if the table has no grade for the aspect. A question is added
    if the subject of an investigation is not an aspect of the framework.
    """
    scale = knowledge.scale("jar")
    aspects = knowledge.aspects("jar-2007", label_forms("aspect/jar-2007"))
    judged, questions = settle(
        table(grades_section(outline), aspects, scale, "table"),
        bars(outline, aspects, scale),
    )
    concepts = knowledge.concepts("aspect/jar-2007").values()
    narrower = []
    for concept in concepts:
        if concept.broader == _PARENT:
            narrower.append(concept)
    more = list(_investigations(outline, scale, narrower))
    if any(one.aspect == _PARENT for one in more):
        questions.append(
            "The framework has no aspect for the subject of an investigation: add a"
            " narrower aspect for this subject."
        )
    return (*judged, *more), questions


def _investigations(
    outline: Outline, scale: Scale, narrower: Iterable[Concept]
) -> Iterator[DraftJudgement]:
    """Yield the judgement of each additional investigation.

    The first sentence under the heading of an investigation states the grade.

    Args:
        outline: The outline of the report.
        scale: The grade scale.
        narrower: The aspects of the framework that are subjects of investigations.
    """
    narrower = list(narrower)
    for heading, placed in _first_paragraphs(outline):
        first = sentences(placed.text)[0]
        match = _HEADLINE.search(first)
        if not match:
            continue
        if grade := scale.whole(match["grade"]):
            slug = _narrower(heading, narrower)
            at = TextSpan(placed.unit.id, first)
            without = slug == _PARENT
            rule = "headline-of-investigation"
            if without:
                rule = "headline-without-aspect"
            yield made(slug, grade, "words", rule, at)


def _first_paragraphs(outline: Outline) -> Iterator[tuple[str, Placed]]:
    """Yield the heading and first paragraph of each additional investigation."""
    inside, heading = False, ""
    for placed in outline.select(kinds={"section", "paragraph"}):
        if placed.unit.kind == "section":
            heading = ""
            if _INVESTIGATIONS.match(placed.section):
                inside = True
                continue
            inside = inside and _goes_on(placed)
            if inside and not _is_list(placed):
                heading = placed.section
            continue
        if heading and placed.content:
            yield heading, placed
            heading = ""


def _goes_on(placed: Placed) -> bool:
    """Return whether a heading belongs to the chapter on investigations.

    A heading of the next chapter, or of another part of the report, is not in the
    chapter.
    """
    if placed.part != "body":
        return False
    return not _ENDS.match(placed.section)


def _is_list(placed: Placed) -> bool:
    """Return whether a heading opens a list of strengths or weaknesses."""
    return placed.unit.id.endswith(("/strengths", "/weaknesses"))


def _narrower(heading: str, aspects: Iterable[Concept]) -> str:
    """Return the slug of the aspect that a heading names.

    A name of an aspect fits if all its words are in the heading. Words such as `of` and
    `services` are ignored, and at least two other words must remain. If several names
    fit, the name with the most words is chosen. If none fits, the result is the general
    aspect for additional investigations.
    """
    words = set(_words(heading))
    best: list[tuple[int, str]] = []
    for aspect in aspects:
        for name in aspect.names:
            wanted = set(_words(name)) - _SMALL
            if len(wanted) <= 1:
                continue
            if wanted <= words:
                best.append((len(wanted), aspect.slug))
    if best:
        return max(best)[1]
    return _PARENT


def _words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"[a-z]+", text.lower())


FAMILY = joint_area_review("jar-2007", _grades, lambda outline: not is_older(outline))
