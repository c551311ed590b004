"""The VoID statistics of the datasets in the catalogue."""

from __future__ import annotations

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_terms import VOID, VOID_CLASS
from inspectgraph.export.void_statistics import Figures
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.prefixes import split

__all__ = ["add_figures", "class_partitions", "property_partitions", "vocabularies"]


def add_figures(node: Node, figures: Figures) -> None:
    """Add the VoID statistics of a dataset to its node."""
    numbers = {
        VOID.triples: figures.triples,
        VOID.entities: figures.entities,
        VOID.distinctSubjects: figures.subjects,
        VOID.distinctObjects: figures.objects,
        VOID.classes: len(figures.classes),
        VOID.properties: len(figures.properties),
    }
    for predicate, number in numbers.items():
        node.whole(predicate, number)


def class_partitions(node: Node, figures: Figures) -> None:
    """Describe a dataset by the number of instances that each class has."""
    for iri, number in figures.classes.items():
        part = _partition(node, "class", iri)
        node.link(VOID.classPartition, part.iri)
        part.link(VOID_CLASS, NamedNode(iri)).whole(VOID.entities, number)


def property_partitions(node: Node, figures: Figures) -> None:
    """Describe a dataset by the number of triples that each property has."""
    for iri, number in figures.properties.items():
        part = _partition(node, "property", iri)
        node.link(VOID.propertyPartition, part.iri)
        part.link(VOID.property, NamedNode(iri)).whole(VOID.triples, number)


def _partition(node: Node, kind: str, iri: str) -> Node:
    """Return a node for the VoID partition of a class or property."""
    name = "".join(filter(str.isalnum, iri))
    if known := split(iri):
        prefix, namespace = known
        name = f"{prefix}-{iri.removeprefix(namespace)}"
    return Node(node.sink, NamedNode(f"{node.iri.value}#{kind}-{name}"), ())


def vocabularies(figures: Figures) -> list[NamedNode]:
    """Return the sorted namespaces of all classes and properties in a dataset."""
    known = filter(None, map(split, (*figures.classes, *figures.properties)))
    return list(map(NamedNode, sorted({name for _, name in known})))
