"""Recommendations: the items of lists of what should be done, with band, addressee and nested points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from inspectgraph.draft.model import DraftRecommendation, TextSpan
from inspectgraph.draft.text.structure import (
    Outline,
    Placed,
    is_bare_heading,
    sentences,
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
#: A heading within recommendations that says by when, in words that are no band of the
#: framework.
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
#: What a letter says after its list: what the inspectorate does next.
_NEXT = re.compile(
    r"\s*(?:Ofsted|(?:the )?inspectors|we|I) (?:will|have|has|am|are|shall)\b", re.I
)
#: How an item begins that tells somebody to do something.
_TELLS = re.compile(
    r"(?:urgently |immediately |further |rapidly |quickly |significantly |continue to"
    r" |take (?:\w+ )?action to )?"
    r"(?:accelerate|address|agree|align|analyse|appoint|articulate|assess|assure|audit|broaden|build|change|clarify"
    r"|collate|commission|complete|conduct|consider|consolidate|consult|continue|create|deliver|demonstrate|develop"
    r"|embed|enable|encourage|engage|enhance|ensure|establish|evaluate|expand|expedite|explore|extend|finalise|focus"
    r"|fully|gather|give|hold|identify|implement|improve|increase|introduce|investigate|involve|launch|learn|maintain"
    r"|make|measure|minimise|monitor|offer|prepare|prioriti[sz]e|progress|promote|provide|publish|put|raise|recruit"
    r"|reduce|refresh|reinforce|replace|report|require|resolve|review|revise|robustly|secure|seek|set|share|sharpen"
    r"|speed|stabilise|streamline|strengthen|support|sustain|systematically|tackle|take|test|train|undertake|update"
    r"|urgently|use|widen|with partners|work)\b",
    re.I,
)
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

Whom = Callable[[Placed, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Bands:
    """How a framework sorts what should be done: band by the words of a heading or lead-in."""

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


@dataclass(slots=True)
class _List:
    """A list of what should be done: its headings from the outermost, and the units under them."""

    headings: list[str]
    units: list[Placed]


def find_advice(
    outline: Outline, bands: Bands, whom: Whom
) -> list[DraftRecommendation]:
    """Return the items of every list of what should be done, in the order of the report.

    A lead-in holds on over the bands of its chapter that have none.
    """
    found: list[DraftRecommendation] = []
    chapter, stem = "", ""
    for listed in _lists(outline, bands):
        stem = stem if listed.headings[0] == chapter else ""
        chapter = listed.headings[0]
        for own, items in _items(listed.units):
            stem = own or stem
            band = bands.of(own, *reversed(listed.headings))
            found.append(_advice(items, stem, band, listed.headings, whom))
    return found


def _lists(outline: Outline, bands: Bands) -> Iterator[_List]:
    """Yield every list: the units under a heading that opens or goes on with one."""
    current: _List | None = None
    for heading, units in _sections(outline, bands):
        current = _opened(current, heading, units, bands)
        if current and current.units:
            yield current


def _sections(outline: Outline, bands: Bands) -> Iterator[tuple[str, list[Placed]]]:
    """Yield each heading with the units up to the next one; a heading that nothing marks ends with its bullets."""
    heading, units, bare = "", list[Placed](), False
    for placed in outline.placed:
        if (
            placed.part not in {"body", "board", "front"}
            or placed.unit.kind == "furniture"
        ):
            continue
        opens = (
            is_bare_heading(placed)
            and bool(bands.lists.match(placed.text))
            and not bands.lists.match(heading)
        )
        if (
            placed.unit.kind == "section"
            or opens
            or (bare and placed.unit.kind not in {"bullet", "lead-in"})
        ):
            yield heading, units
            heading = (
                placed.section
                if placed.unit.kind == "section"
                else placed.text
                if opens
                else ""
            )
            units, bare = [], opens
        else:
            units.append(placed)
    yield heading, units


def _opened(
    current: _List | None, heading: str, units: list[Placed], bands: Bands
) -> _List | None:
    """Return the list that a heading opens or goes on with, given the one before it, or None."""
    opens, band = bool(bands.lists.match(heading)), bands.of(heading)
    goes_on = (
        current is not None
        and not current.units
        and (band is not None or bool(_TIME.match(heading)))
    )
    if opens or goes_on or (current and band not in {None, bands.default}):
        above = current.headings[:1] if current else []
        return _List([heading] if _is_top(heading) else [*above, heading], units)
    if current and _advises(units):
        return _List([*current.headings, heading], units)
    return None


def _advises(units: Sequence[Placed]) -> bool:
    """Return whether every item under a heading tells somebody to do something: the heading sorts a list by subject."""
    items = [placed for placed in units if placed.content and not _is_prose(placed)]
    ids = {placed.unit.id for placed in items}
    top = [placed for placed in items if placed.unit.parent not in ids]
    return bool(top) and all(_TELLS.match(placed.text) for placed in top)


def _is_top(heading: str) -> bool:
    """Return whether a heading opens a new chapter of recommendations rather than a band of one."""
    return bool(re.match(r"(?:key |main )?recommendations?\b|what ", heading, re.I))


def _items(units: Sequence[Placed]) -> Iterator[tuple[str, tuple[Placed, ...]]]:
    """Yield each item with its nested points, and the words that introduce it: bullets, else numbered paragraphs.

    A numbered paragraph that only says who should take the following action introduces
    the bullets under it.
    """
    content = [
        placed
        for placed in units
        if placed.content and placed.unit.kind in {"paragraph", "bullet"}
    ]
    none = any(_says_none(placed.text) for placed in content)
    content = [
        placed
        for placed in content
        if not _says_none(placed.text) and not (none and _is_prose(placed))
    ]
    content = [
        placed
        for placed in content
        if not _NEXT.match(placed.text) and re.search(r"[^\W\d_]", placed.text)
    ]
    numbered = [placed for placed in content if placed.numbered]
    stems = {
        placed.unit.id: placed.text
        for placed in numbered
        if _is_stem(placed, content, alone=len(numbered) == 1)
    }
    if len(content) == 1 and _FOLLOWING.search(content[0].text):
        return  # it only introduces what stands under the next heading
    ids = {placed.unit.id for placed in content} - stems.keys()
    top = [
        placed
        for placed in content
        if placed.unit.parent not in ids and placed.unit.id not in stems
    ]
    chosen = [placed for placed in top if placed in numbered]
    bullets = [placed for placed in top if placed.unit.kind == "bullet"]
    if bullets and (
        stems or not chosen or content.index(bullets[0]) < content.index(chosen[0])
    ):
        chosen = bullets
    for placed in _before_prose(chosen) if chosen else takewhile(_is_plain_item, top):
        nested = (other for other in content if other.unit.parent == placed.unit.id)
        stem = f"{placed.stem} {stems.get(placed.unit.parent or '', '')}".strip()
        yield stem, (placed, *nested)


def _is_plain_item(placed: Placed) -> bool:
    """Return whether a paragraph without number or bullet may be an item: prose ends a list whose end is not marked."""
    return bool(_TELLS.match(placed.text)) or len(sentences(placed.text)) == 1


def _before_prose(items: Sequence[Placed]) -> Sequence[Placed]:
    """Return the items of a list up to two paragraphs of prose in a row: the heading of what follows was not seen."""
    tells = [bool(_TELLS.match(placed.text)) for placed in items]
    prose = [
        not told and len(sentences(placed.text)) > 2
        for told, placed in zip(tells, items, strict=True)
    ]
    ends = (
        place
        for place in range(1, len(items) - 1)
        if prose[place] and prose[place + 1] and all(tells[:place])
    )
    return items[: next(ends, len(items))]


def _is_stem(placed: Placed, content: Iterable[Placed], *, alone: bool) -> bool:
    """Return whether a numbered paragraph introduces the bullets under it: who should do what follows."""
    under = any(other.unit.parent == placed.unit.id for other in content)
    says = _FOLLOWING.search(placed.text) or (
        alone and placed.text.rstrip().endswith("should:")
    )
    return under and bool(says)


def _is_prose(placed: Placed) -> bool:
    """Return whether a unit has neither a number nor a bullet: after words that there is nothing, it is no item."""
    return placed.unit.kind == "paragraph" and not placed.numbered


def _says_none(text: str) -> bool:
    """Return whether an item only says that there is nothing to be done."""
    return (
        len(text) < 260
        and bool(_NONE_START.match(text))
        and bool(_NONE.search(text) or len(text) < 30)
    )


def _advice(
    items: tuple[Placed, ...],
    stem: str,
    band: str | None,
    headings: list[str],
    whom: Whom,
) -> DraftRecommendation:
    """Return one recommendation: of its lead-in's addressee, else of that which its own words name."""
    placed, nested = items[0], items[1:]
    led = placed.text[:1].islower() or bool(placed.stem)
    named = _STEM.search(_OPENER.sub("", stem)) if led else None
    own = _STEM.match(placed.text) if named is None else None
    beside = _BESIDE.search(placed.text) if own else None
    words = (
        match[0] if match is beside else match["who"]
        for match in (named or own, beside)
        if match
    )
    sure = 0.98 if placed.unit.kind == "bullet" or placed.numbered else 0.9
    return DraftRecommendation(
        band=band,
        addressee=whom(placed, " ".join((*words, *headings))),
        at=TextSpan(placed.unit.id),
        parts=tuple(TextSpan(one.unit.id) for one in nested),
        confidence=sure,
        rule="list-of-recommendations",
    )
