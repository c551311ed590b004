"""The network as SVG: lines of authorities, cards of reports with their grades, curves to themes, and a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from math import sqrt
from typing import TYPE_CHECKING

from inspectgraph.draw.comparability import STEPS, step
from inspectgraph.draw.corpus import Corpus, Report
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.heat_map import balance
from inspectgraph.draw.network import Layout, ThemeRow, layout, network, of_kind
from inspectgraph.draw.palette import GREY, INK, QUIET
from inspectgraph.draw.picture import head
from inspectgraph.draw.svg import WIDTH, curve, document, group, label, tag
from inspectgraph.draw.text_metrics import counted, names_apart, text_width, wrap

if TYPE_CHECKING:
    from inspectgraph.draw.network import Network

__all__ = ["TITLE", "network_svg"]

TITLE = "Authorities, their inspection reports, and what these speak of"

#: The strokes of lines to themes, by the balance of strengths and weaknesses; of none,
#: and of themes' circles.
_STROKES = {
    "weaknesses, 80% or more": "#b35806",
    "more weaknesses": "#f09a3e",
    "about as many": "#8c959e",
    "more strengths": "#7fb2dd",
    "strengths, 80% or more": "#1f5fa6",
}
_NEITHER = "#c3c9cf"

# Pixels: edges of the cards, circles of the themes, first line of an authority, from
# line to line, a grade's square.
_LEFT, _RIGHT, _LEFT_NODE, _RIGHT_NODE, _LANE, _STEP, _SQUARE = (
    470,
    810,
    328,
    952,
    488,
    18,
    15,
)
#: Where the names of authorities end at most, left of the themes.
_NAMES_END = 936


def network_svg(corpus: Corpus, *, page: bool = False) -> bytes:
    """Return the network as SVG: a picture, or for a page a group whose nodes can be reached one by one."""
    graph = network(corpus)
    placed = layout(corpus, graph)
    drawing = _Drawing(corpus, graph, placed, page=page)
    height = round(placed.height + 100)
    parts = [
        *head(TITLE, drawing.subtitle()),
        group(drawing.edges(), id="edges", fill="none"),
        group(drawing.lanes(), id="authorities"),
        group(drawing.cards(), id="reports"),
        group(drawing.themes(), id="themes"),
        group(drawing.legend(placed.height + 34), id="legend"),
    ]
    svg = document(
        TITLE,
        " ".join(drawing.subtitle()),
        height,
        parts,
        role="group" if page else "img",
        on_page=page,
    )
    return f"{svg}\n".encode()


class _Drawing:
    """A network on its way into elements."""

    def __init__(
        self, corpus: Corpus, graph: Network, placed: Layout, *, page: bool
    ) -> None:
        self.corpus, self.graph, self.placed = corpus, graph, placed
        self.page = page
        self.reports = {
            report.iri: report for report in corpus.reports if report.iri in graph
        }
        authorities = of_kind(graph, "authority")
        self.step = min(_STEP, 78 / max(len(authorities), 1))
        self.lane = {node: _LANE + n * self.step for n, node in enumerate(authorities)}
        rows = [
            (row, side)
            for column, side in ((placed.left, 0), (placed.right, 1))
            for row in column.rows
        ]
        self.lane_names = names_apart(
            {node: str(graph.nodes[node]["label"]) for node in authorities},
            lambda name: wrap(
                name,
                13,
                _NAMES_END - max(self.lane.values(), default=0) - 12,
                bold=True,
                lines=1,
            ),
        )
        self.titles = names_apart(
            {iri: report.title for iri, report in self.reports.items()},
            lambda name: wrap(
                name, 16, _RIGHT - self.text_left - 12, bold=True, lines=1
            ),
        )
        self.theme_names = _theme_names([row for row, _ in rows])
        self.rows = {row.node: (row, side) for row, side in rows if row.node}

    @property
    def text_left(self) -> float:
        """Where the texts of cards begin: right of the lines of the authorities."""
        return _LANE + len(self.lane) * self.step + 4

    def subtitle(self) -> tuple[str, str]:
        """Return what the picture covers and how it is read."""
        kinds = Counter(str(self.graph.nodes[node]["kind"]) for node in self.graph)
        shown = {report.iri for report in self.reports.values()}
        statements = sum(
            statement.report in shown for statement in self.corpus.statements
        )
        used = {
            theme for statement in self.corpus.statements for theme in statement.themes
        }
        latest = f" (the latest of {len(self.corpus.reports)})" * (
            len(self.reports) < len(self.corpus.reports)
        )
        return (
            (
                f"{counted(kinds['report'], 'report')}{latest} of"
                f" {counted(kinds['authority'], 'authority', 'authorities')},"
                f" {counted(kinds['judgement'], 'grade')},"
                f" {counted(statements, 'statement')}, and the"
                f" {counted(kinds['theme'], 'theme')} most spoken of out of"
                f" {len(used)}."
            ),
            (
                "Reports stand in order of time on the line of their authority; squares"
                " are the grades they award. A curve leads to each theme of a report:"
                " the thicker, the more statements."
            ),
        )

    def _reachable(self, name: str) -> dict[str, str]:
        """Return what makes a node of a page reachable with the keyboard."""
        return (
            {"tabindex": "0", "role": "button", "aria_label": name} if self.page else {}
        )

    # Curves

    def edges(self) -> Iterator[str]:
        """Yield the curves from reports to themes, the thin ones first."""
        found = []
        for report in self.reports:
            for side in (0, 1):
                themes = [
                    node
                    for node, (_, where) in self.rows.items()
                    if where == side and node in self.graph[report]
                ]
                for n, theme in enumerate(themes):
                    share = (n + 1) / (len(themes) + 1)
                    y = self.placed.cards[report] + 8 + share * (self.placed.card - 16)
                    found.append(
                        (
                            self.graph[report][theme]["statements"],
                            report,
                            theme,
                            side,
                            y,
                        )
                    )
        for _, report, theme, side, y in sorted(found):
            yield self._edge(report, theme, side, y)

    def _edge(self, report: str, theme: str, side: int, y: float) -> str:
        """Return the curve between a report and a theme."""
        data = self.graph[report][theme]
        names = (
            f"{self.graph.nodes[report]['label']}, {self.graph.nodes[theme]['label']}"
        )
        ends = (
            (_RIGHT, y, _RIGHT_NODE, self.rows[theme][0].y)
            if side
            else (_LEFT, y, _LEFT_NODE, self.rows[theme][0].y)
        )
        return tag(
            "path",
            tag("title", element_text(f"{names}: {_said(data)}")),
            class_="edge",
            d=curve(*ends),
            stroke=_stroke(data),
            stroke_width=0.6 + 1.25 * sqrt(data["statements"]),
            opacity=0.75,
            data_from=report,
            data_to=theme,
            data_statements=data["statements"],
            data_strengths=data["strengths"],
            data_weaknesses=data["weaknesses"],
        )

    # Authorities and reports

    def lanes(self) -> Iterator[str]:
        """Yield the line of each authority, its name at the upper end."""
        bottom = max(self.placed.cards.values(), default=0) + self.placed.card
        first = min(self.placed.cards.values(), default=0) - 18 * len(self.lane) - 10
        for n, (authority, x) in enumerate(self.lane.items()):
            y = first + n * 18
            own = [
                self.placed.cards[report]
                for report in self.graph[authority]
                if report in self.placed.cards
            ]
            name = self.graph.nodes[authority]["label"]
            shown = self.lane_names[authority][0]
            yield tag(
                "g",
                *_full_name(shown, name),
                tag(
                    "path",
                    d=f"M{x},{y:.1f}V{max(own, default=bottom) + 22:.1f}",
                    stroke=INK,
                    stroke_width=2,
                ),
                tag("rect", x=x - 5, y=y - 5, width=10, height=10, fill=INK),
                label(shown, x + 12, y + 4.5, 13, font_weight="bold", fill=INK),
                class_="node authority",
                data_id=authority,
                data_label=name,
                data_said=counted(len(own), "report"),
                **self._reachable(name),
            )

    def cards(self) -> Iterator[str]:
        """Yield the card of each report."""
        for iri, y in self.placed.cards.items():
            report = self.reports[iri]
            counts = _counts(self.corpus, report)
            x = self.text_left
            title = self.titles[iri][0]
            grades = [
                self.graph.nodes[node]
                for node in self.graph[iri]
                if self.graph.nodes[node]["kind"] == "judgement"
            ]
            yield tag(
                "g",
                *_full_name(title, report.title),
                tag(
                    "rect",
                    x=_LEFT,
                    y=y,
                    width=_RIGHT - _LEFT,
                    height=self.placed.card,
                    rx=6,
                    fill="white",
                    fill_opacity=0,
                    stroke=QUIET,
                ),
                *self._stops(report, y),
                *self._lines(report, x, y, counts),
                *self._squares(x, y + 70, grades),
                label(_summary(grades, _RIGHT - x - 8), x, y + 101, 12, fill=INK),
                class_="node report",
                data_id=iri,
                data_label=report.title,
                data_said="; ".join([_said(counts), *_by_word(grades)]),
                data_authorities=" ".join(
                    authority for authority, _ in report.authorities
                ),
                **self._reachable(report.title),
            )

    def _lines(
        self, report: Report, x: float, y: float, counts: dict[str, int]
    ) -> Iterator[str]:
        """Yield the lines of a card: whose report, of which regime, and what its statements are."""
        room = _RIGHT - x - 12
        title = self.titles[report.iri][0]
        total = counted(counts["statements"], "statement")
        yield label(title, x, y + 25, 16, font_weight="bold", fill=INK)
        if text_width(title, 16, bold=True) + text_width(total, 12) + 8 < room:
            yield label(total, _RIGHT - 12, y + 25, 12, text_anchor="end", fill=QUIET)
        yield label(
            wrap(self.corpus.name(report.framework), 12, room, lines=1)[0],
            x,
            y + 43,
            12,
            fill=QUIET,
        )
        yield label(_polarities(counts), x, y + 61, 12, fill=INK)

    def _stops(self, report: Report, y: float) -> Iterator[str]:
        """Yield the stop of a report on the line of each of its authorities."""
        for authority, _ in report.authorities:
            yield tag(
                "circle",
                cx=self.lane[authority],
                cy=y + 20,
                r=6.5,
                fill="white",
                stroke=INK,
                stroke_width=3,
            )

    def _squares(
        self, x: float, y: float, grades: list[dict[str, object]]
    ) -> Iterator[str]:
        """Yield a square for each grade, the best first, smaller where there are many."""
        space = min(_SQUARE + 3.0, (_RIGHT - x - 10) / max(len(grades), 1))
        for n, grade in enumerate(grades):
            yield tag(
                "rect",
                tag("title", element_text(str(grade["label"]))),
                x=x + n * space,
                y=y,
                width=space - 3,
                height=_SQUARE,
                rx=2,
                stroke=INK,
                fill=STEPS[step(float(str(grade["share"])))],
            )

    # Themes

    def themes(self) -> Iterator[str]:
        """Yield the themes with their names."""
        for side, column in enumerate((self.placed.left, self.placed.right)):
            for row in column.rows:
                yield self._theme(row, side)

    def _theme(self, row: ThemeRow, side: int) -> str:
        """Return a theme: its circle, and its name outside."""
        x = _RIGHT_NODE if side else _LEFT_NODE
        anchor, away = ("start", 13) if side else ("end", -13)
        weight = {"font_weight": "bold"} if row.heading else {}
        name = self.theme_names[row.heading, row.label]
        text = label(
            name, x + away, row.y + 4.2, 12, text_anchor=anchor, fill=INK, **weight
        )
        if row.node is None:
            return text
        data = self.graph.nodes[row.node]
        radius = min(2.2 + 0.9 * sqrt(data["statements"]), 9.5)
        return tag(
            "g",
            *_full_name(name, row.label),
            tag("circle", cx=x, cy=row.y, r=radius, fill=_stroke(data), stroke="white"),
            text,
            class_="node theme",
            data_id=row.node,
            data_label=row.label,
            data_said=_said(data),
            **self._reachable(row.label),
        )

    # Legend

    def legend(self, y: float) -> Iterator[str]:
        """Yield what the colours mean."""
        yield tag("path", d=f"M28,{y - 18:.1f}H{WIDTH - 28}", stroke=GREY)
        yield label("Curves and circles", 28, y + 8, 12, font_weight="bold", fill=INK)
        x = 190.0
        for name, colour in (*_STROKES.items(), ("neither", _NEITHER)):
            yield tag(
                "path", d=f"M{x:.1f},{y + 4:.1f}h26", stroke=colour, stroke_width=6
            )
            yield label(name, x + 33, y + 8, 12, fill=INK)
            x += 33 + text_width(name, 12) + 16
        yield label("Squares: grades", 28, y + 36, 12, font_weight="bold", fill=INK)
        x = 190.0
        for name, colour in STEPS.items():
            yield tag(
                "rect",
                x=x,
                y=y + 25,
                width=_SQUARE,
                height=_SQUARE,
                rx=2,
                fill=colour,
                stroke=INK,
            )
            yield label(name, x + 22, y + 36, 12, fill=INK)
            x += 22 + text_width(name, 12) + 16
        yield label(
            "Scales of different regimes are not the same scale.",
            x + 10,
            y + 36,
            12,
            fill=QUIET,
        )


def _theme_names(rows: list[ThemeRow]) -> dict[tuple[bool, str], str]:
    """Return the names of headings and of themes as there is room for them."""
    found: dict[tuple[bool, str], str] = {}
    for bold in (False, True):
        names = {row.label: row.label for row in rows if row.heading is bold}
        apart = names_apart(
            names, partial(wrap, size=12, width=286, bold=bold, lines=1)
        )
        found.update(((bold, label), lines[0]) for label, lines in apart.items())
    return found


def _full_name(shown: str, name: str) -> list[str]:
    """Return the full name of a node as its title, where it is not shown in full."""
    return [] if shown == name else [tag("title", element_text(name))]


def _stroke(data: dict[str, int]) -> str:
    """Return the colour of a balance."""
    return _STROKES.get(balance(data["strengths"], data["weaknesses"]), _NEITHER)


def _said(data: dict[str, int]) -> str:
    """Return how many statements there are and what they are."""
    return f"{counted(data['statements'], 'statement')}, {_polarities(data)}"


def _polarities(data: dict[str, int]) -> str:
    """Return how many strengths and weaknesses there are."""
    return (
        f"{counted(data['strengths'], 'strength')},"
        f" {counted(data['weaknesses'], 'weakness', 'weaknesses')}"
    )


def _counts(corpus: Corpus, report: Report) -> dict[str, int]:
    """Return how many statements a report makes and what they are."""
    own = [
        statement.polarity
        for statement in corpus.statements
        if statement.report == report.iri
    ]
    return {
        "statements": len(own),
        "strengths": own.count("strength"),
        "weaknesses": own.count("weakness"),
    }


def _by_word(grades: list[dict[str, object]]) -> list[str]:
    """Return what each grade is awarded for."""
    subjects: dict[str, list[str]] = {}
    for grade in grades:
        subjects.setdefault(str(grade["word"]), []).append(str(grade["aspect"]))
    return [f"{word}: {', '.join(names)}" for word, names in subjects.items()]


def _summary(grades: list[dict[str, object]], width: float) -> str:
    """Return how often each grade is awarded, in words."""
    counts = Counter(str(grade["word"]) for grade in grades)
    return wrap(
        ", ".join(f"{count} {word}" for word, count in counts.items()) or "no grade",
        12,
        width,
        lines=1,
    )[0]
