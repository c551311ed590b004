"""The pages for search, SPARQL, lists of statements, and accessibility.

All pages are usable without JavaScript. The search page lists all names. The SPARQL page
explains other ways to run a query. The page of statements links to lists by theme and
report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from inspectgraph.find.entries import KINDS, entries
from inspectgraph.publish.site import File, Site
from inspectgraph.query.questions import questions
from inspectgraph.rdf.namespaces import INSP

__all__ = ["Named", "explorer_pages"]

#: The headings of the kinds on the search page.
_HEADINGS: Final = {
    "authority": "Councils",
    "theme": "Themes",
    "framework": "Frameworks of inspection",
    "inspectorate": "Inspectorates",
    "aspect": "Aspects of frameworks",
    "indicator": "Indicators",
    "body": "Bodies",
    "service": "Services",
    "place": "Places",
    "report": "Reports",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name on the search page: the IRI, the preferred name, and the other names."""

    iri: str
    name: str
    others: tuple[str, ...]


def explorer_pages(site: Site) -> Iterator[File]:
    """Yield the pages for search, SPARQL, lists of statements, and accessibility.

    These pages are published even if the scripts of the site are missing.
    """
    yield site.page_file("search", "search", "Search", groups=_names(site))
    yield site.page_file("sparql", "sparql", "SPARQL", questions=questions())
    graph = site.graph
    reports = sorted(
        map(site.report, graph.instances(INSP.Report)), key=lambda one: one.order
    )
    yield site.page_file(
        "statements",
        "statements",
        "Statements",
        themes=graph.by_label(graph.instances(INSP.Theme)),
        reports=reports,
    )
    yield site.page_file("accessibility", "accessibility", "Accessibility")


def _names(site: Site) -> list[tuple[str, str, list[Named]]]:
    """Return all names, grouped by kind and sorted from A to Z.

    Each group has a heading.
    """
    groups: dict[str, list[Named]] = {}
    for entry in entries(site.graph.store).values():
        if site.graph.addresses.of(entry.iri):
            first, *others = entry.names
            name = site.long_label(entry.iri) if entry.kind == "aspect" else first
            one = Named(entry.iri, name, tuple(dict.fromkeys(others)))
            groups.setdefault(entry.kind, []).append(one)
    found = []
    for kind in KINDS:
        if own := groups.get(kind):
            own.sort(key=lambda one: (one.name.casefold(), one.iri))
            found.append((kind, _HEADINGS[kind], own))
    return found
