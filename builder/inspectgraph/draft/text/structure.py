"""Outline of a report: the heading and the part of the report of each unit.

Rules ask for parts so that the key under a table, the definitions at the back, the
annexes, the section on method and the grades of earlier inspections are never taken for
findings or grades of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile, zip_longest
from typing import Literal

from inspectgraph.draft.text.earlier_grades import EarlierGrades, flat
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.read import Document, Unit

__all__ = [
    "Outline",
    "Part",
    "Placed",
    "flat",
    "is_bare_heading",
    "opening",
    "sentences",
]

Part = Literal[
    "front", "body", "board", "earlier", "method", "definitions", "annex", "end"
]

_BOARD = re.compile(
    r"(?:section (?:2|two)\b.*|.*\b)(?:safeguarding children(?:['’]s)?"
    r" board|lscb)\b(?!.{60})",
    re.I | re.S,
)
#: A heading after the definitions that opens the part on the board.
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
#: A heading that opens the part on the authority again, as on a contents page.
_COUNCIL = re.compile(
    r"(?:section (?:1|one)\b|the local authority\Z|the experiences and progress of)",
    re.I,
)
#: Characters that replace an apostrophe in damaged texts.
_APOSTROPHE = re.compile(r"(?<=\w)[`´ʼ‘](?=s\b)")
#: At most fourteen words, the first with a capital letter, no stop at the end but a
#: colon.
_BARE = re.compile(r"[A-Z]\S*(?: \S+){0,13}(?<![.;,!?])\Z")
_NUMBERED = re.compile(r"(?:^|/)p\d+(?:-\d+)?\Z")
#: The most characters of a sentence; what is longer is no sentence.
_LONGEST = 1200
#: The most characters of a heading over the part on the board.
_LONGEST_HEADING = 140
_STOP = re.compile(r"(?<=[.!?])['’”\")]*\s+(?=[‘'“\"(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|no|St|Mr|Mrs|Ms|Dr|approx|para)\.\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Placed:
    """Unit with the heading above it, the words that introduce it, and its part."""

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
        """The front page and its grades, without the headers and footers of pages."""
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
        """The front, or where no front was recognised, the first units."""
        return self.front or tuple(
            takewhile(lambda placed: placed.part != "end", self.placed[:30])
        )

    @cached_property
    def content(self) -> tuple[Placed, ...]:
        """The units of the body and of the board's part that can carry a statement."""
        return tuple(
            placed
            for placed in self.placed
            if placed.content and placed.part in {"body", "board"}
        )

    @cached_property
    def cover(self) -> str:
        """The text of the front and of the first units, each line once."""
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


def opening(outline: Outline) -> tuple[Placed, ...]:
    """Return the first units after the front page, six at most."""
    first = (placed for placed in outline.placed if placed.part in {"body", "method"})
    return tuple(islice(first, 6))


def is_bare_heading(placed: Placed) -> bool:
    """Return whether a unit is a few words without number or full stop."""
    unnumbered = placed.unit.kind in {"paragraph", "lead-in"} and not placed.numbered
    return unnumbered and bool(_BARE.match(placed.text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text.

    >>> sentences("The plan is late. It was due in May.")
    ['The plan is late.', 'It was due in May.']
    """
    found: list[str] = []
    for whole in _STOP.split(flat(text)):
        for piece in _cut(whole):
            if found and _is_unfinished(found[-1]):
                found[-1] = f"{found[-1]} {piece}"
            else:
                found.append(piece)
    return [sentence for sentence in found if sentence]


def _is_unfinished(sentence: str) -> bool:
    """Return whether a sentence ends in the stop of an abbreviation."""
    is_short = len(sentence) < _LONGEST
    return is_short and bool(_ABBREVIATION.search(sentence[-12:]))


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence, cut at a space where it is longer than any that people write."""
    while len(sentence) > _LONGEST:
        space = sentence.rfind(" ", 0, _LONGEST)
        end = space if space > 0 else _LONGEST
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    yield sentence


#: The parts that may list grades of earlier inspections.
_WITH_EARLIER = {"front", "body", "board", "annex"}


def _placed(document: Document) -> Iterator[Placed]:
    """Yield every unit in its place."""
    parts = _Parts(_second_report(document))
    earlier = EarlierGrades()
    last: Unit | None = None
    for unit, following in zip_longest(document.units, document.units[1:]):
        part = parts.next(unit)
        if unit.kind == "section" and not parts.is_other_report:
            last = unit
        stem = _stem(document, unit)
        is_earlier = earlier.includes(unit, stem, following)
        if is_earlier and part in _WITH_EARLIER:
            part = "earlier"
        yield _placed_under(_heading(document, unit) or last, unit, stem, part)


def _placed_under(heading: Unit | None, unit: Unit, stem: str, part: Part) -> Placed:
    """Return a unit under a heading, or under none."""
    if heading is None:
        return Placed(unit, "", "", stem, part)
    return Placed(unit, flat(heading.text), heading.id, stem, part)


class _Parts:
    """Follows the units of a report in order, and knows the part of each."""

    def __init__(self, second: tuple[str, Part] | None) -> None:
        self._second = second
        self._part: Part = "front"
        self._board_seen = False

    @property
    def is_other_report(self) -> bool:
        """Whether the units are those of a second report that is not read."""
        is_unread = self._second is not None and self._second[1] == "end"
        return is_unread and self._part == "end"

    def next(self, unit: Unit) -> Part:
        """Return the part of the next unit."""
        if self._second and unit.id == self._second[0]:
            self._part = self._second[1]
            self._board_seen = self._part == "board"
        if self.is_other_report:
            return self._part
        if unit.kind == "section":
            heading = flat(unit.text)
            self._part = _part_of(self._part, heading, unit.id, self._board_seen)
            self._board_seen = self._board_seen or self._part == "board"
        elif unit.kind == "end-matter":
            self._part = "end"
        elif self._part == "front" and _begins_body(unit):
            self._part = "body"
        return self._part


def _second_report(document: Document) -> tuple[str, Part] | None:
    """Return the first unit of a second report, and the part that it is of this one.

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
    """Return the heading of a unit by the tree of units; a heading is its own."""
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
    if before == "board":
        return "body" if _COUNCIL.match(heading) else "board"
    is_short = len(heading) < _LONGEST_HEADING
    return "board" if is_short and _BOARD.match(heading) else "body"


def _stem(document: Document, unit: Unit) -> str:
    """Return the text of the lead-in, bullet or paragraph that introduces a unit."""
    for identity in (unit.lead_in, unit.parent):
        above = document.by_id.get(identity or "")
        if above is None:
            continue
        introduces = above.kind != "section" and above.text.rstrip().endswith(":")
        if above.kind == "lead-in" or introduces:
            return flat(above.text)
    return ""
