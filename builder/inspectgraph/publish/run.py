"""Write the files of a site into a folder, in several processes if there are many files."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.incremental import ChangedFiles, changed_files
from inspectgraph.model.collector import collector_paused
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.publish.by_report import Divided, ReportTriples, divided
from inspectgraph.publish.pages import GROUPS, Pages, pages_of
from inspectgraph.publish.redirects import server_files
from inspectgraph.publish.settings import SiteSettings
from inspectgraph.publish.site import File
from inspectgraph.rdf.store import open_published
from inspectgraph.shards.processes import can_fork, results
from inspectgraph.store.keys import signature
from inspectgraph.store.published import (
    current_generation,
    make_generation,
    open_graph,
)

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["Published", "open_for_pages", "publish", "site_files"]

_COMMAND: Final = "inspectgraph publish"
#: The number of resources of no report that a process handles at a time.
_BATCH: Final = 500
#: The largest total size, in bytes, of Turtle files that are read into memory: some
#: 650,000 triples, for which the store needs some 330 MB.
_IN_MEMORY: Final = 30_000_000
#: With fewer bytes of Turtle, starting further processes takes more time than it saves.
_FEW: Final = 2_000_000
#: The permanent versions of the page of a council, which stay when a later one is added.
_DATED: Final = re.compile(r"council/[^/]+/[0-9]{4}-[0-9]{2}-[0-9]{2}\.html")


@dataclass(frozen=True, slots=True)
class Published:
    """The size of a site in bytes, and the numbers of its files.

    The numbers count all files, the written files and the removed files.
    """

    files: int
    written: int
    removed: int
    bytes: int


def open_for_pages(graphs: Path, jobs: int = 1) -> Store | None:
    """Open a published graph from which the pages are made.

    A store in memory gives the triples of several reports faster than a store on disk,
    but needs more memory. So only a large graph is opened on disk.

    A process with an open store on disk must not be forked. So if several processes
    make the pages from a store on disk, this function opens no store and returns None.
    Each of these processes then opens the store itself.

    Args:
        graphs: The folder of the published graph.
        jobs: The number of processes that make the pages.

    Raises:
        UnreadableError: If the folder has no published graph, or a file is not Turtle.
    """
    if _fits_memory(graphs):
        return open_published(graphs)
    if not _is_split(graphs, jobs):
        return open_graph(graphs)
    return None if _has_store(graphs) else open_published(graphs)


def _is_split(graphs: Path, jobs: int) -> bool:
    """Return whether several processes make the pages of a published graph."""
    return jobs > 1 and _size(graphs) > _FEW and can_fork()


def _has_store(graphs: Path) -> bool:
    """Return whether a published graph has a store on disk.

    If there is no store, it is made. If the store cannot be made, return False.
    """
    if current_generation(graphs):
        return True
    # Another process makes the store, because this process will be forked.
    return next(results(make_generation, [graphs], 1)) is not None


def _fits_memory(graphs: Path) -> bool:
    """Return whether a published graph is small enough to be read into memory."""
    return _size(graphs) <= _IN_MEMORY


def _size(graphs: Path) -> int:
    """Return the total size of the Turtle files of a published graph, in bytes."""
    return sum(file.stat().st_size for file in graphs.rglob("*.ttl"))


def site_files(store: Store, graphs: Path, settings: SiteSettings) -> Iterator[File]:
    """Yield the path and the content of each file of the site.

    The files are made one by one.
    """
    yield from pages_of(store, graphs, settings).all()


def publish(
    store: Store | None,
    graphs: Path,
    folder: Path,
    settings: SiteSettings,
    jobs: int = 1,
) -> Published:
    """Write the site of a published graph. Only files that changed are written.

    Args:
        store: The store that `open_for_pages` returns for the same graph and the same
            number of processes. If None, each process opens the store on disk.
        graphs: The folder of the published graph. Its files are copied, and the pages of
            a report are made from the file of the report.
        folder: The folder of the site.
        settings: The project's title, publisher and licence, and the site's address.
        jobs: The number of processes.

    Raises:
        UsageError: If a file to write already exists, but was not written by
            inspectgraph or was changed afterwards. In that case, no file is changed.
        UnreadableError: If an IRI cannot have a page, or if a build replaces the graph
            in the meantime. In that case, no file is changed.
    """
    before, _ = signature(graphs)
    with collector_paused(), changed_files(folder, _COMMAND) as files:
        is_split = _is_split(graphs, jobs)
        found = divided(graphs, jobs if is_split else 1)
        writer = _Writer(files, graphs, settings, found, store)
        parts = list(_parts(found))
        done = results(writer, parts, jobs) if is_split else map(writer, parts)
        size = sum(map(writer.add, done))
        html = [path for path in files.new if path.endswith(".html")]
        size += writer.add(map(writer.stage, server_files(settings, sorted(html))))
        for path in files.present:
            if _DATED.fullmatch(path):
                files.keep(path)
        if signature(graphs)[0] != before:
            raise _replaced(graphs)
    return Published(len(files.new), files.written, files.removed, size)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the site: the resources of a report, or some other resources.

    If `report` and `iris` are both empty, the part has the files that are not about one
    resource.
    """

    report: str = ""
    iris: Sequence[str] = ()


def _parts(found: Divided) -> Iterator[_Part]:
    """Yield the parts of a site, beginning with the part that takes longest.

    This first part has all files that are not about one resource. These files need much
    memory. They are one part, so that only one process makes them.
    """
    yield _Part()
    yield from map(_Part, sorted(found.files))
    iris = sorted(found.shared)
    for start in range(0, len(iris), _BATCH):
        yield _Part(iris=iris[start : start + _BATCH])


#: A file that has been staged: its path, its digest, and its size in bytes.
Staged = tuple[str, str, int]


@dataclass(slots=True)
class _Writer:
    """Makes and stages the files of the site, in this process or in a separate process.

    A staged file is written next to the folder of the site. It is moved into the folder
    after all files have been made.
    """

    files: ChangedFiles
    graphs: Path
    settings: SiteSettings
    found: Divided
    store: Store | None
    pages: Pages | None = None

    def __call__(self, part: _Part) -> list[Staged]:
        """Stage the files of a part of the site, and return the staged files."""
        if part.report or part.iris:
            return list(map(self.stage, self._resources(part)))
        return list(chain.from_iterable(self._groups()))

    def _groups(self) -> Iterator[list[Staged]]:
        """Stage the groups of files, and yield the staged files of each group.

        The data of a group is large. So if the graph is on disk, a separate process
        stages each group. The memory of the process is free afterwards.
        """
        for name in GROUPS:
            if self.store is None:
                yield from results(self._group, [name], 1)
            else:
                yield self._group(name)

    def _group(self, name: str) -> list[Staged]:
        """Make the files of a group, and stage each file.

        A staged file is written next to the folder of the site.
        """
        staged = list(map(self.stage, self._opened().group(name)))
        self.pages = None  # what the group has read is not needed again
        gc.collect()
        return staged

    def _resources(self, part: _Part) -> Iterator[File]:
        """Return the files about each resource of a part of the site."""
        pages, name = self._opened(), part.report
        graph = pages.site.graph
        if not name:
            graph.in_memory = None
            return pages.resources(filter(graph.has_page, part.iris))
        graph.in_memory = ReportTriples(name, self.found)
        return pages.resources(graph.with_page())

    def _opened(self) -> Pages:
        """Return the pages of the graph. The graph is opened only at the first call."""
        if self.store is None:
            self.store = open_graph(self.graphs)
        if self.pages is None:
            self.pages = pages_of(self.store, self.graphs, self.settings)
        return self.pages

    def stage(self, file: File) -> Staged:
        """Stage a file, and return its path, its digest and its size."""
        path, content = file
        return path, self.files.stage(path, content), len(content)

    def add(self, staged: Iterable[Staged]) -> int:
        """Record that staged files belong to the folder, and return their total size."""
        size = 0
        for path, digest, length in staged:
            if path in self.files.new:
                raise _same_file(path)
            self.files.record(path, digest)
            size += length
        return size


def _replaced(graphs: Path) -> UnreadableError:
    """Return the error for a graph that a build has replaced."""
    message = "the graph was replaced while its pages were made; run the command again"
    return UnreadableError("changed-meanwhile", message, Where(str(graphs)))


def _same_file(path: str) -> UnreadableError:
    """Return the error for two resources whose pages would be the same file."""
    message = (
        f"two resources would get the file {path}, because their ids differ only in"
        " characters that are not used in file names; change one of the ids"
    )
    return UnreadableError("bad-page-name", message)
