"""Compile SPARQL constraints, and run a query only if it may have a result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from inspectgraph.model.errors import ShapeError
from inspectgraph.query.tokens import code_tokens
from inspectgraph.rdf.namespaces import OWL, RDF, RDFS
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.validate.compiled.candidates import Candidates, compile_candidates
from inspectgraph.validate.compiled.shape import Fault
from inspectgraph.validate.compiled.shape_triples import SH, ShapeTriples

if TYPE_CHECKING:
    from inspectgraph.validate.compiled.shape import Shape
    from inspectgraph.validate.compiled.unit import Nodes, Row, Unit

__all__ = ["SparqlConstraint", "sparql_constraints"]

_COMPONENT: Final = "SPARQLConstraintComponent"
#: The keywords that SHACL forbids in a constraint.
_FORBIDDEN: Final = frozenset({"MINUS", "VALUES", "SERVICE"})
#: A query that can run over the whole store, since its first pattern binds $this.
_STARTS_FROM_THIS: Final = re.compile(
    r"WHERE\s*\{\s*(?:\$this\s|\?\w+\s+[\w:]+\s+\$this\b)"
)
#: The prefixes that pyshacl knows without a declaration.
_USUAL: Final = {"rdf": RDF.base, "rdfs": RDFS.base, "owl": OWL.base}
_IMPORTS: Final = f"<{OWL.base}imports>"
#: The number of focus nodes above which one query over the whole store takes less time.
_MANY: Final = 50
_PATH: Final = re.compile(r"[$?]PATH\b")
_SHAPE: Final = re.compile(r"[$?]currentShape\b")
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """A SHACL constraint whose SPARQL query returns a row for each fault.

    Attributes:
        name: The IRI of the constraint; empty if there is none.
        query: The query, including its prefix declarations.
        messages: The messages, which contain placeholders such as `{?value}`.
        candidates: A function that returns the nodes for which the query may have a
            result. It is None if the query must be run for all nodes.
    """

    name: str
    query: str
    messages: tuple[str, ...]
    candidates: Candidates | None

    def faults(self, unit: Unit, shape: Shape, nodes: Nodes) -> Iterator[Fault]:
        """Yield the faults that the query finds in the given focus nodes of a shape."""
        asked = list(nodes if self.candidates is None else self.candidates(unit, nodes))
        given = {"currentShape": shape.name} if _SHAPE.search(self.query) else {}
        is_asked_once = len(asked) > _MANY and _STARTS_FROM_THIS.search(self.query)
        if is_asked_once and not given:
            yield from self._of_all(unit, shape, set(asked))
            return
        for node in asked:
            for row in unit.rows(self.query, this=node, **given):
                yield self._fault(shape, node, row)

    def _of_all(self, unit: Unit, shape: Shape, nodes: set[str]) -> Iterator[Fault]:
        """Run the query once for all nodes, and yield the faults of the given nodes."""
        for row in unit.rows(self.query):
            node = row.get("this", "")
            if node in nodes:
                yield self._fault(shape, node, row)

    def _fault(self, shape: Shape, node: str, row: Row) -> Fault:
        value = row.get("value", "" if shape.path else node)
        known = {**row, "this": row.get("this", node), "value": value}
        every = dict.fromkeys((*self.messages, *shape.messages))
        return Fault(
            shape,
            _COMPONENT,
            row.get("this", node),
            value,
            lexical(row["path"]) if "path" in row else None,
            tuple(_filled(message, known) for message in every),
            self.name,
        )


def sparql_constraints(
    shapes: ShapeTriples, shape: str, path: str
) -> Iterator[SparqlConstraint]:
    """Yield the SPARQL constraints of a shape.

    Args:
        shapes: The shapes.
        shape: The shape.
        path: The path of the shape in SPARQL syntax; empty for a node shape.

    Raises:
        ShapeError: If a query uses a keyword that SHACL forbids.
    """
    for node in shapes.values(shape, SH.sparql):
        if not shapes.is_true(node, SH.deactivated):
            yield _constraint(shapes, node, path)


def _constraint(shapes: ShapeTriples, node: str, path: str) -> SparqlConstraint:
    query = lexical(shapes.value(node, SH.select) or '""')
    _check(node, query)
    if path:
        query = _PATH.sub(lambda _: f"({path})", query)
    prefixes = _prefixes(shapes, node)
    messages = tuple(map(lexical, shapes.values(node, SH.message)))
    whole = _with_prefixes(query, prefixes)
    _try(node, whole)
    return SparqlConstraint(
        node[1:-1] if node[0] == "<" else "",
        whole,
        messages,
        compile_candidates(query, prefixes),
    )


def _check(node: str, query: str) -> None:
    """Raise an error for a query that SHACL does not allow.

    Raises:
        ShapeError: If the query uses MINUS, VALUES, SERVICE or $shapesGraph, or is
            empty.
    """
    found = {token.word or token.text for token in code_tokens(query)}
    refused = sorted(found & {*_FORBIDDEN, "$shapesGraph"})
    if refused:
        message = f"the query of {node} uses {refused[0]}, which is not allowed in a constraint"
        raise ShapeError("bad-shape", message)
    if "SELECT" not in found:
        raise ShapeError("bad-shape", f"{node} has no SELECT query as its sh:select")


def _try(node: str, query: str) -> None:
    """Raise an error for a text that is not a SPARQL query.

    Raises:
        ShapeError: If the text is not SPARQL.
    """
    try:
        Store().query(query)
    except SyntaxError as error:
        message = f"the query of {node} is not SPARQL: {error}"
        raise ShapeError("bad-shape", message) from error


def _prefixes(shapes: ShapeTriples, node: str) -> dict[str, str]:
    """Return the namespaces that a constraint declares, keyed by prefix."""
    found = dict(_USUAL)
    for header in _with_imports(shapes, shapes.values(node, SH.prefixes)):
        for declared in shapes.values(header, SH.declare):
            prefix = lexical(shapes.value(declared, SH.prefix))
            found[prefix] = lexical(shapes.value(declared, SH.namespace))
    return found


def _with_imports(shapes: ShapeTriples, headers: Iterable[str]) -> Iterator[str]:
    """Yield the given ontology headers, and the headers that they import.

    If an imported header imports further headers, these are yielded too.
    """
    seen = dict.fromkeys(headers)
    fresh = list(seen)
    while fresh:
        header = fresh.pop()
        yield header
        for imported in shapes.values(header, _IMPORTS):
            if imported not in seen:
                seen[imported] = None
                fresh.append(imported)


def _with_prefixes(query: str, prefixes: Mapping[str, str]) -> str:
    """Return a query, preceded by declarations of the prefixes in it."""
    used = {
        token.text.partition(":")[0]
        for token in code_tokens(query)
        if token.kind == "name"
    }
    declared = [
        f"PREFIX {prefix}: <{namespace}>\n"
        for prefix, namespace in sorted(prefixes.items())
        if prefix in used
    ]
    return "".join([*declared, query])


def _filled(message: str, known: Mapping[str, str]) -> str:
    """Return a message after replacing its placeholders by values."""

    def value(placeholder: re.Match[str]) -> str:
        term = known.get(placeholder[1])
        return lexical(term) if term else placeholder[0]

    return _PLACEHOLDER.sub(value, message)
