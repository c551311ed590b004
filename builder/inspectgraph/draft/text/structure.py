"""The outline of a report: for each unit the heading it stands under and the part of the report it is in.

Rules ask for parts so that the key under a table, the definitions at the back, the
annexes, the section on method and the grades of earlier inspections are never taken for
findings or grades of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile, zip_longest
from typing import Literal

from inspectgraph.draft.text.earlier_grades import EarlierGrades, flat
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.read import Document, Unit

__all__ = ["Outline", "Part", "Placed", "flat", "is_bare_heading", "sentences"]

Part = Literal[
    "front", "body", "board", "earlier", "method", "definitions", "annex", "end"
]

_BOARD = re.compile(
    r"(?:section (?:2|two)\b.*|.*\b)(?:safeguarding children(?:['’]s)?"
    r" board|lscb)\b(?!.{60})",
    re.I | re.S,
)
#: What leads out of the definitions into the part on the board.
_OPENS_BOARD = re.compile(
    r"(?:section (?:2|two)\b|(?:the )?effectiveness of|review of|annex|appendix)", re.I
)
_METHOD = re.compile(
    r"(?:information about (?:this|the) (?:lscb )?inspection|about this"
    r" inspection|(?:the )?inspection team"
    r"|introduction\Z|(?:the )?inspection judge?ments and what they mean)",
    re.I,
)
_DEFINITIONS = re.compile(
    r"(?:what the (?:lscb )?inspection judge?ments mean|grade"
    r" descriptors?\b|definitions?\b|glossary)",
    re.I,
)
#: What is of the authority again, as where a contents page was read as headings.
_COUNCIL = re.compile(
    r"(?:section (?:1|one)\b|the local authority\Z|the experiences and progress of)",
    re.I,
)
#: What stands for an apostrophe in spoilt texts.
_APOSTROPHE = re.compile(r"(?<=\w)[`´ʼ‘](?=s\b)")
#: At most fourteen words, the first with a capital letter, no stop at the end but a
#: colon.
_BARE = re.compile(r"[A-Z]\S*(?: \S+){0,13}(?<![.;,!?])\Z")
_NUMBERED = re.compile(r"(?:^|/)p\d+(?:-\d+)?\Z")
#: The most characters of a sentence; what is longer is no sentence.
_LONGEST = 1200
_STOP = re.compile(r"(?<=[.!?])['’”\")]*\s+(?=[‘'“\"(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|no|St|Mr|Mrs|Ms|Dr|approx|para)\.\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit in its place: heading above it, lead-in or list stem that introduces it, part of the report."""

    unit: Unit
    section: str
    section_id: str
    stem: str
    part: Part

    @property
    def text(self) -> str:
        """The unit's own text on one line."""
        return flat(self.unit.text)

    @property
    def content(self) -> bool:
        """Whether the unit can carry a statement."""
        return self.unit.kind in CONTENT_KINDS

    @property
    def numbered(self) -> bool:
        """Whether the unit is a numbered paragraph."""
        return bool(_NUMBERED.search(self.unit.id))


@dataclass(frozen=True)
class Outline:
    """The units of a report in order, each in its place."""

    document: Document

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every unit in its place."""
        return tuple(_placed(self.document))

    @cached_property
    def front(self) -> tuple[Placed, ...]:
        """What stands before the report proper, grades of the cover included, heads and feet of pages not."""
        return tuple(
            placed
            for placed in self.placed
            if placed.part == "front" and placed.unit.kind != "furniture"
        )

    @cached_property
    def second_report(self) -> Placed | None:
        """The first unit of another report that follows the end matter of this one, or None."""
        found = _second_report(self.document)
        return next(
            (placed for placed in self.placed if found and placed.unit.id == found[0]),
            None,
        )

    @cached_property
    def head(self) -> tuple[Placed, ...]:
        """The front, or where none was told from the rest, the first units."""
        return self.front or tuple(
            takewhile(lambda placed: placed.part != "end", self.placed[:30])
        )

    @cached_property
    def content(self) -> tuple[Placed, ...]:
        """The units of the report proper that can carry a statement, the board's part included."""
        return tuple(
            placed
            for placed in self.placed
            if placed.content and placed.part in {"body", "board"}
        )

    @cached_property
    def cover(self) -> str:
        """The text of the front and of the first units and headings: what the report says of itself."""
        first = [
            placed
            for placed in self.placed
            if placed.unit.kind not in {"furniture", "contents"}
        ][:30]
        texts = (
            text
            for placed in (*self.front, *first)
            for text in (placed.text, placed.unit.text)
        )
        text = "\n".join(dict.fromkeys(texts))
        return _APOSTROPHE.sub("’", text)


def is_bare_heading(placed: Placed) -> bool:
    """Return whether a unit may be a heading that nothing marks: a few words without number or full stop."""
    unnumbered = placed.unit.kind in {"paragraph", "lead-in"} and not placed.numbered
    return unnumbered and bool(_BARE.match(placed.text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text.

    >>> sentences("The plan is late. It was due in May.")
    ['The plan is late.', 'It was due in May.']
    """
    found: list[str] = []
    for piece in (part for whole in _STOP.split(flat(text)) for part in _cut(whole)):
        if (
            found
            and len(found[-1]) < _LONGEST
            and _ABBREVIATION.search(found[-1][-12:])
        ):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return [sentence for sentence in found if sentence]


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence, cut at a space where it is longer than any that people write."""
    while len(sentence) > _LONGEST:
        space = sentence.rfind(" ", 0, _LONGEST)
        end = space if space > 0 else _LONGEST
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    yield sentence


def _placed(document: Document) -> Iterator[Placed]:
    """Yield every unit in its place."""
    part: Part = "front"
    last: Unit | None = None
    board_seen = False
    earlier = EarlierGrades()
    second = _second_report(document)
    for unit, following in zip_longest(document.units, document.units[1:]):
        if second and unit.id == second[0]:
            part, board_seen = second[1], second[1] == "board"
        if second and second[1] == "end" and part == "end":
            pass  # of another report: nothing of it is this one's
        elif unit.kind == "section":
            last = unit
            part = _part_of(part, flat(unit.text), unit.id, board_seen)
            board_seen = board_seen or part == "board"
        elif unit.kind == "end-matter":
            part = "end"
        elif part == "front" and _begins_body(unit):
            part = "body"
        heading = _heading(document, unit) or last
        stem = _stem(document, unit)
        told_before = earlier.includes(unit, stem, following) and part in {
            "front",
            "body",
            "board",
            "annex",
        }
        yield Placed(
            unit,
            flat(heading.text) if heading else "",
            heading.id if heading else "",
            stem,
            "earlier" if told_before else part,
        )


def _second_report(document: Document) -> tuple[str, Part] | None:
    """Return the first unit of a report that follows the end matter, and the part that it is of this report.

    The report of the safeguarding board is often published with that of the council.
    Any other one is not read.
    """
    kinds = [unit.kind for unit in document.units]
    end = kinds.index("end-matter") if "end-matter" in kinds else len(kinds)
    front = [unit for unit in document.units[end:] if unit.kind == "front"]
    if not front:
        return None
    is_board = any(_BOARD.match(flat(unit.text)) for unit in front[:4])
    return front[0].id, "board" if is_board else "end"


def _heading(document: Document, unit: Unit) -> Unit | None:
    """Return the heading that a unit stands under by the tree of units; a heading is its own."""
    above: Unit | None = unit
    while above is not None and above.kind != "section":
        above = document.by_id.get(above.parent or "")
    return above


def _begins_body(unit: Unit) -> bool:
    """Return whether a unit is of the report proper."""
    return unit.kind in {"paragraph", "bullet", "lead-in"}


def _part_of(before: Part, heading: str, identity: str, board_seen: bool) -> Part:
    """Return the part of the report that a heading opens or goes on with."""
    if identity.startswith("annex"):
        return "annex"
    if _DEFINITIONS.match(heading):
        return "definitions"
    if _METHOD.match(heading):
        return "method"
    if before == "definitions" and (board_seen or not _OPENS_BOARD.match(heading)):
        return before
    if before == "board" and _COUNCIL.match(heading):
        return "body"
    if before == "board" or (_BOARD.match(heading) and len(heading) < 140):
        return "board"
    return "body"


def _stem(document: Document, unit: Unit) -> str:
    """Return the lead-in or the bullet or paragraph that ends in a colon and introduces a unit."""
    for identity in (unit.lead_in, unit.parent):
        above = document.by_id.get(identity or "")
        colon = above is not None and above.text.rstrip().endswith(":")
        if above is not None and (
            above.kind == "lead-in" or (above.kind != "section" and colon)
        ):
            return flat(above.text)
    return ""
