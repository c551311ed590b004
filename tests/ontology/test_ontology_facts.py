"""What the ontology states as facts holds in populated data: kinds, domains, ranges, cardinalities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

from inspectgraph.load import load_project
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.text_terms import lines

DOMAIN_INCLUDES = URIRef("https://schema.org/domainIncludes")
RANGE_INCLUDES = URIRef("https://schema.org/rangeIncludes")
STRING = URIRef("http://www.w3.org/2001/XMLSchema#string")


@pytest.fixture(scope="module")
def ontology(project: Path) -> Graph:
    """Return the ontology with all it imports."""
    graph = Graph()
    for file in sorted((project / "ontology").rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="module")
def data(project: Path) -> Graph:
    """Return what the small project populates."""
    small = load_project(project / "tests" / "projects" / "small")
    sinks = [populate_report(loaded, small) for loaded in small.extracts]
    sinks.append(populate_registry(small.registry, small.vocabulary))
    text = "".join(lines(sink.triples) for sink in sinks)
    return Graph().parse(data=text, format="nt")


@pytest.fixture(scope="module")
def classes(ontology: Graph, data: Graph) -> dict[Node, set[Node]]:
    """Return the classes of everything in the data and the schemes, with their super-classes."""
    found: dict[Node, set[Node]] = {}
    for graph in (ontology, data):
        for thing, kind in graph.subject_objects(RDF.type):
            kinds = ontology.transitive_objects(kind, RDFS.subClassOf)
            found.setdefault(thing, set()).update(kinds)  # type: ignore[arg-type]
    return found


def fits(value: Node, wanted: set[Node], classes: dict[Node, set[Node]]) -> bool:
    """Tell whether a value belongs to a wanted class or datatype, if any is wanted."""
    if not wanted or RDFS.Literal in wanted:
        return True
    if isinstance(value, Literal):
        return (value.datatype or STRING) in wanted and value.language is None
    return bool(wanted & classes.get(value, set()))


def misfits(
    ontology: Graph, data: Graph, classes: dict[Node, set[Node]]
) -> Iterator[tuple[str, Node, Node]]:
    """Yield subjects and values that their property's domain or range forbids."""
    for s, p, o in data:
        domain = set(ontology.objects(p, RDFS.domain)) or set(
            ontology.objects(p, DOMAIN_INCLUDES)
        )
        reach = set(ontology.objects(p, RDFS.range)) or set(
            ontology.objects(p, RANGE_INCLUDES)
        )
        if not fits(s, domain, classes):
            yield "domain", p, s
        if not fits(o, reach, classes):
            yield "range", p, o


def test_data_stand_between_domain_and_range(
    ontology: Graph, data: Graph, classes: dict[Node, set[Node]]
) -> None:
    """Subject and value of each triple fit the domain and range of its property."""
    assert len(data) > 500
    assert list(misfits(ontology, data, classes)) == []


def test_values_are_of_the_kind_of_their_property(ontology: Graph, data: Graph) -> None:
    """Object properties lead to things, datatype properties to literals."""
    for s, p, o in data:
        if (p, RDF.type, OWL.ObjectProperty) in ontology:
            assert not isinstance(o, Literal), (s, p, o)
        if (p, RDF.type, OWL.DatatypeProperty) in ontology:
            assert isinstance(o, Literal), (s, p, o)


def test_functional_properties_have_one_value(ontology: Graph, data: Graph) -> None:
    """Nothing has two values of a functional property."""
    functional = set(ontology.subjects(RDF.type, OWL.FunctionalProperty))
    counts = Counter((s, p) for s, p, _ in data if p in functional)

    assert counts
    assert [key for key, count in counts.items() if count > 1] == []


def test_cardinalities_hold(
    ontology: Graph, data: Graph, classes: dict[Node, set[Node]]
) -> None:
    """Everything has as many values as the restrictions on its class say."""
    whole = ontology + data
    checked = 0
    for kind, restriction in ontology.subject_objects(RDFS.subClassOf):
        on = ontology.value(restriction, OWL.onProperty)
        exact = ontology.value(restriction, OWL.cardinality)
        for thing in (
            thing
            for thing, kinds in classes.items()
            if on is not None and kind in kinds
        ):
            count = len(set(whole.objects(thing, on)))
            assert count == 1 if exact is not None else count >= 1, (thing, on)
            checked += 1

    assert checked
