"""Review an extract: accept, correct or reject each unconfirmed value, and undo decisions."""

from __future__ import annotations

from inspectgraph.review.session import Review

__all__ = [
    "Review",
]
