"""Links between a statement and statements of other reports, for the page of the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.publish.evidence import Evidence, evidence_of
from inspectgraph.publish.graph import Graph, Resource
from inspectgraph.rdf.namespaces import INSP

__all__ = ["ShownLink", "links_from", "links_of"]

#: The headings of a page for the links of a statement to earlier and to later reports.
_EARLIER: Final = "In an earlier report"
_LATER: Final = "In a later report"


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A link as shown on the page of one of its two statements.

    Attributes:
        link: The link.
        other: The other statement.
        report: The IRI of the report of the other statement.
        words: The label of the link's kind, and the label of its outcome, if any.
        basis: The basis of the link in words.
        evidence: The evidence for the connection in the later report.
        is_own: Whether the page is about the later of the two statements. The link
            belongs to the later statement.
    """

    link: Resource
    other: Resource
    report: str
    words: str
    basis: str
    evidence: Sequence[Evidence]
    is_own: bool


def links_of(graph: Graph, statement: str) -> list[tuple[str, list[ShownLink]]]:
    """Return the links of a statement: first to earlier reports, then from later reports.

    Args:
        graph: The graph.
        statement: The IRI of the statement.

    Returns:
        Each heading and its links. A heading that has no links is left out.
    """
    groups = (
        (_EARLIER, list(_shown(graph, links_from(graph, statement), is_own=True))),
        (_LATER, list(_shown(graph, _links_to(graph, statement), is_own=False))),
    )
    return [group for group in groups if group[1]]


def links_from(graph: Graph, statement: str) -> list[str]:
    """Return the IRIs of the links of a statement to earlier reports.

    The page of the statement describes these links.
    """
    return graph.incoming(statement).get(INSP.laterStatement.value, [])


def _links_to(graph: Graph, statement: str) -> list[str]:
    """Return the IRIs of the links from later reports to a statement."""
    return graph.incoming(statement).get(INSP.earlierStatement.value, [])


def _shown(graph: Graph, links: Sequence[str], *, is_own: bool) -> Iterator[ShownLink]:
    """Yield the links of a statement as records for the page of the statement.

    Each link connects two statements, one of them in a later report. `is_own` is true
    if the page is about the statement in the later report.
    """
    end = INSP.earlierStatement if is_own else INSP.laterStatement
    for link in graph.resources(links):
        other = graph.resource(link.link(end))
        words = [link.link(INSP.linkKind), link.link(INSP.linkOutcome)]
        yield ShownLink(
            link=link,
            other=other,
            report=other.link(INSP.statedIn),
            words=", ".join(graph.label(one) for one in words if one),
            basis=graph.label(link.link(INSP.linkBasis)),
            evidence=list(evidence_of(graph, link)),
            is_own=is_own,
        )
