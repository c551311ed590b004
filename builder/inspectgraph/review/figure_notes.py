"""Propose the note of a drafted measurement, using only the fields of the measurement.

A note is proposed only for figures in one section of the report: the section about the
local area and its children. For these figures, the indicator is known, and the section
determines the population. For other figures, the fields do not suffice for a complete
sentence. The curator then writes the note.
"""

from __future__ import annotations

from typing import Any, Final

from inspectgraph.review.labels import Labels
from inspectgraph.review.unconfirmed import Item, as_list, as_mapping

__all__ = ["figure_note"]

#: The drafting rule of figures whose population is known from the section.
_RULE: Final = "figure-in-context"
#: Indicators without a proposal: the figure has no name, or its population may be a group
#: of children that the fields do not name.
_LEFT_OUT: Final = frozenset(
    {
        "another-figure",
        "child-population",
        "children-ceasing-to-be-looked-after",
        "looked-after-out-of-area",
        "minority-ethnic-population",
    }
)
_KINDS: Final = frozenset({"count", "share"})
#: Kinds of services that narrow down the population of a figure.
_PLACES: Final = {
    "primary-school": "primary schools",
    "secondary-school": "secondary schools",
}
_NONE: Final = frozenset({"no", "none"})


def figure_note(item: Item, labels: Labels) -> str:
    """Return a note for a drafted measurement.

    The note is empty if the fields do not suffice for a sentence.

    Args:
        item: The drafted measurement.
        labels: The labels of the indicators.
    """
    fields = item.fields
    if item.rule != _RULE:
        return ""
    if fields.get("indicator") in _LEFT_OUT or fields.get("kind") not in _KINDS:
        return ""
    label = labels.label("indicator", fields.get("indicator"))
    if len(as_list(fields.get("services"))) > 1:
        return ""
    places = [_PLACES[one] for one in as_list(fields.get("services")) if one in _PLACES]
    where = f" in {places[0]}" if places else ""
    return f"The figure for {label}{where} is {_value(fields)}{_compared(fields)}."


def _value(fields: dict[str, Any]) -> str:
    """Return the printed figure, preceded by its qualifier and followed by its time."""
    printed = str(fields.get("printed"))
    if printed.isalpha():  # a number in words, perhaps at the start of a sentence
        printed = "zero" if printed.lower() in _NONE else printed.lower()
    words = [str(fields.get("qualifier", "")), printed]
    if period := as_mapping(fields.get("period")).get("printed"):
        words.append(f"({period})")
    return " ".join(filter(None, words))


def _compared(fields: dict[str, Any]) -> str:
    """Return words that give the national figure for comparison.

    The result is empty if the measurement has no national figure.
    """
    for one in as_list(fields.get("comparators")):
        if as_mapping(one).get("with") == "national":
            return f"; nationally it is {one['printed']}"
    return ""
