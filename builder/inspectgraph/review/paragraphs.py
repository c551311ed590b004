"""Group the unconfirmed values of an extract by the cited unit of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inspectgraph.files.unit_list import Unit
from inspectgraph.read import Document
from inspectgraph.review.unconfirmed import Item

__all__ = ["HEAD_OF_REPORT", "Paragraph", "by_paragraph", "next_with", "unit_of"]

#: The place of the values of the whole report and of questions, before all units.
HEAD_OF_REPORT = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A unit of a report, and the unconfirmed values that belong to this unit.

    A value may cite several units. The value belongs to the first of these units.
    `unit` is the id of the unit. It is `HEAD_OF_REPORT` for values of the whole report.
    """

    unit: str
    items: tuple[Item, ...]


def by_paragraph(
    items: Iterable[Item], units: Mapping[str, Unit] | None
) -> list[Paragraph]:
    """Group unconfirmed values by unit, in the order of the report.

    Values of one unit are in the order of the words that they cite.

    Args:
        items: The values, in the order of the file.
        units: The units of the report. If they are None, the units are in the order in
            which the file cites them.
    """
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(unit_of(item), []).append(item)
    order: Mapping[str, Unit] = units or {}

    def place(unit: str) -> int:
        if unit in order:
            return order[unit].order
        return len(order) + 1 if unit else 0

    paragraphs: list[Paragraph] = []
    for unit in sorted(found, key=place):
        if unit != HEAD_OF_REPORT:
            found[unit].sort(key=_start)
        paragraphs.append(Paragraph(unit, tuple(found[unit])))
    return paragraphs


def unit_of(item: Item) -> str:
    """Return the id of the first unit that a value cites.

    The result is `HEAD_OF_REPORT` if the value cites no unit.
    """
    anchors: list[dict[str, Any]] = item.anchors
    if not anchors:
        return HEAD_OF_REPORT
    return str(anchors[0].get("unit"))


def _start(item: Item) -> int:
    """Return how many letters and digits of the unit come before the cited words."""
    start = item.anchors[0].get("start")
    return start if isinstance(start, int) else 0


def next_with(document: Document, unit: str, words: str) -> str:
    """Return the id of the first unit after a given unit that contains given words.

    After the last unit, the search continues with the first unit. The result is empty
    if no unit contains the words. Case and line breaks do not matter.
    """
    wanted = " ".join(words.casefold().split())
    ids = [one.id for one in document.units]
    start = ids.index(unit) + 1 if unit in ids else 0
    for name in ids[start:] + ids[:start]:
        text = " ".join(document.by_id[name].text.casefold().split())
        if wanted in text:
            return name
    return ""
