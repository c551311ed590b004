"""A sentence that may quote a grade, with the surrounding words and times."""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.draft.model import Period, TextSpan
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Placed

__all__ = ["Words"]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that may quote a grade, and the text and facts around the sentence.

    Args:
        placed: The unit (a paragraph, heading or other block) that contains the
            sentence.
        sentence: The sentence.
        before: At most two sentences before this sentence in the unit.
        told: The time of the last inspection that the unit mentions before this
            sentence, or None.
        knowledge: The registry and the concept schemes.
        year: The year of the report, or None if it is unknown.
    """

    placed: Placed
    sentence: str
    before: tuple[str, ...]
    told: Period | None
    knowledge: Knowledge
    year: int | None

    @property
    def at(self) -> TextSpan:
        """The sentence as a text span."""
        return TextSpan(self.placed.unit.id, self.sentence)

    @property
    def last(self) -> str:
        """The previous sentence, or an empty string."""
        if self.before:
            return self.before[-1]
        return ""

    @property
    def context(self) -> str:
        """The text of the previous sentence, followed by the text of the sentence."""
        return f"{self.last} {self.sentence}"
