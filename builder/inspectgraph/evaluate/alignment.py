"""What of a draft can be compared: the prose of whose words the curator states something.

A curator who reads a report for some themes enters the sentences on these and passes
over others in the same paragraph. What a draft says of a sentence passed over is
neither right nor invented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from inspectgraph.model.extract import Anchor, Extract, Statement

__all__ = ["on_curated_words"]

#: What a curator states of prose without going through all of it; figures are curated
#: entirely.
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
    """Return a draft without the findings that rest on words of which the curator states nothing."""
    known: dict[str, list[Anchor]] = defaultdict(list)
    for key in _ALL:
        for anchor in _anchors(getattr(curated, key)):
            known[anchor.unit].append(anchor)
    return msgspec.structs.replace(
        draft, **{key: _kept(getattr(draft, key), known) for key in _PROSE}
    )


def _anchors(statements: Iterable[Statement]) -> Iterable[Anchor]:
    """Yield what statements rest on."""
    for statement in statements:
        yield from statement.at


def _kept(
    statements: Iterable[Statement], known: Mapping[str, Iterable[Anchor]]
) -> tuple[Statement, ...]:
    """Return the statements of which some words are the curator's, each with those anchors alone."""
    kept = []
    for statement in statements:
        at = tuple(
            one
            for one in statement.at
            if any(_share(one, other) for other in known.get(one.unit, ()))
        )
        if at:
            kept.append(msgspec.structs.replace(statement, at=at))
    return tuple(kept)


def _share(one: Anchor, other: Anchor) -> bool:
    """Return whether two anchors of a unit have half of the shorter one's letters in common."""
    common = min(one.start + one.length, other.start + other.length) - max(
        one.start, other.start
    )
    return 2 * common >= min(one.length, other.length)
