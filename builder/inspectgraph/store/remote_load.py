"""Put the published graph into a SPARQL store: exactly our graphs, one by one, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspectgraph.model.errors import UnreadableError, Where, shorten
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.published_files import published_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from inspectgraph.store.endpoint import Endpoint

__all__ = ["Loaded", "load_graphs", "not_results", "our_graphs"]

_GRAPHS = f"{BASE}graph/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a store holds of ours afterwards: graphs and triples, and the graphs removed."""

    graphs: int
    triples: int
    removed: int


def load_graphs(
    store: Endpoint,
    folder: Traversable,
    each: Callable[[str], None] = lambda _name: None,
) -> Loaded:
    """Replace the graphs of a store that are ours by those of a published folder.

    Graphs of ours that are not published any more are removed; all others stay. If it
    is stopped in the middle, some graphs are new and some are old: run it again.

    Args:
        store: The store.
        folder: The published graph.
        each: Called with the name of each graph before it is sent.

    Raises:
        UnreadableError: If the folder holds no graph, or the store refuses, cannot be
            reached, or holds another number of triples than was sent.
    """
    old, triples, sent = set(our_graphs(store)), 0, []
    for name, turtle in _graphs(folder):
        each(name)
        graph = _GRAPHS + name
        store.put(graph, turtle)
        triples += _verified(store, graph, turtle)
        sent.append(graph)
    stale = sorted(old.difference(sent))
    for graph in stale:
        store.delete(graph)
    return Loaded(len(sent), triples, len(stale))


def our_graphs(store: Endpoint) -> list[str]:
    """Return the IRIs of the graphs of a store that are ours, in order."""
    query = (
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o }"
        f' FILTER(STRSTARTS(STR(?g), "{_GRAPHS}")) }}'
    )
    return sorted(_values(store, query))


def _graphs(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    """Yield name and Turtle of each published graph.

    Raises:
        UnreadableError: If there is none.
    """
    found = False
    for name, file in published_files(folder):
        found = True
        yield name, f"@base <{BASE}> .\n".encode() + file.read_bytes()
    if not found:
        message = "no published graph is here; `inspectgraph build` makes it"
        raise UnreadableError("no-graph", message, Where(str(folder)))


def _verified(store: Endpoint, graph: str, turtle: bytes) -> int:
    """Return the number of triples of a graph, the same in the store and as it was sent.

    Raises:
        UnreadableError: If the numbers differ.
    """
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    there = int(next(iter(_values(store, query)), "0"))
    here = _count(turtle)
    if there != here:
        message = (
            f"the store holds {there} triples of <{graph}> and was sent {here}; look"
            " whether somebody else writes to it, and load again"
        )
        raise UnreadableError("not-loaded", message, Where(store.url))
    return there


def _count(turtle: bytes) -> int:
    """Return the number of different triples of a Turtle text."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(turtle, RdfFormat.TURTLE)
    return len(store)


def _values(store: Endpoint, query: str) -> list[str]:
    """Return the first column of the rows of a query.

    Raises:
        UnreadableError: If the store answers with something else.
    """
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    answer = store.query(query)
    try:
        found = parse_query_results(answer, QueryResultsFormat.JSON)
        if isinstance(found, QuerySolutions):
            return [getattr(row[0], "value", "") for row in found]
    except (SyntaxError, ValueError):
        pass
    raise not_results(store, answer)


def not_results(store: Endpoint, answer: bytes) -> UnreadableError:
    """Return the error for an answer that is no SPARQL results."""
    told = shorten(answer[:400].decode("utf-8", "replace"), 100)
    message = (
        f"the answer is no SPARQL results in JSON: {told}; is this a SPARQL address?"
    )
    return UnreadableError("no-results", message, Where(store.url))
