"""Find the passage of an anchor in a report, and mark the words of the anchor.

The report comes from a folder of the curator, since extracts do not hold its words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import combining

from inspectgraph.model.anchor import look_up, squeeze
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document

__all__ = ["Passage", "bounds", "passage"]

_NOT_FOUND = "the words of the anchor do not occur exactly once in the unit"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """Passage of a report as a review displays it.

    Attributes:
        unit: The id of the unit.
        text: The text of the unit on one line, with the words of the anchor between
            >> and <<.
        lead_in: The text of the unit that introduces this unit, if any.
        remark: The reason why no words are marked, or a remark on the marked words.
        page: The page on which the unit begins, if the report has pages.
    """

    unit: str
    text: str = ""
    lead_in: str = ""
    remark: str = ""
    page: int | None = None


def passage(document: Document | None, anchor: Mapping[str, Any]) -> Passage:
    """Return the passage of an anchor; without a report, only the id of its unit.

    Args:
        document: The report, or None if the curator does not have it.
        anchor: The keys of the anchor in the extract.
    """
    name = str(anchor.get("unit"))
    if document is None:
        return Passage(
            name, remark="no report was given; give its folder with --reports"
        )
    unit = document.by_id.get(name)
    if unit is None:
        return Passage(name, remark="the report has no such unit")
    lead_in = ""
    if unit.lead_in:
        lead_in = document.by_id[unit.lead_in].text
    text = _TAG.sub("", unit.text)
    length = anchor.get("length")
    if not isinstance(length, int):
        return Passage(name, _flat(text), _flat(lead_in), _NOT_FOUND, unit.page)
    found = look_up(
        UnitText.of(unit.text),
        length,
        str(anchor.get("digest")),
        str(anchor.get("figures", "")),
    )
    if len(found.starts) != 1:
        return Passage(name, _flat(text), _flat(lead_in), _NOT_FOUND, unit.page)
    first, last = bounds(text, found.starts[0], length)
    marked = f"{text[:first]}>>{text[first:last]}<<{text[last:]}"
    return Passage(name, _flat(marked), _flat(lead_in), found.detail, unit.page)


def bounds(text: str, start: int, length: int) -> tuple[int, int]:
    """Convert the position of words in squeezed text to start and end in the text.

    Args:
        text: The text.
        start: The start of the words in the squeezed form of the text.
        length: The length of the words in that form.

    >>> bounds("The CAF's up-to-date plan", 7, 8)
    (10, 20)
    """
    places = range(len(text) + 1)
    first = bisect_left(places, start + 1, key=lambda end: len(squeeze(text[:end])))
    last = bisect_left(places, start + length, key=lambda end: len(squeeze(text[:end])))
    while last < len(text) and combining(text[last]):
        last += 1
    return max(first - 1, 0), last


def _flat(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())
