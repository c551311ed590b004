"""Find the passage that a statement cites in a report, and mark the cited words.

An extract does not contain the words of its report. So the curator must name the folder
that contains the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import combining

from inspectgraph.model.anchor import look_up, squeeze
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document

__all__ = ["Passage", "bounds", "marked", "passage", "words_of"]

_NOT_FOUND = "the words of the anchor do not occur exactly once in the unit"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a report, as a review displays it.

    Attributes:
        unit: The id of the unit.
        text: The text of the unit on one line, with the cited words between >> and <<.
            If several anchors are marked, each anchor has its own sign next to >> and
            <<.
        lead_in: The text of the unit that introduces this unit, or an empty text.
        remark: The reason why no words are marked, a remark on the marked words, or an
            empty text.
        page: The page on which the unit begins, or None if the report has no pages.
    """

    unit: str
    text: str = ""
    lead_in: str = ""
    remark: str = ""
    page: int | None = None


def passage(document: Document | None, anchor: Mapping[str, Any]) -> Passage:
    """Return the passage to which an anchor points.

    An anchor names a unit of a report, and identifies the words that a statement cites
    there. If the report is not given, the passage has only the id of the unit.

    Args:
        document: The report, or None if the curator does not have the report.
        anchor: The anchor as a mapping, with the same keys as in the extract.
    """
    name = str(anchor.get("unit"))
    if document is None:
        return Passage(
            name,
            remark="no report was given; give the folder of reports with --reports",
        )
    unit = document.by_id.get(name)
    if unit is None:
        return Passage(name, remark="the report does not have this unit")
    return marked(document, name, [("", anchor)])


def marked(
    document: Document, name: str, anchors: Sequence[tuple[str, Mapping[str, Any]]]
) -> Passage:
    """Return a unit of a report, and mark the words that the anchors cite.

    Args:
        document: The report.
        name: The id of the unit, which must be in the report.
        anchors: Pairs of a sign and an anchor. The sign is put next to >> and <<.
    """
    unit = document.by_id[name]
    lead_in = document.by_id[unit.lead_in].text if unit.lead_in else ""
    text = _TAG.sub("", unit.text)
    marks: list[tuple[int, int, str]] = []
    remarks: dict[str, None] = {}
    for order, (sign, anchor) in enumerate(anchors):
        words, remark = _words(unit.text, text, anchor)
        if remark:
            remarks[f"{sign}: {remark}" if sign else remark] = None
        if words:
            marks.append((words[0], order, f">>{sign}{' ' * bool(sign)}"))
            marks.append((words[1], -order - 1, f"<<{sign}"))
    for place, _, mark in sorted(marks, reverse=True):
        text = text[:place] + mark + text[place:]
    return Passage(name, _flat(text), _flat(lead_in), "; ".join(remarks), unit.page)


def words_of(document: Document, anchor: Mapping[str, Any]) -> str:
    """Return the words that an anchor cites, or an empty text if they are not in the report."""
    unit = document.by_id.get(str(anchor.get("unit")))
    if unit is None:
        return ""
    text = _TAG.sub("", unit.text)
    words, _ = _words(unit.text, text, anchor)
    return _flat(text[slice(*words)]) if words else ""


def _words(
    whole: str, text: str, anchor: Mapping[str, Any]
) -> tuple[tuple[int, int] | None, str]:
    """Find the words that an anchor cites in a unit.

    Return the start and end of the words, and a remark. Return None for the start and
    end if the words are not found exactly once.

    Args:
        whole: The text of the unit.
        text: The text of the unit without HTML tags.
        anchor: The anchor.
    """
    length = anchor.get("length")
    if not isinstance(length, int):
        return None, _NOT_FOUND
    digest, figures = str(anchor.get("digest")), str(anchor.get("figures", ""))
    found = look_up(UnitText.of(whole), length, digest, figures)
    if len(found.starts) != 1:
        return None, _NOT_FOUND
    return bounds(text, found.starts[0], length), found.detail


def bounds(text: str, start: int, length: int) -> tuple[int, int]:
    """Convert a place in squeezed text to a start and an end in the full text.

    The squeezed text consists of only the letters and digits of the full text.

    Args:
        text: The full text.
        start: The start of the words in the squeezed text.
        length: The length of the words in the squeezed text.

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
