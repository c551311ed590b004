"""The tree of a report: each block gets its place under a section or numbered paragraph, and an id of it.

A printed number wins (`p56`, in an annex `annex-b/p4`); what has no number gets a path
under its section (`recommendations/immediate/2`, `safeguarding/strengths/3`,
`grades/adoption-performance`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from inspectgraph.read.blocks import Block, Piece, clean, heads_contents, is_deadline
from inspectgraph.read.document import Unit, UnitKind, slug
from inspectgraph.read.front_matter import (
    begins_second_report,
    front_end,
    greets,
    judged_in_sentence,
    lists_contents,
    opens_chapter,
    opens_summary,
    second_front_end,
)
from inspectgraph.read.grade_rows import is_grade_bar, is_grade_row
from inspectgraph.read.hyphenation import LineEnds
from inspectgraph.read.strength_tables import ends_listing, entries_of, heads_listing
from inspectgraph.read.unit_builder import Making

__all__ = ["units_of"]

_BANDS = (
    (re.compile(r"\bimmediate action", re.I), "immediate"),
    (re.compile(r"\bsix months", re.I), "six-months"),
    (re.compile(r"\blonger term", re.I), "longer-term"),
)
_ANNEX = re.compile(r"(?:annex|appendix)\b[\s:]*(?:([A-Z0-9])\b)?", re.I)
_END = re.compile(
    r"Yours (?:sincerely|faithfully)|Any complaints about the (?:inspection|report)"
    r"|The Office for Standards in Education\b.{1,60}\bregulates and inspects"
)
#: The most characters of a line of a cover.
_COVER_LINE = 90
_HEADING_WITH_COLON = re.compile(
    r"(?:(?:Section|Annex|Appendix|What|Record of main findings|Key"
    r" judge?ment)\b|(?:The )?[Ii]nspection outcomes:"
    r"|.{9,}: (?:outstanding|good|requires improvement(?: to be good)?|inadequate)\Z)"
)
#: The columns of a table of grades: what is judged, and its grade.
_FEWEST_COLUMNS = 2
#: The first head of a table of grades with several columns.
_WHAT_IS_JUDGED = re.compile(
    r"(?:judge?ments?|areas?|aspects?|what is judged)(?: area)?\Z", re.I
)
#: The most lines of a heading, and its last line where that is a grade.
_MOST_HEADING_LINES = 3
_GRADE_LINE = re.compile(
    r"\n(?:Grade:? )?(?:[1-4] ?\(?)?(?:outstanding|good|adequate|inadequate|requires"
    r" improvement(?: to be good)?)\)?\Z",
    re.I,
)
#: A line between bullets that introduces the next ones: by when, or who should.
_STEM = re.compile(r"(?:In the (?:longer|medium|short)[- ]term|.{3,70} should):\Z")


def units_of(blocks: Sequence[Block], ends: LineEnds) -> tuple[Unit, ...]:
    """Return the units that blocks are, in the order in which they begin.

    Args:
        blocks: The blocks of the report.
        ends: What decides about words that a page's end divides.
    """
    return tuple(draft.unit(ends) for draft in _Builder(blocks).build())


@dataclass
class _Builder:
    """Walks over the blocks once and gives each its place in the tree."""

    blocks: Sequence[Block]
    drafts: dict[str, Making] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    zone: Literal["front", "contents", "body", "end"] = "front"
    annex: str | None = None
    section: str | None = None
    number: int = 0
    paragraph: str | None = None
    lead_in: str | None = None
    open: Making | None = None
    bullets: list[tuple[int, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    listing: tuple[str, str] | None = None
    marked: bool = False
    front_end: int | None = None
    contents: str = ""
    annex_first: bool = False
    chapter_seen: bool = False
    following: Block | None = None

    def build(self) -> list[Making]:
        """Return the units of all blocks, in the order in which they begin."""
        self.marked = any(
            block.kind == "heading" and block.level > 1 for block in self.blocks
        )
        self.front_end = front_end(self.blocks)
        for index, block in enumerate(self.blocks):
            self.following = next(
                (
                    other
                    for other in self.blocks[index + 1 : index + 4]
                    if other.kind != "rule"
                ),
                None,
            )
            if self.zone == "end" and begins_second_report(self.blocks, index):
                self._second_report(index)
            if (
                self.zone == "front"
                and self.front_end is not None
                and index >= self.front_end
            ):
                self.zone, self.open = "body", None
            self._place(block)
        return [*self.drafts.values()]

    def _second_report(self, index: int) -> None:
        """Begin the front page of another report that follows in the same source."""
        self._close()
        self.zone, self.front_end = "front", second_front_end(self.blocks, index)
        self.section = self.annex = None
        self.number, self.annex_first, self.chapter_seen = 0, False, False

    # Placing: one block, by zone and kind

    def _place(self, block: Block) -> None:
        """Give one block its place."""
        if block.kind == "rule":
            self._count("furniture", "furniture", block)
        elif self.zone == "front":
            self._front(block)
        elif self.zone == "contents" and lists_contents(block):
            self._append(self.drafts[self.contents], block)
        elif self.zone == "body" and not self.contents and heads_contents(block):
            self._close()
            self._open_contents(block)
        elif self.zone == "end" or _END.match(block.text):
            self.zone = "end"
            self._count("end", "end-matter", block)
        else:
            self.zone = "body"
            self._body(block)

    def _front(self, block: Block) -> None:
        """Place a block of the front matter: grades of the cover apart from the rest."""
        if heads_contents(block):
            self._open_contents(block)
        elif is_grade_row(block):
            self._grade_row(block)
        elif (
            block.kind == "row"
            and len(block.cells) > _FEWEST_COLUMNS
            and _heads_grades(block)
        ):
            self.columns = [clean(cell.text) for cell in block.cells[1:]]
            self._count("front", "front", block)
        elif block.kind == "note":
            self._note(block)
        else:
            if judged := judged_in_sentence(block):
                self._add(f"grades/{judged}", "row", block, None)
            else:
                self._count("front", "front", block)
            if greets(block):
                self.zone = "body"

    def _open_contents(self, block: Block) -> None:
        """Begin the contents page."""
        self.zone = "contents"
        self.contents = self._add("contents", "contents", block, None).id

    def _body(self, block: Block) -> None:
        """Place a block of the report proper."""
        if block.kind == "item" and self._numbered(block):
            return
        match block.kind:
            case "heading":
                self._heading(block)
            case "bullet":
                self._bullet(block)
            case "row":
                self._row(block)
            case "note":
                self._note(block)
            case "aside":
                self._aside(block)
            case _:
                self._text(block)

    # Headings and numbered paragraphs

    def _heading(self, block: Block) -> None:
        """Open a section; a band of recommendations and an annex are recognised by their words."""
        if self._ends_annex(block):
            self.annex, self.annex_first = None, False
        parent = self.annex
        band = next(
            (name for pattern, name in _BANDS if pattern.search(block.text)), None
        )
        if found := _ANNEX.match(block.text):
            self.annex_first = not self.chapter_seen
            identity = self.annex = self._free(
                "annex" + (f"-{found[1].lower()}" if found[1] else "")
            )
            self.number, parent = 0, None
        elif band and (self.section or "").startswith("recommendations"):
            parent, identity = "recommendations", f"recommendations/{band}"
        else:
            identity = self._free(
                f"{self.annex}/{slug(block.text)}" if self.annex else slug(block.text)
            )
            self.chapter_seen = self.chapter_seen or opens_chapter(block.text)
        self._close()
        if band and identity in self.drafts:  # the band goes on after a page break
            self._append(self.drafts[identity], block)
        else:
            self._add(identity, "section", block, parent)
        self.section = identity

    def _ends_annex(self, block: Block) -> bool:
        """Return whether a heading opens a chapter of the report after an annex that stands before all chapters."""
        opens = opens_chapter(block.text) or opens_summary(block)
        return (
            self.annex is not None
            and self.annex_first
            and opens
            and not _ANNEX.match(block.text)
        )

    def _numbered(self, block: Block) -> bool:
        """Open a numbered paragraph, if its number goes on from the one before."""
        if block.label:
            return self._labelled(block)
        number = self.number + 1 if block.counts_on else block.number
        if not self.number < number <= self.number + 3:
            return False
        self._close()
        self.number = number
        name = f"{self.annex}/p{number}" if self.annex else f"p{number}"
        self.paragraph = self._add(name, "paragraph", block, self.section).id
        return True

    def _labelled(self, block: Block) -> bool:
        """Open a paragraph with a number such as 1.10, which counts within a section."""
        self._close()
        name = f"{self.annex}/p{block.label}" if self.annex else f"p{block.label}"
        self.paragraph = self._add(name, "paragraph", block, self.section).id
        return True

    def _close(self) -> None:
        """End what a new section or numbered paragraph ends."""
        self.paragraph = self.lead_in = self.open = self.listing = None
        self.bullets, self.columns = [], []

    # Bullets and text

    def _bullet(self, block: Block) -> None:
        """Place a bullet under its paragraph, its section or a bullet above it that ends in a colon.

        Indents alone are no witness: conversions indent one list in two ways across a
            page break.
        """
        inside = (
            self.open
            and self.open.kind == "paragraph"
            and not self.open.complete
            and not block.label
        )
        if self.open and inside and block.text[:1].islower():
            self._append(self.open, block)
            return
        while self.bullets and (
            self.bullets[-1][0] >= block.level
            or not self.drafts[self.bullets[-1][1]].texts[-1].endswith(":")
        ):
            self.bullets.pop()
        parent = self.bullets[-1][1] if self.bullets else self._base()
        draft = (
            self._add(f"{parent}/{block.label}", "bullet", block, parent)
            if block.label
            else None
        )
        draft = draft or self._count(parent, "bullet", block)
        draft.lead_in = self.lead_in if not self.bullets else None
        self.bullets.append((block.level, draft.id))

    def _text(self, block: Block) -> None:
        """Place plain text: a grade bar, a heading, the rest of a paragraph, a lead-in or a paragraph."""
        if is_grade_bar(block) and (self.open is None or self.open.kind == "grade-bar"):
            self._bar(block)
        elif not self.marked and self._is_heading(block):
            self._heading(block)
        elif (
            not self.paragraph and block.text.endswith(":") and block.text[:1].isupper()
        ):
            self.bullets = []
            self.lead_in = self._count(f"{self._base()}/lead-in", "lead-in", block).id
            self.open = None
        elif self._is_stem(block):
            self.bullets = []
            self.lead_in = self._count(f"{self._base()}/lead-in", "lead-in", block).id
        elif self.open and self._goes_on(block):
            self._append(self.open, block)
        elif self.paragraph:
            self._append(self.drafts[self.paragraph], block)
        else:
            self.bullets = []
            self._count(self._base(), "paragraph", block)

    def _is_stem(self, block: Block) -> bool:
        """Return whether a line between bullets introduces the next ones: by when, with a colon or without."""
        alone = block.loose and block.lines == 1
        return alone and (
            is_deadline(block.text)
            or (bool(self.paragraph) and bool(_STEM.match(block.text)))
        )

    def _is_heading(self, block: Block) -> bool:
        """Return whether a line of a source without marked headings is one: short, alone, no full stop."""
        text = block.text
        if not block.loose or len(text) > 160 or not text[:1].isupper():
            return False
        if block.lines > 1 and not self._is_broken_heading(block):
            return False
        if ":" in text and not _HEADING_WITH_COLON.match(text):
            return False
        ends = text[-1].isalnum() or text[-1] in "?)"
        return ends and (
            self.open is None
            or self.open.complete
            or self.open.kind != "paragraph"
            or len(text) < 80
        )

    def _is_broken_heading(self, block: Block) -> bool:
        """Return whether a few lines are one heading: its grade stands on the last, or the next number follows it."""
        if block.lines > _MOST_HEADING_LINES or self.number == 0:
            return False
        after = self.following
        goes_on = (
            after is not None
            and after.kind == "item"
            and 0 < after.number - self.number <= 3
        )
        return bool(_GRADE_LINE.search(block.text)) or (goes_on and self._is_settled())

    def _is_settled(self) -> bool:
        """Return whether the text before is whole, so that what follows does not go on with it."""
        return self.open is None or self.open.complete

    def _goes_on(self, block: Block) -> bool:
        """Return whether text continues the open unit: that one is no whole sentence, or this begins inside one.

        Before the first section short lines that stand apart are those of a cover.
        """
        if self.open is None or self.open.kind not in {"paragraph", "bullet"}:
            return False
        cover = (
            self.section is None
            and block.loose
            and len(self.open.texts[-1]) < _COVER_LINE
        )
        whole = (
            cover or self.open.complete or (block.loose and self._unstopped(self.open))
        )
        return not (whole and block.text[:1].isupper())

    def _unstopped(self, bullet: Making) -> bool:
        """Return whether a bullet is of a list whose items end without a stop: the one before it does."""
        base, _, number = bullet.id.rpartition("/")
        before = (
            self.drafts.get(f"{base}/{int(number) - 1}") if number.isdigit() else None
        )
        return (
            bullet.kind == "bullet"
            and before is not None
            and before.kind == "bullet"
            and not before.complete
        )

    def _bar(self, block: Block) -> None:
        """Add to the grade bar of a section."""
        if self.open and self.open.kind == "grade-bar":
            self._append(self.open, block)
        else:
            self._add(
                self._free(f"{self._base()}/grade"), "grade-bar", block, self.section
            )

    def _note(self, block: Block) -> None:
        """Place a footnote apart from the text that it interrupts."""
        before = self.open
        self._add(self._free(f"note-{block.number}"), "note", block, None)
        self.open = before

    def _aside(self, block: Block) -> None:
        """Place a paragraph of a box apart from the text that it interrupts."""
        before = self.open
        self._count(self._base(numbered=False), "paragraph", block)
        self.open = before

    # Tables

    def _row(self, block: Block) -> None:
        """Place a table row by what its table is."""
        if self.listing and ends_listing(block):
            self.listing = None
        if heads_listing(block):
            self._open_listing(block)
        elif self.listing:
            self._listed(block)
        elif is_grade_bar(block):
            self._bar(block)
        elif _heads_grades(block):
            self.columns = [clean(cell.text) for cell in block.cells[1:]]
            self._add(
                self._free("/".join(filter(None, (self.annex, "grades/header")))),
                "row",
                block,
                self.section,
            )
        elif is_grade_row(block):
            self._grade_row(block)
        else:
            self._count(self._base(), "row", block)
        self.open = self.open if self.open and self.open.kind == "grade-bar" else None

    def _open_listing(self, block: Block) -> None:
        """Open a table of strengths and weaknesses: two sections, one a column."""
        base = self._base(numbered=False)
        names = (f"{base}/strengths", f"{base}/weaknesses")
        for name, cell in zip(names, block.cells, strict=True):
            if name not in self.drafts:
                self._add(name, "section", _part(block, cell), self.section)
            else:
                self.drafts[name].spans.append(
                    cell.span
                )  # the heading of a table that goes on after a page break
        self.listing = names

    def _listed(self, block: Block) -> None:
        """Place the entries of a row of strengths and weaknesses."""
        for name, cell in zip_longest(self.listing or (), block.cells):
            last = self._unfinished(name)
            for number, entry in enumerate(entries_of(cell) if cell else ()):
                if name and not clean(entry.text):
                    self.drafts[name].spans.append(entry.span)  # marks without words
                elif last and number == 0 and entry.text[:1].islower():
                    self._append(
                        last, _part(block, entry)
                    )  # a page ended inside the entry
                else:
                    self._count(
                        name or self._base(),
                        "bullet" if name else "row",
                        _part(block, entry),
                    )

    def _unfinished(self, name: str | None) -> Making | None:
        """Return the last entry of a column, if its text is no whole sentence."""
        last = self.drafts.get(f"{name}/{self.counts[name]}") if name else None
        return last if last and not last.complete else None

    def _grade_row(self, block: Block) -> None:
        """Place a row of a grade table; where it has several columns, its cells as well."""
        label, *cells = (
            [cell for cell in block.cells if cell.text]
            if not self.columns
            else block.cells
        )
        name = "/".join(filter(None, (self.annex, "grades", slug(clean(label.text)))))
        if len(self.columns) < 2:
            self._add(self._free(name), "row", block, self.section)
            return
        row = self._add(self._free(name), "row", _part(block, label), self.section)
        for column, cell in zip_longest(self.columns, cells):
            if cell and cell.text:
                self._add(
                    self._free(f"{row.id}/{slug(column or 'more')}"),
                    "cell",
                    _part(block, cell),
                    row.id,
                )

    # Making units

    def _base(self, *, numbered: bool = True) -> str:
        """Return the id under which unnumbered units are counted."""
        return (
            (self.paragraph if numbered else None)
            or self.section
            or self.annex
            or "summary"
        )

    def _count(self, prefix: str, kind: UnitKind, block: Block) -> Making:
        """Add a unit with the next number under a prefix."""
        self.counts[prefix] += 1
        joint = "-" if prefix.endswith("lead-in") else "/"
        parent = (
            prefix.removesuffix("/lead-in")
            if kind in {"bullet", "row", "paragraph", "lead-in"}
            else None
        )
        return self._add(f"{prefix}{joint}{self.counts[prefix]}", kind, block, parent)

    def _add(
        self, identity: str, kind: UnitKind, block: Block, parent: str | None
    ) -> Making:
        """Add a unit and leave it open for text that goes on; an id that is taken gets a number."""
        parent = parent if parent in self.drafts else None
        draft = Making(
            self._free(identity),
            kind,
            [block.text],
            parent,
            block.line,
            block.page,
            [block.span],
        )
        self.drafts[draft.id] = draft
        if kind not in {"furniture", "section"}:
            self.open = draft
        return draft

    def _append(self, draft: Making, block: Block) -> None:
        """Add text to a unit."""
        draft.texts.append(block.text)
        draft.spans.append(block.span)

    def _free(self, identity: str) -> str:
        """Return an id that no unit has yet: the second of a kind gets `-2`."""
        free = identity
        while free in self.drafts:
            self.repeats[identity] += 1
            free = f"{identity}-{self.repeats[identity] + 1}"
        return free


def _heads_grades(block: Block) -> bool:
    """Return whether a row holds the heads of a table of grades: a first cell that is empty or says what is judged."""
    if len(block.cells) < _FEWEST_COLUMNS or is_grade_row(block):
        return False
    first = clean(block.cells[0].text)
    return not first or (
        len(block.cells) > _FEWEST_COLUMNS and bool(_WHAT_IS_JUDGED.match(first))
    )


def _part(block: Block, piece: Piece) -> Block:
    """Return a block of one piece of another."""
    return replace(
        block, kind="text", text=clean(piece.text), span=piece.span, cells=()
    )
