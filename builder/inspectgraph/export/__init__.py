"""Write the graph to files, both for publication and for export to other formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from inspectgraph.model.lazy import lazy_names

if TYPE_CHECKING:
    from inspectgraph.export.formats import FORMATS, Format, exported, network, streamed

__all__ = [
    "FORMATS",
    "Format",
    "exported",
    "network",
    "streamed",
]

# A build publishes Turtle, and needs no other format.
_FORMATS: Final = "inspectgraph.export.formats"
__getattr__ = lazy_names(__name__, dict.fromkeys(__all__, _FORMATS))
