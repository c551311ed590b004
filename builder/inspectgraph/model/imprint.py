"""The imprint of a graph: its title, publisher, licence, version and further facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["UNKNOWN", "Imprint"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint of a graph: its title, publisher, licence, version and further facts.

    If a value is unknown, it is "". Pictures show only the title, the publisher, the
    licence and the version. The descriptions of tables have all values.

    Attributes:
        title: The title of the graph.
        publisher: The name of the publisher.
        licence: The IRI of the licence.
        version: The version of the data.
        name: The short name of the graph.
        iri: The IRI of the graph.
        description: What the graph holds, in a sentence or two.
        page: The web page of the graph.
        publisher_page: The web page of the publisher.
        keywords: The keywords of the graph.
    """

    title: str = ""
    publisher: str = ""
    licence: str = ""
    version: str = ""
    name: str = ""
    iri: str = ""
    description: str = ""
    page: str = ""
    publisher_page: str = ""
    keywords: tuple[str, ...] = ()


#: The imprint of a graph without settings.
UNKNOWN: Final = Imprint()
