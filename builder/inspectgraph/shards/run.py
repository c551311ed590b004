"""Make the shards of all reports, or take them from the cache.

A shard holds the results for one report. A job makes a shard, or adds the triples that
are inferred from several reports. The process that does the job writes the large part
of the result to the cache, and returns only the small part (`Head` or `Finish`). So the
memory of a process does not grow with the number of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from inspectgraph.export.catalogue import describe_report
from inspectgraph.export.index import Facts
from inspectgraph.export.summary import GraphSummary
from inspectgraph.files.sources import read_extract
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import Blocks
from inspectgraph.shards.base import Base
from inspectgraph.shards.base_cache import key_with_reports
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.finish import finish
from inspectgraph.shards.keys import Options, Sources, content_key, key_of, shard_key
from inspectgraph.shards.make import ShardMaker
from inspectgraph.shards.shard import Conclusions, Finish, Head, Inferred
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
    """A finished shard: the stored results of one report.

    Attributes:
        file: The path of the extract, relative to the project.
        key: The key of the shard in the cache.
        head: The small part of the shard, with data such as counts and findings. It is
            needed when all reports are combined.
    """

    file: str
    key: str
    head: Head


@dataclass(frozen=True, slots=True)
class Finished:
    """A reference to the inferred triples about a report.

    `key` is the cache key of these triples. `counts` is a `Finish`, which has the
    counts of these triples and the prefixes in their Turtle text.
    """

    key: str
    counts: Finish


class _Heads(msgspec.Struct, frozen=True):
    """The data that a build needs to combine the results for all reports.

    Attributes:
        heads: The small parts of the shards, keyed by cache key.
        finishes: The counts and prefixes of the inferred triples, keyed by cache key.
        described: The descriptions of the reports in the catalogue, keyed by cache key.
    """

    heads: dict[str, Head]
    finishes: dict[str, Finish]
    described: dict[str, Blocks]


@dataclass
class Workshop:
    """Makes all shards of a project, using a cache and workers.

    Attributes:
        base: The triples that all reports share.
        base_key: The key of the registry and the software.
        cache: The cache of the results.
        options: The options of the build.
        workers: The object that does the jobs whose results are not in the cache.
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
        #: The inferred triples about each report in Turtle, keyed by cache key.
        self._inferred: dict[str, bytes] = {}

    @cached_property
    def _heads(self) -> _Heads:
        """The data that the last build stored about all reports, keyed by cache key."""
        return self.cache.get(_HEADS, _Heads) or _Heads({}, {}, {})

    @cached_property
    def maker(self) -> ShardMaker:
        """The object that makes the shard of one report at a time."""
        return ShardMaker(self.base, self.options.with_drafts, self.options.quotes)

    def shards(self, keys: Mapping[Path, str]) -> list[Made]:
        """Return the shards of the given extracts, in the order of the extracts.

        Args:
            keys: The cache key of the shard of each extract.
        """
        found: dict[Path, Made] = {}
        self._again.clear()
        for path, key in keys.items():
            head = self._kept(key)
            if head is not None:
                found[path] = Made(self._name_of(path), key, head)
        missing = [path for path in keys if path not in found]
        jobs = [MakeJob(self._name_of(path)) for path in missing]
        results = self.workers.results(self, jobs)
        found.update(zip(missing, results, strict=True))
        for made in found.values():
            self._again[made.key] = MakeJob(made.file)
        return [found[path] for path in keys]

    def finished(
        self, made: Sequence[Made], conclusions: Conclusions
    ) -> list[Finished]:
        """Return the inferred triples about the given reports, in the order of the reports.

        Args:
            made: The shards of the reports.
            conclusions: The results that depend on several reports.
        """
        jobs = [_finish_job(one, conclusions) for one in made]
        self._again.update({job.key: job for job in jobs})
        found: dict[str, Finish] = {}
        for job in jobs:
            counts = self._kept_finish(job.key)
            if counts is not None:
                found[job.key] = counts
        missing = [job for job in jobs if job.key not in found]
        results = self.workers.results(self, missing)
        for job, counts in zip(missing, results, strict=True):
            found[job.key] = counts
        return [Finished(job.key, found[job.key]) for job in jobs]

    def do(self, job: Job) -> Made | Finish:
        """Do a job, store the large part of the result, and return the small part.

        The large part is stored in the cache. A shard holds the results for one report.

        Raises:
            OSError: If the extract cannot be read.
            UsageError: If an extract has changed since its shard was made, if a report
                changes during the build, or if the cache cannot be written. A report is
                checked for changes only if the build publishes words of the report.
        """
        with data_base(self.base.settings.base):
            if isinstance(job, MakeJob):
                return self._make(job)
            return self._finish(job)

    def made_before(self, job: Job) -> Made | None:
        """Return the shard that a job would make, if the shard is already in the cache.

        A shard may already be in the cache if a worker made the shard and was then
        lost. The job then need not be repeated. Return None if a part of the shard is
        missing, or if the job does not make a shard.
        """
        if not isinstance(job, MakeJob):
            return None
        path = self.base.context.folder / job.file
        key = shard_key(self.base_key, path, self.options)
        head = self._complete(key, self._head(key))
        return Made(job.file, key, head) if head else None

    def prepare(self) -> None:
        """Compute in advance the data that all jobs need, before other processes start."""
        self.maker.prepare()

    def used_across(self, made: Sequence[Made]) -> Iterator[TextTriple]:
        """Yield the triples that some rules and shapes need.

        These rules and shapes apply to several reports at once. The triples come from
        the given reports.
        """
        for one in made:
            content = self._content(one.key, _ACROSS)
            yield from msgspec.msgpack.decode(content, type=list[TextTriple])

    def described(self, made: Made, facts: Facts) -> Blocks:
        """Return the catalogue's description of the named graph of a report.

        Args:
            made: The shard of the report.
            facts: The triples of the report and the registry, grouped by subject.
        """
        key = f"{self.base.key} {made.key}"
        known = self._heads.described.get(key)
        if known is None:
            head = made.head
            named = GraphSummary(head.report, head.figures, head.size, head.digest)
            known = describe_report(named, facts, self.base.settings)
        self._described[key] = known
        return known

    def can_make(self, sources: Sources) -> bool:
        """Return whether this object can make the shards of the given sources.

        It cannot if the registry, the names of the reports or the options have changed.
        """
        return self.options == sources.options and self.base.key == key_with_reports(
            sources.base_key, sources.paths
        )

    def keep_heads(self, made: Sequence[Made], finished: Sequence[Finished]) -> None:
        """Keep the data about all reports in memory, for the next build of this object."""
        heads = {one.key: one.head for one in made if not one.head.problems}
        finishes = {one.key: one.counts for one in finished}
        self._heads = _Heads(heads, finishes, self._described)
        self._described = {}

    def store_heads(self) -> None:
        """Store the data about all reports in one cache entry, which can be read quickly."""
        self.cache.put(_HEADS, self._heads)

    def turtle(self, made: Made) -> bytes:
        """Return the content of a report's Turtle file, from the cache."""
        return self._content(made.key, _TURTLE)

    def quads_under(self, key: str) -> bytes:
        """Return N-Quads from the cache: either a report's named graph or its inferred triples.

        Args:
            key: The cache key of the report's shard, or of the inferred triples about
                the report.

        Raises:
            LookupError: If the N-Quads are not in the cache.
        """
        return self._content(key, _QUADS)

    def inferred_turtle(self, finished: Sequence[Finished]) -> list[bytes]:
        """Return the inferred triples about each report in Turtle, without prefix declarations."""
        known = self._inferred
        self._inferred = {
            one.key: known.get(one.key) or self._content(one.key, _TURTLE)
            for one in finished
        }
        return list(self._inferred.values())

    @property
    def _reports(self) -> frozenset[str]:
        """The names of the project's reports."""
        return self.base.context.loaded_registry.declared.reports or frozenset()

    def _name_of(self, path: Path) -> str:
        """Return the path of an extract, relative to the project."""
        return path.relative_to(self.base.context.folder).as_posix()

    def _make(self, job: MakeJob) -> Made:
        """Make the shard of an extract, store the shard in the cache, and return it.

        The key and the shard are computed from the same bytes. The small part (`Head`)
        is written last. If this part is in the cache, the other parts are complete.
        """
        path = self.base.context.folder / job.file
        content = read_extract(path)
        key = content_key(self.base_key, path, content, self.options)
        head, body = self.maker.make(path, job.file, content)
        again = content_key(self.base_key, path, content, self.options)
        if again != key:  # the report whose words are published has changed
            raise _changed(f"the report of {job.file}")
        if body is not None:
            self.cache.write(f"{key}.{_TURTLE}", body.turtle)
            self.cache.write(f"{key}.{_QUADS}", body.quads)
            self.cache.put(f"{key}.{_INFERRED}", body.inferred)
            self.cache.put(f"{key}.{_ACROSS}", body.across)
        if not head.problems:
            self.cache.put(f"{key}.{_HEAD}", head)
        return Made(job.file, key, head)

    def _finish(self, job: FinishJob) -> Finish:
        """Collect the inferred triples about a report, and store them in the cache.

        Return the counts and prefixes of these triples. The counts and prefixes are
        stored last, after the triples.
        """
        key = job.key
        inferred = self._content(job.shard, _INFERRED, MakeJob(job.file))
        own = msgspec.msgpack.decode(inferred, type=Inferred)
        counts, content = finish(job.report, own, job.conclusions)
        self.cache.write(f"{key}.{_TURTLE}", content.turtle)
        self.cache.write(f"{key}.{_QUADS}", content.quads)
        self.cache.put(f"{key}.{_HEAD}", counts)
        return counts

    def _kept(self, key: str) -> Head | None:
        """Return the small part of a shard, if the cache contains the whole shard.

        Otherwise, return None.
        """
        return self._complete(key, self._heads.heads.get(key) or self._head(key))

    def _head(self, key: str) -> Head | None:
        return self.cache.get(f"{key}.{_HEAD}", Head)

    def _complete(self, key: str, head: Head | None) -> Head | None:
        """Return the small part of a shard, if the cache contains the whole shard.

        Return None if a part is missing. Also return None if the report supersedes a
        report that is no longer in the project.
        """
        if head is None or not self._reports.issuperset(head.names):
            return None
        if not head.is_published:
            return head
        parts = (_HEAD, _TURTLE, _QUADS, _INFERRED, _ACROSS)
        return head if self._has(key, *parts) else None

    def _kept_finish(self, key: str) -> Finish | None:
        counts = self._heads.finishes.get(key)
        if counts is None:
            counts = self.cache.get(f"{key}.{_HEAD}", Finish)
        if counts is None:
            return None
        return counts if self._has(key, _HEAD, _TURTLE, _QUADS) else None

    def _has(self, key: str, *parts: str) -> bool:
        return all(self.cache.has(f"{key}.{part}") for part in parts)

    def _content(self, key: str, part: str, job: Job | None = None) -> bytes:
        """Return a part of a result from the cache; a damaged part is first made again.

        Args:
            key: The cache key of the result.
            part: The name of the part, such as the Turtle text.
            job: The job that makes the result; by default, the job of this build.

        Raises:
            LookupError: If the part is not in the cache, and no report of this build
                has the key.
            UsageError: If the part cannot be made again, because the extract has
                changed, or if another process removes parts from the cache.
        """
        content = self.cache.read(f"{key}.{part}")
        if content is None:
            if not (job := job or self._again.get(key)):
                raise LookupError(key)
            self.do(job)
            content = self.cache.read(f"{key}.{part}")
        if content is None:
            raise _changed(f"an extract, or the cache {self.cache.folder},")
        return content


def _finish_job(made: Made, conclusions: Conclusions) -> FinishJob:
    """Return the job that collects all inferred triples about a report.

    Args:
        made: The shard of the report.
        conclusions: The results that depend on several reports.
    """
    report = made.head.report
    key = key_of(made.key, conclusions.keys.get(report, ""))
    triples = list(conclusions.of_report.get(report, ()))
    return FinishJob(made.file, report, made.key, triples, key)


def _changed(what: str) -> UsageError:
    """Return the error for a source that changed during the build."""
    message = f"{what} changed during the build; run the command again"
    return UsageError("changed-meanwhile", message)
