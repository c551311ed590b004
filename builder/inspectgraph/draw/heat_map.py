"""The heat map: how often each report calls a broad theme a strength, and how often a weakness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draw.chart import Chart, Spec
from inspectgraph.draw.corpus import Corpus, Report, Statement
from inspectgraph.draw.palette import INK
from inspectgraph.draw.text_metrics import (
    counted,
    names_apart,
    sentence,
    shortened_names,
    wrap,
)

__all__ = ["BALANCE", "balance", "heat_map"]

#: From mostly weaknesses to mostly strengths: name, fill, and the ink that is read on
#: it.
BALANCE: Mapping[str, tuple[str, str]] = {
    "weaknesses, 80% or more": ("#b35806", "white"),
    "more weaknesses": ("#f4b266", INK),
    "about as many": ("#cfd5db", INK),
    "more strengths": ("#a9cbe8", INK),
    "strengths, 80% or more": ("#1f5fa6", "white"),
}

_NAMES = tuple(BALANCE)

#: From which share of the difference there are more, and from which share mostly.
_MORE, _MOSTLY = 0.2, 0.6

#: More reports than these cannot be read side by side: the latest are shown.
_MOST = 8

#: The width of all columns, the size of headings and names of rows, and the room for
#: the latter, in pixels.
_WIDTH, _SIZE, _ROOM = 918, 13, 278

#: How many lines the parts of a heading have.
_LINES = 8

_ALL_REPORTS, _ALL_THEMES = "All reports", "All themes"

_Counts = Counter[tuple[str, str, str]]


def balance(strengths: int, weaknesses: int) -> str:
    """Return the name of a balance of strengths and weaknesses; nothing where there are none.

    >>> balance(9, 1), balance(1, 1), balance(0, 0)
    ('strengths, 80% or more', 'about as many', '')
    """
    if not strengths + weaknesses:
        return ""
    share = (strengths - weaknesses) / (strengths + weaknesses)
    step = (abs(share) > _MORE) + (abs(share) >= _MOSTLY)
    return _NAMES[2 + step if share > 0 else 2 - step]


@dataclass(frozen=True, slots=True)
class _Column:
    """The column of a report: its heading in lines, and its name in full."""

    heading: str
    name: str


def heat_map(corpus: Corpus) -> Chart:
    """Return the heat map of broad themes and reports."""
    reports = corpus.reports[-_MOST:]
    columns = _columns(corpus, reports)
    counts = _counts(corpus, {iri: column.heading for iri, column in columns.items()})
    themes = sorted(_names(corpus), key=lambda theme: _weight(counts, theme))
    rows = names_apart({theme: theme for theme in (*themes, _ALL_THEMES)}, _row_name)
    cells = [
        _cell(counts, column, theme, rows[theme][0])
        for theme in (*themes, _ALL_THEMES)
        for column in (*columns.values(), _Column(_ALL_REPORTS, _ALL_REPORTS))
    ]
    headings = [column.heading for column in columns.values()]
    return Chart(
        name="heat-map",
        title="Strengths and weaknesses by theme and report",
        subtitle=_subtitle(corpus, reports, counts),
        spec=_spec(
            [*headings, _ALL_REPORTS], [rows[theme][0] for theme in rows], cells
        ),
        header=("Theme", "Report", "Strengths", "Weaknesses"),
        rows=tuple(
            (cell["Theme"], cell["Report"], cell["Strengths"], cell["Weaknesses"])
            for cell in cells
        ),
        shortened=_shortened(columns)
        | shortened_names({theme: theme for theme in rows}, rows),
    )


def _row_name(theme: str) -> list[str]:
    return wrap(theme, _SIZE, _ROOM, lines=1)


def _columns(corpus: Corpus, reports: Sequence[Report]) -> dict[str, _Column]:
    """Return each report's column: title and regime, and the report's name where that is not one."""
    room = _WIDTH / (len(reports) + 1) - 8
    found: dict[str, _Column] = {}
    for report in reports:
        parts = [report.title, corpus.short(report.framework)]
        if _heading(parts, room) in {column.heading for column in found.values()}:
            parts.append(report.name.replace("-", " "))
        found[report.iri] = _Column(_heading(parts, room), ", ".join(parts))
    apart = names_apart(
        {iri: column.name for iri, column in found.items()},
        lambda name: _wrapped(name, room),
    )
    alike = {
        iri
        for iri, column in found.items()
        if sum(column == other for other in found.values()) > 1
    }
    return {
        iri: _Column("\n".join(apart[iri]), c.name) if iri in alike else c
        for iri, c in found.items()
    }


def _heading(parts: Sequence[str], room: float) -> str:
    return "\n".join(line for part in parts for line in _wrapped(part, room))


def _wrapped(text: str, room: float) -> list[str]:
    return wrap(text, _SIZE, room, lines=_LINES)


def _shortened(columns: Mapping[str, _Column]) -> dict[str, str]:
    """Return the full name for each line of a heading that is not the whole name."""
    lines = {
        iri: column.heading.split("\n")
        for iri, column in columns.items()
        if "…" in column.heading
    }
    return shortened_names({iri: columns[iri].name for iri in lines}, lines)


def _counts(corpus: Corpus, columns: Mapping[str, str]) -> _Counts:
    """Return how many statements a report, a broad theme and a polarity have, all reports and all themes too."""
    counts: _Counts = Counter()
    for statement in corpus.statements:
        if statement.report in columns and statement.polarity in {
            "strength",
            "weakness",
        }:
            for report in (columns[statement.report], _ALL_REPORTS):
                for theme in (*_broad(corpus, statement), _ALL_THEMES):
                    counts[report, theme, statement.polarity] += 1
    return counts


def _names(corpus: Corpus) -> set[str]:
    """Return the names of all broad themes."""
    return {sentence(corpus.label(theme.broad)) for theme in corpus.themes.values()}


def _broad(corpus: Corpus, statement: Statement) -> set[str]:
    """Return the names of the broad themes that a statement is about."""
    return {
        sentence(corpus.label(corpus.themes[theme].broad))
        for theme in statement.themes
        if theme in corpus.themes
    }


def _weight(counts: _Counts, theme: str) -> tuple[int, str]:
    """Return what themes are ordered by: those with most statements first, then by name."""
    return (
        -counts[_ALL_REPORTS, theme, "strength"]
        - counts[_ALL_REPORTS, theme, "weakness"],
        theme,
    )


def _cell(
    counts: _Counts, column: _Column, theme: str, row: str
) -> dict[str, str | int]:
    """Return one cell: its column and row as they are shown and in full, its two numbers, and their balance."""
    strengths, weaknesses = (
        counts[column.heading, theme, polarity] for polarity in ("strength", "weakness")
    )
    return {
        "column": column.heading,
        "row": row,
        "Report": column.name,
        "Theme": theme,
        "Strengths": strengths,
        "Weaknesses": weaknesses,
        "balance": balance(strengths, weaknesses),
        "figures": (
            f"+{strengths}\u2002−{weaknesses}" if strengths + weaknesses else "–"
        ),
    }


def _subtitle(
    corpus: Corpus, reports: tuple[Report, ...], counts: _Counts
) -> tuple[str, ...]:
    """Return what the picture covers and how it is read."""
    strengths, weaknesses = (
        counts[_ALL_REPORTS, _ALL_THEMES, polarity]
        for polarity in ("strength", "weakness")
    )
    which = (
        counted(len(reports), "report")
        if len(reports) == len(corpus.reports)
        else _latest(corpus, reports)
    )
    return (
        (
            f"{which}; {strengths + weaknesses} findings and figures that say how good"
            f" something is: {counted(strengths, 'strength')} (+) and"
            f" {counted(weaknesses, 'weakness', 'weaknesses')} (−)."
        ),
        (
            "A statement counts under every broad theme that it is about, so that the"
            " themes add up to more than the last row. A cell of fewer than three is"
            " outlined only; a dash stands for none."
        ),
    )


def _latest(corpus: Corpus, reports: tuple[Report, ...]) -> str:
    """Return how many reports are shown of how many."""
    return f"The latest {len(reports)} of {len(corpus.reports)} reports"


def _spec(
    columns: list[str], rows: list[str], cells: list[dict[str, str | int]]
) -> Spec:
    """Return the Vega-Lite specification of the cells."""
    lines = 1 + max(column.count("\n") for column in columns)
    x_axis = {
        "orient": "top",
        "labelAngle": 0,
        "labelFontSize": _SIZE,
        "labelLineHeight": 17,
        "labelPadding": 17 * lines - 6,
        "labelExpr": "split(datum.label, '\\n')",
        "labelFontWeight": _bold(_ALL_REPORTS),
        "labelLimit": _WIDTH,
        "title": None,
    }
    y_axis = {
        "labelFontSize": 13,
        "labelLimit": 300,
        "minExtent": 290,
        "maxExtent": 290,
        "labelPadding": 12,
        "labelFontWeight": _bold(_ALL_THEMES),
        "title": None,
    }
    return {
        "data": {"values": cells},
        "width": _WIDTH,
        "height": {"step": 38},
        "encoding": {
            "x": {
                "field": "column",
                "type": "nominal",
                "sort": columns,
                "axis": x_axis,
            },
            "y": {"field": "row", "type": "nominal", "sort": rows, "axis": y_axis},
        },
        "layer": [_cells(filled=True), _cells(filled=False), _figures(), *_edges()],
    }


def _bold(name: str) -> Spec:
    """Return a weight of labels that singles one out."""
    return {
        "condition": {"test": f"datum.value === '{name}'", "value": "bold"},
        "value": "normal",
    }


def _cells(*, filled: bool) -> Spec:
    """Return the layer of filled cells, or of those that are outlined because they rest on little."""
    mark = {"strokeWidth": 0, "width": {"band": 0.98}, "height": {"band": 0.94}}
    outline = {
        "filled": False,
        "strokeWidth": 2.5,
        "width": {"band": 0.955},
        "height": {"band": 0.85},
    }
    fills = {"domain": list(BALANCE), "range": [fill for fill, _ in BALANCE.values()]}
    return {
        "transform": [
            {"filter": f"datum.balance !== '' && {'' if filled else '!'}({_SOLID})"}
        ],
        "mark": {"type": "rect", **(mark if filled else outline)},
        "encoding": {
            "color": {"field": "balance", "scale": fills, "legend": _LEGEND},
            "tooltip": _TOOLTIP,
        },
    }


def _figures() -> Spec:
    """Return the layer of numbers: white on the dark cells."""
    dark = " || ".join(
        f"datum.balance === '{name}'"
        for name, (_, ink) in BALANCE.items()
        if ink == "white"
    )
    return {
        "mark": {"type": "text", "fontSize": 14},
        "encoding": {
            "text": {"field": "figures"},
            "tooltip": _TOOLTIP,
            "color": {
                "condition": {"test": f"({_SOLID}) && ({dark})", "value": "white"},
                "value": INK,
            },
        },
    }


def _edges() -> list[Spec]:
    """Return the lines before the column and the row of totals."""
    rule = {"type": "rule", "stroke": INK, "strokeWidth": 1.5}
    return [
        {
            "mark": rule,
            "encoding": {"x": {"datum": _ALL_REPORTS, "bandPosition": 0}, "y": None},
        },
        {
            "mark": rule,
            "encoding": {"y": {"datum": _ALL_THEMES, "bandPosition": 0}, "x": None},
        },
    ]


#: Whether a cell rests on enough statements to be filled.
_SOLID = "datum.Strengths + datum.Weaknesses >= 3"

_TOOLTIP = [
    {"field": field} for field in ("Theme", "Report", "Strengths", "Weaknesses")
]

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
