"""Collect all inferred triples about a report, including those inferred from several reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from heapq import merge

from inspectgraph.export.void_statistics import Counted, counted
from inspectgraph.rdf.iris import graph, report
from inspectgraph.rdf.text_terms import TextTriple, quad_lines
from inspectgraph.rdf.turtle import Block, blocks, subject_key
from inspectgraph.shards.shard import Finish, FinishBody, Inferred

__all__ = ["describe", "finish"]


def describe(name: str, stated: Counted, triples: Sequence[TextTriple]) -> Inferred:
    """Return the triples inferred about one report, in the form that `finish` needs.

    Args:
        name: The name of the report.
        stated: The counts of the report's named graph, such as the number of triples.
        triples: The inferred triples about the report. They are inferred from the
            triples of the report and the triples that all reports share.
    """
    namespace = report(name).value
    described = blocks(triples)
    return Inferred(
        triples=tuple(triples),
        described=tuple(described.blocks),
        prefixes=dict(described.prefixes),
        counts=counted(triples, namespace),
        whole=stated.with_more(triples, namespace),
    )


def finish(
    name: str, own: Inferred, conclusions: Sequence[TextTriple]
) -> tuple[Finish, FinishBody]:
    """Return the counts and the Turtle text of all inferred triples about a report.

    Args:
        name: The name of the report.
        own: The triples inferred from this report alone.
        conclusions: The triples about the report that are inferred from several
            reports.
    """
    namespace = report(name).value
    more = set(conclusions).difference(own.triples)
    touched = {subject for subject, _, _ in more}
    again = blocks([*more, *(one for one in own.triples if one[0] in touched)])
    text = _together(own.described, touched, again.blocks)
    counts = Finish(
        inferred=own.counts.with_more(more, namespace).tally,
        whole=own.whole.with_more(more, namespace).tally,
        prefixes={**own.prefixes, **again.prefixes},
    )
    quads = quad_lines([*own.triples, *sorted(more)], graph("inferred"))
    return counts, FinishBody(text.encode(), quads.encode())


def _together(
    described: Iterable[Block], touched: Collection[str], again: Iterable[Block]
) -> str:
    """Return one text that describes all subjects.

    For some subjects, a new description replaces the old description.

    Args:
        described: The old descriptions.
        touched: The subjects whose old descriptions are replaced.
        again: The new descriptions of these subjects.
    """
    replaced = {subject_key(subject) for subject in touched}
    rest = (block for block in described if block[0] not in replaced)
    return "\n".join(text for _, text in merge(rest, again))
