"""The catalogue of the published graphs for data portals, in DCAT 3 and VoID.

Its dates come from the extracts, its places from the registry, and its statistics are
counted from the triples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_terms import (
    ATTRIBUTION,
    CATALOGUE_TEXT,
    DCAT,
    DCT,
    ENGLISH,
    FOAF,
    GEOGRAPHY,
    KEYWORDS,
    LEGISLATION,
    LICENCE,
    ONTOLOGY,
    PUBLIC,
    REPORT_TEXT,
    SHARED_TEXTS,
    SOCIETY,
    THEMES,
    TURTLE,
    TURTLE_FEATURE,
    TURTLE_FILE,
    VCARD,
    VOID,
    VOID_CLASS,
    WHOLE_TEXT,
    catalogue_iri,
    downloads,
    home,
    whole_iri,
)
from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.export.void_statistics import Figures, figures
from inspectgraph.model.settings import DEFAULTS, Contact, Settings
from inspectgraph.populate.agents import publisher_iri, publisher_name
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.iris import current_base, graph
from inspectgraph.rdf.iris import report as report_iri
from inspectgraph.rdf.namespaces import INSP, OWL, RDFS, SKOS, SPDX, XSD
from inspectgraph.rdf.prefixes import split
from inspectgraph.rdf.text_terms import typed_text
from inspectgraph.rdf.turtle import Blocks, blocks, joined

__all__ = ["catalogue", "describe_report"]


def catalogue(
    graphs: Sequence[GraphSummary],
    whole: Figures,
    facts: Facts,
    described: Callable[[GraphSummary], Blocks] | None = None,
    settings: Settings = DEFAULTS,
) -> bytes:
    """Return the Turtle file of the catalogue.

    Args:
        graphs: The published named graphs.
        whole: The statistics of all graphs together.
        facts: The triples of these graphs that the catalogue repeats, by subject.
        described: A function that returns the description of a report's graph, as
            `describe_report` does.
        settings: The settings of the project: publisher, licence, titles and contact.
    """
    describer = _Describer(graphs, facts, settings)
    describer.describe(whole)
    reports = [named for named in graphs if named.report]
    described = described or partial(describe_report, facts=facts, settings=settings)
    return joined([blocks(describer.sink.triples), *map(described, reports)])


def describe_report(
    named: GraphSummary, facts: Facts, settings: Settings = DEFAULTS
) -> Blocks:
    """Return the description of a report's named graph in the catalogue.

    Args:
        named: The named graph.
        facts: The triples of the report and the registry, by subject.
        settings: The settings of the project.
    """
    describer = _Describer([named], facts, settings)
    describer.part(named)
    return blocks(describer.sink.triples)


class _Describer:
    """A collector of the catalogue's triples in a sink."""

    def __init__(
        self, graphs: Sequence[GraphSummary], facts: Facts, settings: Settings
    ) -> None:
        self.graphs, self.facts, self.settings = graphs, facts, settings
        self.title = settings.title or WHOLE_TEXT[0]
        #: The words with which the titles of all datasets begin.
        self.short = settings.name or self.title
        self.licence = NamedNode(settings.licence) if settings.licence else None
        self.reports = [named.report for named in graphs if named.report]
        self.sink = Sink(graph("catalogue"))

    def describe(self, whole: Figures) -> None:
        """Describe everything except the named graphs of reports.

        Args:
            whole: The statistics of all graphs together.
        """
        self._catalogue()
        self._whole(whole)
        for named in self.graphs:
            if not named.report:
                self.part(named)
        self._linkset("places", OWL.sameAs, GEOGRAPHY)
        self._linkset("laws", INSP.legalBasis, LEGISLATION)
        self._others()

    # The catalogue and its datasets

    def _catalogue(self) -> None:
        """Describe the catalogue itself."""
        node = self._node(catalogue_iri()).a(DCAT.Catalog)
        title, description = CATALOGUE_TEXT
        self._words(node, (title.format(self.short), description.format(self.short)))
        node.link(FOAF.homepage, home()).link(DCAT.themeTaxonomy, THEMES)
        node.links(
            DCAT.dataset, (whole_iri(), *(named.iri for named in self.graphs)), ""
        )
        self._when_and_where(node, self.reports)
        self._as_a_whole(node)

    def _whole(self, figures: Figures) -> None:
        """Describe the dataset of all named graphs; its dumps are the Turtle files."""
        words = (self.title, self.settings.description or WHOLE_TEXT[1])
        node = self._dataset(whole_iri(), words, KEYWORDS, self.reports)
        self._as_a_whole(node)
        self._figures(node, figures)
        self._class_partitions(node, figures)
        self._property_partitions(node, figures)
        node.links(VOID.vocabulary, _vocabularies(figures), "")
        node.links(VOID.subset, (named.iri for named in self.graphs), "")
        dumps = [NamedNode(downloads() + named.file) for named in self.graphs]
        node.links(VOID.dataDump, dumps, "")
        node.links(VOID.exampleResource, map(report_iri, self.reports), "")
        texts = (self.title, "One Turtle file for each named graph.")
        access = self._distribution(node, downloads(), texts)
        self._bytes(access, sum(named.size for named in self.graphs))

    def part(self, named: GraphSummary) -> None:
        """Describe one named graph as a dataset with one Turtle file."""
        texts, keywords = self._texts(named), self._keywords(named)
        if named.report:
            reports = [named.report]
        else:
            reports = self.reports
        node = self._dataset(named.iri, texts, keywords, reports)
        node.link(DCT.isPartOf, whole_iri())
        found = figures(named.tally)
        self._figures(node, found)
        if not named.report:  # of hundreds of reports they would be half the catalogue
            self._class_partitions(node, found)
        if named.report:
            iri = report_iri(named.report)
            node.link(DCT.subject, iri).link(VOID.exampleResource, iri)
        self._file(node, named, texts[0])

    def _file(self, node: Node, named: GraphSummary, title: str) -> None:
        """Describe the Turtle file of a named graph, with its size and checksum."""
        url = downloads() + named.file
        node.link(VOID.dataDump, NamedNode(url))
        text = f"The named graph {named.iri.value}."
        file = self._distribution(node, url, (title, text))
        file.link(DCAT.downloadURL, NamedNode(url))
        self._bytes(file, named.size)
        checksum = self._node(NamedNode(f"{url}#checksum")).a(SPDX.Checksum)
        checksum.link(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        self._typed(checksum, SPDX.checksumValue, named.digest, "hexBinary")
        file.link(SPDX.checksum, checksum.iri)

    def _texts(self, named: GraphSummary) -> tuple[str, str]:
        """Return the title and the description of a named graph's dataset."""
        if not named.report:
            title, description = SHARED_TEXTS[named.name]
            return f"{self.short}: {title}", description
        label = self.facts.label(report_iri(named.report).value)
        return f"{self.short}: {label}", REPORT_TEXT

    def _keywords(self, named: GraphSummary) -> Iterable[str]:
        """Return the keywords of a named graph's dataset.

        For a report these include its authorities, inspectorates and framework.
        """
        if not named.report:
            return (*KEYWORDS[:3], named.name)
        inspection = self._inspection(named.report)
        found = list(KEYWORDS[:3])
        for predicate in (INSP.inspectedAuthority, INSP.inspectedBy, INSP.framework):
            found += self.facts.labels(inspection, predicate)
        return found

    def _linkset(self, name: str, predicate: NamedNode, target: NamedNode) -> None:
        """Describe the registry's links to another dataset, if there are any.

        Args:
            name: The name of the linkset.
            predicate: The property of the links.
            target: The namespace of the other dataset.
        """
        number = self._links_to(predicate, target)
        if not number:
            return
        node = self._node(NamedNode(f"{whole_iri().value}#links-{name}")).a(
            VOID.Linkset
        )
        node.link(VOID.linkPredicate, predicate).whole(VOID.triples, number)
        node.link(VOID.subjectsTarget, graph("registry"))
        node.link(VOID.objectsTarget, target)
        self._node(graph("registry")).link(VOID.subset, node.iri)

    def _links_to(self, predicate: NamedNode, target: NamedNode) -> int:
        """Return the number of links by a property from the registry to a namespace."""
        found = 0
        for links in self.facts.linked.values():
            values = links.get(predicate.value, ())
            found += sum(value.startswith(target.value) for value in values)
        return found

    # What descriptions share

    def _node(self, iri: NamedNode) -> Node:
        """Return an object that adds triples about an IRI."""
        return Node(self.sink, iri, ())

    def _dataset(
        self,
        iri: NamedNode,
        texts: tuple[str, str],
        keywords: Iterable[str],
        reports: Sequence[str],
    ) -> Node:
        """Add the properties that every dataset has, and return its node.

        Args:
            iri: The IRI of the dataset.
            texts: Title and description.
            keywords: The keywords.
            reports: The reports that the dataset covers, for its dates and places.
        """
        node = self._node(iri).a(DCAT.Dataset).a(VOID.Dataset)
        self._words(node, texts)
        self._typed(node, DCT.identifier, iri.value, "anyURI")
        for word in keywords:
            node.text(DCAT.keyword, word)
        node.code(VOID.uriSpace, current_base()).link(VOID.feature, TURTLE_FEATURE)
        node.link(DCAT.theme, SOCIETY).link(DCT.accessRights, PUBLIC)
        node.link(DCT.conformsTo, ONTOLOGY)
        self._when_and_where(node, reports)
        self._period(node, reports)
        return node

    def _words(self, node: Node, texts: tuple[str, str]) -> None:
        """Add title, description, publisher, licence and language."""
        node.text(DCT.title, texts[0]).text(DCT.description, texts[1])
        node.link(DCT.publisher, publisher_iri(self.settings))
        node.link(DCT.license, self.licence).link(DCT.language, ENGLISH)

    def _distribution(self, owner: Node, url: str, texts: tuple[str, str]) -> Node:
        """Describe a download of a dataset, and return its node."""
        node = self._node(NamedNode(f"{url}#distribution")).a(DCAT.Distribution)
        owner.link(DCAT.distribution, node.iri)
        node.text(DCT.title, f"{texts[0]}, as Turtle").text(DCT.description, texts[1])
        node.link(DCAT.accessURL, NamedNode(url))
        node.link(DCAT.mediaType, TURTLE).link(DCT.format, TURTLE_FILE)
        return node.link(DCT.license, self.licence).link(DCT.language, ENGLISH)

    def _bytes(self, node: Node, size: int) -> None:
        """Add the size of a file in bytes."""
        self._typed(node, DCAT.byteSize, str(size), "nonNegativeInteger")

    def _typed(
        self, node: Node, predicate: NamedNode, value: str, datatype: str
    ) -> None:
        """Add a property with a literal of an XML Schema datatype."""
        node.add(predicate, typed_text(value, NamedNode(XSD.base + datatype)))

    # Figures

    def _figures(self, node: Node, figures: Figures) -> None:
        """Add the VoID statistics of a dataset."""
        numbers = {
            VOID.triples: figures.triples,
            VOID.entities: figures.entities,
            VOID.distinctSubjects: figures.subjects,
            VOID.distinctObjects: figures.objects,
            VOID.classes: len(figures.classes),
            VOID.properties: len(figures.properties),
        }
        for predicate, number in numbers.items():
            node.whole(predicate, number)

    def _class_partitions(self, node: Node, figures: Figures) -> None:
        """Add the number of instances of each class."""
        for iri, number in figures.classes.items():
            part = self._partition(node, "class", iri)
            node.link(VOID.classPartition, part.iri)
            part.link(VOID_CLASS, NamedNode(iri)).whole(VOID.entities, number)

    def _property_partitions(self, node: Node, figures: Figures) -> None:
        """Add the number of triples of each property."""
        for iri, number in figures.properties.items():
            part = self._partition(node, "property", iri)
            node.link(VOID.propertyPartition, part.iri)
            part.link(VOID.property, NamedNode(iri)).whole(VOID.triples, number)

    def _partition(self, node: Node, kind: str, iri: str) -> Node:
        """Return a node for the VoID partition of a class or property."""
        name = "".join(filter(str.isalnum, iri))
        if known := split(iri):
            prefix, namespace = known
            name = f"{prefix}-{iri.removeprefix(namespace)}"
        return self._node(NamedNode(f"{node.iri.value}#{kind}-{name}"))

    # Times and places

    def _when_and_where(self, node: Node, reports: Sequence[str]) -> None:
        """Add the first and last day of curation, and the inspected areas."""
        days = sorted(self._curation_days(reports))
        if days:
            self._typed(node, DCT.issued, days[0], "date")
            self._typed(node, DCT.modified, days[-1], "date")
        areas = sorted(self._areas(reports))
        node.links(DCT.spatial, list(map(self._place, areas)), "")

    def _curation_days(self, reports: Iterable[str]) -> Iterator[str]:
        """Yield the days on which the curation of reports was finished."""
        for report in reports:
            curation = self.facts.link(report_iri(report).value, INSP.curation)
            yield from self.facts.texts(curation, INSP.curatedOn)

    def _areas(self, reports: Iterable[str]) -> set[str]:
        """Return the IRIs of the areas of the inspected authorities."""
        found: set[str] = set()
        for inspection in map(self._inspection, reports):
            for authority in self.facts.links(inspection, INSP.inspectedAuthority):
                found.update(self.facts.links(authority, INSP.area))
        return found

    def _place(self, area: str) -> NamedNode:
        """Describe an area, and return its IRI.

        If the registry has the IRI of the area in the official statistics, that IRI is used.
        """
        known = NamedNode(self.facts.link(area, OWL.sameAs) or area)
        self._node(known).a(DCT.Location).text(RDFS.label, self.facts.label(area))
        return known

    def _period(self, node: Node, reports: Sequence[str]) -> None:
        """Add the period that a dataset covers."""
        first, last = self._span(node.iri, reports)
        if not first:
            return
        period = self._node(NamedNode(f"{node.iri.value}#period")).a(DCT.PeriodOfTime)
        self._typed(period, DCAT.startDate, first, "date")
        if last:
            self._typed(period, DCAT.endDate, last, "date")
        node.link(DCT.temporal, period.iri)

    def _span(self, dataset: NamedNode, reports: Sequence[str]) -> tuple[str, str]:
        """Return the first and the last day of a dataset; "" for a day not known.

        For the whole dataset, the settings of the project take precedence.
        """
        given = self.settings.temporal
        if given and dataset == whole_iri():
            return given.first.isoformat(), given.last.isoformat() if given.last else ""
        times = list(self._printed_times(reports))
        starts = self._days(times, INSP.earliest)
        ends = self._days(times, INSP.latest)
        if starts and ends:
            return starts[0], ends[-1]
        return "", ""

    def _printed_times(self, reports: Iterable[str]) -> Iterator[str]:
        """Yield the IRIs of the printed times of fieldwork and publication."""
        for report in reports:
            yield self.facts.link(self._inspection(report), INSP.fieldwork)
            yield self.facts.link(report_iri(report).value, INSP.published)

    def _days(self, times: Iterable[str], bound: NamedNode) -> list[str]:
        """Return the earliest or the latest day of each printed time, sorted.

        Args:
            times: The IRIs of the printed times.
            bound: `insp:earliest` or `insp:latest`.
        """
        found: list[str] = []
        for time in times:
            found += self.facts.texts(time, bound)
        return sorted(found)

    def _inspection(self, report: str) -> str:
        """Return the IRI of the inspection of a report."""
        return self.facts.link(report_iri(report).value, INSP.reportOf)

    # What the settings of the project say

    def _publisher(self) -> None:
        """Describe the publisher."""
        node = self._node(publisher_iri(self.settings)).a(FOAF.Agent)
        node.text(FOAF.name, publisher_name(self.settings))
        publisher = self.settings.publisher
        if publisher and publisher.homepage:
            page = self._node(NamedNode(publisher.homepage)).a(FOAF.Document)
            node.link(FOAF.homepage, page.iri)

    def _licence(self) -> None:
        """Describe the licence, if the settings name one."""
        if self.licence is None:
            return
        node = self._node(self.licence).a(DCT.LicenseDocument)
        if self.licence == LICENCE:
            kind = self._node(ATTRIBUTION).a(SKOS.Concept)
            node.link(DCT.type, kind.text(SKOS.prefLabel, "Attribution").iri)

    def _as_a_whole(self, node: Node) -> None:
        """Add contact, version and place to the catalogue or the whole dataset."""
        node.code(DCAT.version, self.settings.version)
        if self.settings.contact:
            node.link(DCAT.contactPoint, self._contact(self.settings.contact))
        if place := self.settings.spatial:
            area = self._node(NamedNode(place.iri)).a(DCT.Location)
            node.link(DCT.spatial, area.text(RDFS.label, place.name).iri)

    def _contact(self, contact: Contact) -> NamedNode:
        """Describe the contact for questions, and return the IRI of the contact."""
        node = self._node(NamedNode(f"{catalogue_iri().value}#contact")).a(VCARD.Kind)
        node.text(VCARD.fn, contact.name or publisher_name(self.settings))
        if contact.email:
            node.link(VCARD.hasEmail, NamedNode(f"mailto:{contact.email}"))
        if contact.page:
            node.link(VCARD.hasURL, NamedNode(contact.page))
        return node.iri

    def _others(self) -> None:
        """Describe resources of other vocabularies that portals require."""
        self._publisher()
        self._node(home()).a(FOAF.Document)
        self._licence()
        self._node(THEMES).a(SKOS.ConceptScheme).text(DCT.title, "Data theme")
        society = self._node(SOCIETY).a(SKOS.Concept).link(SKOS.inScheme, THEMES)
        society.text(SKOS.prefLabel, "Population and society")
        self._node(ONTOLOGY).a(DCT.Standard)
        self._node(ENGLISH).a(DCT.LinguisticSystem)
        self._node(PUBLIC).a(DCT.RightsStatement)
        self._node(TURTLE).a(DCT.MediaType)
        self._node(TURTLE_FILE).a(DCT.MediaTypeOrExtent)


def _vocabularies(figures: Figures) -> list[NamedNode]:
    """Return the namespaces of all classes and properties in use, sorted."""
    known = filter(None, map(split, (*figures.classes, *figures.properties)))
    return list(map(NamedNode, sorted({name for _, name in known})))
