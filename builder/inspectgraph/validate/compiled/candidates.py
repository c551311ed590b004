"""Find the focus nodes for which a SPARQL constraint can have an answer.

Most constraints have none in most reports. To find that out by a few look-ups costs much
less than to load the report into a store and to ask the engine a hundred queries. The
look-ups only rule nodes out: every answer comes from the engine, and what is not
understood with certainty is left to it.
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

#: Returns those of some focus nodes for which there can be an answer.
Candidates = Callable[[Unit, Nodes], Iterable[str]]

_THIS: Final = frozenset({"this"})
#: A query that looks for circles of one property.
_ASKS_FOR_CIRCLES: Final = re.compile(
    r"WHERE\s*\{\s*\$this ([\w-]+:\w+) \?value \.\s+\?value \1\* \$this \.\s+\}"
)


def compile_candidates(query: str, prefixes: Mapping[str, str]) -> Candidates | None:
    """Compile the look-ups for a query, or return None if it is not understood.

    Args:
        query: The query without its prologue.
        prefixes: The namespaces by their prefixes.
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
    """Return the properties that $this must have."""
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
    """Return whether a query can have an answer for a node."""
    try:
        return look(data, {"this": node})
    except UnsureError:
        return True


def _having(unit: Unit, nodes: Nodes, required: Sequence[str]) -> Iterable[str]:
    """Return those of some nodes that have the rarest of the properties required."""
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
    """Return the look-up of nodes that can lie in a circle of the property that follows $this."""
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
