"""Draw the themes left and right of the network, and the curves to the themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.network import Column, ThemeRow
from inspectgraph.draw.network_view import (
    SIGN,
    View,
    full_name,
    reachable,
    statements,
    stroke,
)
from inspectgraph.draw.palette import INK, PAPER
from inspectgraph.draw.svg import curve, label, linked, tag
from inspectgraph.draw.text_metrics import text_width

__all__ = ["edges", "themes"]

#: An edge: number of statements, report, theme, side (0 left, 1 right), and the height
#: at which the curve leaves the card of the report.
_Edge = tuple[int, str, str, int, float]


def edges(view: View) -> Iterator[str]:
    """Yield the curves from reports to themes; curves with fewer statements come first."""
    heights = {row.node: row.y for column in _columns(view) for row in column.rows}
    found = [edge for report in view.reports for edge in _edges(view, report)]
    for _, report, theme, side, y in sorted(found):
        path = curve(view.space.card[side], y, view.space.circles[side], heights[theme])
        yield _edge(view, report, theme, path)


def _columns(view: View) -> tuple[Column, Column]:
    return view.placed.left, view.placed.right


def _edges(view: View, report: str) -> Iterator[_Edge]:
    """Yield the curves of a report, evenly spread over both sides of its card."""
    top, height = view.placed.cards[report] + 8, view.placed.card - 16
    for side, column in enumerate(_columns(view)):
        own = _themes_of(view, report, column.rows)
        for n, theme in enumerate(own, 1):
            count = view.graph[report][theme]["statements"]
            yield count, report, theme, side, top + n / (len(own) + 1) * height


def _themes_of(view: View, report: str, rows: Sequence[ThemeRow]) -> list[str]:
    """Return the themes of a column that are linked to a report, from the top down."""
    own = view.graph[report]
    return [row.node for row in rows if row.node is not None and row.node in own]


def _edge(view: View, report: str, theme: str, path: str) -> str:
    """Return the SVG curve between a report and a theme.

    The tooltip of the curve shows the counts.
    """
    nodes, data = view.graph.nodes, view.graph[report][theme]
    look = stroke(data)
    names = f"{nodes[report]['label']}, {nodes[theme]['label']}"
    return tag(
        "path",
        tag("title", element_text(f"{names}: {statements(data)}")),
        class_="edge",
        d=path,
        stroke=look.colour,
        stroke_dasharray=look.dashes,
        stroke_width=0.6 + 1.25 * sqrt(data["statements"]),
        opacity=0.75,
        data_from=report,
        data_to=theme,
        data_statements=data["statements"],
        data_strengths=data["strengths"],
        data_weaknesses=data["weaknesses"],
    )


def themes(view: View) -> Iterator[str]:
    """Yield the names of all themes and headings, and a circle for each theme."""
    for side, column in enumerate(_columns(view)):
        for row in column.rows:
            yield _theme(view, row, side)


def _theme(view: View, row: ThemeRow, side: int) -> str:
    """Return a theme or a heading as SVG: a circle and a name.

    A heading names a broad theme. If no statement is directly about the broad theme,
    the result has no circle.
    """
    text = _theme_name(view, row, side)
    if row.node is None:
        return text
    data = view.graph.nodes[row.node]
    radius = min(2.2 + 0.9 * sqrt(data["statements"]), 9.5)
    own = stroke(data)
    look = {"fill": own.colour, "stroke": PAPER}
    return tag(
        "g",
        *full_name(view.theme_names[row.heading, row.label], row.label),
        tag("circle", cx=view.space.circles[side], cy=row.y, r=radius, **look),
        *([_sign(view, row, side, own.sign)] if own.sign else []),
        text,
        class_="node theme",
        data_id=row.node,
        data_href=view.links.theme(row.node) or None,
        data_label=row.label,
        data_summary=statements(data),
        **reachable(view, row.label),
    )


def _theme_name(view: View, row: ThemeRow, side: int) -> str:
    """Return the name of a theme as SVG text, on the outer side of its circle."""
    shown = view.theme_names[row.heading, row.label]
    anchor, away = ("start", 13 + SIGN) if side else ("end", -13 - SIGN)
    x = view.space.circles[side] + away
    text = label(
        shown,
        x,
        row.y + 4.2,
        12,
        text_anchor=anchor,
        fill=INK,
        font_weight="bold" if row.heading else None,
    )
    if row.node is None:
        return text
    width = text_width(shown, 12, bold=row.heading)
    middle = x + (width if side else -width) / 2
    href = "" if view.on_page else view.links.theme(row.node)
    return "".join(linked(href, middle, row.y, text, size=(width, 0)))


def _sign(view: View, row: ThemeRow, side: int, sign: str) -> str:
    """Return the sign that shows whether a theme has more strengths or more weaknesses.

    The sign is between the circle and the name of the theme.
    """
    x = view.space.circles[side] + (13 if side else -13)
    look = {"text_anchor": "start" if side else "end", "fill": INK}
    return label(sign, x, row.y + 4.2, 12, font_weight="bold", **look)
