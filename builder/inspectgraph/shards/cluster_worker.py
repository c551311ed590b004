"""The part of a cluster build that runs on the workers.

All machines share the cache of the build. A worker takes the base of the project from
the cache. The worker writes the large part of each result to the cache, and returns the
small part.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from inspectgraph.files.project import extract_files
from inspectgraph.files.sources import read_registry
from inspectgraph.model.errors import ClusterError, InspectGraphError, shorten
from inspectgraph.shards.base_cache import base_of, has_base, key_with_reports
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.keys import Options, registry_key, software_key
from inspectgraph.shards.run import Workshop
from inspectgraph.shards.workers import Job, Processes

__all__ = [
    "OTHER_SOFTWARE",
    "Cause",
    "Failure",
    "Site",
    "do",
    "reason_of",
    "unfitness",
]

#: The reason if the software of a process is not that of the build.
OTHER_SOFTWARE: Final = "it has another version of inspectgraph, Python or a library"
_LONGEST_REASON: Final = 200
_log: Final = logging.getLogger(__name__)
#: A worker does one job at a time, even if it was started with several threads.
_turn: Final = Lock()


@dataclass(frozen=True, slots=True)
class Site:
    """The data about a build that a worker needs in addition to the job.

    Attributes:
        folder: The folder of the project.
        cache: The folder of the cache.
        options: The options of the build, such as drafts and quotations.
        base_key: A digest of the registry and the software.
        key: The key under which the cache stores the triples that all reports share.
        software: A digest of the software alone.
    """

    folder: Path
    cache: Path
    options: Options
    base_key: str
    key: str
    software: str

    @classmethod
    def of(cls, workshop: Workshop) -> Site:
        """Return the data that a worker needs about a build."""
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


class Cause(Enum):
    """The cause of a job's failure."""

    REPORT = "the work on the report"
    UNFIT = "a worker that cannot do the jobs of the build"
    DEATH = "the end of the workers that had this job"


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason why a job has no result."""

    reason: str
    cause: Cause = Cause.REPORT


def unfitness(site: Site) -> str:
    """Return the reason why this process cannot do the jobs of a build; empty if it can.

    If the process can do the jobs, this call prepares the process for the jobs. The
    process stays prepared even if the project changes later.
    """
    try:
        _workshop(site)
    except Exception as error:
        return reason_of(error)
    return ""


def do(site: Site, job: Job) -> Any:
    """Do a job on a worker of a cluster.

    Returns:
        The result of the job. If the job raises an exception, a `Failure` with the
        message of the exception. The client does not get the exception itself, because
        the client might not be able to decode the exception.
    """
    with _turn:
        try:
            workshop = _workshop(site)
        except Exception as error:
            return Failure(reason_of(error), Cause.UNFIT)
        try:
            return workshop.made_before(job) or workshop.do(job)
        except Exception as error:
            _log.exception("%s failed", job.file)
            return Failure(reason_of(error))


def reason_of(error: Exception) -> str:
    """Return the message of an exception.

    An exception of another library gets a message on one line: the type of the
    exception, and its own message.
    """
    if isinstance(error, ClusterError):
        return error.message
    if isinstance(error, InspectGraphError):
        return str(error)
    return f"{type(error).__name__}: {shorten(str(error), _LONGEST_REASON)}"


@lru_cache(maxsize=2)
def _workshop(site: Site) -> Workshop:
    """Return the `Workshop` of a build, which makes the shards of all reports.

    The first call for a build prepares the workshop. Later calls in the same process
    return the same workshop.

    Raises:
        ClusterError: If this process does not have the same software, cache and project
            as the client.
        OSError: If the registry cannot be read.
    """
    if software_key() != site.software:
        raise _unfit(OTHER_SOFTWARE)
    cache = Cache(site.cache)
    if not has_base(site.key, cache):
        raise _unfit(f"it does not find the cache of the build in {site.cache}")
    registry, paths = read_registry(site.folder), extract_files(site.folder)
    key = registry_key(registry)
    if key != site.base_key:
        raise _unfit(f"the registry in {site.folder} is not that of the build")
    if key_with_reports(key, paths) != site.key:
        raise _unfit(f"the extracts in {site.folder} are not those of the build")
    base = base_of(site.folder, registry, paths, cache)
    workshop = Workshop(base, key, cache, site.options, Processes())
    workshop.prepare()
    return workshop


def _unfit(reason: str) -> ClusterError:
    return ClusterError("unfit-worker", reason)
