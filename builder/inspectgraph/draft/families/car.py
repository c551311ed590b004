"""Read letters on contact, referral and assessment.

These letters are from the years 2009 to 2012. They have no grades.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family
from inspectgraph.draft.findings.listed import Lists
from inspectgraph.draft.recommendations.lists import Bands

__all__ = ["FAMILY"]

FAMILY = Family(
    framework="car-2009",
    titles=(
        re.compile(
            r"\bunannounced inspection of (?:the )?contact,? referral and assessment",
            re.I,
        ),
    ),
    title="Unannounced inspection of contact, referral and assessment: {name}",
    bands=Bands(
        {},
        lists=re.compile(
            r"(?:.{0,80}\b(?:following|these) )?areas? for priority action\b", re.I
        ),
    ),
    lists=Lists(weaknesses=re.compile(r"(?:the )?areas? for development\b", re.I)),
)
