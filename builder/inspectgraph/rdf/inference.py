"""Infer triples from the ontology into a named graph of their own.

Sub-class, sub-property, inverse and `skos:broaderTransitive`, and the SKOS mappings
that follow from the comparisons. Domain and range infer nothing: they would hide a
misspelt grade by typing it.
"""

from __future__ import annotations

from typing import cast

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from inspectgraph.rdf.iris import concept, graph
from inspectgraph.rdf.namespaces import INSP, OWL, RDFS, SKOS

__all__ = ["RULES", "infer"]

_RELATION = {
    name: concept("relation", name).value for name in ("same", "close", "partly")
}

#: Each rule is a CONSTRUCT over the union of all graphs; they are run until they add
#: nothing.
RULES = (
    f"""CONSTRUCT {{ ?s a ?super }} WHERE {{
        ?class <{RDFS.subClassOf.value}>+ ?super . FILTER(isIRI(?super)) ?s a ?class }}""",
    f"""CONSTRUCT {{ ?s ?super ?o }} WHERE {{
        ?property <{RDFS.subPropertyOf.value}>+ ?super . ?s ?property ?o }}""",
    f"""CONSTRUCT {{ ?o ?inverse ?s }} WHERE {{
        {{ ?property <{OWL.inverseOf.value}> ?inverse }}
        UNION {{ ?inverse <{OWL.inverseOf.value}> ?property }}
        ?s ?property ?o . FILTER(isIRI(?o)) }}""",
    (
        f"CONSTRUCT {{ ?s <{SKOS.broaderTransitive.value}> ?o }} WHERE {{ ?s"
        f" <{SKOS.broader.value}>+ ?o }}"
    ),
    f"""CONSTRUCT {{ ?a ?mapping ?b . ?b ?mapping ?a }} WHERE {{
        VALUES (?relation ?mapping) {{
            (<{_RELATION["same"]}> <{SKOS.closeMatch.value}>)
            (<{_RELATION["close"]}> <{SKOS.closeMatch.value}>)
            (<{_RELATION["partly"]}> <{SKOS.relatedMatch.value}>)
        }}
        ?comparison <{INSP.relation.value}> ?relation ;
            <{INSP.comparisonFrom.value}> ?a ; <{INSP.comparisonTo.value}> ?b .
        ?a a <{SKOS.Concept.value}> . ?b a <{SKOS.Concept.value}> }}""",
)


def infer(store: Store) -> list[Quad]:
    """Add what follows to `graph/inferred` of a store, and return it."""
    inferred = graph("inferred")
    added: list[Quad] = []
    while True:
        fresh: dict[Quad, None] = {}
        for rule in RULES:
            for quad in _conclusions(store, rule, inferred):
                if not _holds(store, quad):
                    fresh[quad] = None
        if not fresh:
            return added
        store.extend(fresh)
        added += fresh


def _holds(store: Store, quad: Quad) -> bool:
    """Return whether any graph of a store states the triple of a quad."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return next(found, None) is not None


def _conclusions(store: Store, rule: str, inferred: NamedNode) -> list[Quad]:
    """Return what one rule concludes, as quads of the graph of consequences."""
    found = cast("QueryTriples", store.query(rule, use_default_graph_as_union=True))
    return [
        Quad(triple.subject, triple.predicate, triple.object, inferred)
        for triple in found
    ]
