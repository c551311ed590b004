"""The plain text of a report, and the place of every unit in it.

The text is made from the user's own copy of the report. It consists of the units of the
report in their order, without markup, with an empty line between two units. The same
report always gives the same text, so a position in the text identifies a unit and an
anchor.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Final
from unicodedata import category

from inspectgraph.model.anchor import squeeze
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document, Unit

__all__ = ["ReportText", "Stretch"]

#: Between two units.
_GAP: Final = "\n\n"
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
#: Characters that XML cannot have, or that a reader of XML or CSV changes.
_CHANGED: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]")
_SIGN_BEFORE: Final = re.compile(r"(?:[<>≤≥±~£€$¥¢]\s?|(?<![^\s(])[+\-–\u2212]){1,4}\Z")
_SIGN_AFTER: Final = re.compile(r"\s?[%‰]|\+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a unit. `start` and `length` count only letters and digits."""

    unit: str
    start: int
    length: int


@dataclass(frozen=True)
class _Part:
    """A unit in the text of a report: its plain text, and its start.

    `places` lists the offsets of the letters and digits in the plain text.
    """

    unit: str
    plain: str
    begin: int
    squeezed_begin: int
    places: list[int]


class ReportText:
    """The plain text of a report.

    `text` is the whole text. Offsets count characters (Unicode code points).
    """

    def __init__(self, document: Document) -> None:
        self._parts: list[_Part] = []
        begin = squeezed = 0
        for unit in document.units:
            plain, places = _plain(unit)
            self._parts.append(_Part(unit.id, plain, begin, squeezed, places))
            begin += len(plain) + len(_GAP)
            squeezed += len(places)
        self.text: str = _GAP.join(part.plain for part in self._parts)
        self._by_unit = {part.unit: part for part in self._parts}
        self._begins = [part.begin for part in self._parts]
        self._squeezed_begins = [part.squeezed_begin for part in self._parts]
        self._units = {unit.id: unit for unit in document.units}

    @cached_property
    def squeezed(self) -> str:
        """The letters and digits of all units of the report as one string."""
        return "".join(self.unit_text(part.unit).squeezed for part in self._parts)

    def unit_text(self, unit: str) -> UnitText:
        """Return the text of a unit as a `UnitText`, from which anchors can be made."""
        return _unit_text(self._units[unit].text)

    def span(self, stretch: Stretch) -> tuple[int, int]:
        """Return the start and the end of a stretch, as offsets in `text`.

        If the stretch begins or ends with a figure, the signs of the figure, such as £
        or %, are included.
        """
        part = self._by_unit[stretch.unit]
        first = part.places[stretch.start]
        last = part.places[stretch.start + stretch.length - 1] + 1
        plain = part.plain
        while last < len(plain) and category(plain[last])[0] == "M":
            last += 1
        before = _SIGN_BEFORE.search(plain, 0, first)
        after = _SIGN_AFTER.match(plain, last)
        if after and plain[last - 1].isdecimal():
            last = after.end()
        if before and plain[first].isdecimal():
            first = before.start()
        return part.begin + first, part.begin + last

    def stretches(self, begin: int, end: int) -> list[Stretch]:
        """Return a stretch of text for each unit between two offsets of `text`.

        A stretch covers the part of its unit that is between the offsets.
        """
        found: list[Stretch] = []
        for part in self._from(self._begins, begin):
            if part.begin >= end:
                break
            start = bisect_left(part.places, begin - part.begin)
            stop = bisect_left(part.places, end - part.begin)
            if stop > start:
                found.append(Stretch(part.unit, start, stop - start))
        return found

    def squeezed_stretches(self, begin: int, end: int) -> list[Stretch]:
        """Return a stretch of text for each unit between two offsets.

        The offsets count only letters and digits of the report, as in `squeezed`. A
        stretch covers the part of its unit that is between the offsets.
        """
        found: list[Stretch] = []
        for part in self._from(self._squeezed_begins, begin):
            if part.squeezed_begin >= end:
                break
            start = max(begin - part.squeezed_begin, 0)
            stop = min(end - part.squeezed_begin, len(part.places))
            if stop > start:
                found.append(Stretch(part.unit, start, stop - start))
        return found

    def _from(self, begins: list[int], place: int) -> list[_Part]:
        """Return the part of the text at an offset, and all later parts.

        Each part is the text of one unit of the report. `begins` has the offset at
        which each part begins.
        """
        return self._parts[max(bisect_right(begins, place) - 1, 0) :]


def _plain(unit: Unit) -> tuple[str, list[int]]:
    """Return the text of a unit without markup, and the places of its letters and digits."""
    plain = _CHANGED.sub(" ", _TAG.sub("", unit.text))
    places: list[int] = []
    for place, character in enumerate(plain):
        places += repeat(place, _kept(character))
    text = _unit_text(unit.text)
    if len(places) == len(text.squeezed):
        return plain, places
    # Letters that only their neighbours make into one, such as syllables of Hangul.
    return _CHANGED.sub(" ", text.normal), text.places


@lru_cache(maxsize=4096)
def _kept(character: str) -> int:
    """Return how many letters and digits a character adds to the squeezed text.

    The squeezed text of a report has only letters and digits. A space adds nothing to
    the squeezed text.
    """
    return len(squeeze(character))


@lru_cache(maxsize=8192)
def _unit_text(text: str) -> UnitText:
    """Return the text of a unit as a `UnitText`, from which anchors can be made."""
    return UnitText.of(text)
