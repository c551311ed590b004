"""Dates and places of the datasets in the catalogue.

Dates come from the extracts, and places from the registry. The settings may give the
period of the dataset of all graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_nodes import Catalogue
from inspectgraph.export.catalogue_terms import DCAT, DCT, whole_iri
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.iris import report as report_iri
from inspectgraph.rdf.namespaces import INSP, OWL, RDFS

__all__ = ["Times"]


@dataclass(frozen=True, slots=True)
class Times:
    """The dates and places of reports, for the descriptions of datasets."""

    catalogue: Catalogue
    #: The first and last day of groups of reports, since several datasets have the same.
    _spans: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def when(self, node: Node, reports: Sequence[str]) -> None:
        """Add the first and last day of curation to the description of a dataset."""
        days = sorted(self._curation_days(reports))
        if days:
            self.catalogue.typed(node, DCT.issued, days[0], "date")
            self.catalogue.typed(node, DCT.modified, days[-1], "date")

    def where(self, node: Node, reports: Sequence[str]) -> None:
        """Add the inspected areas to the description of a dataset."""
        areas = sorted(self._areas(reports))
        node.links(DCT.spatial, list(map(self._place, areas)), "")

    def _curation_days(self, reports: Iterable[str]) -> Iterator[str]:
        """Yield the days on which reports were curated."""
        for report in reports:
            curation = self.catalogue.facts.link(
                report_iri(report).value, INSP.curation
            )
            yield from self.catalogue.facts.texts(curation, INSP.curatedOn)

    def _areas(self, reports: Iterable[str]) -> set[str]:
        """Return the IRIs of the areas of the inspected authorities."""
        found: set[str] = set()
        for inspection in map(self.inspection, reports):
            for authority in self.catalogue.facts.links(
                inspection, INSP.inspectedAuthority
            ):
                found.update(self.catalogue.facts.links(authority, INSP.area))
        return found

    def _place(self, area: str) -> NamedNode:
        """Describe an area, and return its IRI.

        If the registry has an IRI of the area in the national statistics, this IRI is
        returned.
        """
        known = NamedNode(self.catalogue.facts.link(area, OWL.sameAs) or area)
        self.catalogue.node(known).a(DCT.Location).text(
            RDFS.label, self.catalogue.facts.label(area)
        )
        return known

    def period(self, node: Node, reports: Sequence[str]) -> None:
        """Describe the period of a dataset, and link the dataset to the period."""
        first, last = self._span(node.iri, reports)
        if not first:
            return
        period = self.catalogue.node(NamedNode(f"{node.iri.value}#period")).a(
            DCT.PeriodOfTime
        )
        self.catalogue.typed(period, DCAT.startDate, first, "date")
        if last:
            self.catalogue.typed(period, DCAT.endDate, last, "date")
        node.link(DCT.temporal, period.iri)

    def _span(self, dataset: NamedNode, reports: Sequence[str]) -> tuple[str, str]:
        """Return the first and last day that a dataset covers.

        An unknown day is "". For the whole dataset, the dates in the project's settings
        take precedence.
        """
        given = self.catalogue.settings.temporal
        if given and dataset == whole_iri():
            return given.first.isoformat(), given.last.isoformat() if given.last else ""
        return self._printed_span(tuple(reports))

    def _printed_span(self, reports: tuple[str, ...]) -> tuple[str, str]:
        """Return the first and last day in the printed times of reports, or "" twice."""
        if (known := self._spans.get(reports)) is not None:
            return known
        times = list(self._printed_times(reports))
        starts = self._days(times, INSP.earliest)
        ends = self._days(times, INSP.latest)
        found = (starts[0], ends[-1]) if starts and ends else ("", "")
        self._spans[reports] = found
        return found

    def _printed_times(self, reports: Iterable[str]) -> Iterator[str]:
        """Yield the IRIs of each report's fieldwork time and publication time."""
        for report in reports:
            yield self.catalogue.facts.link(self.inspection(report), INSP.fieldwork)
            yield self.catalogue.facts.link(report_iri(report).value, INSP.published)

    def _days(self, times: Iterable[str], bound: NamedNode) -> list[str]:
        """Return the earliest or latest days of printed times, sorted.

        Args:
            times: The IRIs of the printed times.
            bound: `insp:earliest` or `insp:latest`.
        """
        found: list[str] = []
        for time in times:
            found += self.catalogue.facts.texts(time, bound)
        return sorted(found)

    def inspection(self, report: str) -> str:
        """Return the IRI of the inspection of a report."""
        return self.catalogue.facts.link(report_iri(report).value, INSP.reportOf)
