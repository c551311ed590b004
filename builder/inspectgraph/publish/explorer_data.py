"""The data files for the scripts of the site: names, statements, questions, the graph.

The files are written only if the explorer is present. The graph is one compressed file,
which a browser loads only for SPARQL.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from inspectgraph.find.entries import KINDS as ENTRY_KINDS
from inspectgraph.find.entries import entries, statements
from inspectgraph.find.search import next_to
from inspectgraph.find.words import IRREGULAR, SMALL, everyday
from inspectgraph.publish.graph import Graph, Resource, last_part
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.words import kind_of
from inspectgraph.query.parameters import KINDS as VALUE_KINDS
from inspectgraph.query.questions import Question, questions
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import DEF, INSP, OWL, PREFIXES, RDF, SKOS
from inspectgraph.rdf.published_files import published_files
from inspectgraph.store.trig import as_trig

__all__ = ["FOLDER", "data_files", "graph_bytes"]

#: The folder of the files in the site.
FOLDER: Final = "explorer"
_LEVEL: Final = 6
#: The largest window of zlib, with 16 added for a header and a trailer of gzip.
_GZIP: Final = 31
_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def data_files(site: Site, graphs: Path) -> Iterator[File]:
    """Yield the files that the scripts of a site read.

    Args:
        site: The site.
        graphs: The folder of the published graph.
    """
    graph = graph_bytes(graphs)
    yield f"{FOLDER}/graph.trig.gz", graph
    yield "site.json", _json(_facts(site, len(graph), graphs))
    yield f"{FOLDER}/search.json", _json(_search(site))
    yield f"{FOLDER}/statements.json", _json(_statements(site))
    yield f"{FOLDER}/questions.json", _json(_questions(site))
    yield f"{FOLDER}/terms.json", _json(_terms(site.graph))


def _json(content: object) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def graph_bytes(graphs: Path) -> bytes:
    """Return a published graph as one TriG text, compressed.

    Args:
        graphs: The folder of the published graph.
    """
    # Without a time, the same graph gives the same bytes.
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    parts: list[bytes] = []
    for name, file in published_files(graphs):
        parts += map(packer.compress, as_trig(name, file.read_bytes()))
    return b"".join([*parts, packer.flush()])


def _facts(site: Site, size: int, graphs: Path) -> dict[str, Any]:
    """Return facts about the site, for use in its scripts.

    `endpoint` is the address of a SPARQL service. Only a running service sets it.
    """
    whole = sum(Path(str(file)).stat().st_size for _, file in published_files(graphs))
    return {
        "title": site.settings.title,
        "base": site.settings.base,
        "endpoint": site.settings.endpoint,
        "graph": {"path": f"{FOLDER}/graph.trig.gz", "bytes": size, "turtle": whole},
        "prefixes": dict(PREFIXES),
    }


# Search


def _search(site: Site) -> dict[str, Any]:
    """Return the data for the search: the names of all entries, and rules for comparing words."""
    store = site.graph.store
    found = [
        (entry, place)
        for entry in entries(store).values()
        if (place := site.graph.addresses.of(entry.iri))
    ]
    found.sort(key=lambda one: (ENTRY_KINDS.index(one[0].kind), one[0].slug))
    index = {entry.iri: place for place, (entry, _) in enumerate(found)}
    near: dict[int, list[tuple[str, int]]] = {}
    for entry, _ in found:
        if entry.kind == "theme":
            own = next_to(store, NamedNode(entry.iri))
            near[index[entry.iri]] = [
                (words, index[iri]) for words, iri in own if iri in index
            ]
    return {
        "kinds": ENTRY_KINDS,
        "small": sorted(SMALL),
        "irregular": IRREGULAR,
        "everyday": dict(everyday()),
        "entries": [
            (ENTRY_KINDS.index(entry.kind), entry.slug, place.file, entry.names)
            for entry, place in found
        ],
        "near": {place: own for place, own in near.items() if own},
    }


# Statements


def _statements(site: Site) -> dict[str, Any]:
    """Return all statements, each with its report, id, kind, polarity, themes and words.

    A flag shows whether the words are the curator's note.
    """
    graph = site.graph
    notes = {one.iri: one.note for one in statements(graph.store)}
    reports = sorted(
        map(site.report, graph.instances(INSP.Report)), key=lambda one: one.order
    )
    themes = graph.by_label(graph.instances(INSP.Theme))
    places = {iri: place for place, iri in enumerate(themes)}
    kinds, polarities = _Numbers(), _Numbers()
    rows: list[tuple[int, str, int, int, list[int], str, int]] = []
    number = {report.iri: place for place, report in enumerate(reports)}
    for one in _with_links(graph, RDF.type, INSP.statedIn, INSP.polarity, INSP.theme):
        report = number.get(one.link(INSP.statedIn))
        if report is None:
            continue
        polarity = one.link(INSP.polarity)
        words = notes.get(one.iri) or site.statement_words(graph.resource(one.iri))
        rows.append(
            (
                report,
                last_part(one.iri),
                kinds.of(kind_of(one)),
                polarities.of(last_part(polarity)) if polarity else -1,
                [places[iri] for iri in one.links(INSP.theme) if iri in places],
                words,
                int(one.iri in notes),
            )
        )
    return {
        "reports": [
            (one.name, one.label, list(map(last_part, one.authorities)))
            for one in reports
        ],
        "themes": [_theme(graph, iri, places) for iri in themes],
        "authorities": _authorities(graph),
        "kinds": kinds.names,
        "polarities": polarities.names,
        "rows": sorted(rows, key=lambda row: row[0]),
    }


def _with_links(graph: Graph, *predicates: NamedNode) -> Iterator[Resource]:
    """Yield every statement as a resource.

    The resource has only the values of the given properties.
    """
    values = {one.value: graph.values(INSP.Statement, one) for one in predicates}
    for iri in graph.instances(INSP.Statement):
        own = {key: found[iri] for key, found in values.items() if iri in found}
        yield Resource(iri, own, {})


def _authorities(graph: Graph) -> dict[str, str]:
    """Return the label of each authority, keyed by the last part of the authority's IRI."""
    return {
        last_part(iri): graph.label(iri)
        for iri in graph.by_label(graph.instances(INSP.Authority))
    }


class _Numbers:
    """Assigns a number to each word, in the order of first occurrence."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def of(self, word: str) -> int:
        """Return the number assigned to a word."""
        if word not in self.names:
            self.names.append(word)
        return self.names.index(word)


def _theme(
    graph: Graph, iri: str, places: Mapping[str, int]
) -> tuple[str, str, list[int]]:
    """Return the slug and the label of a theme, and the positions of its broader themes.

    `places` has the position of each theme in the list of themes.
    """
    broader = graph.resource(iri).links(SKOS.broader)
    return (
        last_part(iri),
        graph.label(iri),
        [places[one] for one in broader if one in places],
    )


# SPARQL


def _questions(site: Site) -> dict[str, Any]:
    """Return the named questions, and the values that their parameters can have."""
    known = questions()
    kinds = {
        kind for one in known for given in one.parameters for kind in given.kinds
    } & VALUE_KINDS.keys()
    return {
        "questions": [_question(one) for one in known],
        "values": {kind: _values(site.graph, kind) for kind in sorted(kinds)},
    }


def _question(one: Question) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "question": one.question,
        "columns": one.columns,
        "text": one.text,
        "parameters": [
            {
                "name": given.name,
                "kinds": given.kinds,
                "description": given.description,
                "required": given.required,
                "default": given.default,
            }
            for given in one.parameters
        ],
    }


def _values(graph: Graph, kind: str) -> list[tuple[str, str, str]]:
    """Return the parameter values of one kind in the order of their labels.

    Each value is a slug, a label and an IRI.
    """
    cls, start = VALUE_KINDS[kind]
    slugs: dict[str, str] = {}
    for iri in graph.instances(cls):
        for namespace in graph.addresses.namespaces:
            if iri.startswith(namespace + start):
                slugs[iri] = iri.removeprefix(namespace + start)
    return [(slugs[iri], graph.label(iri), iri) for iri in graph.by_label(slugs)]


def _terms(graph: Graph) -> dict[str, Any]:
    """Return the terms that the query editor suggests, each with its definition."""
    return {
        "classes": list(_defined(graph, graph.instances(OWL.Class))),
        "properties": list(_defined(graph, graph.instances(*_PROPERTIES))),
        "used": sorted(_used(graph)),
    }


def _defined(graph: Graph, iris: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the IRI, the label and the definition of each given term of the ontology."""
    for iri in iris:
        if iri.startswith(DEF):
            own: Resource = graph.resource(iri)
            yield iri, graph.label(iri), own.text(SKOS.definition)


def _used(graph: Graph) -> set[str]:
    """Return the properties and classes in the graph that inspectgraph does not define."""
    found: set[str] = set()
    for query in (
        "SELECT DISTINCT ?term { GRAPH ?g { ?s ?term ?o } }",
        "SELECT DISTINCT ?term { GRAPH ?g { ?s a ?term } }",
    ):
        found.update(str(row[0])[1:-1] for row in solutions(graph.store, query))
    return {iri for iri in found if not iri.startswith(DEF)}
