"""The tree of units while a report is read: new ids, parents, and the current position."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from inspectgraph.read.blocks import Block
from inspectgraph.read.document import UnitKind
from inspectgraph.read.unit_builder import UnitBuilder

__all__ = ["Position", "UnitTree"]

#: Units whose id begins with the id of their parent.
_COUNTED_UNDER_PARENT = frozenset({"bullet", "row", "paragraph", "lead-in"})
#: Units that no later text continues.
_NEVER_OPEN = frozenset({"furniture", "section"})


@dataclass
class Position:
    """The current position in the report: the units that the next block may belong to.

    All but `number`, `bullets` and `columns` are ids. `number` is the last printed
    number of a paragraph, `bullets` holds the level and the id of each open bullet,
    `columns` the headings of a table of grades, and `listing` the two sections of a
    table of strengths and weaknesses.
    """

    annex: str | None = None
    section: str | None = None
    paragraph: str | None = None
    lead_in: str | None = None
    number: int = 0
    bullets: list[tuple[int, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    listing: tuple[str, str] | None = None

    def base(self) -> str:
        """Return the id under which units without a number are counted."""
        return self.paragraph or self.section_base()

    def section_base(self) -> str:
        """Return the id under which units of a section are counted."""
        return self.section or self.annex or "summary"

    def in_annex(self, name: str) -> str:
        """Return an id under the open annex, or the name itself outside annexes."""
        if self.annex:
            return f"{self.annex}/{name}"
        return name

    def close(self) -> None:
        """Leave the paragraph, list or table that a new section or number ends."""
        self.paragraph = None
        self.lead_in = None
        self.listing = None
        self.bullets = []
        self.columns = []


@dataclass
class UnitTree:
    """The units so far, by id, in the order in which they begin.

    `open` is the unit that later text may continue.
    """

    drafts: dict[str, UnitBuilder] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    open: UnitBuilder | None = None

    def add(
        self, identity: str, kind: UnitKind, block: Block, parent: str | None
    ) -> UnitBuilder:
        """Add a unit and open it; an id in use gets a number."""
        if parent not in self.drafts:
            parent = None
        draft = UnitBuilder(
            id=self.free(identity),
            kind=kind,
            texts=[block.text],
            parent=parent,
            line=block.line,
            page=block.page,
            spans=[block.span],
        )
        self.drafts[draft.id] = draft
        if kind not in _NEVER_OPEN:
            self.open = draft
        return draft

    def count(self, prefix: str, kind: UnitKind, block: Block) -> UnitBuilder:
        """Add a unit with the next number under a prefix."""
        self.counts[prefix] += 1
        number = self.counts[prefix]
        parent = None
        if kind in _COUNTED_UNDER_PARENT:
            parent = prefix.removesuffix("/lead-in")
        joint = "/"
        if prefix.endswith("lead-in"):
            joint = "-"
        return self.add(f"{prefix}{joint}{number}", kind, block, parent)

    def last_of(self, prefix: str) -> UnitBuilder | None:
        """Return the last unit that was counted under a prefix."""
        return self.drafts.get(f"{prefix}/{self.counts[prefix]}")

    def free(self, identity: str) -> str:
        """Return an unused id: the second unit of a name gets `-2`."""
        free = identity
        while free in self.drafts:
            self.repeats[identity] += 1
            free = f"{identity}-{self.repeats[identity] + 1}"
        return free
