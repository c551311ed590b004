"""Outline of a report: the heading and the part of the report of each unit.

Rules ask for parts so that the key under a table, the definitions at the back, the
annexes, the section on method and the grades of earlier inspections are never taken for
findings or grades of this one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, zip_longest
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
    "texts_of",
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
#: The most characters of a sentence; longer text is cut.
_LONGEST = 1200
#: How many units are the head of a report that has no front.
_HEAD = 30
#: The most characters of a heading over the part on the board.
_LONGEST_HEADING = 140
_STOP = re.compile(r"(?<=[.!?])['’”\")]*\s+(?=[‘'“\"(]?[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|no|St|Mr|Mrs|Ms|Dr|approx|para)\.\Z", re.I
)


class _All:
    """Container that holds everything."""

    def __contains__(self, _: object) -> bool:
        return True


_ALL = _All()


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
        return tuple(self.select({"front"}, without={"furniture"}))

    def select(
        self,
        parts: Container[str] = _ALL,
        kinds: Container[str] = _ALL,
        without: Container[str] = frozenset(),
    ) -> list[Placed]:
        """Return the units of some parts and kinds, in the order of the report.

        Args:
            parts: The parts of the report; by default all.
            kinds: The kinds of units; by default all.
            without: Kinds that are left out.
        """
        found: list[Placed] = []
        for placed in self.placed:
            kind = placed.unit.kind
            if placed.part not in parts:
                continue
            if kind not in kinds:
                continue
            if kind not in without:
                found.append(placed)
        return found

    @cached_property
    def second_report(self) -> Placed | None:
        """The first unit of another report that follows the end matter of this one, or None."""
        found = _second_report(self.document)
        if found is None:
            return None
        for placed in self.placed:
            if placed.unit.id == found[0]:
                return placed
        return None

    @cached_property
    def head(self) -> tuple[Placed, ...]:
        """The front, or where no front was recognised, the first units."""
        if self.front:
            return self.front
        first: list[Placed] = []
        for placed in self.placed[:_HEAD]:
            if placed.part == "end":
                break
            first.append(placed)
        return tuple(first)

    @cached_property
    def content(self) -> tuple[Placed, ...]:
        """The units of the body and of the board's part that can carry a statement."""
        return tuple(self.select({"body", "board"}, CONTENT_KINDS))

    @cached_property
    def cover(self) -> str:
        """The text of the front and of the first units, each line once."""
        first = self.select(without={"furniture", "contents"})[:_HEAD]
        texts: dict[str, None] = {}
        for placed in (*self.front, *first):
            texts[placed.text] = None
            texts[placed.unit.text] = None
        return _APOSTROPHE.sub("’", "\n".join(texts))


def texts_of(units: Iterable[Placed]) -> list[str]:
    """Return the text of each unit."""
    return [placed.text for placed in units]


def opening(outline: Outline) -> tuple[Placed, ...]:
    """Return the first units after the front page, six at most."""
    return tuple(outline.select({"body", "method"})[:6])


def is_bare_heading(placed: Placed) -> bool:
    """Return whether a unit is a few words without number or full stop."""
    if placed.unit.kind not in {"paragraph", "lead-in"}:
        return False
    if placed.numbered:
        return False
    return bool(_BARE.match(placed.text))


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
            elif piece:
                found.append(piece)
    return found


def _is_unfinished(sentence: str) -> bool:
    """Return whether a sentence ends in the stop of an abbreviation."""
    if len(sentence) >= _LONGEST:
        return False
    return bool(_ABBREVIATION.search(sentence[-12:]))


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence, cut at a space where it is longer than any that people write."""
    while len(sentence) > _LONGEST:
        space = sentence.rfind(" ", 0, _LONGEST)
        end = _LONGEST
        if space > 0:
            end = space
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    yield sentence


#: The kinds of units with which the body begins.
_BODY = {"paragraph", "bullet", "lead-in"}
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
        heading = _heading(document, unit) or last
        yield _placed_under(heading, unit, stem, part)


def _placed_under(heading: Unit | None, unit: Unit, stem: str, part: Part) -> Placed:
    """Return a unit under a heading, or under none."""
    if heading is None:
        return Placed(unit, "", "", stem, part)
    return Placed(unit, flat(heading.text), heading.id, stem, part)


class _Parts:
    """Follows the units of a report in order, and knows the part of each."""

    def __init__(self, second: tuple[str, Part] | None) -> None:
        self._second: str = ""
        self._second_part: Part = "body"
        if second is not None:
            self._second, self._second_part = second
        self._part: Part = "front"
        self._board_seen = False

    @property
    def is_other_report(self) -> bool:
        """Whether the units are those of a second report that is not read."""
        if self._part != "end":
            return False
        return self._second_part == "end"

    def next(self, unit: Unit) -> Part:
        """Return the part of the next unit."""
        if unit.id == self._second:
            self._part = self._second_part
            self._board_seen = self._part == "board"
        if self.is_other_report:
            return self._part
        if unit.kind == "section":
            heading = flat(unit.text)
            self._part = _part_of(self._part, heading, unit.id, self._board_seen)
            if self._part == "board":
                self._board_seen = True
        elif unit.kind == "end-matter":
            self._part = "end"
        elif self._part == "front" and unit.kind in _BODY:
            self._part = "body"
        return self._part


def _second_report(document: Document) -> tuple[str, Part] | None:
    """Return the first unit of a second report, and the part that it is of this one.

    The report of the safeguarding board is often published with that of the council.
    Any other one is not read.
    """
    front = []
    for unit in dropwhile(lambda unit: unit.kind != "end-matter", document.units):
        if unit.kind == "front":
            front.append(unit)
    if not front:
        return None
    for unit in front[:4]:
        if _BOARD.match(flat(unit.text)):
            return front[0].id, "board"
    return front[0].id, "end"


def _heading(document: Document, unit: Unit) -> Unit | None:
    """Return the heading of a unit by the tree of units; a heading is its own."""
    above: Unit | None = unit
    while above is not None:
        if above.kind == "section":
            break
        above = document.by_id.get(above.parent or "")
    return above


def _part_of(before: Part, heading: str, identity: str, board_seen: bool) -> Part:
    """Return the part of the report that a heading opens or goes on with."""
    if identity.startswith("annex"):
        return "annex"
    if _DEFINITIONS.match(heading):
        return "definitions"
    if _METHOD.match(heading):
        return "method"
    opens_board = not board_seen and bool(_OPENS_BOARD.match(heading))
    if before == "definitions" and not opens_board:
        return before
    if before == "board":
        if _COUNCIL.match(heading):
            return "body"
        return "board"
    if len(heading) >= _LONGEST_HEADING:
        return "body"
    if _BOARD.match(heading):
        return "board"
    return "body"


def _stem(document: Document, unit: Unit) -> str:
    """Return the text of the lead-in, bullet or paragraph that introduces a unit."""
    for identity in (unit.lead_in, unit.parent):
        above = document.by_id.get(identity or "")
        if above is None:
            continue
        if above.kind == "section":
            continue
        text = flat(above.text)
        if above.kind == "lead-in":
            return text
        if text.endswith(":"):
            return text
    return ""
