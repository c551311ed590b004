"""The parts that all catalogue modules share: nodes, typed values, texts, and downloads."""

from __future__ import annotations

from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_terms import (
    AVAILABILITY,
    DCAT,
    DCATAP,
    DCT,
    ENGLISH,
    FILE_TYPES,
    MEDIA_TYPES,
    WHOLE_TEXT,
)
from inspectgraph.export.index import Facts
from inspectgraph.model.settings import Settings
from inspectgraph.populate.agents import publisher_iri
from inspectgraph.rdf.builder import Node, Sink
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import SKOS, SPDX, XSD
from inspectgraph.rdf.text_terms import typed_text

__all__ = ["Catalogue", "Download"]


@dataclass(frozen=True, slots=True)
class Download:
    """A file or folder that users can download to get a dataset.

    Attributes:
        url: The address.
        title: The title, such as `Turtle, one file for each named graph`.
        text: A sentence on the contents.
        media_type: The media type, such as `text/turtle`.
        file_type: The code of the file type in the vocabulary of the European portal.
        size: The number of bytes.
        digest: The SHA-256 of the file in hexadecimal, or "" for a folder.
        compressed: The media type of the compression, or "".
        packaged: The media type of the archive if there are several files, or "".
    """

    url: str
    title: str
    text: str
    media_type: str
    file_type: str
    size: int
    digest: str = ""
    compressed: str = ""
    packaged: str = ""


@dataclass
class Catalogue:
    """The catalogue, with the triples that have been collected for it so far.

    Attributes:
        facts: The triples that the catalogue repeats from the published graphs.
        settings: The settings of the project.
        sink: The collected triples.
    """

    facts: Facts
    settings: Settings
    sink: Sink = field(default_factory=lambda: Sink(graph("catalogue")))

    @property
    def title(self) -> str:
        """The title of the graph."""
        return self.settings.title or WHOLE_TEXT[0]

    @property
    def short(self) -> str:
        """The words at the beginning of the title of every dataset."""
        return self.settings.name or self.title

    @property
    def licence(self) -> NamedNode | None:
        """The licence of the graph, or None if the settings give no licence."""
        return NamedNode(self.settings.licence) if self.settings.licence else None

    def node(self, iri: NamedNode) -> Node:
        """Return a builder for triples whose subject is a given IRI."""
        return Node(self.sink, iri, ())

    def typed(
        self, node: Node, predicate: NamedNode, value: str, datatype: str
    ) -> None:
        """Add a property whose value is a literal with an XML Schema datatype."""
        node.add(predicate, typed_text(value, NamedNode(XSD.base + datatype)))

    def words(self, node: Node, texts: tuple[str, str]) -> None:
        """Add title, description, publisher, licence and language to a node."""
        node.text(DCT.title, texts[0]).text(DCT.description, texts[1])
        node.link(DCT.publisher, publisher_iri(self.settings))
        node.link(DCT.license, self.licence).link(DCT.language, ENGLISH)

    def download(self, owner: Node, file: Download) -> Node:
        """Describe a download of a dataset as a distribution, and return its node."""
        node = self.node(NamedNode(f"{file.url}#distribution")).a(DCAT.Distribution)
        owner.link(DCAT.distribution, node.iri)
        node.text(DCT.title, file.title).text(DCT.description, file.text)
        node.link(DCAT.accessURL, NamedNode(file.url))
        node.link(DCT.license, self.licence).link(DCT.language, ENGLISH)
        self._formats(node, file)
        self.typed(node, DCAT.byteSize, str(file.size), "nonNegativeInteger")
        if file.digest:
            node.link(DCAT.downloadURL, NamedNode(file.url))
            node.link(SPDX.checksum, self.checksum(file.url, file.digest))
        if availability := self.settings.availability:
            kept = NamedNode(AVAILABILITY + availability.upper())
            self.node(kept).a(SKOS.Concept).text(SKOS.prefLabel, availability)
            node.link(DCATAP.availability, kept)
        return node

    def _formats(self, node: Node, file: Download) -> None:
        """Add the media types and the file type of a download to its node."""
        for predicate, media_type in (
            (DCAT.mediaType, file.media_type),
            (DCAT.compressFormat, file.compressed),
            (DCAT.packageFormat, file.packaged),
        ):
            if media_type:
                kind = NamedNode(MEDIA_TYPES + media_type)
                self.node(kind).a(DCT.MediaType)
                node.link(predicate, kind)
        file_type = NamedNode(FILE_TYPES + file.file_type)
        self.node(file_type).a(DCT.MediaTypeOrExtent)
        node.link(DCT.format, file_type)

    def checksum(self, url: str, digest: str) -> NamedNode:
        """Describe the SHA-256 of a file as a checksum, and return the checksum's IRI."""
        node = self.node(NamedNode(f"{url}#checksum")).a(SPDX.Checksum)
        node.link(SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        self.typed(node, SPDX.checksumValue, digest, "hexBinary")
        return node.iri
