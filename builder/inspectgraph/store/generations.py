"""Stores on disk, called generations, in folders that never change once complete.

The name of such a folder is a key that stands for the content. A writer fills a folder
with a temporary name, and renames the folder when the store is complete. So a killed
writer leaves no incomplete generation. A process that reads a generation holds a shared
lock on it, and `prune` removes only generations without such a lock.
"""

from __future__ import annotations

import binascii
import errno
import io
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inspectgraph.files.locks import lock_file
from inspectgraph.files.output_file import reported
from inspectgraph.model.errors import UnreadableError, UsageError, Where

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
    "generations",
    "has_threads",
    "is_damage",
    "next_generation",
    "open_generation",
    "prune",
]

_DATABASE: Final = "database"
_READERS: Final = "readers"
#: The name of the list of a database's files, with which damage is noticed.
_LISTED: Final = "files"
_NEW: Final = "new-"
_OLD: Final = "old-"
#: Files that tell backup programs and Git to leave out a folder.
_MARKS: Final = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
    ".gitignore": "*\n",
}
#: The files without data that RocksDB keeps in its folder.
_NO_DATA: Final = ("LOG", "LOCK")
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
    """Make a store on disk (a generation) from RDF text, and return its folder.

    If the generation exists already, it is returned without a change.

    Args:
        place: The folder of the generations; it is created if it does not exist.
        key: The key of the content: letters, digits and hyphens.
        content: The text, in parts of any length.
        form: The format of the text; by default N-Quads.
        wait: The seconds to wait for another writer.

    Raises:
        SyntaxError: If the text does not have the format.
        UsageError: If the folder cannot be written, or if another process still writes
            to it after that time.
    """
    from pyoxigraph import RdfFormat, Store

    _note_threads()
    with _writing(place, wait), reported(place):
        if found := current(place, key):
            return found
        with _new(place) as folder:
            store = Store(str(folder / _DATABASE))
            text = io.BufferedReader(_Parts(content), 1 << 20)
            store.bulk_load(text, form or RdfFormat.N_QUADS)
            del store  # closes it
            return _finish(folder, place / key)


def next_generation(
    base: Path,
    key: str,
    removed: bytes,
    added: bytes,
    wait: float | None = None,
) -> Path:
    """Make a generation from an earlier generation and changes; return its folder.

    The earlier generation does not change. Its files are linked if the file system
    supports links, and otherwise copied.

    Args:
        base: The earlier generation.
        key: The key of the new content.
        removed: The quads to remove, as N-Quads without blank nodes.
        added: The quads to add, as N-Quads.
        wait: The seconds to wait for another writer.

    Raises:
        UnreadableError: If the earlier generation does not exist, or is damaged.
        UsageError: If the folder cannot be written, or if another process still writes
            to it after that time.
    """
    place = base.parent
    _note_threads()
    with _writing(place, wait), reported(place):
        if found := current(place, key):
            return found
        with _new(place) as folder:
            _link_database(base, folder)
            _change(folder / _DATABASE, base, removed, added)
            return _finish(folder, place / key)


def current(place: Path, key: str) -> Path | None:
    """Return the folder of the generation with a key, or None if it does not exist."""
    generation = place / key
    if (generation / _READERS).is_file():
        return generation
    return None


def generations(place: Path) -> Iterator[tuple[Path, float]]:
    """Yield each generation in a folder, with the time at which it was last opened."""
    if not place.is_dir():
        return
    for entry in sorted(place.iterdir()):
        with suppress(OSError):
            yield entry, (entry / _READERS).stat().st_mtime


def open_generation(generation: Path) -> Store:
    """Open a generation for reading, and lock it until this process ends.

    Raises:
        UnreadableError: If the generation has been removed, or is damaged.
    """
    from pyoxigraph import Store

    _note_threads()
    try:
        _keep_lock(_lock_shared(generation))
        _check_files(generation)
        with suppress(OSError):  # of another user
            os.utime(generation / _READERS)
        return Store.read_only(str(generation / _DATABASE))
    except (OSError, RuntimeError) as error:
        raise _damaged(generation, error) from error


def is_damage(error: BaseException) -> bool:
    """Return whether an error, or its cause, means that a store on disk is damaged.

    Such an error may come late, because damage inside a file is not noticed before a
    question reads the damaged part.
    """
    if isinstance(error, UnreadableError) and error.code == "bad-store":
        return True
    if isinstance(error, (OSError, RuntimeError)):
        return str(error).startswith(("Corruption", "IO error"))
    return error.__cause__ is not None and is_damage(error.__cause__)


def discard(generation: Path) -> None:
    """Remove a generation that is damaged, even if another process reads it."""
    with suppress(OSError):
        _remove(generation)


def prune(place: Path, keep: Collection[str]) -> None:
    """Remove the generations that no process reads, except those to keep.

    Incomplete folders of killed writers are removed as well. While another process
    writes, nothing is removed.

    Args:
        place: The folder of the generations.
        keep: The keys of the generations to keep.
    """
    with suppress(OSError, UsageError), _writing(place, wait=0):
        for entry in list(place.iterdir()):
            is_damaged = entry.is_dir() and not (entry / _READERS).is_file()
            if is_damaged or entry.name.startswith((_NEW, _OLD)):
                _remove_tree(entry)
        for generation, _ in list(generations(place)):
            if generation.name not in keep:
                _remove_unread(generation)


def has_threads() -> bool:
    """Return whether the store's engine may run threads in this process.

    A fork of this process would then not be safe.
    """
    return bool(_threads)


def _note_threads() -> None:
    _threads[:] = [True]


class _Parts(io.RawIOBase):
    """A binary stream that joins parts of a text."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length


@contextmanager
def _writing(place: Path, wait: float | None) -> Iterator[None]:
    """Create the folder of the generations if necessary, and lock it for writing."""
    with reported(place):
        place.mkdir(parents=True, exist_ok=True)
    with lock_file(place / "lock", place, wait):
        for name, text in _MARKS.items():
            if not (place / name).exists():
                (place / name).write_text(text, encoding="ascii")
        yield


@contextmanager
def _new(place: Path) -> Iterator[Path]:
    """Provide a folder with a temporary name; remove it unless it has been renamed."""
    folder = place / f"{_NEW}{os.urandom(4).hex()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        _remove_tree(folder)


def _finish(folder: Path, generation: Path) -> Path:
    """Rename a complete folder to its generation, and return the new path.

    A damaged generation with the same name is removed first.
    """
    for name in _NO_DATA:
        (folder / _DATABASE / name).unlink(missing_ok=True)
    (folder / _LISTED).write_bytes(_listing(folder / _DATABASE))
    (folder / _READERS).touch()
    if generation.exists():
        _remove(generation)
    return folder.rename(generation)


def _listing(database: Path) -> bytes:
    """Return a list of the files of a database: name, size and checksum of each.

    If the file that lists the tables is cut off, RocksDB opens the database without
    the last tables, and answers without their quads. The tables themselves have
    checksums that RocksDB checks, so this list has only their sizes.
    """
    lines = []
    with os.scandir(database) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in _NO_DATA:
                continue
            checksum = 0
            if not entry.name.endswith(".sst"):
                checksum = binascii.crc32(Path(entry.path).read_bytes())
            lines.append(f"{entry.name} {entry.stat().st_size} {checksum:08x}")
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _check_files(generation: Path) -> None:
    """Raise an error if the files of a generation were changed after they were written.

    Raises:
        UnreadableError: If a file was changed or removed, or cannot be read.
    """
    try:
        listed = (generation / _LISTED).read_bytes()
        found = _listing(generation / _DATABASE)
    except OSError as error:
        raise _damaged(generation, error) from error
    if found != listed:
        raise _damaged(generation, OSError("its files were changed"))


def _link_database(base: Path, folder: Path) -> None:
    """Link the files of a database that never change, and copy the others.

    Raises:
        UnreadableError: If the generation does not exist, or if its files were changed.
    """
    try:
        descriptor = _lock_shared(base)
    except OSError as error:
        raise _damaged(base, error) from error
    try:
        _check_files(base)
        (folder / _DATABASE).mkdir()
        for entry in os.scandir(base / _DATABASE):
            if entry.name not in _NO_DATA:
                _link(entry.path, folder / _DATABASE / entry.name)
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
    """Remove some quads from a database, and add others.

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
    """Protect a generation against removal, and return the descriptor of the lock.

    Raises:
        FileNotFoundError: If the generation has been removed.
    """
    descriptor = os.open(generation / _READERS, os.O_RDONLY)
    try:
        if fcntl is not None:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(descriptor, fcntl.LOCK_SH)
        here = (generation / _READERS).stat()
        if not os.path.samestat(os.fstat(descriptor), here):
            raise FileNotFoundError(errno.ENOENT, "it was replaced just now")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _keep_lock(descriptor: int) -> None:
    """Keep the lock of a generation until this process ends; close a second lock."""
    found = os.fstat(descriptor)
    kept = _locks.setdefault((found.st_dev, found.st_ino), descriptor)
    if kept != descriptor:
        os.close(descriptor)


def _remove_unread(generation: Path) -> None:
    """Remove a generation unless a process reads it."""
    with suppress(OSError):
        descriptor = os.open(generation / _READERS, os.O_RDONLY)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(generation)
        finally:
            os.close(descriptor)


def _remove(generation: Path) -> None:
    """Rename a generation, then remove it, so that no process opens a part of it."""
    old = generation.with_name(f"{_OLD}{os.urandom(4).hex()}")
    generation.rename(old)
    _remove_tree(old)


def _remove_tree(folder: Path) -> None:
    import shutil  # readers do not need it

    shutil.rmtree(folder, ignore_errors=True)


def _damaged(generation: Path, error: Exception) -> UnreadableError:
    reason = str(error).partition("  ")[0].strip()
    message = (
        f"the store is damaged or gone ({reason}); delete this folder, and the next"
        " query builds it again from the Turtle files"
    )
    return UnreadableError("bad-store", message, Where(str(generation)))
