"""The catalogue of the published graphs for data portals, in DCAT 3 and VoID.

A portal shows two datasets: the data, and the ontology with its vocabularies. The named
graphs of reports are parts of the data. These graphs are described only in VoID, so
that a portal does not list hundreds of datasets. Dates come from the extracts and
places from the registry. The statistics are counted from the triples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_agents import (
    about_project,
    describe_others,
    describe_service,
)
from inspectgraph.export.catalogue_figures import (
    add_figures,
    class_partitions,
    property_partitions,
    vocabularies,
)
from inspectgraph.export.catalogue_nodes import Catalogue, Download
from inspectgraph.export.catalogue_quality import describe_quality
from inspectgraph.export.catalogue_releases import describe_releases
from inspectgraph.export.catalogue_terms import (
    CATALOGUE_TEXT,
    DCAT,
    DCT,
    FOAF,
    GEOGRAPHY,
    IRREGULAR,
    KEYWORDS,
    LEGISLATION,
    ONTOLOGY,
    POLICY,
    PUBLIC,
    REPORT_TEXT,
    SHARED_TEXTS,
    SOCIETY,
    THEMES,
    TURTLE_FEATURE,
    VOID,
    WHOLE_TEXT,
    catalogue_iri,
    downloads,
    home,
    whole_iri,
)
from inspectgraph.export.catalogue_times import Times
from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.export.void_statistics import Figures
from inspectgraph.model.settings import DEFAULTS, Settings
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.iris import current_base, graph
from inspectgraph.rdf.iris import report as report_iri
from inspectgraph.rdf.namespaces import INSP, OWL, SPDX
from inspectgraph.rdf.turtle import Blocks, blocks, joined

__all__ = ["catalogue", "describe_report"]

#: The named graph that is a public dataset of its own.
_VOCABULARIES: Final = "ontology"


def catalogue(
    graphs: Sequence[GraphSummary],
    whole: Figures,
    facts: Facts,
    described: Callable[[GraphSummary], Blocks] | None = None,
    settings: Settings = DEFAULTS,
) -> bytes:
    """Return the catalogue as a Turtle file.

    Args:
        graphs: The published named graphs.
        whole: The statistics of all graphs together.
        facts: The triples that the catalogue repeats from these graphs, keyed by
            subject.
        described: A function such as `describe_report`, which returns the description
            of a report's graph.
        settings: The settings of the project: publisher, licence, titles and contact.
    """
    describer = _Describer(graphs, Catalogue(facts, settings))
    describer.describe(whole)
    reports = [named for named in graphs if named.report]
    described = described or partial(describe_report, facts=facts, settings=settings)
    sink = describer.catalogue.sink
    return joined([blocks(sink.triples), *map(described, reports)])


def describe_report(
    named: GraphSummary, facts: Facts, settings: Settings = DEFAULTS
) -> Blocks:
    """Return a description of the named graph of a report, for the catalogue.

    Args:
        named: The named graph.
        facts: The triples of the report and the registry, keyed by subject.
        settings: The settings of the project.
    """
    describer = _Describer([named], Catalogue(facts, settings))
    describer.part(named)
    return blocks(describer.catalogue.sink.triples)


class _Describer:
    """A writer that describes the catalogue and its datasets.

    The datasets are the two public datasets and the named graphs.
    """

    def __init__(self, graphs: Sequence[GraphSummary], catalogue: Catalogue) -> None:
        self.graphs, self.catalogue = graphs, catalogue
        self.times = Times(catalogue)
        self.reports = [named.report for named in graphs if named.report]

    def describe(self, whole: Figures) -> None:
        """Describe the catalogue and its datasets.

        The graphs of reports are not described here.

        Args:
            whole: The statistics of all graphs together.
        """
        self._catalogue()
        self._whole(whole)
        for named in self.graphs:
            if not named.report:
                self.part(named)
            if named.name == _VOCABULARIES:
                self._vocabularies(named)
        self._linkset("places", OWL.sameAs, GEOGRAPHY)
        self._linkset("laws", INSP.legalBasis, LEGISLATION)
        describe_service(self.catalogue)
        describe_others(self.catalogue)

    def _catalogue(self) -> None:
        """Describe the catalogue itself."""
        node = self.catalogue.node(catalogue_iri()).a(DCAT.Catalog)
        title, description = CATALOGUE_TEXT
        short = self.catalogue.short
        self.catalogue.words(node, (title.format(short), description.format(short)))
        node.link(FOAF.homepage, home()).link(DCAT.themeTaxonomy, THEMES)
        node.links(DCAT.dataset, (whole_iri(), graph(_VOCABULARIES)), "")
        self._as_a_whole(node)

    def _whole(self, figures: Figures) -> None:
        """Describe the dataset of all named graphs, which can be downloaded as Turtle files."""
        description = self.catalogue.settings.description or WHOLE_TEXT[1]
        node = self._dataset(whole_iri(), (self.catalogue.title, description), KEYWORDS)
        self._as_void(node, self.reports)
        add_figures(node, figures)
        class_partitions(node, figures)
        property_partitions(node, figures)
        node.links(VOID.vocabulary, vocabularies(figures), "")
        node.links(VOID.subset, (named.iri for named in self.graphs), "")
        dumps = [NamedNode(downloads() + named.file) for named in self.graphs]
        node.links(VOID.dataDump, dumps, "")
        node.links(VOID.exampleResource, map(report_iri, self.reports), "")
        folder = Download(
            url=downloads(),
            title="Turtle, one file for each named graph",
            text="A folder with a file for each report, and files for the shared data.",
            media_type="text/turtle",
            file_type="RDF_TURTLE",
            size=sum(named.size for named in self.graphs),
        )
        self.catalogue.download(node, folder)
        describe_quality(self.catalogue, node, self.reports)
        describe_releases(self.catalogue, node)

    def _vocabularies(self, named: GraphSummary) -> None:
        """Describe the ontology and the vocabularies as a public dataset."""
        texts = self._texts(named)
        node = self._dataset(
            named.iri, texts, (*KEYWORDS[:3], "ontology", "vocabulary")
        )
        file = Download(
            url=downloads() + named.file,
            title="Turtle",
            text="The classes and properties in OWL, and the vocabularies in SKOS.",
            media_type="text/turtle",
            file_type="RDF_TURTLE",
            size=named.size,
            digest=named.digest,
        )
        self.catalogue.download(node, file)

    def part(self, named: GraphSummary) -> None:
        """Add a VoID description of a named graph and of the graph's Turtle file."""
        node = self.catalogue.node(named.iri)
        reports = [named.report] if named.report else self.reports
        if named.name != _VOCABULARIES:
            title, description = self._texts(named)
            node.text(DCT.title, title).text(DCT.description, description)
            self.times.when(node, reports)
            self.times.where(node, reports)
        node.link(DCT.isPartOf, whole_iri())
        self._as_void(node, reports)
        add_figures(node, named.figures)
        if named.report:
            iri = report_iri(named.report)
            node.link(DCT.subject, iri).link(VOID.exampleResource, iri)
        else:  # of hundreds of reports they would be half the catalogue
            class_partitions(node, named.figures)
        self._file(node, named)

    def _file(self, node: Node, named: GraphSummary) -> None:
        """Describe the Turtle file of a named graph, with its checksum."""
        url = downloads() + named.file
        file = self.catalogue.node(NamedNode(url)).a(SPDX.File)
        file.link(SPDX.checksum, self.catalogue.checksum(url, named.digest))
        node.link(VOID.dataDump, file.iri)

    def _texts(self, named: GraphSummary) -> tuple[str, str]:
        """Return the title and the description of a named graph."""
        short = self.catalogue.short
        if not named.report:
            title, description = SHARED_TEXTS[named.name]
            return f"{short}: {title}", description
        label = self.catalogue.facts.label(report_iri(named.report).value)
        return f"{short}: {label}", REPORT_TEXT

    def _linkset(self, name: str, predicate: NamedNode, target: NamedNode) -> None:
        """Describe the links from the registry to another dataset, if there are any.

        Args:
            name: The name of the linkset.
            predicate: The property of the links.
            target: The namespace of the other dataset.
        """
        number = self._links_to(predicate, target)
        if not number:
            return
        iri = NamedNode(f"{whole_iri().value}#links-{name}")
        node = self.catalogue.node(iri).a(VOID.Linkset)
        node.link(VOID.linkPredicate, predicate).whole(VOID.triples, number)
        node.link(VOID.subjectsTarget, graph("registry"))
        node.link(VOID.objectsTarget, target)
        self.catalogue.node(graph("registry")).link(VOID.subset, node.iri)

    def _links_to(self, predicate: NamedNode, target: NamedNode) -> int:
        """Count the links that lead from the registry to a namespace by a given property."""
        found = 0
        for links in self.catalogue.facts.linked.values():
            values = links.get(predicate.value, ())
            found += sum(value.startswith(target.value) for value in values)
        return found

    def _dataset(
        self, iri: NamedNode, texts: tuple[str, str], keywords: Iterable[str]
    ) -> Node:
        """Describe a public dataset, and return its node.

        The files of the dataset are described separately.

        Args:
            iri: The IRI of the dataset.
            texts: The title and the description.
            keywords: The keywords.
        """
        node = self.catalogue.node(iri).a(DCAT.Dataset)
        self.catalogue.words(node, texts)
        self.catalogue.typed(node, DCT.identifier, iri.value, "anyURI")
        for word in keywords:
            node.text(DCAT.keyword, word)
        node.link(DCAT.theme, SOCIETY).link(DCT.accessRights, PUBLIC)
        node.link(DCT.conformsTo, ONTOLOGY).link(DCT.accrualPeriodicity, IRREGULAR)
        node.link(DCAT.landingPage, home())
        policy = NamedNode(f"{current_base()}{POLICY}")
        self.catalogue.node(policy).a(FOAF.Document)
        node.link(FOAF.page, policy)
        self.catalogue.node(IRREGULAR).a(DCT.Frequency)
        self._as_a_whole(node)
        return node

    def _as_a_whole(self, node: Node) -> None:
        """Add dates, contact, version and place to the catalogue or a public dataset.

        A portal shows only one place. So the inspected areas are left out if the
        settings name a place.
        """
        self.times.when(node, self.reports)
        if self.catalogue.settings.spatial is None:
            self.times.where(node, self.reports)
        about_project(self.catalogue, node)

    def _as_void(self, node: Node, reports: Sequence[str]) -> None:
        """Describe a dataset in VoID, and add the period that the dataset covers.

        The statistics of the dataset are added separately.
        """
        node.a(VOID.Dataset).code(VOID.uriSpace, current_base())
        node.link(VOID.feature, TURTLE_FEATURE)
        self.times.period(node, reports)
