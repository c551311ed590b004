"""The formats of the graph, and the files that a build publishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from pyoxigraph import Store

from inspectgraph.export.catalogue import catalogue
from inspectgraph.export.index import Facts, stated
from inspectgraph.export.readme import listing
from inspectgraph.export.summary import GraphSummary, summary_of
from inspectgraph.export.void_statistics import Figures, count
from inspectgraph.rdf.canonical import NamedGraph, labelled, named_graphs
from inspectgraph.rdf.turtle import trig, turtle

__all__ = [
    "FORMATS",
    "Format",
    "accompanying",
    "exported",
    "published",
]

_INIT: Final = (
    b'"""Shipped as inspectgraph.graphs; read it with importlib.resources."""\n'
)


def published(
    store: Store, pictures: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return all files that a build publishes, by path in `graphs/`.

    Args:
        store: The graph.
        pictures: The pictures to publish, by path.
    """
    graphs = named_graphs(store)
    content = _turtle(graphs)
    summaries = [summary_of(named, content[named.file]) for named in graphs]
    whole = count(chain.from_iterable(named.triples for named in graphs))
    facts = stated(graphs)
    return {
        **content,
        **accompanying(summaries, whole, facts, pictures or {}),
    }


def accompanying(
    graphs: Sequence[GraphSummary],
    whole: Figures,
    facts: Facts,
    pictures: Mapping[str, bytes],
) -> dict[str, bytes]:
    """Return the files that describe the published graphs, and the pictures, by path.

    Args:
        graphs: The published named graphs.
        whole: The statistics of all graphs together.
        facts: The triples that the catalogue and the README page repeat, by subject.
        pictures: The pictures, by path.
    """
    return {
        "catalogue.ttl": turtle(catalogue(graphs, whole, facts)),
        **pictures,
        "README.md": listing(graphs, facts, pictures),
        "__init__.py": _INIT,
    }


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which the graph can be written.

    `single` is whether the format is one file. `write` returns the files by path.
    `tables` is whether a spreadsheet can open some of the files.
    """

    name: str
    summary: str
    single: bool
    write: Callable[[Sequence[NamedGraph]], dict[str, bytes]]
    tables: bool = False


def exported(store: Store, name: str, *, safe: bool = False) -> dict[str, bytes]:
    """Return the graph in a format, as files by path.

    Args:
        store: The graph.
        name: The name of the format.
        safe: Whether to protect spreadsheets: a value that a spreadsheet would run as a
            formula is written as text.

    Raises:
        KeyError: If there is no such format.
        ExportError: If a value does not fit into a table.
    """
    files = FORMATS[name].write(named_graphs(store))
    if not safe:
        return files
    found: dict[str, bytes] = {}
    for file, content in files.items():
        if file.endswith(".csv"):
            found[file] = _safe(content)
        else:
            found[file] = content
    return found


def _safe(content: bytes) -> bytes:
    """Return a CSV file in which no value is a formula for a spreadsheet."""
    from inspectgraph.files.spreadsheet import safe_csv

    return safe_csv(content.decode()).encode()


def _turtle(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    """Return a Turtle file for each named graph, by path."""
    return {named.file: turtle(named.triples, named.report) for named in graphs}


def _trig(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    return {
        "inspectgraph.trig": trig(
            (named.iri, named.triples, named.report) for named in graphs
        )
    }


def _nquads(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    """Return all quads as N-Quads, sorted, one per line.

    Labels of blank nodes start with the name of their graph.
    """
    lines = (
        f"{' '.join(triple)} {named.iri} .\n"
        for named in graphs
        for triple in sorted(labelled(named.triples, f"{named.name}-"))
    )
    return {"inspectgraph.nq": "".join(lines).encode()}


def _jsonld(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    from inspectgraph.export.jsonld import jsonld

    return {"inspectgraph.jsonld": jsonld(graphs)}


def _graphml(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    from inspectgraph.export.graphml import graphml

    return {"inspectgraph.graphml": graphml(graphs)}


def _csv(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    from inspectgraph.export.csv import tables

    return tables(graphs)


def _vocabulary(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    from inspectgraph.export.schemes import schemes

    return schemes(graphs)


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
