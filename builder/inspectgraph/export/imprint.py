"""Read the title, publisher, licence and version of a graph, for pictures and tables.

These facts are the imprint of the graph. A build takes the imprint from the settings of
the project. A picture of a published graph takes the imprint from the graph's catalogue,
which has the same values. Exports and releases also use the catalogue, and take further
facts from it, such as the keywords.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from inspectgraph.export.catalogue_terms import (
    CATALOGUE_TEXT,
    DCAT,
    DCT,
    FOAF,
    WHOLE_TEXT,
)
from inspectgraph.model.imprint import UNKNOWN, Imprint
from inspectgraph.model.settings import UNNAMED, Settings
from inspectgraph.populate.agents import publisher_name
from inspectgraph.rdf.lookup import objects
from inspectgraph.rdf.namespaces import RDF

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["imprint_from", "imprint_in", "imprint_of", "subtitle"]

_CATALOGUE = "catalogue.ttl"


def imprint_of(settings: Settings) -> Imprint:
    """Return the imprint that pictures show, made from the settings of the project.

    This imprint has only the title, publisher, licence and version of the graph.
    """
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
    try:
        return imprint_from((folder / _CATALOGUE).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return UNKNOWN


def imprint_from(catalogue: bytes) -> Imprint:
    """Read the imprint of a graph from the graph's catalogue.

    The imprint consists of facts such as title, publisher and licence.

    Args:
        catalogue: The catalogue, in Turtle.

    Raises:
        SyntaxError: If the catalogue is not Turtle.
    """
    store = Store()
    store.bulk_load(catalogue, RdfFormat.TURTLE)
    whole = _whole(store)
    if whole is None:
        return UNKNOWN
    publisher = _node(store, whole, DCT.publisher)
    return Imprint(
        title=_text(store, whole, DCT.title),
        publisher=_named(_text(store, publisher, FOAF.name)),
        licence=_iri(store, whole, DCT.license),
        version=_text(store, whole, DCAT.version),
        name=_name(store),
        iri=whole.value,
        description=_text(store, whole, DCT.description),
        page=_iri(store, whole, DCAT.landingPage),
        publisher_page=_iri(store, publisher, FOAF.homepage),
        keywords=tuple(sorted(_texts(store, whole, DCAT.keyword))),
    )


def subtitle(title: str, name: str) -> str:
    """Remove the short name, followed by a colon, from the beginning of a title.

    >>> subtitle("careview: inspections of care", "careview")
    'Inspections of care'
    """
    rest = title.removeprefix(f"{name}:").strip()
    return rest[:1].upper() + rest[1:]


def _name(store: Store) -> str:
    """Return the short name of the graph.

    The title of the graph's catalogue begins with this short name.
    """
    for quad in store.quads_for_pattern(None, RDF.type, DCAT.Catalog, None):
        if isinstance(quad.subject, NamedNode):
            title = _text(store, quad.subject, DCT.title)
            return title.removesuffix(CATALOGUE_TEXT[0].format(""))
    return ""


def _whole(store: Store) -> NamedNode | None:
    """Return the dataset that contains all other datasets of a catalogue."""
    for quad in store.quads_for_pattern(None, DCT.isPartOf, None, None):
        if isinstance(quad.object, NamedNode):
            return quad.object
    return None


def _node(
    store: Store, subject: NamedNode | None, predicate: NamedNode
) -> NamedNode | None:
    """Return the IRI that is the value of a property of a subject."""
    if subject is None:
        return None
    return min(objects(store, subject, predicate), key=str, default=None)


def _iri(store: Store, subject: NamedNode | None, predicate: NamedNode) -> str:
    """Return the IRI to which a property of a subject leads.

    The IRI is returned as a text. The result is "" if there is no such IRI.
    """
    found = _node(store, subject, predicate)
    return found.value if found else ""


def _texts(
    store: Store, subject: NamedNode | None, predicate: NamedNode
) -> Iterator[str]:
    """Yield the texts that are values of a property of a subject."""
    if subject is None:
        return
    for quad in store.quads_for_pattern(subject, predicate, None, None):
        if isinstance(quad.object, Literal):
            yield quad.object.value


def _text(store: Store, subject: NamedNode | None, predicate: NamedNode) -> str:
    """Return the first text that is the value of a property of a subject, or ""."""
    return min(_texts(store, subject, predicate), default="")


def _named(publisher: str) -> str:
    return "" if publisher == UNNAMED else publisher
