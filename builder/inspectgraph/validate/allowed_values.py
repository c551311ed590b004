"""Add the allowed slugs to the message about a value from the wrong concept scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, cast

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from inspectgraph.rdf.namespaces import INSP, SKOS
from inspectgraph.validate.findings import Finding

__all__ = ["with_allowed"]

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


def with_allowed(finding: Finding, store: Store) -> Finding:
    """Add the allowed slugs to the message of a finding about a grade or timescale.

    Findings of all other rules are returned unchanged.
    """
    scheme = _SCHEME_OF.get(finding.code)
    if scheme is None or not finding.focus:
        return finding
    concepts = _concepts(store, NamedNode(finding.focus), scheme)
    slugs = sorted(concept.value.rpartition("/")[2] for concept in concepts)
    if not slugs:
        return finding
    allowed = f"Allowed are {', '.join(slugs)}."
    return replace(finding, message=f"{finding.message} {allowed}")


def _concepts(store: Store, statement: NamedNode, scheme: NamedNode) -> list[Any]:
    """Return the concepts of one concept scheme of a statement's framework.

    Args:
        store: The store.
        statement: The IRI of the statement.
        scheme: The property that links a framework to its concept scheme.
    """
    bound: dict[Any, Any] = {
        Variable("statement"): statement,
        Variable("property"): scheme,
    }
    found = store.query(_CONCEPTS, use_default_graph_as_union=True, substitutions=bound)
    return [row["concept"] for row in cast("QuerySolutions", found)]
