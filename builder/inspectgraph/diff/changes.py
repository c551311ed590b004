"""Find the triples that differ between two versions of a graph, one named graph at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspectgraph.diff.versions import Version
from inspectgraph.rdf.canonical import natural
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["GraphChange", "changes"]


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A named graph that differs between two versions.

    Attributes:
        iri: The IRI of the graph; "" for triples outside named graphs.
        before: The triples of the first version.
        after: The triples of the second version.
    """

    iri: str
    before: set[TextTriple]
    after: set[TextTriple]

    @property
    def name(self) -> str:
        """The name of the graph: the id of a report, or a name such as `registry`."""
        return graph_name(self.iri)

    @property
    def added(self) -> set[TextTriple]:
        """The triples that only the second version has."""
        return self.after - self.before

    @property
    def removed(self) -> set[TextTriple]:
        """The triples that only the first version has."""
        return self.before - self.after


def changes(before: Version, after: Version) -> Iterator[GraphChange]:
    """Yield the named graphs that differ between two versions.

    The order is ontology, registry, reports, inferred triples.

    Args:
        before: The first version.
        after: The second version.
    """
    names = {*before.files, *after.files}
    for iri in sorted(names, key=_order):
        if before.has_same_file(after, iri):
            continue
        change = GraphChange(iri, before.triples(iri), after.triples(iri))
        if change.before != change.after:
            yield change


def _order(iri: str) -> tuple[int, tuple[str, str]]:
    """Return the sort key of a named graph; reports are sorted by name."""
    name = graph_name(iri)
    place = {"ontology": 0, "registry": 1, "inferred": 3}.get(name, 2)
    return place, natural(name)
