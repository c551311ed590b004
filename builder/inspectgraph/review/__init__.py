"""Walk through the unconfirmed values of an extract: accept, correct or reject each, and take back what was done.

Every decision is written into the file at once, as a change of the lines it concerns;
nothing else is kept anywhere, so that a review can end at any moment and go on later. A
decision that would make the extract faulty is refused with what `load` says about it.
"""

from __future__ import annotations

from inspectgraph.review.session import Review

__all__ = [
    "Review",
]
