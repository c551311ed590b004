"""Make the shards of all reports, or take them from the cache.

A process does one job after the other: it makes a shard, or finishes one. It writes the
large part of the result to the cache and returns only the small part, so the memory of
a process does not grow with the number of reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import msgspec

from inspectgraph.export.catalogue import describe_report
from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import Blocks
from inspectgraph.shards.base import Base
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.finish import finish
from inspectgraph.shards.keys import Options, key_of, shard_key
from inspectgraph.shards.make import ShardMaker
from inspectgraph.shards.shard import Finish, Head, Inferred
from inspectgraph.shards.workers import FinishJob, Job, MakeJob, Workers

__all__ = ["Finished", "Made", "Workshop"]

_HEAD: Final = "head"
_TURTLE: Final = "ttl"
_QUADS: Final = "nq"
_INFERRED: Final = "inferred"
_ACROSS: Final = "across"
_HEADS: Final = "heads"


@dataclass(frozen=True, slots=True)
class Made:
    """A shard in the cache: the job that made it, and its small part."""

    job: MakeJob
    head: Head

    @property
    def key(self) -> str:
        """The key of the shard in the cache."""
        return self.job.key


@dataclass(frozen=True, slots=True)
class Finished:
    """The inferred triples about a report: their key in the cache, and their counts."""

    key: str
    counts: Finish


class _Heads(msgspec.Struct, frozen=True):
    """The small parts of all reports, by key.

    Attributes:
        heads: The small parts of the shards.
        finishes: The small parts of the inferred triples.
        described: The descriptions of the reports in the catalogue.
    """

    heads: dict[str, Head]
    finishes: dict[str, Finish]
    described: dict[str, Blocks]


@dataclass
class Workshop:
    """A maker of all shards of a project, which uses a cache and workers.

    Attributes:
        base: The triples that all reports share.
        base_key: The key of the base.
        cache: The cache of the results.
        options: The options of the build.
        workers: What does the jobs whose results are not in the cache.
    """

    base: Base
    base_key: str
    cache: Cache
    options: Options
    workers: Workers

    def __post_init__(self) -> None:
        #: The job that makes the parts under a key once more.
        self._again: dict[str, Job] = {}
        #: The descriptions of the reports in the catalogue.
        self._described: dict[str, Blocks] = {}

    @cached_property
    def _heads(self) -> _Heads:
        """The small parts of all reports of the last build, by key."""
        return self.cache.get(_HEADS, _Heads) or _Heads({}, {}, {})

    @cached_property
    def maker(self) -> ShardMaker:
        """The maker of single shards."""
        return ShardMaker(self.base, self.options.with_drafts, self.options.quotes)

    def shards(self, paths: Sequence[Path]) -> list[Made]:
        """Return the shards of some extracts, in the order of the extracts."""
        jobs = [MakeJob(self._name_of(path), self._key_of(path)) for path in paths]
        heads = self._results(jobs, self._kept)
        return [Made(job, head) for job, head in zip(jobs, heads, strict=True)]

    def finished(
        self, made: Sequence[Made], conclusions: Mapping[str, Sequence[TextTriple]]
    ) -> list[Finished]:
        """Return the inferred triples about some reports, in the order of the reports.

        Args:
            made: The shards of the reports.
            conclusions: The triples about each report that are inferred from several
                reports, by name of the report.
        """
        jobs = [
            _finish_job(one, sorted(conclusions.get(one.head.report, ())))
            for one in made
        ]
        counts = self._results(jobs, self._kept_finish)
        return [Finished(job.key, one) for job, one in zip(jobs, counts, strict=True)]

    def do(self, job: Job) -> Head | Finish:
        """Do a job, store the result in the cache, and return its small part."""
        if isinstance(job, MakeJob):
            return self._make(job)
        return self._finish(job)

    def prepare(self) -> None:
        """Compute now what all jobs need, such as before other processes start."""
        self.maker.prepare()

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
        """Write the small parts of all reports to one entry, which is quick to read."""
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

    def _name_of(self, path: Path) -> str:
        """Return the path of an extract relative to the project."""
        return path.relative_to(self.base.context.folder).as_posix()

    def _key_of(self, path: Path) -> str:
        """Return the key of the shard of an extract."""
        return shard_key(self.base_key, path, self.options)

    def _results(
        self, jobs: Sequence[Job], kept: Callable[[str], Head | Finish | None]
    ) -> list[Any]:
        """Return the small part that each job gives, in the order of the jobs.

        Args:
            jobs: The jobs. Those whose results are not in the cache are done.
            kept: Returns the small part under a key if the cache has all parts.
        """
        self._again.update({job.key: job for job in jobs})
        found: dict[str, Any] = {}
        for job in jobs:
            small = kept(job.key)
            if small is not None:
                found[job.key] = small
        missing = [job for job in jobs if job.key not in found]
        results = self.workers.results(self, missing)
        for job, small in zip(missing, results, strict=True):
            found[job.key] = small
        return [found[job.key] for job in jobs]

    def _make(self, job: MakeJob) -> Head:
        """Make a shard, store it in the cache, and return its small part.

        The small part is written last. If it is in the cache, the other parts are
        complete.
        """
        key = job.key
        head, body = self.maker.make(self.base.context.folder / job.file, job.file)
        if body is not None:
            self.cache.write(f"{key}.{_TURTLE}", body.turtle)
            self.cache.write(f"{key}.{_QUADS}", body.quads)
            self.cache.put(f"{key}.{_INFERRED}", body.inferred)
            self.cache.put(f"{key}.{_ACROSS}", body.across)
        if not head.problems:
            self.cache.put(f"{key}.{_HEAD}", head)
        return head

    def _finish(self, job: FinishJob) -> Finish:
        """Collect the inferred triples about a report, and store them in the cache.

        The result is the small part, which is written last.
        """
        inferred = self._content(job.shard.key, _INFERRED, job.shard)
        own = msgspec.msgpack.decode(inferred, type=Inferred)
        counts, content = finish(job.report, own, job.conclusions)
        self.cache.write(f"{job.key}.{_TURTLE}", content.turtle)
        self.cache.write(f"{job.key}.{_QUADS}", content.quads)
        self.cache.put(f"{job.key}.{_HEAD}", counts)
        return counts

    def _kept(self, key: str) -> Head | None:
        """Return the small part of a shard that is complete in the cache, or None.

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

    def _content(self, key: str, part: str, job: Job | None = None) -> bytes:
        """Return a part from the cache; a damaged part is made again first.

        Args:
            key: The key of the result.
            part: The name of the part.
            job: The job that makes the result; by default, the job of this build.

        Raises:
            LookupError: If the cache does not have the part, and no report of this
                build has the key.
        """
        content = self.cache.read(f"{key}.{part}")
        if content is None:
            self.do(job or self._again[key])
            content = self.cache.read(f"{key}.{part}")
        if content is None:
            raise LookupError(key)
        return content


def _finish_job(made: Made, conclusions: Sequence[TextTriple]) -> FinishJob:
    """Return the job that collects all inferred triples about a report.

    Args:
        made: The shard of the report.
        conclusions: The triples about the report, inferred from several reports.
    """
    key = key_of(made.key, *map(" ".join, conclusions))
    return FinishJob(made.job, made.head.report, conclusions, key)
