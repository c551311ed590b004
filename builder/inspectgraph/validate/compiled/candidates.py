"""Find the focus nodes for which a SPARQL constraint may have a result.

Most constraints have no result in most reports. The SPARQL engine takes long to find
this out. A few look-ups in an index take less time, and exclude nodes that cannot have
a result. The engine then runs the query for all other nodes. If look-ups do not support
the form of the query, the engine runs it for all nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.sparql_patterns import (
    Group,
    compile_group,
    projection,
)
from inspectgraph.validate.compiled.sparql_reader import NotUnderstoodError, Reader
from inspectgraph.validate.compiled.sparql_search import Look, found_one
from inspectgraph.validate.compiled.sparql_values import UnsureError
from inspectgraph.validate.compiled.unit import Nodes, Unit
from inspectgraph.validate.cycles import nodes_near_circles

__all__ = ["Candidates", "compile_candidates"]

#: A function that returns those focus nodes for which a query may have a result.
Candidates = Callable[[Unit, Nodes], Iterable[str]]

_THIS: Final = frozenset({"this"})
#: A query that looks for circles of one property.
_ASKS_FOR_CIRCLES: Final = re.compile(
    r"WHERE\s*\{\s*\$this ([\w-]+:\w+) \?value \.\s+\?value \1\* \$this \.\s+\}"
)


def compile_candidates(query: str, prefixes: Mapping[str, str]) -> Candidates | None:
    """Compile a query to a function that finds candidates.

    A candidate is a node for which the query may have a result. If the query has a form
    that only the SPARQL engine supports, return None.

    Args:
        query: The query, without its prefix declarations.
        prefixes: The namespaces, keyed by prefix.
    """
    with suppress(NotUnderstoodError, re.error):
        return _compiled(query, prefixes)
    return None


def _compiled(query: str, prefixes: Mapping[str, str]) -> Candidates:
    reader = Reader(query, prefixes)
    if _ASKS_FOR_CIRCLES.search(query):
        return _in_circles(reader)
    projection(reader)
    group = compile_group(reader)
    if reader.token.text:
        raise NotUnderstoodError(reader.token.text)
    return _searched(group.compiled(_THIS)(found_one), _required(group))


def _required(group: Group) -> list[str]:
    """Return the properties that a focus node must have to match a group of triple patterns."""
    return [
        pattern.path.property
        for pattern in group.patterns
        if pattern.subject == "?this" and pattern.path.property
    ]


def _searched(look: Look, required: Sequence[str]) -> Candidates:
    def candidates(unit: Unit, nodes: Nodes) -> Iterable[str]:
        data = unit.index
        return [
            node
            for node in _having(unit, nodes, required)
            if _possible(look, data, node)
        ]

    return candidates


def _possible(look: Look, data: TripleIndex, node: str) -> bool:
    """Return whether a query may have a result for a node.

    The result is False only if the query certainly has no result.
    """
    try:
        return look(data, {"this": node})
    except UnsureError:
        return True


def _having(unit: Unit, nodes: Nodes, required: Sequence[str]) -> Iterable[str]:
    """Return the nodes that may have all the required properties.

    A node is returned in either of two cases. In the first case, the unit's own triples
    give the node the rarest required property. In the second case, the unit's own
    triples and the shared triples both describe the node. All nodes are returned if no
    property is required, or if the unit checks every node.

    Args:
        unit: The triples that are validated together, such as those of a report.
        nodes: The nodes to choose from.
        required: The IRIs of the required properties.
    """
    if not required or unit.answers_for is None:
        return nodes
    data = unit.index
    found = min(map(data.describing, required), key=len)
    return [
        node
        for node in {**dict.fromkeys(found), **dict.fromkeys(data.mixed)}
        if node in nodes
    ]


def _in_circles(reader: Reader) -> Candidates:
    """Compile a query that searches for cycles of triples with one property.

    Return a function that finds the nodes that may be in such a cycle.

    Args:
        reader: The tokens of the query. The property is the first token after `$this`.
    """
    while reader.take().text != "{":
        pass
    reader.demand("$THIS")
    name = reader.iri()

    def candidates(unit: Unit, nodes: Nodes) -> Iterable[str]:
        near = nodes_near_circles(_links(unit.index, name))
        return [node for node in nodes if node in near] if near else ()

    return candidates


def _links(data: TripleIndex, name: str) -> Iterator[tuple[str, str]]:
    for subject in data.subjects_of(name):
        for value in data.values(subject, name):
            yield subject, value
