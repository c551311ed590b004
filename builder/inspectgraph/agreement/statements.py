"""Assign the statements of a reader to sentences, and give each sentence one category."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.files.unit_list import Unit
from inspectgraph.load.sentence_coverage import anchors_of, touched
from inspectgraph.model.extract import STATEMENT_LISTS, Anchor, Extract, Statement
from inspectgraph.model.finding import Finding

__all__ = [
    "CATEGORIES",
    "KINDS",
    "POLARITIES",
    "Placed",
    "category",
    "on_sentences",
    "placed",
    "within",
]

#: The name of each kind of statement, by the key of its list in an extract.
KINDS: Final = {
    "findings": "finding",
    "judgements": "judgement",
    "not_judged": "no judgement",
    "reported": "reported judgement",
    "recommendations": "recommendation",
    "measurements": "measurement",
    "events": "event",
}
#: The categories of sentences with a finding.
POLARITIES: Final = ("strength", "weakness", "mixed", "neutral")
#: The categories of sentences: without a statement, with a finding, and with a statement
#: of another kind. `category` chooses the first kind in this order.
CATEGORIES: Final = (
    "none",
    *POLARITIES,
    "judgement",
    "no judgement",
    "reported judgement",
    "recommendation",
    "measurement",
    "event",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement of one reader, with the anchors that count in a comparison.

    Attributes:
        kind: The name of its kind, as in `KINDS`.
        statement: The record.
        anchors: The words on which it rests.
    """

    kind: str
    statement: Statement
    anchors: tuple[Anchor, ...]

    @property
    def note(self) -> str:
        """The curator's note, or "" for a kind of statement without a note."""
        for key in ("note", "what", "of"):
            text = getattr(self.statement, key, None)
            if isinstance(text, str):
                return text
        return ""


def placed(extract: Extract) -> list[Placed]:
    """Return the confirmed statements of an extract, list by list.

    A sentence explained as a repetition counts for the statements that it repeats, since
    another reader may have rested these statements on the sentence.
    """
    repeated: defaultdict[str, list[Anchor]] = defaultdict(list)
    for record in extract.explained:
        for identity in record.see:
            repeated[identity] += record.at
    return [
        Placed(KINDS[key], one, (*anchors_of(one), *repeated.get(one.id, ())))
        for key in STATEMENT_LISTS
        for one in getattr(extract, key)
        if not one.draft
    ]


def within(statements: Iterable[Placed], units: Mapping[str, Unit]) -> list[Placed]:
    """Return the statements with an anchor in one of the units.

    Their anchors in other units are left out.
    """
    found = []
    for one in statements:
        anchors = tuple(anchor for anchor in one.anchors if anchor.unit in units)
        if anchors:
            found.append(Placed(one.kind, one.statement, anchors))
    return found


def on_sentences(unit: Unit, statements: Iterable[Placed]) -> list[tuple[Placed, ...]]:
    """Return the statements on each sentence of a unit, in their order.

    The rule is that of `load.sentence_coverage`.
    """
    found: list[list[Placed]] = [[] for _ in unit.sentences]
    for one in statements:
        anchors = [anchor for anchor in one.anchors if anchor.unit == unit.id]
        for sentence, is_touched in zip(found, touched(unit, anchors), strict=True):
            if is_touched:
                sentence.append(one)
    return list(map(tuple, found))


def category(statements: Sequence[Placed]) -> str:
    """Return the category of a sentence with some statements.

    Findings take precedence over all other kinds. Neutral findings count only if there are
    no others; if the other findings differ in polarity, the sentence is mixed. Without a
    finding, the kind that comes first in `CATEGORIES` counts.
    """
    polarities = {
        one.statement.polarity
        for one in statements
        if isinstance(one.statement, Finding)
    }
    evaluating = polarities - {"neutral"}
    if len(evaluating) > 1:
        return "mixed"
    if polarities:
        return next(iter(evaluating or polarities))
    return min((one.kind for one in statements), key=CATEGORIES.index, default="none")
