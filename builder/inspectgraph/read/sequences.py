"""Small functions for sequences: find a matching pattern, split in two, join text spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import AnyStr, TypeVar

__all__ = ["divide", "first_match", "span_over"]

Item = TypeVar("Item")
Value = TypeVar("Value")


def first_match(
    rules: Iterable[tuple[re.Pattern[AnyStr], Value]], text: AnyStr
) -> Value | None:
    """Return the value paired with the first pattern that matches the beginning of a text.

    Return None if no pattern matches.

    >>> first_match([(re.compile("an"), 1), (re.compile("a"), 2)], "axis")
    2
    """
    for pattern, value in rules:
        if pattern.match(text):
            return value
    return None


def divide(
    items: Iterable[Item], test: Callable[[Item], object]
) -> tuple[list[Item], list[Item]]:
    """Return a list of the items that pass a test, and a list of the other items.

    >>> divide([1, 2, 3], lambda number: number > 1)
    ([2, 3], [1])
    """
    passed: list[Item] = []
    others: list[Item] = []
    for item in items:
        own = others
        if test(item):
            own = passed
        own.append(item)
    return passed, others


def span_over(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return the span from the earliest start to the latest end of some spans.

    >>> span_over([(5, 9), (2, 4)])
    (2, 9)
    """
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)
