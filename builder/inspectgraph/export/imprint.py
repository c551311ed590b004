"""Read the title, publisher, licence and version of a graph, for the footer of pictures.

These four facts are the imprint of the graph. A build takes the imprint from the
settings of the project. A picture of a published graph takes the imprint from the
graph's catalogue, which has the same values.
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
    """Return the imprint of a project's graph, taken from the settings."""
    return Imprint(
        title=settings.title or WHOLE_TEXT[0],
        publisher=_named(publisher_name(settings)),
        licence=settings.licence or "",
        version=settings.version or "",
    )


def imprint_in(folder: Traversable) -> Imprint:
    """Return the imprint of a published graph, taken from its catalogue.

    If the graph has no catalogue or the catalogue cannot be read, the imprint is empty.

    Args:
        folder: The folder of the published graph.
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
    """Return the dataset that contains all other datasets of a catalogue."""
    for quad in store.quads_for_pattern(None, DCT.isPartOf, None, None):
        if isinstance(quad.object, NamedNode):
            return quad.object
    return None


def _node(store: Store, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
    """Return the first IRI that a subject has as the value of a property."""
    return min(objects(store, subject, predicate), key=str, default=None)


def _text(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    """Return the text that a subject has as the value of a property, or "" if there is none."""
    for quad in store.quads_for_pattern(subject, predicate, None, None):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return ""


def _named(publisher: str) -> str:
    return "" if publisher == UNNAMED else publisher
