"""Data and helpers that all parts of the network picture share.

The data are the positions of nodes, names shortened to fit, and words for counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.draw.corpus import Corpus, Report
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.heat_map import balance
from inspectgraph.draw.network import Layout, ThemeRow, layout, of_kind
from inspectgraph.draw.svg import tag
from inspectgraph.draw.text_metrics import counted, names_apart, wrap

if TYPE_CHECKING:
    from inspectgraph.draw.network import Network

__all__ = [
    "CARD_LEFT",
    "CARD_RIGHT",
    "NEITHER",
    "STROKES",
    "View",
    "full_name",
    "network_view",
    "polarities",
    "reachable",
    "statements",
    "stroke",
]

#: The left and right edge of the report cards, in pixels.
CARD_LEFT: Final = 470
CARD_RIGHT: Final = 810
#: In pixels: the line of the first authority, the largest distance to the next line, and
#: the space for all lines.
_LANE, _STEP, _LANES = 488, 18, 78
#: In pixels: the right limit of the names of authorities, and the space for the name of
#: a theme.
_NAMES_END, _THEME_ROOM = 936, 286

#: The colours of curves by the balance of strengths and weaknesses; `NEITHER` is the
#: colour if there are neither.
STROKES: Final[Mapping[str, str]] = {
    "weaknesses, 80% or more": "#b35806",
    "more weaknesses": "#f09a3e",
    "about as many": "#8c959e",
    "more strengths": "#7fb2dd",
    "strengths, 80% or more": "#1f5fa6",
}
NEITHER: Final = "#c3c9cf"


@dataclass(frozen=True, slots=True)
class View:
    """A network with the positions of its nodes and the names as shown.

    `lanes` maps each authority to the horizontal position of its line. `lane_names`,
    `titles` and `theme_names` hold names shortened to fit. A key of `theme_names` is a
    pair: whether the line is a heading, and its label. `on_page` is whether the
    keyboard can reach the nodes.
    """

    corpus: Corpus
    graph: Network
    placed: Layout
    on_page: bool
    reports: Mapping[str, Report]
    lanes: Mapping[str, float]
    lane_names: Mapping[str, str]
    titles: Mapping[str, str]
    theme_names: Mapping[tuple[bool, str], str]

    @property
    def text_left(self) -> float:
        """The left edge of the texts on cards, right of all lines of authorities."""
        return _text_left(len(self.lanes))


def network_view(corpus: Corpus, graph: Network, *, on_page: bool) -> View:
    """Compute positions and shortened names for drawing a network."""
    placed = layout(corpus, graph)
    reports = {report.iri: report for report in corpus.reports if report.iri in graph}
    authorities = of_kind(graph, "authority")
    step = _lane_step(len(authorities))
    lanes = {node: _LANE + n * step for n, node in enumerate(authorities)}
    return View(
        corpus=corpus,
        graph=graph,
        placed=placed,
        on_page=on_page,
        reports=reports,
        lanes=lanes,
        lane_names=_lane_names(graph, lanes),
        titles=_titles(reports, _text_left(len(lanes))),
        theme_names=_theme_names([*placed.left.rows, *placed.right.rows]),
    )


def _lane_step(count: int) -> float:
    """Return the distance between the lines of a number of authorities."""
    return min(_STEP, _LANES / max(count, 1))


def _text_left(count: int) -> float:
    return _LANE + count * _lane_step(count) + 4


def _lane_names(graph: Network, lanes: Mapping[str, float]) -> dict[str, str]:
    """Return the names of the authorities, shortened to fit."""
    room = _NAMES_END - max(lanes.values(), default=0) - 12
    names = {node: str(graph.nodes[node]["label"]) for node in lanes}
    return _one_line(names, size=13, width=room, bold=True)


def _titles(reports: Mapping[str, Report], left: float) -> dict[str, str]:
    """Return the titles of the reports, shortened to fit on their cards."""
    names = {iri: report.title for iri, report in reports.items()}
    return _one_line(names, size=16, width=CARD_RIGHT - left - 12, bold=True)


def _theme_names(rows: Iterable[ThemeRow]) -> dict[tuple[bool, str], str]:
    """Return the names of headings and themes, shortened to fit.

    A key is a pair: whether the line is a heading, and its label.
    """
    found: dict[tuple[bool, str], str] = {}
    kinds: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for row in rows:
        kinds[row.heading][row.label] = row.label
    for heading, names in kinds.items():
        shown = _one_line(names, size=12, width=_THEME_ROOM, bold=heading)
        found.update(((heading, label), name) for label, name in shown.items())
    return found


def _one_line(
    names: Mapping[str, str], *, size: float, width: float, bold: bool
) -> dict[str, str]:
    """Shorten names to one line each, so that different names still look different."""
    shorten = partial(wrap, size=size, width=width, bold=bold, lines=1)
    return {key: lines[0] for key, lines in names_apart(names, shorten).items()}


# Words and looks


def full_name(shown: str, name: str) -> list[str]:
    """Return a list with the full name for a tooltip.

    The list is empty if the name is already shown in full.
    """
    return [] if shown == name else [tag("title", element_text(name))]


def reachable(view: View, name: str) -> dict[str, str]:
    """Return the attributes by which the keyboard reaches a node of an HTML page.

    For an SVG file, the result is empty.
    """
    if not view.on_page:
        return {}
    return {"tabindex": "0", "role": "button", "aria_label": name}


def stroke(data: Mapping[str, Any]) -> str:
    """Return the colour of a node or edge for its mix of strengths and weaknesses."""
    return STROKES.get(balance(data["strengths"], data["weaknesses"]), NEITHER)


def statements(data: Mapping[str, Any]) -> str:
    """Return counts as words: `5 statements, 2 strengths, 1 weakness`."""
    return f"{counted(data['statements'], 'statement')}, {polarities(data)}"


def polarities(data: Mapping[str, Any]) -> str:
    """Return counts as words: `2 strengths, 1 weakness`."""
    strengths = counted(data["strengths"], "strength")
    return f"{strengths}, {counted(data['weaknesses'], 'weakness', 'weaknesses')}"
