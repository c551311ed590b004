"""Safeguarding and looked after inspections, 2009 to 2013: grades in words with a digit, 1 best, in two chapters.

The record of main findings at the end has every grade; the headings in the text repeat
them. The same labels stand in the chapter on safeguarding and in that on looked after
children, so the chapter is part of the aspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.grade_tables import apart, settle, table
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Aspects, Scale
from inspectgraph.draft.text.structure import Outline, Placed, sentences

__all__ = ["FAMILY"]

_SAFE = (
    "effectiveness of services in taking reasonable steps to ensure{that} children and"
    " young people are safe"
)
_FEEL = (
    "effectiveness of services in helping to ensure{that} children and young people"
    " feel safe"
)
_LABELS = {
    "overall-effectiveness": (
        "overall effectiveness",
        "overall effectiveness of services",
    ),
    "capacity-for-improvement": ("capacity for improvement", "capacity to improve"),
    "children-are-safe": (
        *(
            f"{before}{_SAFE.format(that=that)}"
            for that in ("", " that")
            for before in ("children and young people are safe: ", "the ", "")
        ),
        "children and young people are safe",
    ),
    "children-feel-safe": (
        *(
            f"{before}{_FEEL.format(that=that)}"
            for that in ("", " that")
            for before in ("children and young people feel safe: ", "the ", "")
        ),
        "children and young people feel safe",
    ),
    "children-are-and-feel-safe": (
        "children and young people are safe and feel safe",
        "safeguarding outcomes for children and young people",
    ),
    "quality-of-provision": ("quality of provision",),
    "service-responsiveness": (
        "service responsiveness including complaints",
        "service responsiveness",
    ),
    "assessment-and-direct-work": (
        "assessment and direct work with children and families",
    ),
    "case-planning-review-and-recording": (
        "case planning, review and recording",
        "case planning, reviews and recording",
    ),
    "contribution-of-health-agencies": (
        "contribution of health agencies to keeping children and young people safe",
    ),
    "leadership-and-management": ("leadership and management",),
    "ambition-and-prioritisation": ("ambition and prioritisation",),
    "performance-management": (
        "performance management and quality assurance",
        "evaluation, including performance management, quality assurance and workforce development",
    ),
    "user-engagement": ("user engagement",),
    "partnerships": ("partnership working", "partnerships"),
    "equality-and-diversity": ("equality and diversity",),
    "value-for-money": ("value for money",),
    "outcomes": (
        "how good are outcomes for looked after children and care leavers",
        "outcomes for looked after children",
        "outcomes for looked after children and young people",
        "outcomes for looked after children and care leavers",
        "outcomes for children looked after",
        "outcomes for children in care",
        "outcomes for children and young people",
    ),
    "being-healthy": ("being healthy",),
    "staying-safe": ("staying safe",),
    "enjoying-and-achieving": ("enjoying and achieving",),
    "making-a-positive-contribution": (
        "making a positive contribution, including user engagement",
        "making a positive contribution",
    ),
    "economic-well-being": (
        "economic well-being",
        "achieving economic well-being",
        "economic wellbeing",
    ),
}
_NUMBERED = r"(?:the inspection outcomes:? ?[-–]? ?)?(?:\d+\.? ?)?"
_SAFEGUARDING = re.compile(
    rf"{_NUMBERED}safeguarding (?:services|inspection outcomes?)\b", re.I
)
_LOOKED_AFTER = re.compile(
    rf"{_NUMBERED}(?:services for looked after children|looked after (?:children"
    r" )?(?:services|inspection outcomes?)"
    r"|looked after children(?: and young people)?(?: services)?)(?: and care"
    r" leavers)?\b",
    re.I,
)
_TOLD = re.compile(
    r"(?:The )?(?:(?P<overall>overall effectiveness)|(?:\w+['’]s )?capacity (?:for|to)"
    r" improve(?:ment)?)"
    r"\b[^.;]{0,200}? (?:is|are)"
    r" (?P<grade>outstanding|good|adequate|inadequate)[.,;]?\Z",
    re.I,
)
_RECORD = re.compile(r"record of main findings", re.I)
_BANDS = Bands(
    {
        "immediately": re.compile(r"\bimmediate(?:ly)?\b", re.I),
        "within-three-months": re.compile(r"\b(?:three|3) months\b", re.I),
        "within-six-months": re.compile(r"\b(?:six|6) months\b", re.I),
    },
    lists=re.compile(r"areas? for improvement\b", re.I),
)


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the record, and of the headings where the record has none."""
    kinds = {"contents", "furniture", "note"}
    units = [
        one
        for one in outline.placed
        if one.unit.kind not in kinds and one.part != "earlier"
    ]
    start = next(
        (
            n
            for n, one in enumerate(units)
            if _RECORD.match(one.text) or _RECORD.match(one.section)
        ),
        len(units),
    )
    alone = re.search(
        r"inspection of (?:local authority )?(?:services for )?looked after child",
        outline.cover,
        re.I,
    )
    first = "looked-after" if alone else ""
    chapters = _Chapters(Aspects(_LABELS), knowledge.scale("sla"), first)
    judged, questions = settle(
        chapters.grades(units[start:], "table"),
        chapters.grades(units[:start], "words"),
        chapters.told(units[:start]),
    )
    known = knowledge.concepts("aspect/sla-2009")
    return tuple(one for one in judged if one.aspect in known), questions


@dataclass(frozen=True, slots=True)
class _Chapters:
    """Reads grades chapter by chapter; `first` is the chapter before any heading names one."""

    aspects: Aspects
    scale: Scale
    first: str

    def grades(
        self, units: Sequence[Placed], source: Literal["table", "words"]
    ) -> Iterator[DraftJudgement]:
        """Yield the grades of some units, each aspect with its chapter's name before it."""
        chapter = self.first
        run: list[Placed] = []
        for placed in units:
            opened = _chapter(placed)
            if opened and opened != chapter:
                yield from self._in_chapter(run, chapter, source)
                chapter, run = opened, []
            if placed.unit.kind not in {"bullet", "note", "contents"}:
                run.append(placed)
        yield from self._in_chapter(run, chapter, source)

    def told(self, units: Sequence[Placed]) -> Iterator[DraftJudgement]:
        """Yield the two main grades of each chapter as the first sentence of a paragraph tells them."""
        chapter = self.first
        for placed in units:
            chapter = _chapter(placed) or chapter
            match = (
                _TOLD.match(sentences(placed.text)[0])
                if placed.content and placed.text
                else None
            )
            grade = self.scale.whole(match["grade"]) if match and chapter else None
            if match and grade:
                aspect = (
                    "overall-effectiveness"
                    if match["overall"]
                    else "capacity-for-improvement"
                )
                yield DraftJudgement(
                    aspect=f"{chapter}-{aspect}",
                    grade=grade,
                    source="words",
                    at=(TextSpan(placed.unit.id),),
                    confidence=0.92,
                    rule="grade-in-first-sentence",
                )

    def _in_chapter(
        self, run: Sequence[Placed], chapter: str, source: Literal["table", "words"]
    ) -> Iterator[DraftJudgement]:
        """Yield the grades of one chapter."""
        for one in (
            table(apart(run, 260), self.aspects, self.scale, source) if chapter else ()
        ):
            yield replace(one, aspect=f"{chapter}-{one.aspect}")


def _chapter(placed: Placed) -> str:
    """Return the chapter that a short unit opens, or nothing."""
    if len(placed.text) > 90 or placed.part in {"method", "definitions"}:
        return ""
    if _LOOKED_AFTER.match(placed.text):
        return "looked-after"
    return "safeguarding" if _SAFEGUARDING.match(placed.text) else ""


FAMILY = Family(
    framework="sla-2009",
    titles=(
        re.compile(r"\binspection of safeguarding and looked[- ]after children", re.I),
        re.compile(
            r"\binspection of (?:local authority )?(?:services for )?looked[- ]after"
            r" children",
            re.I,
        ),
    ),
    title="Inspection of safeguarding and looked after children services",
    grades=_grades,
    forms=_LABELS,
    bands=_BANDS,
)
