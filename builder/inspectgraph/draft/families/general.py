"""Read reports of an unknown form; skip their grades, because the scale is unknown."""

from __future__ import annotations

from inspectgraph.draft.families.base import Family

__all__ = ["FAMILY"]

FAMILY = Family(framework=None, titles=(), title="Report: {name}", inspectorate=None)
