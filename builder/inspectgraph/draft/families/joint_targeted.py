"""Read reports on joint targeted area inspections.

These inspections began in 2016. Their reports have no grades.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family

__all__ = ["FAMILY"]

FAMILY = Family(
    framework=None,
    titles=(re.compile(r"\bjoint targeted area inspection\b", re.I),),
    title="Joint targeted area inspection: {name}",
    addressee="local-partnership",
    inspectorate=None,
)
