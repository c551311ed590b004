"""The network of authorities, reports, judgements and themes, and its layout.

The network is a graph of the library networkx. In the layout, each report is a card.
The cards are in the middle, one below the other in order of time. A vertical line joins
the reports of each authority. The themes are in two columns, on the left and on the
right of the cards. Each theme is near the reports that have statements about it. The
themes are grouped by broad theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.text_metrics import sentence
from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import BASE

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.Graph[str]

__all__ = [
    "Column",
    "Layout",
    "ThemeRow",
    "layout",
    "network",
    "network_dot",
    "of_kind",
]

#: The maximum number of reports (the latest) and of themes (those with most statements)
#: in the picture.
_REPORTS, _THEMES = 8, 40

# Pixels: the heights of a theme, of a heading, of the gap between groups, and of a card.
_THEME, _HEADING, _GROUP, _CARD = 20, 25, 11, 114


def network(corpus: Corpus, most: tuple[int, int] = (_REPORTS, _THEMES)) -> Network:
    """Build the network of a corpus, with its nodes and edges in a fixed order.

    Args:
        corpus: The data of all pictures.
        most: The maximum number of reports, and the maximum number of themes.
    """
    import networkx as nx

    graph: Network = nx.Graph()
    reports = corpus.in_full[-most[0] :]
    for report in reports:
        for authority, name in report.authorities:
            graph.add_node(authority, kind="authority", label=name)
    for report in reports:
        graph.add_node(report.iri, kind="report", label=report.title)
        graph.add_edges_from(
            (authority, report.iri) for authority, _ in report.authorities
        )
    _add_judgements(graph, corpus)
    _add_themes(graph, corpus, most[1])
    return graph


def of_kind(graph: Network, kind: str) -> list[str]:
    """Return the nodes of a kind, such as `report` or `theme`, in a fixed order."""
    return [node for node in graph if graph.nodes[node]["kind"] == kind]


def _add_judgements(graph: Network, corpus: Corpus) -> None:
    """Add a node for each grade that a report awards; the best grades come first."""
    awarded = {
        (grade.report, -grade.share, grade.aspect, grade.grade)
        for grade in corpus.grades
        if not grade.quoted and grade.report in graph
    }
    counts: Counter[str] = Counter()
    for report, minus_share, aspect, grade in sorted(awarded):
        counts[report] += 1
        node = f"{report}#{counts[report]}"
        subject, word = corpus.label(aspect), corpus.label(grade)
        graph.add_node(
            node, kind="judgement", label=f"{subject}: {word}", share=-minus_share
        )
        graph.nodes[node].update(aspect=subject, word=word)
        graph.add_edge(report, node)


def _add_themes(graph: Network, corpus: Corpus, most: int) -> None:
    """Add the most frequent themes, and edges from the themes to reports about them."""
    counted = _polarities(graph, corpus)
    totals = {
        theme: sum(reports.values(), Counter()) for theme, reports in counted.items()
    }
    order = sorted(totals, key=lambda theme: (-totals[theme].total(), theme))
    for theme in order[:most]:
        name = sentence(corpus.label(theme))
        broad = corpus.themes[theme].broad
        graph.add_node(theme, kind="theme", label=name, broad=broad)
        graph.nodes[theme].update(_weights(totals[theme]))
        for report in sorted(counted[theme]):
            graph.add_edge(report, theme, **_weights(counted[theme][report]))


def _polarities(graph: Network, corpus: Corpus) -> dict[str, dict[str, Counter[str]]]:
    """Count the statements of each polarity, for each theme in each report.

    If a statement has no polarity, it is counted under `none`.
    """
    found: dict[str, dict[str, Counter[str]]] = {}
    for statement in corpus.statements:
        if statement.report not in graph:
            continue
        for theme in statement.themes & corpus.themes.keys():
            reports = found.setdefault(theme, {})
            counts = reports.setdefault(statement.report, Counter())
            counts[statement.polarity or "none"] += 1
    return found


def _weights(counts: Counter[str]) -> dict[str, int]:
    """Return the numbers of statements, strengths and weaknesses as attributes of a node."""
    return {
        "statements": counts.total(),
        "strengths": counts["strength"],
        "weaknesses": counts["weakness"],
    }


# Layout


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A line in a column of themes: a theme, or the heading of a group of themes.

    A heading names a broad theme. If no statement is directly about the broad theme,
    `node` is None.
    """

    label: str
    node: str | None
    heading: bool
    y: float


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of a column of themes, from the top down.

    The column is on the left or the right of the network.
    """

    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of all nodes, in pixels.

    `cards` maps each report to the upper edge of its card. `card` is the height of a
    card. `height` is the height of the picture, not counting the legend.
    """

    left: Column
    right: Column
    cards: dict[str, float]
    card: float
    height: float


#: The themes of the picture by their broad theme.
_Groups = dict[str, list[str]]


def layout(corpus: Corpus, graph: Network) -> Layout:
    """Compute the positions of the nodes of a network."""
    reports = of_kind(graph, "report")
    left, right = _sides(_groups(graph, reports))
    heights = _height(left), _height(right)
    names = 30 + 18 * len(of_kind(graph, "authority"))
    height = max(*heights, names + len(reports) * (_CARD + 16.0))
    gap = (height - names - len(reports) * _CARD) / max(len(reports), 1)
    first = float(names)
    return Layout(
        left=_column(corpus, left, height),
        right=_column(corpus, right, height),
        cards={report: first + n * (_CARD + gap) for n, report in enumerate(reports)},
        card=_CARD,
        height=height,
    )


def _groups(graph: Network, reports: Sequence[str]) -> _Groups:
    """Group the themes by broad theme, and sort groups and themes.

    Groups and themes are sorted by the mean position of the reports that have
    statements about them.
    """
    themes: _Groups = {}
    for node in of_kind(graph, "theme"):
        themes.setdefault(graph.nodes[node]["broad"], []).append(node)
    places = {report: n for n, report in enumerate(reports)}
    ordered = {
        broad: sorted(nodes, key=lambda node: (_place(graph, places, [node]), node))
        for broad, nodes in themes.items()
    }
    order = sorted(
        ordered, key=lambda broad: (_place(graph, places, themes[broad]), broad)
    )
    return {broad: ordered[broad] for broad in order}


def _place(graph: Network, places: Mapping[str, int], nodes: Iterable[str]) -> float:
    """Return the mean position of the reports that have statements about given themes.

    A report with more statements about these themes has a greater weight.
    """
    total = weighted = 0
    for node in nodes:
        for report in graph[node]:
            weight = graph[node][report]["statements"]
            total += weight
            weighted += weight * places[report]
    return round(weighted / max(total, 1), 6)


def _sides(groups: _Groups) -> tuple[_Groups, _Groups]:
    """Distribute groups of themes to two columns; each group goes to the shorter column."""
    left: _Groups = {}
    right: _Groups = {}
    for broad, themes in groups.items():
        side = left if _height(left) <= _height(right) else right
        side[broad] = themes
    return left, right


def _height(groups: _Groups) -> float:
    """Return the height of groups of themes in pixels, including headings and gaps."""
    height = 0.0
    for broad, themes in groups.items():
        own = [theme for theme in themes if theme != broad]
        height += _HEADING + _THEME * len(own) + _GROUP
    return height


def _column(corpus: Corpus, groups: _Groups, height: float) -> Column:
    """Return the column of themes on one side of the picture.

    The column is vertically centred. `height` is the height of the picture in pixels,
    not counting the legend.
    """
    top = (height - _height(groups)) / 2
    return Column(tuple(_rows(corpus, groups, top)))


def _rows(corpus: Corpus, groups: _Groups, top: float) -> Iterator[ThemeRow]:
    """Yield the lines of a column from the top down: each heading, followed by its themes."""
    for broad, themes in groups.items():
        node = broad if broad in themes else None
        name = sentence(corpus.label(broad))
        yield ThemeRow(name, node, True, top + _HEADING / 2)
        top += _HEADING
        for theme in themes:
            if theme != broad:
                name = sentence(corpus.label(theme))
                yield ThemeRow(name, theme, False, top + _THEME / 2)
                top += _THEME
        top += _GROUP


# Text


def network_dot(corpus: Corpus) -> bytes:
    """Return the network in the graph language DOT, with one line per node and edge.

    Two versions of a network can be compared line by line in this form.
    """
    import networkx as nx

    graph: Network = nx.relabel_nodes(network(corpus), _local)
    nodes = [
        f"  {_quoted(node)} [{_pairs(graph.nodes[node])}];" for node in sorted(graph)
    ]
    ends = sorted((min(edge), max(edge)) for edge in graph.edges)
    edges = [_dot_edge(graph, one, other) for one, other in ends]
    return "\n".join(["graph inspections {", *nodes, *edges, "}\n"]).encode()


def _dot_edge(graph: Network, one: str, other: str) -> str:
    """Return the line for an edge in the graph language DOT."""
    data = graph[one][other]
    attributes = f" [{_pairs(data)}]" if data else ""
    return f"  {_quoted(one)} -- {_quoted(other)}{attributes};"


def _pairs(data: Mapping[str, Any]) -> str:
    """Return attributes in the syntax of DOT, such as `kind="theme", label="Housing"`."""
    return ", ".join(
        f"{key}={_quoted(_local(str(value)))}" for key, value in sorted(data.items())
    )


def _local(text: str) -> str:
    """Remove the base from an IRI of the project.

    Any other text is returned unchanged.
    """
    return text.removeprefix(BASE).removeprefix(current_base())


def _quoted(text: str) -> str:
    """Return a text as a quoted string of DOT."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
