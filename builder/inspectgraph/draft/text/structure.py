"""Outline of a report: assign to each unit its heading and its part of the report.

Examples of parts are the front page, the body, the section on method, the definitions
and the annexes. Drafting rules read only some parts, so that a grade in the definitions
or a grade of an earlier inspection is not mistaken for a grade of this report.
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
from inspectgraph.read.sentences import sentences

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
#: A heading after the definitions that may open the part on the safeguarding board.
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
#: A text that may be a heading: at most fourteen words, the first with a capital
#: letter, that end without punctuation or with a colon.
_BARE = re.compile(r"[A-Z]\S*(?: \S+){0,13}(?<![.;,!?])\Z")
_NUMBERED = re.compile(r"(?:^|/)p\d+(?:-\d+)?\Z")
#: The number of units that count as the head of a report without a front page.
_HEAD = 30
#: The limit in characters for a heading of the part on the safeguarding board.
_LONGEST_HEADING = 140


class _All:
    """A container that counts every value as a member."""

    def __contains__(self, _: object) -> bool:
        return True


_ALL = _All()


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit, with its section and its part of the report.

    Args:
        unit: The unit.
        section: The words of the heading above the unit, or an empty text.
        section_id: The id of the unit of this heading, or an empty text.
        stem: The words that introduce the unit, such as a lead-in, or an empty text.
        part: The part of the report to which the unit belongs.
    """

    unit: Unit
    section: str
    section_id: str
    stem: str
    part: Part

    @property
    def text(self) -> str:
        """The text of the unit on one line, without the text of nested units."""
        return flat(self.unit.text)

    @property
    def content(self) -> bool:
        """Whether a unit of this kind can be the source of a statement."""
        return self.unit.kind in CONTENT_KINDS

    @property
    def numbered(self) -> bool:
        """Whether the unit is a numbered paragraph."""
        return bool(_NUMBERED.search(self.unit.id))


@dataclass(frozen=True)
class Outline:
    """Outline of a report: its units in order, each with its heading and its part."""

    document: Document

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """All units of the report in order, each with its heading and its part."""
        return tuple(_placed(self.document))

    @cached_property
    def front(self) -> tuple[Placed, ...]:
        """The units of the front page, except page headers and footers."""
        return tuple(self.select({"front"}, without={"furniture"}))

    def select(
        self,
        parts: Container[str] = _ALL,
        kinds: Container[str] = _ALL,
        without: Container[str] = frozenset(),
    ) -> list[Placed]:
        """Return the units of given parts and kinds, in the order of the report.

        Args:
            parts: The parts of the report. By default, all parts are selected.
            kinds: The kinds of units. By default, all kinds are selected.
            without: The kinds of units to leave out. By default, no kind is left out.
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
        """The first unit of a second report in the same file, or None.

        A second report is recognised by a front page after the end matter of the first
        report.
        """
        found = _second_report(self.document)
        if found is None:
            return None
        for placed in self.placed:
            if placed.unit.id == found[0]:
                return placed
        return None

    @cached_property
    def head(self) -> tuple[Placed, ...]:
        """The units of the front page, or the first units if there is no front page."""
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
        """The units of the parts `body` and `board` that can be sources of statements."""
        return tuple(self.select({"body", "board"}, CONTENT_KINDS))

    @cached_property
    def cover(self) -> str:
        """The text that is searched for titles: the front page and the first units.

        The text of each unit occurs twice, first on one line and then with its line
        breaks.
        """
        first = self.select(without={"furniture", "contents"})[:_HEAD]
        texts: dict[str, None] = {}
        for placed in (*self.front, *first):
            texts[placed.text] = None
            texts[placed.unit.text] = None
        return _APOSTROPHE.sub("’", "\n".join(texts))


def texts_of(units: Iterable[Placed]) -> list[str]:
    """Return the texts of some units, each on one line."""
    return [placed.text for placed in units]


def opening(outline: Outline) -> tuple[Placed, ...]:
    """Return the first six units that are in the body or in the section on method."""
    return tuple(outline.select({"body", "method"})[:6])


def is_bare_heading(placed: Placed) -> bool:
    """Return whether a paragraph or lead-in looks like a heading.

    A heading begins with a capital letter, has at most fourteen words and has no
    number. It must not end in a full stop, comma, semicolon, `!` or `?`.
    """
    if placed.unit.kind not in {"paragraph", "lead-in"}:
        return False
    if placed.numbered:
        return False
    return bool(_BARE.match(placed.text))


#: The kinds of units that end the front page and begin the body.
_BODY = {"paragraph", "bullet", "lead-in"}
#: The parts that may list grades of earlier inspections.
_WITH_EARLIER = {"front", "body", "board", "annex"}


def _placed(document: Document) -> Iterator[Placed]:
    """Yield every unit of a report with its heading, its lead-in and its part."""
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
    """Return a unit with its heading and its part of the report.

    If the unit has no heading, `heading` is None.
    """
    if heading is None:
        return Placed(unit, "", "", stem, part)
    return Placed(unit, flat(heading.text), heading.id, stem, part)


class _Parts:
    """Tracker of the part of the report to which the current unit belongs.

    `next` has to be called for every unit of the report, in order.

    Args:
        second: The id of the first unit of a second report in the same file, and the
            part to which the units of the second report belong. It is None if there is
            no second report.
    """

    def __init__(self, second: tuple[str, Part] | None) -> None:
        self._second: str = ""
        self._second_part: Part = "body"
        if second is not None:
            self._second, self._second_part = second
        self._part: Part = "front"
        self._board_seen = False

    @property
    def is_other_report(self) -> bool:
        """Whether the current unit belongs to an ignored second report.

        Nothing is drafted from such a report. The end matter before the second report
        is ignored too.
        """
        if self._part != "end":
            return False
        return self._second_part == "end"

    def next(self, unit: Unit) -> Part:
        """Return the part of the report to which the next unit belongs."""
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
    """Return where a second report in the same file begins, and the name of its part.

    Return None if the file has no second report. Otherwise, the first item is the id of
    the first unit of the second report. The second item is the name of the part to
    which all its units belong:

    - `board` for a review of the safeguarding board. Statements are drafted from it.
    - `end` for any other report. Nothing is drafted from it.
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
    """Return the section heading of a unit, or the unit itself if it is a heading.

    Return None if the unit has no heading.
    """
    above: Unit | None = unit
    while above is not None:
        if above.kind == "section":
            break
        above = document.by_id.get(above.parent or "")
    return above


def _part_of(before: Part, heading: str, identity: str, board_seen: bool) -> Part:
    """Return the part of the report to which a heading belongs.

    Args:
        before: The part of the report to which the preceding unit belongs.
        heading: The words of the heading.
        identity: The id of the heading.
        board_seen: Whether an earlier heading has begun a part on the safeguarding
            board.
    """
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
    """Return the text that introduces a unit.

    A unit is introduced by a lead-in, or by a bullet or paragraph that ends in a colon.
    Return an empty text if nothing introduces the unit.
    """
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
