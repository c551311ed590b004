"""Describe anchors as evidence: the words of a report that support a statement."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from inspectgraph.model.extract import Anchor
from inspectgraph.rdf.builder import Node, Path
from inspectgraph.rdf.iris import nth, report_part
from inspectgraph.rdf.namespaces import INSP, OA

__all__ = ["describe_evidence"]


def describe_evidence(
    node: Node, report: str, identity: str, anchors: Iterable[Anchor]
) -> None:
    """Describe the anchors of a record as evidence, and add links to the evidence.

    The links lead from the record to the evidence.

    Args:
        node: The node of the record. The record is a statement, a part of a
            recommendation, or a link between two statements.
        report: The name of the report.
        identity: The id of the record in the report. The ids of the evidence start with
            this id.
        anchors: The anchors of the record.
    """
    for n, anchor in enumerate(anchors):
        path = (*node.path, "at", n)
        evidence = _describe_anchor(node, report, anchor, nth(identity, n), path)
        node.link(INSP.evidence, evidence, "at", n)


def _describe_anchor(
    owner: Node, report: str, anchor: Anchor, key: str, path: Path
) -> NamedNode:
    """Describe an anchor as a piece of evidence, and return the IRI of the evidence.

    The position and the digests of the words are in the selector of the evidence.
    """
    sink = owner.sink
    selector = Node(sink, report_part(report, "selector", key), path)
    selector.a(INSP.WordsSelector)
    selector.whole(INSP.start, anchor.start, "start")
    selector.whole(INSP.length, anchor.length, "length")
    selector.code(INSP.digest, anchor.digest, "digest")
    selector.code(INSP.figures, anchor.figures, "figures")
    evidence = Node(sink, report_part(report, "evidence", key), path).a(INSP.Evidence)
    evidence.link(OA.hasSource, report_part(report, "unit", anchor.unit), "unit")
    evidence.link(OA.hasSelector, selector.iri)
    return evidence.iri
