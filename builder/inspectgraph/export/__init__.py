"""Write the graph to files: those that a build publishes, and other formats."""

from __future__ import annotations

from inspectgraph.export.formats import FORMATS, Format, exported, streamed

__all__ = [
    "FORMATS",
    "Format",
    "exported",
    "streamed",
]
