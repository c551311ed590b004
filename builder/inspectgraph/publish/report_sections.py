"""The sections of a report, with the numbers of curated, explained and open sentences.

A curated sentence supports a statement. An explained sentence has a reason why it has no
statement. All other sentences are open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.rdf.namespaces import DCTERMS, DQV, INSP

__all__ = ["Number", "Section", "described_sections", "sections_of"]

#: The metrics of the sentences of a section, in the order of the columns.
_METRICS: Final = ("sentences", "curated", "explained", "open")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of sentences.

    `fragment` is the HTML id of the element that shows the number. It is "" if the
    number is 0.
    """

    value: int = 0
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report, with the numbers of its sentences.

    Attributes:
        name: The name of the section, made from the id of its heading.
        passage: The IRI of the heading, or "" if the graph does not describe it.
        fragment: The HTML id of the element that describes the section.
        numbers: The numbers of sentences: all, curated, explained and open.
    """

    name: str
    passage: str
    fragment: str
    numbers: Sequence[Number]


def sections_of(graph: Graph, report: str) -> list[Section]:
    """Return the sections of a report in the order of the report.

    The list is empty for a report that was curated for its grades only.

    Args:
        graph: The graph.
        report: The IRI of the report.
    """
    found = graph.resources(graph.subjects(INSP.sectionOf, report))
    ordered = sorted(found, key=lambda one: one.number(INSP.sectionOrder))
    return [_section(graph, report, one) for one in ordered]


def described_sections(graph: Graph, report: str) -> list[str]:
    """Return the IRIs of the sections of a report, and of their sentence counts.

    Each sentence count is a resource of its own in the graph.
    """
    found: list[str] = []
    for section in graph.subjects(INSP.sectionOf, report):
        found += [section, *graph.subjects(DQV.computedOn, section)]
    return found


def _section(graph: Graph, report: str, section: Resource) -> Section:
    numbers = {
        last_part(one.link(DQV.isMeasurementOf)): Number(
            one.number(DQV.value), _fragment(graph, one.iri)
        )
        for one in graph.resources(graph.subjects(DQV.computedOn, section.iri))
    }
    identity = section.text(DCTERMS.identifier)
    passage = f"{report}/unit/{identity}"
    return Section(
        identity.replace("-", " ").replace("/", ", ") or "before the first heading",
        passage if identity and graph.describes(passage) else "",
        _fragment(graph, section.iri),
        [numbers.get(metric, Number()) for metric in _METRICS],
    )


def _fragment(graph: Graph, iri: str) -> str:
    """Return the HTML id under which a page describes a part of a report."""
    address = graph.addresses.of(iri)
    return address.fragment if address else ""
