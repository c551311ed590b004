"""The labels of concepts, properties, registry entries and reports in two versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from inspectgraph.diff.versions import Version
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.namespaces import DEF, INSP, RDFS, SKOS
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Labels", "labels_of"]

#: Properties whose values name something, the first of them with precedence.
_NAMES: Final = tuple(map(str, (SKOS.prefLabel, RDFS.label)))
_LAST: Final = re.compile(r"[/#]([^/#]+)[/#]?>$")
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
#: Classes that a record has besides the class that says most.
_GENERAL: Final = frozenset(map(str, (INSP.Statement, INSP.Finding)))


class Labels:
    """Labels keyed by IRI, from several sets of labels; earlier sets take precedence."""

    def __init__(self, *labels: Mapping[str, str]) -> None:
        """Store several sets of labels; an earlier set takes precedence over a later set."""
        self._labels = labels

    def of_graph(self, triples: Iterable[TextTriple]) -> Labels:
        """Return a new set of labels that also has the labels of one graph.

        If an IRI has two labels, the label of the graph takes precedence.
        """
        return Labels(_labels(triples), *self._labels)

    def name(self, iri: str) -> str:
        """Return the label of an IRI, or else the last part of the IRI."""
        for labels in self._labels:
            if iri in labels:
                return labels[iri]
        found = _LAST.search(iri)
        return found[1] if found else iri[1:-1]

    def property(self, iri: str) -> str:
        """Return the label of a property as separate words in lower case."""
        label = self.name(iri)
        if label == "type":
            return "kind"
        words = _CAPITAL.sub(" ", label).lower() if " " not in label else label
        return words.removeprefix("has ")

    def kind(self, types: Iterable[str]) -> str:
        """Return the label of the class of a record."""
        own = sorted(one for one in types if one.startswith(f"<{DEF}"))
        special = [one for one in own if one not in _GENERAL] or own or sorted(types)
        return self.property(special[0]) if special else ""

    def report(self, name: str) -> str:
        """Return the label of a report in its own graph, or the name of the graph."""
        end = f"/id/report/{name}>"
        for labels in self._labels[:1]:
            for iri, label in labels.items():
                if iri.endswith(end):
                    return label
        return name


def labels_of(before: Version, after: Version) -> Labels:
    """Return the labels in the shared graphs of two versions.

    The labels of the second version take precedence.
    """
    found: list[Mapping[str, str]] = []
    for version in (after, before):
        for iri in version.files:
            if graph_name(iri) in {"ontology", "registry"}:
                found.append(_labels(version.triples(iri)))
    return Labels(*found)


def _labels(triples: Iterable[TextTriple]) -> dict[str, str]:
    """Return the labels that triples state, keyed by IRI."""
    found: dict[str, str] = {}
    for name in reversed(_NAMES):
        some = ((s, lexical(o)) for s, p, o in triples if p == name)
        found.update(sorted(some, reverse=True))
    return found
