"""Find dropped capitals: large initial letters that extend down over several lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter

from inspectgraph.read.pdf.lines import Line, Run

__all__ = ["find_capitals", "set_capital"]

#: The least font size of a dropped capital, as a multiple of the font size beside it.
_LARGER = 1.7
#: The most letters of an area that are tested as dropped capitals.
_MOST = 20


def find_capitals(runs: Sequence[Run], body: float) -> list[Run]:
    """Return the text runs that are dropped capitals.

    Args:
        runs: The text runs of an area of a page.
        body: The font size of most of the document's text, in points.
    """
    capitals = filter(partial(_is_large_capital, body=body), runs)
    found = []
    for capital in islice(capitals, _MOST):
        if _rest_of_word(capital, runs):
            found.append(capital)
    return found


def _is_large_capital(run: Run, body: float) -> bool:
    """Return whether a text run is one capital letter, much larger than most of the text."""
    if run.size <= _LARGER * body:
        return False
    letter = run.text.strip()
    if len(letter) != 1:
        return False
    return letter.isupper()


def _rest_of_word(capital: Run, runs: Iterable[Run]) -> Run | None:
    """Return the text run that continues the word of a dropped capital, or None.

    The result is the highest run directly to the right of the capital.
    """
    beside = _beside(capital, runs)
    top = max(beside, key=attrgetter("y"), default=None)
    if top is None:
        return None
    middle, least = top.y + 0.5 * top.size, capital.y + 0.4 * capital.size
    if middle > least:
        return top
    return None


def _beside(capital: Run, runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the text runs that may continue the word of a dropped capital.

    These runs are directly to the right of the capital.
    """
    for run in runs:
        if capital.size <= _LARGER * run.size:
            continue
        if not run.text[:1].islower():
            continue
        gap = run.x0 - capital.x1
        widest = max(0.6 * run.size, 0.3 * capital.size)
        lowest = capital.y - 0.2 * run.size
        highest = capital.y + 0.75 * capital.size
        is_near = -1 <= gap <= widest
        if is_near and lowest <= run.y <= highest:
            yield run


def set_capital(capital: Run, lines: Sequence[Line]) -> bool:
    """Join a dropped capital to the rest of its word, if the rest is found.

    The left edge of each line beside the capital is then set to the left edge of the
    capital.

    Returns:
        Whether the rest of the word was found.
    """
    first = _rest_of_word(capital, [line.runs[0] for line in lines])
    if first is None:
        return False
    for line in lines:
        lowest = capital.y - 0.2 * line.size
        is_beside = lowest <= line.y <= first.y
        if is_beside and line.x0 >= capital.x1 - 1:
            line.runs[0].x0 = capital.x0
    first.text = capital.text.strip() + first.text.lstrip()
    first.cover(capital)
    return True
