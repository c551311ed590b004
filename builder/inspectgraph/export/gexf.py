"""Write a network in GEXF 1.2, for Gephi and other software."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from inspectgraph.export.xml_text import in_attribute
from inspectgraph.networks.network import Attributes, Network

__all__ = ["gexf_of"]

_START: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://www.gexf.net/1.2draft"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.gexf.net/1.2draft'
    ' http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">\n'
)
_TYPES: Final = {str: "string", int: "long", float: "double"}
#: Attributes that GEXF writes as attributes of the element, and not as values.
_OWN: Final = ("label", "weight", "start", "end")

#: The id and the type of each attribute by name.
_Declared = dict[str, tuple[str, str]]


def gexf_of(network: Network) -> Iterator[bytes]:
    """Yield a network in GEXF 1.2, node by node.

    If a node or an edge has a first and a last day, it exists from the first to the
    last day. Otherwise, it always exists.
    """
    rows = [*network.nodes.values(), *(edge.attributes for edge in network.edges)]
    has_days = any("start" in attributes for attributes in rows)
    mode = ' mode="dynamic" timeformat="date"' if has_days else ' mode="static"'
    default = "directed" if network.directed else "undirected"
    yield f'{_START}  <graph defaultedgetype="{default}"{mode}>\n'.encode()
    nodes = _declared(network.nodes.values())
    edges = _declared([edge.attributes for edge in network.edges])
    yield _declarations("node", nodes)
    yield _declarations("edge", edges)
    yield b"    <nodes>\n"
    for identity, attributes in network.nodes.items():
        yield _element(f"node id={in_attribute(identity)}", attributes, nodes)
    yield b"    </nodes>\n    <edges>\n"
    for number, edge in enumerate(network.edges, 1):
        ends = f"source={in_attribute(edge.source)} target={in_attribute(edge.target)}"
        yield _element(f'edge id="e{number}" {ends}', edge.attributes, edges)
    yield b"    </edges>\n  </graph>\n</gexf>\n"


def _declared(rows: Iterable[Attributes]) -> _Declared:
    """Return the id and type of each attribute that GEXF itself does not define, keyed by name."""
    found: _Declared = {}
    for attributes in rows:
        for name, value in attributes.items():
            if name not in _OWN and name not in found:
                found[name] = f"a{len(found)}", _TYPES[type(value)]
    return found


def _declarations(kind: str, declared: _Declared) -> bytes:
    """Return the XML element that declares all attributes of nodes, or all attributes of edges."""
    if not declared:
        return b""
    lines = [
        f'      <attribute id="{key}" title={in_attribute(name)} type="{value}"/>\n'
        for name, (key, value) in declared.items()
    ]
    start = f'    <attributes class="{kind}" mode="static">\n'
    return f"{start}{''.join(lines)}    </attributes>\n".encode()


def _element(start: str, attributes: Attributes, declared: _Declared) -> bytes:
    """Return the XML element of a node or an edge.

    Args:
        start: The beginning of the element: its name and its id. The beginning of an
            edge also has the ids of the two nodes.
        attributes: All attributes of the node or edge.
        declared: The id and type of each attribute that GEXF itself does not define.
    """
    own = [
        f" {name}={in_attribute(str(attributes[name]))}"
        for name in _OWN
        if name in attributes
    ]
    values = [
        f'          <attvalue for="{declared[name][0]}" value={in_attribute(str(value))}/>\n'
        for name, value in attributes.items()
        if name in declared
    ]
    if not values:
        return f"      <{start}{''.join(own)}/>\n".encode()
    inner = f"        <attvalues>\n{''.join(values)}        </attvalues>\n"
    kind = start.partition(" ")[0]
    return f"      <{start}{''.join(own)}>\n{inner}      </{kind}>\n".encode()
