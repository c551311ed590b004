"""Copy a graph into a dataset of rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Triple
from rdflib import Dataset, Graph, URIRef

from inspectgraph.model.errors import ExportError
from inspectgraph.rdf.namespaces import PREFIXES
from inspectgraph.validate.rdflib_view import to_rdflib

if TYPE_CHECKING:
    from pyoxigraph import Store

    from inspectgraph.rdf.lookup import Term

__all__ = ["dataset"]


def dataset(store: Store) -> Dataset:
    """Return the quads of a store as an rdflib dataset.

    Args:
        store: The store of the graph.

    Raises:
        ExportError: If the object of a triple is itself a triple.
    """
    found = Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    graphs: dict[str, Graph] = {}
    terms: dict[Term, object] = {}
    for quad in store.quads_for_pattern(None, None, None, None):
        name = getattr(quad.graph_name, "value", "")
        if name not in graphs:
            graphs[name] = found.graph(URIRef(name)) if name else found.default_graph
        triple = (quad.subject, quad.predicate, quad.object)
        for term in triple:
            if isinstance(term, Triple):
                message = "rdflib cannot represent a triple as a term; use SPARQL with g.select"
                raise ExportError("triple-term", message)
            if term not in terms:
                terms[term] = to_rdflib(term)
        graphs[name].add(tuple(terms[term] for term in triple))  # type: ignore[arg-type]
    return found
