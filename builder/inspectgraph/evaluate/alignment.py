"""Leave out of a comparison what a draft states on sentences that the curator passed over.

A curator who reads a report for some themes enters the sentences on these and passes
over others in the same paragraph. What a draft states on such a sentence is neither
right nor invented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from inspectgraph.model.extract import Anchor, Extract, Statement

__all__ = ["on_curated_words"]

#: Lists in which a curator enters only a part of the prose; figures are curated in full.
_PROSE = ("findings",)
_ALL = (
    "judgements",
    "reported",
    "findings",
    "recommendations",
    "measurements",
    "events",
)


def on_curated_words(draft: Extract, curated: Extract) -> Extract:
    """Return a draft without the findings on words that no curated statement rests on."""
    known: dict[str, list[Anchor]] = defaultdict(list)
    for key in _ALL:
        for anchor in _anchors(getattr(curated, key)):
            known[anchor.unit].append(anchor)
    return msgspec.structs.replace(
        draft, **{key: _kept(getattr(draft, key), known) for key in _PROSE}
    )


def _anchors(statements: Iterable[Statement]) -> Iterable[Anchor]:
    """Yield the anchors of statements."""
    for statement in statements:
        yield from statement.at


def _kept(
    statements: Iterable[Statement], known: Mapping[str, Sequence[Anchor]]
) -> tuple[Statement, ...]:
    """Return the statements with curated words, each with the anchors that share them."""
    kept = []
    for statement in statements:
        at = tuple(anchor for anchor in statement.at if _is_curated(anchor, known))
        if at:
            kept.append(msgspec.structs.replace(statement, at=at))
    return tuple(kept)


def _is_curated(anchor: Anchor, known: Mapping[str, Sequence[Anchor]]) -> bool:
    """Return whether a curated anchor shares words with an anchor."""
    return any(_share(anchor, other) for other in known.get(anchor.unit, ()))


def _share(one: Anchor, other: Anchor) -> bool:
    """Return whether two anchors of a unit share half of the letters of the shorter one."""
    start = max(one.start, other.start)
    end = min(one.start + one.length, other.start + other.length)
    return 2 * (end - start) >= min(one.length, other.length)
