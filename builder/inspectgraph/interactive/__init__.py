"""Open a graph and work with it in Python or in a notebook, through one object."""

from __future__ import annotations

from inspectgraph.interactive.networks import VIEWS
from inspectgraph.interactive.opened import OpenGraph

__all__ = ["VIEWS", "OpenGraph"]
