"""Draw themes that occur together: a matrix of broad themes and a list of pairs.

On screen and on paper, the matrix and the list are side by side. On slides, the list
follows the matrix. On a phone, each broad theme is a block with a row for each of the
other broad themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draw.cooccurrence import PARTS, PairCount, ThemeCounts, count_themes
from inspectgraph.draw.cooccurrence_pairs import PairList, bar, bar_legend, hatch
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import Medium
from inspectgraph.draw.palette import INK, PAPER, QUIET, TEAL
from inspectgraph.draw.picture import Block, Picture
from inspectgraph.draw.svg import Value, box, group, linked, middle_label, tag, tooltip
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap

__all__ = ["themes_together"]

#: The share of the colour in a cell without statements.
_FAINT = 0.07
#: In pixels: the upper end of the matrix, the longest bar, and the room of a bar's
#: number.
_TOP, _BAR, _NUMBER = 48, 106, 26
#: The room for the name of a broad theme, and the sizes of texts.
_ROOM, _HEADING_SIZE, _SIZE = 330, 14, 12.5
#: On a phone, in pixels: width and height of a number's cell, and the height of a line.
_CELL_WIDTH, _ROW, _LINE = 52.0, 28.0, 18.0


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Data for drawing the matrix of broad themes.

    The data are counts, shortened names, the size of a cell, and links.
    """

    counts: ThemeCounts
    labels: Sequence[str]
    cell: float
    links: Links

    def label_place(self, row: int) -> tuple[float, float]:
        """Return the position at which the name of a row begins.

        The name is to the right of the last cell of the row.
        """
        return (row + 1) * self.cell + 9, _TOP + (row + 0.5) * self.cell

    def label_end(self, y: float) -> float:
        """Return the right end of the names near the vertical position `y`.

        A name is near `y` if the distance is less than the height of a row. If several
        names are near, the rightmost end is returned.
        """
        end = 0.0
        for row, text in enumerate(self.labels):
            left, middle = self.label_place(row)
            if abs(middle - y) < self.cell:
                end = max(end, left + text_width(text, _SIZE))
        return end

    @property
    def height(self) -> float:
        """The height of the matrix with its heading, in pixels."""
        return _TOP + len(self.counts.broad) * self.cell


def themes_together(corpus: Corpus, look: Look) -> Picture:
    """Draw the matrix of broad themes and the list of the most frequent theme pairs."""
    counts = count_themes(corpus)
    medium = look.medium.turned()
    key = bar_legend(medium)
    return Picture(
        medium=medium,
        title="Themes that occur together in statements",
        subtitle=counts.subtitle,
        blocks=tuple(_blocks(counts, medium, look.links)),
        key=Block(key.height + 14, (hatch(medium), *key.elements)),
        header=("Theme", "Theme", "Statements about both", *PARTS),
        rows=tuple(
            (*pair.themes, pair.total, *(pair.parts[part] for part in PARTS))
            for pair in counts.pairs
        ),
    )


def _blocks(counts: ThemeCounts, medium: Medium, links: Links) -> Iterator[Block]:
    if medium.is_narrow:
        yield from _themes(counts, medium, links)
        yield from _pairs_below(counts.pairs, medium)
    elif medium.name == "slide":
        matrix = _Matrix(counts, _broad_labels(counts), 26, links)
        yield Block(matrix.height + 20, tuple(_matrix(matrix)))
        yield from _pairs_in_rows(counts.pairs, medium)
    else:
        yield _side_by_side(counts, medium, links)


def _side_by_side(counts: ThemeCounts, medium: Medium, links: Links) -> Block:
    """Return the matrix on the left and the list on the right."""
    cell, row = (39, 21.5) if medium.height is None else (34, 18.5)
    matrix = _Matrix(counts, _broad_labels(counts), cell, links)
    found = PairList(counts.pairs, medium, medium.room - _BAR - _NUMBER, _BAR, row)
    shown = _pair_labels(found, matrix)
    heading = _heading(
        medium.room, "Pairs of themes", "statements about both, by polarity", "end"
    )
    rows = group(found.rows(shown), transform=f"translate(0,{_TOP})")
    height = max(matrix.height, _TOP + len(counts.pairs) * row)
    return Block(height, (*_matrix(matrix), *heading, rows))


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


def _matrix(matrix: _Matrix) -> Iterator[str]:
    """Yield the matrix: the cells below the diagonal, the totals on the diagonal, and the names."""
    counts = matrix.counts
    yield from _heading(
        0, "Broad themes", "the stronger the colour, the more statements", "start"
    )
    names = list(counts.broad)
    for row, theme in enumerate(names):
        for column, other in enumerate(names[:row]):
            count = counts.shared.get(frozenset({theme, other}), 0)
            facts = {"Theme": theme, "Second theme": other, "Statements": count}
            yield _cell(matrix, row, column, facts, **_shade(counts, count))
            if count:
                yield _number(matrix, row, column, count)
        total = counts.broad[theme]
        facts = {"Theme": theme, "Statements": total}
        frame = _cell(matrix, row, row, facts, fill=PAPER, stroke=QUIET)
        href = matrix.links.theme(counts.iris[theme])
        x, y = (row + 0.5) * matrix.cell, _TOP + (row + 0.5) * matrix.cell
        number = _number(matrix, row, row, total)
        yield from linked(href, x, y, frame, number, size=(matrix.cell, matrix.cell))
        left, _ = matrix.label_place(row)
        shown = matrix.labels[row]
        name = middle_label(shown, left, y, _SIZE, full=theme, fill=INK)
        width = text_width(shown, _SIZE)
        yield from linked(href, left + width / 2, y, name, size=(width, 0))


def _shade(counts: ThemeCounts, count: int) -> dict[str, Value]:
    """Return the fill of a cell; a higher number of statements has a stronger colour."""
    most = max(counts.shared.values(), default=1)
    opacity = _FAINT + (1 - _FAINT) * count / most
    return {"fill": TEAL, "fill_opacity": f"{opacity:.3f}"}


def _cell(
    matrix: _Matrix,
    row: int,
    column: int,
    facts: Mapping[str, object],
    **look: Value,
) -> str:
    """Return one cell of the matrix, with the given facts as a tooltip."""
    left, top = column * matrix.cell, _TOP + row * matrix.cell
    right, bottom = left + matrix.cell, top + matrix.cell
    return box(left + 1, top + 1, right - 1, bottom - 1, tooltip(facts), **look)


def _number(matrix: _Matrix, row: int, column: int, number: int) -> str:
    """Return the number in a matrix cell, drawn so that the tooltip of the cell still appears."""
    x, y = (column + 0.5) * matrix.cell, _TOP + (row + 0.5) * matrix.cell
    size = 13 if matrix.cell > 30 else 11
    return middle_label(
        str(number), x, y, size, text_anchor="middle", fill=INK, pointer_events="none"
    )


# The list


def _pair_labels(found: PairList, matrix: _Matrix) -> list[str]:
    """Return the names of the theme pairs, shortened to fit between matrix and bars.

    If two shortened names are the same, both are shortened again so that they differ.
    """
    middles = [_TOP + found.middle(n) for n in range(len(found.pairs))]
    rooms = [found.bars - 30 - matrix.label_end(middle) for middle in middles]
    return _shortened(found.pairs, rooms, found.size)


def _shortened(
    pairs: Sequence[PairCount], rooms: Sequence[float], size: float
) -> list[str]:
    least = min(rooms, default=0)
    names = {str(n): pair.name for n, pair in enumerate(pairs)}
    apart = names_apart(names, lambda name: wrap(name, size, least, lines=1))
    found = [
        wrap(pair.name, size, room, lines=1)[0]
        for pair, room in zip(pairs, rooms, strict=True)
    ]
    counts = Counter(found)
    for n, name in enumerate(found):
        if counts[name] > 1:
            found[n] = apart[str(n)][0]
    return found


def _pairs_in_rows(pairs: Sequence[PairCount], medium: Medium) -> Iterator[Block]:
    """Yield a block for each row of the list of pairs.

    The rows are separate blocks, so that the list can be split over several slides.
    """
    found = PairList(pairs, medium, medium.room - 240, 200, 20)
    shown = _shortened(pairs, [found.bars - 20] * len(pairs), found.size)
    heading = _heading(
        0, "Pairs of themes", "statements about both, by polarity", "start"
    )
    for n, rows in enumerate(found.rows(shown)):
        # The rows are drawn from the top of their list; each block has one of them.
        moved = group(
            [rows], transform=f"translate(0,{(36 if n == 0 else 0) - n * 20})"
        )
        parts = (*heading, moved) if n == 0 else (moved,)
        yield Block(20 + (36 if n == 0 else 0), parts)


# Phone


def _themes(counts: ThemeCounts, medium: Medium, links: Links) -> Iterator[Block]:
    """Yield a block for each broad theme.

    The block lists the other broad themes that occur in statements on this theme.
    """
    for theme, total in counts.broad.items():
        others = [
            (count, other)
            for other in counts.broad
            if (count := counts.shared.get(frozenset({theme, other}), 0))
        ]
        others.sort(key=lambda pair: -pair[0])
        yield _theme(counts, theme, total, others, (medium.room, links))


def _theme(
    counts: ThemeCounts,
    theme: str,
    total: int,
    others: Sequence[tuple[int, str]],
    place: tuple[float, Links],
) -> Block:
    """Return the block of a broad theme, with a row for each other theme.

    Args:
        counts: The counts and the IRIs of the themes.
        theme: The name of the broad theme.
        total: The number of statements on the broad theme.
        others: A pair for each other theme: the number of statements that have both
            themes, and the name of the other theme.
        place: The width of the block in pixels, and the links to the pages of the site.
    """
    room, links = place
    width = room - _CELL_WIDTH - 10
    lines = wrap(theme, 14, width, bold=True, lines=3)
    bold = {"font_weight": "bold", "fill": INK}
    texts = [
        middle_label(words, 0, (n + 0.5) * _LINE, 14, **bold)
        for n, words in enumerate(lines)
    ]
    height = len(lines) * _LINE
    widest = max(text_width(words, 14, bold=True) for words in lines)
    href = links.theme(counts.iris[theme])
    parts = linked(href, widest / 2, height / 2, *texts, size=(widest, height))
    left, x = room - _CELL_WIDTH, room - _CELL_WIDTH / 2
    parts.append(box(left, 0, room, height, fill=PAPER, stroke=QUIET))
    parts.append(
        middle_label(str(total), x, height / 2, 13, text_anchor="middle", **bold)
    )
    top = height + 4
    for n, (count, other) in enumerate(others):
        y = top + (n + 0.5) * _ROW
        (shown,) = wrap(other, 13, width - 12, lines=1)
        facts = {"Theme": theme, "Second theme": other, "Statements": count}
        upper, lower = y - _ROW / 2 + 1, y + _ROW / 2 - 1
        cell = box(left, upper, room, lower, tooltip(facts), **_shade(counts, count))
        name = middle_label(shown, 12, y, 13, full=other, fill=INK)
        middle = text_width(shown, 13)
        href = links.theme(counts.iris[other])
        parts += linked(href, 12 + middle / 2, y, name, size=(middle, 0))
        number = middle_label(str(count), x, y, 13, text_anchor="middle", fill=INK)
        parts.append(tag("g", cell, number))
    return Block(top + len(others) * _ROW + 18, tuple(parts))


def _pairs_below(pairs: Sequence[PairCount], medium: Medium) -> Iterator[Block]:
    """Yield a block for each theme pair.

    The name of the pair is above the bar.
    """
    if pairs:
        parts = _heading(
            0, "Pairs of themes", "statements about both, by polarity", "start"
        )
        yield Block(44, tuple(parts))
    most = max((pair.total for pair in pairs), default=1)
    scale = (medium.room - 40) / most
    for pair in pairs:
        lines = wrap(pair.name, 13, medium.room, lines=3)
        parts = (
            middle_label(words, 0, (n + 0.5) * _LINE, 13, full=pair.name, fill=INK)
            for n, words in enumerate(lines)
        )
        y = len(lines) * _LINE + 11
        end = pair.total * scale
        number = middle_label(str(pair.total), end + 6, y, 13, fill=INK)
        drawn = bar(pair, (0, y, 16), scale, medium)
        yield Block(y + 20, (*parts, *drawn, number))
