"""Describe the agents who curated an extract, and the confirmations of its statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.model.extract import Confirmation, Curator
from inspectgraph.populate.agents import LANGUAGE_MODEL
from inspectgraph.rdf.builder import Node, Path, Sink
from inspectgraph.rdf.iris import concept, report_part
from inspectgraph.rdf.namespaces import INSP, PROV

__all__ = ["describe_confirmation", "describe_curators"]

#: The agents that are the same in every project. A person is never named: the publisher
#: of the project stands for the people who work on it.
_AGENTS: Final[Mapping[str, NamedNode]] = {"language-model": LANGUAGE_MODEL}


def describe_curators(
    curation: Node, curators: Iterable[Curator], name: str, people: NamedNode
) -> None:
    """Describe the agents who took part in a curation, each with a role.

    Args:
        curation: The node of the curation.
        curators: The agents who took part.
        name: The name of the report.
        people: The IRI of the publisher, used for every agent that is not a language
            model.
    """
    seen: Counter[str] = Counter()
    for n, record in enumerate(curators):
        seen[record.role] += 1
        again = f"-{seen[record.role]}" if seen[record.role] > 1 else ""
        iri = report_part(name, "curation", record.role + again)
        agent = _AGENTS.get(record.agent, people)
        curation.link(PROV.qualifiedAssociation, iri, "by", n)
        curation.link(PROV.wasAssociatedWith, agent, "by", n)
        node = Node(curation.sink, iri, ("curation", "by", n)).a(PROV.Association)
        node.link(PROV.agent, agent, "agent")
        node.link(PROV.hadRole, concept("curation-role", record.role), "role")
        node.code(INSP.agentVersion, record.version, "version")


def describe_confirmation(
    sink: Sink, record: Confirmation, name: str, path: Path
) -> None:
    """Describe a confirmation of statements as a PROV activity.

    Args:
        sink: The collector of the triples.
        record: The confirmation.
        name: The name of the report.
        path: The path of the record in the extract.
    """
    iri = report_part(name, "confirmation", record.method)
    node = Node(sink, iri, path).a(PROV.Activity)
    method = concept("confirmation", record.method)
    node.link(INSP.confirmationMethod, method, "method")
    for n, agent in enumerate(record.by):
        node.code(INSP.confirmedBy, agent, "by", n)
    node.day(INSP.confirmedOn, record.finished, "finished")
