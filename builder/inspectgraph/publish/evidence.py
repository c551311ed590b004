"""Find the evidence that a page shows: passages, and the position of words in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspectgraph.publish.graph import Graph, Resource
from inspectgraph.rdf.namespaces import INSP, OA

__all__ = ["Evidence", "evidence_of"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: its IRI, its passage, and the position of its words."""

    iri: str
    passage: Resource
    selector: Resource


def evidence_of(graph: Graph, owner: Resource) -> Iterator[Evidence]:
    """Yield the evidence for a statement or for a link.

    The evidence for a statement includes the evidence for each part of the statement.
    """
    for iri in (*owner.links(INSP.evidence), *_of_parts(graph, owner)):
        found = graph.resource(iri)
        passage = graph.resource(found.link(OA.hasSource))
        yield Evidence(iri, passage, graph.resource(found.link(OA.hasSelector)))


def _of_parts(graph: Graph, statement: Resource) -> Iterator[str]:
    """Yield the IRI of each piece of evidence for the parts of a statement.

    An example of a part is point (a) of a recommendation.
    """
    for part in graph.resources(statement.links(INSP.part)):
        yield from part.links(INSP.evidence)
