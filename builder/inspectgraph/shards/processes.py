"""Do jobs in several processes that are forks of this process.

Each process inherits the function and all prepared data. It ends when its parent
process ends, even if the parent is killed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from threading import Thread
from typing import Any

__all__ = ["can_fork", "results"]


def can_fork() -> bool:
    """Return whether the operating system can fork a process."""
    return "fork" in multiprocessing.get_all_start_methods()


def results(
    work: Callable[[Any], Any], jobs: Sequence[Any], number: int
) -> Iterator[Any]:
    """Yield the result of each job, in the order of the jobs.

    A process may be killed, for instance for lack of memory. Its parent process then
    does the remaining jobs. So a job may be done twice.

    Args:
        work: The function that does a job.
        jobs: The arguments of the function, one for each job.
        number: The number of processes.
    """
    done = 0
    try:
        for result in _from_processes(work, jobs, number):
            yield result
            done += 1
    except BrokenProcessPool:
        yield from map(work, jobs[done:])


def _from_processes(
    work: Callable[[Any], Any], jobs: Sequence[Any], number: int
) -> Iterator[Any]:
    """Do the jobs in several processes, and yield the results in the order of the jobs.

    Raises:
        BrokenProcessPool: If a process was killed.
    """
    context = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(number, context, _begin, (work,))
    try:
        yield from executor.map(_run, jobs)
    finally:
        executor.shutdown(cancel_futures=True)


#: The function that does the jobs of this process. Outside a pool, the list is empty.
_work: list[Callable[[Any], Any]] = []


def _begin(work: Callable[[Any], Any]) -> None:
    """Set the function for the jobs of this process, and make this process end with its parent.

    This process ignores keyboard interrupts, which only the parent process handles.
    """
    _work[:] = [work]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process as soon as its parent has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(job: Any) -> Any:
    """Return the result of one job in a process of the pool."""
    return _work[0](job)
