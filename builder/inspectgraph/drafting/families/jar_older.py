"""Joint area review, older form (2005 to 2007): eleven aspects by three columns, with empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspectgraph.drafting.families.jar_newer import BANDS, grades_section, is_older
from inspectgraph.drafting.family import Family, Grades
from inspectgraph.drafting.forms import Stream
from inspectgraph.drafting.grades import settle
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.model import At, Judged
from inspectgraph.drafting.outline import Outline

__all__ = ["FAMILY"]

_FORMS = {
    "enjoying-and-achieving": ("enjoying and achieving",),
    "making-a-positive-contribution": ("making a positive contribution", "positive contribution"),
    "achieving-economic-well-being": ("achieving economic wellbeing", "economic well-being"),
    "childrens-services": ("council children's services", "council services overall", "children's services"),
    "education-service": ("education services",),
    "social-care-services-for-children": ("children's social care services", "social care services"),
    "health-service-for-children": ("health services for children", "health services for children and young people"),
}  # fmt: skip
_COUNCIL = "capacity-to-improve-council-services"


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the grades of the table."""
    return settle(_table(outline, knowledge))


def _table(outline: Outline, knowledge: Knowledge) -> Iterator[Judged]:
    """Yield the grades after each label; capacity to improve has one for all services and one for the council's."""
    region = grades_section(outline)
    stream = Stream([placed.text for placed in region])
    digits = knowledge.scale("jar").digits
    hits = knowledge.aspects("jar-2005", _FORMS).find(stream)
    for hit in hits:
        if hit.slug == _COUNCIL:
            continue
        match = re.match(r"([1-4])([1-4])?(?![0-9])", stream.letters[hit.end :])
        if match is None:
            continue
        for number in (1, 2):
            if digit := match[number]:
                place = region[stream.text_of(hit.end + number - 1)]
                council = number == 2 or place.unit.id.endswith("/council-services")
                aspect = _COUNCIL if hit.slug == "capacity-to-improve" and council else hit.slug
                if number == 1 or aspect == _COUNCIL:
                    yield Judged(
                        aspect=aspect, grade=digits[digit], source="table", at=(At(place.unit.id),),
                        confidence=0.98, rule="grade-table",
                    )  # fmt: skip


FAMILY = Family(
    framework="jar-2005",
    titles=(re.compile(r"\bjoint area review\b", re.I),),
    title="Joint area review: {name} Children's Services Authority Area",
    grades=_grades,
    bands=BANDS,
    addressee="local-partnership",
    inspectorate=None,
    when=is_older,
)
