"""The processor time and the memory that a worker process uses."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from inspectgraph.answer.process import MEGABYTE
from inspectgraph.serve.jobs import Limits

__all__ = ["Usage"]

#: A worker that no process watches ends itself when a job exceeds the time limit of queries
#: by this many seconds of processor time.
_GRACE: Final = 5
#: A worker ends after a job if it uses more than this share of the memory limit of queries.
_WORN: Final = 0.25
_MEMORY: Final = Path("/proc/self/statm")


class Usage:
    """Watches what this process uses, with few system calls for each job."""

    def __init__(self, limits: Limits) -> None:
        """Note the memory that the process uses before its first job.

        Args:
            limits: The limits of each query.
        """
        self._seconds = limits.seconds
        self._allowed = 0
        # The file stays open, because to open it takes longer than to read it.
        self._file = _MEMORY.open("rb", 0) if _MEMORY.exists() else None
        self._most = self.address_space + int(_WORN * limits.megabytes * MEGABYTE)

    @property
    def address_space(self) -> int:
        """The number of bytes of address space that the process uses; 0 if unknown."""
        if not self._file:
            return 0
        pages = int(os.pread(self._file.fileno(), 64, 0).split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")

    @property
    def is_worn(self) -> bool:
        """Whether the process uses so much memory that it should end."""
        return self.address_space > self._most

    def allow_job(self) -> None:
        """Raise the limit on the processor time of this process, to allow one more job.

        The limit has whole seconds. So most of the short jobs find it high enough.
        """
        most = int(time.process_time() + self._seconds) + _GRACE
        if most != self._allowed:
            self._allowed = most
            _limit_seconds(most)


def _limit_seconds(most: int) -> None:
    """Set the limit on the processor time of this process."""
    try:
        import resource
    except ImportError:  # Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    with suppress(OSError, ValueError):  # the hard limit is lower
        resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
