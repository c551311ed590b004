"""Draft the grades that a report awards, and questions to the curator about missing grades."""

from __future__ import annotations

from collections.abc import Mapping

from inspectgraph.draft.families.base import Family
from inspectgraph.draft.judgements.completeness import (
    Inspection,
    check_grades,
    find_not_judged,
    unknown_rows,
)
from inspectgraph.draft.judgements.cover_region import cover_region
from inspectgraph.draft.model import Draft
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Aspects
from inspectgraph.draft.text.structure import Outline
from inspectgraph.model.registry import Framework
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["judge"]

#: A unit of the front page with this many characters or more is prose.
_LONGEST_LINE = 300
_NO_GRADE = (
    "No grade was found, but reports of this framework award grades: look for the grades"
    " in the report."
)


def judge(draft: Draft, outline: Outline, family: Family, knowledge: Knowledge) -> None:
    """Draft the grades that a report awards, and add questions about missing grades to the draft.

    Args:
        draft: The draft, to which the grades and questions are added.
        outline: The report.
        family: The family of the report.
        knowledge: The registry and the concept schemes.
    """
    slug = family.framework
    framework = None
    if slug:
        framework = knowledge.registry.frameworks.get(slug)
    if slug and framework is None:
        return
    judged = draft.settle(family.grades(outline, knowledge))
    draft.judgements = judged
    if slug is None:
        return
    if framework is None:
        return
    if framework.scale is None:
        return
    concepts = knowledge.concepts(f"aspect/{slug}")
    aspects = knowledge.aspects(slug, family.forms)
    draft.not_judged = find_not_judged(cover_region(outline), aspects)
    inspection = _inspection(draft, outline, framework, concepts)
    checked = check_grades(judged, draft.not_judged, inspection)
    draft.judgements = checked.judgements
    draft.ask(checked.questions)
    known = Aspects({**family.forms, **_labels(family, concepts)})
    scale = knowledge.scale(framework.scale)
    draft.ask(unknown_rows(judged, outline, scale, known, framework))
    if not draft.judgements:
        draft.ask([_NO_GRADE])


def _inspection(
    draft: Draft,
    outline: Outline,
    framework: Framework,
    concepts: Mapping[str, Concept],
) -> Inspection:
    """Return the facts about an inspection that decide which grades are expected."""
    labels = {slug: concept.label for slug, concept in concepts.items()}
    first = None
    if draft.inspection:
        first = draft.inspection.value.earliest
    return Inspection(framework, labels, _front_page(outline), first)


def _labels(
    family: Family, concepts: Mapping[str, Concept]
) -> dict[str, tuple[str, ...]]:
    """Return the labels of each aspect.

    The labels come from the concept scheme and from the family of the report. A family
    is a group of reports of the same form.
    """
    labels: dict[str, tuple[str, ...]] = {}
    for slug, concept in concepts.items():
        labels[slug] = (*concept.names, *family.forms.get(slug, ()))
    return labels


def _front_page(outline: Outline) -> str:
    """Return the text of the front page as one line.

    Prose and notes are left out, since they may name other reports.
    """
    lines: list[str] = []
    for placed in outline.head:
        is_line = len(placed.text) < _LONGEST_LINE
        if not is_line:
            continue
        if placed.unit.kind != "note":
            lines.append(placed.text)
    return " ".join(lines)
