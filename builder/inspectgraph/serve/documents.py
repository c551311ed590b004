"""Make the files of the website in a worker process.

The website has a file about each resource. The functions of `inspectgraph publish` make
the files, so the files are identical to published files. In addition, each resource and
named graph is available as N-Triples and RDF/XML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from pyoxigraph import NamedNode, QueryTriples, Store

from inspectgraph.publish.graph import is_iri
from inspectgraph.publish.pages import Pages, pages_of
from inspectgraph.publish.resources import resource_triples
from inspectgraph.publish.settings import SiteSettings, read_settings
from inspectgraph.rdf.canonical import graph_file
from inspectgraph.rdf.iris import graph_name
from inspectgraph.rdf.lookup import base_of
from inspectgraph.serve.jobs import Setup
from inspectgraph.serve.results import Output, convert_graph, write

__all__ = ["Documents"]

#: The formats that only a service has, and a published site does not.
_FURTHER: Final = frozenset({"nt", "rdf"})
#: The dataset and the catalogue as a whole, which the catalogue describes.
_WHOLE: Final = ("graph", "catalogue")


class Documents:
    """The files of the website that presents a graph."""

    def __init__(self, store: Store, setup: Setup) -> None:
        """Set the graph, and read the settings of its website."""
        self._store = store
        self._rows = setup.limits.rows
        graphs = Path(setup.graphs) if setup.graphs else None
        settings = setup.site
        if settings is None and graphs is not None:
            settings = read_settings(graphs)
        settings = settings or SiteSettings(base=base_of(store))
        self.settings = replace(settings, endpoint="sparql")
        self.pages: Pages = pages_of(store, graphs, self.settings)

    def write(self, path: str, output: Path) -> bool:
        """Write the content of a website file to `output`.

        Return whether the website has the file. If not, nothing is written.

        Args:
            path: The path of the file within the website.
            output: The file to which the content is written.
        """
        content = self.pages.file(path)
        if content is not None:
            output.write_bytes(content)
            return True
        page, _, ending = path.rpartition(".")
        if named := self._named_graph(page):
            write(self._triples(named), ending, Output(output, self._rows))
            return True
        if ending in _FURTHER and (owner := self.pages.site.graph.owner(page)):
            self._convert(owner, ending, output)
            return True
        return False

    def location(self, path: str, form: str) -> str:
        """Return the path of the file about a resource, or "" if there is no such file.

        Args:
            path: The part of the IRI after the namespace.
            form: The format that the client prefers.
        """
        if f"{path}/index.html" in self.pages.shared:
            return f"{path}/"
        if path in _WHOLE:
            return "data.html" if form == "html" else "graphs/catalogue.ttl"
        if named := self._named_graph(path):
            return self._of_graph(named, path, form)
        graph = self.pages.site.graph
        for namespace in graph.addresses.namespaces:
            iri = namespace + path
            if not is_iri(iri) or not graph.describes(iri):
                continue
            if found := graph.addresses.of(iri):
                return _file(found.page, found.fragment, form)
        if owner := graph.owner(f"{path.rstrip('/')}/index"):
            found = graph.addresses.of(owner)
            return _file(found.page if found else path, "", "html")
        return ""

    def _named_graph(self, path: str) -> NamedNode | None:
        """Return the named graph whose IRI ends in a given path, or None."""
        iri = f"{self.pages.site.graph.base}{path}"
        if not path.startswith("graph/") or not is_iri(iri):
            return None
        node = NamedNode(iri)
        return node if self._store.contains_named_graph(node) else None

    def _of_graph(self, node: NamedNode, path: str, form: str) -> str:
        """Return the path of a named graph's file, or of the page that lists the graphs."""
        name = graph_name(node.value)
        dump = f"graphs/{graph_file(name)}"
        if form == "html":
            return f"data.html#graph/{name}"
        return dump if form == "ttl" and dump in self.pages.shared else f"{path}.{form}"

    def _triples(self, node: NamedNode) -> QueryTriples:
        """Return the triples of a named graph."""
        text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"
        found = self._store.query(text, use_default_graph_as_union=True)
        assert isinstance(found, QueryTriples)  # noqa: S101 - the query gives triples
        return found

    def _convert(self, iri: str, ending: str, output: Path) -> None:
        """Write the data about a resource in the format that a file extension names."""
        lines = output.with_suffix(".given")
        lines.write_text(_lines(resource_triples(self.pages.site, iri)), "utf-8")
        convert_graph(lines, ending, Output(output))
        lines.unlink()


def _file(page: str, fragment: str, form: str) -> str:
    """Return the path within the website for a page in the given format.

    For `html`, this is the path of the page itself. For any other format, this is the
    path of the file that contains the data of the page.
    """
    if form != "html":
        return f"{page}.{form}"
    folder, name = str(PurePosixPath(page).parent), PurePosixPath(page).name
    shown = f"{folder}/" if name == "index" and folder != "." else f"{page}.html"
    return f"{shown}#{fragment}" if fragment else shown


def _lines(triples: Iterable[tuple[str, str, str]]) -> str:
    return "".join(f"{' '.join(triple)} .\n" for triple in sorted(triples))
