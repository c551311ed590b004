"""Facts about a published named graph, for the catalogue and the README."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from inspectgraph.export.void_statistics import Figures, count
from inspectgraph.rdf.canonical import GraphName, NamedGraph

__all__ = ["GraphSummary", "summary_of"]


@dataclass(frozen=True, slots=True)
class GraphSummary(GraphName):
    """Facts about a published named graph: its name, its counts, and its Turtle file.

    Attributes:
        figures: The statistics of the graph, such as the number of triples.
        size: The number of bytes of the Turtle file.
        digest: The SHA-256 of the Turtle file, in hexadecimal digits.
    """

    figures: Figures
    size: int
    digest: str


def summary_of(named: NamedGraph, file: bytes) -> GraphSummary:
    """Return the summary of a named graph, from the content of its Turtle file."""
    digest = hashlib.sha256(file).hexdigest()
    return GraphSummary(named.name, count(named.triples), len(file), digest)
