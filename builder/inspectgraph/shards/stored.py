"""Bring the store on disk up to date with the published files.

If few reports have changed, the new store is made from the old store and the changed
quads. The old store itself stays unchanged, so that questions can be asked in the
meantime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from inspectgraph.files.manifest import read_manifest
from inspectgraph.model.errors import InspectGraphError, UnreadableError
from inspectgraph.shards.gathered import Gathered
from inspectgraph.shards.keys import key_of
from inspectgraph.store.filling import filling_generation
from inspectgraph.store.generations import (
    build_generation,
    current,
    discard,
    next_generation,
)
from inspectgraph.store.keys import manifest_key
from inspectgraph.store.published import confirm, place_of, prune_published

__all__ = ["refreshing_store"]

#: The key of the cache entry that describes the content of the store on disk.
_RECORD: Final = "stored"
#: The largest share of changed reports for which a store is made from a difference.
_LARGEST_SHARE: Final = 0.2


class _Stored(Struct, frozen=True):
    """A list of keys that identify the content of a store on disk.

    Attributes:
        key: The key of the store.
        shared: The key of the graphs that belong to no single report.
        reports: A mapping from the name of each report to a pair: the key of its shard,
            and the key of its inferred triples.
    """

    key: str
    shared: str
    reports: dict[str, tuple[str, str]]


@contextmanager
def refreshing_store(gathered: Gathered, folder: Path) -> Iterator[Callable[[], str]]:
    """Update the store on disk of a folder while that folder is being written.

    If the store needs all quads, a thread loads them in the meantime. If no store can
    be made for the folder, nothing happens.

    Args:
        gathered: The published files and quads.
        folder: The published folder.

    Yields:
        A function to call when the folder has been written. It completes the store and
        returns the key of the store. The key is empty if no store was made.
    """
    place = place_of(folder)
    completed: list[str] = []
    with ExitStack() as stack:
        try:
            make = stack.enter_context(_making(gathered, place)) if place else None
        except InspectGraphError:
            make = None

        def complete() -> str:
            key = _completed(gathered, folder, make) if make else ""
            completed.append(key)
            return key

        yield complete
    # The old stores can be removed when the place is not locked any more.
    for key in filter(None, completed):
        prune_published(folder, key)


@contextmanager
def _making(gathered: Gathered, place: Path) -> Iterator[Callable[[str], object]]:
    """Yield a function that takes a key and makes the new store under this key.

    Args:
        gathered: The published files and quads.
        place: The folder that contains the stores.

    Raises:
        UsageError: If the folder cannot be written, or if another process writes to it.
    """
    old = gathered.workshop.cache.get(_RECORD, _Stored)
    base = current(place, old.key) if old else None
    difference = _difference(gathered, old) if old and base else None
    if base and difference is not None:
        yield lambda key: _advance(base, key, difference, gathered)
        return
    gathered.finished  # noqa: B018 - before the thread asks for it too
    with filling_generation(place, gathered.quads(), wait=0) as complete:
        yield complete


def _completed(gathered: Gathered, folder: Path, make: Callable[[str], object]) -> str:
    """Complete the store of a written folder, and return the key of the store.

    The key is empty if the store cannot be made.

    Args:
        gathered: The published files and quads.
        folder: The published folder.
        make: The function that takes a key and makes the store under this key.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return ""
    key = manifest_key(manifest.listed)
    try:
        make(key)
    except InspectGraphError:
        return ""
    gathered.workshop.cache.put(_RECORD, _stored(gathered, key))
    confirm(folder, key)
    return key


def _advance(
    base: Path, key: str, difference: tuple[bytes, bytes], gathered: Gathered
) -> None:
    """Make a new store from the old store and the changed quads.

    If the old store is damaged, the old store is removed and the new store is made from
    all quads.

    Args:
        base: The folder of the old store.
        key: The key of the new store.
        difference: The quads to remove, and the quads to add.
        gathered: The published files and quads.
    """
    try:
        next_generation(base, key, *difference, wait=0)
    except UnreadableError:
        discard(base)
        build_generation(base.parent, key, gathered.quads(), wait=0)


def _stored(gathered: Gathered, key: str) -> _Stored:
    """Return the keys that identify the content of the store for a build.

    Args:
        gathered: The published files and quads.
        key: The key of the store.
    """
    pairs = zip(gathered.published, gathered.finished, strict=True)
    reports = {made.head.report: (made.key, done.key) for made, done in pairs}
    return _Stored(key, _shared_key(gathered), reports)


def _shared_key(gathered: Gathered) -> str:
    """Return the key of the graphs that belong to no single report.

    The key stands for the content of these graphs. The content can change even if no
    file has changed, because the reports determine which records of the package's
    registry are used.
    """
    files = (gathered.shared.ontology.digest, gathered.shared.registry.digest)
    return key_of(*files, *map(" ".join, sorted(gathered.others)))


def _difference(gathered: Gathered, old: _Stored) -> tuple[bytes, bytes] | None:
    """Return the quads to remove from the old store, and the quads to add.

    The result is None if the new store must be made from all quads. This is so if too
    many reports have changed, or if the old quads are no longer in the cache.
    """
    new = _stored(gathered, "")
    if old.shared != new.shared:
        return None
    changed = {
        name
        for name in {*old.reports, *new.reports}
        if old.reports.get(name) != new.reports.get(name)
    }
    if len(changed) > max(1, _LARGEST_SHARE * len(new.reports)):
        return None
    try:
        before = set(_lines(gathered, old.reports, changed))
    except LookupError:
        return None
    after = set(_lines(gathered, new.reports, changed))
    return b"".join(before - after), b"".join(after - before)


def _lines(
    gathered: Gathered, reports: Mapping[str, tuple[str, str]], names: set[str]
) -> Iterator[bytes]:
    """Yield the quads of the given reports, as lines of N-Quads.

    Raises:
        LookupError: If the quads are not in the cache.
    """
    for name in names & reports.keys():
        for key in reports[name]:
            content = gathered.workshop.quads_under(key)
            yield from content.splitlines(keepends=True)
