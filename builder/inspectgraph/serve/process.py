"""Control one worker process from the server: start it, give it jobs, and kill it.

If the operating system supports forks, workers are forks of one small process. That
process has imported all modules but has opened no files. So a new worker is ready
within some hundredths of a second.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import socket
import sys
from contextlib import suppress
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any, Final

from inspectgraph.answer.limits import crash_remedy, resident
from inspectgraph.answer.process import MEGABYTE, NO_MEMORY
from inspectgraph.model.errors import EngineError
from inspectgraph.serve.connection import Connection, connected
from inspectgraph.serve.jobs import Job, Limits, Reply, Setup
from inspectgraph.serve.refusal import RefusedError
from inspectgraph.serve.worker import main

__all__ = ["Worker", "memory_refusal", "time_refusal"]

_CHUNK: Final = 65536
#: The nice value of a process with a long query, so that short queries come first.
_NICE: Final = 4
#: The seconds in which a killed process must end.
_KILLED: Final = 10.0


@cache
def _context() -> BaseContext:
    """Return the method for starting processes on this operating system."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["inspectgraph.serve.preloaded"])
    return context


class Worker:
    """A worker process that has opened the graph.

    Attributes:
        setup: The settings with which the process was started.
        output: The file to which the process writes long answers.
        is_long: Whether the current job takes long.
        is_worn: Whether the process uses so much memory that it should end.
    """

    def __init__(self, setup: Setup, spool: Path, number: int) -> None:
        """Create a worker process without starting it, and choose its files.

        Args:
            setup: The graph and the limits.
            spool: The folder for answers.
            number: The unique number of the worker.
        """
        self.setup = setup
        self.output = spool / f"{number}.answer"
        self.is_long = self.is_worn = self._is_killed = False
        self._errors = spool / f"{number}.errors"
        self._connection: Connection | None = None
        self._socket, theirs = socket.socketpair()
        self._refusal: RefusedError | None = None
        end, self._lifeline = _context().Pipe(duplex=False)
        self._theirs = (theirs, end)
        self._process: Any = _context().Process(  # type: ignore[attr-defined]
            target=main, args=(setup, theirs, end, str(self._errors)), daemon=True
        )

    async def start(self) -> None:
        """Start the process, and wait until it has opened the graph.

        Raises:
            EngineError: If the process cannot open the graph.
        """
        await asyncio.to_thread(self._process.start)
        for pipe in self._theirs:
            pipe.close()
        self._connection = await connected(self._socket)
        try:
            problem = await self._connection.receive(str)
        except EOFError:
            problem = self._last_error() or "the worker process ended"
        if problem:
            raise EngineError("engine-ended", problem)

    async def ask(self, job: Job) -> Reply:
        """Return the reply to a job.

        Raises:
            RefusedError: If the process ends before it replies, or is stopped at a limit.
        """
        assert self._connection  # noqa: S101 - only a worker that has started is asked
        try:
            self._connection.send(job)
            reply = await self._connection.receive(Reply)
        except (EOFError, ConnectionError):
            raise self._refusal or await self._ended() from None
        self.is_worn = reply.worn
        return reply

    @property
    def megabytes(self) -> float:
        """The memory that the process uses (resident set size), in megabytes."""
        return resident(self._process.pid or 0) / MEGABYTE

    @property
    def is_alive(self) -> bool:
        """Whether the process is running and is not about to end.

        The system closes the connection when the process ends. To ask the system for
        the state of the process at each job would take longer.
        """
        return (
            self._connection is not None
            and self._connection.is_open
            and not self._is_killed
        )

    def yield_to_others(self) -> None:
        """Lower the priority of the process, because its query takes long."""
        self.is_long = True
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _NICE)

    def stop(self, refusal: RefusedError) -> None:
        """Kill the process because its job has reached a limit.

        Args:
            refusal: The error that `ask` raises.
        """
        self._refusal = refusal
        self.kill()
        if self._connection:
            self._connection.abort()  # the answer need not wait for the process's end

    def kill(self) -> None:
        """Kill the process at once, if it has been started."""
        self._is_killed = True
        if self._process.pid is not None and self._process.is_alive():
            self._process.kill()

    async def end(self) -> None:
        """Kill the process, wait until it has ended, and remove its files."""
        self.kill()
        if self._process.pid is not None:
            await asyncio.to_thread(self._process.join, _KILLED)
        for pipe in (self._connection or self._socket, self._lifeline, *self._theirs):
            pipe.close()
        self.clear()
        self._errors.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the file with the answer to the last job."""
        for file in self.output.parent.glob(f"{self.output.stem}.*"):
            if file != self._errors:
                file.unlink(missing_ok=True)

    async def _ended(self) -> RefusedError:
        """Return the refusal of a job whose worker process ended before the reply."""
        await asyncio.to_thread(self._process.join, _KILLED)
        code, error = self._process.exitcode or 0, self._last_error()
        if code == NO_MEMORY or "memory allocation" in error or "MemoryError" in error:
            return memory_refusal(self.setup.limits)
        if code == -getattr(signal, "SIGXCPU", 0):
            return time_refusal(self.setup.limits)
        how = f"the signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
        message = (
            f"the process that answered the query ended with {how}, so no answer was sent;"
            f" {crash_remedy(error)}"
        )
        return RefusedError(503, message, reason="engine")

    def _last_error(self) -> str:
        """Return the last part of the standard error of the process."""
        with suppress(OSError), self._errors.open("rb") as stream:
            stream.seek(max(0, self._errors.stat().st_size - _CHUNK))
            return stream.read().decode(errors="replace").strip()
        return ""


def time_refusal(limits: Limits) -> RefusedError:
    """Return the refusal of a query that reached the time limit (status 504)."""
    message = (
        f"the query was stopped after {limits.seconds:g} s, so no answer was sent; join its"
        " patterns by shared variables, or ask for fewer rows"
    )
    return RefusedError(504, message, reason="time")


def memory_refusal(limits: Limits) -> RefusedError:
    """Return the refusal of a query that reached the memory limit (status 503)."""
    message = (
        f"the query needed more than {limits.megabytes} MB of memory, so no answer was"
        " sent; join its patterns by shared variables, or ask for fewer rows"
    )
    return RefusedError(503, message, reason="memory")
