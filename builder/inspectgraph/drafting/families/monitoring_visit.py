"""Letters of monitoring visits to authorities that were judged inadequate: what has changed, and no grade."""

from __future__ import annotations

import re

from inspectgraph.drafting.family import Family

__all__ = ["FAMILY"]

FAMILY = Family(
    framework=None,
    titles=(re.compile(r"\bmonitoring visit (?:to|of)\b", re.I),),
    title="Monitoring visit: {name} children's services",
)
