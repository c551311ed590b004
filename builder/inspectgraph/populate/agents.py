"""The agents of a graph: its publisher, the makers of inspectgraph, and the software."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.model.settings import UNNAMED, Settings
from inspectgraph.rdf.iris import thing
from inspectgraph.rdf.namespaces import BASE

__all__ = [
    "CONTRIBUTORS",
    "CONTRIBUTORS_NAME",
    "LANGUAGE_MODEL",
    "SOFTWARE",
    "publisher_iri",
    "publisher_name",
]

#: The curators of inspectgraph itself, and the software: the same in every graph.
CONTRIBUTORS: Final = NamedNode(f"{BASE}id/agent/contributors")
CONTRIBUTORS_NAME: Final = "the inspectgraph contributors"
SOFTWARE: Final = NamedNode(f"{BASE}id/agent/software")
#: Any language model: the version is with the part that it took in a curation.
LANGUAGE_MODEL: Final = NamedNode(f"{BASE}id/agent/language-model")


def publisher_iri(settings: Settings) -> NamedNode:
    """Return the IRI of the publisher, who also answers for the curation of reports.

    Without an IRI of its own, the publisher has one under the base IRI of the project.
    """
    publisher = settings.publisher
    if publisher and publisher.iri:
        return NamedNode(publisher.iri)
    return thing("agent", "publisher")


def publisher_name(settings: Settings) -> str:
    """Return the name of the publisher, or words that say that none is named."""
    return settings.publisher.name if settings.publisher else UNNAMED
