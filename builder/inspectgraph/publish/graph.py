"""Look resources up in the store, one at a time, so that memory does not grow with the graph.

Each look-up reads the triples of one subject, or the subjects of one value. The number
of look-ups for a page depends on what the page shows, and not on the size of the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeGuard

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from inspectgraph.draw.escaping import allowed
from inspectgraph.publish.addresses import address
from inspectgraph.rdf.canonical import natural, text_triple
from inspectgraph.rdf.lookup import Term
from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, RDF, RDFS, SKOS
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Graph", "Resource", "last_part"]

#: How many resources are kept in memory, so that labels need not be read again.
_KEPT: Final = 20_000
_NAMES: Final = (SKOS.prefLabel, RDFS.label, DCTERMS.title)


def last_part(iri: str) -> str:
    """Return the last part of an IRI, after the last slash or hash."""
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource: its IRI, and by property the IRIs and the texts that are its values."""

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
        """Return whether the resource is an instance of one of some classes."""
        own = self.links(RDF.type)
        return any(kind.value in own for kind in kinds)


class Graph:
    """A store as resources, over the union of its named graphs."""

    def __init__(self, store: Store) -> None:
        """Wrap a store.

        Args:
            store: The graph, which does not change.
        """
        self.store = store
        self.resource = lru_cache(maxsize=_KEPT)(self._resource)
        self.best_rank = lru_cache(maxsize=1024)(self._best_rank)

    def _resource(self, iri: str) -> Resource:
        """Return a resource by its IRI; one that the graph does not describe is empty.

        The resource with an empty IRI is empty, which saves a test for a missing link.
        """
        if not iri:
            return Resource("", {}, {})
        links: dict[str, set[str]] = {}
        texts: dict[str, set[str]] = {}
        for quad in self.store.quads_for_pattern(NamedNode(iri), None, None, None):
            value, key = quad.object, quad.predicate.value
            if isinstance(value, NamedNode):
                links.setdefault(key, set()).add(value.value)
            elif isinstance(value, Literal):
                texts.setdefault(key, set()).add(allowed(value.value))
        return Resource(iri, _sorted(links), _sorted(texts))

    def resources(self, iris: Iterable[str]) -> list[Resource]:
        """Return the resources with some IRIs."""
        return [self.resource(iri) for iri in iris]

    def subjects(self, predicate: NamedNode, value: str) -> list[str]:
        """Return the IRIs of the subjects with an IRI as value, in natural order."""
        found = self.store.quads_for_pattern(None, predicate, NamedNode(value), None)
        iris = {
            quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)
        }
        return sorted(iris, key=natural)

    def instances(self, *kinds: NamedNode) -> list[str]:
        """Return the IRIs of the project that are instances of classes, sorted."""
        found: set[str] = set()
        for kind in kinds:
            found.update(self.subjects(RDF.type, kind.value))
        return sorted((iri for iri in found if iri.startswith(BASE)), key=natural)

    def label(self, iri: str) -> str:
        """Return the name of a resource, or else the last part of its IRI."""
        one = self.resource(iri)
        for predicate in _NAMES:
            if name := one.text(predicate):
                return name
        return last_part(iri).replace("-", " ") if iri.startswith(BASE) else iri

    def short_label(self, iri: str, longest: int = 40) -> str:
        """Return the label if it fits, else the longest other label that fits.

        If none fits, return the label.
        """
        label = self.label(iri)
        others = sorted(self.resource(iri).texts(SKOS.altLabel), key=len, reverse=True)
        fits = [name for name in (label, *others) if len(name) <= longest]
        return next(iter(fits), label)

    def by_label(self, iris: Iterable[str]) -> list[str]:
        """Return IRIs in the order of their labels."""
        return sorted(set(iris), key=lambda iri: (self.label(iri).casefold(), iri))

    def _best_rank(self, scale: str) -> int:
        """Return the highest rank of the grades of a scale, or 1."""
        grades = self.resources(self.subjects(SKOS.inScheme, scale))
        return max((grade.number(INSP.rank) for grade in grades), default=1)

    def description(self, iri: str, others: Iterable[str] = ()) -> list[TextTriple]:
        """Return the triples of a resource and of its parts.

        Args:
            iri: The resource.
            others: Further resources of the same page, to which it does not link.
        """
        found = address(iri)
        page = found.page if found else ""
        wanted: list[NamedNode | BlankNode] = [*map(NamedNode, others), NamedNode(iri)]
        seen: set[NamedNode | BlankNode] = set(wanted)
        triples: dict[TextTriple, None] = {}
        while wanted:
            subject = wanted.pop()
            for quad in self.store.quads_for_pattern(subject, None, None, None):
                triples[text_triple(quad)] = None
                value = quad.object
                if _is_part(value, page) and value not in seen:
                    seen.add(value)
                    wanted.append(value)
        return list(triples)

    def iris(self) -> Iterator[str]:
        """Yield the IRI of each subject of the project's namespace once, sorted."""
        found = {
            quad.subject.value
            for quad in self.store.quads_for_pattern(None, RDF.type, None, None)
            if isinstance(quad.subject, NamedNode)
        }
        yield from sorted(iri for iri in found if iri.startswith(BASE))


def _sorted(values: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return the values of each property in natural order."""
    return {
        key: sorted(own, key=natural) if len(own) > 1 else list(own)
        for key, own in values.items()
    }


def _is_part(value: Term, page: str) -> TypeGuard[NamedNode | BlankNode]:
    """Return whether a value is a blank node, or a fragment of a page."""
    if not isinstance(value, NamedNode):
        return isinstance(value, BlankNode)
    found = address(value.value)
    return found is not None and found.page == page and bool(found.fragment)
