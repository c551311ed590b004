"""Make the files of a site: a single file by its path, or all files in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from inspectgraph.files.package_data import data_folder
from inspectgraph.publish.councils import council_lists
from inspectgraph.publish.explorer_data import data_files
from inspectgraph.publish.explorer_pages import explorer_pages
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.overview import Maker, overview_pages
from inspectgraph.publish.redirects import server_files
from inspectgraph.publish.resources import resource_files
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.views import view_files

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["GROUPS", "Pages", "pages_of"]

#: The groups of files that are not about one resource.
GROUPS: Final = ("explorer", "views", "shared")

#: The files of the package that every page uses.
_ASSETS: Final = ("site.css", "views.css", "site.js", "icon.svg")
#: The endings of the files of a published graph that are copied to the site.
_COPIED: Final = frozenset({".ttl", ".svg", ".dot"})


class Pages:
    """The files of a site. Each file is made only when it is requested."""

    def __init__(self, site: Site, graphs: Path | None) -> None:
        """Set the site and the folder of the published graph.

        `graphs` is None if there is no such folder.
        """
        self.site = site
        self.graphs = graphs

    @cached_property
    def shared(self) -> Mapping[str, Maker]:
        """The functions that make the shared files of the site, keyed by path.

        A shared file is not about a single resource.
        """
        dumps = self.site.dumps
        made: dict[str, Maker] = {
            **overview_pages(self.site),
            **council_lists(self.site),
            **{f"graphs/{path}": file.read_bytes for path, file in dumps.items()},
        }
        if "catalogue.ttl" in dumps:
            made[".well-known/void"] = dumps["catalogue.ttl"].read_bytes
        folder = data_folder("inspectgraph.publish") / "assets"
        for name in _ASSETS:
            made[name] = (folder / name).read_bytes
        return made

    @cached_property
    def views(self) -> Mapping[str, Maker]:
        """The functions that make the files of the views, keyed by path.

        A view is a page such as the heat map or the network.
        """
        return dict(view_files(self.site))

    @cached_property
    def explorer(self) -> Mapping[str, bytes]:
        """The content of each page and file of the explorer, keyed by path."""
        found = dict(explorer_pages(self.site))
        if self.site.explorer and self.graphs:
            found.update(self.site.explorer.files())
            found.update(data_files(self.site, self.graphs))
        return found

    def file(self, path: str) -> bytes | None:
        """Return the content of a file by its path, or None if the file does not exist."""
        if maker := self.shared.get(path):
            return maker()
        if maker := self._of_resource(path) or self.views.get(path):
            return maker()
        return self.explorer.get(path)

    def _of_resource(self, path: str) -> Maker | None:
        """Return the function that makes the file at a path.

        Only files about one resource are made in this way. For any other path, return
        None.
        """
        page, dot, _ = path.rpartition(".")
        if not dot:
            return None
        folder, slash, _ = page.rpartition("/")
        for place in (page, f"{folder}{slash}index"):
            iri = self.site.graph.owner(place)
            if iri and (maker := resource_files(self.site, iri).get(path)):
                return maker
        return None

    def resources(self, iris: Iterable[str]) -> Iterator[File]:
        """Yield the path and the content of each file of the given resources."""
        for iri in iris:
            for path, maker in resource_files(self.site, iri).items():
                yield path, maker()

    def all(self) -> Iterator[File]:
        """Yield the path and the content of each file of the site.

        The files are made one by one.
        """
        pages: list[str] = []
        for path, content in self._all_pages():
            if path.endswith(".html"):
                pages.append(path)
            yield path, content
        yield from server_files(self.site.settings, pages)

    def _all_pages(self) -> Iterator[File]:
        yield from self.common()
        yield from self.resources(self.site.graph.with_page())

    def common(self) -> Iterator[File]:
        """Yield the path and the content of each file that is not about one resource."""
        for name in GROUPS:
            yield from self.group(name)

    def group(self, name: str) -> Iterator[File]:
        """Yield the path and the content of each file in one of the `GROUPS` of files."""
        if name == "explorer":
            yield from self.explorer.items()
            return
        makers = self.views if name == "views" else self.shared
        for path, maker in makers.items():
            yield path, maker()


def pages_of(store: Store, graphs: Path | None, settings: SiteSettings) -> Pages:
    """Return the files of the site for a published graph.

    Args:
        store: The graph.
        graphs: The folder of the published graph, whose files are part of the site, or
            None if there is no such folder.
        settings: The project's title, publisher and licence, and the site's address.
    """
    dumps = dict(_dumps(graphs)) if graphs else {}
    return Pages(Site(Graph(store), settings, dumps), graphs)


def _dumps(graphs: Path) -> Iterator[tuple[str, Path]]:
    """Yield the site path and the source of each graph file that is copied to the site."""
    for file in sorted(graphs.rglob("*")):
        if file.suffix in _COPIED and file.is_file():
            yield PurePosixPath(file.relative_to(graphs)).as_posix(), file
