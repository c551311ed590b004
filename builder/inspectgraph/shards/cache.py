"""A cache on disk for results of a build.

The key of a result is a digest of everything on which the result depends. Each entry is
a file that is written under a temporary name and then renamed. So a killed process
leaves no incomplete entry, and two processes can write at the same time. An entry
begins with a digest of its content, so that a damaged entry is recognised and treated
as missing.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

import msgspec

from inspectgraph.files.output_file import reported, sibling

__all__ = ["Cache", "cache_beside"]

_Value = TypeVar("_Value")
_DIGEST: Final = 16
_DAY: Final = 24 * 3600
#: The seconds after which an unused entry is removed.
_UNUSED: Final = 14 * _DAY
#: The beginning of the name of an entry that is being written.
_NEW: Final = "new-"
#: An empty entry whose time tells when all entries were last marked as used.
_MARKED: Final = "all-marked"
#: The seconds after which an incomplete entry of a killed process is removed.
_ABANDONED: Final = 3600


@contextmanager
def cache_beside(folder: Path, kind: type[Cache] | None = None) -> Iterator[Cache]:
    """Provide the cache of an output folder in a `with` block.

    The folder of the cache is next to the output folder. If the folder of the cache
    cannot be written, a temporary folder is used. The temporary folder is removed after
    the block.

    Args:
        folder: The output folder.
        kind: The class of the cache; by default `Cache`.
    """
    kind = kind or Cache
    place = sibling(folder.resolve(), "shards")
    if os.access(place if place.exists() else place.parent, os.W_OK):
        cache = kind(place)
        yield cache
        if cache.was_searched:
            cache.prune()
        return
    with TemporaryDirectory(prefix="inspectgraph-") as temporary:
        yield kind(Path(temporary))


class Cache:
    """A folder of results, each stored under its own key."""

    def __init__(self, folder: Path) -> None:
        """Set the folder of the cache.

        If the folder does not exist, it is created when the first result is stored.
        """
        self.folder = folder

    @cached_property
    def _listed(self) -> dict[str, float]:
        """The time at which each entry was last used.

        The times are read at the first access to this property, and stored for later
        accesses.
        """
        with suppress(OSError), os.scandir(self.folder) as entries:
            return {entry.name: entry.stat().st_mtime for entry in entries}
        return {}

    @property
    def was_searched(self) -> bool:
        """Whether the entries of the cache have been listed.

        The method `has` lists the entries. A method that reads one entry by its key
        does not list the entries.
        """
        return "_listed" in vars(self)

    def get(self, key: str, kind: type[_Value]) -> _Value | None:
        """Return the value stored under a key, or None if the entry is missing or damaged.

        Args:
            key: The key, which consists of letters, digits, hyphens and dots.
            kind: The type of the value.
        """
        content = self.read(key)
        if content is None:
            return None
        try:
            return msgspec.msgpack.decode(content, type=kind)
        except msgspec.DecodeError:
            return None

    def put(self, key: str, value: object) -> None:
        """Store a value under a key."""
        self.write(key, msgspec.msgpack.encode(value))

    def read(self, key: str) -> bytes | None:
        """Return the bytes stored under a key, or None if the entry is missing or damaged."""
        try:
            content = (self.folder / key).read_bytes()
        except OSError:
            return None
        if _digest(content[_DIGEST:]) != content[:_DIGEST]:
            return None
        return content[_DIGEST:]

    def write(self, key: str, content: bytes) -> None:
        """Store bytes under a key.

        Raises:
            UsageError: If the folder cannot be written, or the disk is full.
        """
        with reported(self.folder):
            self._prepare()
            temporary = self.folder / f"{_NEW}{secrets.token_hex(8)}"
            try:
                temporary.write_bytes(_digest(content) + content)
                temporary.replace(self.folder / key)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise

    def has(self, key: str) -> bool:
        """Return whether there is an entry for a key, and mark the entry as used.

        The entry is not checked for damage. An entry that was used less than a day ago
        is not marked again.
        """
        if self._listed.get(key, 0) > time.time() - _DAY:
            return True
        try:
            os.utime(self.folder / key)
        except OSError:
            return False
        if key in self._listed:
            self._listed[key] = time.time()
        return True

    def keep_all(self) -> None:
        """Mark all entries as used, after a build in which nothing has changed.

        Entries that were used less than a day ago are not marked again.
        """
        with suppress(OSError):
            if (self.folder / _MARKED).stat().st_mtime > time.time() - _DAY:
                return
        for name in self._listed:
            if not name.startswith(_NEW):
                self.has(name)
        (self.folder / _MARKED).touch()

    def prune(self) -> None:
        """Remove all files of the cache that have not been used for two weeks.

        An incomplete file is removed after an hour, because by then the process that wrote it
        must have been killed.
        """
        now = time.time()
        for name, used in self._listed.items():
            oldest = now - (_ABANDONED if name.startswith(_NEW) else _UNUSED)
            if used < oldest and name != ".gitignore":
                with suppress(OSError):
                    self._remove_unused(self.folder / name, oldest)

    def _remove_unused(self, entry: Path, oldest: float) -> None:
        if entry.stat().st_mtime < oldest:
            entry.unlink()

    def _prepare(self) -> None:
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text("*\n", encoding="ascii")


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()
