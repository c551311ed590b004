"""Bring the store on disk up to date with the published files.

If few reports have changed, the new store is made from an old store and the changed
quads. The old store itself stays unchanged, so that questions can be asked in the
meantime.

Several builds in a row start from the same old store. Each change of a store adds small
files to its database, and the engine (RocksDB) merges all files of an index when it has
counted some of them. That takes seconds. A store that has been changed only once never
reaches this number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

from msgspec import Struct

from inspectgraph.files.manifest import read_manifest
from inspectgraph.model.errors import InspectGraphError, UnreadableError
from inspectgraph.shards.gathered import Gathered, own_quads, published
from inspectgraph.shards.keys import key_of
from inspectgraph.shards.run import Made, Workshop
from inspectgraph.store.filling import filling_generation
from inspectgraph.store.generation_folder import writing
from inspectgraph.store.generations import (
    current,
    discard,
    filled_generation,
    next_generation,
)
from inspectgraph.store.keys import manifest_key
from inspectgraph.store.published import confirm, place_of, prune_published

__all__ = ["StoreUpdate", "refreshing_store"]

#: The key of the cache entry that describes the content of the store on disk.
_RECORD: Final = "stored"
#: The largest share of changed reports for which a store is made from a difference.
_LARGEST_SHARE: Final = 0.2
#: The number of changed quads from which the next build starts from the newest store. To
#: apply so many takes about a fifth of a second.
_MANY: Final = 20_000


class _Stored(Struct, frozen=True):
    """A list of keys that identify the content of a store on disk.

    Attributes:
        key: The key of the store.
        shared: The key of the graphs that all reports share.
        reports: A mapping from the name of each report to a pair: the key of its shard,
            and the key of its inferred triples.
    """

    key: str
    shared: str
    reports: dict[str, tuple[str, str]]


@dataclass
class StoreUpdate:
    """The update of the store on disk during a build.

    Attributes:
        folder: The published folder.
        place: The folder that contains the stores; None if no store can be made.
        old: What an earlier build recorded about the store from which the new store is
            made; None if there is no such record.
        completing: The function that completes the store after a thread has filled it.
            The argument of the function is the key of the store. `completing` is None
            if no thread is filling a store.
        rest: The quads that result from all reports together. The thread waits for
            these quads.
        completed: The keys of the stores that the next build or the next question
            needs, once the new store is complete.
    """

    folder: Path
    place: Path | None
    old: _Stored | None
    completing: Callable[[str], object] | None = None
    rest: Future[Iterator[bytes]] = field(default_factory=Future)
    completed: frozenset[str] = frozenset()

    @property
    def base(self) -> Path | None:
        """The folder of the store that `old` describes, if the store still exists."""
        return current(self.place, self.old.key) if self.place and self.old else None

    def add(self, gathered: Gathered) -> None:
        """Provide the quads that depend on all reports.

        These are the quads of the shared named graphs, and all inferred quads. The
        thread that fills a store waits for these quads.
        """
        gathered.finished  # noqa: B018 - before the thread asks for it too
        self.rest.set_result(gathered.other_quads())

    def complete(self, gathered: Gathered) -> str:
        """Complete the store when the published folder has been written.

        Return the key of the store. The key is empty if the store cannot be made.
        """
        manifest = read_manifest(self.folder)
        if manifest is None or self.place is None:
            return ""
        key = manifest_key(manifest.listed)
        new = _stored(gathered, key)
        try:
            start = self._make(self.place, new, gathered)
        except InspectGraphError:
            return ""
        if start is not self.old:
            gathered.workshop.cache.put(_RECORD, start)
        confirm(self.folder, key)
        self.completed = frozenset({key, start.key})
        return key

    def _make(self, place: Path, new: _Stored, gathered: Gathered) -> _Stored:
        """Make the new store, and return the record of the store to start from next time.

        If a thread is filling a store, that store is completed. Otherwise, the new
        store is made from the old store and the changed quads if possible. If this is
        not possible, the new store is made from all quads.

        Args:
            place: The folder that contains the stores.
            new: The keys of the content of the new store.
            gathered: The published files and quads.
        """
        if self.completing:
            self.completing(new.key)
            return new
        old, base = self.old, self.base
        difference = _difference(gathered, old, new) if old and base else None
        if not (old and base and difference):
            filled_generation(place, new.key, gathered.quads())
            return new
        is_advanced = _advance(base, new.key, difference, gathered)
        is_small = sum(quads.count(b"\n") for quads in difference) < _MANY
        return old if is_advanced and is_small else new


@contextmanager
def refreshing_store(
    workshop: Workshop, made: Sequence[Made], folder: Path
) -> Iterator[StoreUpdate]:
    """Update the store on disk while the published folder is being written.

    If there is no old store, or if many reports have changed, a new store is filled.
    Threads then load the quads of the reports during the `with` block. If no store can
    be made for the folder, nothing happens.

    Args:
        workshop: The object that made the shards.
        made: The shards of all reports.
        folder: The published folder.

    Yields:
        The update. Call its method `add` when all reports are combined, and then its
        method `complete` when the published folder has been written.
    """
    included = published(made)
    old = workshop.cache.get(_RECORD, _Stored)
    update = StoreUpdate(folder, place_of(folder), old)
    with ExitStack() as stack:
        try:
            update.completing = stack.enter_context(
                _writing(update, workshop, included)
            )
        except InspectGraphError:
            update.place = None
        # The thread must not wait for quads after a failed build.
        stack.callback(update.rest.cancel)
        yield update
    # The old stores can be removed when the place is not locked any more.
    if update.completed:
        prune_published(folder, update.completed)


@contextmanager
def _writing(
    update: StoreUpdate, workshop: Workshop, included: Sequence[Made]
) -> Iterator[Callable[[str], object] | None]:
    """Lock the folder of the stores, and begin to fill a new store if one is needed.

    The folder is locked before the published folder changes. So no question begins to
    make a store of its own in between.

    Args:
        update: The update of the store.
        workshop: The object that made the shards.
        included: The shards of the published reports.

    Yields:
        The function that completes the new store; None if no store is being filled.

    Raises:
        UsageError: If the folder cannot be written, or if another process writes to it.
    """
    if not update.place:
        yield None
    elif update.base and update.old and _few_changed(update.old, included):
        with writing(update.place, wait=0):
            yield None
    else:
        content = chain(own_quads(workshop, included), _later(update.rest))
        with filling_generation(update.place, content, wait=0) as completing:
            yield completing


def _later(rest: Future[Iterator[bytes]]) -> Iterator[bytes]:
    """Yield quads that another thread provides later.

    Raises:
        CancelledError: If the other thread does not provide them.
    """
    yield from rest.result()


def _few_changed(old: _Stored, included: Sequence[Made]) -> bool:
    """Return whether only a few reports have changed since the recorded store was made.

    The keys of the shards show which reports have changed.
    """
    new = {one.head.report: one.key for one in included}
    known = {name: keys[0] for name, keys in old.reports.items()}
    changed = [name for name in {*known, *new} if known.get(name) != new.get(name)]
    return _is_few(changed, new)


def _is_few(changed: Collection[str], reports: Collection[str]) -> bool:
    """Return whether so few reports have changed that the old store should be updated.

    If more reports have changed, it is quicker to make a new store from all quads.
    """
    return len(changed) <= max(1, _LARGEST_SHARE * len(reports))


def _advance(
    base: Path, key: str, difference: tuple[bytes, bytes], gathered: Gathered
) -> bool:
    """Make a new store from the old store and the changed quads.

    If the old store is damaged, the old store is removed, the new store is made from
    all quads, and False is returned.

    Args:
        base: The folder of the old store.
        key: The key of the new store.
        difference: The quads to remove, and the quads to add.
        gathered: The published files and quads.
    """
    try:
        next_generation(base, key, *difference)
    except UnreadableError:
        discard(base)
        filled_generation(base.parent, key, gathered.quads())
        return False
    return True


def _stored(gathered: Gathered, key: str) -> _Stored:
    """Return the keys of a store and of the graphs in the store.

    Args:
        gathered: The published files and quads.
        key: The key of the store as a whole.
    """
    pairs = zip(gathered.published, gathered.finished, strict=True)
    reports = {made.head.report: (made.key, done.key) for made, done in pairs}
    return _Stored(key, _shared_key(gathered), reports)


def _shared_key(gathered: Gathered) -> str:
    """Return the key of the graphs that all reports share.

    The key changes if the content of these graphs changes. The content can change even
    if no file has changed, because the reports determine which records of the package's
    registry are used.
    """
    files = (gathered.shared.ontology.digest, gathered.shared.registry.digest)
    return key_of(*files, *map(" ".join, sorted(gathered.others)))


def _difference(
    gathered: Gathered, old: _Stored, new: _Stored
) -> tuple[bytes, bytes] | None:
    """Return the quads to remove from the old store, and the quads to add.

    The result is None if the new store must be made from all quads. There are three
    such cases: a graph that all reports share has changed, too many reports have
    changed, or the old quads are no longer in the cache.

    Args:
        gathered: The published files and quads.
        old: The keys of the content of the old store.
        new: The keys of the content of the new store.
    """
    if old.shared != new.shared:
        return None
    changed = {
        name
        for name in {*old.reports, *new.reports}
        if old.reports.get(name) != new.reports.get(name)
    }
    if not _is_few(changed, new.reports):
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
