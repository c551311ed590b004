"""Limit the problems of each file: show the first hundred and count the others.

A file can have more than a million problems, for example if one theme is misspelt
everywhere. The first hundred by source location are reported. The others are only
counted, and no message is made for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappush, heappushpop
from itertools import count
from operator import attrgetter, itemgetter

from inspectgraph.model.errors import Problem, Where
from inspectgraph.model.quantities import quantity

__all__ = [
    "MORE_FAULTS",
    "MOST_SHOWN",
    "FirstFaults",
    "first_of_each_file",
    "other_faults",
]

#: The largest number of problems of one file that are shown.
MOST_SHOWN = 100
#: The code of the problem that counts the problems not shown.
MORE_FAULTS = "more-faults"


class FirstFaults:
    """The first problems of a file, sorted by line, and the number of all problems."""

    def __init__(self, most: int = MOST_SHOWN) -> None:
        """Set the maximum number of problems that are reported."""
        self.most = most
        self.total = 0
        #: A heap with the problem that is last in the file as its first entry.
        self._kept: list[tuple[int, int, int, Problem]] = []
        self._number = count()

    def add(self, where: Where, make: Callable[[Where], Problem]) -> None:
        """Count a problem, and store the problem if it is one of the first `most`.

        The problems are sorted by source location. A stored problem is removed again if
        `most` other problems come before it.

        Args:
            where: The source location of the problem.
            make: A function that returns the problem for a source location. It is
                called only for a problem that is stored.
        """
        self.total += 1
        place = (-where.line, -where.column)
        if len(self._kept) < self.most:
            heappush(self._kept, (*place, -next(self._number), make(where)))
        elif place > self._kept[0][:2]:
            heappushpop(self._kept, (*place, -next(self._number), make(where)))

    @property
    def problems(self) -> list[Problem]:
        """The stored problems, sorted by line.

        If some problems are not stored, a last problem gives the number of the others.
        """
        kept = list(map(itemgetter(3), sorted(self._kept, reverse=True)))
        left_out = self.total - len(kept)
        if not left_out:
            return kept
        return [*kept, other_faults(kept[0].where.path, left_out)]


def first_of_each_file(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first problems of each file, in order of file and source location.

    Repeated problems are left out. If a file has further problems, one more problem is
    added for the file. The added problem gives the number of the further problems.
    """
    files: dict[str, list[Problem]] = {}
    for problem in dict.fromkeys(problems):
        files.setdefault(problem.where.path, []).append(problem)
    first: list[Problem] = []
    for path in sorted(files):
        first += _first(path, files[path])
    return first


def _first(path: str, problems: list[Problem]) -> list[Problem]:
    """Return the first problems of a file.

    If the file has further problems, a last problem gives the number of these.
    """
    single: list[Problem] = []
    counted: list[Problem] = []
    for problem in problems:
        if problem.count == 1:
            single.append(problem)
        else:
            counted.append(problem)
    single.sort(key=attrgetter("where", "code", "found"))
    kept = single[:MOST_SHOWN]
    others = [*single[MOST_SHOWN:], *counted]
    if not others:
        return kept
    number = sum(map(attrgetter("count"), others))
    exit_code = max(map(attrgetter("exit_code"), others))
    return [*kept, other_faults(path, number, exit_code)]


def other_faults(path: str, number: int, exit_code: int = 1) -> Problem:
    """Return a problem that states how many further problems are not shown."""
    found = f"this file has {quantity(number, 'more fault')}"
    return Problem(Where(path), "more-faults", found, exit_code=exit_code, count=number)
