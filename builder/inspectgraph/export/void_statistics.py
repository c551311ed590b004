"""Count triples, classes and properties for the VoID statistics of a dataset.

A tally has the counts of one graph, in a form in which the counts of several graphs can
be added. The terms in the namespace of a report occur in no other report, so a tally
has only their number. A tally keeps all other terms, so that a term in several graphs
is counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from inspectgraph.rdf.namespaces import BASE, RDF
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Figures", "Tally", "add_up", "count", "tally"]

_TYPE: Final = str(RDF.type)
_OURS: Final = f"<{BASE}"
#: The bytes of a digest that stands for a term: two of a million terms have the same
#: digest in one of 30 million datasets.
_DIGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """The VoID statistics of a dataset.

    `entities` is the number of subjects in the project's namespace. `classes` has the
    number of instances of each class, and `properties` the number of triples of each
    property.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: dict[str, int]
    properties: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a graph, which can be added to the counts of other graphs.

    Attributes:
        triples: The number of triples.
        own_subjects: The number of subjects in the namespace of the graph's report.
        own_objects: The number of objects in that namespace.
        subjects: The other subjects.
        objects: The digests of the other objects.
        classes: The number of instances of each class.
        properties: The number of triples of each property.
    """

    triples: int = 0
    own_subjects: int = 0
    own_objects: int = 0
    subjects: frozenset[str] = frozenset()
    objects: frozenset[int] = frozenset()
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)


def tally(triples: Iterable[TextTriple], namespace: str = "") -> Tally:
    """Return the counts of a graph; a repeated triple counts once.

    Args:
        triples: The triples of the graph.
        namespace: The namespace of its report; the empty string for a shared graph.
    """
    unique = set(triples)
    subjects = {subject for subject, _, _ in unique}
    objects = {value for _, _, value in unique}
    start = f"<{namespace}" if namespace else " "
    shared_subjects = {term for term in subjects if not term.startswith(start)}
    shared_objects = [term for term in objects if not term.startswith(start)]
    return Tally(
        triples=len(unique),
        own_subjects=len(subjects) - len(shared_subjects),
        own_objects=len(objects) - len(shared_objects),
        subjects=frozenset(shared_subjects),
        objects=frozenset(map(_digest, shared_objects)),
        classes=Counter(value for _, name, value in unique if name == _TYPE),
        properties=Counter(name for _, name, _ in unique),
    )


def add_up(tallies: Iterable[Tally]) -> Figures:
    """Return the statistics of several graphs together.

    No two of the graphs may have a triple in common.

    Two graphs of one report must be given as one tally, since both can name the same
    parts of the report.
    """
    triples = own_subjects = own_objects = 0
    subjects: set[str] = set()
    objects: set[int] = set()
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for one in tallies:
        triples += one.triples
        own_subjects += one.own_subjects
        own_objects += one.own_objects
        subjects |= one.subjects
        objects |= one.objects
        classes.update(one.classes)
        properties.update(one.properties)
    shared_entities = sum(subject.startswith(_OURS) for subject in subjects)
    return Figures(
        triples=triples,
        subjects=own_subjects + len(subjects),
        objects=own_objects + len(objects),
        entities=own_subjects + shared_entities,
        classes=_by_name(classes),
        properties=_by_name(properties),
    )


def count(triples: Iterable[TextTriple]) -> Figures:
    """Return the statistics of triples; a repeated triple counts once.

    >>> count([("<https://example.org/a>", "<https://example.org/b>", '"c"')]).properties
    {'https://example.org/b': 1}
    """
    return add_up([tally(triples)])


def _digest(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=_DIGEST).digest())


def _by_name(numbers: Counter[str]) -> dict[str, int]:
    """Return the number of each IRI, sorted by IRI."""
    return {
        term[1:-1]: number for term, number in sorted(numbers.items()) if term[0] == "<"
    }
