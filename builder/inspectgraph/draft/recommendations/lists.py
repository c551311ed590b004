"""Recommendations: items of lists, with timescale, addressees and nested points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.model import DraftRecommendation, TextSpan
from inspectgraph.draft.text.structure import (
    Outline,
    Placed,
    is_bare_heading,
    sentences,
)

__all__ = ["Bands", "find_advice", "instructs"]

#: Headings of lists of what should be done.
_LISTS = re.compile(
    r"(?:(?:key |main |summary of )?recommendations?\b(?! from)"
    r"|what (?:needs?|(?:do(?:es)?|must) .{2,60} need) to (?:be )?improve"
    r"|(?:areas? for )?priority(?: and immediate)? actions?\b|areas? for (?:further"
    r" )?improvement\b"
    r"|for (?:immediate )?action\b|for immediate action|immediate action)",
    re.I,
)
#: A heading within recommendations that gives a time which is no band of the framework.
_TIME = re.compile(
    r"(?:for action )?(?:in|within|over|by|for) the"
    r" .{0,30}\b(?:term|months?|weeks?|year)\b"
    r"|(?:short|medium|long)[- ]term",
    re.I,
)
_NONE = re.compile(
    r"(?:\b(?:no|not|none|any)\b.{0,60}\b(?:recommendations?|areas?|actions?|identif\w+|requir\w+)\b"
    r"|\b(?:recommendations?|areas?|actions?)\b.{0,60}\b(?:no|not|none)\b)",
    re.I | re.S,
)
_NONE_START = re.compile(
    r"\s*(?:there (?:are|were|is) no|the (?:inspection|review|inspectors?) did"
    r" not|inspectors did not"
    r"|no (?:areas|priority|recommendations|immediate)|none\b|not applicable)",
    re.I,
)
#: How a letter goes on after its list: with what the inspectorate does next.
_NEXT = re.compile(
    r"\s*(?:Ofsted|(?:the )?inspectors|we|I) (?:will|have|has|am|are|shall)\b", re.I
)
#: Words that may stand before the verb of an instruction.
_URGENCY = (
    r"(?:urgently |immediately |further |rapidly |quickly |significantly |continue to"
    r" |take (?:\w+ )?action to )?"
)
_VERBS = "|".join(row["pattern"] for row in read_table("action-verbs"))
#: How an item begins that instructs somebody.
_INSTRUCTS = re.compile(rf"{_URGENCY}(?:{_VERBS})\b", re.I)
_STEM = re.compile(
    r"\b(?P<who>.{2,120}?)\s+(?:should|must|needs? to|will need to|are asked to|is"
    r" asked to)\b",
    re.I,
)
_FOLLOWING = re.compile(
    r"\b(?:take the following actions?|the following"
    r" (?:actions?|areas|recommendations))\b.{0,40}\Z",
    re.I,
)
_BESIDE = re.compile(r"\bwith (?:its |their |all )?partners\b", re.I)
_OPENER = re.compile(
    r"^(?:in order to .{0,240}?,|to improve .{0,200}?,|for .{0,60}?,)\s*", re.I | re.S
)

#: The most letters of an item that only says that nothing is recommended, and of one
#: that needs no further words to say so.
_LONGEST_NONE, _SHORT_NONE = 260, 30
#: The most sentences of an item that is not prose.
_MOST_SENTENCES = 2
_PARTS = {"body", "board", "front"}
_LETTER = re.compile(r"[^\W\d_]")
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


@dataclass(frozen=True, slots=True)
class _Item:
    """Item of a list: its unit, its nested points, and the words that introduce it."""

    placed: Placed
    nested: tuple[Placed, ...]
    stem: str


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
        for item in _items(listed.units):
            stem = item.stem or stem
            band = bands.of(item.stem, *reversed(listed.headings))
            found.append(_recommendation(item, stem, band, listed.headings, whom))
    return found


def instructs(text: str) -> bool:
    """Return whether a text begins by instructing somebody to act.

    >>> instructs("Ensure that plans are clear."), instructs("Plans are clear.")
    (True, False)
    """
    return bool(_INSTRUCTS.match(text))


# Lists


def _lists(outline: Outline, bands: Bands) -> Iterator[_List]:
    """Yield every list: the units under a heading that opens or goes on with one."""
    current: _List | None = None
    for heading, units in _sections(outline, bands):
        current = _opened(current, heading, units, bands)
        if current and current.units:
            yield current


def _sections(outline: Outline, bands: Bands) -> Iterator[tuple[str, list[Placed]]]:
    """Yield each heading with the units up to the next one.

    A heading that nothing marks but its words ends with its bullets.
    """
    heading, units, is_bare = "", list[Placed](), False
    for placed in outline.placed:
        if placed.part not in _PARTS or placed.unit.kind == "furniture":
            continue
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
    opens = is_bare_heading(placed) and bool(bands.lists.match(placed.text))
    if opens and not bands.lists.match(heading):
        return placed.text
    goes_on = placed.unit.kind in {"bullet", "lead-in"}
    return "" if is_bare and not goes_on else None


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
    if bands.lists.match(heading) or (current and _is_band(current, heading, bands)):
        above = current.headings[:1] if current else []
        return _List([heading] if _TOP.match(heading) else [*above, heading], units)
    if current and _sorts_by_subject(units):
        return _List([*current.headings, heading], units)
    return None


def _is_band(current: _List, heading: str, bands: Bands) -> bool:
    """Return whether a heading inside a list names a timescale."""
    band = bands.of(heading)
    if band is not None and band != bands.default:
        return True
    is_empty = not current.units
    return is_empty and (band is not None or bool(_TIME.match(heading)))


def _sorts_by_subject(units: Sequence[Placed]) -> bool:
    """Return whether every item under a heading instructs somebody."""
    items = [placed for placed in units if placed.content and not _is_prose(placed)]
    ids = {placed.unit.id for placed in items}
    top = [placed for placed in items if placed.unit.parent not in ids]
    return bool(top) and all(instructs(placed.text) for placed in top)


# Items


def _items(units: Sequence[Placed]) -> Iterator[_Item]:
    """Yield the items of a list: bullets, else numbered paragraphs, else paragraphs.

    A numbered paragraph that only says who should take the following action introduces
    the bullets under it.
    """
    content = _content(units)
    if len(content) == 1 and _FOLLOWING.search(content[0].text):
        return  # it introduces the items under the next heading
    stems = _stems(content)
    for placed in _chosen(content, stems):
        nested = [other for other in content if other.unit.parent == placed.unit.id]
        stem = f"{placed.stem} {stems.get(placed.unit.parent or '', '')}".strip()
        yield _Item(placed, tuple(nested), stem)


def _content(units: Sequence[Placed]) -> list[Placed]:
    """Return the paragraphs and bullets that may be items.

    Prose after the words that nothing is recommended is no item.
    """
    texts = [
        placed
        for placed in units
        if placed.content and placed.unit.kind in {"paragraph", "bullet"}
    ]
    items = [placed for placed in texts if not _says_none(placed.text)]
    if len(items) < len(texts):
        items = [placed for placed in items if not _is_prose(placed)]
    return [placed for placed in items if _has_words_of_item(placed.text)]


def _has_words_of_item(text: str) -> bool:
    """Return whether a text has letters and is not about the inspectorate's next step."""
    return bool(_LETTER.search(text)) and not _NEXT.match(text)


def _stems(content: Sequence[Placed]) -> dict[str, str]:
    """Return the numbered paragraphs that introduce bullets under them: text by id."""
    numbered = [placed for placed in content if placed.numbered]
    parents = {placed.unit.parent for placed in content}
    stems: dict[str, str] = {}
    for placed in numbered:
        should = len(numbered) == 1 and placed.text.rstrip().endswith("should:")
        introduces = should or bool(_FOLLOWING.search(placed.text))
        if introduces and placed.unit.id in parents:
            stems[placed.unit.id] = placed.text
    return stems


def _chosen(content: Sequence[Placed], stems: Mapping[str, str]) -> Sequence[Placed]:
    """Return the units that are items, without the points that are nested in them."""
    ids = {placed.unit.id for placed in content} - stems.keys()
    top = [
        placed
        for placed in content
        if placed.unit.parent not in ids and placed.unit.id not in stems
    ]
    numbered = [placed for placed in top if placed.numbered]
    bullets = [placed for placed in top if placed.unit.kind == "bullet"]
    if bullets and (stems or not numbered or _is_before(bullets, numbered, content)):
        return _before_prose(bullets)
    if numbered:
        return _before_prose(numbered)
    return list(takewhile(_is_plain_item, top))


def _is_before(
    bullets: Sequence[Placed], numbered: Sequence[Placed], content: Sequence[Placed]
) -> bool:
    """Return whether the first bullet comes before the first numbered paragraph."""
    return content.index(bullets[0]) < content.index(numbered[0])


def _is_plain_item(placed: Placed) -> bool:
    """Return whether a paragraph may be an item: prose ends a list without other end."""
    return instructs(placed.text) or len(sentences(placed.text)) == 1


def _before_prose(items: Sequence[Placed]) -> Sequence[Placed]:
    """Return the items up to two paragraphs of prose in a row.

    Where prose follows items that all instruct somebody, a heading was not recognised.
    """
    for place, (placed, following) in enumerate(pairwise(items)):
        if not instructs(placed.text):
            is_end = place > 0 and _is_long(placed) and _is_long(following)
            return items[:place] if is_end else items
    return items


def _is_long(placed: Placed) -> bool:
    """Return whether an item is prose: several sentences that instruct nobody."""
    is_long = len(sentences(placed.text)) > _MOST_SENTENCES
    return is_long and not instructs(placed.text)


def _is_prose(placed: Placed) -> bool:
    """Return whether a unit is a paragraph without number."""
    return placed.unit.kind == "paragraph" and not placed.numbered


def _says_none(text: str) -> bool:
    """Return whether an item only says that nothing is recommended."""
    if len(text) >= _LONGEST_NONE or not _NONE_START.match(text):
        return False
    return len(text) < _SHORT_NONE or bool(_NONE.search(text))


# Recommendations


def _recommendation(
    item: _Item, stem: str, band: str | None, headings: Sequence[str], whom: Whom
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
    is_marked = placed.unit.kind == "bullet" or placed.numbered
    rule = "list-of-recommendations" if is_marked else "recommendation-in-paragraph"
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
    led = _STEM.search(_OPENER.sub("", stem)) if goes_on else None
    if led:
        yield led["who"]
        return
    if own := _STEM.match(placed.text):
        yield own["who"]
        if partners := _BESIDE.search(placed.text):
            yield partners[0]
