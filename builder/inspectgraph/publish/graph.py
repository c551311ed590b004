"""Look up resources one at a time, so that memory use does not grow with the graph.

Each look-up reads the triples of one subject, or the subjects with one given value. The
number of look-ups for a page depends on the content of the page, and not on the size of
the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Final, TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from inspectgraph.draw.escaping import allowed
from inspectgraph.publish.addresses import Addresses, is_page
from inspectgraph.publish.by_report import ReportTriples
from inspectgraph.query.curators import curated_by
from inspectgraph.rdf.canonical import natural, text_triple
from inspectgraph.rdf.lookup import Term, base_of, solutions
from inspectgraph.rdf.namespaces import DCTERMS, INSP, RDF, RDFS, SKOS
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Graph", "Resource", "is_iri", "last_part"]

#: The number of resources kept in memory, so that labels are read once.
_KEPT: Final = 5000
#: The number of subjects whose triples are kept in memory, for a page and its data.
_READ: Final = 1000
_NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title)


def last_part(iri: str) -> str:
    """Return the last part of an IRI, after the last slash or hash."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def is_iri(text: str) -> bool:
    """Return whether the engine accepts a text as an IRI."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: its IRI, and the values of each property as IRIs and texts."""

    iri: str
    linked: dict[str, list[str]]
    literal: dict[str, list[str]]

    def links(self, predicate: NamedNode) -> Sequence[str]:
        """Return the IRIs that are values of a property, in natural order."""
        return self.linked.get(predicate.value, ())

    def link(self, predicate: NamedNode) -> str:
        """Return the first IRI that is a value of a property, or ""."""
        return next(iter(self.links(predicate)), "")

    def texts(self, predicate: NamedNode) -> Sequence[str]:
        """Return the texts that are values of a property, in natural order."""
        return self.literal.get(predicate.value, ())

    def text(self, predicate: NamedNode) -> str:
        """Return the first text that is a value of a property, or ""."""
        return next(iter(self.texts(predicate)), "")

    def number(self, predicate: NamedNode) -> int:
        """Return the first value of a property as a whole number, or 0."""
        return int(self.text(predicate) or 0)

    def is_a(self, *kinds: NamedNode) -> bool:
        """Return whether the resource is an instance of at least one of the classes."""
        own = self.links(RDF.type)
        return any(kind.value in own for kind in kinds)


class Graph:
    """Reads resources from the named graphs of a store, as if they were one graph."""

    def __init__(self, store: Store) -> None:
        """Set the store from which resources are read.

        Args:
            store: The graph, which must not change.
        """
        self.store = store
        #: The report whose triples are read from memory, or None.
        self.in_memory: ReportTriples | None = None
        self.base = base_of(store)
        self.addresses = Addresses(self.base)
        self._read = lru_cache(maxsize=_READ)(self._quads)
        self.resource = lru_cache(maxsize=_KEPT)(self._resource)
        self.incoming = lru_cache(maxsize=_READ)(self._incoming)
        self.curators = lru_cache(maxsize=_READ)(self._curators)
        self.best_rank = lru_cache(maxsize=1024)(self._best_rank)

    def _resource(self, iri: str) -> Resource:
        """Return the resource that has a given IRI.

        If the graph does not describe the IRI, or if the IRI is empty, the resource has
        no values. So callers need no test for a missing link.
        """
        if not iri:
            return Resource("", {}, {})
        links: dict[str, set[str]] = {}
        texts: dict[str, set[str]] = {}
        for quad in self._read(NamedNode(iri)):
            value, key = quad.object, quad.predicate.value
            if isinstance(value, NamedNode):
                links.setdefault(key, set()).add(value.value)
            elif isinstance(value, Literal):
                texts.setdefault(key, set()).add(allowed(value.value))
        return Resource(iri, _sorted(links), _sorted(texts))

    def _quads(self, subject: NamedNode | BlankNode) -> list[Quad]:
        """Return the quads of a subject."""
        return list(self._found(subject, None, None))

    def _found(
        self,
        subject: NamedNode | BlankNode | None,
        predicate: NamedNode | None,
        value: NamedNode | None,
    ) -> Iterator[Quad]:
        """Yield the quads that match a pattern.

        If all matching quads are in memory, they are read from memory. Otherwise, they
        are read from the store.
        """
        report = self.in_memory
        store = report.store if report and report.holds(subject, value) else self.store
        return store.quads_for_pattern(subject, predicate, value, None)

    def describes(self, iri: str) -> bool:
        """Return whether the graph has a triple about an IRI."""
        return bool(self._read(NamedNode(iri)))

    def owner(self, page: str) -> str:
        """Return the IRI of the resource to which a page belongs, or ""."""
        if not is_page(page):
            return ""
        for iri in self.addresses.owners(page):
            found = self.addresses.of(iri) if is_iri(iri) else None
            is_own = found and found.page == page and not found.fragment
            if is_own and self.describes(iri):
                return iri
        return ""

    def resources(self, iris: Iterable[str]) -> list[Resource]:
        """Return the resources with the given IRIs."""
        return [self.resource(iri) for iri in iris]

    def of_kind(self, iris: Iterable[str], *kinds: NamedNode) -> list[Resource]:
        """Return the given resources that are instances of at least one of the classes.

        The triples of the other resources are not read.
        """
        return [
            self.resource(iri)
            for iri in iris
            if any(self._is_instance(NamedNode(iri), kind) for kind in kinds)
        ]

    def _is_instance(self, one: NamedNode, kind: NamedNode) -> bool:
        found = self._found(one, RDF.type, kind)
        return next(found, None) is not None

    def values(self, kind: NamedNode, predicate: NamedNode) -> dict[str, list[str]]:
        """Return the values of a property for all instances of a class.

        Only values that are IRIs are returned, keyed by the IRI of the instance. One
        query reads all values. Reading the instances one by one would be much slower
        for a store on disk, because the store would look up every term of every
        instance.
        """
        query = f"SELECT ?one ?value {{ ?one a {kind} ; {predicate} ?value }}"
        found: dict[str, set[str]] = {}
        for one, value in solutions(self.store, query):
            if isinstance(one, NamedNode) and isinstance(value, NamedNode):
                own = found.setdefault(intern(one.value), set())
                own.add(intern(value.value))  # many instances have equal values
        return _sorted(found)

    def links(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the IRIs that are values of one property.

        Values of other properties are not read.
        """
        found = self._found(NamedNode(iri), predicate, None)
        values = {q.object.value for q in found if isinstance(q.object, NamedNode)}
        return sorted(values, key=natural)

    def subjects(self, predicate: NamedNode, value: str) -> list[str]:
        """Return the IRIs of the subjects that have a given value of a property.

        The IRIs are in natural order.
        """
        found = self._found(None, predicate, NamedNode(value))
        iris = {
            quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)
        }
        return sorted(iris, key=natural)

    def _incoming(self, iri: str) -> dict[str, list[str]]:
        """Return the subjects that refer to an IRI, grouped by property.

        The subjects are in natural order. If few resources refer to the IRI, one
        look-up of all properties is faster than a look-up for each property.
        """
        found: dict[str, set[str]] = {}
        for quad in self._found(None, None, NamedNode(iri)):
            if isinstance(quad.subject, NamedNode):
                found.setdefault(quad.predicate.value, set()).add(quad.subject.value)
        return _sorted(found)

    def instances(self, *kinds: NamedNode) -> list[str]:
        """Return the sorted IRIs of the project's instances of the given classes."""
        found: set[str] = set()
        for kind in kinds:
            found.update(self.subjects(RDF.type, kind.value))
        return sorted(filter(self.addresses.is_own, found), key=natural)

    def label(self, iri: str) -> str:
        """Return the name of a resource.

        If there is no name, return the last part of its IRI.
        """
        one = self.resource(iri)
        for predicate in _NAMES:
            if name := one.text(predicate):
                return name
        return last_part(iri).replace("-", " ") if self.addresses.is_own(iri) else iri

    def short_label(self, iri: str, longest: int = 40) -> str:
        """Return the label, or an alternative label if the label is too long.

        The longest alternative label within the limit is chosen. If every label is too
        long, the label is returned in full.
        """
        label = self.label(iri)
        others = sorted(self.resource(iri).texts(SKOS.altLabel), key=len, reverse=True)
        fits = [name for name in (label, *others) if len(name) <= longest]
        return next(iter(fits), label)

    def by_label(self, iris: Iterable[str]) -> list[str]:
        """Return IRIs in the order of their labels."""
        return sorted(set(iris), key=lambda iri: (self.label(iri).casefold(), iri))

    def _best_rank(self, scale: str) -> int:
        """Return the highest rank on a grade scale, or 1 if the scale has no grades."""
        grades = self.resources(self.subjects(SKOS.inScheme, scale))
        return max((grade.number(INSP.rank) for grade in grades), default=1)

    def _curators(self, curation: str) -> str:
        """Describe the agents of a curation and their roles, or return "" if there is no data."""
        return curated_by(self.store, NamedNode(curation)) if curation else ""

    def description(self, iri: str, others: Iterable[str] = ()) -> list[TextTriple]:
        """Return the triples of a resource and of its parts.

        Args:
            iri: The resource.
            others: Further resources on the same page, to which `iri` has no link.
        """
        found = self.addresses.of(iri)
        page = found.page if found else ""
        wanted: list[NamedNode | BlankNode] = [*map(NamedNode, others), NamedNode(iri)]
        seen: set[NamedNode | BlankNode] = set(wanted)
        triples: dict[TextTriple, None] = {}
        while wanted:
            for quad in self._read(wanted.pop()):
                triples[text_triple(quad)] = None
                value = quad.object
                if self._is_part(value, page) and value not in seen:
                    seen.add(value)
                    wanted.append(value)
        return list(triples)

    def _is_part(self, value: Term, page: str) -> TypeGuard[NamedNode | BlankNode]:
        """Return whether a value is a blank node, or a fragment of a page."""
        if not isinstance(value, NamedNode):
            return isinstance(value, BlankNode)
        iri = value.value
        if not self.addresses.is_own(iri):
            return False
        found = self.addresses.of(iri)
        return found is not None and found.page == page and bool(found.fragment)

    def iris(self) -> Iterator[str]:
        """Yield the IRIs of the project's subjects, sorted and without repeats."""
        yield from sorted(self._described(self.addresses.is_own))

    def with_page(self) -> Iterator[str]:
        """Yield the sorted IRIs of the resources that have a page.

        If a report is in memory, only the resources of this report are yielded.
        """
        yield from sorted(self._described(self.has_page))

    def _described(self, is_wanted: Callable[[str], bool]) -> set[str]:
        """Return the IRIs of all described resources that `is_wanted` accepts.

        A resource is described if it has a class. If a report is in memory, only the
        resources of this report are returned. The function sends a query, because a
        query looks up only one term of each triple. A search for quads would look up
        four terms.
        """
        store = self.in_memory.store if self.in_memory else self.store
        found = solutions(store, "SELECT DISTINCT ?one { ?one a ?kind }")
        named = (one for (one,) in found if isinstance(one, NamedNode))
        if held := self.in_memory:
            named = (one for one in named if held.holds(one, None))
        return {one.value for one in named if is_wanted(one.value)}

    def has_page(self, iri: str) -> bool:
        """Return whether an IRI has its own page.

        An IRI that is only a section of another page has no page of its own.
        """
        found = self.addresses.of(iri)
        return found is not None and not found.fragment and iri != self.base


def _sorted(values: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return the values of each property in natural order."""
    return {
        key: sorted(own, key=natural) if len(own) > 1 else list(own)
        for key, own in values.items()
    }
