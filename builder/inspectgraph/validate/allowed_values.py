"""Add the allowed values to the message about a value of the wrong scheme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, cast

from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from inspectgraph.rdf.namespaces import INSP, SKOS
from inspectgraph.validate.findings import Finding

__all__ = ["with_allowed"]

#: The rules about a scheme of the report's framework, and the property of the scheme.
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
    """Return a finding whose message lists the slugs of the expected scheme."""
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
    """Return the concepts of a scheme of the framework under which a statement was made."""
    bound: dict[Any, Any] = {
        Variable("statement"): statement,
        Variable("property"): scheme,
    }
    found = store.query(_CONCEPTS, use_default_graph_as_union=True, substitutions=bound)
    return [row["concept"] for row in cast("QuerySolutions", found)]
