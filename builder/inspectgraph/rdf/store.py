"""The store: an in-memory SPARQL engine, filled by a build or from published files."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.rdf.iris import data_base, graph, graph_name
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.published_files import (
    SHARED_GRAPHS,
    published_base,
    published_files,
)

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "SHARED_GRAPHS",
    "new_store",
    "open_published",
    "published_files",
    "read_turtle",
    "report_graphs",
]

#: Attempts to read a published folder that a build replaces at the same time.
_MOST_READINGS = 5


def new_store(quads: Iterable[Quad]) -> Store:
    """Return an in-memory store with the given quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def open_published(folder: Traversable) -> Store:
    """Return an in-memory store with the graph that a build published in a folder.

    Each Turtle file becomes a named graph. If a build replaces the folder during
    reading, the folder is read again, so that the store never mixes two builds.

    Raises:
        UnreadableError: If the folder has no published graph, a file is not Turtle, or
            the folder is replaced too often.
    """
    for _ in range(_MOST_READINGS):
        before = _identity(folder)
        with suppress(FileNotFoundError):  # a build removed the file during reading
            store = _read_published(folder)
            if _identity(folder) == before:
                return store
    raise UnreadableError(
        "no-graph",
        "the graph was replaced several times during reading; try again later",
        Where(str(folder)),
    )


def _identity(folder: Traversable) -> tuple[int, int] | None:
    """Return the device and inode numbers of a folder, which identify the folder.

    The result is None if the folder does not exist or is not on a file system.
    """
    if not isinstance(folder, Path):
        return None
    if not folder.exists():
        return None
    found = folder.stat()
    return found.st_dev, found.st_ino


def _read_published(folder: Traversable) -> Store:
    """Read the published files of a folder once, and return them as a new store."""
    store = Store()
    with data_base(published_base(folder)):
        graphs = [(graph(name), file) for name, file in published_files(folder)]
    for name, file in graphs:
        try:
            store.bulk_load(
                file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE, to_graph=name
            )
        except (SyntaxError, ValueError) as error:
            raise UnreadableError(
                "bad-turtle", f"the file is not Turtle ({error})", Where(str(file))
            ) from error
    if not len(store):
        raise UnreadableError(
            "no-graph",
            "the folder has no published graph; `inspectgraph build` makes one",
            Where(str(folder)),
        )
    return store


def report_graphs(store: Store) -> list[NamedNode]:
    """Return the IRIs of the named graphs of reports, sorted."""
    shared = {*SHARED_GRAPHS, "verification"}
    reports: list[NamedNode] = []
    for name in store.named_graphs():
        if isinstance(name, NamedNode) and graph_name(name.value) not in shared:
            reports.append(name)
    return sorted(reports, key=attrgetter("value"))


def read_turtle(file: Path | Traversable, into: NamedNode) -> list[Quad]:
    """Return the triples of a Turtle file as quads of the named graph `into`."""
    triples = parse(file.read_bytes(), RdfFormat.TURTLE, base_iri=BASE)
    return [
        Quad(triple.subject, triple.predicate, triple.object, into)
        for triple in triples
    ]
