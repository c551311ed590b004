"""Draw themes that occur together: a matrix of broad themes and a list of pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from inspectgraph.draw.cooccurrence import PARTS, PairCount, ThemeCounts, count_themes
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.palette import INK, QUIET, blend
from inspectgraph.draw.picture import Picture
from inspectgraph.draw.svg import Value, box, line, middle_label, tooltip
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap

__all__ = ["themes_together"]

#: The fill colour of each part of a bar.
_FILLS = dict(zip(PARTS, ("#1f5fa6", "#d9730d", "#aab2ba"), strict=True))
#: The fill colours of a cell without statements and of the cell with most statements.
_LIGHT, _DARK = "#f3f6f6", "#4f9d94"

# Pixels: the right end of the drawing, the upper end of matrix and list, the side of a
# cell, the height of a row of the list, the longest bar, and where the bars begin.
_RIGHT, _TOP, _CELL, _ROW, _BAR = 1224, 48, 39, 21.5, 106
_BARS = _RIGHT - _BAR - 26
#: The room for the name of a broad theme, and the sizes of texts.
_ROOM, _HEADING_SIZE, _SIZE, _SMALL = 330, 14, 12.5, 11.5


def themes_together(corpus: Corpus) -> Picture:
    """Draw the matrix of broad themes and the list of the most frequent theme pairs."""
    counts = count_themes(corpus)
    lists = max(len(counts.broad) * _CELL, len(counts.pairs) * _ROW)
    height = _TOP + lists + 48
    return Picture(
        title="Themes that occur together in statements",
        subtitle=counts.subtitle,
        elements=tuple(_elements(counts, height)),
        height=height,
        header=("Theme", "Theme", "Statements about both", *PARTS),
        rows=tuple(
            (*pair.themes, pair.total, *(pair.parts[part] for part in PARTS))
            for pair in counts.pairs
        ),
    )


def _elements(counts: ThemeCounts, height: float) -> Iterator[str]:
    """Yield the SVG elements of the picture in the order in which they are painted."""
    labels = _broad_labels(counts)
    yield from _headings()
    yield from _matrix(counts, labels)
    yield from _list(counts.pairs, _pair_labels(counts.pairs, labels))
    yield from _legend(height)


def _headings() -> Iterator[str]:
    """Yield the headings of the matrix and of the list."""
    yield from _heading(
        0, "Broad themes", "the darker, the more statements about both", "start"
    )
    yield from _heading(
        _RIGHT, "Pairs of themes", "statements about both, by what they are", "end"
    )


def _heading(x: float, first: str, second: str, anchor: str) -> Iterator[str]:
    yield middle_label(
        first, x, 6, _HEADING_SIZE, text_anchor=anchor, font_weight="bold", fill=INK
    )
    yield middle_label(second, x, 23, _SIZE, text_anchor=anchor, fill=INK)


# The matrix


def _broad_labels(counts: ThemeCounts) -> list[str]:
    """Return the names of the broad themes, each shortened to fit on one line."""
    names = {name: name for name in counts.broad}
    lines = names_apart(names, lambda name: wrap(name, _SIZE, _ROOM, lines=1))
    return [lines[name][0] for name in counts.broad]


def _label_place(row: int) -> tuple[float, float]:
    """Return where the name of a matrix row begins: a point right of the diagonal."""
    return (row + 1) * _CELL + 9, _TOP + (row + 0.5) * _CELL


def _matrix(counts: ThemeCounts, labels: Sequence[str]) -> Iterator[str]:
    """Yield the matrix: cells below the diagonal, totals on the diagonal, names."""
    most = max(counts.shared.values(), default=1)
    names = list(counts.broad)
    for row, theme in enumerate(names):
        for column, other in enumerate(names[:row]):
            count = counts.shared.get(frozenset({theme, other}), 0)
            facts = {"Theme": theme, "Second theme": other, "Statements": count}
            fill = blend(_LIGHT, _DARK, count / most)
            yield _cell(row, column, facts, fill=fill)
            if count:
                yield _number(row, column, count)
        total = counts.broad[theme]
        facts = {"Theme": theme, "Statements": total}
        yield _cell(row, row, facts, fill="white", stroke=QUIET)
        yield _number(row, row, total)
        x, y = _label_place(row)
        yield middle_label(labels[row], x, y, _SIZE, full=theme, fill=INK)


def _cell(row: int, column: int, facts: Mapping[str, object], **look: Value) -> str:
    """Return one cell of the matrix, with a tooltip of its facts."""
    left, top = column * _CELL, _TOP + row * _CELL
    right, bottom = left + _CELL, top + _CELL
    return box(left + 1, top + 1, right - 1, bottom - 1, tooltip(facts), **look)


def _number(row: int, column: int, number: int) -> str:
    """Return the number in a matrix cell; it does not block the tooltip of the cell."""
    x, y = (column + 0.5) * _CELL, _TOP + (row + 0.5) * _CELL
    return middle_label(
        str(number), x, y, 13, text_anchor="middle", fill=INK, pointer_events="none"
    )


# The list


def _pair_labels(pairs: Sequence[PairCount], labels: Sequence[str]) -> list[str]:
    """Return the name of each pair, shortened to the space between matrix and bars.

    If two shortened names are the same, both are shortened again so that they differ.
    """
    rooms = [_BARS - 30 - _label_end(labels, _row_middle(n)) for n in range(len(pairs))]
    least = min(rooms, default=0)
    names = {str(n): pair.name for n, pair in enumerate(pairs)}
    apart = names_apart(names, lambda name: wrap(name, _SMALL, least, lines=1))
    found = [
        wrap(pair.name, _SMALL, room, lines=1)[0]
        for pair, room in zip(pairs, rooms, strict=True)
    ]
    counts = Counter(found)
    for n, name in enumerate(found):
        if counts[name] > 1:
            found[n] = apart[str(n)][0]
    return found


def _label_end(labels: Sequence[str], y: float) -> float:
    """Return the x coordinate of the right end of the names of broad themes near `y`.

    The names that are less than a row of the matrix above or below `y` count. The
    result is in pixels.
    """
    end = 0.0
    for row, text in enumerate(labels):
        left, middle = _label_place(row)
        if abs(middle - y) < _CELL:
            end = max(end, left + text_width(text, _SIZE))
    return end


def _row_middle(n: int) -> float:
    return _TOP + (n + 0.5) * _ROW


def _list(pairs: Sequence[PairCount], labels: Sequence[str]) -> Iterator[str]:
    """Yield the list of pairs: name, bar and number of statements of each."""
    scale = _BAR / max((pair.total for pair in pairs), default=1)
    for n, (pair, shown) in enumerate(zip(pairs, labels, strict=True)):
        y = _row_middle(n)
        yield middle_label(
            shown, _BARS - 10, y, _SMALL, full=pair.name, text_anchor="end", fill=INK
        )
        yield from _bar(pair, y, scale)
        end = _BARS + pair.total * scale
        yield middle_label(str(pair.total), end + 6, y, _SMALL, fill=INK)
    if pairs:
        yield line(_BARS, _TOP - 4, _BARS, _TOP + len(pairs) * _ROW, stroke=INK)


def _bar(pair: PairCount, y: float, scale: float) -> Iterator[str]:
    """Yield the parts of one bar from left to right: strengths, weaknesses, others."""
    top, bottom = y - _ROW / 2 + 3, y + _ROW / 2 - 3
    left = float(_BARS)
    for part in PARTS:
        if count := pair.parts[part]:
            right = left + count * scale
            facts = {"Themes": pair.name, "Part": part, "Statements": count}
            yield box(
                *(left, top, right, bottom),
                tooltip(facts),
                fill=_FILLS[part],
                stroke="white",
                stroke_width=0.5,
            )
            left = right


def _legend(height: float) -> Iterator[str]:
    """Yield the legend of the bar colours, built from right to left."""
    x, y = float(_RIGHT), height - 14
    for part in reversed(PARTS):
        x -= text_width(part, 13)
        yield middle_label(part, x, y, 13, fill=INK)
        yield box(x - 20, y - 7, x - 6, y + 7, fill=_FILLS[part])
        x -= 40
