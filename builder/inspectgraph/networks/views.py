"""Views of the graph as small networks: themes by report, bodies by service, and others.

Each view counts statements: the weight of an edge is the number of statements that lead
from one of its nodes to the other. The same graph gives the same network, whatever the
order in its store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.quantities import listed
from inspectgraph.networks.network import Edge, Network
from inspectgraph.rdf.canonical import natural
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import PREFIXES

__all__ = ["VIEWS", "View"]

_HEAD: Final = "".join(
    f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()
)
_NAMED: Final = """SELECT ?node ?label { ?node skos:prefLabel|dcterms:title ?label
    FILTER(LANG(?label) IN ("en", "")) }"""
_DAYS: Final = """SELECT ?report ?from ?to {
    { ?report insp:published ?time ; insp:reportOf ?inspection
      FILTER NOT EXISTS { ?inspection insp:fieldwork ?other } }
    UNION { ?report insp:reportOf/insp:fieldwork ?time }
    ?time insp:earliest ?from ; insp:latest ?to }"""
_COUNCILS: Final = """SELECT ?report ?label {
    ?report insp:reportOf/insp:inspectedAuthority/skos:prefLabel ?label
    FILTER(LANG(?label) IN ("en", "")) }"""
_POLARITY: Final = """SELECT ?statement ?polarity {
    ?statement insp:polarity ?value BIND(REPLACE(STR(?value), "^.*/", "") AS ?polarity) }"""
_THEMES: Final = """SELECT ?statement ?report ?theme {
    ?statement insp:statedIn ?report ; insp:theme ?theme }"""
_BODIES: Final = """SELECT ?statement ?body ?service {
    ?statement insp:body ?body ; insp:service ?service }"""

#: The polarities that an edge counts, each as an attribute.
_POLARITIES: Final = ("strength", "weakness", "mixed", "neutral")

_Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A view: a sentence on what it shows, and the function that makes its network."""

    summary: str
    make: Callable[[Store], Network]


def _rows(store: Store, query: str) -> list[_Row]:
    """Return the distinct rows of a query, sorted; "" for a value that is missing."""
    found = solutions(store, _HEAD + query)
    return sorted({tuple(map(_value, row)) for row in found})


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _themes_by_report(store: Store) -> Network:
    """Return reports and themes; an edge counts a report's statements on a theme."""
    pairs = ((row[1], row[2], row[0]) for row in _rows(store, _THEMES))
    return _counted(store, pairs, ("Report", "Theme"), directed=True)


def _bodies_by_service(store: Store) -> Network:
    """Return bodies and services; an edge counts the statements that name both."""
    pairs = ((row[1], row[2], row[0]) for row in _rows(store, _BODIES))
    return _counted(store, pairs, ("Body", "Service"), directed=False)


def _themes_together(store: Store) -> Network:
    """Return themes; an edge counts the statements that have both."""
    by_statement: dict[str, list[str]] = {}
    for statement, _, theme in _rows(store, _THEMES):
        by_statement.setdefault(statement, []).append(theme)
    pairs = [
        (one, other, statement)
        for statement, themes in by_statement.items()
        for one, other in combinations(sorted(set(themes), key=natural), 2)
    ]
    return _counted(store, pairs, ("Theme", "Theme"), directed=False)


def _counted(
    store: Store,
    pairs: Iterable[tuple[str, str, str]],
    classes: tuple[str, str],
    *,
    directed: bool,
) -> Network:
    """Return a network whose edges count statements, by polarity as well.

    Args:
        store: The graph.
        pairs: Source, target and statement of each link.
        classes: The classes of sources and of targets.
        directed: Whether edges have a direction.
    """
    polarity = dict(_rows_of_two(store, _POLARITY))
    days = _days(store)
    statements: dict[tuple[str, str], set[str]] = {}
    for source, target, statement in pairs:
        statements.setdefault((source, target), set()).add(statement)
    nodes: dict[str, dict[str, str | int | float]] = {}
    labels = {**dict(_rows_of_two(store, _NAMED)), **_report_names(store, days)}
    by_node: dict[str, set[str]] = {}
    for (source, target), found in statements.items():
        for node, kind in zip((source, target), classes, strict=True):
            nodes.setdefault(node, _node(node, kind, labels, days))
            by_node.setdefault(node, set()).update(found)
    for node, found in by_node.items():
        nodes[node]["statements"] = len(found)
    edges = [
        Edge(source, target, _edge(found, polarity, days.get(source)))
        for (source, target), found in sorted(
            statements.items(), key=lambda item: tuple(map(natural, item[0]))
        )
    ]
    ordered = {node: nodes[node] for node in sorted(nodes, key=natural)}
    return Network(ordered, edges, directed)


def _days(store: Store) -> dict[str, tuple[str, str]]:
    """Return the first and last day of the fieldwork of each report.

    Without fieldwork, these are the days of publication.
    """
    found: dict[str, tuple[str, str]] = {}
    for report, first, last in _rows(store, _DAYS):
        earlier = found.get(report, (first, last))
        found[report] = (min(first, earlier[0]), max(last, earlier[1]))
    return found


def _report_names(store: Store, days: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return a short name for each report: councils and year, such as `Knowsley 2014`."""
    councils: dict[str, list[str]] = {}
    for report, name in _rows_of_two(store, _COUNCILS):
        councils.setdefault(report, []).append(name)
    return {
        report: f"{listed(names)} {days[report][1][:4] if report in days else ''}".strip()
        for report, names in councils.items()
    }


def _rows_of_two(store: Store, query: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in _rows(store, query)]


def _node(
    iri: str, kind: str, labels: Mapping[str, str], days: Mapping[str, tuple[str, str]]
) -> dict[str, str | int | float]:
    """Return the attributes of a node; a report has its days."""
    last = iri.rsplit("/", 1)[-1]
    found: dict[str, str | int | float] = {
        "label": labels.get(iri, last),
        "class": kind,
    }
    if iri in days:
        found["start"], found["end"] = days[iri]
    return found


def _edge(
    statements: Iterable[str],
    polarity: Mapping[str, str],
    days: tuple[str, str] | None,
) -> dict[str, str | int | float]:
    """Return the attributes of an edge: weight, numbers by polarity, balance and days.

    The balance is that of strengths and weaknesses, from -1 to 1.
    """
    counts = Counter(polarity.get(statement, "") for statement in statements)
    strengths, weaknesses = counts["strength"], counts["weakness"]
    found: dict[str, str | int | float] = {"weight": counts.total()}
    found.update((name, counts[name]) for name in _POLARITIES)
    judged = strengths + weaknesses
    found["balance"] = round((strengths - weaknesses) / judged, 3) if judged else 0.0
    if days:
        found["start"], found["end"] = days
    return found


#: The views by name. `full`, the whole graph, is made by `inspectgraph.export`.
VIEWS: Final[Mapping[str, View]] = {
    "bodies-by-service": View(
        "bodies and services that statements name together", _bodies_by_service
    ),
    "themes-by-report": View(
        "themes of each report, with the numbers of strengths and weaknesses",
        _themes_by_report,
    ),
    "themes-together": View(
        "themes that occur in the same statements", _themes_together
    ),
}
