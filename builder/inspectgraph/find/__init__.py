"""Find what a graph names: plain words lead to themes, authorities, … and statements."""

from __future__ import annotations

from inspectgraph.find.entries import KINDS
from inspectgraph.find.search import Hit, find

__all__ = ["KINDS", "Hit", "find"]
