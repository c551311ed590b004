"""GraphML: the network of things and how they are linked, for Gephi, networkx and their like.

Nodes are reports, inspections, statements and the passages they rest on, what they are
about, and those concerned. What only leads from one of these to another (evidence,
printed times) becomes an edge or an attribute; what follows from the ontology is left
out, so that nothing is linked twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.rdf.canonical import NamedGraph, natural
from inspectgraph.rdf.namespaces import BASE, DEF, INSP, OA, ORG, RDF

__all__ = ["graphml"]

#: Classes of ours whose things are no nodes.
_FOLDED: Final = frozenset({"Evidence", "GradeScale", "PrintedTime", "WordsSelector"})
_FOREIGN_NODES: Final = frozenset({ORG.ChangeEvent.value})
_REPORTS: Final = f"{BASE}id/report/"
#: Characters that XML 1.0 cannot hold.
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_KEYS: Final = (
    "label",
    "class",
    "report",
    "note",
    "polarity",
    "earliest",
    "latest",
    "iri",
)
_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def graphml(graphs: Sequence[NamedGraph]) -> bytes:
    """Return named graphs as one directed network in GraphML."""
    facts = stated(graphs)
    nodes = sorted(_nodes(facts), key=natural)
    edges = sorted(
        _edges(facts, frozenset(nodes)), key=lambda edge: tuple(map(natural, edge))
    )
    return "".join(
        (
            _HEAD,
            *(_key(name, "node") for name in _NODE_KEYS),
            _key("relation", "edge", "label"),
            '  <graph id="inspectgraph" edgedefault="directed">\n',
            *(_node(facts, iri) for iri in nodes),
            *(_edge(number, edge) for number, edge in enumerate(edges, 1)),
            "  </graph>\n</graphml>\n",
        )
    ).encode()


def _nodes(facts: Facts) -> Iterator[str]:
    """Yield everything of a class of ours that is no mere link between two others."""
    for iri, links in facts.linked.items():
        kinds = links.get(RDF.type.value, ())
        ours = {kind.removeprefix(DEF) for kind in kinds if kind.startswith(DEF)}
        if (ours and not ours & _FOLDED) or _FOREIGN_NODES.intersection(kinds):
            yield iri


def _edges(facts: Facts, nodes: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the relations between nodes: from, to, and the property's name."""
    for iri in nodes:
        for predicate, others in facts.linked[iri].items():
            for other in others:
                if other in nodes:
                    yield iri, other, slug(predicate)
        for evidence in facts.links(iri, INSP.evidence):
            for passage in facts.links(evidence, OA.hasSource):
                if passage in nodes:
                    yield iri, passage, "evidence"


def _node(facts: Facts, iri: str) -> str:
    """Return a node and what is known of it."""
    times = [time for others in facts.linked[iri].values() for time in others]
    known = {
        "label": facts.label(iri),
        "class": facts.kind(iri),
        "report": (
            iri.removeprefix(_REPORTS).split("/")[0] if iri.startswith(_REPORTS) else ""
        ),
        "note": facts.text(iri, INSP.note) or facts.text(iri, INSP.what),
        "polarity": next(iter(facts.labels(iri, INSP.polarity)), ""),
        "earliest": min(_days(facts, times, earliest=True), default=""),
        "latest": max(_days(facts, times, earliest=False), default=""),
        "iri": iri,
    }
    data = "".join(
        f'<data key="{name}">{_text(value)}</data>'
        for name, value in known.items()
        if value
    )
    return f"    <node id={_identity(iri)}>{data}</node>\n"


def _days(facts: Facts, times: Iterable[str], *, earliest: bool) -> Iterator[str]:
    """Yield the days between which printed times lie; other things have none."""
    for time in times:
        yield from facts.texts(time, INSP.earliest if earliest else INSP.latest)


def _edge(number: int, edge: tuple[str, str, str]) -> str:
    source, target, relation = edge
    ends = f"source={_identity(source)} target={_identity(target)}"
    return (
        f'    <edge id="e{number}" {ends}><data'
        f' key="relation">{_text(relation)}</data></edge>\n'
    )


def _key(identity: str, domain: str, name: str = "") -> str:
    return (
        f'  <key id="{identity}" for="{domain}" attr.name="{name or identity}"'
        ' attr.type="string"/>\n'
    )


def _identity(iri: str) -> str:
    """Return the name of a node: readable, and a name token as GraphML asks.

    >>> _identity("https://w3id.org/inspectgraph/id/authority/knowsley")
    '"authority:knowsley"'
    """
    return quoteattr(iri.removeprefix(BASE).removeprefix("id/").replace("/", ":"))


def _text(value: str) -> str:
    """Return a text of an element; a carriage return would be read back as a line feed."""
    return escape(_FORBIDDEN.sub("\ufffd", value), {"\r": "&#13;"})
