"""The triples of the graph, indexed by subject and property, for tables and networks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.canonical import NamedGraph, natural
from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, RDF, RDFS, SKOS
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Facts", "slug", "stated"]

_NAMES: Final = (
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    INSP.unitId,
    INSP.statementId,
)


def slug(iri: str) -> str:
    """Return the last part of an IRI, after the last slash or hash.

    >>> slug("https://w3id.org/inspectgraph/scale/sif/good")
    'good'
    """
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def stated(graphs: Iterable[NamedGraph]) -> Facts:
    """Index the triples of named graphs by subject, and return the index.

    The graph of entailed triples is left out.
    """
    own = (named.triples for named in graphs if named.name != "inferred")
    return Facts(chain.from_iterable(own))


class Facts:
    """Triples, indexed by subject and property.

    Lists of values are in natural order: `p2` comes before `p10`.
    """

    def __init__(self, triples: Iterable[TextTriple]) -> None:
        self._links: dict[str, dict[str, list[str]]] = {}
        self._texts: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples:
            if subject[0] == "<":
                self._add(subject[1:-1], predicate[1:-1], value)
        self._instances: dict[str, list[str]] = {}
        for subject, links in self._links.items():
            for kind in links.get(RDF.type.value, ()):
                self._instances.setdefault(kind, []).append(subject)

    def _add(self, subject: str, predicate: str, value: str) -> None:
        """Add a triple.

        A triple whose object is an IRI is added to the links. Any other triple is added
        to the texts.
        """
        is_link = value[0] == "<"
        described = (self._links if is_link else self._texts).setdefault(subject, {})
        values = described.setdefault(predicate, [])
        values.append(value[1:-1] if is_link else value)

    @property
    def linked(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The IRIs that are values of properties, keyed by subject and then by property."""
        return self._links

    def instances(self, *kinds: NamedNode) -> list[str]:
        """Return the IRIs of all instances of the given classes, in natural order."""
        found: set[str] = set()
        for kind in kinds:
            found.update(self._instances.get(kind.value, ()))
        return sorted(found, key=natural)

    def links(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the IRIs that a subject has as values of a property."""
        values = self._links.get(iri, {}).get(predicate.value, [])
        if len(values) > 1:
            return sorted(values, key=natural)
        return list(values)

    def link(self, iri: str, predicate: NamedNode) -> str:
        """Return the first IRI that is a value of a property, or an empty string."""
        return next(iter(self.links(iri, predicate)), "")

    def texts(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the lexical forms of all literals that a subject has as values of a property."""
        values = self._texts.get(iri, {}).get(predicate.value, ())
        texts = list(map(lexical, values))
        if len(texts) > 1:
            texts.sort(key=natural)
        return texts

    def text(self, iri: str, predicate: NamedNode) -> str:
        """Return the lexical form of a property's first literal, or "" if there is none."""
        return next(iter(self.texts(iri, predicate)), "")

    def properties(self, iri: str) -> set[str]:
        """Return the IRIs of all properties of a subject."""
        return {*self._links.get(iri, ()), *self._texts.get(iri, ())}

    def label(self, iri: str) -> str:
        """Return the name of a resource, or the last part of its IRI if it has no name."""
        names = (self.text(iri, predicate) for predicate in _NAMES)
        return next(filter(None, names), "") or slug(iri)

    def labels(self, iri: str, predicate: NamedNode) -> list[str]:
        """Return the names of the resources to which a property of a subject leads."""
        return list(map(self.label, self.links(iri, predicate)))

    def kind(self, iri: str) -> str:
        """Return the local name of a resource's class, or "" if it has no class.

        A class of the project's ontology takes precedence over other classes.
        """
        kinds = sorted(
            self.links(iri, RDF.type),
            key=lambda kind: (not kind.startswith(BASE), kind),
        )
        if kinds:
            return slug(kinds[0])
        return ""
