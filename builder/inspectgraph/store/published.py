"""Find or make the store on disk that belongs to a published graph."""

from __future__ import annotations

import binascii
import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.cache import cache_folder
from inspectgraph.files.output_file import sibling
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.store.generations import (
    build_generation,
    current,
    discard,
    generations,
    open_generation,
    prune,
)
from inspectgraph.store.keys import digest, key_of, read_key, signature

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from pyoxigraph import Store

__all__ = [
    "confirm",
    "current_generation",
    "make_generation",
    "open_graph",
    "place_of",
    "prune_published",
]

#: The age of a file, in nanoseconds, below which the file may change without a new
#: time, because the clock of the file system is coarse.
_YOUNG: Final = 100_000_000
#: The seconds after which an unopened generation in the user's cache is removed.
_UNUSED: Final = 30 * 24 * 3600


def open_graph(folder: Traversable, *, make: bool = True) -> Store:
    """Open a published graph for reading, with a named graph for each file.

    The result is the store on disk, if it exists or can be made. Otherwise the result
    is a store in memory.

    Args:
        folder: The published graph.
        make: Whether to make the store on disk if it does not exist. Making the store
            takes longer than reading the files into memory once.

    Raises:
        UnreadableError: If the folder contains no published graph, or if a file of the
            graph is not Turtle.
    """
    from inspectgraph.rdf.store import open_published

    generation = current_generation(folder)
    if generation is None and make:
        generation = make_generation(folder)
    if generation:
        try:
            return open_generation(generation)
        except InspectGraphError:
            discard(generation)
    return open_published(folder)


def current_generation(folder: Traversable) -> Path | None:
    """Return the store on disk that holds the current content of a graph.

    The result is None if the store does not exist.
    """
    place = place_of(folder)
    if place is None or not place.is_dir() or not isinstance(folder, Path):
        return None
    with suppress(OSError):  # the folder is being replaced, or cannot be read
        return current(place, _key(folder, place))
    return None


def make_generation(folder: Traversable) -> Path | None:
    """Write a published graph into a store on disk, and return the store's path.

    The store is made from the Turtle files. The result is None if the store cannot be
    written, if another process is making the store, or if the folder contains no valid
    graph.
    """
    from pyoxigraph import RdfFormat

    place = place_of(folder)
    if place is None or not isinstance(folder, Path):
        return None
    try:
        key = read_key(folder)
        trig = _content(folder, key)
        made = build_generation(place, key, trig, RdfFormat.TRIG, wait=0)
    except (InspectGraphError, OSError, SyntaxError, ValueError):
        return None
    prune_published(folder, {key})
    return made


def confirm(folder: Path, key: str) -> None:
    """Record the key of a published graph that has just been written.

    If the key cannot be recorded, it is computed from the files when the graph is next
    opened.
    """
    place = place_of(folder)
    if place is not None:
        _note(_stamp(place, folder), signature(folder)[0], key)


def prune_published(folder: Path, keys: Collection[str]) -> None:
    """Remove the stores on disk of a published graph, except those still in use.

    Args:
        folder: The published graph.
        keys: The keys of the stores to keep: the store of the graph's current content,
            and any store from which the next build starts.
    """
    place = place_of(folder)
    if place is None:
        return
    keep = set(keys)
    if place != _beside(folder):  # others may use them
        now = time.time()
        for generation, used in generations(place):
            if now - used < _UNUSED:
                keep.add(generation.name)
    prune(place, keep)


def place_of(folder: Traversable) -> Path | None:
    """Return the folder for the stores on disk of a published graph.

    The folder is next to the graph. If the graph belongs to an installed package, or if
    nothing can be written next to the graph, the folder is in the user's cache. The
    result is None if the cache folder is not known, or if the graph is not on a file
    system.
    """
    if not isinstance(folder, Path):
        return None
    place = _beside(folder)
    is_packaged = (place.parent / "__init__.py").is_file()
    if not is_packaged and (place.is_dir() or os.access(place.parent, os.W_OK)):
        return place
    cache = cache_folder()
    return cache / "store" if cache else None


def _beside(folder: Path) -> Path:
    return sibling(folder.resolve(), "store")


def _content(folder: Path, key: str) -> Iterator[bytes]:
    """Yield the content of a published graph as TriG, in parts.

    Raises:
        OSError: If the key of the content is not the expected key, because the graph
            has changed.
    """
    from inspectgraph.rdf.iris import data_base
    from inspectgraph.rdf.published_files import published_base, published_files
    from inspectgraph.store.trig import as_trig

    digests: dict[str, str] = {}
    base = published_base(folder)
    for name, file in published_files(folder):
        turtle = file.read_bytes()
        path = Path(str(file)).relative_to(folder).as_posix()
        digests[path] = digest(turtle)
        with data_base(base):
            parts = list(as_trig(name, turtle))
        yield from parts
    if not digests or key_of(digests) != key:
        raise OSError


def _key(folder: Path, place: Path) -> str:
    """Return the key of a published graph.

    If no key is recorded for the current files, the files are read.
    """
    stamp = _stamp(place, folder)
    found, newest = signature(folder)
    with suppress(OSError):
        noted, _, signed = stamp.read_bytes().partition(b"\n")
        if signed == found:
            return noted.decode("ascii", "replace")
    key = read_key(folder)
    if time.time_ns() - newest > _YOUNG and signature(folder)[0] == found:
        _note(stamp, found, key)
    return key


def _stamp(place: Path, folder: Path) -> Path:
    """Return the path of the file that records the key of a published graph.

    The name of the file depends on the path of the graph, because one folder may
    contain the stores of several graphs.

    Args:
        place: The folder of the stores on disk.
        folder: The published graph.
    """
    return place / f"stamp-{binascii.crc32(os.fsencode(folder.resolve())):08x}"


def _note(stamp: Path, found: bytes, key: str) -> None:
    from inspectgraph.files.output_file import write_file

    with suppress(InspectGraphError):
        write_file(stamp, key.encode() + b"\n" + found)
