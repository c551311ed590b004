"""The key of a published graph: one digest, made from the digests of its Turtle files.

The manifest of a build lists these digests, so a build knows the key without reading
the files again. Reading all files before each question would take long. Therefore the
key is recorded together with the `signature` of the folder. While the signature is
unchanged, the recorded key is used.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from inspectgraph.rdf.published_files import SHARED_GRAPHS

__all__ = ["digest", "graph_files", "key_of", "manifest_key", "read_key", "signature"]

#: A part of every key. The number is changed if the layout of stores changes.
_LAYOUT: Final = "inspectgraph store 1"


def manifest_key(digests: Mapping[str, Collection[str]]) -> str:
    """Return the key of a published graph from the digests that its manifest lists.

    Args:
        digests: The digests of files, keyed by the path of the file. Files that do not
            belong to the graph, such as pictures, are left out.
    """
    graphs = {path: min(values) for path, values in digests.items() if _is_graph(path)}
    return key_of(graphs)


def read_key(folder: Path) -> str:
    """Read all files of a published graph, and return its key."""
    digests: dict[str, str] = {}
    for path, entry in graph_files(folder):
        digests[path] = digest(Path(entry.path).read_bytes())
    return key_of(digests)


def key_of(digests: Mapping[str, str]) -> str:
    """Return the key of a published graph, computed from the digests of its files.

    Args:
        digests: The digest of each file, keyed by the path of the file.
    """
    lines = [_LAYOUT]
    for path, value in sorted(digests.items()):
        lines.append(f"{value}  {path}")
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))[:32]


def digest(content: bytes) -> str:
    """Return the SHA-256 digest of a file's content, as written in a manifest."""
    from hashlib import sha256  # a question whose store is current needs none

    return sha256(content).hexdigest()


def signature(folder: Path) -> tuple[bytes, int]:
    """Return the signature of a published graph, and the time of its last change.

    The signature changes if any file of the graph changes. The signature contains the
    path, inode, size and times of each file. The time of the last change is in
    nanoseconds.
    """
    newest, lines = 0, [_LAYOUT]
    for path, entry in graph_files(folder):
        found = entry.stat()
        newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
        times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        lines.append(f"{path} {found.st_ino} {found.st_size} {times}")
    return "\n".join(lines).encode("utf-8", "surrogateescape"), newest


def graph_files(
    folder: Path, before: str = ""
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path and directory entry of each Turtle file of a published graph, sorted.

    The files are the same as in `published_files`.

    Args:
        folder: The folder of the graph, or a folder inside it.
        before: The path of `folder` relative to the folder of the graph, with a slash
            at the end. It is empty for the folder of the graph itself.
    """
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        path = before + entry.name
        if entry.is_dir():
            if before or entry.name == "reports":
                yield from graph_files(Path(entry.path), f"{path}/")
        elif _is_graph(path):
            yield path, entry


def _is_graph(path: str) -> bool:
    """Return whether a path in a published folder is the Turtle file of a graph."""
    name = path.removesuffix(".ttl")
    return name != path and (name in SHARED_GRAPHS or name.startswith("reports/"))
