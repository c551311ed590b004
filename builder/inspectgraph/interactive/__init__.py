"""Open a graph and work with it in Python or in a notebook: one object, few methods."""

from __future__ import annotations

from inspectgraph.interactive.networks import VIEWS
from inspectgraph.interactive.opened import OpenGraph

__all__ = ["VIEWS", "OpenGraph"]
