"""Propose the note of a drafted value, using only the fields of the value.

The curator confirms or corrects these fields. When a field changes, the note must be
made again. Because the note expresses only fields, it can later be compared with the
fields.
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
    """Return a proposed note for a value, or "" if the fields do not suffice.

    Args:
        item: The drafted value.
        labels: The labels of the slugs in the fields of the value.
        passage: The words of the report that support the value, or an empty text. These
            words make the note more detailed. The curator must then check that the note
            is true.
    """
    if item.group == "findings":
        return finding_note(item.fields, labels, passage)
    if item.group == "recommendations":
        return recommendation_note(item.fields, labels, passage)
    if item.group == "measurements":
        return figure_note(item, labels)
    return ""
