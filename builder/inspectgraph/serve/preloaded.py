"""Import and compile the modules of a worker process in advance, so that forks start fast."""

from __future__ import annotations

from inspectgraph.publish.site import compile_templates
from inspectgraph.serve import answers

__all__ = ["answers"]

compile_templates()
