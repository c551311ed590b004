"""Keep in memory what the next build of the same project can use again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from inspectgraph.shards.cache import Cache, cache_beside

if TYPE_CHECKING:
    from inspectgraph.shards.run import Workshop

__all__ = ["Memory", "memory_beside"]

_Value = TypeVar("_Value")
#: The ends of the keys of the values that are remembered.
_REMEMBERED: Final = frozenset({"conclusions", "shared"})


class _RememberingCache(Cache):
    """A cache that remembers the last value of some kinds.

    There is one value of each of these kinds for a whole project. It is large, and is
    seldom changed.
    """

    @cached_property
    def _last(self) -> dict[str, tuple[str, object]]:
        """The last value of each kind, with its key."""
        return {}

    def get(self, key: str, kind: type[_Value]) -> _Value | None:
        part = key.rpartition(".")[2]
        if part not in _REMEMBERED:
            return super().get(key, kind)
        last, value = self._last.get(part, ("", None))
        if last != key:
            value = super().get(key, kind)
            self._last[part] = key, value
        return cast("_Value | None", value)

    def put(self, key: str, value: object) -> None:
        super().put(key, value)
        self._last.pop(key.rpartition(".")[2], None)


@dataclass
class Memory:
    """The results that a process keeps in memory from one build to the next.

    Attributes:
        cache: The cache of the results on disk.
        workshop: The object that made the shards of the last build; None before the
            first build.
    """

    cache: Cache
    workshop: Workshop | None = None


@contextmanager
def memory_beside(folder: Path) -> Iterator[Memory]:
    """Provide the memory for several builds into one output folder, in a `with` block.

    After the block, the data about all reports are stored in the cache, so that the
    next process reads them in one step.

    Args:
        folder: The output folder.
    """
    with cache_beside(folder, _RememberingCache) as cache:
        memory = Memory(cache)
        try:
            yield memory
        finally:
            if memory.workshop:
                memory.workshop.store_heads()
