"""Strengths and weaknesses that a report lists as such: the items under a heading or lead-in that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Lists:
    """Headings of a framework's own that list strengths or weaknesses."""

    strengths: re.Pattern[str] | None = None
    weaknesses: re.Pattern[str] | None = None
    groups: re.Pattern[str] | None = None  # headings of groups inside such a list

    def of(self, heading: str) -> Polarity | None:
        """Return what the items under a heading are, or None."""
        heading = heading.strip()
        if _BOTH.match(heading):
            return None
        if _STRENGTHS.match(heading) or (
            self.strengths and self.strengths.match(heading)
        ):
            return "strength"
        if _WEAKNESSES.match(heading) or (
            self.weaknesses and self.weaknesses.match(heading)
        ):
            return "weakness"
        because = _BECAUSE.match(heading)
        if because and _BAD.search(because["what"]):
            return "weakness"
        return "strength" if because and _GOOD.search(because["what"]) else None


def find_listed(outline: Outline, lists: Lists) -> tuple[DraftListed, ...]:
    """Return the listed strengths and weaknesses, in the order of the report."""
    return tuple(_found(outline, lists))


def _found(outline: Outline, lists: Lists) -> Iterator[DraftListed]:
    """Yield the items of each list: what stands under one heading or lead-in that says what it lists."""
    listing: list[Placed] = []
    groups = lists.groups
    polarity: Polarity | None = None
    for placed, said in _said(outline, lists):
        if said != polarity:
            yield from _items(listing, polarity)
            listing, polarity = [], said
        if groups is None or not groups.match(placed.text):
            listing.append(placed)
    yield from _items(listing, polarity)


def _said(outline: Outline, lists: Lists) -> Iterator[tuple[Placed, Polarity | None]]:
    """Yield each unit with what the heading or lead-in says that it is; a heading or lead-in is nothing itself."""
    headings: dict[str, Polarity | None] = {}
    opener, opener_id = "", ""
    led: Polarity | None = None
    bulleted = False
    for placed in outline.placed:
        if placed.part not in {"body", "board"} or placed.unit.kind in {
            "furniture",
            "note",
        }:
            continue
        bare = placed.unit.kind == "paragraph" and is_bare_heading(placed)
        if bulleted and placed.unit.kind == "paragraph" and not placed.numbered:
            led = None  # the bullets that were led in end
        bulleted = placed.unit.kind == "bullet"
        if placed.unit.kind == "section":
            goes_on = _goes_on(opener, placed.section) and not lists.of(placed.section)
            headings[placed.unit.id] = (
                headings.get(opener_id) if goes_on else lists.of(placed.section)
            )
            opener, opener_id = (
                (opener, opener_id) if goes_on else (placed.section, placed.unit.id)
            )
            led = led if goes_on else None
        elif placed.unit.kind == "lead-in" or (bare and lists.of(placed.text)):
            led = lists.of(placed.text) or lists.of(_FOLLOWING.sub("", placed.text))
            opener, opener_id = (
                (placed.text, placed.section_id) if led else (opener, opener_id)
            )
        else:
            by_stem = lists.of(placed.stem) if placed.stem else None
            yield placed, by_stem or led or headings.get(placed.section_id)
            continue
        yield placed, None


def _goes_on(opener: str, heading: str) -> bool:
    """Return whether a list that ends in `because` goes on under a sub-heading."""
    return opener.lower().rstrip(": ").endswith("because") and not _CHAPTER.match(
        heading
    )


def _items(listing: list[Placed], polarity: Polarity | None) -> Iterator[DraftListed]:
    """Yield the items of one list: its bullets and numbered paragraphs, else its paragraphs."""
    if polarity is None:
        return
    ids = {placed.unit.id for placed in listing if not placed.text.endswith(":")}
    units = [
        placed
        for placed in listing
        if placed.unit.kind in {"bullet", "paragraph"} and placed.unit.id in ids
    ]
    units = [
        placed
        for placed in units
        if placed.unit.kind == "bullet" or not _CLOSING.match(placed.text)
    ]
    items = [
        placed for placed in units if placed.unit.kind == "bullet" or placed.numbered
    ]
    for placed in items or units:
        if placed.unit.parent not in ids:
            yield DraftListed(
                polarity=polarity,
                at=TextSpan(placed.unit.id),
                confidence=0.98,
                rule=f"listed-{polarity}",
            )
