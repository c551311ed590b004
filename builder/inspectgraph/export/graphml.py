"""GraphML: the graph as a network of nodes and edges, for Gephi, networkx and others.

The nodes are reports, inspections, statements, passages under statements, subjects of
statements, and organisations. Evidence and printed times become edges or attributes.
Entailed triples are left out, since they would repeat edges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.rdf.canonical import NamedGraph, natural
from inspectgraph.rdf.iris import current_base, report_of
from inspectgraph.rdf.namespaces import BASE, DEF, INSP, OA, ORG, RDF

__all__ = ["graphml"]

#: Classes of the project's ontology whose instances do not become nodes.
_FOLDED: Final = frozenset(
    {"Evidence", "GradeScale", "PrintedTime", "Section", "WordsSelector"}
)
_FOREIGN_NODES: Final = frozenset({ORG.ChangeEvent.value})
#: Characters that XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_START: Final = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_GRAPH: Final = '  <graph edgedefault="directed" id="inspectgraph">\n'
#: The XML escapes for characters of a text, and of the value of an attribute. An XML parser
#: reads an unescaped carriage return as a line feed.
_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE: Final = {
    **_IN_TEXT,
    **str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#09;"}),
}

_Edge = tuple[str, str, str]


def graphml(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    """Yield named graphs as one directed network in GraphML, node by node.

    Every attribute is a string, and is left out if it has no value. A node has `label`,
    `class`, `report`, `note`, `polarity`, `earliest`, `latest` and `iri`. An edge has
    `label`, the local name of its property.
    """
    facts = stated(graphs)
    iris = sorted(_nodes(facts), key=natural)
    edges = sorted(_edges(facts, frozenset(iris)), key=_edge_order)
    nodes: dict[str, dict[str, str]] = {}
    for iri in iris:
        nodes.setdefault(_identity(iri), {}).update(_attributes(facts, iri))
    keys: dict[str, str] = {}
    for name in chain.from_iterable(nodes.values()):
        keys.setdefault(name, f"d{len(keys)}")
    relation = f"d{len(keys)}"
    yield _head(keys, relation if edges else "")
    for identity, attributes in nodes.items():
        data = {keys[name]: value for name, value in attributes.items()}
        yield _element(f"node id={_quoted(identity)}", data)
    for number, (source, target, label) in enumerate(edges, 1):
        ends = (
            f"source={_quoted(_identity(source))} target={_quoted(_identity(target))}"
        )
        yield _element(f'edge {ends} id="e{number}"', {relation: _text(label)})
    yield b"  </graph>\n</graphml>\n\n"


def _head(keys: Mapping[str, str], relation: str) -> bytes:
    """Return the beginning of the file, which declares the attributes.

    Args:
        keys: The key of each attribute of nodes.
        relation: The key of the label of edges; empty if there are none.
    """
    declared = [("node", key, name) for name, key in keys.items()]
    if relation:
        declared.append(("edge", relation, "label"))
    lines = [
        f'  <key id="{key}" for="{kind}" attr.name="{name}" attr.type="string" />\n'
        for kind, key, name in reversed(declared)
    ]
    return f"{_START}{''.join(lines)}{_GRAPH}".encode()


def _element(start: str, data: Mapping[str, str]) -> bytes:
    """Return a node or an edge with its attributes.

    Args:
        start: The name of the element and its own attributes in XML.
        data: The value of each attribute, by its key.
    """
    lines = [
        f'      <data key="{key}">{value.translate(_IN_TEXT)}</data>\n'
        for key, value in data.items()
    ]
    kind = start.partition(" ")[0]
    return f"    <{start}>\n{''.join(lines)}    </{kind}>\n".encode()


def _quoted(value: str) -> str:
    """Return the value of an attribute in XML, in quotation marks."""
    return f'"{value.translate(_IN_ATTRIBUTE)}"'


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
    return report_of(f"<{iri}>")


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
    local = iri.removeprefix(BASE).removeprefix(current_base())
    return _text(local.removeprefix("id/").replace("/", ":"))


def _text(value: str) -> str:
    """Return a text with U+FFFD in place of characters that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", value)
