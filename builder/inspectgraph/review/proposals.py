"""Propose notes for the values in one review; a note never copies words of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspectgraph.review.decisions import seen
from inspectgraph.review.labels import Labels
from inspectgraph.review.notes import needs_note, proposed_note
from inspectgraph.review.passages import words_of
from inspectgraph.review.unconfirmed import Item

if TYPE_CHECKING:
    from inspectgraph.review.session import Review

__all__ = ["Proposals"]


class Proposals:
    """Proposes notes for the values of an extract under review.

    Args:
        under: The extract under review.
        labels: The labels of the names that the extract may use.
    """

    def __init__(self, under: Review, labels: Labels) -> None:
        self._under, self._labels = under, labels
        #: The proposals by the digest of the value.
        self._made: dict[tuple[tuple[str, str], str], str] = {}

    def note(self, item: Item) -> str:
        """Return a proposed note for a value, or an empty text.

        The note expresses only the fields of the value. The text is empty in three
        cases: the value already has a note, its fields do not suffice, or the note
        would repeat six consecutive words of the report.
        """
        if not needs_note(item):
            return ""
        key = (item.key, seen(item))
        if key not in self._made:
            self._made[key] = self.of_fields(item)
        return self._made[key]

    def detailed(self, item: Item) -> str:
        """Return a proposed note that also names the qualities that a passage judges.

        If there is no report, or if the detailed note would copy the report, the note
        expresses only the fields of the value.
        """
        note = proposed_note(item, self._labels, self.passage(item))
        return self._unless_copied(note) or self.of_fields(item)

    def of_fields(self, item: Item) -> str:
        """Return a note that expresses the fields of a value.

        The note is made even if the value already has a note.
        """
        return self._unless_copied(proposed_note(item, self._labels))

    def passage(self, item: Item) -> str:
        """Return the words of the report that a value cites.

        The result is empty if the review has no report.
        """
        document = self._under.document
        if document is None:
            return ""
        return " ".join(words_of(document, one) for one in item.anchors)

    def _unless_copied(self, note: str) -> str:
        """Return a note unchanged, or an empty text if the note copies the report."""
        if note and self._under.checks.copied({"note": note}):
            return ""
        return note
