"""The network: authorities, their reports and judgements, and the themes that the reports speak of.

A graph of networkx, and where each of its nodes stands: reports in order of time in the
middle, each on the line of its authority; themes left and right, grouped under their
broad themes, near the reports that speak of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.text_metrics import sentence
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

#: How many reports, the latest, and how many themes, those most spoken of, a picture
#: holds.
_REPORTS, _THEMES = 8, 40

# Pixels: where the picture begins, heights of a theme, of a heading, of a gap between
# groups, and of a card.
_TOP, _THEME, _HEADING, _GROUP, _CARD = 116, 20, 25, 11, 112


def network(corpus: Corpus) -> Network:
    """Return the network of a corpus, its nodes and edges in a fixed order."""
    import networkx as nx

    graph: Network = nx.Graph()
    reports = corpus.reports[-_REPORTS:]
    for report in reports:
        for authority, name in report.authorities:
            graph.add_node(authority, kind="authority", label=name)
    for report in reports:
        graph.add_node(report.iri, kind="report", label=report.title)
        graph.add_edges_from(
            (authority, report.iri) for authority, _ in report.authorities
        )
    _add_judgements(graph, corpus)
    _add_themes(graph, corpus)
    return graph


def of_kind(graph: Network, kind: str) -> list[str]:
    """Return the nodes of a kind, in their order."""
    return [node for node in graph if graph.nodes[node]["kind"] == kind]


def _add_judgements(graph: Network, corpus: Corpus) -> None:
    """Add the grades that the reports award."""
    counts: Counter[str] = Counter()
    awarded = [
        grade for grade in corpus.grades if not grade.quoted and grade.report in graph
    ]
    for grade in sorted(
        {
            (each.report, -each.share, each.aspect, each.grade, each.share)
            for each in awarded
        }
    ):
        report, _, aspect, word, share = grade
        counts[report] += 1
        node = f"{report}#{counts[report]}"
        graph.add_node(
            node,
            kind="judgement",
            label=f"{corpus.label(aspect)}: {corpus.label(word)}",
            share=share,
        )
        graph.nodes[node].update(aspect=corpus.label(aspect), word=corpus.label(word))
        graph.add_edge(report, node)


def _add_themes(graph: Network, corpus: Corpus) -> None:
    """Add the themes most spoken of, and how often each report speaks of them and as what."""
    spoken: dict[str, dict[str, Counter[str]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    for statement in corpus.statements:
        if statement.report in graph:
            for theme in statement.themes & corpus.themes.keys():
                spoken[theme][statement.report][statement.polarity or "none"] += 1
    totals = {
        theme: sum(counts.total() for counts in reports.values())
        for theme, reports in spoken.items()
    }
    for theme in sorted(totals, key=lambda theme: (-totals[theme], theme))[:_THEMES]:
        graph.add_node(
            theme,
            kind="theme",
            label=sentence(corpus.label(theme)),
            broad=corpus.themes[theme].broad,
        )
        graph.nodes[theme].update(_weights(sum(spoken[theme].values(), Counter())))
        for report in sorted(spoken[theme]):
            graph.add_edge(report, theme, **_weights(spoken[theme][report]))


def _weights(counts: Counter[str]) -> dict[str, int]:
    """Return how many statements there are, and how many of them are strengths and weaknesses."""
    return {
        "statements": counts.total(),
        "strengths": counts["strength"],
        "weaknesses": counts["weakness"],
    }


# Layout


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A line of a column: a theme, or a heading (a broad theme; it may itself be spoken of)."""

    label: str
    node: str | None
    heading: bool
    y: float


@dataclass(frozen=True, slots=True)
class Column:
    """The themes on one side, from top to bottom."""

    rows: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands: the two columns, the upper edge of each report's card, the height of all."""

    left: Column
    right: Column
    cards: dict[str, float]
    card: float
    height: float


def layout(corpus: Corpus, graph: Network) -> Layout:
    """Return where the nodes of a network stand."""
    reports = of_kind(graph, "report")
    groups = _groups(graph, reports)
    sides: tuple[list[str], list[str]] = ([], [])
    heights = [0.0, 0.0]
    for broad, themes in groups.items():
        side = 0 if heights[0] <= heights[1] else 1
        sides[side].append(broad)
        heights[side] += _group_height(broad, themes)
    lanes = 30 + 18 * len(of_kind(graph, "authority"))
    height = max(*heights, lanes + len(reports) * (_CARD + 16.0))
    left, right = (
        Column(
            tuple(
                _rows(
                    corpus,
                    {broad: groups[broad] for broad in side},
                    _TOP + (height - taken) / 2,
                )
            )
        )
        for side, taken in zip(sides, heights, strict=True)
    )
    free = (height - lanes - len(reports) * _CARD) / max(len(reports), 1)
    cards = {
        report: _TOP + lanes + n * (_CARD + free) for n, report in enumerate(reports)
    }
    return Layout(left, right, cards, _CARD, _TOP + height)


def _groups(graph: Network, reports: Sequence[str]) -> dict[str, list[str]]:
    """Return the themes under their broad themes, in the order of the reports that speak of them most."""
    themes: dict[str, list[str]] = defaultdict(list)
    for node in of_kind(graph, "theme"):
        themes[graph.nodes[node]["broad"]].append(node)
    places = {report: n for n, report in enumerate(reports)}

    def place(nodes: Sequence[str]) -> float:
        weights: list[tuple[int, int]] = [
            (places[report], graph[node][report]["statements"])
            for node in nodes
            for report in graph[node]
        ]
        return round(
            sum(n * weight for n, weight in weights)
            / max(sum(weight for _, weight in weights), 1),
            6,
        )

    order = sorted(themes, key=lambda broad: (place(themes[broad]), broad))
    return {
        broad: sorted(themes[broad], key=lambda node: (place([node]), node))
        for broad in order
    }


def _group_height(broad: str, themes: Sequence[str]) -> float:
    """Return how high a group is with its heading and the gap below."""
    return _HEADING + _THEME * sum(theme != broad for theme in themes) + _GROUP


def _rows(
    corpus: Corpus, groups: dict[str, list[str]], top: float
) -> Iterator[ThemeRow]:
    """Yield the lines of a column."""
    for broad, themes in groups.items():
        yield ThemeRow(
            sentence(corpus.label(broad)),
            broad if broad in themes else None,
            True,
            top + _HEADING / 2,
        )
        top += _HEADING
        for theme in themes:
            if theme != broad:
                yield ThemeRow(
                    sentence(corpus.label(theme)), theme, False, top + _THEME / 2
                )
                top += _THEME
        top += _GROUP


# Text


def network_dot(corpus: Corpus) -> bytes:
    """Return the network as text, in Graphviz's language: one line a node or edge, so that changes can be read."""
    import networkx as nx

    graph: Network = nx.relabel_nodes(
        network(corpus), lambda node: node.removeprefix(BASE)
    )
    lines = ["graph inspections {"]
    lines += [
        f"  {_quoted(node)} [{_pairs(graph.nodes[node])}];" for node in sorted(graph)
    ]
    for one, other in sorted((min(edge), max(edge)) for edge in graph.edges):
        data = graph[one][other]
        lines.append(
            f"  {_quoted(one)} --"
            f" {_quoted(other)}{f' [{_pairs(data)}]' if data else ''};"
        )
    return ("\n".join([*lines, "}"]) + "\n").encode()


def _pairs(data: dict[str, Any]) -> str:
    """Return attributes as DOT has them."""
    return ", ".join(
        f"{key}={_quoted(str(value).removeprefix(BASE))}"
        for key, value in sorted(data.items())
    )


def _quoted(text: str) -> str:
    """Return a text as DOT has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
