"""Draw the middle of the network: a line for each authority, and a card for each report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from inspectgraph.draw.comparability import ON_STEP, STEPS, step
from inspectgraph.draw.corpus import Report
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.network_view import (
    View,
    full_name,
    polarities,
    reachable,
    statements,
)
from inspectgraph.draw.palette import INK, PAPER, QUIET
from inspectgraph.draw.svg import label, linked, tag
from inspectgraph.draw.text_metrics import counted, text_width, wrap

__all__ = ["SQUARE", "Grade", "cards", "grades_of", "lanes", "squares", "summary"]

#: The side of the square that stands for a grade, in pixels.
SQUARE: Final = 17
#: The vertical space for the name of an authority, in pixels.
_NAME: Final = 18

Grade = Mapping[str, Any]


def lanes(view: View) -> Iterator[str]:
    """Yield the vertical line of each authority, with the authority's name at the upper end."""
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
    text = label(shown, x + 12, y + 4.5, 13, font_weight="bold", fill=INK)
    width = text_width(shown, 13, bold=True)
    href = "" if view.on_page else view.links.council(authority)
    return tag(
        "g",
        *full_name(shown, name),
        tag("path", d=f"M{x},{y:.1f}V{end:.1f}", stroke=INK, stroke_width=2),
        tag("rect", x=x - 5, y=y - 5, width=10, height=10, fill=INK),
        *linked(href, x + 12 + width / 2, y, text, size=(width, 0)),
        class_="node authority",
        data_id=authority,
        data_href=view.links.council(authority) or None,
        data_label=name,
        data_summary=counted(len(own), "report"),
        **reachable(view, name),
    )


def cards(view: View) -> Iterator[str]:
    """Yield the card of each report."""
    for iri, y in view.placed.cards.items():
        yield _card(view, view.reports[iri], y)


def _card(view: View, report: Report, y: float) -> str:
    """Return the card of a report: a frame with the title, the counts and the grades."""
    counts = _counts(view, report)
    grades = grades_of(view, report)
    x = view.text_left
    right = view.space.card[1]
    words = summary(grades, right - x - 8)
    return tag(
        "g",
        *full_name(view.titles[report.iri], report.title),
        _frame(view, y),
        *_stops(view, report, y),
        *_lines(view, report, y, counts),
        *squares((x, y + 70), right - x - 10, grades),
        label(words, x, y + 103, 12, fill=INK),
        class_="node report",
        data_id=report.iri,
        data_href=view.links.report(report.iri) or None,
        data_label=report.title,
        data_summary="; ".join([statements(counts), *_by_word(grades)]),
        data_authorities=" ".join(iri for iri, _ in report.authorities),
        **reachable(view, report.title),
    )


def _frame(view: View, y: float) -> str:
    """Return the frame of a card whose upper edge is at `y`."""
    left, right = view.space.card
    return tag(
        "rect",
        x=left,
        y=y,
        width=right - left,
        height=view.placed.card,
        rx=6,
        fill=PAPER,
        fill_opacity=0,
        stroke=QUIET,
    )


def _stops(view: View, report: Report, y: float) -> Iterator[str]:
    """Yield a circle for each authority of a report, on the line of the authority."""
    for authority, _ in report.authorities:
        x = view.lanes[authority]
        look = {"fill": PAPER, "stroke": INK, "stroke_width": "3"}
        yield tag("circle", cx=x, cy=y + 20, r=6.5, **look)


def _lines(
    view: View, report: Report, y: float, counts: Mapping[str, int]
) -> Iterator[str]:
    """Yield the lines of text on a card: title, regime, and number of statements."""
    x = view.text_left
    right = view.space.card[1]
    room = right - x - 12
    title = view.titles[report.iri]
    total = counted(counts["statements"], "statement")
    regime = wrap(view.corpus.name(report.framework), 12, room, lines=1)[0]
    name = label(title, x, y + 25, 16, font_weight="bold", fill=INK)
    width = text_width(title, 16, bold=True)
    href = "" if view.on_page else view.links.report(report.iri)
    yield from linked(href, x + width / 2, y + 19, name, size=(width, 0))
    if width + text_width(total, 12) + 8 < room:
        yield label(total, right - 12, y + 25, 12, text_anchor="end", fill=QUIET)
    yield label(regime, x, y + 43, 12, fill=QUIET)
    yield label(polarities(counts), x, y + 61, 12, fill=INK)


def squares(
    place: tuple[float, float], room: float, grades: Sequence[Grade]
) -> Iterator[str]:
    """Yield a square for each grade; the best grades come first.

    Each square shows the first letter of the grade.

    Args:
        place: The left and the upper edge of the first square.
        room: The width for all squares together, in pixels. If the squares do not fit,
            they are drawn smaller. Very small squares have no letter.
        grades: The grades.
    """
    left, y = place
    space = min(SQUARE + 3.0, room / max(len(grades), 1))
    for n, grade in enumerate(grades):
        x, place_on_scale = left + n * space, step(grade["share"])
        square = tag(
            "rect",
            x=x,
            y=y,
            width=space - 3,
            height=SQUARE,
            rx=2,
            stroke=INK,
            fill=STEPS[place_on_scale],
        )
        title = tag("title", element_text(str(grade["label"])))
        letter = label(
            str(grade["word"])[:1].upper(),
            x + (space - 3) / 2,
            y + 12.5,
            11,
            font_weight="bold",
            text_anchor="middle",
            fill=ON_STEP[place_on_scale],
        )
        yield tag("g", title, square, *([letter] if space > 15 else []))


def grades_of(view: View, report: Report) -> list[Grade]:
    """Return the grades of a report. Each grade is a mapping of node attributes."""
    nodes = (view.graph.nodes[node] for node in view.graph[report.iri])
    return [data for data in nodes if data["kind"] == "judgement"]


def _counts(view: View, report: Report) -> dict[str, int]:
    """Return the numbers of statements, strengths and weaknesses in a report."""
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


def _by_word(grades: Sequence[Grade]) -> list[str]:
    """Return each grade with its aspects, such as `good: Adoption, Fostering`."""
    subjects: dict[str, list[str]] = {}
    for grade in grades:
        subjects.setdefault(grade["word"], []).append(grade["aspect"])
    return [f"{word}: {', '.join(names)}" for word, names in subjects.items()]


def summary(grades: Sequence[Grade], width: float) -> str:
    """Return the number of times that each grade is awarded, such as `2 good, 1 inadequate`."""
    counts = Counter(grade["word"] for grade in grades)
    words = ", ".join(f"{count} {word}" for word, count in counts.items())
    return wrap(words or "no grade", 12, width, lines=1)[0]
