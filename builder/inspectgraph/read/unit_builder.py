"""A unit in the making: while a report is read, text may still be appended to it."""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.read.blocks import Span
from inspectgraph.read.document import Unit, UnitKind
from inspectgraph.read.hyphenation import LineEnds

__all__ = ["Making"]


@dataclass
class Making:
    """A unit in the making: text may still be appended."""

    id: str
    kind: UnitKind
    texts: list[str]
    parent: str | None
    line: int | None
    page: int | None
    spans: list[Span]
    lead_in: str | None = None

    def unit(self, ends: LineEnds) -> Unit:
        """Return the finished unit; `ends` decides about words that a page's end divides."""
        spans = tuple(self.spans)
        text = ends.join(self.texts)
        return Unit(
            self.id,
            self.kind,
            text,
            self.parent,
            self.line,
            self.page,
            spans,
            self.lead_in,
        )

    @property
    def complete(self) -> bool:
        """Whether the text ends like a sentence."""
        return self.texts[-1].rstrip("'’”\")*").endswith((".", ":", ";", "!", "?"))
