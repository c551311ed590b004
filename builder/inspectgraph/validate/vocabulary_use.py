"""Find undeclared properties and classes, and invalid literals.

SHACL does not notice a misspelt property, because no shape names that property. So this
module compares the terms of the graph with the terms that the ontology declares. The
ontology declares every term that the graph may use, including terms of other
vocabularies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, cast

from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import Literal as RdflibLiteral
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from inspectgraph.model.suggest import nearest
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import RDF as RDF_TERMS
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.validate.findings import Finding, Severity, Term, compact

__all__ = [
    "BUILT_IN",
    "KNOWN_TERM",
    "VALID_LITERAL",
    "bad_literals",
    "literal_fault",
    "unknown_message",
    "unknown_terms",
]

KNOWN_TERM = f"{SHAPE}KnownTerm"
VALID_LITERAL = f"{SHAPE}ValidLiteral"

#: The terms of RDF, RDFS and OWL, which need no declaration.
BUILT_IN = frozenset(
    NamedNode(f"{space}{name}")
    for space in (RDF, RDFS, OWL)
    for name in space.__annotations__
)

_DECLARED = """
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?term WHERE {
        VALUES ?kind {
            owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty
            owl:OntologyProperty owl:DeprecatedClass owl:DeprecatedProperty rdfs:Datatype
        }
        ?term a ?kind . FILTER(isIRI(?term))
    }"""
_PROPERTIES = "SELECT DISTINCT ?term WHERE { ?s ?term ?o }"
_CLASSES = "SELECT DISTINCT ?term WHERE { ?s a ?term FILTER(isIRI(?term)) }"
_TYPED = """
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT DISTINCT ?literal WHERE {
        ?s ?p ?literal
        FILTER(isLiteral(?literal))
        FILTER(DATATYPE(?literal) NOT IN (xsd:string, rdf:langString))
    }"""


def unknown_terms(store: Store) -> Iterator[Finding]:
    """Yield a finding for each triple that has an undeclared property or class.

    The ontology declares terms. Terms of RDF, RDFS and OWL need no declaration. If the
    store contains no declarations, there are no findings.
    """
    declared = set(_column(store, _DECLARED))
    if not declared:
        return
    known = declared | BUILT_IN
    for term in set(_column(store, _PROPERTIES)) - known:
        message = unknown_message(term, declared)
        for quad in store.quads_for_pattern(None, term, None):
            yield _finding(KNOWN_TERM, message, quad)
    for term in set(_column(store, _CLASSES)) - known:
        message = unknown_message(term, declared)
        for quad in store.quads_for_pattern(None, RDF_TERMS.type, term):
            yield _finding(KNOWN_TERM, message, quad)


def bad_literals(store: Store) -> Iterator[Finding]:
    """Yield a finding for each triple that has an invalid literal or datatype."""
    for literal in _column(store, _TYPED):
        if fault := literal_fault(literal):
            for quad in store.quads_for_pattern(None, None, literal):
                yield _finding(VALID_LITERAL, fault, quad)


def _column(store: Store, query: str) -> Iterator[Any]:
    """Yield the first column of a query's result."""
    for row in solutions(store, query):
        yield row[0]


def unknown_message(term: NamedNode, declared: Collection[NamedNode]) -> str:
    """Return the message about an undeclared term, which suggests a declared term."""
    near = nearest(compact(term), {compact(known) for known in declared})
    hint = f"; did you mean {near}?" if near else "."
    return f"The ontology declares no term {compact(term)}{hint}"


def literal_fault(literal: Literal) -> str:
    """Return a sentence about the fault of a literal, or an empty text if the literal is valid."""
    datatype = URIRef(literal.datatype.value)
    if datatype.startswith(str(XSD)) and datatype not in XSD:
        return f"There is no datatype {compact(literal.datatype)}."
    if RdflibLiteral(literal.value, datatype=datatype, normalize=False).ill_typed:
        return f"Write a literal that is valid for {compact(literal.datatype)}."
    return ""


def _finding(shape: str, message: str, quad: Quad) -> Finding:
    """Return a finding about a triple.

    The severity of the finding is violation.
    """
    subject = quad.subject
    return Finding(
        severity=Severity.VIOLATION,
        message=message,
        code=shape.removeprefix(SHAPE),
        shape=shape,
        focus=subject.value if isinstance(subject, NamedNode) else "",
        path=quad.predicate.value,
        value=cast("Term", quad.object),
        component=f"{SHAPE}TermConstraintComponent",
    )
