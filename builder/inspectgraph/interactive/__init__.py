"""Open a graph as a Python object with which a user queries and searches the graph."""

from __future__ import annotations

from inspectgraph.interactive.networks import VIEWS
from inspectgraph.interactive.opened import OpenGraph

__all__ = ["VIEWS", "OpenGraph"]
