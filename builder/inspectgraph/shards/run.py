"""Make the shards of all reports, in several processes, or take them from the cache.

A process makes one shard after the other. It writes the large part of each shard to the
cache and returns only the small part (`Head`), so the memory of a process does not grow
with the number of reports.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

import msgspec

from inspectgraph.export.catalogue import describe_report
from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.files.sources import read_extract
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import Blocks
from inspectgraph.shards.base import Base
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.finish import finish
from inspectgraph.shards.keys import Options, content_key, key_of, shard_key
from inspectgraph.shards.make import ShardMaker
from inspectgraph.shards.shard import Finish, Head, Inferred
from inspectgraph.store.generations import has_threads

__all__ = ["Finished", "Made", "Workshop", "usable_cores"]

#: The least number of shards to make for which a second process saves time.
_FEWEST: Final = 4
_HEAD: Final = "head"
_TURTLE: Final = "ttl"
_QUADS: Final = "nq"
_INFERRED: Final = "inferred"
_ACROSS: Final = "across"
_HEADS: Final = "heads"


@dataclass(frozen=True, slots=True)
class Made:
    """A finished shard.

    Attributes:
        file: The name of the file of the extract.
        key: The key of the shard in the cache.
        head: The small part of the shard: the data, such as counts and findings, that
            are needed when all reports are combined.
    """

    file: str
    key: str
    head: Head


@dataclass(frozen=True, slots=True)
class Finished:
    """The inferred triples about a report: their key in the cache, and their counts."""

    key: str
    counts: Finish


class _Heads(msgspec.Struct, frozen=True):
    """The data on all reports that a build needs in order to combine them, by key.

    Attributes:
        heads: The small parts of the shards.
        finishes: The counts and prefixes of the inferred triples.
        described: The descriptions of the reports in the catalogue.
    """

    heads: dict[str, Head]
    finishes: dict[str, Finish]
    described: dict[str, Blocks]


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class Workshop:
    """A maker of all shards of a project, which uses a cache and several processes.

    Attributes:
        base: The triples that all reports share.
        base_key: The key of the base.
        cache: The cache of the results.
        options: The options of the build.
        jobs: The number of processes.
    """

    base: Base
    base_key: str
    cache: Cache
    options: Options
    jobs: int = 1

    def __post_init__(self) -> None:
        #: The function that makes the parts under a key once more.
        self._again: dict[str, Callable[[], object]] = {}
        #: The descriptions of the reports in the catalogue.
        self._described: dict[str, Blocks] = {}

    @cached_property
    def _heads(self) -> _Heads:
        """The data that the last build kept on all reports, by key."""
        return self.cache.get(_HEADS, _Heads) or _Heads({}, {}, {})

    @cached_property
    def maker(self) -> ShardMaker:
        """The maker of single shards."""
        return ShardMaker(self.base, self.options.with_drafts, self.options.quotes)

    def shards(self, paths: Sequence[Path]) -> list[Made]:
        """Return the shards of some extracts, in the order of the extracts."""
        found: dict[Path, Made] = {}
        for path in paths:
            key = shard_key(self.base_key, path, self.options)
            head = self._kept(key)
            if head is not None:
                found[path] = Made(path.name, key, head)
        missing = [path for path in paths if path not in found]
        found.update(zip(missing, self._all(self._make, missing), strict=True))
        for path, made in found.items():
            self._again[made.key] = partial(self._make, path)
        return [found[path] for path in paths]

    def finished(
        self, made: Sequence[Made], conclusions: Mapping[str, Sequence[TextTriple]]
    ) -> list[Finished]:
        """Return the inferred triples about some reports, in the order of the reports.

        Args:
            made: The shards of the reports.
            conclusions: The triples about each report that are inferred from several
                reports, by name of the report.
        """
        jobs = []
        for one in made:
            name, shard = one.head.report, one.key
            triples = sorted(conclusions.get(name, ()))
            key = key_of(shard, *map(" ".join, triples))
            jobs.append((name, shard, triples, key))
            self._again[key] = partial(self._finish, jobs[-1])
        found: dict[str, Finish] = {}
        for *_, key in jobs:
            counts = self._kept_finish(key)
            if counts is not None:
                found[key] = counts
        missing = [job for job in jobs if job[-1] not in found]
        for job, counts in zip(missing, self._all(self._finish, missing), strict=True):
            found[job[-1]] = counts
        return [Finished(job[-1], found[job[-1]]) for job in jobs]

    def used_across(self, made: Sequence[Made]) -> Iterator[TextTriple]:
        """Yield the triples that rules and shapes about several reports use."""
        for one in made:
            content = self._content(one.key, _ACROSS)
            yield from msgspec.msgpack.decode(content, type=list[TextTriple])

    def described(self, made: Made, facts: Facts) -> Blocks:
        """Return the description of a report's graph in the catalogue.

        Args:
            made: The shard of the report.
            facts: The triples of the report and the registry, by subject.
        """
        key = f"{self.base.key} {made.key}"
        known = self._heads.described.get(key)
        if known is None:
            head = made.head
            named = GraphSummary(head.report, head.tally, head.size, head.digest)
            known = describe_report(named, facts)
        self._described[key] = known
        return known

    def keep_heads(self, made: Sequence[Made], finished: Sequence[Finished]) -> None:
        """Keep the data on all reports in one cache entry, which is quick to read."""
        heads = {one.key: one.head for one in made if not one.head.problems}
        finishes = {one.key: one.counts for one in finished}
        self.cache.put(_HEADS, _Heads(heads, finishes, self._described))

    def turtle(self, made: Made) -> bytes:
        """Return the content of a report's Turtle file, from the cache."""
        return self._content(made.key, _TURTLE)

    def quads_under(self, key: str) -> bytes:
        """Return N-Quads from the cache: a report's named graph or its inferred triples.

        Args:
            key: The key of the shard, or of the inferred triples about the report.

        Raises:
            LookupError: If the cache does not have the N-Quads.
        """
        return self._content(key, _QUADS)

    def inferred_turtle(self, finished: Finished) -> bytes:
        """Return the inferred triples about a report in Turtle, without prefixes."""
        return self._content(finished.key, _TURTLE)

    @property
    def _reports(self) -> frozenset[str]:
        """The names of the project's reports."""
        return self.base.context.loaded_registry.declared.reports or frozenset()

    def _make(self, path: Path) -> Made:
        """Make the shard of an extract, store it in the cache, and return it.

        The key and the shard come from the same bytes. The small part (`Head`) is
        written last. If it is in the cache, the other parts are complete.

        Raises:
            OSError: If the extract cannot be read.
            UsageError: If a report whose words are published changes in the meantime,
                or if the cache cannot be written.
        """
        file = path.relative_to(self.base.context.folder).as_posix()
        content = read_extract(path)
        key = content_key(self.base_key, path, content, self.options)
        head, body = self.maker.make(path, file, content)
        again = content_key(self.base_key, path, content, self.options)
        if again != key:  # the report whose words are published has changed
            raise _changed(f"the report of {file}")
        if body is not None:
            self.cache.write(f"{key}.{_TURTLE}", body.turtle)
            self.cache.write(f"{key}.{_QUADS}", body.quads)
            self.cache.put(f"{key}.{_INFERRED}", body.inferred)
            self.cache.put(f"{key}.{_ACROSS}", body.across)
        if not head.problems:
            self.cache.put(f"{key}.{_HEAD}", head)
        return Made(path.name, key, head)

    def _finish(self, job: tuple[str, str, Sequence[TextTriple], str]) -> Finish:
        """Collect the inferred triples about a report, and store them in the cache.

        The result is the counts and prefixes of these triples, which are written last.
        """
        name, shard, conclusions, key = job
        own = msgspec.msgpack.decode(self._content(shard, _INFERRED), type=Inferred)
        counts, content = finish(name, own, conclusions)
        self.cache.write(f"{key}.{_TURTLE}", content.turtle)
        self.cache.write(f"{key}.{_QUADS}", content.quads)
        self.cache.put(f"{key}.{_HEAD}", counts)
        return counts

    def _kept(self, key: str) -> Head | None:
        """Return the `Head` of a shard that is complete in the cache, or None.

        The result is also None if the report supersedes a report that is no longer in
        the project.
        """
        head = self._heads.heads.get(key) or self.cache.get(f"{key}.{_HEAD}", Head)
        if head is None or not self._reports.issuperset(head.names):
            return None
        if not head.is_published:
            return head
        parts = (_HEAD, _TURTLE, _QUADS, _INFERRED, _ACROSS)
        if all(self.cache.has(f"{key}.{part}") for part in parts):
            return head
        return None

    def _kept_finish(self, key: str) -> Finish | None:
        counts = self._heads.finishes.get(key)
        if counts is None:
            counts = self.cache.get(f"{key}.{_HEAD}", Finish)
        if counts is None:
            return None
        if all(self.cache.has(f"{key}.{part}") for part in (_HEAD, _TURTLE, _QUADS)):
            return counts
        return None

    def _content(self, key: str, part: str) -> bytes:
        """Return a part from the cache; a damaged part is made again first.

        Raises:
            LookupError: If the cache does not have the part, and no report of this
                build has the key.
            UsageError: If the part cannot be made again, because the extract has
                changed, or if another process removes parts from the cache.
        """
        content = self.cache.read(f"{key}.{part}")
        if content is None:
            if key not in self._again:
                raise LookupError(key)
            self._again[key]()
            content = self.cache.read(f"{key}.{part}")
        if content is None:
            raise _changed(f"an extract, or the cache {self.cache.folder},")
        return content

    def _all(self, work: Callable[[Any], Any], jobs: Sequence[Any]) -> Iterator[Any]:
        """Return an iterator over the results of jobs, in the order of the jobs.

        Args:
            work: The function that does a job.
            jobs: The arguments of the function, one for each job.
        """
        is_worth_it = self.jobs > 1 and len(jobs) >= _FEWEST
        # A fork of a process in which the store's engine runs threads can hang.
        if not is_worth_it or has_threads():
            return map(work, jobs)
        from inspectgraph.shards.processes import can_fork, results

        if not can_fork():
            return map(work, jobs)
        self.prepare()
        return results(work, jobs, self.jobs)

    def prepare(self) -> None:
        """Compute what all processes need, before other processes start."""
        self.maker.prepare()


def _changed(what: str) -> UsageError:
    """Return the error of a build whose sources change while it reads them."""
    message = f"{what} changed during the build; run the command again"
    return UsageError("changed-meanwhile", message)
