"""Add the allowed slugs to the message about a value from the wrong concept scheme."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any, Final, cast

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from inspectgraph.rdf.namespaces import INSP, SKOS
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.findings import Finding

__all__ = ["ConceptsOf", "concepts_among", "concepts_in", "with_allowed"]

#: Rules that require a concept from a scheme of the report's framework. Each rule is
#: given with the property that links a framework to that scheme.
_SCHEME_OF: Final = {
    "JudgementShape-gradeOfScale": INSP.gradeScale,
    "RecommendationShape-bandOfFramework": INSP.timescaleScheme,
}
_CONCEPTS: Final = f"""
    SELECT DISTINCT ?statement ?property ?concept WHERE {{
        ?statement {INSP.statedIn}/{INSP.reportOf}/{INSP.framework} ?framework .
        ?framework ?property ?scheme .
        ?concept {SKOS.inScheme} ?scheme
    }}"""


#: Returns the concepts of one concept scheme of a statement's framework, given the
#: property that links the framework to the scheme.
ConceptsOf = Callable[[NamedNode, NamedNode], Collection[NamedNode]]


def with_allowed(finding: Finding, concepts_of: ConceptsOf) -> Finding:
    """Add the allowed slugs to the message of a finding about a grade or timescale.

    All other findings are returned unchanged.
    """
    scheme = _SCHEME_OF.get(finding.code)
    if scheme is None or not finding.focus:
        return finding
    concepts = concepts_of(NamedNode(finding.focus), scheme)
    slugs = sorted(concept.value.rpartition("/")[2] for concept in concepts)
    if not slugs:
        return finding
    allowed = f"Allowed are {', '.join(slugs)}."
    return replace(finding, message=f"{finding.message} {allowed}")


def concepts_in(store: Store) -> ConceptsOf:
    """Return a function that finds the grades or timescales of a framework in a store."""

    def concepts_of(statement: NamedNode, scheme: NamedNode) -> list[NamedNode]:
        bound: dict[Any, Any] = {
            Variable("statement"): statement,
            Variable("property"): scheme,
        }
        found = store.query(
            _CONCEPTS, use_default_graph_as_union=True, substitutions=bound
        )
        return [row["concept"] for row in cast("QuerySolutions", found)]

    return concepts_of


def concepts_among(index: TripleIndex) -> ConceptsOf:
    """Return a function that finds the grades or timescales of a framework among triples."""
    steps = (INSP.statedIn, INSP.reportOf, INSP.framework)

    def concepts_of(statement: NamedNode, scheme: NamedNode) -> list[NamedNode]:
        nodes = [str(statement)]
        for step in (*steps, scheme):
            nodes = [end for node in nodes for end in index.values(node, str(step))]
        concepts = [
            member
            for node in nodes
            for member in index.subjects(str(SKOS.inScheme), node)
        ]
        return [NamedNode(concept[1:-1]) for concept in concepts]

    return concepts_of
