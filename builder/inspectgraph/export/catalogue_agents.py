"""Describe the publisher, licence, contact, place and service named in the settings."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_nodes import Catalogue
from inspectgraph.export.catalogue_terms import (
    ATTRIBUTION,
    DCAT,
    DCT,
    ENGLISH,
    FOAF,
    LICENCE,
    ONTOLOGY,
    PUBLIC,
    PUBLISHER_TYPE,
    PUBLISHER_TYPES,
    SOCIETY,
    THEMES,
    VCARD,
    WKT,
    catalogue_iri,
    home,
    whole_iri,
)
from inspectgraph.model.settings import Contact, Place
from inspectgraph.populate.agents import publisher_iri, publisher_name
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.namespaces import RDFS, SKOS
from inspectgraph.rdf.text_terms import typed_text

__all__ = ["about_project", "describe_others", "describe_service"]

_PROTOCOL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol/")


def about_project(catalogue: Catalogue, node: Node) -> None:
    """Add contact, version and place to the catalogue or a public dataset."""
    settings = catalogue.settings
    node.code(DCAT.version, settings.version)
    if settings.contact:
        node.link(DCAT.contactPoint, _contact(catalogue, settings.contact))
    if settings.spatial:
        node.link(DCT.spatial, _place(catalogue, settings.spatial))


def _place(catalogue: Catalogue, place: Place) -> NamedNode:
    """Describe the place that the whole graph covers, and return its IRI."""
    area = catalogue.node(NamedNode(place.iri)).a(DCT.Location)
    area.text(RDFS.label, place.name)
    if box := place.box:
        corners = (
            (box.west, box.south),
            (box.east, box.south),
            (box.east, box.north),
            (box.west, box.north),
            (box.west, box.south),
        )
        points = ", ".join(f"{east:f} {north:f}" for east, north in corners)
        area.add(DCAT.bbox, typed_text(f"POLYGON(({points}))", WKT))
    return area.iri


def _contact(catalogue: Catalogue, contact: Contact) -> NamedNode:
    """Describe the contact for questions, and return its IRI."""
    iri = NamedNode(f"{catalogue_iri().value}#contact")
    node = catalogue.node(iri).a(VCARD.Kind)
    node.text(VCARD.fn, contact.name or publisher_name(catalogue.settings))
    if contact.email:
        node.link(VCARD.hasEmail, NamedNode(f"mailto:{contact.email}"))
    if contact.page:
        node.link(VCARD.hasURL, NamedNode(contact.page))
    return iri


def describe_service(catalogue: Catalogue) -> None:
    """Describe the SPARQL endpoint if the settings give its address."""
    endpoint = catalogue.settings.endpoint
    if endpoint is None:
        return
    node = catalogue.node(NamedNode(f"{endpoint}#service")).a(DCAT.DataService)
    texts = (
        f"{catalogue.short}: SPARQL endpoint",
        "Answers queries on all named graphs in SPARQL 1.1.",
    )
    catalogue.words(node, texts)
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription):
        catalogue.node(NamedNode(endpoint))
        node.link(predicate, NamedNode(endpoint))
    node.link(DCAT.servesDataset, whole_iri()).link(DCT.conformsTo, _PROTOCOL)
    node.link(DCT.accessRights, PUBLIC)
    catalogue.node(_PROTOCOL).a(DCT.Standard)
    catalogue.node(catalogue_iri()).link(DCAT.service, node.iri)


def describe_others(catalogue: Catalogue) -> None:
    """Describe the publisher, the licence, and other resources that portals require."""
    _publisher(catalogue)
    _licence(catalogue)
    node = catalogue.node
    node(home()).a(FOAF.Document)
    node(THEMES).a(SKOS.ConceptScheme).text(DCT.title, "Data theme")
    society = node(SOCIETY).a(SKOS.Concept).link(SKOS.inScheme, THEMES)
    society.text(SKOS.prefLabel, "Population and society")
    node(ONTOLOGY).a(DCT.Standard)
    node(ENGLISH).a(DCT.LinguisticSystem)
    node(PUBLIC).a(DCT.RightsStatement)


def _publisher(catalogue: Catalogue) -> None:
    """Describe the publisher."""
    node = catalogue.node(publisher_iri(catalogue.settings)).a(FOAF.Agent)
    node.text(FOAF.name, publisher_name(catalogue.settings))
    publisher = catalogue.settings.publisher
    if publisher and publisher.homepage:
        page = catalogue.node(NamedNode(publisher.homepage)).a(FOAF.Document)
        node.link(FOAF.homepage, page.iri)
    if publisher and publisher.kind:
        name = PUBLISHER_TYPES[publisher.kind]
        kind = catalogue.node(NamedNode(PUBLISHER_TYPE + name)).a(SKOS.Concept)
        kind.text(SKOS.prefLabel, publisher.kind.replace("-", " "))
        node.link(DCT.type, kind.iri)


def _licence(catalogue: Catalogue) -> None:
    """Describe the licence of the graph if the settings give a licence."""
    if catalogue.licence is None:
        return
    node = catalogue.node(catalogue.licence).a(DCT.LicenseDocument)
    if catalogue.licence == LICENCE:
        # Portals find a licence of their list by its title, as CKAN names it.
        node.text(DCT.title, "Creative Commons Attribution")
        kind = catalogue.node(ATTRIBUTION).a(SKOS.Concept)
        node.link(DCT.type, kind.text(SKOS.prefLabel, "Attribution").iri)
