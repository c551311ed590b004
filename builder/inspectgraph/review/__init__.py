"""Review a drafted extract: accept, correct or reject each unconfirmed value."""

from __future__ import annotations

from inspectgraph.review.session import Review

__all__ = [
    "Review",
]
