"""Store → files: what a build publishes, and the whole graph in other formats."""

from __future__ import annotations

from inspectgraph.export.formats import FORMATS, Format, exported, published, streamed

__all__ = [
    "FORMATS",
    "Format",
    "exported",
    "published",
    "streamed",
]
