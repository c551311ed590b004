"""Workers on a Dask cluster.

The client and the workers share the folder of the project and the cache. The client
sends the jobs and receives the small parts; the large parts go through the cache. If a
worker is lost, Dask gives its unfinished jobs to other workers.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from inspectgraph.model.errors import (
    ClusterError,
    InspectGraphError,
    UsageError,
    shorten,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.shards.base_cache import base_of, has_base, key_with_reports
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.keys import Options, software_key
from inspectgraph.shards.run import Workshop
from inspectgraph.shards.workers import Job, Processes

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster", "Site", "do", "unfitness"]

#: The seconds in which a scheduler has to answer.
_PATIENCE: Final = 5
#: The seconds in which a first worker has to join the scheduler.
_PATIENCE_FOR_WORKERS: Final = 30
#: The number of jobs that are sent ahead of the oldest job without a result. It bounds
#: the memory of the scheduler and keeps many workers busy.
_AHEAD: Final = 4096
_LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True)
class Site:
    """What a worker has to know of a build, besides the job.

    Attributes:
        folder: The project.
        cache: The folder of the cache.
        options: The options of the build.
        base_key: The key of the registry and the software.
        key: The key of the base.
        software: The key of the software.
    """

    folder: Path
    cache: Path
    options: Options
    base_key: str
    key: str
    software: str

    @classmethod
    def of(cls, workshop: Workshop) -> Site:
        """Return what a worker has to know of the build of a workshop."""
        options = workshop.options
        if options.quotes:
            options = replace(options, quotes=options.quotes.absolute())
        return cls(
            workshop.base.context.folder.absolute(),
            workshop.cache.folder.absolute(),
            options,
            workshop.base_key,
            workshop.base.key,
            software_key(),
        )


@dataclass(frozen=True, slots=True)
class _Failure:
    """The reason why a job has no result."""

    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask cluster.

    Attributes:
        address: The address of the scheduler.
    """

    address: str

    @classmethod
    def of(cls, scheduler: str) -> Cluster:
        """Return the cluster of a scheduler.

        Args:
            scheduler: The address of the scheduler, or its file, which holds the
                address.

        Raises:
            UsageError: If the package distributed is not installed.
            ClusterError: If the file names no scheduler.
        """
        _require_distributed()
        if ":" in scheduler:
            return cls(scheduler)
        return cls(_address_in(Path(scheduler)))

    def results(self, workshop: Workshop, jobs: Sequence[Job]) -> list[Any]:
        """Return the small part that each job gives, in the order of the jobs.

        Raises:
            ClusterError: If the scheduler cannot be reached, if a worker cannot do the
                jobs, or if jobs failed. All other jobs are done nevertheless.
        """
        if not jobs:
            return []
        site = Site.of(workshop)
        with _connected(self.address) as client:
            _refuse_unfit(client, site)
            outcomes = list(_outcomes(client, site, jobs))
        _refuse_failures(jobs, outcomes)
        return outcomes


# On the client


def _require_distributed() -> None:
    """Raise `UsageError` if the package distributed is not installed."""
    try:
        import distributed  # noqa: F401 - whether it can be imported
    except ImportError:
        raise UsageError(
            "no-distributed",
            "a build on a cluster needs the package distributed; run: pip install"
            " 'inspectgraph[cluster]'",
        ) from None


def _address_in(file: Path) -> str:
    """Return the address in the file of a scheduler.

    Raises:
        ClusterError: If the file has no address.
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
    """Provide a client of a scheduler that has at least one worker.

    Raises:
        ClusterError: If the scheduler cannot be reached, or if no worker joins it.
    """
    from distributed import Client

    _reach(address)
    client = Client(address, timeout=_PATIENCE, set_as_default=False)
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE_FOR_WORKERS)
        except TimeoutError:
            message = f"no worker has joined the scheduler at {address}"
            raise ClusterError("no-workers", message) from None
        yield client


def _reach(address: str) -> None:
    """Raise `ClusterError` if nothing answers at the address of a scheduler.

    A `Client` would also find out, but takes long to close afterwards.
    """
    from distributed.comm.core import connect
    from distributed.security import Security

    async def reach() -> None:
        arguments = Security().get_connection_args("client")
        comm = await connect(address, timeout=_PATIENCE, **arguments)
        await comm.close()

    try:
        # What listens but is no scheduler may never answer, which `connect` allows.
        asyncio.run(asyncio.wait_for(reach(), _PATIENCE + 1))
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        reason = shorten(str(error), _LONGEST_REASON) or "it does not answer"
        message = f"the scheduler at {address} cannot be reached ({reason})"
        raise ClusterError("no-scheduler", message) from None


def _refuse_unfit(client: Client, site: Site) -> None:
    """Raise `ClusterError` if a worker cannot do the jobs of a build."""
    answers: Any = client.run(unfitness, site, on_error="return")
    for address, found in answers.items():
        if reason := _reason_of(found):
            message = f"the worker {address} cannot do the work: {reason}"
            raise ClusterError("unfit-worker", message)


def _reason_of(found: object) -> str:
    """Return why a worker cannot do jobs; empty if it can, or if it is lost by now.

    Args:
        found: What the worker returned, or the exception that it raised.
    """
    if isinstance(found, OSError):
        return ""
    if isinstance(found, Exception):
        return f"it lacks inspectgraph, or a library of it ({shorten(str(found))})"
    return str(found)


def _outcomes(client: Client, site: Site, jobs: Sequence[Job]) -> Iterator[Any]:
    """Yield the result of each job or the reason why it failed, in order."""
    sent: deque[Future[Any]] = deque()
    for job in jobs:
        sent.append(client.submit(do, site, job, pure=False))
        if len(sent) >= _AHEAD:
            yield _outcome(sent.popleft())
    while sent:
        yield _outcome(sent.popleft())


def _outcome(future: Future[Any]) -> Any:
    """Return the result of a job, or the reason why it failed.

    Raises:
        ClusterError: If the connection to the scheduler is lost.
    """
    from distributed import CancelledError
    from distributed.scheduler import KilledWorker

    try:
        return future.result()
    except KilledWorker as error:
        lost = quantity(error.allowed_failures + 1, "worker")
        return _Failure(f"{lost} ended while it was their job")
    except CancelledError:
        message = "the connection to the scheduler was lost; build again to go on"
        raise ClusterError("no-scheduler", message) from None
    except Exception as error:
        return _failure(error)


def _refuse_failures(jobs: Sequence[Job], outcomes: Sequence[Any]) -> None:
    """Raise `ClusterError` with the name and reason of each job that failed."""
    lines = [
        f"{job.file}: {outcome.reason}"
        for job, outcome in zip(jobs, outcomes, strict=True)
        if isinstance(outcome, _Failure)
    ]
    if lines:
        failed = quantity(len(lines), "report")
        lines.append(
            f"{failed} of {len(jobs)} failed on the cluster, and nothing was written;"
            " the work on the others is kept for the next build"
        )
        raise ClusterError("failed-reports", "\n".join(lines))


def _failure(error: Exception) -> _Failure:
    """Return the reason that an exception gives."""
    if isinstance(error, InspectGraphError):
        return _Failure(str(error))
    reason = shorten(str(error), _LONGEST_REASON)
    return _Failure(f"{type(error).__name__}: {reason}")


# On a worker

_log: Final = logging.getLogger(__name__)

#: A worker does one job at a time, even if it was started with several threads.
_turn: Final = Lock()


def unfitness(site: Site) -> str:
    """Return why this process cannot do the jobs of a build; empty if it can."""
    if software_key() != site.software:
        return "it has another version of inspectgraph"
    if not has_base(site.key, Cache(site.cache)):
        return f"it does not find the cache of the build in {site.cache}"
    if key_with_reports(site.folder, site.base_key) != site.key:
        return f"it finds other extracts in {site.folder}"
    return ""


def do(site: Site, job: Job) -> Any:
    """Do a job on a worker.

    Returns:
        The small part that the job gives, or the reason why it failed. The exception
        stays in the worker's log: the client might not be able to read it.
    """
    try:
        with _turn:
            return _workshop(site).do(job)
    except Exception as error:
        _log.exception("%s failed", job.file)
        return _failure(error)


@lru_cache(maxsize=2)
def _workshop(site: Site) -> Workshop:
    """Return the workshop of a build, which is prepared once in a process.

    Raises:
        ClusterError: If this process cannot do the jobs of the build.
    """
    if reason := unfitness(site):
        raise ClusterError("unfit-worker", f"a worker cannot do the work: {reason}")
    cache = Cache(site.cache)
    base = base_of(site.folder, site.base_key, cache)
    workshop = Workshop(base, site.base_key, cache, site.options, Processes(1))
    workshop.prepare()
    return workshop
