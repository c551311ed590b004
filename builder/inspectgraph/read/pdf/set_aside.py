"""Text of a page that belongs to none of its paragraphs: watermarks, turned text, letters too small to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.pdf.glyphs import Glyph
from inspectgraph.read.pdf.lines import Line, Run, grouped, runs_of
from inspectgraph.read.pdf.page_view import Box, turned

__all__ = ["aside_kind", "crossing_texts", "stretches_of"]

#: How much larger than the usual text a text is that is printed across other text.
_LARGE = 1.6
#: Letters below this share of the usual size, and below so many points, cannot be read
#: on paper.
_TINY, _TINY_POINTS = 0.35, 3.0
#: The most large texts of a page that are looked at.
_MOST = 100
#: How far apart two lines of one stretch of turned text are at the most, by its size.
_STEP = 1.6


def stretches_of(glyphs: Sequence[Glyph], page: int, offset: int) -> list[Line]:
    """Return the turned text of a page: what belongs together as one line with its box on the page."""
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    found = []
    for turn, own in sorted(by_turn.items()):
        runs = runs_of(own if turn % 90 == 0 else _touching(own), offset)
        found += [_upright(lines, turn) for lines in _stretches(grouped(runs, page))]
    return sorted(found, key=lambda line: (-line.y, line.x0))


def _touching(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of slanting text, each as wide as it is far to the next: their boxes do not tell."""
    pairs = [*pairwise(glyphs)]
    wide = [
        (
            glyph._replace(x1=after.x0)
            if glyph.x0 < after.x0 < glyph.x0 + 2 * glyph.size
            else glyph
        )
        for glyph, after in pairs
    ]
    return [*wide, *glyphs[-1:]]


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines in groups that stand close below each other and side by side."""
    group: list[Line] = []
    for line in lines:
        if group and not _follows(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _follows(above: Line, line: Line) -> bool:
    """Return whether a line goes on with the one above it."""
    return (
        above.y - line.y < _STEP * line.size
        and above.x0 < line.x1
        and line.x0 < above.x1
    )


def _upright(lines: Sequence[Line], turn: int) -> Line:
    """Return lines of turned text as one line whose middle is where the text's middle is."""
    text = lines[0].text
    for line in lines[1:]:
        text = join_lines(text, line.text)
    boxes = [line.box for line in lines]
    corners = [
        turned(x, y, turn)
        for box in boxes
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    columns, rows = [x for x, _ in corners], [y for _, y in corners]
    size = lines[0].size
    span = (min(line.span[0] for line in lines), max(line.span[1] for line in lines))
    level = (min(rows) + max(rows)) / 2 - 0.3 * size
    return Line(
        [Run(text, min(columns), max(columns), level, size, lines[0].bold, *span)],
        lines[0].page,
    )


def crossing_texts(pages: Iterable[Sequence[Run]], body: float) -> set[str]:
    """Return the large texts that are printed across other text on some page: watermarks.

    Args:
        pages: The runs of each page.
        body: The size of most of the document's text, in points.
    """
    found: Counter[str] = Counter()
    for runs in pages:
        large = [
            run
            for run in runs
            if run.size >= _LARGE * body and len(run.text.strip()) > 1
        ][:_MOST]
        found.update(
            {
                run.text.strip()
                for run in large
                if any(_crosses(run, other) for other in runs)
            }
        )
    return set(found)


def _crosses(large: Run, other: Run) -> bool:
    """Return whether a large text is printed across another one that is smaller."""
    if other.size * _LARGE > large.size or not other.text.strip():
        return False
    box, under = _box(large), _box(other)
    across = min(box[2], under[2]) - max(box[0], under[0])
    up = min(box[3], under[3]) - max(box[1], under[1])
    return across > 2 * other.size and up > 0.4 * other.size


def _box(run: Run) -> Box:
    """Return the box of a run, from its base line to the height of its capitals."""
    return run.x0, run.y, run.x1, run.y + 0.7 * run.size


def aside_kind(run: Run, crossing: Collection[str], body: float) -> str:
    """Return why a run is no part of a paragraph, or nothing.

    Args:
        run: The run.
        crossing: The texts that are watermarks in the document.
        body: The size of most of the document's text, in points.
    """
    if run.size < _TINY_POINTS and run.size < _TINY * body:
        return "tiny"
    return (
        "across" if run.size >= _LARGE * body and run.text.strip() in crossing else ""
    )
