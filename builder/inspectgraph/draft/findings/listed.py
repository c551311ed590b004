"""Listed findings: items under a heading or lead-in that names strengths or weaknesses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.model import DraftListed, Polarity, TextSpan
from inspectgraph.draft.text.structure import Outline, Placed, is_bare_heading

__all__ = ["Lists", "find_listed"]

_STRENGTHS = re.compile(
    r"(?:(?:the )?.{0,80}?\b(?:has|have) the following (?:key )?strengths"
    r"|(?:the )?following (?:are|is) (?:the |its |their )?(?:key |main |major"
    r" )?strengths"
    r"|(?:the )?(?:.{2,60}['’]s? )?(?:key |main |major )?strengths(?: of .{2,60})?(?:"
    r" (?:are|include))?"
    r"|areas? of strength)\s*:?\Z",
    re.I | re.S,
)
_WEAKNESSES = re.compile(
    r"(?:(?:key |main |major |important )?(?:weaknesses|areas? of weakness)(?: of"
    r" .{2,60})?"
    r"(?:,? and areas for (?:further )?(?:development|improvement))?(?:"
    r" (?:are|include))?)\s*:?\Z",
    re.I | re.S,
)
#: A heading over both lists, which lists neither itself.
_BOTH = re.compile(
    r".{0,40}\bstrengths\b.{0,20}\b(?:and|with)\b.{0,40}\b(?:weaknesses|areas?|improve\w*)\b",
    re.I | re.S,
)
_BECAUSE = re.compile(r"(?P<what>.{3,240})\bbecause\b.{0,30}\Z", re.I | re.S)
_BAD = re.compile(
    r"\b(?:requires?|requiring) improvement\b|\binadequate\b|\bserious"
    r" weaknesses\b|\bnot yet good\b",
    re.I,
)
_GOOD = re.compile(r"\b(?:is|are) (?:judged (?:to be )?)?(?:good|outstanding)\b", re.I)
#: What a lead-in says before it names its list.
_FOLLOWING = re.compile(
    r"(?:the |this )?(?:[\w ]{0,60}\b)?(?:identified|found|has|are) (?:the"
    r" following|these) ",
    re.I,
)
#: A paragraph that closes a letter, and no list.
_CLOSING = re.compile(
    r"(?:this|the|your) (?:[\w'’ ]{0,40})?(?:assessment|rating|inspection|grade)"
    r" (?:is|was|has been)"
    r" (?:provided|made|carried out|the)\b"
    r"|any areas? for (?:development|improvement)\b",
    re.I,
)
#: Headings that end a list which goes on over sub-headings.
_CHAPTER = re.compile(
    r"(?:what |recommendations?|progress since|summary|information about|inspection"
    r" judge?ments?|section|executive"
    r"|the experiences|key judge?ment|leadership, management and"
    r" governance\b.{3,}|priority|areas? for|(?:the )?graded"
    r"|annex|appendix|about |safeguarding|capacity|the local safeguarding)",
    re.I,
)


#: A heading that no report has.
_NEVER = re.compile(r"(?!)")
_PARTS = frozenset({"body", "board"})
_NO_ITEMS = frozenset({"furniture", "note"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The headings that list strengths or weaknesses.

    Args:
        strengths: Headings of a framework of its own that list strengths.
        weaknesses: Headings of its own that list weaknesses.
        groups: Headings of groups inside such a list.
    """

    strengths: re.Pattern[str] = _NEVER
    weaknesses: re.Pattern[str] = _NEVER
    groups: re.Pattern[str] = _NEVER

    def of(self, heading: str) -> Polarity | None:
        """Return the polarity of the items under a heading, or None."""
        heading = heading.strip()
        if _BOTH.match(heading):
            return None
        for pattern in (_STRENGTHS, self.strengths):
            if pattern.match(heading):
                return "strength"
        for pattern in (_WEAKNESSES, self.weaknesses):
            if pattern.match(heading):
                return "weakness"
        because = _BECAUSE.match(heading)
        if because:
            return _graded(because["what"])
        return None


def _graded(reason: str) -> Polarity | None:
    """Return the polarity of what a grade has as its reasons."""
    if _BAD.search(reason):
        return "weakness"
    if _GOOD.search(reason):
        return "strength"
    return None


def find_listed(outline: Outline, lists: Lists) -> tuple[DraftListed, ...]:
    """Return the listed strengths and weaknesses, in the order of the report."""
    found: list[DraftListed] = []
    items: list[Placed] = []
    polarity: Polarity | None = None
    for placed, listed in _Reading(lists).of(outline):
        if listed != polarity:
            found += _items(items, polarity)
            items, polarity = [], listed
        if not lists.groups.match(placed.text):
            items.append(placed)
    found += _items(items, polarity)
    return tuple(found)


@dataclass(slots=True)
class _Reading:
    """The headings and lead-ins that a report has had so far.

    Args:
        lists: The headings that list strengths or weaknesses.
        headings: The polarity that each heading gives to its items, by its unit.
        opener: The words and the heading's unit of the list that was opened last.
        led_in: The polarity of the items of the last lead-in.
        bulleted: Whether the unit before is a bullet.
    """

    lists: Lists
    headings: dict[str, Polarity | None] = field(default_factory=dict)
    opener: tuple[str, str] = ("", "")
    led_in: Polarity | None = None
    bulleted: bool = False

    def of(self, outline: Outline) -> Iterator[tuple[Placed, Polarity | None]]:
        """Yield each unit with the polarity of the list that it is an item of, or None."""
        for placed in outline.select(_PARTS, without=_NO_ITEMS):
            self._end_bullets(placed)
            yield placed, self._polarity(placed)

    def _end_bullets(self, placed: Placed) -> None:
        """Note that the bullets of a lead-in end at a paragraph without a number."""
        is_plain = placed.unit.kind == "paragraph" and not placed.numbered
        if self.bulleted and is_plain:
            self.led_in = None
        self.bulleted = placed.unit.kind == "bullet"

    def _polarity(self, placed: Placed) -> Polarity | None:
        """Return the polarity of an item; headings and lead-ins are no items themselves."""
        if placed.unit.kind == "section":
            self._open_section(placed)
            return None
        if self._leads_in(placed):
            self._lead_in(placed)
            return None
        if by_stem := self.lists.of(placed.stem):
            return by_stem
        if self.led_in:
            return self.led_in
        return self.headings.get(placed.section_id)

    def _open_section(self, placed: Placed) -> None:
        """Note what a heading lists; a list that ends in "because" goes on under sub-headings."""
        words, unit = self.opener
        polarity = self.lists.of(placed.section)
        if polarity is None and _goes_on(words, placed.section):
            self.headings[placed.unit.id] = self.headings.get(unit)
            return
        self.headings[placed.unit.id] = polarity
        self.opener = (placed.section, placed.unit.id)
        self.led_in = None

    def _leads_in(self, placed: Placed) -> bool:
        """Return whether a unit is a lead-in, or a paragraph that is the bare heading of a list."""
        if placed.unit.kind == "lead-in":
            return True
        if placed.unit.kind != "paragraph":
            return False
        if not is_bare_heading(placed):
            return False
        return self.lists.of(placed.text) is not None

    def _lead_in(self, placed: Placed) -> None:
        """Note what a lead-in lists."""
        shorter = _FOLLOWING.sub("", placed.text)
        self.led_in = self.lists.of(placed.text) or self.lists.of(shorter)
        if self.led_in is not None:
            self.opener = (placed.text, placed.section_id)


def _goes_on(opener: str, heading: str) -> bool:
    """Return whether a list that ends in "because" goes on under a sub-heading."""
    unfinished = opener.lower().rstrip(": ").endswith("because")
    if not unfinished:
        return False
    return not _CHAPTER.match(heading)


def _items(listing: list[Placed], polarity: Polarity | None) -> list[DraftListed]:
    """Return the items of one list: its bullets and numbered paragraphs, else its paragraphs."""
    if polarity is None:
        return []
    whole: dict[str, Placed] = {}
    for placed in listing:
        if not placed.text.endswith(":"):
            whole[placed.unit.id] = placed
    items = list(filter(_is_item, whole.values()))
    found = list(filter(_is_marked, items)) or items
    rule = f"listed-{polarity}"
    listed = []
    for placed in found:
        if placed.unit.parent in whole:
            continue
        one = DraftListed(
            polarity=polarity,
            at=TextSpan(placed.unit.id),
            confidence=confidence_of(rule),
            rule=rule,
        )
        listed.append(one)
    return listed


def _is_item(placed: Placed) -> bool:
    """Return whether a unit is a bullet, or a paragraph that does not close a letter."""
    if placed.unit.kind == "paragraph":
        return not _CLOSING.match(placed.text)
    return placed.unit.kind == "bullet"


def _is_marked(placed: Placed) -> bool:
    """Return whether an item has a mark of a list: a bullet or a number."""
    if placed.unit.kind == "bullet":
        return True
    return placed.numbered
