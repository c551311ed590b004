"""Trace a YAML fault back to its cause, and say what to write instead.

The parser stops where it can no longer go on, which is often the line after the cause
or far below it. Each check looks at the lines up to that place for one common mistake.
The first check that finds its mistake wins.
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
