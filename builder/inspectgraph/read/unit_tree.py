"""Build the tree of a report's units: assign an id, a parent and a position to each unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from inspectgraph.read.blocks import Block
from inspectgraph.read.document import UnitKind
from inspectgraph.read.unit_builder import UnitBuilder

__all__ = ["Position", "UnitTree"]

#: The kinds of units whose id begins with the id of their parent.
_COUNTED_UNDER_PARENT = frozenset({"bullet", "row", "paragraph", "lead-in"})
#: The kinds of units that later text never continues.
_NEVER_OPEN = frozenset({"furniture", "section"})


@dataclass
class Position:
    """The current position in the report: the units that the next block may belong to.

    `annex`, `section`, `paragraph` and `lead_in` are the ids of the open units of these
    kinds. A unit is open while a later block may belong to it. `number` is the printed
    number of the last numbered paragraph, or 0. `bullets` holds the indent and the id
    of each open bullet. `columns` holds the column headings of a table of grades.
    `listing` holds the ids of the two sections of a table that lists strengths and
    weaknesses.
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
        """Return the prefix of the ids for units that have no printed number.

        The prefix is the id of the open paragraph, section or annex. If none is open,
        the prefix is `summary`.
        """
        return self.paragraph or self.section_base()

    def section_base(self) -> str:
        """Return the prefix of the ids for units that are outside numbered paragraphs.

        The prefix is the id of the open section or annex. If none is open, the prefix
        is `summary`.
        """
        return self.section or self.annex or "summary"

    def in_annex(self, name: str) -> str:
        """Return an id, preceded by the id of the open annex if an annex is open."""
        if self.annex:
            return f"{self.annex}/{name}"
        return name

    def close(self) -> None:
        """Close the open units, so that a new section or paragraph can begin.

        The open paragraph, list and table are closed.
        """
        self.paragraph = None
        self.lead_in = None
        self.listing = None
        self.bullets = []
        self.columns = []


@dataclass
class UnitTree:
    """The units of a report that have been built so far, in the order of the report.

    `drafts` maps the id of each unit to the unit. Some ids are a prefix and a number.
    `counts` maps each prefix to the last number used. `repeats` maps each id to the
    number of later units that needed the same id. `open` is the unit that later text
    may continue.
    """

    drafts: dict[str, UnitBuilder] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    open: UnitBuilder | None = None

    def add(
        self, identity: str, kind: UnitKind, block: Block, parent: str | None
    ) -> UnitBuilder:
        """Add a unit, and keep it open if later text may continue it.

        If the id is already taken, a number is added to the id, as in `summary-2`.
        """
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
        """Add a unit whose id is a prefix and the next free number, such as `summary/3`."""
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
        """Return the last unit whose id is a given prefix, a slash and a number.

        Return None if there is no such unit.
        """
        return self.drafts.get(f"{prefix}/{self.counts[prefix]}")

    def free(self, identity: str) -> str:
        """Return an unused id: the given id, or the id followed by `-2`, `-3` and so on."""
        free = identity
        while free in self.drafts:
            self.repeats[identity] += 1
            free = f"{identity}-{self.repeats[identity] + 1}"
        return free
