"""Draw the heat map, in one of three forms.

If there are few reports, each report is a column. If there are many reports, each
report is a row, and the rows are divided into blocks that repeat the names of the
themes. On a phone, each theme is a block with a row for each report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.heat_map import (
    ALL,
    BALANCE,
    FIELDS,
    POLARITIES,
    Cell,
    Column,
    HeatMap,
    Row,
    read_heat_map,
)
from inspectgraph.draw.legend import flow, swatch
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import Medium
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.picture import Block, Picture
from inspectgraph.draw.svg import box, line, linked, middle_label, tag, tooltip
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap

__all__ = ["heat_map"]

_TITLE = "Strengths and weaknesses by theme and report"

#: The number of reports that are columns at most; the number of reports shown at most,
#: the latest, and on a phone; and the number of reports in a block of rows.
_WIDE, _MOST, _MOST_NARROW, _BLOCK = 8, 150, 12, 25
#: In pixels: the least width of the column of a report, and of a theme.
_COLUMN, _THEME = 84, 72
#: In pixels: the height of a row, where reports are rows; of a cell and of a line of the
#: legend.
_ROW, _LEGEND = 26.0, 24.0
#: The maximum number of lines of a heading.
_LINES = 8
#: On a phone, in pixels: the width and height of a cell, and the heights of a line of
#: the heading and of the gap below a block.
_CELL, _CELL_HEIGHT, _HEADING, _GAP = 128.0, 34.0, 20.0, 16.0
#: The gap between the two figures of a cell, in pixels.
_PARTING = 8.0
#: The least space left and right of the figures of a cell, added up, in pixels.
_MARGIN = 4.0
#: The smallest font size of the figures.
_SMALLEST = 11.0


def heat_map(corpus: Corpus, look: Look) -> Picture:
    """Draw a heat map of strengths and weaknesses for each broad theme and report."""
    medium = look.medium.turned().finer(1.2)
    found = read_heat_map(corpus, _MOST_NARROW if medium.is_narrow else _MOST)
    legend = (swatch(fill, words, _LEGEND) for words, (fill, _) in BALANCE.items())
    key = flow(
        legend, medium.room, _LEGEND, title="Share of strengths and of weaknesses"
    )
    return Picture(
        medium=medium,
        title=_TITLE,
        subtitle=found.subtitle,
        blocks=tuple(_blocks(found, medium, look.links)),
        header=FIELDS,
        rows=tuple(
            found.cell(column, row).facts
            for row in found.rows
            for column in found.columns
        ),
        key=Block(key.height + 12, key.elements),
    )


def _blocks(found: HeatMap, medium: Medium, links: Links) -> Iterator[Block]:
    if medium.is_narrow:
        for row in found.rows:
            yield _theme(found, row, medium.room, links)
        return
    names = 0.235 * medium.room
    columns = int((medium.room - names) / _COLUMN)
    if len(found.columns) <= min(_WIDE + 1, columns):
        yield _reports_as_columns(found, medium, names, links)
    else:
        yield from _reports_as_rows(found, medium, links)


# Cells


def _cell(
    cell: Cell, place: tuple[float, float, float, float], size: float, links: Links
) -> Iterator[str]:
    """Yield a cell: its fill or outline, and two numbers that link to lists of statements.

    Args:
        cell: The cell.
        place: The left edge, the upper edge, the width and the height, in pixels.
        size: The font size.
        links: The links to the pages of the site.
    """
    left, top, width, height = place
    middle, y = left + width / 2, top + height / 2
    if not cell.balance:
        yield middle_label("–", middle, y, size, text_anchor="middle", fill=INK)
        return
    fill, ink = BALANCE[cell.balance]
    facts: Mapping[str, object] = dict(zip(FIELDS, cell.facts, strict=True))
    edges = (left + 1, top + 1, left + width - 1, top + height - 1)
    parts = [tooltip(facts)]
    if cell.is_filled:
        parts.append(box(*edges, fill=fill))
    else:
        inner = (edges[0] + 1.5, edges[1] + 1.5, edges[2] - 1.5, edges[3] - 1.5)
        parts.append(box(*inner, fill="none", stroke=fill, stroke_width=2.5))
        ink = INK
    parts += _figures(cell, (middle, y, width, height), size, ink, links)
    yield tag("g", *parts, class_="cell")


def _fitting(words: Sequence[str], size: float, width: float) -> float:
    """Return the largest font size at which the numbers fit in their cell."""
    whole = sum(text_width(each, size) for each in words)
    return size * (width - _PARTING - _MARGIN) / whole


def _figures(
    cell: Cell,
    place: tuple[float, float, float, float],
    size: float,
    ink: str,
    links: Links,
) -> Iterator[str]:
    """Yield the two numbers of a cell, next to each other in the middle of the cell.

    Args:
        cell: The cell.
        place: The middle of the cell, its width and its height, in pixels.
        size: The font size.
        ink: The colour of the numbers.
        links: The links to the pages of the site.
    """
    middle, y, width, height = place
    words = [f"{sign}{count}" for sign, count in zip("+−", cell.counts, strict=True)]
    size = min(size, max(_SMALLEST, _fitting(words, size, width)))
    if _fitting(words, size, width) < size:
        # The exact figures are in the tooltip and in the table of the page.
        words = [f"{word[0]}{int(word[1:]) / 1000:.0f}k" for word in words]
    first, second = (text_width(each, size) for each in words)
    parting = middle + (first - second) / 2
    left, right = middle - width / 2, middle + width / 2
    halves = (
        (parting - _PARTING / 2, "end", left, parting),
        (parting + _PARTING / 2, "start", parting, right),
    )
    for n, (x, anchor, begin, end) in enumerate(halves):
        figure = middle_label(words[n], x, y, size, text_anchor=anchor, fill=ink)
        href = ""
        if cell.counts[n]:
            href = links.statements(cell.column.iri, cell.row.iri, POLARITIES[n])
        area = (end - begin - 2, height - 2)
        yield from linked(href, (begin + end) / 2, y, figure, size=area)


# Reports as columns


def _reports_as_columns(
    found: HeatMap, medium: Medium, names: float, links: Links
) -> Block:
    """Return the heat map with a column for each report."""
    size, row_height = (13.0, 38.0) if medium.height is None else (12.0, 26.0)
    width = (medium.room - names) / len(found.columns)
    headings = _headings(found.columns, size, width - 8)
    lines = max(map(len, headings.values()))
    top = lines * (size + 4) + 8
    parts: list[str] = []
    for n, column in enumerate(found.columns):
        x = names + (n + 0.5) * width
        look = {"text_anchor": "middle", "font_weight": _weight(column.iri)}
        parts += _lines(
            headings[column.iri],
            (x, (lines - len(headings[column.iri])) * (size + 4), size),
            column.name,
            links.report(column.iri) if column.iri else "",
            **look,
        )
    shown = _one_line({row.iri: row.name for row in found.rows}, size, names - 14)
    for n, row in enumerate(found.rows):
        y = top + n * row_height
        parts += _row_name(
            row, shown[row.iri], names - 12, y + row_height / 2, size, links
        )
        for m, column in enumerate(found.columns):
            place = (names + m * width, y, width, row_height)
            parts += _cell(found.cell(column, row), place, size + 1, links)
    x = names + (len(found.columns) - 1) * width
    height = top + len(found.rows) * row_height
    y = height - row_height
    parts.append(line(x, top, x, height, stroke=INK, stroke_width=1.5))
    parts.append(line(names, y, medium.room, y, stroke=INK, stroke_width=1.5))
    return Block(height, tuple(parts))


def _weight(iri: str) -> str | None:
    return None if iri else "bold"


def _headings(
    columns: Sequence[Column], size: float, room: float
) -> dict[str, list[str]]:
    """Return the heading of each column as lines; no two headings look alike."""

    def wrapped(name: str) -> list[str]:
        parts = name.split("\n")
        return [
            words for part in parts for words in wrap(part, size, room, lines=_LINES)
        ]

    names = {column.iri: "\n".join(column.parts) for column in columns}
    return names_apart(names, wrapped)


def _one_line(names: Mapping[str, str], size: float, room: float) -> dict[str, str]:
    """Return each name on one line.

    Long names are shortened. No two shortened names look alike.
    """
    shown = names_apart(names, lambda name: wrap(name, size, room, lines=1))
    return {key: lines[0] for key, lines in shown.items()}


def _lines(
    lines: Sequence[str],
    place: tuple[float, float, float],
    full: str,
    href: str,
    **look: str | None,
) -> list[str]:
    """Return the lines of a heading as SVG, from the top down, linked to an address.

    Args:
        lines: The lines.
        place: The horizontal position, the upper edge, and the font size, in pixels.
        full: The full name, which becomes a tooltip if the lines show a shortened name.
        href: The address of the link, or "" for no link.
        look: SVG attributes of the texts.
    """
    x, top, size = place
    step = size + 4
    shortened = full if any("…" in words for words in lines) else ""
    texts = [
        middle_label(
            words, x, top + (n + 0.5) * step, size, full=shortened, fill=INK, **look
        )
        for n, words in enumerate(lines)
    ]
    height = len(lines) * step
    widest = max(text_width(words, size) for words in lines)
    return linked(href, x, top + height / 2, *texts, size=(widest, height))


def _row_name(  # noqa: PLR0913, PLR0917 - a label has this many parts
    row: Row, shown: str, x: float, y: float, size: float, links: Links
) -> list[str]:
    """Return the name of a theme, as a link to the page of the theme.

    The right end of the name is at `x`.
    """
    text = middle_label(
        shown,
        x,
        y,
        size,
        full=row.name,
        text_anchor="end",
        font_weight=_weight(row.iri),
        fill=INK,
    )
    width = text_width(shown, size)
    href = links.theme(row.iri) if row.iri else ""
    return linked(href, x - width / 2, y, text, size=(width, 0))


# Reports as rows


def _reports_as_rows(found: HeatMap, medium: Medium, links: Links) -> Iterator[Block]:
    """Yield blocks of rows, with a row for each report and a column for each theme.

    The names of the themes are above each block. The row that counts all reports
    together comes last. If one block has no space for all themes, further blocks show
    the remaining themes.
    """
    names = 0.16 * medium.room
    most = max(1, int((medium.room - names) / _THEME))
    reports = _BLOCK
    if medium.height is not None:
        reports = max(4, int((medium.height - 330) / _ROW))
    shown = _one_line(
        {column.iri: column.short for column in found.columns}, 11.5, names - 6
    )
    for rows in _evenly(found.rows, most):
        width = (medium.room - names) / len(rows)
        for columns in _in_blocks(found.columns, reports):
            yield _rows(found, columns, rows, (names, width), shown, links)


def _evenly(rows: Sequence[Row], most: int) -> list[Sequence[Row]]:
    """Divide rows into as few parts as possible, of about equal length.

    A part has at most `most` rows.
    """
    parts = -(-len(rows) // most)
    length = -(-len(rows) // parts)
    return [rows[n : n + length] for n in range(0, len(rows), length)]


def _in_blocks(columns: Sequence[Column], most: int) -> list[Sequence[Column]]:
    """Divide the columns of the heat map into blocks.

    Each block has at most `most` reports. The column that counts all reports is added
    to the last block.
    """
    reports, last = columns[:-1], columns[-1]
    blocks = [list(reports[n : n + most]) for n in range(0, len(reports), most)]
    blocks[-1].append(last)
    return [tuple(block) for block in blocks]


def _rows(  # noqa: PLR0913, PLR0917 - a part of a table has this many parts
    found: HeatMap,
    columns: Sequence[Column],
    rows: Sequence[Row],
    widths: tuple[float, float],
    shown: Mapping[str, str],
    links: Links,
) -> Block:
    """Return a block of rows, one for each report, with a column for each theme."""
    names, width = widths
    headings = names_apart(
        {row.iri: row.name for row in rows},
        lambda name: wrap(name, 11, width - 6, lines=_LINES),
    )
    top = max(map(len, headings.values())) * 15 + 6.0
    parts: list[str] = []
    for n, row in enumerate(rows):
        x = names + (n + 0.5) * width
        look = {"text_anchor": "middle", "font_weight": _weight(row.iri)}
        href = links.theme(row.iri) if row.iri else ""
        parts += _lines(headings[row.iri], (x, 0, 11), row.name, href, **look)
    for n, column in enumerate(columns):
        y = top + n * _ROW
        parts += _report_name(column, shown[column.iri], y + _ROW / 2, 11.5, links)
        for m, row in enumerate(rows):
            place = (names + m * width, y, width, _ROW)
            parts += _cell(found.cell(column, row), place, 11, links)
    height = top + len(columns) * _ROW
    if rows[-1].iri == ALL:
        x = names + (len(rows) - 1) * width
        parts.append(line(x, top, x, height, stroke=INK, stroke_width=1.5))
    if columns[-1].iri == ALL:
        y = height - _ROW
        right = names + len(rows) * width
        parts.append(line(names, y, right, y, stroke=INK, stroke_width=1.5))
    return Block(height + 24, tuple(parts))


def _report_name(
    column: Column, shown: str, y: float, size: float, links: Links
) -> list[str]:
    """Return the name of a report, as a link to its page."""
    look = {"font_weight": _weight(column.iri), "fill": INK}
    text = middle_label(shown, 0, y, size, full=column.name, **look)
    width = text_width(shown, size)
    href = links.report(column.iri) if column.iri else ""
    return linked(href, width / 2, y, text, size=(width, 0))


# A block for each theme


def _theme(found: HeatMap, row: Row, room: float, links: Links) -> Block:
    """Return the block of a theme for a phone: the theme's name, and a row for each report."""
    lines = wrap(row.name, 14, room, bold=True, lines=3)
    parts: list[str] = []
    for n, words in enumerate(lines):
        y = (n + 0.5) * _HEADING
        text = middle_label(words, 0, y, 14, font_weight="bold", fill=INK)
        width = text_width(words, 14, bold=True)
        href = links.theme(row.iri) if row.iri else ""
        parts += linked(href, width / 2, y, text, size=(width, 0))
    top = len(lines) * _HEADING + 4
    shown = names_apart(
        {column.iri: "\n".join(column.parts) for column in found.columns},
        lambda name: _in_parts(name, room - _CELL - 10),
    )
    for n, column in enumerate(found.columns):
        y = top + n * _CELL_HEIGHT
        if column.iri == ALL:
            parts.append(line(0, y, room, y, stroke=INK, stroke_width=1.5))
        parts += _narrow_name(column, shown[column.iri], y, links)
        place = (room - _CELL, y, _CELL, _CELL_HEIGHT)
        parts += _cell(found.cell(column, row), place, 14, links)
    height = top + len(found.columns) * _CELL_HEIGHT + _GAP
    return Block(height, tuple(parts))


def _in_parts(name: str, room: float) -> list[str]:
    """Return the title of a report and the name of its inspection framework, as lines.

    The name of the framework is on the second line. If `name` has only a title, the
    result has one line.
    """
    title, *others = name.split("\n")
    lines = wrap(title, 13, room, lines=1)
    return lines + (wrap(", ".join(others), 11, room, lines=1) if others else [])


def _narrow_name(
    column: Column, lines: Sequence[str], top: float, links: Links
) -> list[str]:
    """Return the name of a report for a row on a phone, linked to the report's page.

    The name has one or two lines. The title is on the first line, and the inspection
    framework is on the second line.
    """
    y = top + _CELL_HEIGHT / 2
    look = {"font_weight": _weight(column.iri), "fill": INK}
    if len(lines) == 1:
        texts = [middle_label(lines[0], 0, y, 13, full=column.name, **look)]
    else:
        first, second = lines
        texts = [
            middle_label(first, 0, y - 7, 13, full=column.name, **look),
            middle_label(second, 0, y + 8, 11, full=column.name, fill=QUIET),
        ]
    width = max(text_width(words, 13) for words in lines)
    href = links.report(column.iri) if column.iri else ""
    return linked(href, width / 2, y, *texts, size=(width, _CELL_HEIGHT - 2))
