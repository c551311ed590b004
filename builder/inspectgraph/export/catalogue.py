"""The catalogue: what is published, for the portals of others (DCAT 3), with figures that are true (VoID).

Nothing of it is invented: dates are those of the extracts, places those of the
    registry, figures are counted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from inspectgraph.export.index import Facts
from inspectgraph.export.void_statistics import Figures, count
from inspectgraph.populate.report import CONTRIBUTORS
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.canonical import NamedGraph, TextTriple, as_text
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.iris import report as report_iri
from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, OWL, RDFS, SKOS, XSD, Terms
from inspectgraph.rdf.prefixes import KNOWN, split

__all__ = ["DOWNLOADS", "WHOLE", "catalogue"]

CATALOGUE: Final = NamedNode(f"{BASE}catalogue")
#: The dataset that all named graphs are parts of; a named graph is itself the dataset
#: of its triples.
WHOLE: Final = NamedNode(f"{BASE}graph")
#: Where the published files lie.
DOWNLOADS: Final = f"{BASE}graphs/"

_DCAT = Terms(
    KNOWN["dcat"],
    "Catalog Dataset Distribution accessURL byteSize dataset distribution downloadURL"
    " endDate keyword mediaType startDate theme themeTaxonomy",
)
_DCT = Terms(
    DCTERMS.base,
    "LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent PeriodOfTime"
    " RightsStatement Standard accessRights conformsTo description format identifier"
    " isPartOf issued language license modified publisher spatial subject temporal"
    " title type",
)
_FOAF = Terms(KNOWN["foaf"], "Agent Document homepage name")
_SPDX = Terms(
    KNOWN["spdx"], "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue"
)
_VOID = Terms(
    KNOWN["void"],
    "Dataset Linkset classPartition classes dataDump distinctObjects distinctSubjects"
    " entities exampleResource feature linkPredicate objectsTarget properties property"
    " propertyPartition subjectsTarget subset triples uriSpace vocabulary",
)
_VOID_CLASS = NamedNode(f"{_VOID.base}class")

_EU = "http://publications.europa.eu/resource/authority/"
_LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_ATTRIBUTION = NamedNode("http://purl.org/adms/licencetype/Attribution")
_ENGLISH = NamedNode(f"{_EU}language/ENG")
_PUBLIC = NamedNode(f"{_EU}access-right/PUBLIC")
_THEMES = NamedNode(f"{_EU}data-theme")
_SOCIETY = NamedNode(f"{_EU}data-theme/SOCI")
_TURTLE_FILE = NamedNode(f"{_EU}file-type/RDF_TURTLE")
_TURTLE = NamedNode("http://www.iana.org/assignments/media-types/text/turtle")
_TURTLE_FEATURE = NamedNode("http://www.w3.org/ns/formats/Turtle")
_ONTOLOGY = NamedNode(f"{BASE}ontology")
_HOME = NamedNode(BASE)
_GEOGRAPHY = NamedNode(KNOWN["gss"])
_LEGISLATION = NamedNode("http://www.legislation.gov.uk/id/")

_KEYWORDS: Final = (
    "children's services",
    "England",
    "inspection",
    "judgement",
    "local government",
    "safeguarding",
)
_REPORT_TEXT: Final = (
    "What the report states, as its curator read it: judgements, findings,"
    " recommendations and figures, and the passages that they rest on."
)

_WHOLE_TEXT: Final = (
    "inspectgraph: the inspection of England's children's services",
    (
        "What inspectorates judged of children's services, curated from their reports:"
        " judgements, findings, recommendations and figures, each led back to the"
        " passage that it rests on."
    ),
)
_SHARED_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "ontology": (
        "inspectgraph: ontology and vocabularies",
        (
            "The classes and properties of the graph in OWL, and its grade scales,"
            " aspects, themes and other vocabularies in SKOS."
        ),
    ),
    "registry": (
        "inspectgraph: authorities, bodies, services and frameworks",
        (
            "What reports share: authorities, inspectorates, partner bodies, services,"
            " frameworks, and how far grades and aspects of different frameworks can be"
            " compared."
        ),
    ),
    "inferred": (
        "inspectgraph: what follows from the ontology",
        (
            "The triples that follow from the ontology and that no other graph states:"
            " classes and properties above the stated ones, inverses, transitive"
            " broader concepts, and mappings between concepts."
        ),
    ),
}


def catalogue(
    graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
) -> list[TextTriple]:
    """Return the triples of the catalogue.

    Args:
        graphs: The named graphs that are published.
        facts: What they state.
        files: The published Turtle file of each, by its path.
    """
    describer = _Describer(graphs, facts, files)
    describer.describe()
    return as_text(describer.sink.quads)


class _Describer:
    """The published graphs on their way into the catalogue."""

    def __init__(
        self, graphs: Sequence[NamedGraph], facts: Facts, files: Mapping[str, bytes]
    ) -> None:
        self.graphs, self.facts, self.files = graphs, facts, files
        self.reports = [named.report for named in graphs if named.report]
        self.sink = Sink(graph("catalogue"))

    def describe(self) -> None:
        """Describe the catalogue, its datasets, and the few things of others that they refer to."""
        self._catalogue()
        self._whole()
        for named in self.graphs:
            self._part(named)
        self._linkset("places", OWL.sameAs, _GEOGRAPHY)
        self._linkset("laws", INSP.legalBasis, _LEGISLATION)
        self._others()

    # The catalogue and its datasets

    def _catalogue(self) -> None:
        node = self._node(CATALOGUE).a(_DCAT.Catalog)
        self._words(
            node,
            (
                "inspectgraph catalogue",
                "The published graphs of inspectgraph and where to get them.",
            ),
        )
        node.link(_FOAF.homepage, _HOME).link(_DCAT.themeTaxonomy, _THEMES)
        node.links(_DCAT.dataset, (WHOLE, *(named.iri for named in self.graphs)), "")
        self._when_and_where(node, self.reports)

    def _whole(self) -> None:
        """Describe all graphs as one dataset: its dumps are the files of its parts."""
        node = self._dataset(WHOLE, _WHOLE_TEXT, _KEYWORDS, self.reports)
        figures = count(triple for named in self.graphs for triple in named.triples)
        self._figures(node, figures)
        self._partitions(node, figures)
        node.links(_VOID.vocabulary, _vocabularies(figures), "")
        node.links(_VOID.subset, (named.iri for named in self.graphs), "")
        node.links(
            _VOID.dataDump,
            (NamedNode(DOWNLOADS + named.file) for named in self.graphs),
            "",
        )
        node.links(_VOID.exampleResource, map(report_iri, self.reports), "")
        access = self._distribution(
            node, DOWNLOADS, (_WHOLE_TEXT[0], "One Turtle file for each named graph.")
        )
        self._bytes(access, sum(len(self.files[named.file]) for named in self.graphs))

    def _part(self, named: NamedGraph) -> None:
        """Describe a named graph: the dataset of its triples, in one file."""
        title, text = self._texts(named)
        about = [named.report] if named.report else self.reports
        node = self._dataset(
            named.iri, (title, text), self._keywords(named), about
        ).link(_DCT.isPartOf, WHOLE)
        self._figures(node, count(named.triples))
        if named.report:
            node.link(_DCT.subject, report_iri(named.report)).link(
                _VOID.exampleResource, report_iri(named.report)
            )
        url, content = DOWNLOADS + named.file, self.files[named.file]
        node.link(_VOID.dataDump, NamedNode(url))
        file = self._distribution(
            node, url, (title, f"The named graph {named.iri.value}.")
        )
        file.link(_DCAT.downloadURL, NamedNode(url))
        self._bytes(file, len(content))
        checksum = self._node(NamedNode(f"{url}#checksum")).a(_SPDX.Checksum)
        checksum.link(_SPDX.algorithm, _SPDX.checksumAlgorithm_sha256)
        self._typed(
            checksum,
            _SPDX.checksumValue,
            hashlib.sha256(content).hexdigest(),
            "hexBinary",
        )
        file.link(_SPDX.checksum, checksum.iri)

    def _texts(self, named: NamedGraph) -> tuple[str, str]:
        """Return title and description of a part."""
        if not named.report:
            return _SHARED_TEXTS[named.name]
        return (
            f"inspectgraph: {self.facts.label(report_iri(named.report).value)}",
            _REPORT_TEXT,
        )

    def _keywords(self, named: NamedGraph) -> Iterable[str]:
        """Return what a part is found by: of a report, who was inspected, by whom and under what."""
        if not named.report:
            return (*_KEYWORDS[:3], named.name)
        inspection = self._inspection(named.report)
        predicates = (INSP.inspectedAuthority, INSP.inspectedBy, INSP.framework)
        names = (
            name
            for predicate in predicates
            for name in self.facts.labels(inspection, predicate)
        )
        return (*_KEYWORDS[:3], *names)

    def _linkset(self, name: str, predicate: NamedNode, target: NamedNode) -> None:
        """Describe the links of the registry into a dataset of others, where there are any."""
        triples = (
            triple
            for named in self.graphs
            if named.name == "registry"
            for triple in named.triples
        )
        number = sum(
            key == str(predicate) and value.startswith(f"<{target.value}")
            for _, key, value in triples
        )
        if not number:
            return
        node = self._node(NamedNode(f"{WHOLE.value}#links-{name}")).a(_VOID.Linkset)
        node.link(_VOID.linkPredicate, predicate).whole(_VOID.triples, number)
        node.link(_VOID.subjectsTarget, graph("registry")).link(
            _VOID.objectsTarget, target
        )
        self._node(graph("registry")).link(_VOID.subset, node.iri)

    # What descriptions share

    def _node(self, iri: NamedNode) -> Node:
        return Node(self.sink, iri, ())

    def _dataset(
        self,
        iri: NamedNode,
        texts: tuple[str, str],
        keywords: Iterable[str],
        reports: Sequence[str],
    ) -> Node:
        """Describe what every dataset has."""
        node = self._node(iri).a(_DCAT.Dataset).a(_VOID.Dataset)
        self._words(node, texts)
        self._typed(node, _DCT.identifier, iri.value, "anyURI")
        for word in keywords:
            node.text(_DCAT.keyword, word)
        node.code(_VOID.uriSpace, BASE).link(_VOID.feature, _TURTLE_FEATURE)
        node.link(_DCAT.theme, _SOCIETY).link(_DCT.accessRights, _PUBLIC).link(
            _DCT.conformsTo, _ONTOLOGY
        )
        self._when_and_where(node, reports)
        self._period(node, reports)
        return node

    def _words(self, node: Node, texts: tuple[str, str]) -> None:
        """State title and description, and who publishes under which terms in which language."""
        node.text(_DCT.title, texts[0]).text(_DCT.description, texts[1])
        node.link(_DCT.publisher, CONTRIBUTORS).link(_DCT.license, _LICENCE).link(
            _DCT.language, _ENGLISH
        )

    def _distribution(self, owner: Node, url: str, texts: tuple[str, str]) -> Node:
        """Describe where a dataset can be got."""
        node = self._node(NamedNode(f"{url}#distribution")).a(_DCAT.Distribution)
        owner.link(_DCAT.distribution, node.iri)
        node.text(_DCT.title, f"{texts[0]}, as Turtle").text(_DCT.description, texts[1])
        node.link(_DCAT.accessURL, NamedNode(url)).link(_DCAT.mediaType, _TURTLE).link(
            _DCT.format, _TURTLE_FILE
        )
        return node.link(_DCT.license, _LICENCE).link(_DCT.language, _ENGLISH)

    def _bytes(self, node: Node, size: int) -> None:
        self._typed(node, _DCAT.byteSize, str(size), "nonNegativeInteger")

    def _typed(
        self, node: Node, predicate: NamedNode, value: str, datatype: str
    ) -> None:
        self.sink.add(
            node.iri,
            predicate,
            Literal(value, datatype=NamedNode(XSD.base + datatype)),
            (),
        )

    # Figures

    def _figures(self, node: Node, figures: Figures) -> None:
        """State how much a dataset holds, and how many things of each class of ours."""
        node.whole(_VOID.triples, figures.triples).whole(
            _VOID.entities, figures.entities
        )
        node.whole(_VOID.distinctSubjects, figures.subjects).whole(
            _VOID.distinctObjects, figures.objects
        )
        node.whole(_VOID.classes, len(figures.classes)).whole(
            _VOID.properties, len(figures.properties)
        )
        for iri, number in figures.classes.items():
            part = self._partition(node, "class", iri)
            node.link(_VOID.classPartition, part.iri)
            part.link(_VOID_CLASS, NamedNode(iri)).whole(_VOID.entities, number)

    def _partitions(self, node: Node, figures: Figures) -> None:
        """State how many triples each property has."""
        for iri, number in figures.properties.items():
            part = self._partition(node, "property", iri)
            node.link(_VOID.propertyPartition, part.iri)
            part.link(_VOID.property, NamedNode(iri)).whole(_VOID.triples, number)

    def _partition(self, node: Node, kind: str, iri: str) -> Node:
        prefix, namespace = split(iri) or ("", "")
        name = (
            f"{prefix}-{iri.removeprefix(namespace)}"
            if prefix
            else "".join(filter(str.isalnum, iri))
        )
        return self._node(NamedNode(f"{node.iri.value}#{kind}-{name}"))

    # Times and places

    def _when_and_where(self, node: Node, reports: Iterable[str]) -> None:
        """State when extracts were curated, and the areas of the authorities that were inspected."""
        curations = (
            self.facts.link(report_iri(report).value, INSP.curation)
            for report in reports
        )
        days = sorted(
            day
            for curation in curations
            for day in self.facts.texts(curation, INSP.curatedOn)
        )
        for predicate, day in ((_DCT.issued, days[:1]), (_DCT.modified, days[-1:])):
            for value in day:
                self._typed(node, predicate, value, "date")
        node.links(
            _DCT.spatial,
            (self._place(area) for area in sorted(self._areas(reports))),
            "",
        )

    def _areas(self, reports: Iterable[str]) -> set[str]:
        inspections = map(self._inspection, reports)
        authorities = (
            one
            for each in inspections
            for one in self.facts.links(each, INSP.inspectedAuthority)
        )
        return {
            area
            for authority in authorities
            for area in self.facts.links(authority, INSP.area)
        }

    def _place(self, area: str) -> NamedNode:
        """Describe an area by the IRI that portals know, where the registry has it."""
        known = NamedNode(self.facts.link(area, OWL.sameAs) or area)
        self._node(known).a(_DCT.Location).text(RDFS.label, self.facts.label(area))
        return known

    def _period(self, node: Node, reports: Sequence[str]) -> None:
        """State from when to when the reports speak: from the first fieldwork or report to the last report."""
        printed = [
            time
            for report in reports
            for time in (
                self.facts.link(self._inspection(report), INSP.fieldwork),
                self.facts.link(report_iri(report).value, INSP.published),
            )
        ]
        starts = sorted(
            day for time in printed for day in self.facts.texts(time, INSP.earliest)
        )
        ends = sorted(
            day for time in printed for day in self.facts.texts(time, INSP.latest)
        )
        if starts and ends:
            period = self._node(NamedNode(f"{node.iri.value}#period")).a(
                _DCT.PeriodOfTime
            )
            self._typed(period, _DCAT.startDate, starts[0], "date")
            self._typed(period, _DCAT.endDate, ends[-1], "date")
            node.link(_DCT.temporal, period.iri)

    def _inspection(self, report: str) -> str:
        return self.facts.link(report_iri(report).value, INSP.reportOf)

    def _others(self) -> None:
        """Describe the things of others that the catalogue refers to, as far as portals ask for it."""
        publisher = self._node(CONTRIBUTORS).a(_FOAF.Agent)
        publisher.text(_FOAF.name, self.facts.label(CONTRIBUTORS.value))
        self._node(_HOME).a(_FOAF.Document)
        self._node(_LICENCE).a(_DCT.LicenseDocument).link(_DCT.type, _ATTRIBUTION)
        self._node(_ATTRIBUTION).a(SKOS.Concept).text(SKOS.prefLabel, "Attribution")
        self._node(_THEMES).a(SKOS.ConceptScheme).text(_DCT.title, "Data theme")
        society = self._node(_SOCIETY).a(SKOS.Concept).link(SKOS.inScheme, _THEMES)
        society.text(SKOS.prefLabel, "Population and society")
        self._node(_ONTOLOGY).a(_DCT.Standard)
        self._node(_ENGLISH).a(_DCT.LinguisticSystem)
        self._node(_PUBLIC).a(_DCT.RightsStatement)
        self._node(_TURTLE).a(_DCT.MediaType)
        self._node(_TURTLE_FILE).a(_DCT.MediaTypeOrExtent)


def _vocabularies(figures: Figures) -> list[NamedNode]:
    """Return the namespaces of the classes and properties in use."""
    found = (split(iri) for iri in (*figures.classes, *figures.properties))
    return [
        NamedNode(namespace)
        for namespace in sorted({name[1] for name in found if name})
    ]
