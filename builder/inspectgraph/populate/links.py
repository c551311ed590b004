"""Describe the links of a report to statements of earlier reports."""

from __future__ import annotations

from inspectgraph.model.extract import Extract
from inspectgraph.populate.evidence import describe_evidence
from inspectgraph.populate.from_fields import ReportNames, state_fields
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.iris import report_part
from inspectgraph.rdf.namespaces import INSP

__all__ = ["describe_links"]


def describe_links(sink: Sink, extract: Extract, names: ReportNames) -> None:
    """Describe each link of a report to an earlier statement, and the link's evidence.

    A link has evidence only if the report states the connection. If the later statement
    of a link is unconfirmed, the link is left out.

    Args:
        sink: The named graph of the report.
        extract: The extract.
        names: Finds the IRIs of names.
    """
    for n, link in enumerate(extract.links):
        if names.statement(link.later) is None:
            continue
        iri = report_part(extract.report, "link", link.key)
        node = Node(sink, iri, ("links", n)).a(INSP.StatementLink)
        state_fields(node, link.key, link, names)
        describe_evidence(node, extract.report, link.key, link.at)
