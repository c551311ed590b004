"""Find lists of recommendations, with the timescale and addressees of each item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.model import DraftRecommendation, TextSpan
from inspectgraph.draft.recommendations.items import (
    Item,
    instructs,
    is_long,
    is_prose,
    items_of,
)
from inspectgraph.draft.text.structure import (
    Outline,
    Placed,
    is_bare_heading,
)

__all__ = ["Bands", "find_advice"]

#: Headings of lists of recommendations.
_LISTS = re.compile(
    r"(?:(?:key |main |summary of )?recommendations?\b(?! from)"
    r"|what (?:needs?|(?:do(?:es)?|must) .{2,60} need) to (?:be )?improve"
    r"|(?:areas? for )?priority(?: and immediate)? actions?\b|areas? for (?:further"
    r" )?improvement\b"
    r"|for (?:immediate )?action\b|for immediate action|immediate action)",
    re.I,
)
#: A heading within a list that names a time other than the timescales of the framework.
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


#: The beginning of an item that says who should act.
_ASKS = re.compile(r"(?:\S+ ){1,10}?(?:should|must)\b", re.I)
#: From so many items on, most of them have to ask for something, not all.
_FEWEST_ITEMS = 3
_PARTS = {"body", "board", "front"}

_TOP = re.compile(r"(?:key |main )?recommendations?\b|what ", re.I)

Whom = Callable[[Placed, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bands:
    """The timescales (bands) of recommendations in a framework.

    A timescale is recognised by words in headings and lead-ins.

    Args:
        patterns: A mapping from the slug of each timescale to a pattern for words that
            name it.
        default: The timescale of recommendations that name no timescale, or None.
        lists: The pattern for headings that open a list of recommendations.
    """

    patterns: Mapping[str, re.Pattern[str]]
    default: str | None = None
    lists: re.Pattern[str] = _LISTS

    def of(self, *texts: str) -> str | None:
        """Return the slug of the timescale named in one of several texts.

        The first text that names a timescale decides. If no text names a timescale,
        return the default timescale.
        """
        for text in texts:
            for band, pattern in self.patterns.items():
                if pattern.search(text):
                    return band
        return self.default


@dataclass(frozen=True, slots=True)
class _List:
    """A list of recommendations, with its headings and its units.

    The headings are in order from the outermost to the innermost.
    """

    headings: list[str]
    units: list[Placed]


def find_advice(
    outline: Outline, bands: Bands, whom: Whom
) -> list[DraftRecommendation]:
    """Return the recommendations of a report, in the order of the report.

    Args:
        outline: The outline of the report.
        bands: The timescales of the framework, and the pattern for headings that open a
            list.
        whom: The function that returns the addressees of a unit.
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
    """Yield the units under each heading that opens or continues a list."""
    current: _List | None = None
    for heading, units in _sections(outline, bands):
        current = _opened(current, heading, units, bands)
        if current is None:
            continue
        if current.units:
            yield current


def _sections(outline: Outline, bands: Bands) -> Iterator[tuple[str, list[Placed]]]:
    """Yield each heading, with the units between this heading and the next heading.

    A paragraph is also used as a heading if its words usually head a list. The section
    under such a paragraph has only bullets, lead-ins, and numbered paragraphs that are
    not prose.
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
    """Return the words of a unit that is a heading.

    Return an empty text for a unit that is not a heading but ends the current section.
    Return None for any other unit.

    Args:
        placed: The unit.
        heading: The heading of the current section.
        bands: The timescales, and the pattern for headings that open a list.
        is_bare: Whether the heading of the current section is an ordinary paragraph.
            Such a paragraph is recognised as a heading only by its words.
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
    if placed.numbered and (_asks(placed.text) or not is_long(placed)):
        return None
    return ""


def _opens_list(placed: Placed, bands: Bands) -> bool:
    """Return whether a paragraph looks like a heading and opens a list of recommendations."""
    if not is_bare_heading(placed):
        return False
    return bool(bands.lists.match(placed.text))


def _opened(
    current: _List | None, heading: str, units: list[Placed], bands: Bands
) -> _List | None:
    """Return the list that a heading opens or continues, or None.

    Args:
        current: The list that the previous section belongs to, or None.
        heading: The words of the heading.
        units: The units under the heading.
        bands: The timescales, with a pattern for the headings of lists.
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
    """Return whether a heading inside a list names a timescale.

    If the list has units already, the heading must not name the default timescale. If
    the list has no units yet, a heading that names any period of time is accepted too.
    If the list has no units yet and the framework has a default timescale, every
    heading is accepted.
    """
    band = bands.of(heading)
    if band not in {None, bands.default}:
        return True
    if current.units:
        return False
    if band is not None:
        return True
    return bool(_TIME.match(heading))


def _sorts_by_subject(units: Sequence[Placed]) -> bool:
    """Return whether a list of recommendations continues under a heading.

    The list continues if items under the heading ask somebody to act. If there are
    three or more items, at least two thirds of them must ask somebody to act. If there
    are fewer items, all of them must ask somebody to act. If the list continues, the
    heading names the subject of the items under it.
    """
    items: dict[str, Placed] = {}
    for placed in units:
        if not placed.content:
            continue
        if not is_prose(placed):
            items[placed.unit.id] = placed
    asking: list[bool] = []
    for placed in items.values():
        if placed.unit.parent not in items:
            asking.append(_asks(placed.text))
    if len(asking) < _FEWEST_ITEMS:
        return bool(asking) and all(asking)
    return 3 * sum(asking) >= 2 * len(asking)


def _asks(text: str) -> bool:
    """Return whether an item asks somebody to act.

    Such an item begins with a verb such as `Ensure`, or with words such as `Managers
    should`.
    """
    return instructs(text) or bool(_ASKS.match(text))


# Recommendations


def _recommendation(
    item: Item, stem: str, band: str | None, headings: Sequence[str], whom: Whom
) -> DraftRecommendation:
    """Return an item of a list as a drafted recommendation.

    Args:
        item: The item.
        stem: The words that introduce the item or its list.
        band: The slug of the timescale, or None.
        headings: The headings of the list.
        whom: The function that returns the addressees of a unit.
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
    """Yield the words that may name the addressee of a recommendation.

    These are the words before `should` or `must`. If the item continues the sentence of
    its lead-in, the words are taken from the lead-in. Otherwise they are taken from the
    item. Words of the item such as `with its partners` are then yielded too.
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
