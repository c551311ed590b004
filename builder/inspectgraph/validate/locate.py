"""From a finding back to the line that caused it.

Positions are not stored. The extract, or the registry, is populated once more with its
places, and the quad that a finding speaks of is looked up there; a term of the ontology
is looked for in its Turtle file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.load import Loaded, Project
from inspectgraph.model.errors import Where
from inspectgraph.rdf.builder import Path, Sink
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE, RDF
from inspectgraph.validate.findings import Term
from inspectgraph.validate.turtle_lines import Sources

__all__ = ["Places"]

_PREFIX = f"{BASE}graph/"
_DERIVED = {graph("inferred"), graph("verification")}


class Places:
    """The places of what a store holds: in the files of a project, and in those of the ontology."""

    def __init__(self, store: Store, project: Project | None = None) -> None:
        """Take the store and the project that it was made from; without the latter no extract is looked at."""
        self.store = store
        self.project = project
        self._indexes: dict[str, _Index | None] = {}

    def graph_of(self, *terms: Term | None) -> str:
        """Return the name of the named graph that describes the first of some terms, or nothing."""
        for term in terms:
            if isinstance(term, NamedNode):
                names = sorted(
                    quad.graph_name.value
                    for quad in self.store.quads_for_pattern(term, None, None)
                    if isinstance(quad.graph_name, NamedNode)
                    and quad.graph_name not in _DERIVED
                )
                if names:
                    return names[0].removeprefix(_PREFIX)
        return ""

    def where(self, focus: Term, path: str, value: Term | None) -> Where | None:
        """Return the line of the statement that a finding speaks of, of the nearest one, or None."""
        name = self.graph_of(focus, value)
        if name == "ontology":
            return self._sources.where(focus, path) or self._sources.where(value, "")
        if name not in self._indexes:
            self._indexes[name] = self._index(name)
        index = self._indexes[name]
        if index is None:
            return None
        found = index.path_of(focus, path, value)
        return None if found is None else self._place(name, found)

    @cached_property
    def _sources(self) -> Sources:
        return Sources()

    @cached_property
    def _extracts(self) -> dict[str, Loaded]:
        return (
            {loaded.extract.report: loaded for loaded in self.project.extracts}
            if self.project
            else {}
        )

    def _index(self, name: str) -> _Index | None:
        """Populate the report or the registry again, with places."""
        from inspectgraph.populate.registry import populate_registry
        from inspectgraph.populate.report import populate_report

        if self.project is None:
            return None
        if name == "registry":
            return _Index(
                populate_registry(self.project.registry, self.project.vocabulary)
            )
        loaded = self._extracts.get(name)
        return _Index(populate_report(loaded, self.project)) if loaded else None

    def _place(self, name: str, path: Path) -> Where:
        """Return the place of a path; what the list of units says has its place there."""
        assert self.project is not None  # noqa: S101 - without a project there is no index
        if name == "registry":
            return self.project.where_registry(path)
        loaded = self._extracts[name]
        if path[0:1] == ("nothing",) and path[1] not in loaded.extract.nothing:
            unit = loaded.units[str(path[1])]
            return Where(
                f"{loaded.file.removesuffix('.yaml')}.units.tsv", unit.order + 1, 1
            )
        return loaded.where(path)


class _Index:
    """The quads of one named graph by what they speak of, with their paths in the file."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    @cached_property
    def _by_subject(self) -> dict[Any, list[Quad]]:
        found: dict[Any, list[Quad]] = {}
        for quad in self.sink.places:
            found.setdefault(quad.subject, []).append(quad)
        return found

    def path_of(self, focus: Term, path: str, value: Term | None) -> Path | None:
        """Return the path of the quad itself, else of what is nearest to it.

        That is the value under another property of the thing, since a rule on names
        looks at several; then the property, the thing, and the value by itself.
        """
        return next(
            (self.sink.places[quad] for quad in self._candidates(focus, path, value)),
            None,
        )

    def _candidates(self, focus: Term, path: str, value: Term | None) -> Iterator[Quad]:
        about, of_value = (
            self._by_subject.get(focus, []),
            (self._by_subject.get(value, []) if value else []),
        )
        if path.startswith("^"):
            yield from (
                q
                for q in of_value
                if q.predicate.value == path[1:] and q.object == focus
            )
        named = [quad for quad in about if quad.predicate.value == path]
        yield from (quad for quad in (*named, *about) if quad.object == value)
        yield from named
        yield from (quad for quad in (*about, *of_value) if quad.predicate == RDF.type)
