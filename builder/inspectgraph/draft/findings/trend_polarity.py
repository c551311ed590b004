"""Trends: whether it is good or bad that something rises, falls, or is above others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from inspectgraph.draft.lexicon.judging import trend_words

__all__ = ["Trends", "trends_of"]

#: The most letters between a move and the thing that moves.
_FAR = 110
#: Being below others, where no thing is named: most of what is measured should be high.
_BELOW = re.compile(r"(?:below|poorer than|worse than|less well than)\b", re.I)
_IMPROVES = re.compile(r"improv", re.I)


@dataclass(slots=True)
class Trends:
    """How many moves of a clause are good, how many bad, and where their words are."""

    good: int = 0
    bad: int = 0
    places: list[tuple[int, int]] = field(default_factory=list)


def trends_of(clause: str) -> Trends:
    """Return the good and bad moves of a clause.

    >>> trends_of("the rate of teenage pregnancy has fallen").good
    1
    >>> trends_of("standards fell below the average").bad
    2
    """
    trends = Trends()
    things = list(_things().finditer(clause))
    for move in _moves().finditer(clause):
        thing = _nearest(move, things)
        if thing is not None:
            _count_move(trends, move, thing)
        elif below := _BELOW.match(clause, move.start()):
            trends.bad += 1
            trends.places.append(below.span())
    return trends


def _count_move(trends: Trends, move: re.Match[str], thing: re.Match[str]) -> None:
    """Count a move of a thing as good or bad, and note its words."""
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
    """Return the thing that is nearest to a move, or None where all are far."""
    nearest, least = None, _FAR + 1
    for thing in things:
        if _overlap(thing, move):
            continue
        distance = abs(thing.start() - move.start())
        if distance < least:
            nearest, least = thing, distance
    return nearest


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    """Return whether two matches share a place."""
    return one.start() < other.end() and other.start() < one.end()


@cache
def _moves() -> re.Pattern[str]:
    """Return the pattern of the words for a move."""
    up, down = trend_words("up"), trend_words("down")
    return re.compile(rf"\b(?:well |just )?(?:(?P<up>{up})|(?P<down>{down}))\b", re.I)


@cache
def _things() -> re.Pattern[str]:
    """Return the pattern of the things that should be low, or high."""
    ill, well = trend_words("should-fall"), trend_words("should-rise")
    return re.compile(rf"\b(?:(?P<ill>{ill})|(?P<well>{well}))\b", re.I)
