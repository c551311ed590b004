"""The imprint of a graph, and the footer of a picture with source, publisher, licence and date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.text_metrics import counted
from inspectgraph.model.quantities import listed

__all__ = ["UNKNOWN", "Imprint", "foot", "licence_title"]

#: The largest number of inspectorates that a footer names.
_MOST: Final = 3
#: The names of licences by the beginning of their IRI.
_LICENCES: Final = {
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC BY-SA 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
    "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3": (
        "Open Government Licence 3.0"
    ),
}


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint of a graph: its title, publisher, licence, version and further facts.

    An unknown value is "". Pictures show only the first four values. The descriptions
    of tables have all values.

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


def licence_title(iri: str) -> str:
    """Return the name of a licence, or "" if this module does not know the licence.

    >>> licence_title("https://creativecommons.org/licenses/by/4.0/")
    'CC BY 4.0'
    """
    return _LICENCES.get(iri, "")


def foot(imprint: Imprint, corpus: Corpus) -> tuple[str, ...]:
    """Return the sentences below a picture, on the source and the publisher of the graph."""
    return (*_source(corpus), *_graph(imprint, corpus))


def _source(corpus: Corpus) -> Iterator[str]:
    if corpus.reports:
        names = corpus.inspectorates
        by = listed(names[:_MOST]) if len(names) <= _MOST else _and_others(names)
        reports = counted(len(corpus.reports), "inspection report")
        yield f"Source: {reports}{f' by {by}' if names else ''}."


def _and_others(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:_MOST])} and {counted(len(names) - _MOST, 'other')}"


def _graph(imprint: Imprint, corpus: Corpus) -> Iterator[str]:
    """Yield one or two sentences that state the title, date, publisher and licence of the graph."""
    parts = [imprint.title or "Graph without a title"]
    if imprint.version:
        parts.append(f"version {imprint.version}")
    if corpus.day:
        day = corpus.day
        parts.append(f"as of {day.day} {day:%B %Y}")
    yield f"Graph: {', '.join(parts)}."
    rights = []
    if imprint.publisher:
        rights.append(f"Published by {imprint.publisher}")
    if imprint.licence:
        name = licence_title(imprint.licence)
        shown = f"{name} ({imprint.licence})" if name else imprint.licence
        rights.append(f"{'under' if rights else 'Under'} the licence {shown}")
    if rights:
        yield f"{' '.join(rights)}."
