"""Reports of a kind that no family knows: what every report has, and no grade, since a grade needs its scale."""

from __future__ import annotations

from inspectgraph.draft.families.base import Family

__all__ = ["FAMILY"]

FAMILY = Family(framework=None, titles=(), title="Report: {name}", inspectorate=None)
