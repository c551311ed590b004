"""Apply the rules and shapes that need several reports.

To save time and memory, they are not applied to all triples of the reports, but only to
the triples that they use, which are mostly about judgements. These triples are in the
small part of each shard, its head.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import RdfFormat, Store

from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.inference import infer, rules
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.shards.base import FIRST_STAGE, Base
from inspectgraph.shards.shard import Head
from inspectgraph.validate.compiled import TermCheck, Unit, package_compiled
from inspectgraph.validate.findings import Finding

__all__ = ["across_reports", "base_findings"]


def across_reports(
    base: Base, heads: Sequence[Head]
) -> tuple[list[TextTriple], list[Finding]]:
    """Return the results of the rules and shapes that need several reports.

    Returns:
        The inferred triples, and the findings without source locations.
    """
    triples = [*base.ontology, *base.registry, *base.inferred]
    for head in heads:
        triples += head.triples
    store = Store()
    store.bulk_load(lines(triples), RdfFormat.N_TRIPLES)
    later = [rule for rule in rules() if rule.stage > FIRST_STAGE]
    inferred = list(map(text_triple, infer(store, later)))
    for head in heads:
        inferred += head.elsewhere
    shapes = package_compiled("corpus")
    return inferred, shapes.findings(Unit.whole([*triples, *inferred]))


def base_findings(base: Base) -> list[Finding]:
    """Return the findings of validation on the ontology and the registry.

    They do not have source locations yet.
    """
    triples = [*base.ontology, *base.registry, *base.inferred]
    unit = Unit.whole(triples)
    shapes = package_compiled("report", "ontology")
    terms = TermCheck(unit.index)
    return [*terms.findings(triples), *shapes.findings(unit)]
