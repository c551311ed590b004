"""The jobs of a build, and the workers that do them: processes, or a cluster.

A job is the work on one report. It depends on no other job of its kind, so it can be
done in any process and in any order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.text_terms import TextTriple

if TYPE_CHECKING:
    from inspectgraph.shards.run import Workshop

__all__ = [
    "FinishJob",
    "Job",
    "MakeJob",
    "Processes",
    "Workers",
    "usable_cores",
    "workers_for",
]

#: The least number of jobs for which a second process saves time.
_FEWEST: Final = 4


@dataclass(frozen=True, slots=True)
class MakeJob:
    """The job of making the shard of a report.

    Attributes:
        file: The path of the extract, relative to the project.
        key: The key of the shard in the cache.
    """

    file: str
    key: str


@dataclass(frozen=True, slots=True)
class FinishJob:
    """The job of collecting all inferred triples about a report.

    Attributes:
        shard: The job that made the shard of the report.
        report: The name of the report.
        conclusions: The triples about the report, inferred from several reports.
        key: The key of the inferred triples in the cache.
    """

    shard: MakeJob
    report: str
    conclusions: Sequence[TextTriple]
    key: str

    @property
    def file(self) -> str:
        """The path of the extract, relative to the project."""
        return self.shard.file


Job: TypeAlias = MakeJob | FinishJob


class Workers(Protocol):
    """What does the jobs of a workshop."""

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> Iterable[Any]:
        """Return the small part that each job gives, in the order of the jobs.

        Args:
            workshop: The workshop that can do each job. The large parts are in its
                cache afterwards.
            jobs: The jobs.
        """
        ...  # pragma: no cover - a protocol


@dataclass(frozen=True, slots=True)
class Processes:
    """Workers on this machine: this process alone, or several processes forked from it.

    Attributes:
        number: The number of processes.
    """

    number: int = 1

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> Iterator[Any]:
        """Yield the small part that each job gives, in the order of the jobs."""
        if not self._can_fork(jobs):
            yield from map(workshop.do, jobs)
            return
        from multiprocessing import get_context

        workshop.prepare()
        # Each process inherits the workshop with everything that was prepared for it.
        with get_context("fork").Pool(self.number, _begin, (workshop.do,)) as pool:
            yield from pool.imap(_run, jobs)

    def _can_fork(self, jobs: Sequence[Job]) -> bool:
        """Return whether several processes save time, and can be forked here."""
        if self.number == 1 or len(jobs) < _FEWEST:
            return False
        from multiprocessing import get_all_start_methods

        from inspectgraph.store.generations import has_threads

        # A fork of a process in which the store's engine runs threads can hang.
        return not has_threads() and "fork" in get_all_start_methods()


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(jobs: int | None, scheduler: str | None) -> Workers:
    """Return the workers that the options of a command name.

    Args:
        jobs: The number of processes; as many as there are cores when not given.
        scheduler: The address or the file of the scheduler of a Dask cluster; None for
            processes on this machine.

    Raises:
        UsageError: If both are given, or if the cluster's library is not installed.
        ClusterError: If the scheduler's file does not name a scheduler.
    """
    if scheduler is None:
        return Processes(jobs or usable_cores())
    if jobs is not None:
        raise UsageError(
            "jobs-and-scheduler",
            "a number of processes and a scheduler are given; the workers of a cluster"
            " are started with the cluster, so omit `--jobs`",
        )
    from inspectgraph.shards.cluster import Cluster

    return Cluster.of(scheduler)


#: The function that does the jobs of this process. Outside a pool, the list is empty.
_work: list[Callable[[Job], Any]] = []


def _begin(work: Callable[[Job], Any]) -> None:
    """Set the function that does the jobs of this worker process."""
    _work[:] = [work]


def _run(job: Job) -> Any:
    """Return the result of one job, in a worker process."""
    return _work[0](job)
