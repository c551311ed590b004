"""Read letters on monitoring visits to inadequate authorities.

These letters award no grades.
"""

from __future__ import annotations

import re

from inspectgraph.draft.families.base import Family

__all__ = ["FAMILY"]

FAMILY = Family(
    framework=None,
    titles=(
        re.compile(
            r"^(?:Dear [^\n.]{2,40} )?(?:ofsted )?monitoring visit (?:to|of|in)\b",
            re.I | re.M,
        ),
        re.compile(
            r"^this letter [^\n.]{2,60} (?:a|the|this) (?:\w+ )?monitoring visit\b",
            re.I | re.M,
        ),
    ),
    title="Monitoring visit: {name} children's services",
)
