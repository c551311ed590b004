"""Form the lines of one area of a PDF page from its text runs.

Footnote marks, dropped capitals and letter-spaced words are recognised here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inspectgraph.read.pdf.dropped_capitals import find_capitals, set_capital
from inspectgraph.read.pdf.letterspacing import close_up
from inspectgraph.read.pdf.lines import Line, Run, group_lines, sort_runs
from inspectgraph.read.pdf.marks import Mark, find_marks, place_mark

__all__ = ["lines_of"]


def lines_of(
    runs: Sequence[Run], page: int, body: float, area: int = 0
) -> tuple[list[Line], list[Mark]]:
    """Return the lines of an area, and the raised and lowered numbers in the area.

    The lines are in order from the top. Numbers such as footnote marks are not yet put
    into the lines.

    Args:
        runs: The text runs of the area.
        page: The number of the page.
        body: The font size of most of the document's text, in points.
        area: The number of the area on its page.
    """
    small = find_marks(runs, body)
    others = _without(runs, small)
    capitals = find_capitals(others, body)
    lines = group_lines(_without(others, capitals), page, area)
    for capital in capitals:
        if not set_capital(capital, lines):
            lines.append(Line([capital], page, area))
    marks: list[Mark] = []
    for run in small:
        mark = place_mark(run, lines)
        if mark is None:
            lines.append(Line([run], page, area))
        elif run.text.strip().isdecimal():
            marks.append(mark)
        else:  # the letters of an ordinal
            mark.line.runs.append(run)
    sort_runs(lines)
    close_up(lines)
    return sorted(lines, key=lambda line: -line.y), marks


def _without(runs: Iterable[Run], left_out: Iterable[Run]) -> list[Run]:
    """Return the text runs that are not in `left_out`."""
    identities = set(map(id, left_out))
    kept = []
    for run in runs:
        if id(run) not in identities:
            kept.append(run)
    return kept
