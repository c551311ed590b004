"""An rdflib graph that gives pyshacl direct access to a pyoxigraph store.

The store matches triple patterns with its own indexes, and answers SPARQL queries. No
triple is copied.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Store,
    Variable,
    parse,
)
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib import Variable as RdflibVariable
from rdflib.namespace import RDF, RDFS
from rdflib.query import Result
from rdflib.store import Store as RdflibStore
from rdflib.term import BNode, IdentifiedNode, Node

from inspectgraph.rdf.namespaces import XSD
from inspectgraph.rdf.text_terms import TextTriple, lines

__all__ = ["View", "rdflib_graph", "to_rdflib", "to_store"]

Term = NamedNode | BlankNode | Literal
_Nodes = Generator[Any, None, None]


def to_rdflib(term: Term) -> IdentifiedNode | RdflibLiteral:
    """Convert a term of the store to an rdflib term, and keep its lexical form."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype == XSD.string:  # in rdflib, such a literal has no datatype
        return RdflibLiteral(term.value)
    datatype = URIRef(term.datatype.value)
    return RdflibLiteral(term.value, datatype=datatype, normalize=False)


def to_store(term: Node) -> Term:
    """Convert an rdflib term to a term of the store."""
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if isinstance(term, RdflibLiteral):
        return _to_literal(term)
    return NamedNode(str(term))


def _to_literal(term: RdflibLiteral) -> Literal:
    """Convert an rdflib literal to a literal of the store."""
    if term.language:
        return Literal(str(term), language=term.language)
    if term.datatype:
        return Literal(str(term), datatype=NamedNode(str(term.datatype)))
    return Literal(str(term))


def rdflib_graph(triples: Iterable[TextTriple]) -> Graph:
    """Return an rdflib graph of the given triples, with unchanged labels of blank nodes."""
    found = Graph(bind_namespaces="none")
    for quad in parse(lines(triples), RdfFormat.N_TRIPLES):
        found.add(
            (
                to_rdflib(quad.subject),
                to_rdflib(quad.predicate),
                to_rdflib(quad.object),
            )
        )
    return found


class _Memory(dict[Any, Any]):
    """A cache of rdflib terms, keyed by the store's terms."""

    def __missing__(self, term: Term) -> IdentifiedNode | RdflibLiteral:
        self[term] = found = to_rdflib(term)
        return found


_Row = dict[Any, Any]
_PREFIX_LINE = re.compile(r"^PREFIX .*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Answers:
    """The result of a query over the whole store.

    The rows are grouped by the value of `$this`.
    """

    variables: list[Any]
    rows: dict[Node, list[_Row]]


def _result(variables: list[Any], rows: list[_Row]) -> Result:
    """Return the variables and rows of a SELECT query as an rdflib result."""
    result = Result("SELECT")
    result.vars = variables
    result.bindings = list[Any](rows)
    return result


def _body(query: object) -> str:
    r"""Return a SPARQL query without its PREFIX lines.

    >>> _body("PREFIX a: <b:>\n\n SELECT $this WHERE { $this a a:c } ")
    'SELECT $this WHERE { $this a a:c }'
    """
    return _PREFIX_LINE.sub("", str(query)).strip()


class _Backend(RdflibStore):
    """A read-only rdflib store that finds triples and answers queries for `View`."""

    #: pyshacl demands a store with contexts. This store treats all graphs as one.
    context_aware = graph_aware = True

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.inner = store
        self.known = _Memory()
        self.answers: dict[str, _Answers] = {}
        # Counting takes a millisecond, and pyshacl asks for the size very often.
        self.size = len(store)

    def triples(
        self,
        triple_pattern: tuple[Any, Any, Any],
        context: Graph | None = None,  # noqa: ARG002 - the signature is rdflib's
    ) -> Iterator[tuple[tuple[Any, Any, Any], Iterator[None]]]:
        """Yield the triples that match a pattern.

        If the subject of the pattern is a literal, no triple matches.
        """
        pattern: list[Any] = [
            None if term is None else to_store(term) for term in triple_pattern
        ]
        if isinstance(pattern[0], Literal):
            return
        known = self.known
        for quad in self.inner.quads_for_pattern(*pattern):
            triple = known[quad.subject], known[quad.predicate], known[quad.object]
            yield triple, iter(())

    def query(
        self,
        query: Any,
        initNs: Any,  # noqa: N803
        initBindings: Any,  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_: Any,
    ) -> Result:
        """Answer a SELECT query; use the cached rows if `View.answers` has run the query."""
        bindings = initBindings or {}
        if bindings.keys() == {"this"} and _body(query) in self.answers:
            kept = self.answers[_body(query)]
            return _result(kept.variables, kept.rows.get(bindings["this"], []))
        found = self._select(str(query), initNs or {}, bindings)
        variables = [RdflibVariable(variable.value) for variable in found.variables]
        rows = [self._row(row, variables) for row in found]
        return _result(variables, rows)

    def _select(
        self, query: str, namespaces: Mapping[str, Any], bindings: Mapping[str, Node]
    ) -> QuerySolutions:
        """Run a SELECT query over the union of the store's named graphs.

        Args:
            query: The query.
            namespaces: The namespaces, keyed by prefix.
            bindings: Fixed values of some variables.
        """
        substitutions: dict[Any, Any] = {}
        for name, term in bindings.items():
            substitutions[Variable(name)] = to_store(term)
        found = self.inner.query(
            query,
            prefixes={prefix: str(base) for prefix, base in namespaces.items()},
            use_default_graph_as_union=True,
            substitutions=substitutions,
        )
        return cast("QuerySolutions", found)  # shapes use SELECT only

    def _row(self, row: QuerySolution, variables: list[Any]) -> _Row:
        """Return the values of the bound variables in a row, as rdflib terms."""
        bound: _Row = {}
        for variable in variables:
            term = row[str(variable)]
            if term is not None:
                bound[variable] = self.known[term]
        return bound

    def __len__(self, context: Graph | None = None) -> int:
        return self.size


class View(Graph):
    """The union of a store's named graphs as an rdflib graph.

    Triples are cached by subject, because shapes ask for the triples of one node many
    times.
    """

    def __init__(self, store: Store) -> None:
        """Set the store, which must not change while the view is in use."""
        self._backend = _Backend(store)
        self._said: dict[Node, dict[Node, list[Node]]] = {}
        self._reached: dict[tuple[Node, Node], list[Any]] = {}
        self._instances: dict[Node, list[Node]] = {}
        super().__init__(store=self._backend, bind_namespaces="none")

    def objects(
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> _Nodes:
        """Yield the values of a property of a node.

        If the subject is given and the predicate is an IRI, the values come from a
        cache. Otherwise, rdflib finds the values, and leaves out duplicates if `unique`
        is true.
        """
        if subject is None or predicate.__class__ is not URIRef:
            yield from super().objects(subject, predicate, unique)
            return
        if subject not in self._said:
            self._said[subject] = self._all_of(subject)
        yield from self._said[subject].get(predicate, ())

    def subjects(
        self,
        predicate: Any = None,
        object: Any = None,  # noqa: A002 - the name that rdflib gives it
        unique: bool = False,
    ) -> _Nodes:
        """Yield the subjects that have a given value of a property.

        For `rdf:type`, the subjects are cached by class.
        """
        if predicate != RDF.type or object is None:
            yield from super().subjects(predicate, object, unique)
            return
        if object not in self._instances:
            self._instances[object] = list(super().subjects(predicate, object))
        yield from self._instances[object]

    def transitive_objects(
        self, subject: Any, predicate: Any, remember: dict[Any, int] | None = None
    ) -> _Nodes:
        """Yield a node, and then all nodes that it reaches by repeated steps along one property."""
        if remember:
            yield from super().transitive_objects(subject, predicate, remember)
            return
        key = subject, predicate
        if key not in self._reached:
            self._reached[key] = list(super().transitive_objects(subject, predicate))
        yield from self._reached[key]

    def answers(self, query: str) -> Collection[Node]:
        """Return the nodes that a query binds to `$this`, and cache the rows of the result."""
        found = self._backend.query(query, None, None, "")
        rows: dict[Node, list[_Row]] = {}
        for row in found.bindings:
            if (node := row.get(RdflibVariable("this"))) is not None:
                rows.setdefault(node, []).append(dict(row))
        self._backend.answers[_body(query)] = _Answers(list(found.vars or ()), rows)
        return rows.keys()

    def classes_of(self, node: Node) -> Iterator[Node]:
        """Yield the classes of a node, each followed by its superclasses."""
        for kind in self.objects(node, RDF.type):
            yield from self.transitive_objects(kind, RDFS.subClassOf)

    def _all_of(self, subject: Node) -> dict[Node, list[Node]]:
        """Return the values of a node's properties, keyed by property."""
        said: dict[Node, list[Node]] = {}
        for (_, predicate, value), _ in self._backend.triples((subject, None, None)):
            said.setdefault(predicate, []).append(value)
        return said
