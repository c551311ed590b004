"""Match the statements of one reader with the statements of another reader.

Two matched statements have the same kind and cite the same words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.agreement.statements import Placed
from inspectgraph.evaluate import overlaps
from inspectgraph.model.extract import (
    Anchor,
    Event,
    Finding,
    Judgement,
    Measurement,
    NoJudgement,
    Recommendation,
    ReportedJudgement,
    Statement,
)

__all__ = [
    "Matched",
    "Matches",
    "content",
    "match_statements",
    "same_content",
    "shared_themes",
]


@dataclass(frozen=True, slots=True)
class Matched:
    """Two statements of the same kind on the same words: one statement by each reader."""

    first: Placed
    second: Placed


@dataclass(frozen=True, slots=True)
class Matches:
    """The statements of two readers of one report, matched one to one.

    Attributes:
        pairs: The pairs, in the order of the first reader's statements.
        only_first: The statements of the first reader that have no match.
        only_second: The statements of the second reader that have no match.
    """

    pairs: tuple[Matched, ...]
    only_first: tuple[Placed, ...]
    only_second: tuple[Placed, ...]


def match_statements(first: Sequence[Placed], second: Sequence[Placed]) -> Matches:
    """Match the statements of two readers one to one, beginning with the best overlap.

    Two statements can be matched if they are of the same kind and their anchors overlap
    by at least half of the shorter anchor. If two pairs overlap equally, a pair of
    statements with the same content takes precedence. If the contents do not decide,
    the pair whose statements come first in the extracts takes precedence.
    """
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, one, other in sorted(_candidates(first, second)):
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    pairs = (Matched(first[one], second[partners[one]]) for one in sorted(partners))
    return Matches(
        tuple(pairs),
        tuple(one for n, one in enumerate(first) if n not in partners),
        tuple(one for n, one in enumerate(second) if n not in taken),
    )


def content(statement: Statement) -> tuple[str, ...]:
    """Return the content of a statement, on which two readers should agree.

    For a finding, the value is the polarity. For a figure, the values are the number
    and the unit of measure.

    Raises:
        TypeError: If the kind of statement is not known.
    """
    match statement:
        case Finding():
            return (statement.polarity,)
        case Measurement():
            return (f"{statement.value.normalize():f}", statement.unit)
        case Judgement():
            return (statement.aspect, statement.grade)
        case NoJudgement():
            return (statement.aspect,)
        case ReportedJudgement():
            return (statement.grade,)
        case Recommendation():
            return (statement.timescale or "no timescale",)
        case Event():
            return (str(statement.time.earliest), str(statement.time.latest))
    raise TypeError(statement)


def same_content(pair: Matched) -> bool:
    """Return whether the two statements of a pair have the same content."""
    return content(pair.first.statement) == content(pair.second.statement)


def shared_themes(pair: Matched, broader: Mapping[str, str]) -> bool | None:
    """Return whether the statements of a pair share a theme.

    Return None if one of the two statements has no themes.

    Args:
        pair: The two matched statements.
        broader: A mapping from the slug of a theme to the slug of the theme that
            replaces it in the comparison.
    """
    first, second = (
        {broader.get(slug, slug) for slug in getattr(one.statement, "themes", ())}
        for one in (pair.first, pair.second)
    )
    if first and second:
        return not first.isdisjoint(second)
    return None


def _candidates(
    first: Sequence[Placed], second: Sequence[Placed]
) -> list[tuple[float, bool, int, int]]:
    """Return a sort key for each possible pair of statements.

    The best pair has the lowest key. The first part of a key is the overlap of the two
    statements, with a minus sign. The second part states whether their contents differ.
    The last two parts are the indexes of the two statements.
    """
    by_place: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for number, other in enumerate(second):
        for anchor in other.anchors:
            by_place[other.kind, anchor.unit].add(number)
    found = []
    for number, one in enumerate(first):
        near: set[int] = set()
        for anchor in one.anchors:
            near |= by_place[one.kind, anchor.unit]
        for partner in near:
            share = _overlap(one.anchors, second[partner].anchors)
            if share:
                differs = not same_content(Matched(one, second[partner]))
                found.append((-share, differs, number, partner))
    return found


def _overlap(first: Sequence[Anchor], second: Sequence[Anchor]) -> float:
    """Return the share of characters that two lists of anchors have in common.

    Two anchors are compared only if they overlap by at least half of the shorter
    anchor. If there are no such anchors, the share is 0.
    """
    common = 0
    for one in first:
        for other in second:
            if one.unit == other.unit and overlaps(one, other):
                end = min(one.start + one.length, other.start + other.length)
                common += end - max(one.start, other.start)
    every = sum(anchor.length for anchor in (*first, *second)) - common
    return common / every if common else 0.0
