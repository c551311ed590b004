"""Find the source location of a finding: its file, line and column.

The graph does not store source locations. So the triples of the extract or registry are
made again, together with the path of each triple in the YAML file. The triple of the
finding is then looked up. For a term of the ontology, the location is looked up in the
Turtle file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from pyoxigraph import NamedNode, Store

from inspectgraph.load import Project
from inspectgraph.model.errors import Where
from inspectgraph.rdf.builder import Path, Sink
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.validate.findings import Term
from inspectgraph.validate.turtle_lines import Sources

__all__ = ["GraphsAbout", "Places", "graphs_in"]

_DERIVED = {"inferred", "verification"}


#: Returns the names of the named graphs in which a term is a subject.
GraphsAbout = Callable[[Term], Collection[str]]


def graphs_in(store: Store) -> GraphsAbout:
    """Return a function that finds the named graphs that have a given term as a subject.

    Derived graphs are not included, because no file states their triples.
    """

    def graphs_about(term: Term) -> set[str]:
        quads = store.quads_for_pattern(term, None, None)  # type: ignore[arg-type]
        iris = {quad.graph_name for quad in quads}
        names = {graph_name(iri.value) for iri in iris if isinstance(iri, NamedNode)}
        return names - _DERIVED

    return graphs_about


class Places:
    """Source locations of triples in the files of a project and of the ontology."""

    def __init__(
        self, graphs_about: GraphsAbout, project: Project | None = None
    ) -> None:
        """Set the project, and the function that finds the named graphs about a term.

        If there is no project, only terms of the ontology have a source location.
        """
        self.graphs_about = graphs_about
        self.project = project
        extracts = project.extracts if project else ()
        self._extracts = {loaded.extract.report: loaded for loaded in extracts}
        self._indexes: dict[str, _Index | None] = {}

    def graph_of(self, *terms: Term | None) -> str:
        """Return the name of a named graph that has one of several terms as a subject.

        The result is empty if no graph has any of the terms as a subject.

        Args:
            terms: Terms in order of preference. The first term that is a subject is
                used.
        """
        for term in terms:
            if not isinstance(term, NamedNode):
                continue
            names = self.graphs_about(term)
            if names:
                return min(names)
        return ""

    def where(self, focus: Term, path: str, value: Term | None) -> Where | None:
        """Return the source location of the wrong triple, or of the nearest triple.

        The result is None if no location is known.
        """
        name = self.graph_of(focus, value)
        if name == "ontology":
            return self._sources.where(focus, path) or self._sources.where(value, "")
        index = self._index(name)
        found = index.path_of(focus, path, value) if index else None
        if found is None or self.project is None:
            return None
        return self._place(self.project, name, found)

    @cached_property
    def _sources(self) -> Sources:
        """The source locations of terms in the Turtle files of the ontology."""
        return Sources()

    def _index(self, name: str) -> _Index | None:
        """Return the index of a named graph, or None if the source of the graph is unknown."""
        if name not in self._indexes:
            self._indexes[name] = self._populated(name)
        return self._indexes[name]

    def _populated(self, name: str) -> _Index | None:
        """Make the triples of a report or the registry again, and index them by path."""
        from inspectgraph.populate.registry import populate_registry
        from inspectgraph.populate.report import populate_report

        project = self.project
        if project is None:
            return None
        if name == "registry":
            return _Index(
                populate_registry(
                    project.registry, project.vocabulary, project.settings
                )
            )
        loaded = self._extracts.get(name)
        if loaded is None:
            return None
        return _Index(populate_report(loaded, project))

    def _place(self, project: Project, name: str, path: Path) -> Where:
        """Return the source location of a path in the extract or in its list of units."""
        if name == "registry":
            return project.where_registry(path)
        loaded = self._extracts[name]
        is_unit = path[0:1] == ("nothing",)
        if not is_unit or path[1] in loaded.extract.nothing:
            return loaded.where(path)
        unit = loaded.units[str(path[1])]
        file = f"{loaded.file.removesuffix('.yaml')}.units.tsv"
        return Where(file, unit.order + 1, 1)


class _Index:
    """The triples of one named graph, and the path of each triple in the source file.

    The triples are indexed by subject.
    """

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    @cached_property
    def _triples(self) -> dict[tuple[str, str], list[TextTriple]]:
        """The triples, grouped by subject and property.

        A second group for each subject contains all triples of the subject. The key of
        this group has "" in the place of the property.
        """
        found: dict[tuple[str, str], list[TextTriple]] = {}
        for triple in self.sink.places:
            subject, predicate, _ = triple
            for key in (predicate, ""):
                found.setdefault((subject, key), []).append(triple)
        return found

    def path_of(self, focus: Term, path: str, value: Term | None) -> Path | None:
        """Return the path of a triple in the source file.

        If the triple is not found, return the path of the nearest triple. The nearest
        triple is searched for in this order:

        - a triple of the focus node with the same value but another property;
        - a triple of the focus node with the same property but another value;
        - the triple that gives the class of the focus node;
        - the triple that gives the class of the value.
        """
        for triple in self._candidates(focus, path, value):
            return self.sink.places[triple]
        return None

    def _candidates(
        self, focus: Term, path: str, value: Term | None
    ) -> Iterator[TextTriple]:
        """Yield the wanted triple, if it exists, and then the nearest other triples.

        The docstring of `path_of` states the order of the triples.
        """
        named = self._of(focus, path) if path else []
        about = self._of(focus, "")
        if path.startswith("^"):
            yield from _with_object(self._of(value, path[1:]), focus)
        yield from _with_object([*named, *about], value)
        yield from named
        yield from self._of(focus, RDF.type.value)
        yield from self._of(value, RDF.type.value)

    def _of(self, subject: Term | None, predicate: str) -> list[TextTriple]:
        """Return the triples of a subject that have a given property.

        If the property is empty, return all triples of the subject.
        """
        key = ""
        if predicate:
            key = f"<{predicate}>"
        return self._triples.get((str(subject), key), [])


def _with_object(triples: list[TextTriple], value: Term | None) -> list[TextTriple]:
    wanted = str(value)
    return [triple for triple in triples if triple[2] == wanted]
