"""Apply the rules and shapes that need data from several reports.

To save time and memory, these rules and shapes get only the triples that they use, not
all triples of the reports. Most of these triples are about judgements. Each report has
a shard, which contains the results for the report. The shard also lists the triples
that these rules and shapes use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from pyoxigraph import RdfFormat, Store

from inspectgraph.rdf.canonical import text_triple
from inspectgraph.rdf.inference import infer, rules
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.shards.base import FIRST_STAGE, Base
from inspectgraph.validate.compiled import TermCheck, Unit, package_compiled
from inspectgraph.validate.findings import Finding

__all__ = ["across_reports", "base_findings"]


def across_reports(
    base: Base, used: Iterable[TextTriple], elsewhere: Iterable[TextTriple]
) -> tuple[list[TextTriple], list[Finding]]:
    """Return the results of the rules and shapes that need data from several reports.

    Args:
        base: The triples that all reports share.
        used: The triples from all reports that these rules and shapes use.
        elsewhere: The triples that were inferred from one report, but are about
            resources outside that report.

    Returns:
        The inferred triples, and the findings without source locations.
    """
    triples = [*base.triples, *used]
    store = Store()
    store.bulk_load(lines(triples), RdfFormat.N_TRIPLES)
    later = [rule for rule in rules() if rule.stage > FIRST_STAGE]
    inferred = [*map(text_triple, infer(store, later)), *elsewhere]
    shapes = package_compiled("corpus")
    return inferred, shapes.findings(Unit.whole([*triples, *inferred]))


def base_findings(base: Base) -> Sequence[Finding]:
    """Return the validation findings on the ontology and the registry.

    The findings do not have source locations yet.
    """
    return _findings_of(tuple(base.triples))


@lru_cache(maxsize=4)
def _findings_of(triples: Sequence[TextTriple]) -> Sequence[Finding]:
    """Return the findings from validating the base of a build: the ontology and the registry.

    Recent results are cached, in case the program runs several builds.
    """
    unit = Unit.whole(triples)
    shapes = package_compiled("report", "ontology")
    terms = TermCheck(unit.index)
    return (*terms.findings(triples), *shapes.findings(unit))
