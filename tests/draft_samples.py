"""Small invented reports in different forms, and functions that draft them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from inspectgraph.draft import Draft, Knowledge, draft_document, summary
from inspectgraph.model.registry import Authority, Body
from inspectgraph.read import read_text

PROJECT = Path(__file__).parents[1]

#: Similar names, names with a kind of council before or after them, and a name that
#: contains another name.
PLACES = {
    "netherford": ("Netherford", ("Netherford Council",)),
    "netherfordshire": ("Netherfordshire", ()),
    "north-netherfordshire": ("North Netherfordshire", ()),
    "st-orrin": ("St. Orrin", ("St Orrin",)),
    "kings-marsh-and-fen": ("Kings Marsh and Fen", ()),
    "eastmere-city-of": ("Eastmere, City of", ()),
    "stoneford-upon-lye": ("Stoneford upon Lye", ()),
    "harrow-moor": ("Harrow Moor", ()),
}
HELP = "children who need help and protection"
PERMANENCE = "children looked after and achieving permanence"
LEAVERS = "experiences and progress of care leavers"
LEADERSHIP = "leadership, management and governance"
LEADERS = "impact of leaders on social work practice with children and families"
CARE = "experiences and progress of children in care"
TITLE_SIF = "Inspection of services for children in need of help and protection"


@cache
def knowledge() -> Knowledge:
    """Return the project's registry and concept schemes, with invented places in the registry."""
    own = Knowledge.of(PROJECT)
    authorities = {
        slug: Authority(
            name=name,
            other_names=others,
            gss=f"E0800000{n}",
            dfe=f"90{n}",
            type="Unitary Authority",
            region="london",
        )
        for n, (slug, (name, others)) in enumerate(PLACES.items())
    }
    bodies = {
        "netherford-partnership": Body(
            name="Netherford partnership",
            kind="local-partnership",
            areas=("netherford",),
        ),
        "netherford-safeguarding-children-board": Body(
            name="Netherford Safeguarding Children Board",
            kind="safeguarding-children-board",
            areas=("netherford",),
        ),
    }
    registry = msgspec.structs.replace(
        own.registry, authorities=authorities, bodies=bodies, services={}
    )
    return Knowledge(registry, own.schemes)


def drafted(text: str) -> Draft:
    """Return the draft of a report's text."""
    return draft_document(read_text(text, "sample"), knowledge())


def summed(text: str) -> dict[str, Any]:
    """Return the object that `draft --json` prints for a report's text."""
    return summary(drafted(text), knowledge())


def grades(text: str) -> dict[str, str]:
    """Return the grades that a report awards, keyed by aspect."""
    return {one.aspect: one.grade for one in drafted(text).judgements}


def front_sif(
    name: str = "Netherford Borough Council",
    dates: str = "3 March 2015 – 25 March 2015",
) -> str:
    """Return the head of a front page under the single inspection framework."""
    return (
        f"{name}\n\n{TITLE_SIF}\n\nInspection date: {dates}\n\nReport published: 13 May"
        " 2015\n\n"
    )


def cover_sif(sentence: str, *grades_of_rows: str) -> str:
    """Return the grades on the cover of a single inspection: a sentence and five rows."""
    labels = (
        f"1. {HELP}",
        f"2. {PERMANENCE}",
        "2.1 adoption performance",
        f"2.2 {LEAVERS}",
        f"3. {LEADERSHIP}",
    )
    rows = "\n".join(
        f"{label[:3]}{label[3:4].upper()}{label[4:]}\t{grade}"
        for label, grade in zip(labels, grades_of_rows, strict=True)
    )
    return f"{sentence}\n\n{rows}\n\n"


CONTENTS_SIF = (
    "Contents\n\nSummary\t3\nWhat does the local authority need to improve?\t4\n\n"
)


def sif(cover: str, body: str, front: str | None = None) -> str:
    """Return the text of a report under the single inspection framework."""
    return (front or front_sif()) + cover + CONTENTS_SIF + body


def ilacs(
    rows: str,
    body: str = "",
    title: str = "Inspection of Netherford local authority children's services",
) -> str:
    """Return the text of a report on an inspection of local authority children's services."""
    head = (
        f"{title}\n\nInspection dates: 13 to 24 March 2023\n\nLead inspector: A. N."
        " Other\n\n"
    )
    return (
        f"{head}Judgement\tGrade\n{rows}\n\nServices have got better since last"
        f" time.\n\n{body}"
    )


def letter(
    title: str,
    body: str,
    day: str = "1 November 2006",
    council: str = "Netherford Borough Council",
) -> str:
    """Return a letter to a council; the town in its address has the name of an authority."""
    address = (
        f"Ms A. Reader\nDirector of Children's Services\n{council}\nTown Hall\nHarrow"
        " Moor\nHM1 2AB"
    )
    return (
        f"Ofsted\n\n{day}\n\n{address}\n\nDear Ms Reader\n\n{title}\n\n{body}\n\nYours"
        " sincerely\n\nA. N. Other\n"
    )


def jar(grades_table: str, body: str = "", name: str = "Netherford") -> str:
    """Return the text of a joint area review."""
    inspectorates = (
        "Audit Commission\nHealthcare Commission\nHM Inspectorate of Probation\nOfsted"
    )
    front = (
        f"Joint area review\n\n{name} Children's Services Authority Area\n\nReview of"
        f" services for young people\n\n{inspectorates}\n\nPublished: 6 February"
        " 2008\n\nReference no: 900\n\nContents\n\nIntroduction\t2\nGrades\t5\n\n"
    )
    intro = "Introduction\n\n1. This review looks at all services of the area.\n\n"
    return (
        f"{front}{intro}Grades\n\n4: outstanding; 3: good; 2: adequate; 1:"
        f" inadequate\n\n{grades_table}\n\n{body}"
    )
