"""The whole graph as a network of nodes and edges.

The nodes are reports, inspections, statements, passages that are evidence, subjects of
statements, and organisations. Evidence and printed times become edges or attributes.
Entailed triples are left out, since they would only repeat other edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.model.errors import shorten
from inspectgraph.networks.network import Edge, Network
from inspectgraph.rdf.canonical import NamedGraph, natural
from inspectgraph.rdf.iris import report_of
from inspectgraph.rdf.namespaces import DEF, INSP, OA, ORG, RDF

__all__ = ["full_network"]

#: Classes of the project's ontology whose instances do not become nodes.
_FOLDED: Final = frozenset(
    {"Evidence", "GradeScale", "PrintedTime", "Section", "WordsSelector"}
)
_FOREIGN_NODES: Final = frozenset({ORG.ChangeEvent.value})
#: The most characters of a label.
_LONGEST_LABEL: Final = 80


def full_network(graphs: Iterable[NamedGraph]) -> Network:
    """Return named graphs as one directed network, with an edge for each relation.

    A node has the attributes `label`, `class`, `name`, `report`, `note`, `polarity`,
    `grade`, `aspect`, `unit`, `value`, `start` and `end`. An attribute that has no
    value is left out. `value` is a number, and `start` and `end` are days. An edge has
    the attribute `label`, which is the local name of its property.
    """
    facts = stated(graphs)
    iris = sorted(_nodes(facts), key=natural)
    edges = sorted(_edges(facts, frozenset(iris)), key=_edge_order)
    return Network(
        {iri: _attributes(facts, iri) for iri in iris},
        [Edge(source, target, {"label": label}) for source, target, label in edges],
        parallel=True,
    )


def _edge_order(edge: tuple[str, str, str]) -> tuple[object, ...]:
    """Return the sort key of an edge."""
    return tuple(map(natural, edge))


def _nodes(facts: Facts) -> Iterator[str]:
    """Yield the IRIs of all resources that become nodes."""
    for iri, links in facts.linked.items():
        if _is_node(links.get(RDF.type.value, ())):
            yield iri


def _is_node(classes: Iterable[str]) -> bool:
    """Return whether a resource becomes a node, given its classes."""
    if not _FOREIGN_NODES.isdisjoint(classes):
        return True
    ours = set()
    for name in classes:
        if name.startswith(DEF):
            ours.add(name.removeprefix(DEF))
    if not ours:
        return False
    return ours.isdisjoint(_FOLDED)


def _edges(facts: Facts, nodes: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each edge: source, target, and the local name of the property."""
    for iri in nodes:
        for predicate, others in facts.linked[iri].items():
            for other in others:
                if other in nodes:
                    yield iri, other, slug(predicate)
        for passage in _passages(facts, iri):
            if passage in nodes:
                yield iri, passage, "evidence"


def _passages(facts: Facts, iri: str) -> Iterator[str]:
    """Yield the IRIs of the passages that are evidence of a statement."""
    for evidence in facts.links(iri, INSP.evidence):
        yield from facts.links(evidence, OA.hasSource)


def _attributes(facts: Facts, iri: str) -> dict[str, str | int | float]:
    """Return the attributes of a node, leaving out attributes that have no value."""
    times = list(chain.from_iterable(facts.linked[iri].values()))
    value = facts.text(iri, INSP.value)
    found: dict[str, str | float | int] = {
        "label": _label(facts, iri),
        "class": facts.kind(iri),
        "name": facts.label(iri),
        "report": _report(iri),
        "note": facts.text(iri, INSP.note) or facts.text(iri, INSP.what),
        "polarity": next(iter(facts.labels(iri, INSP.polarity)), ""),
        "grade": next(iter(facts.labels(iri, INSP.grade)), ""),
        "aspect": next(iter(facts.labels(iri, INSP.aspect)), ""),
        "unit": next(iter(facts.labels(iri, INSP.measureUnit)), ""),
        "start": min(_days(facts, times, INSP.earliest), default=""),
        "end": max(_days(facts, times, INSP.latest), default=""),
    }
    kept = {name: each for name, each in found.items() if each}
    if value:
        kept["value"] = float(value)
    return kept


def _label(facts: Facts, iri: str) -> str:
    """Return the name of a node in a picture.

    The name of a statement is its note. The name of a judgement is its aspect and
    grade. Any other resource has its usual name.
    """
    note = facts.text(iri, INSP.note) or facts.text(iri, INSP.what)
    if note:
        return shorten(note, _LONGEST_LABEL)
    grade = next(iter(facts.labels(iri, INSP.grade)), "")
    aspect = next(iter(facts.labels(iri, INSP.aspect)), "")
    if grade and aspect:
        return f"{aspect}: {grade}"
    return facts.label(iri)


def _report(iri: str) -> str:
    """Return the id of the report that contains a node, or an empty string.

    >>> _report("https://w3id.org/inspectgraph/id/report/netherford-sif-2015/unit/p1")
    'netherford-sif-2015'
    """
    return report_of(f"<{iri}>")


def _days(facts: Facts, times: Iterable[str], bound: NamedNode) -> Iterator[str]:
    """Yield the earliest or latest day of each printed time.

    `bound` is `insp:earliest` or `insp:latest`.
    """
    for time in times:
        yield from facts.texts(time, bound)
