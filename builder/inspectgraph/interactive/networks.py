"""The graph as a network of networkx, in views.

The views are those that the exports and the pictures have, without their limits.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.model.errors import UsageError, shorten
from inspectgraph.model.suggest import nearest
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import INSP, SKOS

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store

    Network = nx.Graph[str]

__all__ = ["VIEWS", "network_of"]

_TOLD: Final = "|".join(
    f"<{name.value}>"
    for name in (
        INSP.body,
        INSP.responsible,
        INSP.addressee,
        INSP.before,
        INSP.after,
    )
)
_LABEL: Final = f"<{SKOS.prefLabel.value}>"
#: Bodies and services: which body provides a service, and how many statements name both.
_SERVICES: Final = f"""
SELECT ?body ?name ?kind ?service ?label ?type (COUNT(DISTINCT ?told) AS ?statements)
WHERE {{
  {{ ?service <{INSP.providedBy.value}> ?body }}
  UNION {{ ?told <{INSP.service.value}> ?service ; {_TOLD} ?body }}
  ?service {_LABEL} ?label ; <{INSP.serviceType.value}>/{_LABEL} ?type .
  ?body {_LABEL} ?name .
  OPTIONAL {{ ?body <{INSP.bodyKind.value}>/{_LABEL} ?kind }}
}}
GROUP BY ?body ?name ?kind ?service ?label ?type
ORDER BY STR(?body) STR(?service)
"""


def network_of(store: Store, view: str) -> Network:
    """Return a view of a graph as a network.

    Args:
        store: The graph.
        view: One of `VIEWS`.

    Raises:
        UsageError: If there is no such view.
    """
    if view not in VIEWS:
        near = nearest(view, VIEWS)
        hint = (
            f"did you mean '{near}'?" if near else f"the views are {', '.join(VIEWS)}"
        )
        message = f"there is no view '{shorten(view)}' of the network; {hint}"
        raise UsageError("unknown-view", message)
    return VIEWS[view](store)


def _full(store: Store) -> Network:
    """Return all resources and their relations, as `export --format graphml` has them."""
    import networkx as nx

    from inspectgraph.export import exported

    (content,) = exported(store, "graphml").values()
    network: Network = nx.parse_graphml(content.decode(), force_multigraph=True)
    return network


def _theme_by_report(store: Store) -> Network:
    """Return councils, reports, grades and themes, as `draw network` draws them."""
    from inspectgraph.draw.corpus_reader import read_corpus
    from inspectgraph.draw.network import network

    corpus = read_corpus(store)
    return network(corpus, (len(corpus.reports), sys.maxsize))


def _theme_pairs(store: Store) -> Network:
    """Return broad themes; an edge counts the statements that are on both."""
    import networkx as nx

    from inspectgraph.draw.cooccurrence import count_themes
    from inspectgraph.draw.corpus_reader import read_corpus

    found = count_themes(read_corpus(store))
    network: Network = nx.Graph()
    for name, statements in found.broad.items():
        network.add_node(
            found.iris[name], kind="theme", label=name, statements=statements
        )
    for pair, statements in sorted(
        found.shared.items(), key=lambda one: sorted(one[0])
    ):
        one, other = (found.iris[name] for name in sorted(pair))
        network.add_edge(one, other, statements=statements)
    return network


def _body_by_service(store: Store) -> Network:
    """Return services, and the councils and partner bodies beside them.

    An edge joins a body to a service that it provides, or that a statement names
    together with it; it counts these statements.
    """
    import networkx as nx

    network: Network = nx.Graph()
    for row in solutions(store, _SERVICES):
        body, name, kind, service, label, type_, statements = map(_text, row)
        of_body = "body" if kind else "authority"
        network.add_node(body, kind=of_body, label=name, type=kind)
        network.add_node(service, kind="service", label=label, type=type_)
        network.add_edge(body, service, statements=int(statements))
    return network


def _text(term: Any) -> str:
    return str(getattr(term, "value", ""))


#: The views by name, each with the function that makes it.
VIEWS: Final[Mapping[str, Callable[[Store], Network]]] = {
    "full": _full,
    "theme-by-report": _theme_by_report,
    "theme-pairs": _theme_pairs,
    "body-by-service": _body_by_service,
}
