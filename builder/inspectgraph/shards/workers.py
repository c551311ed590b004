"""The jobs of a build, and the workers that do the jobs.

The workers are processes on one machine or on a cluster. A job is the work on one
report. No job needs the result of another job of the same kind. So the jobs can be done
in any process and in any order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from inspectgraph.model.errors import UsageError
from inspectgraph.store.generations import has_threads

if TYPE_CHECKING:
    from inspectgraph.rdf.text_terms import TextTriple
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
    """The job that makes the shard of one report.

    A shard contains the results for this report alone. The result of the job is a
    `Made`. The job has no cache key yet. The process that does the job reads the
    extract, and then computes both the key and the shard from the same bytes.

    Attributes:
        file: The path of the extract, relative to the project.
    """

    file: str


@dataclass(frozen=True, slots=True)
class FinishJob:
    """A job that collects all inferred triples about one report.

    The result of the job is a `Finish`. A shard holds the results for one report alone.

    Attributes:
        file: The path of the extract, relative to the project.
        report: The name of the report.
        shard: The cache key of the shard of the report.
        conclusions: The triples about this report that are inferred from several
            reports.
        key: The cache key under which all inferred triples about the report are stored.
    """

    file: str
    report: str
    shard: str
    conclusions: Sequence[TextTriple]
    key: str


Job: TypeAlias = MakeJob | FinishJob


class Workers(Protocol):
    """Objects that do the jobs of a build, in one or several processes."""

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> Iterable[Any]:
        """Return the result of each job, in the order of the jobs.

        Args:
            workshop: The object that can do each job. Afterwards, its cache contains
                the large part of each result.
            jobs: The jobs.
        """
        ...  # pragma: no cover - a protocol


@dataclass(frozen=True, slots=True)
class Processes:
    """Workers on this machine: this process, or several processes forked from it.

    Attributes:
        number: The number of processes.
    """

    number: int = 1

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> Iterator[Any]:
        """Return an iterator over the results of the jobs, in the order of the jobs."""
        is_worth_it = self.number > 1 and len(jobs) >= _FEWEST
        # A fork of a process in which the store's engine runs threads can hang.
        if not is_worth_it or has_threads():
            return map(workshop.do, jobs)
        from inspectgraph.shards.processes import can_fork, results

        if not can_fork():
            return map(workshop.do, jobs)
        workshop.prepare()
        return results(workshop.do, jobs, self.number)


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(jobs: int | None, scheduler: str | None) -> Workers:
    """Return the workers that the options of a command ask for.

    Args:
        jobs: The number of processes. By default, one process for each processor core.
        scheduler: The address or the file of the scheduler of a Dask cluster; None for
            processes on this machine.

    Raises:
        UsageError: If both arguments are given, or if the library for clusters is not
            installed.
        ClusterError: If the scheduler's file does not name a scheduler.
    """
    if scheduler is None:
        return Processes(jobs or usable_cores())
    if jobs is not None:
        raise UsageError(
            "jobs-and-scheduler",
            "`--jobs` and `--scheduler` are both given; the number of workers is set when"
            " the cluster starts, so omit `--jobs`",
        )
    from inspectgraph.shards.cluster import Cluster

    return Cluster.of(scheduler)
