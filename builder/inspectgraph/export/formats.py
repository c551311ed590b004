"""The formats of the graph, and the files that a build publishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from inspectgraph.export.streams import Parts, Streams
from inspectgraph.rdf.canonical import (
    NamedGraph,
    each_graph,
    graph_file,
    graph_names,
    graph_triples,
    named_graphs,
    sorted_lines,
)
from inspectgraph.rdf.iris import data_base, graph
from inspectgraph.rdf.lookup import base_of
from inspectgraph.rdf.turtle import trig, turtle

if TYPE_CHECKING:
    from inspectgraph.networks.network import Network

__all__ = [
    "FORMATS",
    "Format",
    "exported",
    "network",
    "streamed",
]

#: How many lines of N-Quads are written at a time.
_LINES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which the graph can be written.

    `single` is whether the format is one file. `write` returns the files by path.
    `tables` is whether a spreadsheet can open some of the files.
    """

    name: str
    summary: str
    single: bool
    write: Callable[[Store], Streams]
    tables: bool = False


def streamed(store: Store, name: str, *, safe: bool = False, view: str = "") -> Streams:
    """Return the graph in a format, as files by path, each in parts.

    Each part is computed only when it is read, so the text of a large graph is never
    in memory as a whole.

    Args:
        store: The graph.
        name: The name of the format.
        safe: Whether to protect spreadsheets: a value that a spreadsheet would run as a
            formula is written as text.
        view: The view of a network; "" for the whole graph.

    Raises:
        KeyError: If there is no such format or view, or the format has no views.
        ExportError: If a value does not fit into a table.
    """
    base = base_of(store)
    with data_base(base):
        files = _NETWORKS[name](store, view) if view else FORMATS[name].write(store)
    found: dict[str, Iterable[bytes]] = {}
    for file, parts in files.items():
        found[file] = Parts(partial(_under, base, parts))
        if safe and file.endswith(".csv"):
            found[file] = Parts(partial(_safe, found[file]))
    return found


def _under(base: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of a file, each made with the base IRI of the data."""
    left = iter(parts)
    while True:
        with data_base(base):
            part = next(left, None)
        if part is None:
            return
        yield part


def exported(store: Store, name: str, *, safe: bool = False) -> dict[str, bytes]:
    """Return the graph in a format, as files by path.

    The arguments and errors are those of `streamed`.
    """
    files = streamed(store, name, safe=safe)
    return {file: b"".join(parts) for file, parts in files.items()}


def _safe(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the rows of a CSV table in a form in which no value runs as a formula.

    Args:
        parts: The rows, each one whole.
    """
    from inspectgraph.files.spreadsheet import safe_csv

    for row in parts:
        yield safe_csv(row.decode(), "\n").encode()


def _turtle_files(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    return {named.file: turtle(named.triples, named.report) for named in graphs}


def _turtle(store: Store) -> Streams:
    return {
        graph_file(name): Parts(partial(_turtle_of, store, name))
        for name in graph_names(store)
    }


def _turtle_of(store: Store, name: str) -> Iterator[bytes]:
    """Yield a graph in Turtle."""
    named = NamedGraph(name, graph_triples(store, graph(name)))
    yield turtle(named.triples, named.report)


def _trig(store: Store) -> Streams:
    graphs = named_graphs(store)
    content = trig((named.iri, named.triples, named.report) for named in graphs)
    return {"inspectgraph.trig": [content]}


def _nquads(store: Store) -> Streams:
    return {"inspectgraph.nq": Parts(partial(_quads, store))}


def _quads(store: Store) -> Iterator[bytes]:
    """Yield one sorted line per quad; labels of blank nodes begin with a graph name."""
    for name in graph_names(store):
        ending = f" {graph(name)} .\n"
        lines = sorted_lines(store, name)
        for start in range(0, len(lines), _LINES):
            some = lines[start : start + _LINES]
            yield "".join([line[:-2] + ending for line in some]).encode()


def _jsonld(store: Store) -> Streams:
    from inspectgraph.export.jsonld import jsonld

    return {"inspectgraph.jsonld": Parts(partial(jsonld, partial(each_graph, store)))}


def network(store: Store, view: str = "full") -> Network:
    """Return the graph as a network of nodes and edges, in a view.

    Args:
        store: The graph.
        view: `full`, or a view of `inspectgraph.networks.views`.

    Raises:
        KeyError: If there is no such view.
    """
    if view == "full":
        from inspectgraph.export.full_network import full_network

        return full_network(each_graph(store))
    from inspectgraph.networks.views import VIEWS

    return VIEWS[view].make(store)


def _graphml(store: Store, view: str = "full") -> Streams:
    from inspectgraph.export.graphml import graphml_of

    return {"inspectgraph.graphml": Parts(lambda: graphml_of(network(store, view)))}


def _gexf(store: Store, view: str = "full") -> Streams:
    from inspectgraph.export.gexf import gexf_of

    return {"inspectgraph.gexf": Parts(lambda: gexf_of(network(store, view)))}


def _csv(store: Store) -> Streams:
    from inspectgraph.export.csv import tables

    return tables(each_graph(store))


def _vocabulary(store: Store) -> Streams:
    from inspectgraph.export.schemes import schemes

    return schemes(named_graphs(store))


#: The formats of networks, each with the function that writes a view.
_NETWORKS: Final[Mapping[str, Callable[[Store, str], Streams]]] = {
    "gexf": _gexf,
    "graphml": _graphml,
}
#: All formats, by name.
FORMATS: Final[Mapping[str, Format]] = {
    form.name: form
    for form in (
        Format(
            "csv",
            "tables of judgements, statements, recommendations and figures",
            False,
            _csv,
            tables=True,
        ),
        Format("gexf", "the network of resources, with time", True, _gexf),
        Format(
            "graphml", "the network of resources and their relations", True, _graphml
        ),
        Format("jsonld", "all named graphs as JSON-LD", True, _jsonld),
        Format("nquads", "all named graphs as N-Quads", True, _nquads),
        Format("trig", "all named graphs as TriG", True, _trig),
        Format("turtle", "one Turtle file for each named graph", False, _turtle),
        Format(
            "vocabulary",
            "one Turtle file for each SKOS scheme, and a table of all concepts",
            False,
            _vocabulary,
            tables=True,
        ),
    )
}
