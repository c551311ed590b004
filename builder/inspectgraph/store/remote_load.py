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
    for name, texts in _graphs(folder):
        each(name)
        graph = _GRAPHS + name
        store.put(graph, b"".join(texts))
        _verify(store, graph, len(texts))
        triples += len(texts)
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


def _graphs(folder: Traversable) -> Iterator[tuple[str, list[bytes]]]:
    r"""Yield name and triples of each published graph, the triples as N-Triples has them.

    That is Turtle too, and each store reads it: Virtuoso 7.2.5 keeps the backslash of
    a name such as `report:a\/b` in its IRI.

    Raises:
        UnreadableError: If there is none, or a file is not Turtle.
    """
    found = False
    for name, file in published_files(folder):
        found = True
        yield name, _triples(file)
    if not found:
        message = "no published graph is here; `inspectgraph build` makes it"
        raise UnreadableError("no-graph", message, Where(str(folder)))


def _triples(file: Traversable) -> list[bytes]:
    """Return the lines of N-Triples for a Turtle file, each once.

    Raises:
        UnreadableError: If the file is not Turtle.
    """
    from pyoxigraph import RdfFormat, parse, serialize

    try:
        triples = parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE)
        text = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    except (SyntaxError, ValueError) as error:
        message = f"the file is not Turtle ({error})"
        raise UnreadableError("bad-turtle", message, Where(str(file))) from error
    return list(dict.fromkeys(text.splitlines(keepends=True)))


def _verify(store: Endpoint, graph: str, sent: int) -> None:
    """Count the triples of a graph in the store.

    Raises:
        UnreadableError: If it is not the number that was sent.
    """
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    there = next(iter(_values(store, query)), "0")
    if there != str(sent):
        message = (
            f"the store holds {there} triples of <{graph}> and was sent {sent}; look"
            " whether somebody else writes to it, and load again"
        )
        raise UnreadableError("not-loaded", message, Where(store.url))


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
