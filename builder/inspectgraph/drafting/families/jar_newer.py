"""Joint area review, newer form (2007 to 2009): five graded aspects and investigations with a headline grade."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.drafting.advice import Bands
from inspectgraph.drafting.family import Family, Grades
from inspectgraph.drafting.forms import Scale
from inspectgraph.drafting.grades import bars, settle, table
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.labels import Concept
from inspectgraph.drafting.model import At, Judged
from inspectgraph.drafting.outline import Outline, Placed, sentences

__all__ = ["BANDS", "FAMILY", "grades_section", "is_older"]

BANDS = Bands(
    {
        "immediate": re.compile(r"\bimmediate(?:ly)?\b", re.I),
        "six-months": re.compile(r"\bsix months\b|\b6 months\b", re.I),
        "longer-term": re.compile(r"\blonger[- ]term\b", re.I),
    }
)
_FORMS = {
    "safeguarding": ("children and young people at risk, or requiring safeguarding",),
    "looked-after-children": (
        "children and young people who are looked after", "looked after children and young people",
    ),
    "learning-difficulties-and-disabilities": (
        "learning difficulties and disabilities", "learning difficulties and or disabilities",
        "children and young people with learning difficulties and/or disabilities",
    ),
    "service-management": ("management of services", "leadership and management"),
    "capacity-to-improve": ("capacity for improvement", "capacity to improve further"),
}  # fmt: skip
_INVESTIGATIONS = re.compile(r"(?:other issues identified|additional investigations?|further investigations?)", re.I)
_ENDS = re.compile(r"(?:service management|capacity to improve|annex|appendix|leadership)", re.I)
_HEADLINE = re.compile(r"\b(?:is|are) (?P<grade>outstanding|excellent|good|adequate|inadequate)[.,]?\Z", re.I)
_SMALL = {
    "the", "of", "in", "on", "and", "or", "to", "for", "a", "at", "with", "by", "impact", "effectiveness", "s",
    "services", "service",
}  # fmt: skip


def is_older(outline: Outline) -> bool:
    """Return whether a joint area review grades the five outcomes rather than vulnerable groups."""
    names = {placed.section.lower() for placed in outline.placed if placed.part != "annex"}
    rows = {placed.text.lower() for placed in outline.placed if placed.unit.kind == "row" and placed.part != "annex"}
    text = " ".join((*names, *rows))
    outcomes = sum(name in text for name in ("being healthy", "staying safe", "enjoying and achieving"))
    return outcomes >= 2


def grades_section(outline: Outline) -> list[Placed]:
    """Return the units of the section of grades, and the rows of grade tables outside annexes."""
    found = [
        placed
        for placed in outline.placed
        if placed.part in {"front", "body"}
        and (placed.section.lower().startswith("grades") or placed.unit.id.startswith("grades/"))
        and placed.unit.kind not in {"furniture", "note", "section"}
    ]
    return [placed for placed in found if len(placed.text) < 600]


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the table, the bars where it has none, and the investigations'."""
    scale, aspects = knowledge.scale("jar"), knowledge.aspects("jar-2007", _FORMS)
    judged, questions = settle(table(grades_section(outline), aspects, scale, "table"), bars(outline, aspects, scale))
    more = list(_investigations(outline, scale, knowledge.concepts("aspect/jar-2007").values()))
    if any(one.aspect == "additional-investigation" for one in more):
        questions.append("An investigation's subject is no aspect of the framework yet: add a narrower aspect for it.")
    return (*judged, *more), questions


def _investigations(outline: Outline, scale: Scale, aspects: Iterable[Concept]) -> Iterator[Judged]:
    """Yield the headline grade of each additional investigation: the first sentence under its heading."""
    narrower = [aspect for aspect in aspects if aspect.broader == "additional-investigation"]
    inside, heading = False, ""
    for placed in outline.placed:
        if placed.unit.kind == "section":
            opens = bool(_INVESTIGATIONS.match(placed.section))
            inside = opens or (inside and not _ENDS.match(placed.section) and placed.part == "body")
            listing = placed.unit.id.endswith(("/strengths", "/weaknesses"))
            heading = placed.section if inside and not opens and not listing else ""
        elif inside and heading and placed.content and placed.unit.kind == "paragraph":
            first = sentences(placed.text)[0]
            match = _HEADLINE.search(first)
            if match and (grade := scale.whole(match["grade"])):
                slug = _narrower(heading, narrower)
                yield Judged(
                    aspect=slug, grade=grade, source="words", at=(At(placed.unit.id, first),),
                    confidence=0.95 if slug != "additional-investigation" else 0.85, rule="headline-of-investigation",
                )  # fmt: skip
            heading = ""


def _narrower(heading: str, aspects: Iterable[Concept]) -> str:
    """Return the aspect all of whose words stand in a heading, else the parent of all investigations."""
    words = set(re.findall(r"[a-z]+", heading.lower()))
    best: list[tuple[int, str]] = []
    for aspect in aspects:
        for name in aspect.names:
            wanted = set(re.findall(r"[a-z]+", name.lower())) - _SMALL
            if len(wanted) > 1 and wanted <= words:
                best.append((len(wanted), aspect.slug))
    return max(best)[1] if best else "additional-investigation"


FAMILY = Family(
    framework="jar-2007",
    titles=(re.compile(r"\bjoint area review\b", re.I),),
    title="Joint area review: {name} Children's Services Authority Area",
    grades=_grades,
    bands=BANDS,
    addressee="local-partnership",
    inspectorate=None,
    when=lambda outline: not is_older(outline),
)
