"""Write numbers with nouns, and lists of names, for messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["first_listed", "listed", "quantity", "some"]

#: The most names in a message on many.
_MOST_NAMES: Final = 5


def quantity(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun in the singular or plural.

    Args:
        number: The number.
        singular: The noun in the singular.
        plural: The noun in the plural, if it is not the singular with an s.

    >>> quantity(1, "violation"), quantity(3212, "violation"), quantity(0, "entry", "entries")
    ('1 violation', '3,212 violations', '0 entries')
    """
    if number == 1:
        return f"1 {singular}"
    several = plural or f"{singular}s"
    return f"{number:,} {several}"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """Return names as a list in a sentence, such as `a, b or c`.

    Args:
        names: The names, in the order of the list.
        joint: The word before the last name: `and` or `or`.

    >>> listed([]), listed(["a"]), listed(["a", "b", "c"], "or")
    ('', 'a', 'a, b or c')
    """
    every = list(names)
    others, last = ", ".join(every[:-1]), every[-1:]
    return f" {joint} ".join(filter(None, (others, *last)))


def first_listed(names: Sequence[str], most: int = 10) -> str:
    """Return names as a list in a sentence. A long list ends with the number of others.

    Args:
        names: The names, in the order of the list.
        most: The largest number of names to list.

    >>> first_listed("abc"), first_listed("abcdef", 3)
    ('a, b and c', 'a, b, c and 3 more')
    """
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"


def some(names: Sequence[str]) -> str:
    """Return the first few names of a list, and the number of further names.

    >>> some("abcdefg")
    'a, b, c, d, e and 2 more'
    """
    text = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{text} and {more:,} more" if more > 0 else text
