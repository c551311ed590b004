"""Read letters and reports on focused visits, from 2018.

These letters and reports award no grades.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family
from inspectgraph.draft.families.ilacs import BANDS

__all__ = ["FAMILY"]

FAMILY = Family(
    framework="ilacs-focused-visit",
    titles=(
        re.compile(
            r"^(?:Dear [^\n.]{2,40} )?focused visit (?:to|of|in)\b", re.I | re.M
        ),
        re.compile(
            r"^this letter [^\n.]{2,60} (?:a|the|this) (?:recent )?focused visit\b",
            re.I | re.M,
        ),
    ),
    title="Focused visit: {name} children's services",
    bands=BANDS,
    unless=re.compile(
        r"^inspection of [^\n]{2,80} local authority children", re.I | re.M
    ),
)
