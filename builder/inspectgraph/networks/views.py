"""Views of the graph as small networks, such as themes by report.

Each view counts statements. Each edge has the number of statements about its two nodes,
in total and by polarity. The same graph always gives the same network. The order of the
triples in the store has no effect.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.errors import UsageError, shorten
from inspectgraph.model.quantities import listed
from inspectgraph.model.suggest import nearest
from inspectgraph.networks.network import Edge, Network
from inspectgraph.rdf.canonical import natural
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import PREFIXES

__all__ = ["FULL", "VIEWS", "View", "view_named"]

#: The name of the view of all resources, which `inspectgraph.export` makes.
FULL: Final = "full"

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
_COUNCILS: Final = """SELECT ?report ?label ?published {
    ?report insp:reportOf/insp:inspectedAuthority/skos:prefLabel ?label
    FILTER(LANG(?label) IN ("en", ""))
    OPTIONAL { ?report insp:published/insp:earliest ?published } }"""
_POLARITY: Final = """SELECT ?statement ?polarity {
    ?statement insp:polarity ?value BIND(REPLACE(STR(?value), "^.*/", "") AS ?polarity) }"""
_THEMES: Final = """SELECT ?statement ?report ?theme {
    ?statement insp:statedIn ?report ; insp:theme ?theme }"""
#: An event can have a service before or after it; that is not a body.
_BODIES: Final = """SELECT ?statement ?body ?service {
    ?statement insp:service ?service ;
        insp:body|insp:responsible|insp:addressee|insp:before|insp:after ?body
    FILTER NOT EXISTS { ?body a insp:Service } }"""
_PROVIDERS: Final = "SELECT ?body ?service { ?service insp:providedBy ?body }"
_CLASSES: Final = """SELECT ?node ?name {
    VALUES ?class { insp:Authority insp:Inspectorate insp:PartnerBody insp:Service }
    ?node a ?class BIND(REPLACE(STR(?class), "^.*/", "") AS ?name) }"""
_KINDS: Final = """SELECT ?node ?kind {
    ?node insp:bodyKind|insp:serviceType ?concept . ?concept skos:prefLabel ?kind
    FILTER(LANG(?kind) IN ("en", "")) }"""

#: The polarities that an edge counts, each as an attribute.
_POLARITIES: Final = ("strength", "weakness", "mixed", "neutral")

_Row = tuple[str, ...]
#: The statements that join two nodes, by the IRIs of the nodes; there can be none.
_Links = Mapping[tuple[str, str], Collection[str]]


@dataclass(frozen=True, slots=True)
class View:
    """A view of the graph: its description, and the function that makes its network."""

    summary: str
    make: Callable[[Store], Network]


def _rows(store: Store, query: str) -> list[_Row]:
    """Return the distinct rows of a query in sorted order. A missing value is ""."""
    found = solutions(store, _HEAD + query)
    return sorted({tuple(map(_value, row)) for row in found})


def _value(term: object) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def view_named(name: str) -> View:
    """Return a view by its name.

    Raises:
        UsageError: If the view is unknown.
    """
    if name in VIEWS:
        return VIEWS[name]
    names = (FULL, *VIEWS)
    near = nearest(name, names)
    hint = f"did you mean '{near}'?" if near else f"the views are {', '.join(names)}"
    message = f"the view '{shorten(name)}' of the network is unknown; {hint}"
    raise UsageError("unknown-view", message)


def _themes_by_report(store: Store) -> Network:
    """Return a network of reports and themes.

    An edge has the number of a report's statements on a theme.
    """
    links: dict[tuple[str, str], set[str]] = {}
    classes: dict[str, str] = {}
    for statement, report, theme in _rows(store, _THEMES):
        links.setdefault((report, theme), set()).add(statement)
        classes[report], classes[theme] = "Report", "Theme"
    return _counted(store, links, classes, directed=True)


def _themes_together(store: Store) -> Network:
    """Return a network of themes.

    An edge has the number of statements that are about both themes.
    """
    by_statement: dict[str, list[str]] = {}
    for statement, _, theme in _rows(store, _THEMES):
        by_statement.setdefault(statement, []).append(theme)
    links: dict[tuple[str, str], set[str]] = {}
    classes: dict[str, str] = {}
    for statement, themes in by_statement.items():
        for one, other in combinations(sorted(set(themes), key=natural), 2):
            links.setdefault((one, other), set()).add(statement)
            classes[one] = classes[other] = "Theme"
    return _counted(store, links, classes, directed=False)


def _bodies_by_service(store: Store) -> Network:
    """Return a network of services and organisations.

    Each edge joins an organisation and a service, and has the number of statements that
    name both. The relation of the edge is `provides` if the organisation provides the
    service. Otherwise, the relation is `named together`.
    """
    providers = set(_rows_of_two(store, _PROVIDERS))
    links: dict[tuple[str, str], set[str]] = {pair: set() for pair in providers}
    for statement, body, service in _rows(store, _BODIES):
        links.setdefault((body, service), set()).add(statement)
    classes = dict(_rows_of_two(store, _CLASSES))
    counted = _counted(store, links, classes, directed=False)
    kinds = dict(_rows_of_two(store, _KINDS))
    nodes = {
        node: {**attributes, "kind": kinds[node]} if node in kinds else attributes
        for node, attributes in counted.nodes.items()
    }
    edges = [_with_relation(edge, providers) for edge in counted.edges]
    return Network(nodes, edges, directed=False)


def _with_relation(edge: Edge, providers: Collection[tuple[str, str]]) -> Edge:
    """Add the relation to an edge between an organisation and a service.

    The relation is `provides` if the organisation provides the service. Otherwise, the
    relation is `named together`.
    """
    is_provider = (edge.source, edge.target) in providers
    relation = "provides" if is_provider else "named together"
    return replace(edge, attributes={**edge.attributes, "relation": relation})


def _counted(
    store: Store, links: _Links, classes: Mapping[str, str], *, directed: bool
) -> Network:
    """Return a network whose nodes and edges have numbers of statements.

    Each node and each edge has its total number of statements. Each edge also has
    separate numbers, such as the number of strengths.

    Args:
        store: The graph.
        links: The statements of each edge.
        classes: The class of each node.
        directed: Whether edges have a direction.
    """
    polarity = dict(_rows_of_two(store, _POLARITY))
    days = _days(store)
    labels = {**dict(_rows_of_two(store, _NAMED)), **_report_names(store)}
    by_node: dict[str, set[str]] = {}
    for pair, statements in links.items():
        for node in pair:
            by_node.setdefault(node, set()).update(statements)
    nodes = {
        node: {
            **_node(node, classes.get(node, "Organization"), labels, days),
            "statements": len(by_node[node]),
        }
        for node in sorted(by_node, key=natural)
    }
    edges = [
        Edge(source, target, _edge(found, polarity, days.get(source)))
        for (source, target), found in sorted(
            links.items(), key=lambda item: tuple(map(natural, item[0]))
        )
    ]
    return Network(nodes, edges, directed)


def _days(store: Store) -> dict[str, tuple[str, str]]:
    """Return the first and last day of the fieldwork of each report.

    If a report has no fieldwork, both days are the day of publication.
    """
    found: dict[str, tuple[str, str]] = {}
    for report, first, last in _rows(store, _DAYS):
        earlier = found.get(report, (first, last))
        found[report] = (min(first, earlier[0]), max(last, earlier[1]))
    return found


def _report_names(store: Store) -> dict[str, str]:
    """Return a short name for each report, such as `Knowsley 2014`.

    The name consists of the councils and the year of publication, as in the charts.
    """
    councils: dict[str, list[str]] = {}
    years: dict[str, str] = {}
    for report, name, published in _rows(store, _COUNCILS):
        councils.setdefault(report, []).append(name)
        years[report] = published[:4]
    return {
        report: f"{listed(names)} {years[report]}".strip()
        for report, names in councils.items()
    }


def _rows_of_two(store: Store, query: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in _rows(store, query)]


def _node(
    iri: str, kind: str, labels: Mapping[str, str], days: Mapping[str, tuple[str, str]]
) -> dict[str, str | int | float]:
    """Return the attributes of a node. A report also has its first and last day."""
    last = iri.rsplit("/", 1)[-1]
    found: dict[str, str | int | float] = {
        "label": labels.get(iri, last),
        "class": kind,
    }
    if iri in days:
        found["start"], found["end"] = days[iri]
    return found


def _edge(
    statements: Collection[str],
    polarity: Mapping[str, str],
    days: tuple[str, str] | None,
) -> dict[str, str | int | float]:
    """Return the attributes of an edge, such as its weight and its balance.

    Statements are counted in total and for each polarity. The balance is 1 if there are
    strengths but no weaknesses, and -1 if there are weaknesses but no strengths. The
    weight is the number of statements, but at least 1, because programs ignore edges of
    weight 0.
    """
    counts = Counter(polarity.get(statement, "") for statement in statements)
    strengths, weaknesses = counts["strength"], counts["weakness"]
    found: dict[str, str | int | float] = {
        "weight": max(counts.total(), 1),
        "statements": counts.total(),
    }
    found.update((name, counts[name]) for name in _POLARITIES)
    judged = strengths + weaknesses
    found["balance"] = round((strengths - weaknesses) / judged, 3) if judged else 0.0
    if days:
        found["start"], found["end"] = days
    return found


#: The views by name, without the view of all resources.
VIEWS: Final[Mapping[str, View]] = {
    "bodies-by-service": View(
        "services, their providers, and bodies that occur in the same statements",
        _bodies_by_service,
    ),
    "themes-by-report": View(
        "themes of each report, with the numbers of strengths and weaknesses",
        _themes_by_report,
    ),
    "themes-together": View(
        "themes that occur in the same statements", _themes_together
    ),
}
