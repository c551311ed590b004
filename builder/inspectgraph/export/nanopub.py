"""Write nanopublications: each statement with its provenance and publication info, in TriG.

A nanopublication has four named graphs. The head names the other three graphs. The
assertion is the statement itself. The provenance has the passages, the words in the
passages, and the curation. The publication info names the creator and the licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_terms import LICENCE
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, PROV, RDF
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import trig

__all__ = ["nanopublications"]

_NP: Final = "http://www.nanopub.org/nschema#"
#: The IRI of the nanopublication of a statement, after that of the statement.
_PART: Final = "/nanopublication"
_TYPE, _EVIDENCE = str(RDF.type), str(INSP.evidence)
_DERIVED: Final = f"<{PROV.base}wasDerivedFrom>"
_JUDGED: Final = str(INSP.judgedAuthority)

_Facts = Mapping[str, Sequence[TextTriple]]


def nanopublications(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    """Yield a nanopublication for each statement of each report.

    Args:
        graphs: The named graphs. The graph of inferred triples comes before the graphs
            of reports.
    """
    judged: dict[str, TextTriple] = {}
    for one in graphs:
        if one.report:
            yield from _of_report(one, judged)
        for triple in one.triples:
            if triple[1] == _JUDGED:
                judged[triple[0]] = triple


def _of_report(one: NamedGraph, judged: Mapping[str, TextTriple]) -> Iterator[bytes]:
    """Yield the nanopublications of one report."""
    facts: dict[str, list[TextTriple]] = {}
    for triple in one.triples:
        facts.setdefault(triple[0], []).append(triple)
    statements = [
        start for start, predicate, _ in one.triples if predicate == str(INSP.statedIn)
    ]
    curation = _curation(facts)
    for statement in sorted(set(statements)):
        stated = [
            *facts[statement],
            *([judged[statement]] if statement in judged else []),
        ]
        yield _nanopublication(one.report, statement, stated, facts, curation)


def _curation(facts: _Facts) -> list[TextTriple]:
    """Return the triples that describe the curation of a report.

    The triples also describe the agents of the curation.
    """
    starts = [
        end
        for triples in facts.values()
        for _, predicate, end in triples
        if predicate == str(INSP.curation)
    ]
    return [triple for start in starts for triple in _reached(start, facts)]


def _nanopublication(
    report: str,
    statement: str,
    stated: Sequence[TextTriple],
    facts: _Facts,
    curation: Sequence[TextTriple],
) -> bytes:
    """Return the four graphs of one nanopublication in TriG."""
    base = f"{statement[1:-1]}{_PART}"
    itself = f"<{base}>"
    head, assertion, provenance, info = (
        NamedNode(f"{base}#{name}")
        for name in ("Head", "assertion", "provenance", "pubinfo")
    )
    parts = [
        (itself, _TYPE, f"<{_NP}Nanopublication>"),
        (itself, f"<{_NP}hasAssertion>", str(assertion)),
        (itself, f"<{_NP}hasProvenance>", str(provenance)),
        (itself, f"<{_NP}hasPublicationInfo>", str(info)),
    ]
    asserted = _asserted(statement, stated, facts)
    return (
        trig(
            [
                (head, parts, report),
                (assertion, [one for one in asserted if one[1] != _EVIDENCE], report),
                (provenance, _provenance(assertion, asserted, facts, curation), report),
                (info, _publication(itself, report, curation), report),
            ]
        )
        + b"\n"
    )


def _asserted(
    statement: str, stated: Sequence[TextTriple], facts: _Facts
) -> list[TextTriple]:
    """Return the triples of a statement and of its parts, times and comparators."""
    report = statement.partition("/statement/")[0]
    found = list(stated)
    for _, predicate, end in stated:
        if predicate != _EVIDENCE and end.startswith(f"{report}/"):
            kind = end.removeprefix(f"{report}/").partition("/")[0]
            if kind not in {"statement", "unit"}:
                found += _reached(end, facts)
    return list(dict.fromkeys(found))


def _reached(start: str, facts: _Facts) -> list[TextTriple]:
    """Return the triples of a resource and of the resources linked to it.

    Links to evidence and to other statements are not followed.
    """
    found = list(facts.get(start, ()))
    for _, predicate, end in tuple(found):
        if predicate != _EVIDENCE and "/statement/" not in end and end in facts:
            found += facts[end]
    return found


def _provenance(
    assertion: NamedNode,
    asserted: Sequence[TextTriple],
    facts: _Facts,
    curation: Sequence[TextTriple],
) -> list[TextTriple]:
    """Return the provenance of an assertion: passages, words in passages, and curation."""
    found: list[TextTriple] = []
    for triple in asserted:
        if triple[1] == _EVIDENCE:
            found += [triple, *_reached(triple[2], facts)]
    sources = [end for _, predicate, end in found if predicate == str(OA.hasSource)]
    # A passage is named; its length and digest are in the graph of the report.
    found = [triple for triple in found if triple[0] not in sources]
    found += [(str(assertion), _DERIVED, source) for source in sources]
    activities = [start for start, _, end in curation if end == str(PROV.Activity)]
    found += [
        (str(assertion), str(PROV.wasGeneratedBy), activity) for activity in activities
    ]
    return list(dict.fromkeys([*found, *curation]))


def _publication(
    itself: str, report: str, curation: Sequence[TextTriple]
) -> list[TextTriple]:
    """Return the creator, the date and the licence of a nanopublication, as triples."""
    found = [
        (itself, f"<{DCTERMS.base}license>", str(LICENCE)),
        (itself, f"<{DCTERMS.base}isPartOf>", str(graph(report))),
    ]
    for _, predicate, end in curation:
        if predicate == str(PROV.wasAssociatedWith):
            found.append((itself, f"<{DCTERMS.base}creator>", end))
        if predicate == str(INSP.curatedOn):
            found.append((itself, f"<{DCTERMS.base}created>", end))
    return found
