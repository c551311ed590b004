"""Review a drafted extract: a curator accepts, corrects or rejects each drafted value."""

from __future__ import annotations

from inspectgraph.review.session import Review

__all__ = [
    "Review",
]
