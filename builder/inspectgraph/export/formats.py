"""The formats of the graph for export, and functions that write the graph in a format."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from inspectgraph.export.index import stated
from inspectgraph.export.streams import Parts, Streams
from inspectgraph.model.imprint import UNKNOWN, Imprint
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

#: The number of lines of N-Quads that are written at a time.
_LINES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which the graph can be written.

    Attributes:
        name: The name of the format.
        summary: A description for a list of formats.
        single: Whether the format is one file.
        write: A function that returns the files, keyed by path. Functions for tables
            also need the imprint of the graph.
        tables: Whether some of the files are CSV tables.
        imprinted: Whether the files include the title and the licence of the graph.
        binary: Whether the format is binary. A terminal cannot show such a format.
    """

    name: str
    summary: str
    single: bool
    write: Callable[..., Streams]
    tables: bool = False
    imprinted: bool = False
    binary: bool = False


def streamed(
    store: Store,
    name: str,
    *,
    safe: bool = False,
    imprint: Imprint = UNKNOWN,
    view: str = "",
) -> Streams:
    """Return the graph in a format, as files keyed by path.

    Each file is divided into parts. Each part is computed only when it is read, so the
    text of a large graph is never in memory as a whole.

    Args:
        store: The graph.
        name: The name of the format.
        safe: Whether to protect spreadsheets. If so, a value that a spreadsheet would
            run as a formula is written as text, and CSV tables start with a byte order
            mark.
        imprint: The title, publisher, licence and other facts about the graph, for
            tables.
        view: The name of a view of the network, or "" for the whole graph.

    Raises:
        KeyError: If the format or the view is unknown, or if the format has no views.
        ExportError: If a value does not fit into a table.
        UsageError: If a library that the format needs is not installed.
    """
    base = base_of(store)
    chosen = FORMATS[name]
    with data_base(base):
        if view:
            files = _NETWORKS[name](store, view)
        elif chosen.imprinted:
            files = chosen.write(store, imprint)
        else:
            files = chosen.write(store)
    found: dict[str, Iterable[bytes]] = {}
    for file, parts in files.items():
        found[file] = Parts(partial(_under, base, parts))
        if safe and file.endswith(".csv"):
            found[file] = Parts(partial(_safe, found[file]))
    return found


def _under(base: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of a file.

    Each part is computed with the given base IRI for the data.
    """
    left = iter(parts)
    while True:
        with data_base(base):
            part = next(left, None)
        if part is None:
            return
        yield part


def exported(
    store: Store, name: str, *, safe: bool = False, imprint: Imprint = UNKNOWN
) -> dict[str, bytes]:
    """Return the graph in a format, as files keyed by path.

    The arguments and errors are those of `streamed`.
    """
    files = streamed(store, name, safe=safe, imprint=imprint)
    return {file: b"".join(parts) for file, parts in files.items()}


def _safe(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the rows of a CSV table in a form that is safe for spreadsheets.

    No value in these rows is run as a formula. The first part is a byte order mark,
    which tells Excel that the encoding is UTF-8.

    Args:
        parts: The rows; each part is a whole row.
    """
    from inspectgraph.files.spreadsheet import safe_csv

    yield BOM_UTF8
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
    """Yield one named graph in Turtle."""
    named = NamedGraph(name, graph_triples(store, graph(name)))
    yield turtle(named.triples, named.report)


def _trig(store: Store) -> Streams:
    graphs = named_graphs(store)
    content = trig((named.iri, named.triples, named.report) for named in graphs)
    return {"inspectgraph.trig": [content]}


def _nquads(store: Store) -> Streams:
    return {"inspectgraph.nq": Parts(partial(_quads, store))}


def _quads(store: Store) -> Iterator[bytes]:
    """Yield the lines of all quads, sorted.

    The labels of blank nodes begin with the name of the graph.
    """
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
    """Return a view of the graph as a network of nodes and edges.

    Args:
        store: The graph.
        view: `full`, or a view of `inspectgraph.networks.views`.

    Raises:
        UsageError: If the view is unknown.
    """
    from inspectgraph.export.full_network import full_network
    from inspectgraph.networks.views import FULL, view_named

    if view == FULL:
        return full_network(each_graph(store))
    return view_named(view).make(store)


def _graphml(store: Store, view: str = "full") -> Streams:
    from inspectgraph.export.graphml import graphml_of

    return {"inspectgraph.graphml": Parts(lambda: graphml_of(network(store, view)))}


def _gexf(store: Store, view: str = "full") -> Streams:
    from inspectgraph.export.gexf import gexf_of

    return {"inspectgraph.gexf": Parts(lambda: gexf_of(network(store, view)))}


def _nanopub(store: Store) -> Streams:
    from inspectgraph.export.nanopub import nanopublications

    return {
        "inspectgraph-nanopub.trig": Parts(lambda: nanopublications(each_graph(store)))
    }


def _csv(store: Store, imprint: Imprint) -> Streams:
    from inspectgraph.export.all_tables import TABLES
    from inspectgraph.export.csvw import written
    from inspectgraph.export.data_package import DESCRIPTOR, data_package

    facts = stated(each_graph(store))
    described = data_package(facts, TABLES, imprint)
    return {**written(facts, TABLES, imprint), DESCRIPTOR: [described]}


def _cube(store: Store, imprint: Imprint) -> Streams:
    from inspectgraph.export.cube import cube

    return {"measurements.ttl": Parts(partial(cube, store, imprint))}


def _parquet(store: Store, imprint: Imprint) -> Streams:
    from inspectgraph.export.all_tables import TABLES
    from inspectgraph.export.parquet import parquet_files

    return parquet_files(stated(each_graph(store)), TABLES, imprint)


def _sqlite(store: Store, imprint: Imprint) -> Streams:
    from inspectgraph.export.all_tables import TABLES
    from inspectgraph.export.sqlite import database

    facts = stated(each_graph(store))
    return {"inspectgraph.sqlite": Parts(partial(database, facts, TABLES, imprint))}


def _xlsx(store: Store, imprint: Imprint) -> Streams:
    from inspectgraph.export.all_tables import TABLES
    from inspectgraph.export.xlsx import require_xlsxwriter, workbook

    require_xlsxwriter()
    facts = stated(each_graph(store))
    return {"inspectgraph.xlsx": Parts(partial(workbook, facts, TABLES, imprint))}


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
            "tables of judgements, statements, recommendations and figures, as a Data"
            " Package",
            False,
            _csv,
            tables=True,
            imprinted=True,
        ),
        Format(
            "cube",
            "the measurements as an RDF Data Cube in Turtle",
            True,
            _cube,
            imprinted=True,
        ),
        Format("gexf", "the network of resources, with time", True, _gexf),
        Format(
            "graphml", "the network of resources and their relations", True, _graphml
        ),
        Format("jsonld", "all named graphs as JSON-LD", True, _jsonld),
        Format(
            "nanopub", "each statement as a nanopublication, in TriG", True, _nanopub
        ),
        Format("nquads", "all named graphs as N-Quads", True, _nquads),
        Format(
            "parquet",
            "the tables as Parquet files with typed columns",
            False,
            _parquet,
            imprinted=True,
        ),
        Format(
            "sqlite",
            "the tables as an SQLite database",
            True,
            _sqlite,
            imprinted=True,
            binary=True,
        ),
        Format("trig", "all named graphs as TriG", True, _trig),
        Format("turtle", "one Turtle file for each named graph", False, _turtle),
        Format(
            "vocabulary",
            "one Turtle file for each SKOS scheme, and a table of all concepts",
            False,
            _vocabulary,
            tables=True,
        ),
        Format(
            "xlsx",
            "the tables as an Excel workbook",
            True,
            _xlsx,
            imprinted=True,
            binary=True,
        ),
    )
}
