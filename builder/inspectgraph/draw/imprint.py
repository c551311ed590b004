"""The footer of a picture: the source, publisher, licence and date of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.text_metrics import counted
from inspectgraph.model.imprint import Imprint
from inspectgraph.model.licences import licence_name
from inspectgraph.model.quantities import listed

__all__ = ["foot"]

#: The largest number of inspectorates that a footer names.
_MOST: Final = 3


def foot(imprint: Imprint, corpus: Corpus) -> tuple[str, ...]:
    """Return the sentences below a picture.

    The sentences name the source and the publisher of the graph.
    """
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
        name = licence_name(imprint.licence)
        shown = f"{name} ({imprint.licence})" if name else imprint.licence
        rights.append(f"{'under' if rights else 'Under'} the licence {shown}")
    if rights:
        yield f"{' '.join(rights)}."
