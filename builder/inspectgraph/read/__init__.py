"""Read a report into a tree of units with stable ids.

Page headers, page footers, contents pages and end matter are units too, of their own
kinds: no text of a report is lost.
"""

from __future__ import annotations

from inspectgraph.read.document import Document, Unit, UnitKind, slug
from inspectgraph.read.report import read_blocks, read_report, read_text

__all__ = [
    "Document",
    "Unit",
    "UnitKind",
    "read_blocks",
    "read_report",
    "read_text",
    "slug",
]
