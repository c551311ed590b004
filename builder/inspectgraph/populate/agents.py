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

#: The curators of inspectgraph, and its software. They have the same IRIs in every graph.
CONTRIBUTORS: Final = NamedNode(f"{BASE}id/agent/contributors")
CONTRIBUTORS_NAME: Final = "the inspectgraph contributors"
SOFTWARE: Final = NamedNode(f"{BASE}id/agent/software")
#: The agent for any language model. The version is stated with its part in a curation.
LANGUAGE_MODEL: Final = NamedNode(f"{BASE}id/agent/language-model")


def publisher_iri(settings: Settings) -> NamedNode:
    """Return the IRI of the publisher, who is also responsible for the curation of reports.

    If the settings give no IRI for the publisher, the result is an IRI under the base
    IRI.
    """
    publisher = settings.publisher
    if publisher and publisher.iri:
        return NamedNode(publisher.iri)
    return thing("agent", "publisher")


def publisher_name(settings: Settings) -> str:
    """Return the name of the publisher, or `publisher not named`."""
    return settings.publisher.name if settings.publisher else UNNAMED
