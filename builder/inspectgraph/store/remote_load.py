"""Copy the published graph into a SPARQL store, one named graph after another.

Afterwards, the triples of each graph in the store are counted as a check. Graphs that
do not belong to this project stay unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspectgraph.model.errors import UnreadableError, Where, shorten
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.published_files import published_base, published_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from inspectgraph.store.endpoint import Endpoint

__all__ = ["Loaded", "load_graphs", "not_results", "our_graphs"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The numbers of copied graphs, copied triples and removed graphs."""

    graphs: int
    triples: int
    removed: int


def load_graphs(
    store: Endpoint,
    folder: Traversable,
    each: Callable[[str], None] = lambda _name: None,
) -> Loaded:
    """Copy the named graphs of a published folder into a store, and replace earlier copies.

    Graphs of this project that are no longer published are removed. Graphs of other
    projects stay unchanged. If the function is interrupted, some graphs are not yet
    replaced. Then the function must be called again.

    Args:
        store: The store.
        folder: The published graph.
        each: A function that is called before each graph is sent, with the name of the
            graph.

    Raises:
        UnreadableError: If the folder contains no graph, if the store cannot be reached
            or refuses a request, or if the number of triples in the store is wrong.
    """
    base = published_base(folder)
    old, triples, sent = set(our_graphs(store, base)), 0, []
    for name, texts in _graphs(folder):
        each(name)
        graph = f"{base}graph/{name}"
        store.put(graph, b"".join(texts))
        _verify(store, graph, len(texts))
        triples += len(texts)
        sent.append(graph)
    stale = sorted(old.difference(sent))
    for graph in stale:
        store.delete(graph)
    return Loaded(len(sent), triples, len(stale))


def our_graphs(store: Endpoint, base: str) -> list[str]:
    """Return the sorted IRIs of a project's graphs in a store.

    Args:
        store: The store.
        base: The base IRI of the project's data.
    """
    query = (
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o }"
        f' FILTER(STRSTARTS(STR(?g), "{base}graph/")) }}'
    )
    return sorted(_values(store, query))


def _graphs(folder: Traversable) -> Iterator[tuple[str, list[bytes]]]:
    r"""Yield the name of each published graph, and its triples as lines of N-Triples.

    N-Triples is used because Virtuoso 7.2.5 misreads some Turtle files. Virtuoso keeps
    the backslash of a name such as `report:a\/b` in the IRI.

    Raises:
        UnreadableError: If no graph exists, or if a file is not Turtle.
    """
    found = False
    for name, file in published_files(folder):
        found = True
        yield name, _triples(file)
    if not found:
        message = "the folder has no published graph; `inspectgraph build` makes one"
        raise UnreadableError("no-graph", message, Where(str(folder)))


def _triples(file: Traversable) -> list[bytes]:
    """Return the triples of a Turtle file as lines of N-Triples, without duplicates.

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
    """Check that the store contains as many triples of a graph as were sent.

    Raises:
        UnreadableError: If the number differs from the number of triples that were
            sent.
    """
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    there = next(iter(_values(store, query)), "0")
    if there != str(sent):
        message = (
            f"the store has {there} triples in <{graph}>, although {sent} were sent;"
            " make sure that no other program writes to this graph, and load again"
        )
        raise UnreadableError("not-loaded", message, Where(store.url))


def _values(store: Endpoint, query: str) -> list[str]:
    """Return the first value of each row in the result of a query.

    Raises:
        UnreadableError: If the answer is not a table of SPARQL results.
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
    """Return the error to raise for an answer that is not a SPARQL result."""
    told = shorten(answer[:400].decode("utf-8", "replace"), 100)
    message = (
        f"the answer is not a SPARQL result in JSON: {told}; give the address of a SPARQL"
        " endpoint"
    )
    return UnreadableError("no-results", message, Where(store.url))
