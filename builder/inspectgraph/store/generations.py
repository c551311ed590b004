"""Stores on disk, called generations; a complete store never changes.

Each store is a folder. The name of the folder is the key of its content. To make a
store, a process fills a folder that has a temporary name, and renames the folder when
the store is complete. So a killed process leaves no incomplete generation. A process
that reads a generation locks the generation. The function `prune` removes only
generations without a lock.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from inspectgraph.files.output_file import reported
from inspectgraph.model.errors import UnreadableError, UsageError, Where
from inspectgraph.store.generation_folder import (
    DATABASE,
    LISTED,
    NEW,
    NO_DATA,
    OLD,
    READERS,
    finish,
    listing,
    remove,
    remove_tree,
    unfinished,
    writing,
)

if TYPE_CHECKING:
    from pyoxigraph import RdfFormat, Store

try:
    import fcntl
except ImportError:  # Windows, where an open folder cannot be renamed anyway
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "build_generation",
    "current",
    "discard",
    "filled_generation",
    "generations",
    "has_threads",
    "is_damage",
    "next_generation",
    "note_threads",
    "open_generation",
    "prune",
]

#: The descriptors of the locks that this process holds, by device and inode.
_locks: dict[tuple[int, int], int] = {}
#: Not empty if the engine has started its threads, in this process or in the process from
#: which it was forked.
_threads: list[bool] = []


def build_generation(
    place: Path,
    key: str,
    content: Iterable[bytes],
    form: RdfFormat | None = None,
    wait: float | None = None,
) -> Path:
    """Make a store on disk from RDF text, and return its folder.

    If the store already exists, it is returned unchanged.

    Args:
        place: The folder of the stores; it is created if it does not exist.
        key: The key of the content, which consists of letters, digits and hyphens.
        content: The text, in parts of any length. Long N-Quads must not contain blank
            nodes.
        form: The format of the text; by default N-Quads.
        wait: The seconds to wait for another process that writes to the folder.

    Raises:
        SyntaxError: If the text is not in this format.
        UsageError: If the folder cannot be written, or if another process still writes
            to it after `wait` seconds.
    """
    with writing(place, wait):
        return filled_generation(place, key, content, form)


def filled_generation(
    place: Path, key: str, content: Iterable[bytes], form: RdfFormat | None = None
) -> Path:
    """Make a store on disk from RDF text, like `build_generation`.

    The caller has locked the folder of the stores for writing.
    """
    from inspectgraph.store.loading import load  # a question does not need it

    note_threads()
    with reported(place):
        if found := current(place, key):
            return found
        with unfinished(place) as folder:
            load(folder, content, form)
            return finish(folder, place / key)


def next_generation(base: Path, key: str, removed: bytes, added: bytes) -> Path:
    """Make a store on disk from an earlier store, and return the new folder.

    The earlier store stays unchanged. Its files are linked if the file system supports
    links. Otherwise they are copied. The caller has locked the folder of the stores for
    writing.

    Args:
        base: The folder of the earlier store.
        key: The key of the new content.
        removed: The quads to remove, as N-Quads without blank nodes.
        added: The quads to add, as N-Quads.

    Raises:
        UnreadableError: If the earlier store does not exist, or is damaged.
        UsageError: If the folder cannot be written.
    """
    place = base.parent
    note_threads()
    with reported(place):
        if found := current(place, key):
            return found
        with unfinished(place) as folder:
            _link_database(base, folder)
            _change(folder / DATABASE, base, removed, added)
            return finish(folder, place / key)


def current(place: Path, key: str) -> Path | None:
    """Return the folder of the store on disk that has a given key.

    Return None if the store does not exist.
    """
    generation = place / key
    if (generation / READERS).is_file():
        return generation
    return None


def generations(place: Path) -> Iterator[tuple[Path, float]]:
    """Yield the folder of each store on disk, and the time of the store's last use."""
    if not place.is_dir():
        return
    for entry in sorted(place.iterdir()):
        with suppress(OSError):
            yield entry, (entry / READERS).stat().st_mtime


def open_generation(generation: Path) -> Store:
    """Open a store on disk for reading, and lock it until this process ends.

    Raises:
        UnreadableError: If the store has been removed, or is damaged.
    """
    from pyoxigraph import Store

    note_threads()
    try:
        _keep_lock(_lock_shared(generation))
        _check_files(generation)
        with suppress(OSError):  # of another user
            os.utime(generation / READERS)
        return Store.read_only(str(generation / DATABASE))
    except (OSError, RuntimeError) as error:
        raise _damaged(generation, error) from error


def is_damage(error: BaseException) -> bool:
    """Return whether an error, or its cause, means that a store on disk is damaged.

    Such an error may occur late, because damage in a file is only noticed when a
    question reads the damaged part.
    """
    if isinstance(error, UnreadableError) and error.code == "bad-store":
        return True
    if isinstance(error, (OSError, RuntimeError)):
        return str(error).startswith(("Corruption", "IO error"))
    return error.__cause__ is not None and is_damage(error.__cause__)


def discard(generation: Path) -> None:
    """Remove a damaged store on disk, even if another process reads it."""
    with suppress(OSError):
        remove(generation)


def prune(place: Path, keep: Collection[str]) -> None:
    """Remove the stores on disk that no process reads.

    Incomplete folders left by killed processes are also removed. Nothing is removed
    while another process writes.

    Args:
        place: The folder of the stores.
        keep: The keys of the stores to keep in any case.
    """
    with suppress(OSError, UsageError), writing(place, wait=0):
        for entry in list(place.iterdir()):
            is_damaged = entry.is_dir() and not (entry / READERS).is_file()
            if is_damaged or entry.name.startswith((NEW, OLD)):
                remove_tree(entry)
        for generation, _ in list(generations(place)):
            if generation.name not in keep:
                _remove_unread(generation)


def has_threads() -> bool:
    """Return whether the store's engine may have running threads in this process.

    If so, forking this process is not safe.
    """
    return bool(_threads)


def note_threads() -> None:
    """Record that the engine has started its threads, or is about to start them."""
    _threads[:] = [True]


def _check_files(generation: Path) -> None:
    """Raise an error if files of a store on disk were changed after writing.

    Raises:
        UnreadableError: If a file was changed or removed, or cannot be read.
    """
    try:
        listed = (generation / LISTED).read_bytes()
        found = listing(generation / DATABASE)
    except OSError as error:
        raise _damaged(generation, error) from error
    if found != listed:
        raise _damaged(generation, OSError("its files were changed"))


def _link_database(base: Path, folder: Path) -> None:
    """Hard-link those files of a database that never change, and copy the other files.

    Raises:
        UnreadableError: If the store does not exist, or if its files were changed.
    """
    try:
        descriptor = _lock_shared(base)
    except OSError as error:
        raise _damaged(base, error) from error
    try:
        _check_files(base)
        (folder / DATABASE).mkdir()
        for entry in os.scandir(base / DATABASE):
            if entry.name not in NO_DATA:
                _link(entry.path, folder / DATABASE / entry.name)
    finally:
        os.close(descriptor)


def _link(source: str, target: Path) -> None:
    if source.endswith(".sst"):
        with suppress(OSError):  # a file system without links
            os.link(source, target)
            return
    import shutil

    shutil.copyfile(source, target)


def _change(database: Path, base: Path, removed: bytes, added: bytes) -> None:
    """Remove given quads from a database, and add other quads.

    No other process may have the database open.
    """
    from pyoxigraph import RdfFormat, Store, parse

    try:
        store = Store(str(database))
        for quad in parse(removed, RdfFormat.N_QUADS):
            store.remove(quad)
        store.extend(parse(added, RdfFormat.N_QUADS))
        store.flush()
    except RuntimeError as error:
        raise _damaged(base, error) from error


def _lock_shared(generation: Path) -> int:
    """Lock a store on disk against removal, and return the lock's descriptor.

    Raises:
        FileNotFoundError: If the store has been removed.
    """
    descriptor = os.open(generation / READERS, os.O_RDONLY)
    try:
        if fcntl is not None:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(descriptor, fcntl.LOCK_SH)
        here = (generation / READERS).stat()
        if not os.path.samestat(os.fstat(descriptor), here):
            raise FileNotFoundError(errno.ENOENT, "the store has just been replaced")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _keep_lock(descriptor: int) -> None:
    """Hold the lock of a store on disk until this process ends.

    If this process already holds a lock of the same store, the given lock is closed.
    """
    found = os.fstat(descriptor)
    kept = _locks.setdefault((found.st_dev, found.st_ino), descriptor)
    if kept != descriptor:
        os.close(descriptor)


def _remove_unread(generation: Path) -> None:
    """Remove a store on disk, unless a process reads it."""
    with suppress(OSError):
        descriptor = os.open(generation / READERS, os.O_RDONLY)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(generation)
        finally:
            os.close(descriptor)


def _damaged(generation: Path, error: Exception) -> UnreadableError:
    reason = str(error).partition("  ")[0].strip()
    message = (
        f"the store is damaged or missing ({reason}); delete this folder, and the next"
        " query will build the store again from the Turtle files"
    )
    return UnreadableError("bad-store", message, Where(str(generation)))
