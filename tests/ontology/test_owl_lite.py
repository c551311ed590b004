"""The ontology is OWL Lite, and the check that says so catches what is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from owl_lite import faults

PREFIXES = """
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

#: A small ontology with one of everything that OWL Lite has and we use.
SOUND = """
: a owl:Ontology ; owl:versionIRI <https://example.org/1> ; owl:versionInfo "1" ; :note "small" .
:note a owl:AnnotationProperty .
:School a owl:Class ; rdfs:label "school"@en .
:Nursery a owl:Class ; rdfs:subClassOf :School ,
    [ a owl:Restriction ; owl:onProperty :name ; owl:cardinality "1"^^xsd:nonNegativeInteger ] .
:name a owl:DatatypeProperty , owl:FunctionalProperty ; rdfs:domain :School ; rdfs:range rdfs:Literal .
:near a owl:ObjectProperty ; rdfs:subPropertyOf :reaches ; rdfs:domain :School ; rdfs:range :School .
:reaches a owl:ObjectProperty , owl:TransitiveProperty .
:feeds a owl:ObjectProperty ; owl:inverseOf :fedBy .
:fedBy a owl:ObjectProperty .
:elm a :School ; :name "Elm School" ; :near :oak ; :note "known to us" .
:oak a :Nursery .
"""

#: The construct that is forbidden, the term to blame, and the lines that bring both in.
FORBIDDEN = [
    (
        "owl:unionOf",
        "a nameless node",
        ":Place owl:equivalentClass [ owl:unionOf ( :School :Nursery ) ] .",
    ),
    (
        "owl:complementOf",
        "a nameless node",
        ":School rdfs:subClassOf [ owl:complementOf :Nursery ] .",
    ),
    ("owl:oneOf", ":Colour", ":Colour a owl:Class ; owl:oneOf ( :elm :oak ) ."),
    ("owl:disjointWith", ":School", ":School owl:disjointWith :Nursery ."),
    (
        "owl:hasValue",
        "a nameless node",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ;"
            " owl:hasValue :oak ] ."
        ),
    ),
    (
        "owl:DataRange",
        "a nameless node",
        ':name rdfs:range [ a owl:DataRange ; owl:oneOf ( "a" ) ] .',
    ),
    (
        "owl:propertyChainAxiom",
        ":near",
        ":near owl:propertyChainAxiom ( :near :near ) .",
    ),
    ("owl:NamedIndividual", ":elm", ":elm a owl:NamedIndividual ."),
    ("owl:deprecated", ":School", ":School owl:deprecated true ."),
    (
        "owl:maxCardinality",
        ":School",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ;"
            ' owl:maxCardinality "2"^^xsd:nonNegativeInteger ] .'
        ),
    ),
    (
        "owl:cardinality",
        ":School",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ;"
            " owl:cardinality 1 ] ."
        ),
    ),
    (
        "owl:Restriction",
        ":School",
        ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ] .",
    ),
    (
        "owl:Restriction",
        ":Named",
        (
            ":Named a owl:Restriction ; owl:onProperty :near ; owl:someValuesFrom"
            " :School ."
        ),
    ),
    (
        "owl:Restriction",
        ":Nursery",
        (
            "_:shared a owl:Restriction ; owl:onProperty :near ; owl:someValuesFrom"
            " :School . :School rdfs:subClassOf _:shared . :Nursery rdfs:subClassOf"
            " _:shared ."
        ),
    ),
    (
        "owl:onProperty",
        ":School",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :note ;"
            " owl:someValuesFrom :School ] ."
        ),
    ),
    (
        "owl:allValuesFrom",
        ":School",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ;"
            " owl:allValuesFrom :Nowhere ] ."
        ),
    ),
    ("owl:equivalentClass", ":School", ":School owl:equivalentClass [ a owl:Class ] ."),
    ("owl:intersectionOf", ":School", ":School owl:intersectionOf ( :Nursery ) ."),
    ("rdfs:subClassOf", ":School", ":School rdfs:subClassOf :Nowhere ."),
    ("rdfs:subClassOf", ":Nowhere", ":Nowhere rdfs:subClassOf :School ."),
    ("rdfs:domain", ":near", ":near rdfs:domain :Nowhere ."),
    ("rdfs:range", ":near", ":near rdfs:range xsd:string ."),
    ("rdfs:range", ":name", ":name rdfs:range :School ."),
    ("rdfs:domain", ":note", ":note rdfs:domain :School ."),
    ("rdfs:subPropertyOf", ":name", ":name rdfs:subPropertyOf :near ."),
    ("rdfs:subPropertyOf", ":note", ":note rdfs:subPropertyOf rdfs:label ."),
    (
        "owl:inverseOf",
        ":name",
        ":code a owl:DatatypeProperty . :name owl:inverseOf :code .",
    ),
    ("owl:DatatypeProperty", ":name", ":name a owl:SymmetricProperty ."),
    ("owl:TransitiveProperty", ":reaches", ":reaches a owl:FunctionalProperty ."),
    (
        "owl:TransitiveProperty",
        ":reaches",
        (
            ":School rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :reaches ;"
            ' owl:minCardinality "1"^^xsd:nonNegativeInteger ] .'
        ),
    ),
    ("undeclared property", ":far", ":elm :far :oak ."),
    ("undeclared class", ":Nowhere", ":elm a :Nowhere ."),
    ("rdfs:Class", ":Place", ":Place a rdfs:Class ."),
    ("rdf:Property", ":far", ":far a rdf:Property ."),
    ("kinds of property", ":near", ":near a owl:DatatypeProperty ."),
    ("class and property", ":School", ":School a owl:AnnotationProperty ."),
    ("class or property as individual", ":Nursery", ":Nursery a :School ."),
    ("class or property as individual", ":School", ":elm :near :School ."),
    ("individual without a class", ":ash", ":elm :near :ash ."),
    ("individual without a class", ":ash", ':ash :name "Ash School" .'),
    ("owl:ObjectProperty", ":near", ':elm :near "the oak" .'),
    ("owl:DatatypeProperty", ":name", ":elm :name :oak ."),
]


def graph_of(turtle: str) -> Graph:
    """Return the graph that some Turtle gives."""
    return Graph().parse(data=PREFIXES + turtle, format="turtle")


def test_the_ontology_is_owl_lite(project: Path) -> None:
    """The ontology, with its alignments and schemes, is OWL Lite."""
    files = sorted((project / "ontology").rglob("*.ttl"))
    graph = Graph()
    for file in files:
        graph.parse(file)

    assert files
    assert faults(graph) == []


def test_what_owl_lite_has_is_let_pass() -> None:
    """Nothing is found in a small ontology that uses what OWL Lite has."""
    assert faults(graph_of(SOUND)) == []


@pytest.mark.parametrize(("rule", "term", "turtle"), FORBIDDEN)
def test_what_owl_lite_lacks_is_named(rule: str, term: str, turtle: str) -> None:
    """Each forbidden construct is found, and named with the term that it stands on."""
    found = faults(graph_of(SOUND + turtle))

    assert (rule, term) in {
        (fault.rule, fault.term.replace("https://example.org/", ":")) for fault in found
    }


def test_an_ontology_needs_a_header() -> None:
    """Terms without an ontology are no OWL Lite ontology."""
    assert [fault.rule for fault in faults(graph_of(":School a owl:Class ."))] == [
        "owl:Ontology"
    ]
