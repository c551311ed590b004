"""An index of triples by subject, by property and by value.

An index consists of plain dictionaries of texts. One index is made for each report, so
it must be quick to make. The triples of the ontology and the registry, which all
reports share, have an index of their own: the base. The base is made only once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, KeysView, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Final

from inspectgraph.rdf.namespaces import RDF, RDFS
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["TripleIndex"]

_TYPE: Final = str(RDF.type)
_SUB_CLASS: Final = str(RDFS.subClassOf)
_NOTHING: Final[Mapping[str, list[str]]] = MappingProxyType({})

_Values = Sequence[str]


class TripleIndex:
    """An index of triples that also looks up triples in a second, shared index.

    >>> shared = TripleIndex([("<dog>", str(RDFS.subClassOf), "<animal>")])
    >>> triples = [("<rex>", str(RDF.type), "<dog>"), ("<rex>", "<likes>", "<tom>")]
    >>> own = TripleIndex(triples, shared)
    >>> own.values("<rex>", "<likes>"), own.subjects("<likes>", "<tom>")
    (['<tom>'], ['<rex>'])
    >>> own.instances("<animal>")
    ['<rex>']
    """

    def __init__(
        self, triples: Iterable[TextTriple], base: TripleIndex | None = None
    ) -> None:
        """Make an index of the given triples. A repeated triple counts once.

        Args:
            triples: The triples.
            base: The index of the shared triples, which must not change any more.
        """
        own: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            said = own.get(subject)
            if said is None:
                own[subject] = {predicate: [value]}
            elif predicate in said:
                said[predicate].append(value)
            else:
                said[predicate] = [value]
        #: The values of the own triples, by subject and property.
        self.own: Final[Mapping[str, Mapping[str, list[str]]]] = own
        self.base: Final = base
        self._inverse: dict[str, dict[str, list[str]]] = {}
        self._below: dict[str, frozenset[str]] = {}
        self._members: dict[frozenset[str], frozenset[str]] = {}

    @property
    def described(self) -> KeysView[str]:
        """The subjects of the triples in this index.

        The triples of the shared index are left out.
        """
        return self.own.keys()

    def values(self, subject: str, predicate: str) -> _Values:
        """Return the values of a property of a subject, each once."""
        said = self.own.get(subject)
        if said is None:
            return () if self.base is None else self.base.values(subject, predicate)
        found = said.get(predicate, ())
        if self.base is None or subject not in self.mixed:
            return found
        return _joined(found, self.base.values(subject, predicate))

    def properties(self, subject: str) -> Mapping[str, _Values]:
        """Return all values that a subject has, keyed by property."""
        said = self.own.get(subject, _NOTHING)
        if self.base is None:
            return said
        names = dict.fromkeys([*said, *self.base.properties(subject)])
        return {name: self.values(subject, name) for name in names}

    def subjects(self, predicate: str, value: str) -> _Values:
        """Return the subjects that have the given value of a property, each once."""
        if predicate not in self._inverse:
            self._inverse[predicate] = self._inverted(predicate)
        found = self._inverse[predicate].get(value, ())
        if self.base is None:
            return found
        return _joined(found, self.base.subjects(predicate, value))

    def describing(self, predicate: str) -> _Values:
        """Return each subject that has a given property in this index.

        The triples of the shared index are left out.
        """
        return self._by_property.get(predicate, ())

    def subjects_of(self, predicate: str) -> _Values:
        """Return each subject that has a property in this index or the shared index."""
        found = self.describing(predicate)
        if self.base is None:
            return found
        return _joined(found, self.base.subjects_of(predicate))

    def objects_of(self, predicate: str) -> _Values:
        """Return all values of a property, each once."""
        found: dict[str, None] = {}
        for subject in self.subjects_of(predicate):
            found.update(dict.fromkeys(self.values(subject, predicate)))
        return list(found)

    def subclasses(self, cls: str) -> frozenset[str]:
        """Return a class and all classes below it."""
        found = self._below.get(cls)
        if found is None:
            found = self._below[cls] = self._reached(cls)
        return found

    def described_instances(self, cls: str) -> list[str]:
        """Return the instances of a class or its sub-classes in this index.

        The triples of the shared index are left out.
        """
        found: dict[str, None] = {}
        for kind in self.subclasses(cls):
            found.update(dict.fromkeys(self._of_class.get(kind, ())))
        return list(found)

    def instances(self, cls: str) -> list[str]:
        """Return all instances of a class or its sub-classes, each once."""
        found = dict.fromkeys(self.described_instances(cls))
        if self.base is not None:
            for kind in self.subclasses(cls):
                found.update(dict.fromkeys(self.base.subjects(_TYPE, kind)))
        return list(found)

    def is_instance(self, node: str, cls: str) -> bool:
        """Return whether a node is an instance of a class or one of its sub-classes."""
        below = self.subclasses(cls)
        said = self.own.get(node)
        if said is not None and not below.isdisjoint(said.get(_TYPE, ())):
            return True
        return self.base is not None and node in self.base.members(below)

    def members(self, classes: frozenset[str]) -> Collection[str]:
        """Return all instances of the given classes, but not the instances of their sub-classes.

        The result is cached.
        """
        if classes not in self._members:
            found: set[str] = set()
            for kind in classes:
                found.update(self.subjects(_TYPE, kind))
            self._members[classes] = frozenset(found)
        return self._members[classes]

    @cached_property
    def mixed(self) -> frozenset[str]:
        """The subjects that have triples both in this index and in the shared index."""
        if self.base is None:
            return frozenset()
        return frozenset(self.described & self.base.described)

    @cached_property
    def _by_property(self) -> Mapping[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject, said in self.own.items():
            for predicate in said:
                found[predicate].append(subject)
        return found

    @cached_property
    def _of_class(self) -> Mapping[str, list[str]]:
        return self._inverted(_TYPE)

    def _inverted(self, predicate: str) -> dict[str, list[str]]:
        """Return a mapping from each value of a property to the subjects that have the value."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for subject in self.describing(predicate):
            for value in self.own[subject][predicate]:
                found[value].append(subject)
        return found

    def _reached(self, cls: str) -> frozenset[str]:
        if self.base is not None and not self.describing(_SUB_CLASS):
            return self.base.subclasses(cls)
        found = {cls}
        fresh = [cls]
        while fresh:
            near = set(self.subjects(_SUB_CLASS, fresh.pop())) - found
            found |= near
            fresh += near
        return frozenset(found)


def _joined(first: _Values, second: _Values) -> _Values:
    """Return all members of two sequences, each member only once."""
    if not second:
        return first
    if not first:
        return second
    return list(dict.fromkeys([*first, *second]))
