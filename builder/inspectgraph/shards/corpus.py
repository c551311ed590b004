"""Apply the rules and shapes that need several reports.

They are applied to the heads of the reports. The head is the small part of a shard. It
contains only those triples of a report that these rules and shapes use, which are
mostly about judgements. This saves time and memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import RdfFormat, Store

from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.inference import infer, rules
from inspectgraph.rdf.iris import report_of
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.shards.base import FIRST_STAGE, Base
from inspectgraph.shards.shard import Head
from inspectgraph.validate.compiled import TermCheck, Unit, compiled
from inspectgraph.validate.findings import Finding
from inspectgraph.validate.shacl import read_shapes

__all__ = ["Conclusions", "across_reports", "base_findings"]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """The results that need several reports: inferred triples and findings.

    Attributes:
        of_report: The inferred triples about a report and its parts, by name of the
            report.
        others: The inferred triples about resources that reports share.
        findings: The findings of validation, without their source locations.
    """

    of_report: Mapping[str, Sequence[TextTriple]]
    others: Sequence[TextTriple]
    findings: Sequence[Finding] = field(default=())


def across_reports(base: Base, heads: Sequence[Head]) -> Conclusions:
    """Return the results of the rules and shapes that need several reports."""
    triples = [*base.ontology, *base.registry, *base.inferred]
    for head in heads:
        triples += head.triples
    store = Store()
    store.bulk_load(lines(triples), RdfFormat.N_TRIPLES)
    later = [rule for rule in rules() if rule.stage > FIRST_STAGE]
    inferred = list(map(text_triple, infer(store, later)))
    for head in heads:
        inferred += head.elsewhere
    of_report: defaultdict[str, list[TextTriple]] = defaultdict(list)
    for triple in inferred:
        of_report[report_of(triple[0])].append(triple)
    shapes = compiled(read_shapes(), frozenset({"corpus"}))
    findings = shapes.findings(Unit.whole([*triples, *inferred]))
    others = of_report.pop("", [])
    return Conclusions(of_report, others, findings)


def base_findings(base: Base) -> list[Finding]:
    """Return the findings of validation on the ontology and the registry.

    They do not have source locations yet.
    """
    triples = [*base.ontology, *base.registry, *base.inferred]
    unit = Unit.whole(triples)
    shapes = compiled(read_shapes(), frozenset({"report", "ontology"}))
    terms = TermCheck(unit.index)
    return [*terms.findings(triples), *shapes.findings(unit)]
