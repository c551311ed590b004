"""Terms that nobody declares, and literals that are not valid: looked for before any shape.

A misspelt property is no fault to SHACL: no shape knows it. The ontology declares every
    term that the graph
may use, our own and those of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Store
from rdflib import Literal as RdflibLiteral
from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from inspectgraph.model.suggest import nearest
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import RDF as RDF_TERMS
from inspectgraph.rdf.namespaces import SHAPE
from inspectgraph.validate.findings import Finding, Severity, compact

__all__ = ["KNOWN_TERM", "VALID_LITERAL", "bad_literals", "unknown_terms"]

KNOWN_TERM = f"{SHAPE}KnownTerm"
VALID_LITERAL = f"{SHAPE}ValidLiteral"

_DECLARED = """
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?term WHERE {
        VALUES ?kind {
            owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:OntologyProperty
            owl:DeprecatedClass owl:DeprecatedProperty rdfs:Datatype
        }
        ?term a ?kind . FILTER(isIRI(?term))
    }"""
_PROPERTIES = "SELECT DISTINCT ?term WHERE { ?s ?term ?o }"
_CLASSES = "SELECT DISTINCT ?term WHERE { ?s a ?term FILTER(isIRI(?term)) }"
_TYPED = """
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    SELECT DISTINCT ?literal WHERE {
        ?s ?p ?literal FILTER(isLiteral(?literal) && DATATYPE(?literal) NOT IN (xsd:string, rdf:langString))
    }"""


def unknown_terms(store: Store) -> Iterator[Finding]:
    """Yield each use of a property or class that neither the ontology nor RDF, RDFS or OWL declares."""
    declared = set(_column(store, _DECLARED))
    if not declared:
        return
    for term in _column(store, _PROPERTIES):
        if not _is_known(term, declared):
            for quad in store.quads_for_pattern(None, term, None):
                yield _finding(
                    KNOWN_TERM,
                    _unknown(term, declared),
                    quad.subject,
                    term,
                    quad.object,
                )
    for term in _column(store, _CLASSES):
        if not _is_known(term, declared):
            for quad in store.quads_for_pattern(None, RDF_TERMS.type, term):
                yield _finding(
                    KNOWN_TERM,
                    _unknown(term, declared),
                    quad.subject,
                    RDF_TERMS.type,
                    term,
                )


def bad_literals(store: Store) -> Iterator[Finding]:
    """Yield each use of a literal that is not valid for its datatype, or whose datatype does not exist."""
    for literal in _column(store, _TYPED):
        if fault := _fault(literal):
            for quad in store.quads_for_pattern(None, None, literal):
                yield _finding(
                    VALID_LITERAL, fault, quad.subject, quad.predicate, literal
                )


def _column(store: Store, query: str) -> Iterator[Any]:
    yield from (row[0] for row in solutions(store, query))


def _is_known(term: NamedNode, declared: set[NamedNode]) -> bool:
    return term in declared or any(
        URIRef(term.value) in space for space in (RDF, RDFS, OWL)
    )


def _unknown(term: NamedNode, declared: set[NamedNode]) -> str:
    near = nearest(compact(term), {compact(known) for known in declared})
    hint = f"; did you mean {near}?" if near else "."
    return f"The ontology declares no term {compact(term)}{hint}"


def _fault(literal: Literal) -> str:
    """Say what is wrong with a literal, or nothing."""
    datatype = URIRef(literal.datatype.value)
    if datatype.startswith(str(XSD)) and datatype not in XSD:
        return f"There is no datatype {compact(literal.datatype)}."
    if RdflibLiteral(literal.value, datatype=datatype, normalize=False).ill_typed:
        return f"Write a literal that is valid for {compact(literal.datatype)}."
    return ""


def _finding(
    shape: str, message: str, focus: Any, path: NamedNode, value: Any
) -> Finding:
    return Finding(
        severity=Severity.VIOLATION,
        message=message,
        code=shape.removeprefix(SHAPE),
        shape=shape,
        focus=focus.value if isinstance(focus, NamedNode) else "",
        path=path.value,
        value=value,
        component=f"{SHAPE}TermConstraintComponent",
    )
