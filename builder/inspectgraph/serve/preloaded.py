"""Import and compile the modules of a worker process before workers are forked."""

from __future__ import annotations

from inspectgraph.publish.site import compile_templates
from inspectgraph.serve import answers

__all__ = ["answers"]

compile_templates()
