"""Count triples, classes and properties for the VoID statistics of a dataset.

A tally has the counts of one graph. The tallies of several graphs can be added. Terms
in the namespace of a report occur in no other report, so a tally stores only their
number. All other terms are stored, so that a term in several graphs is counted once.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Final

from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.text_terms import TextTriple

__all__ = [
    "NO_FIGURES",
    "Counted",
    "Figures",
    "Tally",
    "count",
    "counted",
    "figures",
    "tally",
    "together",
]

_TYPE: Final = str(RDF.type)
#: The bytes of the digest of a term. In a dataset with a million terms, the
#: probability that two terms have the same digest is 1 in 30 million.
_DIGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """The VoID statistics of a dataset.

    `entities` is the number of subjects under the base IRI of the project. `classes`
    maps each class to the number of its instances. `properties` maps each property to
    the number of its triples.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: dict[str, int]
    properties: dict[str, int]


#: The statistics of a dataset without triples.
NO_FIGURES: Final = Figures(0, 0, 0, 0, {}, {})


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a graph, which can be added to the counts of other graphs.

    Attributes:
        triples: The number of triples.
        own_subjects: The number of subjects in the namespace of the graph's report.
        own_objects: The number of objects in that namespace.
        subjects: The subjects outside that namespace.
        elsewhere: The number of objects in the namespaces of other reports.
        objects: The digests of the objects outside the namespaces of reports. They are
            sorted, and each has eight bytes.
        classes: The number of instances of each class.
        properties: The number of triples of each property.
    """

    triples: int = 0
    own_subjects: int = 0
    own_objects: int = 0
    elsewhere: int = 0
    subjects: frozenset[str] = frozenset()
    objects: bytes = b""
    classes: dict[str, int] = field(default_factory=dict)
    properties: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of a graph.

    The counts of further triples can be added to them.

    Attributes:
        tally: The counts.
        subjects: The digests of the subjects in the namespace of the graph's report.
        objects: The digests of the objects in that namespace.

    Digests are sorted, and each has eight bytes.
    """

    tally: Tally
    subjects: bytes = b""
    objects: bytes = b""

    def with_more(self, triples: Collection[TextTriple], namespace: str) -> Counted:
        """Return the counts of the graph after more triples are added.

        Args:
            triples: The added triples, each once. None of them is in the graph already.
            namespace: The namespace of the graph's report.
        """
        more = counted(triples, namespace)
        subjects = _united((self.subjects, more.subjects))
        objects = _united((self.objects, more.objects))
        one, other = self.tally, more.tally
        both = Tally(
            triples=one.triples + other.triples,
            own_subjects=_number(subjects),
            own_objects=_number(objects),
            subjects=one.subjects | other.subjects,
            objects=_united((one.objects, other.objects)),
            classes=Counter(one.classes) + Counter(other.classes),
            properties=Counter(one.properties) + Counter(other.properties),
        )
        return Counted(both, subjects, objects)


def tally(triples: Iterable[TextTriple], namespace: str = "") -> Tally:
    """Return the counts of a graph.

    If a triple is repeated, it is counted once.

    Args:
        triples: The triples of the graph.
        namespace: The namespace of the graph's report. It is empty for a graph that
            belongs to no single report.
    """
    return counted(triples, namespace).tally


def counted(triples: Iterable[TextTriple], namespace: str) -> Counted:
    """Return the counts of a graph.

    The counts of further triples can be added to these counts later.

    Args:
        triples: The triples of the graph.
        namespace: The namespace of the graph's report. It is empty for a graph that
            belongs to no single report.
    """
    unique = set(triples)
    subjects = {subject for subject, _, _ in unique}
    objects = {value for _, _, value in unique}
    own_subjects = _those_in(namespace, subjects)
    own_objects = _those_in(namespace, objects)
    others = objects.difference(own_objects)
    reports = f"<{current_base()}id/report/"
    elsewhere = {term for term in others if term.startswith(reports)}
    found = Tally(
        triples=len(unique),
        own_subjects=len(own_subjects),
        own_objects=len(own_objects),
        elsewhere=len(elsewhere),
        subjects=frozenset(subjects.difference(own_subjects)),
        objects=_digests(others - elsewhere),
        classes=Counter(value for _, name, value in unique if name == _TYPE),
        properties=Counter(name for _, name, _ in unique),
    )
    return Counted(found, _digests(own_subjects), _digests(own_objects))


def figures(found: Tally) -> Figures:
    """Return the VoID statistics of one graph from its counts."""
    own = together([found])
    return replace(own, objects=own.objects + found.elsewhere)


def together(tallies: Collection[Tally]) -> Figures:
    """Return the VoID statistics of several graphs, taken together, from their counts.

    No triple may be in two of the graphs. Two graphs about the same report can name the
    same parts of the report. So the caller must combine such graphs in one tally. An
    object that names a report, or a part of a report, is counted only in the graph of
    this report.

    Args:
        tallies: The counts of each graph.
    """
    subjects = frozenset[str]().union(*(one.subjects for one in tallies))
    # One sequence of all digests is read much faster than many short ones.
    objects = set(_numbers(b"".join(one.objects for one in tallies)))
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for one in tallies:
        classes.update(one.classes)
        properties.update(one.properties)
    ours = f"<{current_base()}"
    shared_entities = sum(subject.startswith(ours) for subject in subjects)
    own_subjects = sum(one.own_subjects for one in tallies)
    own_objects = sum(one.own_objects for one in tallies)
    return Figures(
        triples=sum(one.triples for one in tallies),
        subjects=own_subjects + len(subjects),
        objects=own_objects + len(objects),
        entities=own_subjects + shared_entities,
        classes=_by_name(classes),
        properties=_by_name(properties),
    )


def count(triples: Iterable[TextTriple]) -> Figures:
    """Return the VoID statistics of triples.

    If a triple is repeated, it is counted once.

    >>> count([("<https://example.org/a>", "<https://example.org/b>", '"c"')]).properties
    {'https://example.org/b': 1}
    """
    return figures(tally(triples))


def _those_in(namespace: str, terms: Iterable[str]) -> list[str]:
    """Return the terms that name a report or a part of the report.

    The report is given by its namespace.

    >>> own, other = "<https://example.org/x/p1>", "<https://example.org/x-2>"
    >>> _those_in("https://example.org/x", [own, other])
    ['<https://example.org/x/p1>']
    """
    if not namespace:
        return []
    report, parts = f"<{namespace}>", f"<{namespace}/"
    return [term for term in terms if term.startswith(parts) or term == report]


def _digests(terms: Iterable[str]) -> bytes:
    """Return the digests of terms, joined in one sequence.

    The digests are sorted. Each digest has eight bytes and occurs once.
    """
    return _united(map(_digest, terms))


def _united(digests: Iterable[bytes]) -> bytes:
    """Merge several sequences of digests into one sequence.

    The digests in the result are sorted. Each digest occurs once.

    >>> _united([b"bbbbbbbb", b"aaaaaaaabbbbbbbb"])
    b'aaaaaaaabbbbbbbb'
    """
    found: set[int] = set()
    for some in digests:
        found.update(_numbers(some))
    return array("Q", sorted(found)).tobytes()


def _numbers(digests: bytes) -> Iterable[int]:
    """Return digests as numbers.

    Eight bytes make one number. The order of the bytes is the byte order of the
    machine.
    """
    return memoryview(digests).cast("Q")


def _number(digests: bytes) -> int:
    """Return the number of digests in a sequence of digests."""
    return len(digests) // _DIGEST


def _digest(term: str) -> bytes:
    return blake2b(term.encode(), digest_size=_DIGEST).digest()


def _by_name(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the count of each IRI, sorted by IRI and without angle brackets.

    Terms that are not IRIs are left out.
    """
    return {
        term[1:-1]: number for term, number in sorted(numbers.items()) if term[0] == "<"
    }
