"""Read one version of a graph: a project, a folder of published graphs, or a dump.

The triples are read one named graph at a time. So even for a large version, the memory
holds only one graph.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from inspectgraph.diff.blank_nodes import CycleError, has_blank, stable
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.rdf.iris import data_base, graph
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.published_files import published_base, published_files
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Version", "open_version"]

_FORMATS: Final = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}
_ZIPPED: Final = ".gz"
#: The number of quads after which a dump's quads are written to the files of their graphs.
_HELD: Final = 100_000
_BLOCK: Final = 1 << 20


class Version:
    """One version of a graph.

    Attributes:
        path: The path that the user gave.
        files: A mapping from the IRI of each named graph to its file. The key "" stands
            for triples outside named graphs.
        digest: The SHA-256 of the content; equal files have equal digests.
    """

    def __init__(
        self, path: Path, files: Mapping[str, Path], form: RdfFormat, digest: str
    ) -> None:
        self.path, self.files, self.digest = path, files, digest
        self._form = form

    def triples(self, iri: str) -> set[TextTriple]:
        """Return the triples of a named graph, or an empty set if the graph is missing.

        Raises:
            UnreadableError: If the file is not Turtle, or its blank nodes form a cycle.
        """
        file = self.files.get(iri)
        if file is None:
            return set()
        try:
            found = {
                (str(one.subject), str(one.predicate), str(one.object))
                for one in parse(file.read_bytes(), self._form, base_iri=BASE)
            }
        except (SyntaxError, ValueError) as error:
            message = f"the file is not Turtle ({error})"
            raise UnreadableError("bad-turtle", message, Where(str(file))) from error
        if not has_blank(found):
            return found
        try:
            return stable(found)
        except CycleError as error:
            raise _cycle(self.path, iri) from error

    def has_same_file(self, other: Version, iri: str) -> bool:
        """Return whether the file of a named graph is the same in two versions."""
        ours, theirs = self.files.get(iri), other.files.get(iri)
        if ours is None or theirs is None or self._form != other._form:
            return False
        if ours.stat().st_size != theirs.stat().st_size:
            return False
        return ours.read_bytes() == theirs.read_bytes()


def _cycle(path: Path, iri: str) -> UnreadableError:
    """Return the error for a graph with a cycle of blank nodes."""
    message = (
        f"the graph {iri or 'without a name'} has a cycle of blank nodes, so these nodes"
        " cannot be matched between the versions; replace them by IRIs, as"
        " `inspectgraph build` does"
    )
    return UnreadableError("blank-nodes", message, Where(str(path)))


@contextmanager
def open_version(path: Path) -> Iterator[Version]:
    """Open a version of a graph for reading, for the duration of a `with` block.

    Args:
        path: The folder of a project, a folder of published graphs, or a file of
            N-Quads (`.nq`) or TriG (`.trig`), which may be compressed (`.gz`).

    Raises:
        UnreadableError: If the path does not exist, has no graph, or cannot be read.
    """
    if path.is_dir():
        yield _folder(path)
        return
    if not path.exists():
        message = (
            "this path does not exist; give a project, a folder of graphs, or a dump"
        )
        raise UnreadableError("no-version", message, Where(str(path)))
    with TemporaryDirectory(prefix="inspectgraph-diff-") as folder:
        yield _dump(path, Path(folder))


def _folder(path: Path) -> Version:
    """Return the version of the graph in a project, or in a folder of published graphs."""
    folder = path
    if not (path / "registry.ttl").is_file() and (path / "graphs").is_dir():
        folder = path / "graphs"
    with data_base(published_base(folder)):
        files = {
            graph(name).value: Path(str(file)) for name, file in published_files(folder)
        }
    if not files:
        message = "the folder has no published graph; `inspectgraph build` makes one"
        raise UnreadableError("no-graph", message, Where(str(path)))
    digest = sha256()
    for iri, file in files.items():
        digest.update(f"{iri} {sha256(file.read_bytes()).hexdigest()}\n".encode())
    return Version(path, files, RdfFormat.TURTLE, digest.hexdigest())


def _dump(path: Path, folder: Path) -> Version:
    """Write each named graph of a dump to a file; return the dump as a `Version`.

    The files are written to `folder`.
    """
    plain = path.with_suffix("") if path.suffix == _ZIPPED else path
    form = _FORMATS.get(plain.suffix)
    if form is None:
        message = (
            "the file name does not end in .nq, .trig, .nq.gz or .trig.gz; `inspectgraph"
            " export --format nquads` writes an .nq file"
        )
        raise UnreadableError("unknown-dump", message, Where(str(path)))
    spool = _Spool(folder)
    try:
        with _opened(path) as file:
            for quad in parse(file, form, base_iri=BASE):
                spool.add(quad)
    except (SyntaxError, ValueError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        message = f"the file cannot be read as {form.name} ({error})"
        line = getattr(error, "lineno", 0) or 0
        column = getattr(error, "offset", 0) or 0
        where = Where(str(path), line, column)
        raise UnreadableError("bad-dump", message, where) from error
    spool.flush()
    if not spool.files:
        message = "the file contains no triples; give a dump of a graph"
        raise UnreadableError("no-graph", message, Where(str(path)))
    return Version(path, spool.files, RdfFormat.N_TRIPLES, _digest(path))


def _opened(path: Path) -> BinaryIO:
    """Open a dump for reading; a compressed dump is decompressed."""
    if path.suffix == _ZIPPED:
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; the file is read in blocks."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


class _Spool:
    """A writer that splits the quads of a dump by named graph.

    The triples of each named graph are written to one N-Triples file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Path] = {}
        self._held: dict[str, list[str]] = {}
        self._number = 0

    def add(self, quad: Quad) -> None:
        """Add a quad to the file of its named graph."""
        name = quad.graph_name
        iri = "" if isinstance(name, DefaultGraph) else name.value
        line = f"{quad.subject} {quad.predicate} {quad.object} .\n"
        self._held.setdefault(iri, []).append(line)
        self._number += 1
        if self._number >= _HELD:
            self.flush()

    def flush(self) -> None:
        """Write the collected quads to the files of their named graphs."""
        for iri, held in self._held.items():
            file = self.files.setdefault(iri, self.folder / f"{len(self.files)}.nt")
            with file.open("a", encoding="utf-8", newline="\n") as out:
                out.writelines(held)
        self._held.clear()
        self._number = 0
