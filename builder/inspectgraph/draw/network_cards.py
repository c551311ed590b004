"""Draw the middle of the network: a line for each authority, a card for each report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from inspectgraph.draw.comparability import STEPS, step
from inspectgraph.draw.corpus import Report
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.network_view import (
    CARD_LEFT,
    CARD_RIGHT,
    View,
    full_name,
    polarities,
    reachable,
    statements,
)
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.svg import label, tag
from inspectgraph.draw.text_metrics import counted, text_width, wrap

__all__ = ["SQUARE", "cards", "lanes"]

#: The side of the square that stands for a grade, in pixels.
SQUARE: Final = 15
#: The vertical space for the name of an authority, in pixels.
_NAME: Final = 18

_Grade = Mapping[str, Any]


def lanes(view: View) -> Iterator[str]:
    """Yield the vertical line of each authority, with its name at the upper end."""
    tops = view.placed.cards.values()
    first = min(tops, default=0) - _NAME * len(view.lanes) - 10
    for n, authority in enumerate(view.lanes):
        yield _lane(view, authority, first + n * _NAME)


def _lane(view: View, authority: str, y: float) -> str:
    """Return the vertical line of an authority, from its name to its last report."""
    x = view.lanes[authority]
    name = view.graph.nodes[authority]["label"]
    shown = view.lane_names[authority]
    cards = view.placed.cards
    own = [cards[report] for report in view.graph[authority] if report in cards]
    lowest = max(cards.values(), default=0) + view.placed.card
    end = max(own, default=lowest) + 22
    return tag(
        "g",
        *full_name(shown, name),
        tag("path", d=f"M{x},{y:.1f}V{end:.1f}", stroke=INK, stroke_width=2),
        tag("rect", x=x - 5, y=y - 5, width=10, height=10, fill=INK),
        label(shown, x + 12, y + 4.5, 13, font_weight="bold", fill=INK),
        class_="node authority",
        data_id=authority,
        data_label=name,
        data_summary=counted(len(own), "report"),
        **reachable(view, name),
    )


def cards(view: View) -> Iterator[str]:
    """Yield the card of each report."""
    for iri, y in view.placed.cards.items():
        yield _card(view, view.reports[iri], y)


def _card(view: View, report: Report, y: float) -> str:
    """Return the card of a report: a frame with its title, counts and grades."""
    counts = _counts(view, report)
    grades = _grades(view, report)
    x = view.text_left
    summary = _summary(grades, CARD_RIGHT - x - 8)
    return tag(
        "g",
        *full_name(view.titles[report.iri], report.title),
        _frame(y, view.placed.card),
        *_stops(view, report, y),
        *_lines(view, report, y, counts),
        *_squares(x, y + 70, grades),
        label(summary, x, y + 101, 12, fill=INK),
        class_="node report",
        data_id=report.iri,
        data_label=report.title,
        data_summary="; ".join([statements(counts), *_by_word(grades)]),
        data_authorities=" ".join(iri for iri, _ in report.authorities),
        **reachable(view, report.title),
    )


def _frame(y: float, height: float) -> str:
    """Return the frame of a card whose upper edge is at `y`."""
    return tag(
        "rect",
        x=CARD_LEFT,
        y=y,
        width=CARD_RIGHT - CARD_LEFT,
        height=height,
        rx=6,
        fill="white",
        fill_opacity=0,
        stroke=QUIET,
    )


def _stops(view: View, report: Report, y: float) -> Iterator[str]:
    """Yield a circle for a report on the line of each of its authorities."""
    for authority, _ in report.authorities:
        x = view.lanes[authority]
        look = {"fill": "white", "stroke": INK, "stroke_width": "3"}
        yield tag("circle", cx=x, cy=y + 20, r=6.5, **look)


def _lines(
    view: View, report: Report, y: float, counts: Mapping[str, int]
) -> Iterator[str]:
    """Yield the lines of text on a card: title, regime, and number of statements."""
    x = view.text_left
    room = CARD_RIGHT - x - 12
    title = view.titles[report.iri]
    total = counted(counts["statements"], "statement")
    regime = wrap(view.corpus.name(report.framework), 12, room, lines=1)[0]
    yield label(title, x, y + 25, 16, font_weight="bold", fill=INK)
    if text_width(title, 16, bold=True) + text_width(total, 12) + 8 < room:
        yield label(total, CARD_RIGHT - 12, y + 25, 12, text_anchor="end", fill=QUIET)
    yield label(regime, x, y + 43, 12, fill=QUIET)
    yield label(polarities(counts), x, y + 61, 12, fill=INK)


def _squares(x: float, y: float, grades: Sequence[_Grade]) -> Iterator[str]:
    """Yield a square for each grade, the best first, smaller if there are many."""
    space = min(SQUARE + 3.0, (CARD_RIGHT - x - 10) / max(len(grades), 1))
    for n, grade in enumerate(grades):
        yield tag(
            "rect",
            tag("title", element_text(str(grade["label"]))),
            x=x + n * space,
            y=y,
            width=space - 3,
            height=SQUARE,
            rx=2,
            stroke=INK,
            fill=STEPS[step(grade["share"])],
        )


def _grades(view: View, report: Report) -> list[_Grade]:
    """Return the data of each grade that a report awards."""
    nodes = (view.graph.nodes[node] for node in view.graph[report.iri])
    return [data for data in nodes if data["kind"] == "judgement"]


def _counts(view: View, report: Report) -> dict[str, int]:
    """Count the statements of a report, and the strengths and weaknesses among them."""
    own = Counter(
        statement.polarity
        for statement in view.corpus.statements
        if statement.report == report.iri
    )
    return {
        "statements": own.total(),
        "strengths": own["strength"],
        "weaknesses": own["weakness"],
    }


def _by_word(grades: Sequence[_Grade]) -> list[str]:
    """Return each grade with its aspects, such as `good: Adoption, Fostering`."""
    subjects: dict[str, list[str]] = {}
    for grade in grades:
        subjects.setdefault(grade["word"], []).append(grade["aspect"])
    return [f"{word}: {', '.join(names)}" for word, names in subjects.items()]


def _summary(grades: Sequence[_Grade], width: float) -> str:
    """Return how often each grade is awarded, such as `2 good, 1 inadequate`."""
    counts = Counter(grade["word"] for grade in grades)
    words = ", ".join(f"{count} {word}" for word, count in counts.items())
    return wrap(words or "no grade", 12, width, lines=1)[0]
