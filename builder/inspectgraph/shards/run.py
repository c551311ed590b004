"""Make the shards of all reports: from the cache where possible, in several processes.

A process works on one report after the other and hands over only the small parts; the
large parts go to the cache. So the memory of a process does not grow with the number of
reports.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from inspectgraph.load import Context
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.shards.base import Base
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.finish import finish
from inspectgraph.shards.keys import Options, key_of, shard_key
from inspectgraph.shards.make import ShardMaker
from inspectgraph.shards.shard import Body, Finish, Head

__all__ = ["Finished", "Made", "Workshop", "usable_cores"]

#: With fewer reports than this to make, a second process costs more than it saves.
_FEWEST: Final = 4
_HEAD: Final = "head"
_TURTLE: Final = "ttl"
_QUADS: Final = "nq"
_INFERRED: Final = "inferred"


@dataclass(frozen=True, slots=True)
class Made:
    """The shard of a report: its key in the cache, and its small part."""

    key: str
    head: Head


@dataclass(frozen=True, slots=True)
class Finished:
    """A report with its inferred triples: their key in the cache, and their counts."""

    key: str
    counts: Finish


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Workshop:
    """Makes the shards of a project.

    Attributes:
        context: The registry and the concept schemes.
        base_key: The key of the base.
        cache: The cache of the results.
        options: What is published besides the curated statements.
        jobs: The number of processes.
    """

    context: Context
    base_key: str
    cache: Cache
    options: Options
    jobs: int = 1

    @cached_property
    def base(self) -> Base:
        """What all reports share."""
        return Base.of(self.context)

    @cached_property
    def maker(self) -> ShardMaker:
        """What makes a shard."""
        return ShardMaker(self.base, self.options.with_drafts, self.options.quotes)

    def shards(self, paths: Sequence[Path]) -> list[Made]:
        """Return the shards of some extracts, in their order."""
        keys = {path: shard_key(self.base_key, path, self.options) for path in paths}
        found: dict[Path, Made] = {}
        for path, key in keys.items():
            head = self._kept(key)
            if head is not None:
                found[path] = Made(key, head)
        missing = [(path, keys[path]) for path in paths if path not in found]
        for (path, key), head in zip(
            missing, self._all(self._make, missing), strict=True
        ):
            found[path] = Made(key, head)
        return [found[path] for path in paths]

    def finished(
        self, made: Sequence[Made], conclusions: Mapping[str, Sequence[TextTriple]]
    ) -> list[Finished]:
        """Return the inferred triples of some reports, in their order.

        Args:
            made: The shards.
            conclusions: What follows from several reports, by the name of the report
                that it is about.
        """
        jobs = [
            (one.head.report, one.key, sorted(conclusions.get(one.head.report, ())))
            for one in made
        ]
        keys = [key_of(key, *map(" ".join, triples)) for _, key, triples in jobs]
        found: dict[str, Finish] = {}
        for key in keys:
            counts = self._kept_finish(key)
            if counts is not None:
                found[key] = counts
        missing = [
            (*job, key) for job, key in zip(jobs, keys, strict=True) if key not in found
        ]
        for job, counts in zip(missing, self._all(self._finish, missing), strict=True):
            found[job[-1]] = counts
        return [Finished(key, found[key]) for key in keys]

    def turtle(self, made: Made) -> bytes:
        """Return the Turtle file of a report."""
        return self._content(made.key, _TURTLE)

    def quads_under(self, key: str) -> bytes:
        """Return the quads under the key of a shard or of its inferred triples.

        Raises:
            LookupError: If the cache does not have them.
        """
        return self._content(key, _QUADS)

    def inferred_turtle(self, finished: Finished) -> bytes:
        """Return the descriptions of a report's parts by inferred triples, in Turtle."""
        return self._content(finished.key, _TURTLE)

    @property
    def _reports(self) -> frozenset[str]:
        """The names of the project's reports."""
        return self.context.loaded_registry.declared.reports or frozenset()

    def _make(self, job: tuple[Path, str]) -> Head:
        """Make a shard and keep it; the small part is written last."""
        path, key = job
        file = path.relative_to(self.context.folder).as_posix()
        head, body = self.maker.make(path, file)
        if body is not None:
            self.cache.write(f"{key}.{_TURTLE}", body.turtle)
            self.cache.write(f"{key}.{_QUADS}", body.quads)
            self.cache.put(f"{key}.{_INFERRED}", body.inferred)
        if not head.problems:
            self.cache.put(f"{key}.{_HEAD}", head)
        return head

    def _finish(self, job: tuple[str, str, Sequence[TextTriple], str]) -> Finish:
        """Infer the rest of a report and keep it; the small part is written last."""
        name, shard, conclusions, key = job
        inferred = self.cache.get(f"{shard}.{_INFERRED}", tuple[TextTriple, ...])
        body = Body(b"", self._content(shard, _QUADS), inferred or ())
        counts, content = finish(name, body, conclusions)
        self.cache.write(f"{key}.{_TURTLE}", content.turtle)
        self.cache.write(f"{key}.{_QUADS}", content.quads)
        self.cache.put(f"{key}.{_HEAD}", counts)
        return counts

    def _kept(self, key: str) -> Head | None:
        """Return the small part of a shard whose other parts are in the cache as well."""
        head = self.cache.get(f"{key}.{_HEAD}", Head)
        if head is None or not self._reports.issuperset(head.names):
            return None
        if not head.is_published:
            return head
        parts = (_HEAD, _TURTLE, _QUADS, _INFERRED)
        if all(self.cache.has(f"{key}.{part}") for part in parts):
            return head
        return None

    def _kept_finish(self, key: str) -> Finish | None:
        counts = self.cache.get(f"{key}.{_HEAD}", Finish)
        if counts is None:
            return None
        if all(self.cache.has(f"{key}.{part}") for part in (_HEAD, _TURTLE, _QUADS)):
            return counts
        return None

    def _content(self, key: str, part: str) -> bytes:
        content = self.cache.read(f"{key}.{part}")
        if content is None:
            raise LookupError(key)
        return content

    def _all(self, work: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
        """Yield the result of each job, in order."""
        if self.jobs < 2 or len(jobs) < _FEWEST or "fork" not in _methods():
            yield from map(work, jobs)
            return
        self.prepare()
        context = multiprocessing.get_context("fork")
        # Each process inherits the work with everything that was prepared for it.
        with context.Pool(self.jobs, _begin, (work,)) as pool:
            yield from pool.imap(_run, jobs)

    def prepare(self) -> None:
        """Make what all processes need, before there are several."""
        self.maker.prepare()


#: The work of a process; only the processes of a pool have an entry.
_work: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Any]) -> None:
    """Take the work of this process."""
    _work[:] = [work]


def _run(job: Any) -> Any:
    """Do one job of this process."""
    return _work[0](job)


def _methods() -> Iterable[str]:
    return multiprocessing.get_all_start_methods()
