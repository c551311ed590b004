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
    """A statement of one reader, with the anchors to use in a comparison.

    Attributes:
        kind: The kind of the statement, as named in `KINDS`.
        statement: The record of the statement in the extract.
        anchors: The anchors of the words that the statement cites.
    """

    kind: str
    statement: Statement
    anchors: tuple[Anchor, ...]

    @property
    def note(self) -> str:
        """The curator's note, or "" if this kind of statement has no note."""
        for key in ("note", "what", "of"):
            text = getattr(self.statement, key, None)
            if isinstance(text, str):
                return text
        return ""


def placed(extract: Extract) -> list[Placed]:
    """Return the confirmed statements of an extract, in the order of its lists.

    An extract can record that a sentence repeats a statement. The anchor of this
    sentence is then added to the anchors of the statement. The reason is that a second
    reader may cite this sentence for the same statement.
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
    """Return the statements with an anchor in one of the given units.

    Anchors in other units are removed from the statements.
    """
    found = []
    for one in statements:
        anchors = tuple(anchor for anchor in one.anchors if anchor.unit in units)
        if anchors:
            found.append(Placed(one.kind, one.statement, anchors))
    return found


def on_sentences(unit: Unit, statements: Iterable[Placed]) -> list[tuple[Placed, ...]]:
    """Return, for each sentence of a unit, the statements on this sentence.

    The function `load.sentence_coverage` uses the same rule to assign statements to
    sentences.
    """
    found: list[list[Placed]] = [[] for _ in unit.sentences]
    for one in statements:
        anchors = [anchor for anchor in one.anchors if anchor.unit == unit.id]
        for sentence, is_touched in zip(found, touched(unit, anchors), strict=True):
            if is_touched:
                sentence.append(one)
    return list(map(tuple, found))


def category(statements: Sequence[Placed]) -> str:
    """Return the category of a sentence, given the statements on the sentence.

    Findings take precedence over all other kinds. Neutral findings are ignored if there
    are other findings. If the other findings differ in polarity, the category is
    `mixed`. If there is no finding, the category is the kind that comes first in
    `CATEGORIES`.
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
