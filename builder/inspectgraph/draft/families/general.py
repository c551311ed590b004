"""Reports of an unknown kind: no grade is read, since the scale is not known."""

from __future__ import annotations

from inspectgraph.draft.families.base import Family

__all__ = ["FAMILY"]

FAMILY = Family(framework=None, titles=(), title="Report: {name}", inspectorate=None)
