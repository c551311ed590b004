"""GraphML: the graph as a network of nodes and edges, for Gephi, networkx and others.

The nodes are reports, inspections, statements, passages under statements, subjects of
statements, and organisations. Evidence and printed times become edges or attributes.
Entailed triples are left out, since they would repeat edges.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.rdf.canonical import NamedGraph, natural
from inspectgraph.rdf.namespaces import BASE, DEF, INSP, OA, ORG, RDF

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.MultiDiGraph[str]

__all__ = ["graphml"]

#: Classes of the project's ontology whose instances do not become nodes.
_FOLDED: Final = frozenset({"Evidence", "GradeScale", "PrintedTime", "WordsSelector"})
_FOREIGN_NODES: Final = frozenset({ORG.ChangeEvent.value})
_REPORTS: Final = f"{BASE}id/report/"
#: Characters that XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_Edge = tuple[str, str, str]


def graphml(graphs: Sequence[NamedGraph]) -> bytes:
    """Return named graphs as one directed network in GraphML.

    Every attribute is a string, and is left out if it has no value. A node has `label`,
    `class`, `report`, `note`, `polarity`, `earliest`, `latest` and `iri`. An edge has
    `label`, the local name of its property.
    """
    import networkx as nx

    content = io.BytesIO()
    nx.write_graphml_xml(_network(stated(graphs)), content)
    # An XML parser reads a plain carriage return as a line feed.
    return content.getvalue().replace(b"\r", b"&#13;") + b"\n"


def _network(facts: Facts) -> Network:
    """Return the network, with nodes and edges sorted so that its bytes never vary."""
    import networkx as nx

    network: Network = nx.MultiDiGraph(id="inspectgraph")
    nodes = sorted(_nodes(facts), key=natural)
    for iri in nodes:
        network.add_node(_identity(iri), **_attributes(facts, iri))
    edges = sorted(_edges(facts, frozenset(nodes)), key=_edge_order)
    for number, (source, target, relation) in enumerate(edges, 1):
        ends = _identity(source), _identity(target)
        network.add_edge(*ends, key=f"e{number}", label=_text(relation))
    return network


def _edge_order(edge: _Edge) -> tuple[object, ...]:
    """Return the sorting key of an edge."""
    return tuple(map(natural, edge))


def _nodes(facts: Facts) -> Iterator[str]:
    """Yield the IRIs of all resources that become nodes."""
    for iri, links in facts.linked.items():
        if _is_node(links.get(RDF.type.value, ())):
            yield iri


def _is_node(classes: Iterable[str]) -> bool:
    """Return whether a resource with these classes becomes a node."""
    if not _FOREIGN_NODES.isdisjoint(classes):
        return True
    ours = set()
    for name in classes:
        if name.startswith(DEF):
            ours.add(name.removeprefix(DEF))
    if not ours:
        return False
    return ours.isdisjoint(_FOLDED)


def _edges(facts: Facts, nodes: frozenset[str]) -> Iterator[_Edge]:
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
    """Yield the IRIs of the passages with the evidence of a statement."""
    for evidence in facts.links(iri, INSP.evidence):
        yield from facts.links(evidence, OA.hasSource)


def _attributes(facts: Facts, iri: str) -> dict[str, str]:
    """Return those attributes of a node that have a value."""
    times = list(chain.from_iterable(facts.linked[iri].values()))
    found = {
        "label": facts.label(iri),
        "class": facts.kind(iri),
        "report": _report(iri),
        "note": facts.text(iri, INSP.note) or facts.text(iri, INSP.what),
        "polarity": next(iter(facts.labels(iri, INSP.polarity)), ""),
        "earliest": min(_days(facts, times, INSP.earliest), default=""),
        "latest": max(_days(facts, times, INSP.latest), default=""),
        "iri": iri,
    }
    kept: dict[str, str] = {}
    for name, value in found.items():
        if value:
            kept[name] = _text(value)
    return kept


def _report(iri: str) -> str:
    """Return the id of the report that contains a node, or an empty string.

    >>> _report("https://w3id.org/inspectgraph/id/report/netherford-sif-2015/unit/p1")
    'netherford-sif-2015'
    """
    if not iri.startswith(_REPORTS):
        return ""
    return iri.removeprefix(_REPORTS).split("/")[0]


def _days(facts: Facts, times: Iterable[str], bound: NamedNode) -> Iterator[str]:
    """Yield the earliest or the latest day of each printed time.

    `bound` is `insp:earliest` or `insp:latest`.
    """
    for time in times:
        yield from facts.texts(time, bound)


def _identity(iri: str) -> str:
    """Return the GraphML id of a node, made from the end of its IRI.

    >>> _identity("https://w3id.org/inspectgraph/id/authority/knowsley")
    'authority:knowsley'
    """
    return _text(iri.removeprefix(BASE).removeprefix("id/").replace("/", ":"))


def _text(value: str) -> str:
    """Return a text with U+FFFD in place of characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", value)
