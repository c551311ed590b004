"""Write all files of the site, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils import read_councils
from inspectgraph.files.incremental import changed_files
from inspectgraph.files.package_data import data_folder
from inspectgraph.model.errors import UnreadableError
from inspectgraph.publish.councils import council_pages
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.overview import overview_pages
from inspectgraph.publish.redirects import server_files
from inspectgraph.publish.reports import report_pages
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.things import thing_pages

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Published", "publish", "site_files"]

_COMMAND: Final = "inspectgraph publish"
#: The files of the package that every page uses.
_ASSETS: Final = ("site.css", "site.js", "icon.svg")
#: The endings of the files of a published graph that are copied to the site.
_COPIED: Final = frozenset({".ttl", ".svg", ".dot"})


@dataclass(frozen=True, slots=True)
class Published:
    """How many files a site has, how many of them were written or removed, and its size."""

    files: int
    written: int
    removed: int
    bytes: int


def publish(
    store: Store, graphs: Path, folder: Path, settings: SiteSettings
) -> Published:
    """Write the site of a published graph; only files that changed are written.

    Args:
        store: The graph.
        graphs: The folder of the published graph, whose files are copied.
        folder: The folder of the site.
        settings: What the pages say of the project, and where they will be.

    Raises:
        UsageError: If the folder holds a file in the way that inspectgraph did not write,
            or one that was changed. Nothing has changed then.
        UnreadableError: If an IRI cannot have a page.
    """
    size = 0
    with changed_files(folder, _COMMAND) as files:
        for path, content in site_files(store, graphs, settings):
            if path in files.new:
                raise _same_file(path)
            files.add(path, content)
            size += len(content)
    return Published(len(files.new), files.written, files.removed, size)


def _same_file(path: str) -> UnreadableError:
    """Return the error for two resources whose pages would be one file."""
    message = (
        f"two resources would have the file {path}, because their ids differ only in"
        " signs that file names do not have; change one of the ids"
    )
    return UnreadableError("bad-page-name", message)


def site_files(store: Store, graphs: Path, settings: SiteSettings) -> Iterator[File]:
    """Yield path and content of each file of the site, made one at a time."""
    site = Site(Graph(store), settings)
    dumps = dict(_dumps(graphs))
    pages: list[str] = []
    for path, content in chain(
        overview_pages(
            site, {name: file.stat().st_size for name, file in dumps.items()}
        ),
        council_pages(site, read_councils(read_corpus(store))),
        thing_pages(site),
        report_pages(site),
    ):
        if path.endswith(".html"):
            pages.append(path)
        yield path, content
    yield from _copies(dumps)
    yield from _assets()
    yield from server_files(settings, pages)


def _dumps(graphs: Path) -> Iterator[tuple[str, Path]]:
    """Yield path and file of each file of the published graph that the site has."""
    for file in sorted(graphs.rglob("*")):
        if file.suffix in _COPIED and file.is_file():
            yield PurePosixPath(file.relative_to(graphs)).as_posix(), file


def _copies(dumps: Mapping[str, Path]) -> Iterator[File]:
    """Yield the files of the published graph, and its description for harvesters."""
    for path, file in dumps.items():
        yield f"graphs/{path}", file.read_bytes()
    if "catalogue.ttl" in dumps:
        yield ".well-known/void", dumps["catalogue.ttl"].read_bytes()


def _assets() -> Iterator[File]:
    """Yield the style sheet, the script and the icon."""
    folder = data_folder("inspectgraph.publish") / "assets"
    for name in _ASSETS:
        yield name, (folder / name).read_bytes()
