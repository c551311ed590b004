"""Write a network in GraphML, for Gephi, networkx and other software."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from inspectgraph.export.full_network import full_network
from inspectgraph.export.xml_text import in_text
from inspectgraph.networks.network import Attributes, Network
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import BASE

__all__ = ["graphml", "graphml_of"]

_START: Final = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_NO_TOKEN: Final = re.compile(r"[^\w.:-]")
#: The names of the types of values.
_TYPES: Final = {str: "string", int: "long", float: "double"}

#: The key of each attribute, by what has it and by name, with the type of its values.
_Keys = dict[tuple[str, str], tuple[str, str]]


def graphml(graphs: Iterable[NamedGraph]) -> Iterator[bytes]:
    """Yield the network of named graphs in GraphML, node by node, with directed edges."""
    return graphml_of(full_network(graphs))


def graphml_of(network: Network) -> Iterator[bytes]:
    """Yield a network in GraphML, node by node.

    Numbers have a numeric type. The schema of GraphML allows no slash in an id. So the
    id of a node is made from the end of the IRI, and the whole IRI is the attribute
    `iri`.
    """
    ids = _ids(network.nodes)
    keys: _Keys = {}
    for attributes in network.nodes.values():
        _declare(keys, "node", {**attributes, "iri": ""})
    for edge in network.edges:
        _declare(keys, "edge", edge.attributes)
    yield _head(keys, directed=network.directed)
    for iri, attributes in network.nodes.items():
        data = _data(keys, "node", {**attributes, "iri": iri})
        yield _element(f'node id="{ids[iri]}"', data)
    for number, edge in enumerate(network.edges, 1):
        ends = f'source="{ids[edge.source]}" target="{ids[edge.target]}"'
        yield _element(
            f'edge {ends} id="e{number}"', _data(keys, "edge", edge.attributes)
        )
    yield b"  </graph>\n</graphml>\n\n"


def _ids(iris: Iterable[str]) -> dict[str, str]:
    """Return a unique id for each IRI."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for iri in iris:
        identity = _identity(iri)
        while identity in taken:
            identity += "-"
        taken.add(identity)
        found[iri] = identity
    return found


def _identity(iri: str) -> str:
    """Return an XML name token, made from the end of an IRI.

    >>> _identity("https://w3id.org/inspectgraph/id/authority/knowsley")
    'authority:knowsley'
    """
    local = iri.removeprefix(BASE).removeprefix(current_base()).removeprefix("id/")
    return _NO_TOKEN.sub("-", local.replace("/", ":"))


def _declare(keys: _Keys, kind: str, attributes: Attributes) -> None:
    """Declare a key for each attribute that has no key yet."""
    for name, value in attributes.items():
        if (kind, name) not in keys:
            keys[kind, name] = f"d{len(keys)}", _TYPES[type(value)]


def _head(keys: _Keys, *, directed: bool) -> bytes:
    """Return the beginning of the file, with the declarations of attributes."""
    lines = [
        f'  <key id="{key}" for="{kind}" attr.name="{name}" attr.type="{value}" />\n'
        for (kind, name), (key, value) in reversed(keys.items())
    ]
    default = "directed" if directed else "undirected"
    graph = f'  <graph edgedefault="{default}" id="inspectgraph">\n'
    return f"{_START}{''.join(lines)}{graph}".encode()


def _data(keys: _Keys, kind: str, attributes: Attributes) -> dict[str, str]:
    """Return the value of each attribute, keyed by the attribute's key in the file."""
    return {keys[kind, name][0]: str(value) for name, value in attributes.items()}


def _element(start: str, data: Mapping[str, str]) -> bytes:
    """Return a node or an edge with its attributes.

    Args:
        start: The name and the XML attributes of the element, as XML.
        data: The value of each GraphML attribute, keyed by the attribute's key in the
            file.
    """
    lines = [
        f'      <data key="{key}">{in_text(value)}</data>\n'
        for key, value in data.items()
    ]
    kind = start.partition(" ")[0]
    return f"    <{start}>\n{''.join(lines)}    </{kind}>\n".encode()
