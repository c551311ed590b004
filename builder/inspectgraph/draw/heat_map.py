"""The heat map: strengths and weaknesses of each broad theme in each report.

A broad theme is a top concept of the theme scheme. Statements on a narrower theme are
counted for its broad theme. Up to eight reports are columns; more are rows, in blocks
that repeat the names of the themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draw.chart import Chart, Spec
from inspectgraph.draw.corpus import Corpus, Report, Statement
from inspectgraph.draw.palette import INK
from inspectgraph.draw.text_metrics import (
    counted,
    names_apart,
    sentence,
    text_width,
    wrap,
)

__all__ = ["BALANCE", "balance", "heat_map"]

#: From mostly weaknesses to mostly strengths: name, fill, and colour of the cell's text.
BALANCE: Mapping[str, tuple[str, str]] = {
    "weaknesses, 80% or more": ("#b35806", "white"),
    "more weaknesses": ("#f4b266", INK),
    "about as many": ("#cfd5db", INK),
    "more strengths": ("#a9cbe8", INK),
    "strengths, 80% or more": ("#1f5fa6", "white"),
}

_NAMES = tuple(BALANCE)

#: Limits of (strengths - weaknesses) / (strengths + weaknesses): above the first a cell
#: has "more" of one polarity, from the second on "80% or more".
_MORE, _MOSTLY = 0.2, 0.6

#: The number of reports that are columns, since more would be too narrow to read; the
#: number of reports shown, the latest; and the number of reports in a block of rows.
_WIDE, _MOST, _BLOCK = 8, 150, 25

#: In pixels: the width of all columns together, the font size of headings and row names,
#: and the space for the name of a row.
_WIDTH, _SIZE, _ROOM = 918, 13, 278
#: The same where reports are rows, with the height of a row and the size of its name.
_TALL_WIDTH, _TALL_SIZE, _TALL_ROOM, _TALL_ROW = 1036, 11, 188, 26
_ROW_SIZE = 11.5
#: The width of figures that fit in a cell where reports are rows, in pixels.
_NARROW = 66

#: The maximum number of lines for each part of a heading.
_LINES = 8

_ALL_REPORTS, _ALL_THEMES = "All reports", "All themes"
_POLARITIES = ("strength", "weakness")

#: The fields of a cell in its tooltip, and the columns of the table.
_FACTS = ("Theme", "Report", "Strengths", "Weaknesses")

_Counts = Counter[tuple[str, str, str]]


def balance(strengths: int, weaknesses: int) -> str:
    """Return the name in `BALANCE` for a mix of strengths and weaknesses.

    The name is empty if there are neither.

    >>> balance(9, 1), balance(1, 1), balance(0, 0)
    ('strengths, 80% or more', 'about as many', '')
    """
    if not strengths + weaknesses:
        return ""
    share = (strengths - weaknesses) / (strengths + weaknesses)
    step = 0
    if abs(share) > _MORE:
        step = 1
    if abs(share) >= _MOSTLY:
        step = 2
    middle = len(_NAMES) // 2
    return _NAMES[middle + step if share > 0 else middle - step]


@dataclass(frozen=True, slots=True)
class _Column:
    """The column of a report: the lines of its heading, and the full name."""

    heading: str
    name: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The row of a broad theme: the name as shown, possibly shortened, and in full."""

    shown: str
    name: str


_Cell = Mapping[str, str | int]


def heat_map(corpus: Corpus) -> Chart:
    """Build the chart of strengths and weaknesses by broad theme and report."""
    reports = corpus.in_full[-_MOST:]
    tall = len(reports) > _WIDE
    columns = _report_names(corpus, reports) if tall else _columns(corpus, reports)
    counts = _counts(corpus, {iri: column.heading for iri, column in columns.items()})
    rows = _rows(corpus, counts, tall=tall)
    all_columns = [*columns.values(), _Column(_ALL_REPORTS, _ALL_REPORTS)]
    cells = [_cell(counts, column, row) for row in rows for column in all_columns]
    return Chart(
        name="heat-map",
        title="Strengths and weaknesses by theme and report",
        subtitle=_subtitle(corpus, reports, counts),
        spec=(_tall_spec if tall else _spec)(all_columns, rows, cells),
        header=_FACTS,
        rows=tuple(tuple(cell[name] for name in _FACTS) for cell in cells),
        shortened=_shortened(columns.values(), rows),
    )


def _shortened(columns: Iterable[_Column], rows: Iterable[_Row]) -> dict[str, str]:
    """Map each line of a shortened column or row name to the full name."""
    names = [(row.shown, row.name) for row in rows]
    names += [(column.heading, column.name) for column in columns]
    found: dict[str, str] = {}
    for shown, name in names:
        if "…" in shown:
            found.update(dict.fromkeys(shown.split("\n"), name))
    return found


# Rows and columns


def _rows(corpus: Corpus, counts: _Counts, *, tall: bool) -> list[_Row]:
    """Return a row for each broad theme, those with most statements first.

    Only strengths and weaknesses are counted. The last row counts all themes together.
    If `tall`, the rows are drawn as columns, with names of several lines.
    """
    broad = {sentence(corpus.label(theme.broad)) for theme in corpus.themes.values()}
    order = sorted(broad, key=lambda theme: (-_total(counts, theme), theme))
    names = {theme: theme for theme in (*order, _ALL_THEMES)}
    width = _TALL_WIDTH / len(names)
    shown = names_apart(
        names,
        lambda name: (
            wrap(name, _TALL_SIZE, width, lines=_LINES)
            if tall
            else wrap(name, _SIZE, _ROOM, lines=1)
        ),
    )
    return [_Row("\n".join(shown[name]), name) for name in names]


def _total(counts: _Counts, theme: str) -> int:
    """Return the number of strengths and weaknesses of a broad theme in all reports."""
    return sum(counts[_ALL_REPORTS, theme, polarity] for polarity in _POLARITIES)


def _columns(corpus: Corpus, reports: Sequence[Report]) -> dict[str, _Column]:
    """Return the column of each report by IRI; all headings differ from each other."""
    room = _WIDTH / (len(reports) + 1) - 8
    found: dict[str, _Column] = {}
    for report in reports:
        used = {column.heading for column in found.values()}
        found[report.iri] = _column(corpus, report, room, used)
    counts = Counter(found.values())
    names = {iri: column.name for iri, column in found.items()}
    apart = names_apart(names, lambda name: _wrapped(name, room))
    for iri, column in found.items():
        if counts[column] > 1:
            found[iri] = _Column("\n".join(apart[iri]), column.name)
    return found


def _report_names(corpus: Corpus, reports: Sequence[Report]) -> dict[str, _Column]:
    """Return the name of each report by IRI, in one line; all differ from each other."""
    names = {
        report.iri: f"{report.title}, {corpus.short(report.framework)}"
        for report in reports
    }
    often = Counter(names.values())
    for report in reports:
        if often[names[report.iri]] > 1:
            names[report.iri] += f", {report.name.replace('-', ' ')}"
    shown = names_apart(names, lambda name: wrap(name, _ROW_SIZE, _TALL_ROOM, lines=1))
    return {iri: _Column(shown[iri][0], names[iri]) for iri in names}


def _column(
    corpus: Corpus, report: Report, room: float, used: Container[str]
) -> _Column:
    """Return the column of a report, headed by title and regime.

    If another column has the same heading, the name of the report is added.
    """
    parts = [report.title, corpus.short(report.framework)]
    if _heading(parts, room) in used:
        parts.append(report.name.replace("-", " "))
    return _Column(_heading(parts, room), ", ".join(parts))


def _heading(parts: Iterable[str], room: float) -> str:
    return "\n".join(line for part in parts for line in _wrapped(part, room))


def _wrapped(text: str, room: float) -> list[str]:
    return wrap(text, _SIZE, room, lines=_LINES)


# Figures


def _counts(corpus: Corpus, columns: Mapping[str, str]) -> _Counts:
    """Count statements by column heading, broad theme and polarity.

    Args:
        corpus: The data of all pictures.
        columns: The column heading of each report, by the IRI of the report.
    """
    counts: _Counts = Counter()
    for statement in corpus.statements:
        if statement.report in columns and statement.polarity in _POLARITIES:
            themes = (*_broad(corpus, statement), _ALL_THEMES)
            for report in (columns[statement.report], _ALL_REPORTS):
                for theme in themes:
                    counts[report, theme, statement.polarity] += 1
    return counts


def _broad(corpus: Corpus, statement: Statement) -> set[str]:
    """Return the names of the broad themes of a statement."""
    known = statement.themes & corpus.themes.keys()
    return {sentence(corpus.label(corpus.themes[theme].broad)) for theme in known}


def _cell(counts: _Counts, column: _Column, row: _Row) -> _Cell:
    """Return the data of one cell: column, row, counts, balance, and the text shown."""
    strengths, weaknesses = (
        counts[column.heading, row.name, polarity] for polarity in _POLARITIES
    )
    return {
        "column": column.heading,
        "row": row.shown,
        "Report": column.name,
        "Theme": row.name,
        "Strengths": strengths,
        "Weaknesses": weaknesses,
        "balance": balance(strengths, weaknesses),
        "figures": _figures_text(strengths, weaknesses),
    }


def _figures_text(strengths: int, weaknesses: int) -> str:
    if not strengths + weaknesses:
        return "–"
    return f"+{strengths}\u2002−{weaknesses}"


def _subtitle(
    corpus: Corpus, reports: Sequence[Report], counts: _Counts
) -> tuple[str, ...]:
    """Return the subtitle: what the heat map covers, and how to read the heat map."""
    strengths, weaknesses = (
        counts[_ALL_REPORTS, _ALL_THEMES, polarity] for polarity in _POLARITIES
    )
    which = counted(len(reports), "report")
    if len(reports) < len(corpus.in_full):
        which = f"The latest {len(reports)} of {len(corpus.in_full)} reports"
    return (
        f"{which}{corpus.left_out}; {strengths + weaknesses} findings and figures that say how good"
        f" something is: {counted(strengths, 'strength')} (+) and"
        f" {counted(weaknesses, 'weakness', 'weaknesses')} (−).",
        "A statement counts under every broad theme that it is about, so that the themes"
        " add up to more than all themes. A cell of fewer than three is outlined only;"
        " a dash stands for none.",
    )


# The specification


def _spec(
    columns: Sequence[_Column], rows: Sequence[_Row], cells: Sequence[_Cell]
) -> Spec:
    """Return the Vega-Lite specification of the heat map with reports as columns."""
    headings = [column.heading for column in columns]
    names = [row.shown for row in rows]
    return {
        "data": {"values": cells},
        "width": _WIDTH,
        "height": {"step": 38},
        "encoding": {
            "x": _channel("column", headings, _x_axis(headings, _ALL_REPORTS, _SIZE)),
            "y": _channel("row", names, _y_axis(_ALL_THEMES, 290)),
        },
        "layer": [
            _cells(filled=True),
            _cells(filled=False),
            _figures(14),
            _edge("x", _ALL_REPORTS),
            _edge("y", _ALL_THEMES),
        ],
    }


def _tall_spec(
    columns: Sequence[_Column], rows: Sequence[_Row], cells: Sequence[_Cell]
) -> Spec:
    """Return the specification of the heat map with reports as rows, in blocks.

    Each block has at most 25 reports and the names of the themes above it; the last one
    ends with the row of all reports.
    """
    headings = [column.heading for column in columns]
    last = headings.pop()
    blocks = [headings[n : n + _BLOCK] for n in range(0, len(headings), _BLOCK)]
    blocks[-1].append(last)
    themes = [row.shown for row in rows]
    return {
        "vconcat": [_block(block, themes, cells) for block in blocks],
        "spacing": 24,
    }


def _block(
    reports: Sequence[str], themes: Sequence[str], cells: Sequence[_Cell]
) -> Spec:
    """Return the specification of a block of rows."""
    own = set(reports)
    layers: list[Spec] = [
        _cells(filled=True),
        _cells(filled=False),
        _figures(_TALL_SIZE),
        _figures(_TALL_SIZE, "upper", -5),
        _figures(_TALL_SIZE, "lower", 6),
        _edge("x", _ALL_THEMES),
    ]
    if _ALL_REPORTS in reports:
        layers.append(_edge("y", _ALL_REPORTS))
    return {
        "data": {
            "values": [_in_two_lines(cell) for cell in cells if cell["column"] in own]
        },
        "width": _TALL_WIDTH,
        "height": {"step": _TALL_ROW},
        "encoding": {
            "x": _channel("row", themes, _x_axis(themes, _ALL_THEMES, _TALL_SIZE)),
            "y": _channel("column", reports, _y_axis(_ALL_REPORTS, 194, _ROW_SIZE)),
        },
        "layer": layers,
    }


def _channel(field: str, order: Sequence[str], axis: Spec) -> Spec:
    return {"field": field, "type": "nominal", "sort": order, "axis": axis}


def _x_axis(headings: Sequence[str], bold: str, size: int) -> Spec:
    """Return the Vega-Lite axis of columns, whose headings have several lines."""
    lines = 1 + max(heading.count("\n") for heading in headings)
    line = size + 4
    return {
        "orient": "top",
        "labelAngle": 0,
        "labelFontSize": size,
        "labelLineHeight": line,
        "labelPadding": line * lines - 6,
        "labelExpr": "split(datum.label, '\\n')",
        "labelFontWeight": _bold(bold),
        "labelLimit": _WIDTH,
        "title": None,
    }


def _y_axis(bold: str, extent: int, size: float = _SIZE) -> Spec:
    """Return the Vega-Lite axis of rows; `extent` is the space for their names."""
    return {
        "labelFontSize": size,
        "labelLimit": extent + 10,
        "minExtent": extent,
        "maxExtent": extent,
        "labelPadding": 12,
        "labelFontWeight": _bold(bold),
        "title": None,
    }


def _bold(name: str) -> Spec:
    """Return the font weight of axis labels: bold for the given label, else normal."""
    return {
        "condition": {"test": f"datum.value === '{name}'", "value": "bold"},
        "value": "normal",
    }


def _cells(*, filled: bool) -> Spec:
    """Return the layer of filled cells, or of cells drawn as outlines only.

    A cell is outlined if it counts fewer than three statements.
    """
    fills = [fill for fill, _ in BALANCE.values()]
    return {
        "transform": [{"filter": f"datum.balance !== '' && {_FILLED[filled]}"}],
        "mark": {"type": "rect", **(_AREA if filled else _OUTLINE)},
        "encoding": {
            "color": {
                "field": "balance",
                "scale": {"domain": list(BALANCE), "range": fills},
                "legend": _LEGEND,
            },
            "tooltip": _TOOLTIP,
        },
    }


def _figures(size: float, text: str = "figures", shift: int = 0) -> Spec:
    """Return the layer of the numbers in the cells, in white on dark cells.

    Args:
        size: The font size.
        text: The field of a cell with the text; cells without the field have no text.
        shift: How far the text is below the middle of its cell, in pixels.
    """
    dark = [name for name, (_, ink) in BALANCE.items() if ink == "white"]
    test = " || ".join(f"datum.balance === '{name}'" for name in dark)
    return {
        "transform": [{"filter": f"isValid(datum.{text})"}],
        "mark": {"type": "text", "fontSize": size, "dy": shift},
        "encoding": {
            "text": {"field": text},
            "tooltip": _TOOLTIP,
            "color": {
                "condition": {"test": f"({_SOLID}) && ({test})", "value": "white"},
                "value": INK,
            },
        },
    }


def _in_two_lines(cell: _Cell) -> _Cell:
    """Return a cell; figures too wide for a narrow column are in two lines."""
    figures = str(cell["figures"])
    if text_width(figures, _TALL_SIZE) < _NARROW:
        return cell
    upper, lower = figures.split("\u2002")
    kept = {name: value for name, value in cell.items() if name != "figures"}
    return {**kept, "upper": upper, "lower": lower}


def _edge(channel: str, total: str) -> Spec:
    """Return the line beside the column (`x`) or above the row (`y`) of totals."""
    other = "y" if channel == "x" else "x"
    return {
        "mark": {"type": "rule", "stroke": INK, "strokeWidth": 1.5},
        "encoding": {channel: {"datum": total, "bandPosition": 0}, other: None},
    }


#: Vega's expression for a cell with enough statements to be filled.
_SOLID = "datum.Strengths + datum.Weaknesses >= 3"
_FILLED = {True: f"({_SOLID})", False: f"!({_SOLID})"}

_AREA: Spec = {"strokeWidth": 0, "width": {"band": 0.98}, "height": {"band": 0.94}}
_OUTLINE: Spec = {
    "filled": False,
    "strokeWidth": 2.5,
    "width": {"band": 0.955},
    "height": {"band": 0.85},
}

_TOOLTIP = [{"field": field} for field in _FACTS]

_LEGEND: Spec = {
    "title": "Share of strengths and of weaknesses",
    "orient": "bottom",
    "symbolType": "square",
    "symbolSize": 260,
    "columnPadding": 22,
    "symbolStrokeWidth": 0,
    "offset": 24,
    "titlePadding": 10,
    "labelFontSize": 13,
    "titleFontSize": 13,
    "columns": 5,
}
