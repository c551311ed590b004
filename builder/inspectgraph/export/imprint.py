"""The imprint of a graph, for the footer of its pictures: title, publisher, licence, version.

A build takes the imprint from the settings of the project, and a drawing of a published
graph takes it from the catalogue of the graph, which has the same values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from inspectgraph.draw.imprint import UNKNOWN, Imprint
from inspectgraph.export.catalogue_terms import DCAT, DCT, FOAF, WHOLE_TEXT
from inspectgraph.model.settings import UNNAMED, Settings
from inspectgraph.populate.agents import publisher_name
from inspectgraph.rdf.lookup import objects

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["imprint_in", "imprint_of"]

_CATALOGUE = "catalogue.ttl"


def imprint_of(settings: Settings) -> Imprint:
    """Return the imprint of the graph of a project."""
    return Imprint(
        title=settings.title or WHOLE_TEXT[0],
        publisher=_named(publisher_name(settings)),
        licence=settings.licence or "",
        version=settings.version or "",
    )


def imprint_in(folder: Traversable) -> Imprint:
    """Return the imprint in the catalogue of a published graph.

    If the graph has no catalogue or the catalogue cannot be read, the imprint is empty.

    Args:
        folder: The published graph.
    """
    store = Store()
    try:
        content = (folder / _CATALOGUE).read_bytes()
        store.bulk_load(content, RdfFormat.TURTLE)
    except (OSError, SyntaxError, ValueError):
        return UNKNOWN
    whole = _whole(store)
    if whole is None:
        return UNKNOWN
    publisher = _node(store, whole, DCT.publisher)
    licence = _node(store, whole, DCT.license)
    return Imprint(
        title=_text(store, whole, DCT.title),
        publisher=_named(_text(store, publisher, FOAF.name)) if publisher else "",
        licence=licence.value if licence else "",
        version=_text(store, whole, DCAT.version),
    )


def _whole(store: Store) -> NamedNode | None:
    """Return the dataset of the whole graph, which contains all others."""
    for quad in store.quads_for_pattern(None, DCT.isPartOf, None, None):
        if isinstance(quad.object, NamedNode):
            return quad.object
    return None


def _node(store: Store, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
    """Return the IRI that is the value of a property of a subject."""
    return min(objects(store, subject, predicate), key=str, default=None)


def _text(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    """Return the text that is the value of a property of a subject, or ""."""
    for quad in store.quads_for_pattern(subject, predicate, None, None):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return ""


def _named(publisher: str) -> str:
    return "" if publisher == UNNAMED else publisher
