"""Propose the note of a drafted value, worded from the fields of the value.

A proposed note expresses only the fields, which the curator confirms or corrects. So
the note must be made again when a field changes. The note can also be compared with the
fields later.
"""

from __future__ import annotations

from inspectgraph.load.wording import is_placeholder
from inspectgraph.review.figure_notes import figure_note
from inspectgraph.review.finding_notes import finding_note
from inspectgraph.review.labels import Labels
from inspectgraph.review.recommendation_notes import recommendation_note
from inspectgraph.review.unconfirmed import Item

__all__ = ["needs_note", "proposed_note"]


def needs_note(item: Item) -> bool:
    """Return whether the note of a value is still the placeholder from the draft."""
    return is_placeholder(str(item.fields.get("note", "")))


def proposed_note(item: Item, labels: Labels, passage: str = "") -> str:
    """Return a proposed note for a value, or an empty text if its fields are not enough.

    Args:
        item: The drafted value.
        labels: The labels of the names in the value's fields.
        passage: The words of the report that support the value, or an empty text. With
            these words, the note is more detailed, and the curator must check that the
            note is true.
    """
    if item.group == "findings":
        return finding_note(item.fields, labels, passage)
    if item.group == "recommendations":
        return recommendation_note(item.fields, labels, passage)
    if item.group == "measurements":
        return figure_note(item, labels)
    return ""
