"""The key of a published graph: a digest of the digests of its Turtle files.

The manifest of a build lists the same digests, so that its writer knows the key without
reading the files again. To read every file before every question would take long:
`signature` tells in a moment whether a folder is as it was when its key was noted.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from inspectgraph.rdf.published_files import SHARED_GRAPHS

__all__ = ["digest", "graph_files", "key_of", "manifest_key", "read_key", "signature"]

#: Part of every key; another number where stores are laid out in another way.
_LAYOUT: Final = "inspectgraph store 1"


def manifest_key(digests: Mapping[str, Collection[str]]) -> str:
    """Return the key of a published graph from the digests that its manifest lists.

    Args:
        digests: The digests of files by their paths. Those that are not of the graph,
            such as pictures, do not count.
    """
    graphs = {path: min(values) for path, values in digests.items() if _is_graph(path)}
    return key_of(graphs)


def read_key(folder: Path) -> str:
    """Return the key of a published graph, from the content of its files."""
    digests: dict[str, str] = {}
    for path, entry in graph_files(folder):
        digests[path] = digest(Path(entry.path).read_bytes())
    return key_of(digests)


def key_of(digests: Mapping[str, str]) -> str:
    """Return the key of a graph from the digest of each of its files, by path."""
    lines = [_LAYOUT]
    for path, value in sorted(digests.items()):
        lines.append(f"{value}  {path}")
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))[:32]


def digest(content: bytes) -> str:
    """Return the digest of content, as a manifest has it."""
    from hashlib import sha256  # a question whose store is current needs none

    return sha256(content).hexdigest()


def signature(folder: Path) -> tuple[bytes, int]:
    """Return names, sizes and times of a graph's files as text, and the newest time."""
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
    """Yield the Turtle files of a published graph, in order of their paths in the folder.

    They are those that `published_files` finds.

    Args:
        folder: The folder of the graph, or one in it.
        before: The path of that folder in the folder of the graph.
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
    """Return whether a file of a published set is one of its graphs."""
    name = path.removesuffix(".ttl")
    return name != path and (name in SHARED_GRAPHS or name.startswith("reports/"))
