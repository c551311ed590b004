"""A figure as a sentence prints it, before it is known what it measures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Printed", "Sentence", "clause_after", "clause_around"]

_ENDS_CLAUSE = re.compile(r"[,;()]")
_ENDS_COUNT = re.compile(r"[,;()]| and ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its introduction, and whether all reports print its section alike."""

    words: str
    introduction: str
    standard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure as printed.

    Args:
        place: Where its number begins in the sentence.
        value: Its value, in its unit.
        printed: The number with the sign of its unit, as printed.
        unit: The slug of its unit.
        kind: Share, rate, count, change, ratio or rank.
        clauses: The words around it, those that say best what it measures first.
        before: The words before a bare count, which say whether it counts all of a group.
        indicator: What it measures, where its form alone says so.
        only_known: Whether it is a figure only if it is known what it measures.
        of: The whole of which it counts a part.
        earlier: The value of an earlier time that its form prints, as printed.
        when: The time of that earlier value, as printed.
    """

    place: int
    value: Decimal
    printed: str
    unit: str
    kind: str
    clauses: tuple[str, ...]
    before: str | None = None
    indicator: str | None = None
    only_known: bool = False
    of: Decimal | None = None
    earlier: str | None = None
    when: str = ""


def clause_around(match: re.Match[str]) -> str:
    """Return the words around a figure, from the comma or bracket before it to the one after it.

    Brackets around the figure itself do not count.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    start, end = _ENDS_CLAUSE.split(before)[-1], _ENDS_CLAUSE.split(after)[0]
    return f"{start} {match[0]} {end}"


def clause_after(match: re.Match[str]) -> str:
    """Return a count with the words after it, up to the next comma, bracket or "and"."""
    return f"{match[0]} {_ENDS_COUNT.split(match.string[match.end() :])[0]}"
