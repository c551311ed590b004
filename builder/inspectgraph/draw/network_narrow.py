"""Draw the network for a phone: one block for each report, with its grades and themes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inspectgraph.draw.corpus import Report
from inspectgraph.draw.network_cards import SQUARE, grades_of, squares, summary
from inspectgraph.draw.network_view import View, polarities, stroke
from inspectgraph.draw.palette import GREY, INK, QUIET
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import label, line, linked, middle_label
from inspectgraph.draw.text_metrics import text_width, wrap

__all__ = ["narrow_blocks"]

#: The largest number of themes of a report.
_MOST = 10
#: In pixels: the height of a line of a title, of words, and of a theme; the width of the
#: sign of a theme; and the gap below a report.
_TITLE, _LINE, _THEME, _SIGN, _GAP = 22.0, 18.0, 26.0, 29.0, 20.0


def narrow_blocks(view: View) -> Iterator[Block]:
    """Yield a block for each report, with its grades and themes."""
    for report in view.reports.values():
        yield _report(view, report)


def _report(view: View, report: Report) -> Block:
    room = view.space.room
    parts = [line(0, 0, room, 0, stroke=GREY)]
    top = 10.0
    lines = wrap(report.title, 16, room, bold=True, lines=3)
    texts = [
        label(words, 0, top + n * _TITLE + 16, 16, font_weight="bold", fill=INK)
        for n, words in enumerate(lines)
    ]
    width = max(text_width(words, 16, bold=True) for words in lines)
    height = len(lines) * _TITLE
    href = view.links.report(report.iri)
    parts += linked(href, width / 2, top + height / 2, *texts, size=(width, height))
    top += height
    (regime,) = wrap(view.corpus.name(report.framework), 12, room, lines=1)
    parts.append(middle_label(regime, 0, top + _LINE / 2, 12, fill=QUIET))
    top += _LINE + 4
    grades = grades_of(view, report)
    parts += squares((0.5, top), room, grades)
    top += SQUARE + 4 if grades else 0
    words = summary(grades, room)
    parts.append(middle_label(words, 0, top + _LINE / 2, 12, fill=INK))
    top += _LINE + 6
    found = _themes(view, report)
    for theme, data in found[:_MOST]:
        parts += _theme(view, theme, data, top)
        top += _THEME
    if len(found) > _MOST:
        more = f"and {len(found) - _MOST} more themes"
        parts.append(middle_label(more, _SIGN, top + _LINE / 2, 12, fill=QUIET))
        top += _LINE
    return Block(top + _GAP, tuple(parts))


def _themes(view: View, report: Report) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the themes of a report; themes with more statements come first."""
    nodes = view.graph.nodes
    own = [
        (theme, data)
        for theme, data in view.graph[report.iri].items()
        if nodes[theme]["kind"] == "theme"
    ]
    return sorted(own, key=lambda pair: (-pair[1]["statements"], pair[0]))


def _theme(
    view: View, theme: str, data: Mapping[str, Any], top: float
) -> Iterator[str]:
    """Yield the line of a theme: its sign, its name, and its strengths and weaknesses."""
    room, y = view.space.room, top + _THEME / 2
    name = view.graph.nodes[theme]["label"]
    numbers = f"{data['statements']}: +{data['strengths']} −{data['weaknesses']}"
    space = room - _SIGN - text_width(numbers, 12) - 10
    (shown,) = wrap(name, 13, space, lines=1)
    yield middle_label(stroke(data).sign, 0, y, 13, font_weight="bold", fill=INK)
    text = middle_label(shown, _SIGN, y, 13, full=name, fill=INK)
    width = text_width(shown, 13)
    href = view.links.theme(theme)
    yield from linked(href, _SIGN + width / 2, y, text, size=(width, 0))
    yield middle_label(
        numbers, room, y, 12, full=polarities(data), text_anchor="end", fill=QUIET
    )
