"""The validation unit: triples that are validated together, such as a report.

A unit also has access to the triples that all units share, and to a store for SPARQL
queries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    Variable,
    parse,
)

from inspectgraph.rdf.term_parts import to_term
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.rdf.triple_index import TripleIndex

__all__ = [
    "Heads",
    "Nodes",
    "Row",
    "Shared",
    "SharedStore",
    "Unit",
    "stored_term",
]

#: The triples that other units have about a node, by node.
Heads = Mapping[str, Collection[TextTriple]]
_NO_HEADS: Final[Heads] = MappingProxyType({})

#: Nodes in order, without repeats.
Nodes = Mapping[str, None]

#: A row of a result: the text of each term, by the name of its variable.
Row = Mapping[str, str]

_SHARED: Final = NamedNode("urn:inspectgraph:shared")
_UNIT: Final = NamedNode("urn:inspectgraph:unit")


def stored_term(text: str) -> NamedNode | BlankNode | Literal:
    """Return a term as a store returns it; a store changes the lexical form of numbers.

    >>> stored_term('"18.50"^^<http://www.w3.org/2001/XMLSchema#decimal>').value
    '18.5'
    """
    store = Store()
    store.add(Quad(_UNIT, _UNIT, to_term(text)))
    return cast("NamedNode | BlankNode | Literal", next(iter(store)).object)


class SharedStore:
    """A store of the triples that all units share. The triples of one unit can be added."""

    def __init__(self, triples: Collection[TextTriple] = ()) -> None:
        """Set the shared triples, which are loaded before the first query."""
        self._shared = triples

    @cached_property
    def _store(self) -> Store:
        store = Store()
        _load(store, self._shared, _SHARED)
        return store

    def prepare(self) -> None:
        """Load the shared triples now, before the first query."""
        _ = self._store

    def add(self, triples: Iterable[TextTriple]) -> None:
        """Add the triples of a unit."""
        _load(self._store, triples, _UNIT)

    def clear(self) -> None:
        """Remove the triples of the unit, but keep the shared triples."""
        self._store.remove_graph(_UNIT)

    def rows(self, query: str, given: Mapping[str, str]) -> Iterator[Row]:
        """Yield the rows of a SELECT query over all triples in the store.

        Args:
            query: The query.
            given: Fixed values of some variables, keyed by the name of the variable.
        """
        terms: dict[Variable, Any] = {
            Variable(name): to_term(text) for name, text in given.items()
        }
        answers = self._store.query(
            query, use_default_graph_as_union=True, substitutions=terms
        )
        found = cast("QuerySolutions", answers)  # shapes use SELECT only
        names = [variable.value for variable in found.variables]
        for answer in found:
            yield {
                name: str(term)
                for name, term in zip(names, answer, strict=True)
                if term is not None
            }


def _load(store: Store, triples: Iterable[TextTriple], name: NamedNode) -> None:
    """Load triples into a named graph; blank nodes keep their labels."""
    text = lines(triples)
    if "_:" not in text:
        store.load(text.encode(), RdfFormat.N_TRIPLES, to_graph=name)
        return
    store.extend(
        Quad(triple.subject, triple.predicate, triple.object, name)
        for triple in parse(text, RdfFormat.N_TRIPLES)
    )


@dataclass(frozen=True, slots=True)
class Shared:
    """The triples that all validation units share, in an index and in a store.

    The index and the store are prepared once in each process.
    """

    index: TripleIndex
    store: SharedStore

    @classmethod
    def of(cls, triples: Collection[TextTriple]) -> Shared:
        """Return an index and a store of the triples that all validation units share."""
        return cls(TripleIndex(triples), SharedStore(triples))


@dataclass(slots=True)
class Unit:
    """The triples that are validated together, such as those of a report.

    Attributes:
        index: An index of the unit's own triples and of the shared triples.
        store: A store of the shared triples. The unit's own triples are added to it
            before the first query.
        answers_for: The nodes that are checked; None to check every node. All triples
            about these nodes must be among the unit's own triples.
    """

    index: TripleIndex
    store: SharedStore
    answers_for: frozenset[str] | None = None
    _is_loaded: bool = False

    @classmethod
    def of(
        cls, triples: Collection[TextTriple], shared: Shared, heads: Heads = _NO_HEADS
    ) -> Unit:
        """Return a unit that checks only nodes whose triples are all in the unit.

        Args:
            triples: The unit's own triples, including the inferred triples.
            shared: The triples that all units share.
            heads: Triples of other units, keyed by the node that they describe. If a
                triple of this unit refers to such a node, the node's triples are added
                to the unit. For example, a report refers to a report that it
                supersedes.
        """
        named = list(_named(triples, heads))
        index = TripleIndex([*triples, *named], shared.index)
        answers_for = index.described - index.mixed - {triple[0] for triple in named}
        return cls(index, shared.store, frozenset(answers_for))

    @classmethod
    def whole(cls, triples: Collection[TextTriple]) -> Unit:
        """Return a unit that checks every node and has no shared triples."""
        return cls(TripleIndex(triples), SharedStore())

    def answering(self, nodes: Iterable[str]) -> Nodes:
        """Select, from the given nodes, the nodes that this unit checks."""
        if self.answers_for is None:
            return dict.fromkeys(nodes)
        return dict.fromkeys(filter(self.answers_for.__contains__, nodes))

    def rows(self, query: str, **given: str) -> Iterator[Row]:
        """Yield the rows of a SELECT query over the unit's own triples and the shared triples.

        Args:
            query: The query.
            given: Fixed values of some variables, keyed by the name of the variable.
        """
        if not self._is_loaded:
            self._is_loaded = True
            self.store.add(self._triples())
        return self.store.rows(query, given)

    def close(self) -> None:
        """Remove the triples of the unit from the store."""
        if self._is_loaded:
            self._is_loaded = False
            self.store.clear()

    def _triples(self) -> Iterator[TextTriple]:
        for subject, said in self.index.own.items():
            for predicate, values in said.items():
                for value in values:
                    yield subject, predicate, value


def _named(triples: Iterable[TextTriple], heads: Heads) -> Iterator[TextTriple]:
    """Yield the triples in other units that describe objects of the given triples.

    Triples that describe objects of the yielded triples are also yielded. A triple is
    not yielded if its subject is also the subject of a given triple.

    Args:
        triples: The given triples, which belong to one unit.
        heads: Triples of other units, keyed by the node that they describe.
    """
    if not heads:
        return
    described = {subject for subject, _, _ in triples}
    fresh = {value for _, _, value in triples if value in heads} - described
    seen = set(fresh)
    while fresh:
        for triple in heads[fresh.pop()]:
            yield triple
            if triple[2] in heads and triple[2] not in seen | described:
                seen.add(triple[2])
                fresh.add(triple[2])
