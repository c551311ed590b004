"""Decide whether a rise, a fall or a comparison in a clause is good or bad.

The table `trend-words` lists quantities that should rise, such as attendance, and
quantities that should fall, such as absence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from inspectgraph.draft.lexicon.judging import trend_words

__all__ = ["Trends", "trends_of"]

#: The most characters between a word such as `rose` and the quantity that changes.
_FAR = 70
#: Words such as `below`. They count as bad if the clause names no quantity, since most
#: of the quantities in reports should be high.
_BELOW = re.compile(r"(?:below|poorer than|worse than|less well than)\b", re.I)
_IMPROVES = re.compile(r"improv", re.I)
#: Words between a change and the quantity of another change, and the characters that
#: they add to the distance: `exclusions fell and attendance rose`.
_PARTED = re.compile(r"[,;]|\b(?:and|while|but)\b", re.I)
_APART = 30


@dataclass(slots=True)
class Trends:
    """The numbers of good and bad changes in a clause.

    Args:
        good: The number of good changes.
        bad: The number of bad changes.
        places: The start and end of certain words in the clause: the words for a
            change, and the names of quantities that should fall.
    """

    good: int = 0
    bad: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)


def trends_of(clause: str) -> Trends:
    """Count the good and bad changes in a clause.

    >>> trends_of("the rate of teenage pregnancy has fallen").good
    1
    >>> trends_of("standards fell below the average").bad
    2
    """
    trends = Trends()
    moves = list(_moves().finditer(clause))
    if not moves:
        return trends
    things = list(_things().finditer(clause))
    for move in moves:
        thing = _nearest(move, things)
        if thing is not None:
            _count_move(trends, move, thing)
        elif below := _BELOW.match(clause, move.start()):
            trends.bad += 1
            trends.places.append(below.span())
    return trends


def _count_move(trends: Trends, move: re.Match[str], thing: re.Match[str]) -> None:
    """Count a rise or fall of a quantity as good or bad.

    The start and end of the word for the change are added to `trends.places`. If the
    quantity should be low, such as absence, the start and end of its name are added
    too.

    Args:
        trends: The counts and places, which the function changes.
        move: The word of the change, such as `rose`.
        thing: The quantity that changes.
    """
    as_it_should = bool(move["up"]) == bool(thing["well"])
    if as_it_should or _IMPROVES.match(move[0]):
        trends.good += 1
    else:
        trends.bad += 1
    trends.places.append(move.span())
    if thing["ill"]:
        trends.places.append(thing.span())


def _nearest(
    move: re.Match[str], things: Sequence[re.Match[str]]
) -> re.Match[str] | None:
    """Return the quantity that is nearest to a word for a rise or a fall.

    Return None if every quantity is more than `_FAR` characters from the word.

    Args:
        move: The word for the rise or fall, such as `rose`.
        things: The quantities that the clause names.
    """
    near = [
        thing
        for thing in things
        if not _overlap(thing, move) and abs(thing.start() - move.start()) <= _FAR
    ]
    return min(near, key=lambda thing: _distance(move, thing), default=None)


def _distance(move: re.Match[str], thing: re.Match[str]) -> int:
    """Return the distance between a change and a quantity in a clause.

    The distance is larger if a word such as `and` is between the two.
    """
    distance = abs(thing.start() - move.start())
    first, second = sorted((move, thing), key=re.Match.start)
    if _PARTED.search(move.string, first.end(), second.start()):
        distance += _APART
    return distance


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether two matches overlap."""
    return one.start() < other.end() and other.start() < one.end()


@cache
def _moves() -> re.Pattern[str]:
    """Return the pattern of the words that describe a rise or a fall.

    The regex group `up` matches words for a rise, and `down` matches words for a fall.
    """
    up, down = trend_words("up"), trend_words("down")
    return re.compile(rf"\b(?:well |just )?(?:(?P<up>{up})|(?P<down>{down}))\b", re.I)


@cache
def _things() -> re.Pattern[str]:
    """Return the pattern of quantities that should fall or rise.

    The regex group `ill` matches quantities that should be low, and `well` matches
    quantities that should be high.
    """
    ill, well = trend_words("should-fall"), trend_words("should-rise")
    return re.compile(rf"\b(?:(?P<ill>{ill})|(?P<well>{well}))\b", re.I)
