"""Search a graph for themes, authorities, other entries and statements.

The user types plain words.
"""

from __future__ import annotations

from inspectgraph.find.entries import KINDS
from inspectgraph.find.search import Hit, check_words, find

__all__ = ["KINDS", "Hit", "check_words", "find"]
