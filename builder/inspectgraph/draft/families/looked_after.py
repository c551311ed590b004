"""Read reports on the inspections of looked after children's services in 2013.

Each of these inspections covered only services for looked after children. Reports on
earlier joint inspections had a chapter on these services. The grades have the same
labels as the grades in that chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.families.sla import BANDS, LOOKED_AFTER, chapter_grades
from inspectgraph.draft.judgements.settle import of_aspects
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["FAMILY"]

_SCHEME = "aspect/looked-after-2013"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of an inspection report on services for looked after children."""
    judged, questions = chapter_grades(outline, knowledge, first=LOOKED_AFTER)
    own = []
    for one in judged:
        own.append(replace(one, aspect=one.aspect.removeprefix(f"{LOOKED_AFTER}-")))
    return of_aspects(own, knowledge.concepts(_SCHEME)), questions


def _forms() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the slug and the printed forms of each aspect in `_ASPECTS`."""
    for slug, forms in label_forms("aspect/sla-2009").items():
        if slug in _ASPECTS:
            yield slug, forms


#: The aspects of these inspections that have printed forms in the joint inspections.
_ASPECTS = frozenset(
    {
        "overall-effectiveness",
        "capacity-for-improvement",
        "outcomes",
        "quality-of-provision",
        "leadership-and-management",
    }
)

FAMILY = Family(
    framework="looked-after-2013",
    titles=(
        re.compile(
            r"\binspection of (?:local authority )?(?:services for )?looked[- ]after"
            r" children",
            re.I,
        ),
    ),
    title="Inspection of services for looked after children",
    grades=_grades,
    forms=dict(_forms()),
    bands=BANDS,
)
