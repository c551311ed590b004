"""The files that a build publishes: the named graphs, and files that describe them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final

from pyoxigraph import Store

from inspectgraph.export.catalogue import catalogue
from inspectgraph.export.index import Facts, stated
from inspectgraph.export.readme import listing
from inspectgraph.export.summary import GraphSummary, summary_of
from inspectgraph.export.void_statistics import Figures, count
from inspectgraph.model.settings import DEFAULTS, Settings
from inspectgraph.rdf.canonical import named_graphs
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of
from inspectgraph.rdf.turtle import Blocks, turtle

__all__ = ["accompanying", "published"]

_INIT: Final = (
    b'"""Shipped as inspectgraph.graphs; read it with importlib.resources."""\n'
)


def published(
    store: Store,
    pictures: Mapping[str, bytes] | None = None,
    settings: Settings = DEFAULTS,
) -> dict[str, bytes]:
    """Return all files that a build publishes, keyed by their paths in the folder `graphs/`.

    Args:
        store: The graph.
        pictures: The pictures to publish, keyed by path.
        settings: The settings of the project.
    """
    with data_base(base_of(store)):
        graphs = named_graphs(store)
        content = {named.file: turtle(named.triples, named.report) for named in graphs}
        summaries = [summary_of(named, content[named.file]) for named in graphs]
        whole = count(chain.from_iterable(named.triples for named in graphs))
        facts = stated(graphs)
        others = accompanying(
            summaries, whole, facts, pictures or {}, settings=settings
        )
    return {**content, **others}


def accompanying(  # noqa: PLR0913, PLR0917 - what the files are made of
    graphs: Sequence[GraphSummary],
    whole: Figures,
    facts: Facts,
    pictures: Mapping[str, bytes],
    described: Callable[[GraphSummary], Blocks] | None = None,
    settings: Settings = DEFAULTS,
) -> dict[str, bytes]:
    """Return the files that accompany the published graphs, keyed by path.

    These files are the pictures, and files that describe the graphs.

    Args:
        graphs: The published named graphs.
        whole: The statistics of all graphs together.
        facts: The triples that the catalogue and the README page repeat, keyed by
            subject.
        pictures: The pictures, keyed by path.
        described: A function that returns the description of a report's graph in the
            catalogue. If it is None, the description is computed from `facts`.
        settings: The settings of the project.
    """
    return {
        "catalogue.ttl": catalogue(graphs, whole, facts, described, settings),
        **pictures,
        "README.md": listing(graphs, facts, pictures, settings),
        "__init__.py": _INIT,
    }
