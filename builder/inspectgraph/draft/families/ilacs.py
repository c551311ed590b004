"""Read reports on inspections of local authority children's services (ILACS), from 2018.

Each report has a table of grades. Until 2022, children in care and care leavers are one
aspect. From 2023, they are two separate aspects. From April 2026, there is no overall
judgement.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family, Grades
from inspectgraph.draft.judgements.cover_region import cover_region
from inspectgraph.draft.judgements.grade_sentences import headings
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.judgements.settle import settle
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.recommendations.lists import Bands
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline

__all__ = ["BANDS", "FAMILY"]

#: The end of the title: the end of its line, or the first words of the next line.
_ENDS = (
    r"(?=\s*(?:(?:19|20)\d\d\s*)?(?:$|inspection dates?|report published|lead"
    r" inspector))"
)
#: A name in the title. It has no words that only titles of other inspections have.
_NAME = (
    r"(?:(?!\b(?:services?|safeguarding|looked|contact|referral|arrangements|protection"
    r"|annual|joint|following|in need"
    r"|inspection|homes?|centres?|this|its|last|previous)\b)[^\n]){2,80}?"
)
#: The beginning of the title.
_BEGINS = r"^(?:(?:ofsted|full|short|standard) )?(?:re-?)?inspection of "
#: The beginning of a title with a name before it on its line. The pattern does not
#: match a sentence about an inspection.
_BEFORE = (
    r"^(?:(?:(?!\b(?:the|an?|of)\b (?:re-?)?inspection)[^\n:.]){2,60}"
    r" )?(?:re-?)?inspection of "
)
_FORMS = label_forms("aspect/ilacs")
_SERVICES = r"children(?:['’]?s)?\s+(?:social\s+(?:care|work)\s+)?services"

BANDS = Bands(
    {
        "priority-action": re.compile(
            r"\bareas? for priority action\b|\bpriority actions?\b", re.I
        ),
        "what-needs-to-improve": re.compile(
            r"\bwhat needs to (?:be )?improve|\bareas? for improvement\b", re.I
        ),
    },
    default="what-needs-to-improve",
)


_APART = {"children-in-care", "care-leavers"}


def _grades(outline: Outline, knowledge: Knowledge) -> Grades:
    """Return the judgements of the cover table, and questions to the curator.

    An aspect that the table lacks gets its grade from a heading. Some reports have one
    joint grade for children in care and care leavers. A question is added if such a
    report also has a separate grade for one of these two groups.
    """
    scale, aspects = knowledge.scale("ilacs"), knowledge.aspects("ilacs", _FORMS)
    judged, questions = settle(
        table(cover_region(outline), aspects, scale, "table"),
        headings(outline, aspects, scale),
    )
    found = {one.aspect for one in judged}
    if "children-in-care-and-care-leavers" in found and found & _APART:
        questions.append(
            "The report has one grade for children in care and care leavers together,"
            " and separate grades for them: which is right?"
        )
    return judged, questions


FAMILY = Family(
    framework="ilacs",
    titles=(
        re.compile(
            r"^(?:re-?)?inspection of (?:[^\n]{2,80}\s)?local authority\s+children",
            re.I | re.M,
        ),
        re.compile(
            r"^(?:re-?)?inspection of (?:[^\n]{2,80}\s)?children['’]?s\s+social care"
            rf" services{_ENDS}",
            re.I | re.M,
        ),
        re.compile(
            rf"{_BEFORE}(?:the )?(?:local authority\s+)?{_SERVICES}{_ENDS}", re.I | re.M
        ),
        re.compile(rf"{_BEGINS}{_NAME}\s+{_SERVICES}{_ENDS}", re.I | re.M),
        re.compile(
            rf"{_BEGINS}(?:the )?(?:local authority )?{_SERVICES}"
            rf"(?:\s*[:,–-]| (?:in|of|for|at|provided by)) {_NAME}{_ENDS}",
            re.I | re.M,
        ),
    ),
    title="Inspection of local authority children's services",
    rows=re.compile(
        r"impact of leaders on (?:social work )?practice|experiences and progress of"
        r" (?:children in care|care leavers"
        r"|children who need help)",
        re.I,
    ),
    grades=_grades,
    bands=BANDS,
    forms=_FORMS,
)
