"""Data and helper functions that all parts of the network picture share.

The module computes the positions of nodes, shortens names, and puts counts into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.draw.corpus import Corpus, Report
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.heat_map import balance
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.network import Layout, ThemeRow, layout, of_kind
from inspectgraph.draw.palette import (
    BLUE,
    BRIGHT_BLUE,
    BRIGHT_ORANGE,
    MIDDLE,
    ORANGE,
)
from inspectgraph.draw.palette import NEITHER as NO_BALANCE
from inspectgraph.draw.svg import tag
from inspectgraph.draw.text_metrics import counted, names_apart, wrap

if TYPE_CHECKING:
    from inspectgraph.draw.network import Network

__all__ = [
    "NEITHER",
    "SIGN",
    "STROKES",
    "Space",
    "Stroke",
    "View",
    "full_name",
    "network_view",
    "polarities",
    "reachable",
    "statements",
    "stroke",
]

#: In pixels: the width of a card; the distance of the first authority's line from the
#: edge of the cards, the largest distance to the next line, and the space for all lines.
_CARD, _LANE, _STEP, _LANES = 340, 18, 18, 78
#: In pixels: the space for the sign of a theme beside its circle.
SIGN: Final = 27


@dataclass(frozen=True, slots=True)
class Stroke:
    """The colour, dashes and sign that show a balance of strengths and weaknesses."""

    colour: str
    dashes: str | None
    sign: str


#: The looks of curves and circles by the balance of strengths and weaknesses; `NEITHER`
#: is the look if there are neither.
STROKES: Final[Mapping[str, Stroke]] = {
    "weaknesses, 80% or more": Stroke(ORANGE, "9 3", "−−"),
    "more weaknesses": Stroke(BRIGHT_ORANGE, "4 3", "−"),
    "about as many": Stroke(MIDDLE, "2 3", "="),
    "more strengths": Stroke(BRIGHT_BLUE, None, "+"),
    "strengths, 80% or more": Stroke(BLUE, None, "++"),
}
NEITHER: Final = Stroke(NO_BALANCE, None, "")


@dataclass(frozen=True, slots=True)
class Space:
    """The horizontal positions of the parts of the network, for a given width in pixels."""

    room: float

    @property
    def card(self) -> tuple[float, float]:
        """The left and the right edge of the report cards."""
        left = (self.room - _CARD) / 2
        return left, left + _CARD

    @property
    def circles(self) -> tuple[float, float]:
        """The horizontal positions of the theme circles on the left and on the right."""
        left = self.card[0] - 0.116 * self.room
        return left, self.room - left

    @property
    def theme_room(self) -> float:
        """The width available for the name of a theme."""
        return self.circles[0] - 13 - SIGN

    @property
    def lane(self) -> float:
        """The horizontal position of the line of the first authority."""
        return self.card[0] + _LANE


@dataclass(frozen=True, slots=True)
class View:
    """A network, with the positions of its nodes and the names in the picture.

    `lanes` maps each authority to the horizontal position of its line. `lane_names`,
    `titles` and `theme_names` have names shortened to fit. A key of `theme_names` is a
    pair of a flag and a label. The flag is true for a heading and false for a theme. If
    `on_page` is true, the keyboard can reach the nodes.
    """

    corpus: Corpus
    graph: Network
    placed: Layout
    space: Space
    links: Links
    on_page: bool
    reports: Mapping[str, Report]
    lanes: Mapping[str, float]
    lane_names: Mapping[str, str]
    titles: Mapping[str, str]
    theme_names: Mapping[tuple[bool, str], str]

    @property
    def text_left(self) -> float:
        """The left edge of the texts on cards, to the right of all authority lines."""
        return _text_left(self.space, len(self.lanes))


def network_view(corpus: Corpus, graph: Network, look: Look) -> View:
    """Compute the positions of nodes and the shortened names for drawing a network."""
    space = Space(look.medium.room)
    placed = layout(corpus, graph)
    reports = {report.iri: report for report in corpus.reports if report.iri in graph}
    authorities = of_kind(graph, "authority")
    step = _lane_step(len(authorities))
    lanes = {node: space.lane + n * step for n, node in enumerate(authorities)}
    return View(
        corpus=corpus,
        graph=graph,
        placed=placed,
        space=space,
        links=look.links,
        on_page=look.on_page,
        reports=reports,
        lanes=lanes,
        lane_names=_lane_names(space, graph, lanes),
        titles=_titles(reports, space, _text_left(space, len(lanes))),
        theme_names=_theme_names(space, [*placed.left.rows, *placed.right.rows]),
    )


def _lane_step(count: int) -> float:
    """Return the distance between the lines of neighbouring authorities, in pixels.

    The distance depends on the number of lines.
    """
    return min(_STEP, _LANES / max(count, 1))


def _text_left(space: Space, count: int) -> float:
    return space.lane + count * _lane_step(count) + 4


def _lane_names(
    space: Space, graph: Network, lanes: Mapping[str, float]
) -> dict[str, str]:
    """Return the names of the authorities, shortened to fit."""
    room = space.circles[1] - 16 - max(lanes.values(), default=0) - 12
    names = {node: str(graph.nodes[node]["label"]) for node in lanes}
    return _one_line(names, size=13, width=room, bold=True)


def _titles(reports: Mapping[str, Report], space: Space, left: float) -> dict[str, str]:
    """Return the titles of the reports, shortened to fit on their cards."""
    names = {iri: report.title for iri, report in reports.items()}
    return _one_line(names, size=16, width=space.card[1] - left - 12, bold=True)


def _theme_names(space: Space, rows: Iterable[ThemeRow]) -> dict[tuple[bool, str], str]:
    """Return the names of headings and themes, shortened to fit.

    A key of the result is a pair of a flag and a label. The flag is true for a heading
    and false for a theme.
    """
    found: dict[tuple[bool, str], str] = {}
    kinds: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for row in rows:
        kinds[row.heading][row.label] = row.label
    for heading, names in kinds.items():
        shown = _one_line(names, size=12, width=space.theme_room, bold=heading)
        found.update(((heading, label), name) for label, name in shown.items())
    return found


def _one_line(
    names: Mapping[str, str], *, size: float, width: float, bold: bool
) -> dict[str, str]:
    """Shorten each name to one line, so that different names still look different."""
    shorten = partial(wrap, size=size, width=width, bold=bold, lines=1)
    return {key: lines[0] for key, lines in names_apart(names, shorten).items()}


# Words and looks


def full_name(shown: str, name: str) -> list[str]:
    """Return a list with the full name for a tooltip, or an empty list.

    The list is empty if the picture already shows the full name.
    """
    return [] if shown == name else [tag("title", element_text(name))]


def reachable(view: View, name: str) -> dict[str, str]:
    """Return the SVG attributes that let the keyboard reach a node on an HTML page.

    The result is empty if the picture is not for a page.
    """
    if not view.on_page:
        return {}
    return {"tabindex": "0", "role": "button", "aria_label": name}


def stroke(data: Mapping[str, Any]) -> Stroke:
    """Return the colour, dashes and sign of a node or an edge.

    The result shows whether the node or the edge has more strengths or more weaknesses.
    """
    return STROKES.get(balance(data["strengths"], data["weaknesses"]), NEITHER)


def statements(data: Mapping[str, Any]) -> str:
    """Return numbers of statements in words, such as `5 statements, 2 strengths, 1 weakness`."""
    return f"{counted(data['statements'], 'statement')}, {polarities(data)}"


def polarities(data: Mapping[str, Any]) -> str:
    """Return numbers of statements in words, such as `2 strengths, 1 weakness`."""
    strengths = counted(data["strengths"], "strength")
    return f"{strengths}, {counted(data['weaknesses'], 'weakness', 'weaknesses')}"
