"""Check a published site: links, fragments, a page for every resource, and the dumps.

`python benchmarks/site_links.py SITE GRAPHS` reads every page that `inspectgraph publish`
wrote into the folder SITE. It prints each link that leads to no file or to no element of
a page, each resource of the graph in the folder GRAPHS that lacks a page, Turtle or
JSON-LD, each request to another host, and each dump that differs from the graph. The exit
code is 1 if there is any such fault.
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import Store

from inspectgraph.publish.graph import Graph
from inspectgraph.rdf.namespaces import INSP, OWL, SKOS
from inspectgraph.store.published import open_graph

__all__ = ["KINDS", "Links", "check", "read_links", "without_page"]

#: The classes whose resources have a page and data of their own.
KINDS = {
    "authorities": (INSP.Authority,),
    "reports": (INSP.Report,),
    "statements": (INSP.Statement,),
    "passages": (INSP.Passage,),
    "bodies": (INSP.PartnerBody,),
    "services": (INSP.Service,),
    "places": (INSP.Place,),
    "themes": (INSP.Theme,),
    "indicators": (INSP.Indicator,),
    "frameworks": (INSP.Framework,),
    "scales": (INSP.GradeScale,),
    "ontology terms": (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty),
    "concepts": (SKOS.Concept,),
}
_REFERENCE = re.compile(r'<(\w+)\b[^>]*?\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Links:
    """The references of a page, each with the name of its element, and the ids on the page."""

    references: list[tuple[str, str]]
    ids: frozenset[str]


def main() -> int:
    """Check the site, and print what is wrong with it."""
    site, graphs = map(Path, sys.argv[1:3])
    wrong = 0
    for problem in check(site, graphs):
        wrong += 1
        print(problem)
    return 1 if wrong else 0


def check(site: Path, graphs: Path) -> Iterator[str]:
    """Yield a sentence for each fault of a site; print to standard error how much was checked."""
    pages = {
        file.relative_to(site).as_posix(): read_links(file.read_text("utf-8"))
        for file in sorted(site.rglob("*.html"))
    }
    files = {
        file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()
    }
    number = 0
    for page, links in pages.items():
        number += len(links.references)
        yield from _broken(page, links, pages, files)
    print(f"{len(pages):,} pages with {number:,} references", file=sys.stderr)
    yield from without_page(open_graph(graphs), files)
    dumps = sorted(graphs.rglob("*.ttl"))
    for dump in dumps:
        copy = site / "graphs" / dump.relative_to(graphs)
        if not copy.is_file() or copy.read_bytes() != dump.read_bytes():
            yield f"{copy} differs from {dump}"
    print(f"{len(dumps):,} dumps", file=sys.stderr)


def read_links(page: str) -> Links:
    """Return the references and the ids of a page."""
    found = [(tag, unescape(link)) for tag, link in _REFERENCE.findall(page)]
    return Links(found, frozenset(map(unescape, _ID.findall(page))))


def _broken(
    page: str, links: Links, pages: dict[str, Links], files: set[str]
) -> Iterator[str]:
    """Yield a sentence for each reference of a page that leads nowhere."""
    for tag, link in links.references:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if tag in {"script", "img"}:
                yield f"{page} requests {link} from another host"
            continue
        target, fragment = _target(page, parts.path), unquote(parts.fragment)
        if target not in files:
            yield f"{page} links to {link}, which does not exist"
        elif fragment and target in pages and fragment not in pages[target].ids:
            yield f"{page} links to {link}, and that page has no such element"


def _target(page: str, path: str) -> str:
    """Return the path of the file to which a page links; "" is the page itself."""
    if not path:
        return page
    joined = posixpath.join(posixpath.dirname(page), unquote(path))
    return posixpath.normpath(joined)


def without_page(store: Store, files: set[str]) -> Iterator[str]:
    """Yield a sentence for each resource that lacks a page or a data file."""
    graph, counts = Graph(store), Counter[str]()
    for name, classes in KINDS.items():
        for iri in graph.instances(*classes):
            counts[name] += 1
            found = graph.addresses.of(iri)
            for ending in ("html", "ttl", "jsonld"):
                if not found or f"{found.page}.{ending}" not in files:
                    yield f"{iri} has no .{ending}"
    shown = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    print(f"{shown}: each with a page, Turtle and JSON-LD", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
