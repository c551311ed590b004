"""Leave drafted findings out of a comparison if their sentences were not curated.

A curator may have curated only the sentences on some themes. Nobody knows whether a
drafted finding on any other sentence is right. So such a finding must not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from inspectgraph.model.extract import Anchor, Extract, Statement

__all__ = ["on_curated_words", "overlaps"]

#: Lists of an extract in which curators need not enter all statements of a report.
_PROSE = ("findings",)
_ALL = (
    "judgements",
    "not_judged",
    "reported",
    "findings",
    "recommendations",
    "measurements",
    "events",
)


def on_curated_words(draft: Extract, curated: Extract) -> Extract:
    """Remove from a draft the findings whose words were not curated.

    A finding stays in the draft if its words overlap with the words of any curated
    statement.

    Args:
        draft: The extract of the draft.
        curated: The curated extract of the same report.
    """
    known: dict[str, list[Anchor]] = defaultdict(list)
    for key in _ALL:
        for anchor in _anchors(getattr(curated, key)):
            known[anchor.unit].append(anchor)
    return msgspec.structs.replace(
        draft, **{key: _kept(getattr(draft, key), known) for key in _PROSE}
    )


def _anchors(statements: Iterable[Statement]) -> Iterable[Anchor]:
    """Yield all anchors of the given statements."""
    for statement in statements:
        yield from statement.at


def _kept(
    statements: Iterable[Statement], known: Mapping[str, Sequence[Anchor]]
) -> tuple[Statement, ...]:
    """Return the drafted statements that cite curated words.

    An anchor is a citation of words in the report. Anchors of uncurated words are
    removed. A statement is left out if it loses all its anchors.

    Args:
        statements: The statements of the draft.
        known: The anchors of the curated statements, keyed by the id of the unit.
    """
    kept = []
    for statement in statements:
        at = tuple(anchor for anchor in statement.at if _is_curated(anchor, known))
        if at:
            kept.append(msgspec.structs.replace(statement, at=at))
    return tuple(kept)


def _is_curated(anchor: Anchor, known: Mapping[str, Sequence[Anchor]]) -> bool:
    """Return whether an anchor of a draft overlaps with a curated anchor.

    Args:
        anchor: The anchor of the draft.
        known: The anchors of the curated statements, keyed by the id of the unit.
    """
    return any(overlaps(anchor, other) for other in known.get(anchor.unit, ()))


def overlaps(one: Anchor, other: Anchor) -> bool:
    """Return whether two anchors in one unit overlap by at least half of the shorter anchor."""
    start = max(one.start, other.start)
    end = min(one.start + one.length, other.start + other.length)
    return 2 * (end - start) >= min(one.length, other.length)
