"""The settings of the published site, read from the catalogue of the graph.

The catalogue is made from `extracts/project.yaml`. So the site, the catalogue and the
exports name the same publisher. A site can be made even if only the folder of the
published graph is available.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, RdfFormat, parse

from inspectgraph.export.catalogue_terms import (
    ADMS,
    CATALOGUE_TEXT,
    DCAT,
    DCT,
    FOAF,
    VCARD,
    WHOLE_TEXT,
)
from inspectgraph.export.imprint import subtitle
from inspectgraph.model.errors import UsageError, shorten
from inspectgraph.model.licences import licence_name
from inspectgraph.model.settings import UNNAMED
from inspectgraph.rdf.namespaces import BASE, RDFS
from inspectgraph.rdf.published_files import published_base

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "SiteDownload",
    "SiteRelease",
    "SiteSettings",
    "read_settings",
    "settings_for",
]

_NO_LICENCE: Final = "no licence stated"


@dataclass(frozen=True, slots=True)
class SiteRelease:
    """A released version: its IRI, its number, its ISO date, and its changes in words."""

    iri: str
    version: str
    day: str
    note: str


@dataclass(frozen=True, slots=True)
class SiteDownload:
    """A download of the data: its title, address, media type, and size in bytes."""

    title: str
    url: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The facts about a project that its pages show, and the address of its site.

    Attributes:
        address: The address of the site, with a slash at the end. Only the site map,
            `robots.txt` and the rules for w3id.org need it. "" means the base IRI.
        base: The base IRI of the project's data.
        title: The short name of the site.
        subtitle: The title of the graph.
        description: The contents of the graph, in one or two sentences.
        publisher: The name of the publisher, as in a citation.
        publisher_page: The web page of the publisher, or "".
        licence: The name of the licence of the graph.
        licence_page: The address of the licence, or "".
        errors: The address at which an error can be reported, or "".
        contact: The name of the team that answers reports of errors.
        version: The version of the data, or "".
        day: The last day of curation, as an ISO date, or "".
        place: The name of the place that the graph as a whole covers, or "".
        first: The first day that the graph covers, as an ISO date, or "".
        last: The last day that the graph covers, as an ISO date, or "".
        box: South, west, north and east of the place in degrees, separated by spaces,
            or "".
        keywords: The keywords of the dataset.
        releases: The released versions, the latest first.
        endpoint: The address of the SPARQL service of the site, or "".
    """

    address: str = ""
    base: str = BASE
    title: str = WHOLE_TEXT[0]
    subtitle: str = WHOLE_TEXT[0]
    description: str = WHOLE_TEXT[1]
    publisher: str = UNNAMED
    publisher_page: str = ""
    licence: str = _NO_LICENCE
    licence_page: str = ""
    errors: str = ""
    contact: str = ""
    version: str = ""
    day: str = ""
    place: str = ""
    first: str = ""
    last: str = ""
    box: str = ""
    keywords: tuple[str, ...] = ()
    releases: tuple[SiteRelease, ...] = ()
    downloads: tuple[SiteDownload, ...] = ()
    endpoint: str = ""

    @property
    def home(self) -> str:
        """The address of the site."""
        return self.address or self.base


class _Catalogue:
    """The values in a catalogue, keyed by subject and property."""

    def __init__(self, turtle: bytes, base: str) -> None:
        self._found: dict[tuple[str, str], list[str]] = {}
        for quad in parse(turtle, RdfFormat.TURTLE, base_iri=base):
            key = getattr(quad.subject, "value", ""), quad.predicate.value
            self._found.setdefault(key, []).append(getattr(quad.object, "value", ""))

    def all(self, subject: str, predicate: NamedNode) -> list[str]:
        """Return the values of a property."""
        return self._found.get((subject, predicate.value), [])

    def subjects(self, predicate: NamedNode, value: str) -> list[str]:
        """Return the sorted subjects that have a given value of a property."""
        return sorted(
            subject
            for (subject, name), values in self._found.items()
            if name == predicate.value and value in values
        )

    def first(self, subject: str, predicate: NamedNode) -> str:
        """Return the first value of a property, or ""."""
        return next(iter(self.all(subject, predicate)), "")


def read_settings(graphs: Traversable) -> SiteSettings:
    """Return the settings in the catalogue of a published graph.

    If there is no catalogue, the result has the default settings, without a publisher.
    """
    base = published_base(graphs)
    file = graphs / "catalogue.ttl"
    if not file.is_file():
        return SiteSettings(base=base)
    known = _Catalogue(file.read_bytes(), base)
    whole = f"{base}graph"
    title = known.first(whole, DCT.title)
    name = known.first(f"{base}catalogue", DCT.title)
    short = name.removesuffix(CATALOGUE_TEXT[0].format("")) or title
    publisher = known.first(whole, DCT.publisher)
    licence = known.first(whole, DCT.license)
    contact = known.first(whole, DCAT.contactPoint)
    period = known.first(whole, DCT.temporal)
    return SiteSettings(
        base=base,
        title=short,
        subtitle=subtitle(title, short),
        description=known.first(whole, DCT.description),
        publisher=known.first(publisher, FOAF.name) or UNNAMED,
        publisher_page=known.first(publisher, FOAF.homepage),
        licence=licence_name(licence) or licence or _NO_LICENCE,
        licence_page=licence,
        errors=known.first(contact, VCARD.hasURL)
        or known.first(contact, VCARD.hasEmail),
        contact=known.first(contact, VCARD.fn),
        version=known.first(whole, DCAT.version),
        day=known.first(whole, DCT.modified),
        place=_place(known, base),
        first=known.first(period, DCAT.startDate),
        last=known.first(period, DCAT.endDate),
        box=_box(known, base),
        keywords=tuple(known.all(whole, DCAT.keyword)),
        releases=tuple(_releases(known, whole)),
        downloads=tuple(_downloads(known, whole)),
    )


def _box(known: _Catalogue, base: str) -> str:
    """Return the rectangle around the place that the graph covers, or "".

    The limits are in the order south, west, north, east.
    """
    for place in known.all(f"{base}graph", DCT.spatial):
        numbers = re.findall(r"-?[0-9.]+", known.first(place, DCAT.bbox))
        if numbers:
            west, south, _, _, east, north = numbers[:6]
            return f"{south} {west} {north} {east}"
    return ""


def _releases(known: _Catalogue, whole: str) -> Iterator[SiteRelease]:
    """Yield the released versions, the latest first."""
    found = known.subjects(DCAT.isVersionOf, whole)
    for iri in sorted(found, key=lambda iri: known.first(iri, DCT.issued))[::-1]:
        yield SiteRelease(
            iri,
            known.first(iri, DCAT.version),
            known.first(iri, DCT.issued),
            known.first(iri, ADMS.versionNotes),
        )


def _downloads(known: _Catalogue, whole: str) -> Iterator[SiteDownload]:
    """Yield the downloads of the dataset."""
    for file in known.all(whole, DCAT.distribution):
        yield SiteDownload(
            known.first(file, DCT.title),
            known.first(file, DCAT.downloadURL) or known.first(file, DCAT.accessURL),
            known.first(file, DCAT.mediaType).partition("/media-types/")[2],
            int(known.first(file, DCAT.byteSize) or 0),
        )


def _place(known: _Catalogue, base: str) -> str:
    """Return the place of the whole graph from the settings of the project.

    The named graphs have other places, namely the inspected areas.
    """
    inspected = set(known.all(f"{base}graph/registry", DCT.spatial))
    for place in known.all(f"{base}graph", DCT.spatial):
        if place not in inspected:
            return known.first(place, RDFS.label)
    return ""


def settings_for(
    address: str | None, graphs: Traversable | None = None
) -> SiteSettings:
    """Return the settings of a site at an address, or at the base IRI of the graph.

    Args:
        address: The address of the site, or None for the base IRI of the graph.
        graphs: The folder of the published graph, whose catalogue has the settings.

    Raises:
        UsageError: If the address is not a web address, or has a query or a fragment.
    """
    own = read_settings(graphs) if graphs else SiteSettings()
    if address is None:
        return own
    parts = urlsplit(address)
    is_plain = not (
        parts.query or parts.fragment or re.search(r"[\s\"'<>\\$%]", address)
    )
    if parts.scheme not in {"http", "https"} or not parts.netloc or not is_plain:
        message = (
            f"{shorten(address)} is not the address of a site; give an address such as"
            " https://example.org/inspections/"
        )
        raise UsageError("bad-address", message)
    return replace(own, address=address.rstrip("/") + "/")
