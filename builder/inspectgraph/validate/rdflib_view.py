"""A store as a graph of rdflib: read in place, nothing is copied. pyshacl works on it.

Triples come from the store's indexes when they are asked for, and SPARQL is answered by
the store itself.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Variable
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib import Variable as RdflibVariable
from rdflib.namespace import RDF, RDFS
from rdflib.query import Result
from rdflib.store import Store as RdflibStore
from rdflib.term import BNode, IdentifiedNode, Node

from inspectgraph.rdf.namespaces import XSD

__all__ = ["View", "to_rdflib", "to_store"]

Term = NamedNode | BlankNode | Literal
_Nodes = Generator[Any, None, None]


def to_rdflib(term: Term) -> IdentifiedNode | RdflibLiteral:
    """Return a term of the store as rdflib has it, in the same words."""
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    if term.datatype == XSD.string:  # rdflib has it as a literal without a datatype
        return RdflibLiteral(term.value)
    return RdflibLiteral(
        term.value, datatype=URIRef(term.datatype.value), normalize=False
    )


def to_store(term: Node) -> Term:
    """Return a term of rdflib as the store has it."""
    if isinstance(term, BNode):
        return BlankNode(str(term))
    if isinstance(term, RdflibLiteral):
        if term.language:
            return Literal(str(term), language=term.language)
        return (
            Literal(str(term), datatype=NamedNode(str(term.datatype)))
            if term.datatype
            else Literal(str(term))
        )
    return NamedNode(str(term))


class _Memory(dict[Any, Any]):
    """Terms that were turned into rdflib's before."""

    def __missing__(self, term: Term) -> IdentifiedNode | RdflibLiteral:
        self[term] = found = to_rdflib(term)
        return found


_Row = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers to a query, by the node that `$this` is bound to in each."""

    variables: list[Any]
    rows: dict[Node, list[_Row]]


def _result(variables: list[Any], rows: list[_Row]) -> Result:
    """Return the answer to a SELECT query as rdflib has it."""
    result = Result("SELECT")
    result.vars = variables
    result.bindings = list[Any](rows)
    return result


def _body(query: object) -> str:
    r"""Return a query without the declarations of its prefixes.

    >>> _body("PREFIX a: <b:>\n\n SELECT $this WHERE { $this a a:c } ")
    'SELECT $this WHERE { $this a a:c }'
    """
    lines = str(query).splitlines()
    return "\n".join(line for line in lines if not line.startswith("PREFIX ")).strip()


class _Backend(RdflibStore):
    """The part of a view that rdflib calls: patterns and queries, no writing."""

    context_aware = graph_aware = (
        True  # else pyshacl cannot wrap it; contexts are not told apart
    )

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.inner = store
        self.known = _Memory()
        self.answers: dict[str, _Answers] = {}
        self.size = len(
            store
        )  # counting takes the store a millisecond, and pyshacl asks at every turn

    def triples(
        self,
        triple_pattern: tuple[Any, Any, Any],
        context: Graph | None = None,  # noqa: ARG002 - the signature is rdflib's
    ) -> Iterator[tuple[tuple[Any, Any, Any], Iterator[None]]]:
        """Return the triples that match; a literal is no subject, so nothing is said of it."""
        subject, predicate, value = (
            None if term is None else to_store(term) for term in triple_pattern
        )
        if isinstance(subject, Literal):
            return
        known = self.known
        for quad in self.inner.quads_for_pattern(subject, predicate, value):  # type: ignore[arg-type]
            yield (
                (
                    known[quad.subject],
                    known[quad.predicate],
                    known[quad.object],
                ),
                iter(()),
            )

    def query(
        self,
        query: Any,
        initNs: Any,  # noqa: N803
        initBindings: Any,  # noqa: N803
        queryGraph: str,  # noqa: ARG002, N803
        **_: Any,
    ) -> Result:
        """Answer a SELECT query in the store; one that was asked of all nodes is not asked of each again."""
        if (
            initBindings
            and initBindings.keys() == {"this"}
            and (kept := self.answers.get(_body(query))) is not None
        ):
            return _result(kept.variables, kept.rows.get(initBindings["this"], []))
        bindings: Any = {
            Variable(name): to_store(term)
            for name, term in (initBindings or {}).items()
        }
        prefixes = {
            prefix: str(namespace) for prefix, namespace in (initNs or {}).items()
        }
        found = self.inner.query(
            query,
            prefixes=prefixes,
            use_default_graph_as_union=True,
            substitutions=bindings,
        )
        assert isinstance(found, QuerySolutions)  # noqa: S101 - shapes ask by SELECT only
        names = [variable.value for variable in found.variables]
        rows = [
            {
                RdflibVariable(name): self.known[term]
                for name in names
                if (term := row[name]) is not None
            }
            for row in found
        ]
        return _result([RdflibVariable(name) for name in names], rows)

    def __len__(self, context: Graph | None = None) -> int:
        return self.size


class View(Graph):
    """The union of a store's graphs as a graph of rdflib.

    What is said of a node is kept once it was asked for: shapes ask the same nodes
    again and again.
    """

    def __init__(self, store: Store) -> None:
        """Take the store; it must not change while the view is in use."""
        self._backend = _Backend(store)
        self._said: dict[Node, dict[Node, list[Node]]] = {}
        self._reached: dict[tuple[Node, Node], list[Any]] = {}
        self._instances: dict[Node, list[Node]] = {}
        super().__init__(store=self._backend, bind_namespaces="none")

    def objects(
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> _Nodes:
        """Return the values of a property of a node."""
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
        """Return what has a value of a property; the instances of a class are kept."""
        if predicate != RDF.type or object is None:
            yield from super().subjects(predicate, object, unique)
            return
        if object not in self._instances:
            self._instances[object] = list(super().subjects(predicate, object))
        yield from self._instances[object]

    def transitive_objects(
        self, subject: Any, predicate: Any, remember: dict[Any, int] | None = None
    ) -> _Nodes:
        """Return a node and all that a property reaches from it."""
        if remember:
            yield from super().transitive_objects(subject, predicate, remember)
            return
        key = subject, predicate
        if key not in self._reached:
            self._reached[key] = list(super().transitive_objects(subject, predicate))
        yield from self._reached[key]

    def answers(self, query: str) -> Collection[Node]:
        """Return the nodes that a query binds `$this` to, and keep its answers for those nodes."""
        found = self._backend.query(query, None, None, "")
        rows: dict[Node, list[_Row]] = {}
        for row in found.bindings:
            if (node := row.get(RdflibVariable("this"))) is not None:
                rows.setdefault(node, []).append(dict(row))
        self._backend.answers[_body(query)] = _Answers(list(found.vars or ()), rows)
        return rows.keys()

    def classes_of(self, node: Node) -> Iterator[Node]:
        """Return the classes of a node, and those above them."""
        for kind in self.objects(node, RDF.type):
            yield from self.transitive_objects(kind, RDFS.subClassOf)

    def _all_of(self, subject: Node) -> dict[Node, list[Node]]:
        """Return all that is said of a node, by property."""
        said: dict[Node, list[Node]] = {}
        for (_, predicate, value), _ in self._backend.triples((subject, None, None)):
            said.setdefault(predicate, []).append(value)
        return said
