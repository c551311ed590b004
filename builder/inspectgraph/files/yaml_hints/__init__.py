"""Find the cause of a YAML syntax error, and propose a fix.

The parser often stops in the line after the cause, or far below the cause. So the
checks search all lines above the point at which the parser stopped. Each check searches
for one common mistake. The first mistake found is reported as the cause.
"""

from __future__ import annotations

from inspectgraph.files.yaml_hints.hints import find_cause
from inspectgraph.files.yaml_hints.stop import Cause, in_quotes, known_keys

__all__ = [
    "Cause",
    "find_cause",
    "in_quotes",
    "known_keys",
]
