"""Describe the service and its dataset, as lines of N-Triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from inspectgraph.rdf.namespaces import RDF

__all__ = ["dataset", "service"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCT: Final = "http://purl.org/dc/terms/"
_PROTOCOL: Final = "http://www.w3.org/TR/sparql11-protocol/"
#: The formats of answers, by their names at the W3C.
_RESULTS: Final = (
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_JSON",
    "SPARQL_Results_TSV",
    "SPARQL_Results_XML",
    "Turtle",
)


def service(endpoint: str, graphs: Iterable[str]) -> Iterator[str]:
    """Yield the description of a SPARQL service, in the vocabulary of the W3C.

    Args:
        endpoint: The address of the endpoint.
        graphs: The IRIs of the named graphs.
    """
    here, data = NamedNode(f"{endpoint}#service"), NamedNode(f"{endpoint}#dataset")
    default = NamedNode(f"{endpoint}#default-graph")
    yield _line(here, RDF.type, _sd("Service"))
    yield _line(here, _sd("endpoint"), NamedNode(endpoint))
    yield _line(here, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield _line(here, _sd("feature"), _sd("UnionDefaultGraph"))
    for name in _RESULTS:
        yield _line(here, _sd("resultFormat"), NamedNode(_FORMATS + name))
    yield _line(here, _sd("defaultDataset"), data)
    yield _line(data, RDF.type, _sd("Dataset"))
    yield _line(data, _sd("defaultGraph"), default)
    yield _line(default, RDF.type, _sd("Graph"))
    for number, iri in enumerate(graphs, 1):
        named = NamedNode(f"{endpoint}#graph-{number}")
        yield _line(data, _sd("namedGraph"), named)
        yield _line(named, RDF.type, _sd("NamedGraph"))
        yield _line(named, _sd("name"), NamedNode(iri))


def dataset(endpoint: str, graphs: str, base: str, title: str) -> Iterator[str]:
    """Yield the description of the dataset: the catalogue and the address for queries.

    Args:
        endpoint: The address of the endpoint.
        graphs: The folder of the published graph, which holds the catalogue; "" if
            there is none.
        base: The base IRI of the data.
        title: The short name of the graph.
    """
    whole = NamedNode(f"{base}graph")
    yield _line(whole, RDF.type, NamedNode(f"{_VOID}Dataset"))
    yield _line(whole, NamedNode(f"{_VOID}sparqlEndpoint"), NamedNode(endpoint))
    here, words = NamedNode(f"{endpoint}#service"), Literal(title, language="en")
    yield _line(NamedNode(f"{base}catalogue"), NamedNode(f"{_DCAT}service"), here)
    yield _line(here, RDF.type, NamedNode(f"{_DCAT}DataService"))
    yield _line(here, NamedNode(f"{_DCT}title"), words)
    yield _line(here, NamedNode(f"{_DCT}conformsTo"), NamedNode(_PROTOCOL))
    for name, target in (
        ("endpointURL", endpoint),
        ("endpointDescription", endpoint),
        ("servesDataset", whole.value),
    ):
        yield _line(here, NamedNode(_DCAT + name), NamedNode(target))
    catalogue = Path(graphs, "catalogue.ttl")
    if graphs and catalogue.is_file():
        for quad in parse(catalogue.read_bytes(), RdfFormat.TURTLE, base_iri=base):
            yield _line(quad.subject, quad.predicate, quad.object)


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)


def _line(subject: object, predicate: object, value: object) -> str:
    return f"{subject} {predicate} {value} .\n"
