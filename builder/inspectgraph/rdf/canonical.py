"""Bring the triples of a graph into canonical form.

A triple consists of three texts: its terms in N-Triples syntax. Such texts are quick to
sort, group and write. The store changes the form of some literals: it returns the
decimal `602.0` as `602`, and an `xsd:nonNegativeInteger` as an `xsd:integer`. This
module restores the forms that the project writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from inspectgraph.rdf.iris import data_base, graph, graph_name
from inspectgraph.rdf.lookup import base_of
from inspectgraph.rdf.namespaces import OWL, XSD
from inspectgraph.rdf.store import SHARED_GRAPHS, report_graphs
from inspectgraph.rdf.text_terms import TextTriple, lines

__all__ = [
    "GraphName",
    "NamedGraph",
    "each_graph",
    "graph_file",
    "graph_names",
    "graph_triples",
    "is_blank",
    "labelled",
    "named_graphs",
    "natural",
    "split_lines",
    "text_triple",
]

#: Matches a line of N-Triples: subject, predicate, object. Only the object can have a
#: space, inside a literal.
_LINE: Final = re.compile(r"^(\S+) (\S+) (.*) \.$", re.MULTILINE)
_DIGITS: Final = re.compile(r"[0-9]+")
_DECIMAL: Final = f"^^{XSD.decimal}"
_INTEGER: Final = f"^^{XSD.integer}"
_COUNTS: Final = frozenset(
    map(str, (OWL.cardinality, OWL.maxCardinality, OWL.minCardinality))
)
#: Matches text for which a graph must be read triple by triple: blank nodes, and numbers
#: whose datatype the store changes.
_NEEDS_TRIPLES: Final = re.compile(
    "|".join(map(re.escape, ("_:", *sorted(_COUNTS)))).encode()
)
#: A decimal number without a point at the end of a line, and the same with `.0`.
_WHOLE_DECIMAL: Final = re.compile(
    rb'(?m)"([^".\n]*)"' + re.escape(f"{_DECIMAL} .").encode() + b"$"
)
_POINTED: Final = rb'"\1.0"' + f"{_DECIMAL} .".encode()


def graph_triples(store: Store, name: NamedNode) -> list[TextTriple]:
    """Return the triples of a named graph.

    The store has changed the form of some literals. The result has these literals in
    the form that the project writes.
    """
    text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name)
    if text is None:
        return []
    return list(map(_restored, _split(text)))


@dataclass(frozen=True, slots=True)
class GraphName:
    """The name of a published named graph.

    The name determines the IRI and the file of the graph, and the report that the graph
    describes.
    """

    name: str

    @property
    def iri(self) -> NamedNode:
        """The IRI of the graph."""
        return graph(self.name)

    @property
    def report(self) -> str:
        """The name of the report that the graph describes, or "" for a shared graph."""
        if self.name in SHARED_GRAPHS:
            return ""
        return self.name

    @property
    def file(self) -> str:
        """The path of the graph's Turtle file, relative to the published folder."""
        return graph_file(self.name)


@dataclass(frozen=True, slots=True)
class NamedGraph(GraphName):
    """One of the published named graphs: its name, and its triples."""

    triples: list[TextTriple]


def split_lines(quads: bytes, name: NamedNode) -> list[TextTriple]:
    """Convert the N-Quads text of one named graph to triples."""
    return _split(quads.replace(f" {name} .\n".encode(), b" .\n"))


def text_triple(quad: Quad) -> TextTriple:
    """Return the triple of a quad. A literal gets the lexical form that the project uses."""
    return _restored((str(quad.subject), str(quad.predicate), str(quad.object)))


def graph_file(name: str) -> str:
    """Return the path of a graph's Turtle file, relative to the published folder."""
    if name in SHARED_GRAPHS:
        return f"{name}.ttl"
    return f"reports/{name}.ttl"


def graph_names(store: Store) -> list[str]:
    """Return the names of the published graphs: the shared graphs, then the graphs of reports."""
    names = [*SHARED_GRAPHS]
    for report in report_graphs(store):
        names.append(graph_name(report.value))
    return names


def each_graph(store: Store) -> Iterator[NamedGraph]:
    """Yield the published graphs of a store; only one at a time is in memory."""
    base = base_of(store)
    for name in graph_names(store):
        with data_base(base):
            iri = graph(name)
        yield NamedGraph(name, graph_triples(store, iri))


def named_graphs(store: Store) -> list[NamedGraph]:
    """Return the named graphs to publish: the shared graphs, then the graphs of reports."""
    return list(each_graph(store))


def sorted_lines(store: Store, name: str) -> list[str]:
    """Return the triples of a graph as sorted lines of N-Triples.

    Blank nodes have canonical labels that begin with the name of the graph. The lines
    are sorted by subject, then by predicate, then by object.
    """
    text = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph(name)) or b""
    if _NEEDS_TRIPLES.search(text):
        triples = labelled(map(_restored, _split(text)), f"{name}-")
        found = [f"{' '.join(triple)} ." for triple in sorted(triples)]
    else:
        # No character of a term comes before the space between two terms, so the lines
        # have the order of their triples.
        found = sorted(_WHOLE_DECIMAL.sub(_POINTED, text).decode().split("\n")[:-1])
    return found


def natural(text: str) -> tuple[str, str]:
    """Return a key for sorting texts, so that numbers in the texts are ordered by size.

    >>> sorted(["p10", "p2", "p02"], key=natural)
    ['p02', 'p2', 'p10']
    """
    return _DIGITS.sub(lambda digits: digits[0].zfill(9), text), text


def is_blank(term: str) -> bool:
    """Return whether a term is a blank node.

    >>> is_blank("_:b1"), is_blank("<https://example.org/>")
    (True, False)
    """
    return term.startswith("_:")


def labelled(triples: Iterable[TextTriple], prefix: str = "") -> list[TextTriple]:
    """Return the triples with canonical labels for their blank nodes.

    The labels follow the W3C recommendation RDF Dataset Canonicalization.

    Args:
        triples: The triples to label.
        prefix: A prefix for each label, to keep the labels of two graphs distinct.
    """
    dataset = Dataset(parse(lines(triples), RdfFormat.N_QUADS))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    canonical = map(attrgetter("triple"), dataset)
    text = serialize(canonical, format=RdfFormat.N_TRIPLES) or b""
    found: list[TextTriple] = []
    for subject, predicate, value in _split(text):
        start, end = _prefixed(subject, prefix), _prefixed(value, prefix)
        found.append((start, predicate, end))
    return found


def _prefixed(term: str, prefix: str) -> str:
    """Return a term, with a prefix before the label if the term is a blank node."""
    if not is_blank(term):
        return term
    return f"_:{prefix}{term[2:]}"


def _split(text: bytes) -> list[TextTriple]:
    """Return the triples of an N-Triples text, each as three texts."""
    return _LINE.findall(text.decode())


def _restored(triple: TextTriple) -> TextTriple:
    """Return a triple whose literal has the lexical form and datatype that the project uses."""
    subject, predicate, value = triple
    number = value.removesuffix(f'"{_DECIMAL}')
    if number != value and "." not in number:
        return subject, predicate, f'{number}.0"{_DECIMAL}'
    if predicate in _COUNTS:
        count = value.replace(_INTEGER, f"^^{XSD.nonNegativeInteger}")
        return subject, predicate, count
    return triple
