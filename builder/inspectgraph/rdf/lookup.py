"""Look things up in a store, over the union of its graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolutions,
    Store,
    Triple,
    Variable,
)

from inspectgraph.rdf.namespaces import RDFS, SKOS

__all__ = ["Term", "label", "objects", "solutions", "subjects", "with_all"]

Term = NamedNode | BlankNode | Literal | Triple


def solutions(
    store: Store, query: str, given: Mapping[Variable, Term] | None = None
) -> Iterator[tuple[Term | None, ...]]:
    """Yield the rows of a SELECT query, with terms given for some of the variables that it projects."""
    found = store.query(
        query, use_default_graph_as_union=True, substitutions=dict(given or {})
    )
    if not isinstance(found, QuerySolutions):
        raise TypeError("only a SELECT query has rows")
    yield from map(tuple, found)


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> set[NamedNode]:
    """Return the things to which a relation leads from a thing."""
    found = (
        quad.object for quad in store.quads_for_pattern(subject, predicate, None, None)
    )
    return {thing for thing in found if isinstance(thing, NamedNode)}


def subjects(store: Store, predicate: NamedNode, value: NamedNode) -> set[NamedNode]:
    """Return the things from which a relation leads to a thing."""
    found = (
        quad.subject for quad in store.quads_for_pattern(None, predicate, value, None)
    )
    return {thing for thing in found if isinstance(thing, NamedNode)}


def with_all(store: Store, concept: NamedNode, *, broader: bool) -> set[NamedNode]:
    """Return a concept with all that are broader, or with all that are narrower."""
    found, fresh = {concept}, {concept}
    while fresh:
        step = (
            (
                objects(store, one, SKOS.broader)
                if broader
                else subjects(store, SKOS.broader, one)
            )
            for one in fresh
        )
        fresh = set().union(*step) - found
        found |= fresh
    return found


def label(store: Store, thing: NamedNode) -> str:
    """Return what people call a thing; its IRI where nothing says it."""
    for predicate in (SKOS.prefLabel, RDFS.label):
        for quad in store.quads_for_pattern(thing, predicate, None, None):
            return str(getattr(quad.object, "value", ""))
    return thing.value
