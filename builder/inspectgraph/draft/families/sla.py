"""Read reports on inspections of safeguarding and looked after children, 2009 to 2012.

A table at the end, the record of main findings, has every grade. Headings in the text
repeat the grades. The chapters on safeguarding and on looked after children use the
same labels. Therefore the slug of an aspect begins with the name of its chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.cover_region import apart
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import made, of_aspects, settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.grade_forms import Aspects, Scale
from inspectgraph.draft.text.structure import Outline, Placed, sentences

__all__ = ["BANDS", "FAMILY", "LOOKED_AFTER", "chapter_grades"]

#: The name of the chapter on looked after children, with which slugs of its aspects
#: begin.
LOOKED_AFTER = "looked-after"

_SCHEME = "aspect/sla-2009"

_NUMBERED = r"(?:the inspection outcomes:? ?[-–]? ?)?(?:\d+\.? ?)?"
_SAFEGUARDING_HEADING = re.compile(
    rf"{_NUMBERED}safeguarding (?:services|inspection outcomes?)\b", re.I
)
_LOOKED_AFTER_HEADING = re.compile(
    rf"{_NUMBERED}(?:services for looked after children|looked after (?:children"
    r" )?(?:services|inspection outcomes?)"
    r"|looked after children(?: and young people)?(?: services)?)(?: and care"
    r" leavers)?\b",
    re.I,
)
_STATED = re.compile(
    r"(?:The )?(?:(?P<overall>overall effectiveness)|(?:\w+['’]s )?capacity (?:for|to)"
    r" improve(?:ment)?)"
    r"\b[^.;]{0,200}? (?:is|are)"
    r" (?P<grade>outstanding|good|adequate|inadequate)[.,;]?\Z",
    re.I,
)
_OVERALL, _CAPACITY = "overall-effectiveness", "capacity-for-improvement"
_RECORD = re.compile(r"record of main findings", re.I)
#: The timescales of recommendations, with the words that name them.
BANDS = Bands(
    {
        "immediately": re.compile(r"\bimmediate(?:ly)?\b", re.I),
        "within-three-months": re.compile(r"\b(?:three|3) months\b", re.I),
        "within-six-months": re.compile(r"\b(?:six|6) months\b", re.I),
    },
    lists=re.compile(r"areas? for improvement\b", re.I),
)


_NO_ROW = {"contents", "furniture", "note"}
#: The most characters of a heading of a chapter. A unit with `_LONGEST_ROW` characters
#: or more is prose, not a row of a table.
_LONGEST_HEADING, _LONGEST_ROW = 90, 260


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of a report, and questions to the curator."""
    judged, questions = chapter_grades(outline, knowledge)
    return of_aspects(judged, knowledge.concepts(_SCHEME)), questions


def chapter_grades(
    outline: Outline, knowledge: Knowledge, first: str = ""
) -> tuple[Iterable[DraftJudgement], list[str]]:
    """Return the judgements in the record of main findings at the end of a report.

    Aspects that the record lacks get their grades from headings, or else from
    sentences. The slug of each aspect begins with the name of its chapter.

    Args:
        outline: The report.
        knowledge: The registry and the concept schemes.
        first: The chapter to which units belong until a chapter heading appears. It is
            "" if this chapter is unknown.
    """
    units = []
    for one in outline.select(without=_NO_ROW):
        if one.part != "earlier":
            units.append(one)
    start = _start_of_record(units)
    aspects = Aspects(label_forms(_SCHEME))
    chapters = _Chapters(aspects, knowledge.scale("sla"), first)
    return settle(
        chapters.grades(units[start:], "table"),
        chapters.grades(units[:start], "words"),
        chapters.stated(units[:start]),
    )


def _start_of_record(units: Sequence[Placed]) -> int:
    """Return the index of the first unit of the table called record of main findings.

    If the report has no such table, return the number of units.
    """
    for number, one in enumerate(units):
        if _RECORD.match(one.text):
            return number
        if _RECORD.match(one.section):
            return number
    return len(units)


@dataclass(frozen=True, slots=True)
class _Chapters:
    """Read grades with their chapter, `safeguarding` or `looked-after`.

    Args:
        aspects: The aspects with their labels.
        scale: The grade scale.
        first: The chapter to which units belong until a chapter heading appears. It is
            "" if this chapter is unknown.
    """

    aspects: Aspects
    scale: Scale
    first: str

    def grades(
        self, units: Sequence[Placed], source: Literal["table", "words"]
    ) -> Iterator[DraftJudgement]:
        """Yield a judgement for each label that has a grade next to it.

        The slug of the aspect begins with the chapter of the unit.

        Args:
            units: The units to search for grades.
            source: The place of the grades: `table` for the table at the end of the
                report, or `words` for headings in the text.
        """
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

    def stated(self, units: Sequence[Placed]) -> Iterator[DraftJudgement]:
        """Yield a judgement for each unit with a grade in its first sentence.

        The sentence must be about overall effectiveness or the capacity to improve.
        """
        chapter = self.first
        for placed in units:
            chapter = _chapter(placed) or chapter
            match = _first_statement(placed)
            if match is None:
                continue
            if not chapter:
                continue
            suffix = _CAPACITY
            if match["overall"]:
                suffix = _OVERALL
            if grade := self.scale.whole(match["grade"]):
                aspect, at = f"{chapter}-{suffix}", TextSpan(placed.unit.id)
                yield made(aspect, grade, "words", "grade-in-first-sentence", at)

    def _in_chapter(
        self, run: Sequence[Placed], chapter: str, source: Literal["table", "words"]
    ) -> Iterator[DraftJudgement]:
        """Yield the judgements that are found in one chapter.

        Nothing is yielded if the chapter is unknown.
        """
        if not chapter:
            return
        rows = apart(run, _LONGEST_ROW)
        for one in table(rows, self.aspects, self.scale, source):
            yield replace(one, aspect=f"{chapter}-{one.aspect}")


def _first_statement(placed: Placed) -> re.Match[str] | None:
    """Return the regex match of a grade in the first sentence of a unit, or None.

    Only grades for overall effectiveness and for the capacity to improve are matched.
    """
    if not placed.content:
        return None
    if not placed.text:
        return None
    return _STATED.match(sentences(placed.text)[0])


def _chapter(placed: Placed) -> str:
    """Return the name of a chapter if a unit is the heading of the chapter.

    For any other unit, return an empty text.
    """
    if len(placed.text) > _LONGEST_HEADING:
        return ""
    if placed.part in {"method", "definitions"}:
        return ""
    if _LOOKED_AFTER_HEADING.match(placed.text):
        return LOOKED_AFTER
    if _SAFEGUARDING_HEADING.match(placed.text):
        return "safeguarding"
    return ""


FAMILY = Family(
    framework="sla-2009",
    titles=(
        re.compile(r"\binspection of safeguarding and looked[- ]after children", re.I),
    ),
    title="Inspection of safeguarding and looked after children services",
    grades=_grades,
    forms=label_forms(_SCHEME),
    bands=BANDS,
)
