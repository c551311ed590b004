"""Find the text outside all paragraphs: watermarks, rotated text and tiny letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial, reduce
from itertools import islice, pairwise, product
from operator import attrgetter

from inspectgraph.read.hyphenation import join_lines
from inspectgraph.read.pdf.glyphs import Glyph
from inspectgraph.read.pdf.lines import Line, Run, group_lines, runs_of
from inspectgraph.read.pdf.page_view import rotate
from inspectgraph.read.sequences import span_over

__all__ = ["aside_kind", "crossing_texts", "stretches_of"]

#: The least font size of a watermark, as a multiple of the font size of other text.
_LARGE = 1.6
#: Letters below this share of the usual font size, and below so many points, are too
#: small to be read on paper.
_TINY, _TINY_POINTS = 0.35, 3.0
#: The most large texts of a page that are tested as watermarks.
_MOST = 100
#: The most distance between two lines of one stretch of rotated text, as a share of
#: the font size.
_STEP = 1.6


# Rotated text


def stretches_of(glyphs: Iterable[Glyph], page: int, offset: int) -> list[Line]:
    """Return each rotated text on a page as one horizontal line.

    Args:
        glyphs: The rotated characters of the page.
        page: The number of the page.
        offset: The number of characters on earlier pages.
    """
    by_turn: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_turn[glyph.turn].append(glyph)
    found = []
    for turn, own in sorted(by_turn.items()):
        touching = own
        if turn % 90:  # slanting text
            touching = _touching(own)
        lines = group_lines(runs_of(touching, offset), page)
        for stretch in _stretches(lines):
            found.append(_level(stretch, turn))
    return sorted(found, key=lambda line: (-line.y, line.x0))


def _touching(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Extend each slanting character up to the next one, and return all characters.

    PDFium does not give the width of slanting characters.
    """
    wide = []
    for glyph, after in pairwise(glyphs):
        if glyph.x0 < after.x0 < glyph.x0 + 2 * glyph.size:
            wide.append(glyph._replace(x1=after.x0))
        else:
            wide.append(glyph)
    return [*wide, *glyphs[-1:]]


def _stretches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield groups of lines that are close together and overlap horizontally."""
    group: list[Line] = []
    for line in lines:
        if group and not _follows(group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _follows(above: Line, line: Line) -> bool:
    """Return whether a line continues the rotated text of the line above."""
    if above.y - line.y >= _STEP * line.size:
        return False
    return above.overlaps(line)


def _level(lines: Sequence[Line], turn: int) -> Line:
    """Join the lines of one rotated text into one horizontal line with the same centre.

    Args:
        lines: The lines, with positions measured along their base lines.
        turn: The rotation of the lines to the left, in degrees.
    """
    first = lines[0]
    columns: list[float] = []
    rows: list[float] = []
    for line in lines:
        left, bottom, right, top = line.box
        for corner in product((left, right), (bottom, top)):
            x, y = rotate(*corner, turn)
            columns.append(x)
            rows.append(y)
    start, end = span_over(line.span for line in lines)
    run = Run(
        text=reduce(join_lines, map(attrgetter("text"), lines)),
        x0=min(columns),
        x1=max(columns),
        y=(min(rows) + max(rows)) / 2 - 0.3 * first.size,
        size=first.size,
        bold=first.bold,
        first=start,
        last=end,
    )
    return Line([run], first.page)


# Watermarks and tiny letters


def crossing_texts(pages: Iterable[Sequence[Run]], body: float) -> set[str]:
    """Return the texts of watermarks: large texts printed across other text.

    Args:
        pages: The text runs of each page.
        body: The font size of most of the document's text, in points.
    """
    found: set[str] = set()
    for runs in pages:
        large = filter(partial(_is_large, body=body), runs)
        for run in islice(large, _MOST):
            if any(map(partial(_crosses, run), runs)):
                found.add(run.text.strip())
    return found


def _is_large(run: Run, body: float) -> bool:
    """Return whether a text run is as large as a watermark and has several characters."""
    if run.size < _LARGE * body:
        return False
    return len(run.text.strip()) > 1


def _crosses(large: Run, other: Run) -> bool:
    """Return whether a large text run is printed across a smaller text run."""
    if other.size * _LARGE > large.size:
        return False
    if not other.text.strip():
        return False
    left, bottom, right, top = large.box
    other_left, other_bottom, other_right, other_top = other.box
    across = min(right, other_right) - max(left, other_left)
    up = min(top, other_top) - max(bottom, other_bottom)
    if across <= 2 * other.size:
        return False
    return up > 0.4 * other.size


def aside_kind(run: Run, watermarks: Collection[str], body: float) -> str:
    """Return the reason to leave a text run out of paragraphs, or "".

    The reason is `tiny` for tiny letters, and `across` for a watermark. The result is
    "" for an ordinary text run.

    Args:
        run: The text run.
        watermarks: The texts of the document's watermarks.
        body: The font size of most of the document's text, in points.
    """
    if run.size < min(_TINY_POINTS, _TINY * body):
        return "tiny"
    is_large = run.size >= _LARGE * body
    if is_large and run.text.strip() in watermarks:
        return "across"
    return ""
