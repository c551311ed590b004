"""Do the jobs of a build on the workers of a Dask cluster.

The client and the workers share the project folder and the cache. The client sends the
jobs and receives the small part of each result. The large part is written to the cache.
If a worker is lost, Dask gives its unfinished jobs to other workers.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.model.errors import ClusterError, UsageError, shorten
from inspectgraph.model.quantities import quantity
from inspectgraph.shards.cluster_worker import (
    OTHER_SOFTWARE,
    Cause,
    Failure,
    Site,
    do,
    reason_of,
    unfitness,
)
from inspectgraph.shards.keys import software_key
from inspectgraph.shards.run import Workshop
from inspectgraph.shards.workers import Job

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster"]

_log: Final = logging.getLogger(__name__)
#: The seconds in which a scheduler has to answer.
_PATIENCE: Final = 5
#: The seconds within which a first worker has to join the scheduler, or a new worker has
#: to join after the last one has ended.
_PATIENCE_FOR_WORKERS: Final = 30
#: The seconds after which a build without a result checks whether there are workers.
_STEP: Final = 2
#: The number of jobs that are sent ahead of the oldest job without a result. It limits the
#: memory of the scheduler and keeps many workers busy.
_AHEAD: Final = 4096
_LONGEST_REASON: Final = 200


@dataclass(slots=True)
class Cluster:
    """The workers of a Dask cluster.

    Attributes:
        address: The address of the scheduler.
    """

    address: str
    #: The builds for which all workers were checked.
    _asked: set[Site] = field(default_factory=set)
    #: The addresses of the workers about which the user was warned.
    _named: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, scheduler: str) -> Cluster:
        """Return the Dask cluster of a scheduler.

        Args:
            scheduler: The address of the scheduler, or the path of a file that contains
                the address.

        Raises:
            UsageError: If the package `distributed` is not installed.
            ClusterError: If the file does not name a scheduler.
        """
        if find_spec("distributed") is None:
            raise UsageError(
                "no-distributed",
                "a build on a cluster needs the package `distributed`; run: pip install"
                " 'inspectgraph[cluster]'",
            )
        if ":" in scheduler:
            return cls(scheduler)
        return cls(_address_in(Path(scheduler)))

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> list[Any]:
        """Return the result of each job, in the order of the jobs.

        Before the first job of a build, each worker is checked to make sure that it can
        do the jobs.

        Raises:
            ClusterError: If the scheduler cannot be reached or has no workers, if a
                worker cannot do the jobs, or if a job failed. All other jobs are still
                done.
        """
        if not jobs:
            return []
        site = Site.of(workshop)
        with _connected(self.address) as client:
            connection = _Connection(client, site, self._named)
            if site not in self._asked:
                connection.refuse_unfit()
                self._asked.add(site)
            outcomes = connection.outcomes(jobs)
        _refuse_failures(jobs, outcomes)
        return outcomes


def _address_in(file: Path) -> str:
    """Return the address in the scheduler file of a Dask cluster.

    Raises:
        ClusterError: If the file does not contain an address.
    """
    try:
        return str(json.loads(file.read_bytes())["address"])
    except (OSError, ValueError, TypeError, LookupError):
        raise ClusterError(
            "no-scheduler",
            f"{file} is neither the address of a scheduler, such as tcp://host:8786,"
            " nor the file that `dask scheduler --scheduler-file` writes",
        ) from None


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """Provide a client for a scheduler that has at least one worker.

    The client can be used inside a `with` block.

    Raises:
        ClusterError: If the scheduler cannot be reached, if no worker joins the
            scheduler, or if the connection is lost.
    """
    from distributed import CancelledError, Client

    _reach(address)
    client = Client(address, timeout=_PATIENCE, set_as_default=False)
    try:
        with client, client.as_current():
            _wait_for_worker(client)
            yield client
    except (CancelledError, OSError):
        message = "the connection to the scheduler was lost; build again to continue"
        raise ClusterError("no-scheduler", message) from None


def _reach(address: str) -> None:
    """Raise `ClusterError` if no server answers at the address of a scheduler.

    A Dask `Client` would notice this too, but would then take long to close.
    """
    from distributed.comm.core import connect
    from distributed.security import Security

    async def reach() -> None:
        arguments = Security().get_connection_args("client")
        comm = await connect(address, timeout=_PATIENCE, **arguments)
        await comm.close()

    def run() -> None:
        # `connect` waits without limit for a server that is not a scheduler.
        asyncio.run(asyncio.wait_for(reach(), _PATIENCE + 1))

    try:
        # In a thread, since a notebook has a loop of its own.
        with ThreadPoolExecutor(1) as pool:
            pool.submit(run).result()
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        reason = shorten(str(error), _LONGEST_REASON) or "it does not answer"
        message = f"the scheduler at {address} cannot be reached ({reason})"
        raise ClusterError("no-scheduler", message) from None


def _wait_for_worker(client: Client) -> None:
    """Wait until the scheduler has at least one worker.

    Raises:
        ClusterError: If the scheduler has no worker for too long.
    """
    try:
        client.wait_for_workers(1, timeout=_PATIENCE_FOR_WORKERS)
    except TimeoutError:
        if client.status != "running":  # the connection is lost
            raise
        raise _no_workers("the scheduler has no worker") from None


def _no_workers(found: str) -> ClusterError:
    message = f"{found}; the finished work is kept for the next build"
    return ClusterError("no-workers", message)


@dataclass(slots=True)
class _Connection:
    """The connection between a build and a Dask cluster.

    Attributes:
        client: The client of the scheduler.
        site: The data about the build that a worker needs.
        named: The addresses of the workers for which a warning has been logged.
    """

    client: Client
    site: Site
    named: set[str]

    def refuse_unfit(self) -> None:
        """Raise `ClusterError` if the scheduler or the workers lack the software of the build.

        A worker must also have access to the cache and the project of the build.
        """
        if reason := self._unfit_scheduler():
            message = f"the scheduler cannot distribute the work: {reason}"
            raise ClusterError("unfit-worker", message)
        for address, reason in self._fitness().items():
            if reason:
                message = f"the worker {address} cannot do the work: {reason}"
                raise ClusterError("unfit-worker", message)

    def outcomes(self, jobs: Sequence[Job]) -> list[Any]:
        """Return the result of each job, or a `Failure`, in the order of the jobs.

        Jobs that failed because of a worker are repeated on other workers. If a worker
        crashed, each of its jobs is repeated separately, to find the job that crashes
        workers.
        """
        outcomes = list(self._outcomes(jobs))
        if again := _places(outcomes, Cause.UNFIT):
            repeated = self._outcomes([jobs[place] for place in again], self._fit())
            for place, outcome in zip(again, repeated, strict=True):
                outcomes[place] = outcome
        for place in _places(outcomes, Cause.DEATH):
            _wait_for_worker(self.client)
            [outcomes[place]] = self._outcomes([jobs[place]], self._fit())
        return outcomes

    def _fit(self) -> list[str]:
        """Return the addresses of the workers that can do the jobs.

        For each worker that cannot do the jobs, one warning is logged.
        """
        fitness = self._fitness()
        for address, reason in fitness.items():
            if reason and address not in self.named:
                _log.warning("the worker %s cannot do the work: %s", address, reason)
                self.named.add(address)
        return [address for address, reason in fitness.items() if not reason]

    def _unfit_scheduler(self) -> str:
        """Return the reason why the scheduler cannot read the jobs, or an empty text if it can."""
        try:
            software: Any = self.client.run_on_scheduler(software_key)
        except OSError:  # the connection is lost
            raise
        except Exception as error:
            return _answer(error)
        return "" if software == self.site.software else OTHER_SOFTWARE

    def _fitness(self) -> dict[str, str]:
        """Return the reasons why workers cannot do the jobs, keyed by worker address.

        The reason is "" if the worker can do the jobs. Workers that have ended are left
        out.
        """
        answers: Any = self.client.run(unfitness, self.site, on_error="return")
        return {
            address: _answer(found)
            for address, found in answers.items()
            if not isinstance(found, OSError)  # the worker has ended by now
        }

    def _outcomes(
        self, jobs: Sequence[Job], workers: list[str] | None = None
    ) -> Iterator[Any]:
        """Yield the result of each job, or a `Failure`, in the order of the jobs.

        Args:
            jobs: The jobs.
            workers: The addresses of the workers that may do the jobs; None for all.
        """
        sent: deque[Future[Any]] = deque()
        for job in jobs:
            future = self.client.submit(do, self.site, job, pure=False, workers=workers)
            sent.append(future)
            if len(sent) >= _AHEAD:
                yield self._outcome(sent.popleft(), workers)
        while sent:
            yield self._outcome(sent.popleft(), workers)

    def _outcome(self, future: Future[Any], workers: list[str] | None) -> Any:
        """Return the result of a job, or a `Failure`.

        Args:
            future: The job.
            workers: The addresses of the workers that may do the job; None for all.
        """
        from distributed.scheduler import KilledWorker

        try:
            while not _has_ended(future):
                if workers and not self._has_any(workers):
                    return Failure("all workers ended during this job", Cause.DEATH)
                _wait_for_worker(self.client)
            return future.result()
        except KilledWorker as error:
            lost = quantity(error.allowed_failures + 1, "worker")
            return Failure(f"{lost} ended during this job", Cause.DEATH)
        except Exception as error:
            if future.status != "error":  # the connection is lost
                raise
            # A job that has begun returns its failure; so a worker could not begin it.
            return Failure(reason_of(error), Cause.UNFIT)

    def _has_any(self, workers: list[str]) -> bool:
        """Return whether at least one of the given workers is still running."""
        present: Any = self.client.nthreads()
        return not present.keys().isdisjoint(workers)


def _answer(found: object) -> str:
    """Return the reason why a worker cannot do jobs, or an empty text if it can.

    Args:
        found: The answer of the worker, or the exception that it raised.
    """
    if isinstance(found, Exception):
        return f"it lacks inspectgraph, or one of its libraries ({shorten(str(found))})"
    return str(found)


def _has_ended(future: Future[Any]) -> bool:
    """Return whether a job ends within a few seconds."""
    from distributed import wait

    try:
        wait([future], timeout=_STEP)
    except TimeoutError:
        return False
    return True


def _places(outcomes: Sequence[Any], cause: Cause) -> list[int]:
    """Return the indexes of the jobs that failed for a given cause."""
    return [
        place
        for place, outcome in enumerate(outcomes)
        if isinstance(outcome, Failure) and outcome.cause == cause
    ]


def _refuse_failures(jobs: Sequence[Job], outcomes: Sequence[Any]) -> None:
    """Raise `ClusterError` with the name and reason of each job that failed."""
    lines = [
        f"{job.file}: {outcome.reason}"
        for job, outcome in zip(jobs, outcomes, strict=True)
        if isinstance(outcome, Failure)
    ]
    if lines:
        failed = quantity(len(lines), "report")
        lines.append(
            f"{failed} of {len(jobs)} failed on the cluster, and nothing was written;"
            " the work on the others is kept for the next build"
        )
        raise ClusterError("failed-reports", "\n".join(lines))
