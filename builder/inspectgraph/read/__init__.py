"""Read a report into a tree of units with stable ids.

Page headers, page footers, contents pages and end matter become units of special kinds.
So no text of a report is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspectgraph.model.lazy import lazy_names

if TYPE_CHECKING:
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

_DOCUMENT, _REPORT = "inspectgraph.read.document", "inspectgraph.read.report"

# The process that reads a PDF imports modules of this package, and needs neither.
__getattr__ = lazy_names(
    __name__,
    {
        "Document": _DOCUMENT,
        "Unit": _DOCUMENT,
        "UnitKind": _DOCUMENT,
        "read_blocks": _REPORT,
        "read_report": _REPORT,
        "read_text": _REPORT,
        "slug": _DOCUMENT,
    },
)
