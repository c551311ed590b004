"""Collect all inferred triples about a report, including those from other reports."""

from __future__ import annotations

from collections.abc import Sequence

from inspectgraph.export.void_statistics import tally
from inspectgraph.rdf.canonical import split_lines
from inspectgraph.rdf.iris import graph, report
from inspectgraph.rdf.text_terms import TextTriple, quad_lines
from inspectgraph.rdf.turtle import blocks
from inspectgraph.shards.shard import Body, Finish, FinishBody

__all__ = ["finish"]


def finish(
    name: str, body: Body, conclusions: Sequence[TextTriple]
) -> tuple[Finish, FinishBody]:
    """Return the counts and the text of all inferred triples about a report.

    Args:
        name: The name of the report.
        body: The large part of the report's shard.
        conclusions: The triples about the report, inferred from several reports.
    """
    namespace = report(name).value
    inferred = [*body.inferred, *conclusions]
    stated = split_lines(body.quads, graph(name))
    described = blocks(inferred)
    counts = Finish(
        inferred=tally(inferred, namespace),
        whole=tally([*stated, *inferred], namespace),
        prefixes=dict(described.prefixes),
    )
    text = "\n".join(text for _, text in described.blocks)
    quads = quad_lines(inferred, graph("inferred"))
    return counts, FinishBody(text.encode(), quads.encode())
