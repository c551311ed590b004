"""Find the unit of a report to which a curator wants to go.

The curator can go to the next unit, to a unit by its id, to a page, or to words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inspectgraph.cli.review_answers import NotAnsweredError

if TYPE_CHECKING:
    from inspectgraph.cli.review_keys import Keys
    from inspectgraph.files.unit_list import Unit
    from inspectgraph.read import Document
    from inspectgraph.review.paragraphs import Paragraph

__all__ = ["asked_unit", "asked_words", "neighbour"]


def neighbour(
    unit: str, step: int, paragraphs: Sequence[Paragraph], units: Mapping[str, Unit]
) -> str:
    """Return the next or the previous unit that has values to review.

    Args:
        unit: The current unit.
        step: The direction: 1 for the next unit, -1 for the previous unit.
        paragraphs: The paragraphs with values, in their order.
        units: The units of the report.

    Raises:
        NotAnsweredError: If no unit exists in this direction.
    """

    def position(name: str) -> int:
        if name in units:
            return units[name].order
        return -1 if not name else len(units) + 1

    here = position(unit)
    if step > 0:
        others = [one.unit for one in paragraphs if position(one.unit) > here]
    else:
        others = [one.unit for one in paragraphs if position(one.unit) < here][::-1]
    if others:
        return others[0]
    if step > 0:
        raise NotAnsweredError(
            "This is the last paragraph with values to review; p goes back."
        )
    raise NotAnsweredError(
        "This is the first paragraph with values to review; n goes on."
    )


def asked_unit(keys: Keys, units: Sequence[str], document: Document | None) -> str:
    """Ask for a unit or a page, and return the unit.

    Args:
        keys: The keys that the curator types.
        units: The ids of the units of the report.
        document: The report, for the numbers of its pages; or None.

    Raises:
        NotAnsweredError: If nothing is typed, or the report has no such unit or page.
    """
    line = keys.line(
        "unit, or number of a page (Tab lists units):",
        lambda typed: [unit for unit in units if typed in unit],
    )
    if not line:
        raise NotAnsweredError
    found = _on_page(int(line), document) if line.isdigit() else _called(line, units)
    if found in units:
        return found
    raise NotAnsweredError(
        f"The report has neither a unit nor a page '{line}'. Press g, type some letters"
        " of the unit, and Tab lists the units that have them."
    )


def _on_page(page: int, document: Document | None) -> str:
    """Return the id of the first unit that begins on a page, or ""."""
    for unit in _report(document).units:
        if unit.page == page:
            return unit.id
    return ""


def _called(line: str, units: Sequence[str]) -> str:
    """Return the id of the unit that matches typed letters best, or ""."""
    from inspectgraph.model.suggest import nearest

    if line in units:
        return line
    for unit in units:
        if unit.startswith(line):
            return unit
    return nearest(line, units) or ""


def asked_words(
    keys: Keys, unit: str, searched: str, document: Document | None
) -> tuple[str, str]:
    """Ask for words, and find the next unit that contains the words.

    Return the words and the id of the unit.

    Args:
        keys: The keys that the curator types.
        unit: The current unit.
        searched: The words of the previous search, which Enter repeats.
        document: The report, or None.

    Raises:
        NotAnsweredError: If there is no report, if no words are typed, or if no unit
            contains the words.
    """
    from inspectgraph.review.paragraphs import next_with

    report = _report(document)
    again = f" (Enter for '{searched}')" if searched else ""
    words = keys.line(f"words to search for in the report{again}:") or searched
    if not words:
        raise NotAnsweredError
    unit = next_with(report, unit, words)
    if not unit:
        raise NotAnsweredError(
            f"The report does not have the words '{words}' in one unit. Press / and type"
            " fewer of them."
        )
    return words, unit


def _report(document: Document | None) -> Document:
    """Return the report; fail if there is none.

    Raises:
        NotAnsweredError: If no report was given.
    """
    if document is None:
        raise NotAnsweredError(
            "Pages and words can be found only with the report. Press q, and start the"
            " review again with --reports FOLDER."
        )
    return document
