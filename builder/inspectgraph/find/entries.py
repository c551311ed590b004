"""Read the statements and the entries of a graph, for use in a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Store

from inspectgraph.rdf.namespaces import BASE, DCTERMS, INSP, RDFS, SKOS

__all__ = ["KINDS", "Entry", "Said", "entries", "statements"]

#: The kinds of entries, in the order of answers of equal rank; statements come last.
KINDS: Final = (
    "authority",
    "theme",
    "framework",
    "inspectorate",
    "aspect",
    "indicator",
    "body",
    "service",
    "place",
    "report",
    "statement",
)
#: Matches the IRI of an entry: a record of the registry or a report under any base IRI,
#: or a concept in the namespace of inspectgraph.
_ENTRY: Final = re.compile(
    r".+/id/(?P<record>authority|body|framework|inspectorate|place|report|service)/(?P<slug>[^/]+)"
    rf"|{re.escape(BASE)}(?P<scheme>theme|indicator|aspect/[^/]+)/(?P<concept>[^/]+)"
)
_STATEMENT: Final = re.compile(r".+/id/report/([^/]+)/statement/([^/]+)")
_NAMES: Final = (
    SKOS.prefLabel,
    RDFS.label,
    SKOS.altLabel,
    DCTERMS.title,
    SKOS.hiddenLabel,
)


@dataclass(slots=True)
class Entry:
    """An entry of a graph: its kind, its slug and its names, beginning with the preferred name."""

    kind: str
    slug: str
    iri: str
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its id, its report, and its note in the words of the curator."""

    iri: str
    report: str
    identity: str
    note: str


def entries(store: Store) -> dict[str, Entry]:
    """Return all entries of a graph that have a name, keyed by the IRI of the entry."""
    found: dict[str, Entry] = {}
    for predicate in _NAMES:
        # Sorted, because stores in memory and on disk have other orders.
        for iri, name in sorted(_texts(store, predicate)):
            if entry := found.get(iri) or _entry(iri):
                found.setdefault(iri, entry).names.append(name)
    return found


def statements(store: Store) -> Iterator[Said]:
    """Yield each statement that has a note or, for an event, a description."""
    for predicate in (INSP.note, INSP.what):
        for iri, note in _texts(store, predicate):
            if match := _STATEMENT.fullmatch(iri):
                yield Said(iri, match[1], match[2], note)


def _texts(store: Store, predicate: NamedNode) -> Iterator[tuple[str, str]]:
    """Yield a pair for each triple that has a given property.

    The pair is the IRI of the subject and the text of the value.
    """
    for quad in store.quads_for_pattern(None, predicate, None, None):
        yield str(quad.subject)[1:-1], str(getattr(quad.object, "value", ""))


def _entry(iri: str) -> Entry | None:
    """Return the entry that an IRI identifies, or None for other IRIs.

    The names of the entry are not yet filled in.
    """
    match = _ENTRY.fullmatch(iri)
    if match is None:
        return None
    if match["record"]:
        return Entry(match["record"], match["slug"], iri)
    kind, _, framework = match["scheme"].partition("/")
    slug = f"{framework}/{match['concept']}" if framework else match["concept"]
    return Entry(kind, slug, iri)
