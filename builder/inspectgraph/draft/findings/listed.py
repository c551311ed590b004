"""Draft the items of printed lists of strengths or weaknesses.

A list is recognised by a heading or lead-in such as "Key strengths".
"""

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
#: A heading over two lists, such as `Strengths and areas for improvement`. Such a
#: heading does not decide the polarity of any item.
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
#: Words of a lead-in such as `The visit identified the following strengths`, up to
#: `following`.
_FOLLOWING = re.compile(
    r"(?:the |this )?(?:[\w ]{0,60}\b)?(?:identified|found|has|are) (?:the"
    r" following|these) ",
    re.I,
)
#: The beginning of a closing paragraph of a letter, which is not an item of a list.
_CLOSING = re.compile(
    r"(?:this|the|your) (?:[\w'’ ]{0,40})?(?:assessment|rating|inspection|grade)"
    r" (?:is|was|has been)"
    r" (?:provided|made|carried out|the)\b"
    r"|any areas? for (?:development|improvement)\b",
    re.I,
)
#: Headings of a new chapter, which end a list that has sub-headings.
_CHAPTER = re.compile(
    r"(?:what |recommendations?|progress since|summary|information about|inspection"
    r" judge?ments?|section|executive"
    r"|the experiences|key judge?ment|leadership, management and"
    r" governance\b.{3,}|priority|areas? for|(?:the )?graded"
    r"|annex|appendix|about |safeguarding|capacity|the local safeguarding)",
    re.I,
)


#: A pattern that matches no heading.
_NEVER = re.compile(r"(?!)")
_PARTS = frozenset({"body", "board"})
_NO_ITEMS = frozenset({"furniture", "note"})


@dataclass(frozen=True, slots=True)
class Lists:
    """The headings of lists of strengths and weaknesses in the reports of one framework.

    Headings that occur in the reports of many frameworks are built in.

    Args:
        strengths: Further headings of lists of strengths.
        weaknesses: Further headings of lists of weaknesses.
        groups: Headings of groups of items within such a list.
    """

    strengths: re.Pattern[str] = _NEVER
    weaknesses: re.Pattern[str] = _NEVER
    groups: re.Pattern[str] = _NEVER

    def of(self, heading: str) -> Polarity | None:
        """Return the polarity of the list that a heading opens.

        Return None if the heading opens no list, or if it opens a list of both
        strengths and weaknesses.
        """
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
    """Return the polarity of the reasons for a grade: `strength` or `weakness`.

    The reasons for a good grade are strengths, and the reasons for a bad grade are
    weaknesses. Return None if the words name neither a good nor a bad grade.

    Args:
        reason: The words before "because", such as "The service is good".
    """
    if _BAD.search(reason):
        return "weakness"
    if _GOOD.search(reason):
        return "strength"
    return None


def find_listed(outline: Outline, lists: Lists) -> tuple[DraftListed, ...]:
    """Return the items of lists of strengths and weaknesses, in report order."""
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
    """The state of a reader that goes through the units of a report to recognise list items.

    Args:
        lists: The headings of lists of strengths or weaknesses.
        headings: A mapping from the id of a heading to the polarity of the items under
            it.
        opener: The last heading or lead-in that could open a list: its words, and the
            id of its section.
        led_in: The polarity of the items after the last lead-in, or None.
        bulleted: Whether the previous unit is a bullet.
    """

    lists: Lists
    headings: dict[str, Polarity | None] = field(default_factory=dict)
    opener: tuple[str, str] = ("", "")
    led_in: Polarity | None = None
    bulleted: bool = False

    def of(self, outline: Outline) -> Iterator[tuple[Placed, Polarity | None]]:
        """Yield each unit with the polarity of its list, or with None outside a list."""
        for placed in outline.select(_PARTS, without=_NO_ITEMS):
            self._end_bullets(placed)
            yield placed, self._polarity(placed)

    def _end_bullets(self, placed: Placed) -> None:
        """Forget the polarity of a lead-in when the bullets have ended.

        A lead-in is a sentence that introduces bullets. The bullets end at a paragraph
        that has no number.
        """
        is_plain = placed.unit.kind == "paragraph" and not placed.numbered
        if self.bulleted and is_plain:
            self.led_in = None
        self.bulleted = placed.unit.kind == "bullet"

    def _polarity(self, placed: Placed) -> Polarity | None:
        """Return the polarity of a list item.

        Return None for a unit that is not in a list.
        """
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
        """Record the polarity of the items under a heading.

        If words such as "is good because" opened the list, a sub-heading keeps the
        polarity of the list.
        """
        words, unit = self.opener
        polarity = self.lists.of(placed.section)
        if polarity is None and _goes_on(words, placed.section):
            self.headings[placed.unit.id] = self.headings.get(unit)
            return
        self.headings[placed.unit.id] = polarity
        self.opener = (placed.section, placed.unit.id)
        self.led_in = None

    def _leads_in(self, placed: Placed) -> bool:
        """Return whether a unit is a lead-in, or a paragraph that is a list heading."""
        if placed.unit.kind == "lead-in":
            return True
        if placed.unit.kind != "paragraph":
            return False
        if not is_bare_heading(placed):
            return False
        return self.lists.of(placed.text) is not None

    def _lead_in(self, placed: Placed) -> None:
        """Record the polarity of the list that a lead-in opens.

        Record None if the lead-in does not open a list.
        """
        shorter = _FOLLOWING.sub("", placed.text)
        self.led_in = self.lists.of(placed.text) or self.lists.of(shorter)
        if self.led_in is not None:
            self.opener = (placed.text, placed.section_id)


def _goes_on(opener: str, heading: str) -> bool:
    """Return whether a list continues under a sub-heading.

    The list continues if its opening words end in "because" and the sub-heading does
    not begin a new chapter.

    Args:
        opener: The heading or lead-in that opened the list.
        heading: The sub-heading.
    """
    unfinished = opener.lower().rstrip(": ").endswith("because")
    if not unfinished:
        return False
    return not _CHAPTER.match(heading)


def _items(listing: list[Placed], polarity: Polarity | None) -> list[DraftListed]:
    """Return the items of one list as drafted strengths or weaknesses.

    The items are the bullets and numbered paragraphs. If there are none, all paragraphs
    are items.

    Args:
        listing: The units of the list.
        polarity: The polarity of the list. If None, the units are not a list and the
            result is empty.
    """
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
    """Return whether a unit can be an item of a list.

    Bullets and paragraphs can be items. The closing paragraph of a letter cannot be an
    item.
    """
    if placed.unit.kind == "paragraph":
        return not _CLOSING.match(placed.text)
    return placed.unit.kind == "bullet"


def _is_marked(placed: Placed) -> bool:
    """Return whether an item has a bullet or a number."""
    if placed.unit.kind == "bullet":
        return True
    return placed.numbered
