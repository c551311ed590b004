"""Turtle in one form: sorted, so that the same quads give the same bytes in whatever order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, serialize

from inspectgraph.identifiers import report_part
from inspectgraph.namespaces import BASE, PREFIXES

__all__ = ["report_prefixes", "sorted_triples", "turtle"]


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str] = PREFIXES) -> bytes:
    """Return the triples of quads as Turtle, sorted by subject, predicate and object.

    Blank nodes (the ontology's restrictions) get the labels of RDF Dataset Canonicalization.
    """
    return serialize(sorted_triples(quads), format=RdfFormat.TURTLE, prefixes=dict(prefixes))


def sorted_triples(quads: Iterable[Quad]) -> list[Triple]:
    """Return the triples of quads in their canonical order, without repeats."""
    triples = {quad.triple for quad in quads}
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        triples = _canonical_labels(triples)
    return sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))


def report_prefixes(name: str) -> dict[str, str]:
    """Return the prefixes of a report's file: the shared ones, and those of its own parts and of its concepts."""
    own = {kind: f"{report_part(name, kind).value}/" for kind in ("unit", "statement", "evidence", "selector", "time")}
    return {**PREFIXES, **own, "theme": f"{BASE}theme/"}


def _canonical_labels(triples: Iterable[Triple]) -> set[Triple]:
    """Return the triples with blank nodes labelled by what is said of them."""
    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}
