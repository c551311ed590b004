"""Build one unit of a report, block by block."""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.read.blocks import Block, Span
from inspectgraph.read.document import Unit, UnitKind
from inspectgraph.read.hyphenation import LineEnds

__all__ = ["UnitBuilder"]


@dataclass
class UnitBuilder:
    """A unit whose text may still grow.

    `texts` and `spans` have one item for each block of the unit. The other fields are
    those of the finished `Unit`.
    """

    id: str
    kind: UnitKind
    texts: list[str]
    parent: str | None
    line: int | None
    page: int | None
    spans: list[Span]
    lead_in: str | None = None

    def append(self, block: Block) -> None:
        """Append the text and the span of a block to the unit."""
        self.texts.append(block.text)
        self.spans.append(block.span)

    def unit(self, ends: LineEnds) -> Unit:
        """Return the finished unit, whose text joins the texts of its blocks.

        Args:
            ends: The object that joins the texts. A page break may divide a word. Then
                this object decides whether the hyphen stays in the joined word.
        """
        return Unit(
            id=self.id,
            kind=self.kind,
            text=ends.join(self.texts),
            parent=self.parent,
            line=self.line,
            page=self.page,
            spans=tuple(self.spans),
            lead_in=self.lead_in,
        )

    @property
    def complete(self) -> bool:
        """Whether the text ends in a full stop, colon or other final mark."""
        return self.texts[-1].rstrip("'’”\")*").endswith((".", ":", ";", "!", "?"))
