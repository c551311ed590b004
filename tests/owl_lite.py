"""Check that a graph is OWL Lite, and report the terms and constructs that are not.

The rules are from the OWL Web Ontology Language Reference: section 8.3 for OWL Lite
only, section 8.2 for OWL Lite and OWL DL. `owl:imports` is not followed: give the
imported files as well. One term of OWL 2 is allowed, `owl:versionIRI`, because a
versioned header needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

__all__ = ["Fault", "faults"]


class Fault(NamedTuple):
    """A breach of the rules: the rule, the term, and a description."""

    rule: str
    term: str
    why: str


def _terms(namespace: Namespace, names: str) -> set[Node]:
    """Return terms of a namespace by their local names, separated by spaces."""
    return {namespace[name] for name in names.split()}


_LITE = _terms(
    Namespace(str(OWL)),
    "AllDifferent AnnotationProperty Class DatatypeProperty DeprecatedClass"
    " DeprecatedProperty FunctionalProperty InverseFunctionalProperty Nothing"
    " ObjectProperty Ontology OntologyProperty Restriction SymmetricProperty Thing"
    " TransitiveProperty allValuesFrom backwardCompatibleWith cardinality differentFrom"
    " distinctMembers equivalentClass equivalentProperty imports incompatibleWith"
    " intersectionOf inverseOf maxCardinality minCardinality onProperty priorVersion"
    " sameAs someValuesFrom versionIRI versionInfo",
)
_CARDINALITY = (OWL.cardinality, OWL.minCardinality, OWL.maxCardinality)
_CONSTRAINT = (*_CARDINALITY, OWL.allValuesFrom, OWL.someValuesFrom)
_ANNOTATION = {
    RDFS.label,
    RDFS.comment,
    RDFS.seeAlso,
    RDFS.isDefinedBy,
    OWL.versionInfo,
    OWL.versionIRI,
}
_OF_ONTOLOGIES = {
    OWL.imports,
    OWL.priorVersion,
    OWL.backwardCompatibleWith,
    OWL.incompatibleWith,
}
_KINDS = (
    OWL.ObjectProperty,
    OWL.DatatypeProperty,
    OWL.AnnotationProperty,
    OWL.OntologyProperty,
)
_DATATYPES = {RDFS.Literal, RDF.XMLLiteral} | _terms(
    Namespace(str(XSD)),
    "string normalizedString boolean decimal float double integer nonNegativeInteger"
    " positiveInteger nonPositiveInteger negativeInteger long int short byte"
    " unsignedLong unsignedInt unsignedShort unsignedByte hexBinary base64Binary"
    " dateTime time date gYearMonth gYear gMonthDay gDay gMonth anyURI token language"
    " NMTOKEN Name NCName",
)


def faults(graph: Graph) -> list[Fault]:
    """Return every breach of the rules of OWL Lite in a graph, sorted."""
    declared = _Declared(graph)
    return sorted({fault for rule in _RULES for fault in rule(graph, declared)})


class _Declared:
    """The declarations of a graph: its classes, restrictions, and properties by kind."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.restrictions = self.of(OWL.Restriction)
        self.classes = {c for c in self.of(OWL.Class) if isinstance(c, URIRef)} | {
            OWL.Thing,
            OWL.Nothing,
        }
        self.datatypes = self.of(RDFS.Datatype) | _DATATYPES
        self.special = self.of(OWL.TransitiveProperty) | self.of(OWL.SymmetricProperty)
        self.special |= self.of(OWL.InverseFunctionalProperty)
        self.objects = self.of(OWL.ObjectProperty) | self.special
        self.data = self.of(OWL.DatatypeProperty)
        self.annotations = self.of(OWL.AnnotationProperty) | _ANNOTATION
        self.of_ontologies = self.of(OWL.OntologyProperty) | _OF_ONTOLOGIES

    def of(self, kind: URIRef) -> set[Node]:
        """Return the terms that are declared to be of a kind."""
        return set(self._graph.subjects(RDF.type, kind))

    @cached_property
    def properties(self) -> set[Node]:
        """Every property, of whatever kind."""
        return self.objects | self.data | self.annotations | self.of_ontologies

    def describes(self, node: Node) -> bool:
        """Return whether a node is a class name or a restriction."""
        return node in self.classes or node in self.restrictions


def _foreign_constructs(graph: Graph, _: _Declared) -> Iterator[Fault]:
    """A graph uses only those terms of the OWL namespace that belong to OWL Lite."""
    for s, p, o in graph:
        for term in (p, o):
            if (
                isinstance(term, URIRef)
                and term.startswith(str(OWL))
                and term not in _LITE
            ):
                yield Fault(
                    _name(term), _name(s), "OWL Lite does not have this construct"
                )


def _cardinalities(graph: Graph, _: _Declared) -> Iterator[Fault]:
    """A cardinality is 0 or 1, written as a non-negative integer."""
    for p in _CARDINALITY:
        for s, o in graph.subject_objects(p):
            where = _owner(graph, s)
            if str(o) not in {"0", "1"}:
                yield Fault(_name(p), where, f"is {o}, and OWL Lite counts to 1 only")
            elif not isinstance(o, Literal) or o.datatype != XSD.nonNegativeInteger:
                yield Fault(
                    _name(p), where, "is not written as an xsd:nonNegativeInteger"
                )


def _restrictions(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """A restriction is nameless, used once, on one declared property, with one constraint."""
    for restriction in declared.restrictions:
        where = _owner(graph, restriction)
        properties = list(graph.objects(restriction, OWL.onProperty))
        constraints = sum(len(list(graph.objects(restriction, p))) for p in _CONSTRAINT)
        if isinstance(restriction, URIRef):
            yield Fault("owl:Restriction", where, "has a name")
        if len(properties) != 1 or constraints != 1:
            yield Fault(
                "owl:Restriction",
                where,
                f"has {len(properties)} properties and {constraints} constraints",
            )
        if (
            isinstance(restriction, BNode)
            and len(list(graph.subjects(None, restriction))) > 1
        ):
            yield Fault("owl:Restriction", where, "is shared by several classes")
        for p in properties:
            if p not in declared.objects | declared.data:
                yield Fault(
                    "owl:onProperty",
                    where,
                    f"{_name(p)} is no object or datatype property",
                )


def _class_axioms(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """The left side of a class axiom is a class name; the right side is a class name or a restriction.

    The members of an intersection are class names or restrictions. The values of a
    restricted property are from a named class or a datatype.
    """
    for p in (RDFS.subClassOf, OWL.equivalentClass):
        for s, o in graph.subject_objects(p):
            if s not in declared.classes:
                yield Fault(_name(p), _name(s), "is no declared class")
            if not declared.describes(o):
                yield Fault(
                    _name(p),
                    _name(s),
                    f"{_name(o)} is neither a declared class nor a restriction",
                )
    for s, members in graph.subject_objects(OWL.intersectionOf):
        items = list(graph.items(members))
        if len(items) < 2 or not all(declared.describes(item) for item in items):
            yield Fault(
                "owl:intersectionOf",
                _name(s),
                "is not a list of two or more class names or restrictions",
            )
    for p in (OWL.allValuesFrom, OWL.someValuesFrom):
        for s, o in graph.subject_objects(p):
            if o not in declared.classes | declared.datatypes:
                yield Fault(
                    _name(p),
                    _owner(graph, s),
                    f"{_name(o)} is no class name or datatype",
                )


def _property_axioms(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """Domain and range fit the kind of a property; both sides of an axiom are properties of one kind."""
    for s, o in graph.subject_objects(RDFS.domain):
        if o not in declared.classes:
            yield Fault("rdfs:domain", _name(s), f"{_name(o)} is no class name")
    for s, o in graph.subject_objects(RDFS.range):
        if s in declared.objects and o not in declared.classes:
            yield Fault("rdfs:range", _name(s), f"{_name(o)} is no class name")
        if s in declared.data and o not in declared.datatypes:
            yield Fault("rdfs:range", _name(s), f"{_name(o)} is no datatype")
    for p in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf):
        for s, o in graph.subject_objects(p):
            both_objects = {s, o} <= declared.objects
            both_data = {s, o} <= declared.data and p != OWL.inverseOf
            if not (both_objects or both_data):
                yield Fault(
                    _name(p),
                    _name(s),
                    f"and {_name(o)} are not two properties of one fitting kind",
                )


def _annotation_axioms(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """An annotation property has neither a domain nor a range."""
    for s in declared.annotations:
        for p in (RDFS.domain, RDFS.range):
            if (s, p, None) in graph:
                yield Fault(
                    _name(p),
                    _name(s),
                    "is an annotation property, which may stand in no axiom",
                )


def _special_properties(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """Datatype properties are at most functional; transitive properties have no cardinality."""
    for s in declared.data & declared.special:
        yield Fault(
            "owl:DatatypeProperty",
            _name(s),
            "is declared transitive, symmetric or inverse functional",
        )
    transitive = declared.of(OWL.TransitiveProperty)
    counted = declared.of(OWL.FunctionalProperty) | declared.of(
        OWL.InverseFunctionalProperty
    )
    for restriction in declared.restrictions:
        if any((restriction, p, None) in graph for p in _CARDINALITY):
            counted |= set(graph.objects(restriction, OWL.onProperty))
    for s in transitive:
        inverses = set(graph.objects(s, OWL.inverseOf)) | set(
            graph.subjects(OWL.inverseOf, s)
        )
        above = {
            o for o in graph.transitive_objects(s, RDFS.subPropertyOf) if o is not None
        }
        for p in ({s} | inverses | above) & counted:
            yield Fault(
                "owl:TransitiveProperty",
                _name(p),
                "is transitive, and yet functional or in a cardinality",
            )


def _undeclared(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """Every property and every class that is used is declared in OWL."""
    for s, p, o in graph:
        if not _is_syntax(p) and p not in declared.properties:
            yield Fault("undeclared property", _name(p), "is used but not declared")
        if p == RDF.type and not _is_syntax(o) and o not in declared.classes:
            yield Fault("undeclared class", _name(o), "is used but not declared")
        if p == RDF.type and o in {RDFS.Class, RDF.Property}:
            yield Fault(
                _name(o), _name(s), "must be declared as an OWL class or property"
            )


def _separation(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """A term is only one of these: a class, an individual, or a property of one kind."""
    for s in declared.properties:
        kinds = [kind for kind in _KINDS if (s, RDF.type, kind) in graph]
        if len(kinds) > 1:
            yield Fault(
                "kinds of property", _name(s), "is " + " and ".join(map(_name, kinds))
            )
    for s in declared.properties & declared.classes:
        yield Fault("class and property", _name(s), "is both")
    individuals = {
        s for s, o in graph.subject_objects(RDF.type) if o in declared.classes
    }
    for s in individuals & (declared.classes | declared.properties):
        yield Fault(
            "class or property as individual", _name(s), "is an instance of a class"
        )


def _values(graph: Graph, declared: _Declared) -> Iterator[Fault]:
    """Object properties lead to individuals, which have a class; datatype properties lead to literals."""
    terms = (
        declared.classes
        | declared.properties
        | declared.restrictions
        | declared.of(OWL.Ontology)
    )
    typed = {s for s, o in graph.subject_objects(RDF.type) if declared.describes(o)}
    for s, p, o in graph:
        if p in declared.data and not isinstance(o, Literal):
            yield Fault(
                "owl:DatatypeProperty",
                _name(p),
                f"of {_name(s)} leads to {_name(o)}, which is no literal",
            )
        if p in declared.objects and isinstance(o, Literal):
            yield Fault(
                "owl:ObjectProperty", _name(p), f"of {_name(s)} leads to a literal"
            )
        if p in declared.objects | declared.data:
            ends = [s] if isinstance(o, Literal) or p in declared.data else [s, o]
            for end in ends:
                if end in terms:
                    yield Fault(
                        "class or property as individual",
                        _name(end),
                        f"stands in a statement of {_name(p)}",
                    )
                elif end not in typed:
                    yield Fault(
                        "individual without a class",
                        _name(end),
                        f"stands in a statement of {_name(p)}",
                    )


def _header(_: Graph, declared: _Declared) -> Iterator[Fault]:
    """The graph has the header of an ontology."""
    if not declared.of(OWL.Ontology):
        yield Fault("owl:Ontology", "-", "there is no header")


_RULES: tuple[Callable[[Graph, _Declared], Iterator[Fault]], ...] = (
    _foreign_constructs,
    _cardinalities,
    _restrictions,
    _class_axioms,
    _property_axioms,
    _annotation_axioms,
    _special_properties,
    _undeclared,
    _separation,
    _values,
    _header,
)


def _is_syntax(term: Node) -> bool:
    """Return whether a term belongs to RDF, RDFS or OWL."""
    return isinstance(term, URIRef) and str(term).startswith(
        (str(RDF), str(RDFS), str(OWL))
    )


def _name(term: Node) -> str:
    """Return a term for a message: with a prefix if RDF, RDFS or OWL defines it."""
    for prefix, namespace in (("owl", OWL), ("rdf", RDF), ("rdfs", RDFS), ("xsd", XSD)):
        if isinstance(term, URIRef) and term.startswith(str(namespace)):
            return f"{prefix}:{term[len(str(namespace)) :]}"
    return "a nameless node" if isinstance(term, BNode) else str(term)


def _owner(graph: Graph, node: Node) -> str:
    """Return the name of the class that a restriction was written for."""
    owners = sorted(_name(s) for s in graph.subjects(None, node))
    return owners[0] if isinstance(node, BNode) and owners else _name(node)
