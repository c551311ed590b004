"""Make the files of the shared graphs, or take these files from the cache.

The shared graphs are the graphs that belong to all reports, such as the registry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from inspectgraph.export.summary import GraphSummary
from inspectgraph.export.void_statistics import Tally, figures, tally
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import Blocks, blocks, turtle
from inspectgraph.shards.base import Base
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.keys import key_of

__all__ = ["SharedFiles", "shared_content", "shared_files"]

_PART = "shared"


class SharedFiles(Struct, frozen=True):
    """Summaries and counts of the graphs that all reports share.

    Attributes:
        key: The cache key of the content.
        ontology: The summary of the graph of the ontology.
        registry: The summary of the graph of the registry.
        tallies: The counts of the ontology, of the registry, and of the inferred
            triples about resources that reports share, in this order.
        described: The descriptions of the shared resources in Turtle, made from the
            inferred triples.
    """

    key: str
    ontology: GraphSummary
    registry: GraphSummary
    tallies: tuple[Tally, Tally, Tally]
    described: Blocks

    @property
    def inferred(self) -> Tally:
        """The counts of the inferred triples about resources that reports share."""
        return self.tallies[2]


def shared_files(base: Base, others: Sequence[TextTriple], cache: Cache) -> SharedFiles:
    """Return the files of the graphs that all reports share.

    Args:
        base: The triples that all reports share.
        others: The inferred triples about resources that reports share.
        cache: The cache in which the files are stored.
    """
    key = key_of(base.key, *map(" ".join, others))
    kept = cache.get(f"{key}.{_PART}", SharedFiles)
    names = ("ontology", "registry")
    if kept is not None and all(cache.has(f"{key}.{name}") for name in names):
        cache.has(f"{key}.{_PART}")
        return kept
    tallies = tally(base.ontology), tally(base.registry), tally(others)
    made = SharedFiles(
        key,
        _summary(
            "ontology", _written("ontology", base.ontology, key, cache), tallies[0]
        ),
        _summary(
            "registry", _written("registry", base.registry, key, cache), tallies[1]
        ),
        tallies,
        blocks(others),
    )
    cache.put(f"{key}.{_PART}", made)
    return made


def shared_content(name: str, files: SharedFiles, base: Base, cache: Cache) -> bytes:
    """Return the content of the Turtle file of the ontology or the registry.

    Args:
        name: The name of the graph.
        files: The files of the graphs that all reports share.
        base: The triples that all reports share.
        cache: The cache in which the files are stored.
    """
    content = cache.read(f"{files.key}.{name}")
    if content is None:  # the entry is damaged
        triples = {"ontology": base.ontology, "registry": base.registry}[name]
        content = _written(name, triples, files.key, cache)
    return content


def _written(name: str, triples: Sequence[TextTriple], key: str, cache: Cache) -> bytes:
    """Write the Turtle file of a graph to the cache, and return the content of the file."""
    content = turtle(triples)
    cache.write(f"{key}.{name}", content)
    return content


def _summary(name: str, content: bytes, counts: Tally) -> GraphSummary:
    """Return the summary of a graph from its Turtle file and its counts."""
    digest = hashlib.sha256(content).hexdigest()
    return GraphSummary(name, figures(counts), len(content), digest)
