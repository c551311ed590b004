"""What a finding on a value of the wrong scheme adds to its message: the values that are allowed in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from pyoxigraph import NamedNode, Store

from inspectgraph.rdf.namespaces import INSP, SKOS
from inspectgraph.validate.findings import Finding

__all__ = ["with_allowed"]

#: The shapes that look for a scheme of the report's framework, and the property that
#: names the scheme.
_SCHEME_OF: Final = {
    "JudgementShape-gradeOfScale": INSP.scale,
    "RecommendationShape-bandOfFramework": INSP.timescaleScheme,
}


def with_allowed(finding: Finding, store: Store) -> Finding:
    """Return a finding whose message lists the slugs of the scheme that its value should be of."""
    scheme = _SCHEME_OF.get(finding.code)
    if scheme is None or not finding.focus:
        return finding
    steps = (INSP.statedIn, INSP.reportOf, INSP.framework, scheme)
    schemes = _followed(store, {NamedNode(finding.focus)}, steps)
    concepts = {
        quad.subject
        for one in schemes
        for quad in store.quads_for_pattern(None, SKOS.inScheme, one)
    }
    slugs = sorted(
        concept.value.rpartition("/")[2]
        for concept in concepts
        if isinstance(concept, NamedNode)
    )
    return (
        replace(finding, message=f"{finding.message} Allowed are {', '.join(slugs)}.")
        if slugs
        else finding
    )


def _followed(store: Store, nodes: set[Any], steps: tuple[NamedNode, ...]) -> set[Any]:
    """Return the nodes at the end of a chain of properties."""
    for step in steps:
        nodes = set(_objects(store, nodes, step))
    return nodes


def _objects(store: Store, nodes: set[Any], step: NamedNode) -> Iterator[Any]:
    """Yield the values of a property of some nodes."""
    for node in nodes:
        yield from (quad.object for quad in store.quads_for_pattern(node, step, None))
