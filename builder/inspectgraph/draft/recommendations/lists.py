"""Recommendations: items of lists, with timescale, addressees and nested points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.model import DraftRecommendation, TextSpan
from inspectgraph.draft.recommendations.items import (
    Item,
    instructs,
    is_prose,
    items_of,
)
from inspectgraph.draft.text.structure import (
    Outline,
    Placed,
    is_bare_heading,
)

__all__ = ["Bands", "find_advice"]

#: Headings of lists of what should be done.
_LISTS = re.compile(
    r"(?:(?:key |main |summary of )?recommendations?\b(?! from)"
    r"|what (?:needs?|(?:do(?:es)?|must) .{2,60} need) to (?:be )?improve"
    r"|(?:areas? for )?priority(?: and immediate)? actions?\b|areas? for (?:further"
    r" )?improvement\b"
    r"|for (?:immediate )?action\b|for immediate action|immediate action)",
    re.I,
)
#: A heading within recommendations that gives a time other than the bands of the framework.
_TIME = re.compile(
    r"(?:for action )?(?:in|within|over|by|for) the"
    r" .{0,30}\b(?:term|months?|weeks?|year)\b"
    r"|(?:short|medium|long)[- ]term",
    re.I,
)


_STEM = re.compile(
    r"\b(?P<who>.{2,120}?)\s+(?:should|must|needs? to|will need to|are asked to|is"
    r" asked to)\b",
    re.I,
)

_BESIDE = re.compile(r"\bwith (?:its |their |all )?partners\b", re.I)
_OPENER = re.compile(
    r"^(?:in order to .{0,240}?,|to improve .{0,200}?,|for .{0,60}?,)\s*", re.I | re.S
)


_PARTS = {"body", "board", "front"}

_TOP = re.compile(r"(?:key |main )?recommendations?\b|what ", re.I)

Whom = Callable[[Placed, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bands:
    """Timescales of a framework by the words of a heading or lead-in."""

    patterns: Mapping[str, re.Pattern[str]]
    default: str | None = None
    lists: re.Pattern[str] = _LISTS

    def of(self, *texts: str) -> str | None:
        """Return the band of the first text that names one, else the default."""
        for text in texts:
            for band, pattern in self.patterns.items():
                if pattern.search(text):
                    return band
        return self.default


@dataclass(frozen=True, slots=True)
class _List:
    """List of recommendations: its headings from the outermost, and its units."""

    headings: list[str]
    units: list[Placed]


def find_advice(
    outline: Outline, bands: Bands, whom: Whom
) -> list[DraftRecommendation]:
    """Return the items of every list of recommendations, in the order of the report.

    Args:
        outline: The report.
        bands: The timescales of its framework.
        whom: Returns the addressees that some words name.
    """
    found: list[DraftRecommendation] = []
    chapter, stem = "", ""
    for listed in _lists(outline, bands):
        if listed.headings[0] != chapter:
            stem = ""  # a lead-in introduces all lists of its chapter
        chapter = listed.headings[0]
        for item in items_of(listed.units):
            stem = item.stem or stem
            band = bands.of(item.stem, *reversed(listed.headings))
            found.append(_recommendation(item, stem, band, listed.headings, whom))
    return found


# Lists


def _lists(outline: Outline, bands: Bands) -> Iterator[_List]:
    """Yield every list: the units under a heading that opens or goes on with one."""
    current: _List | None = None
    for heading, units in _sections(outline, bands):
        current = _opened(current, heading, units, bands)
        if current is None:
            continue
        if current.units:
            yield current


def _sections(outline: Outline, bands: Bands) -> Iterator[tuple[str, list[Placed]]]:
    """Yield each heading with the units up to the next one.

    A heading that nothing marks but its words ends with its bullets.
    """
    heading, units, is_bare = "", list[Placed](), False
    for placed in outline.select(_PARTS, without={"furniture"}):
        new = _heading_of(placed, heading, bands, is_bare=is_bare)
        if new is None:
            units.append(placed)
            continue
        yield heading, units
        heading, units = new, []
        is_bare = placed.unit.kind != "section" and bool(new)
    yield heading, units


def _heading_of(
    placed: Placed, heading: str, bands: Bands, *, is_bare: bool
) -> str | None:
    """Return the heading that a unit is, nothing where it only ends one, or None.

    Args:
        placed: The unit.
        heading: The heading before it.
        bands: The timescales, with the pattern of headings of lists.
        is_bare: Whether nothing but its words marks that heading.
    """
    if placed.unit.kind == "section":
        return placed.section
    in_list = bool(bands.lists.match(heading))
    if not in_list and _opens_list(placed, bands):
        return placed.text
    if not is_bare:
        return None
    if placed.unit.kind in {"bullet", "lead-in"}:
        return None
    return ""


def _opens_list(placed: Placed, bands: Bands) -> bool:
    """Return whether a unit that nothing marks is the heading of a list."""
    if not is_bare_heading(placed):
        return False
    return bool(bands.lists.match(placed.text))


def _opened(
    current: _List | None, heading: str, units: list[Placed], bands: Bands
) -> _List | None:
    """Return the list that a heading opens or goes on with, or None.

    Args:
        current: The list before the heading, or None.
        heading: The heading.
        units: The units under it.
        bands: The timescales, with the pattern of headings of lists.
    """
    opens = bool(bands.lists.match(heading))
    if current is None:
        if opens:
            return _List([heading], units)
        return None
    if opens or _is_band(current, heading, bands):
        above = current.headings[:1]
        if _TOP.match(heading):
            above = []
        return _List([*above, heading], units)
    if _sorts_by_subject(units):
        return _List([*current.headings, heading], units)
    return None


def _is_band(current: _List, heading: str, bands: Bands) -> bool:
    """Return whether a heading inside a list names a timescale."""
    band = bands.of(heading)
    if band not in {None, bands.default}:
        return True
    if current.units:
        return False
    if band is not None:
        return True
    return bool(_TIME.match(heading))


def _sorts_by_subject(units: Sequence[Placed]) -> bool:
    """Return whether every item under a heading instructs somebody."""
    items: dict[str, Placed] = {}
    for placed in units:
        if not placed.content:
            continue
        if not is_prose(placed):
            items[placed.unit.id] = placed
    for placed in items.values():
        if placed.unit.parent in items:
            continue
        if not instructs(placed.text):
            return False
    return bool(items)


# Recommendations


def _recommendation(
    item: Item, stem: str, band: str | None, headings: Sequence[str], whom: Whom
) -> DraftRecommendation:
    """Return the recommendation of an item.

    Args:
        item: The item.
        stem: The words that introduce it, or introduced the list.
        band: Its timescale.
        headings: The headings of its list.
        whom: Returns the addressees that some words name.
    """
    placed = item.placed
    rule = "recommendation-in-paragraph"
    if placed.unit.kind == "bullet" or placed.numbered:
        rule = "list-of-recommendations"
    words = " ".join((*_words_on_addressee(placed, stem), *headings))
    return DraftRecommendation(
        band=band,
        addressee=whom(placed, words),
        at=TextSpan(placed.unit.id),
        parts=tuple(TextSpan(one.unit.id) for one in item.nested),
        confidence=confidence_of(rule),
        rule=rule,
    )


def _words_on_addressee(placed: Placed, stem: str) -> Iterator[str]:
    """Yield the words that name the addressee: of the lead-in, else of the item.

    A lead-in counts where the item goes on with its sentence.
    """
    goes_on = placed.text[:1].islower() or bool(placed.stem)
    led = _STEM.search(_OPENER.sub("", stem))
    if led and goes_on:
        yield led["who"]
        return
    own = _STEM.match(placed.text)
    if own is None:
        return
    yield own["who"]
    if partners := _BESIDE.search(placed.text):
        yield partners[0]
