"""Simple lookups in a store, over the union of its named graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from inspectgraph.rdf.iris import base_among, current_base, graph
from inspectgraph.rdf.namespaces import RDFS, SKOS

__all__ = [
    "Term",
    "base_of",
    "holds",
    "label",
    "objects",
    "solutions",
    "subjects",
    "with_all",
]

Term = NamedNode | BlankNode | Literal | Triple


def base_of(store: Store) -> str:
    """Return the base IRI of the data in a store, from the names of its graphs."""
    if store.contains_named_graph(graph("registry")):  # the quickest
        return current_base()
    return base_among(str(name)[1:-1] for name in store.named_graphs())


def solutions(
    store: Store, query: str, given: Mapping[Variable, Term] = MappingProxyType({})
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a SELECT query over all named graphs.

    Args:
        store: The store.
        query: The query.
        given: Fixed values for some of the variables that the query selects.

    Raises:
        TypeError: If the query is not a SELECT query.
    """
    found = store.query(
        query, use_default_graph_as_union=True, substitutions=dict(given)
    )
    if not isinstance(found, QuerySolutions):
        raise TypeError("only a SELECT query has rows")
    yield from map(tuple, found)


def holds(
    store: Store,
    subject: NamedNode | BlankNode | Triple | None,
    predicate: NamedNode | None,
    value: Term | None,
    graph: NamedNode | None = None,
) -> bool:
    """Return whether a store has a triple that matches a pattern.

    In the pattern, None matches any term.
    """
    found = store.quads_for_pattern(subject, predicate, value, graph)
    return next(found, None) is not None


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> set[NamedNode]:
    """Return the IRIs that a subject has as values of a property."""
    found = set()
    for quad in store.quads_for_pattern(subject, predicate, None, None):
        if isinstance(quad.object, NamedNode):
            found.add(quad.object)
    return found


def subjects(
    store: Store, predicate: NamedNode, value: NamedNode | Literal
) -> set[NamedNode]:
    """Return the IRIs of all subjects that have a given value of a property."""
    found = set()
    for quad in store.quads_for_pattern(None, predicate, value, None):
        if isinstance(quad.subject, NamedNode):
            found.add(quad.subject)
    return found


def with_all(store: Store, concept: NamedNode, *, broader: bool) -> set[NamedNode]:
    """Return a concept together with all broader concepts, or with all narrower concepts.

    Args:
        store: The store.
        concept: The concept.
        broader: Whether to return the broader concepts instead of the narrower ones.
    """
    found, fresh = {concept}, [concept]
    while fresh:
        near = _next(store, fresh.pop(), broader=broader)
        fresh += near - found
        found |= near
    return found


def _next(store: Store, concept: NamedNode, *, broader: bool) -> set[NamedNode]:
    """Return the concepts that are directly above a concept, or directly below it."""
    if broader:
        return objects(store, concept, SKOS.broader)
    return subjects(store, SKOS.broader, concept)


def label(store: Store, thing: NamedNode) -> str:
    """Return the label of a resource.

    The preferred label takes precedence over the RDFS label. If there is no label, the
    result is the IRI.
    """
    for predicate in (SKOS.prefLabel, RDFS.label):
        for quad in store.quads_for_pattern(thing, predicate, None, None):
            return str(getattr(quad.object, "value", ""))
    return thing.value
