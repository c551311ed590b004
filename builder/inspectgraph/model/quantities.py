"""How messages write numbers and nouns."""

from __future__ import annotations

__all__ = ["quantity"]


def quantity(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun, in the singular for one.

    Args:
        number: How many there are.
        singular: The noun for one.
        plural: The noun for several, where it is more than the singular with an s.

    >>> quantity(1, "violation"), quantity(3212, "violation"), quantity(0, "entry", "entries")
    ('1 violation', '3,212 violations', '0 entries')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
