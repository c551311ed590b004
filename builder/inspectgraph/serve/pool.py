"""A pool of worker processes that enforces the limits on queries.

Each worker does one job at a time. When a query reaches a limit or the client
disconnects, the worker is killed and a new worker is started.

When a query takes long, the pool starts another worker, up to a maximum number of
workers. Therefore long queries do not block other clients. A worker with a long query
gets less processor time than the other workers.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from msgspec.structs import replace

from inspectgraph.model.errors import InspectGraphError
from inspectgraph.serve.jobs import Job, Reply, Setup
from inspectgraph.serve.process import Worker, memory_refusal, time_refusal
from inspectgraph.serve.refusal import RefusedError
from inspectgraph.serve.spool import spool_folder

__all__ = ["LONG", "MOST", "Answer", "Pool"]

#: The seconds after which a query counts as long.
LONG: Final = 0.5
#: The maximum number of workers, as a multiple of the number that are kept ready.
MOST: Final = 5
#: The jobs whose workers get less processor time and end afterwards, if the job is long.
#: The first page in a process takes long, and the others gain from what it has read.
_QUERIES: Final = frozenset({"sparql", "question"})
#: The seconds that a request waits for a worker.
_PATIENCE: Final = 60.0
#: The seconds between two checks of the busy workers.
_PAUSE: Final = 0.05
#: The seconds between two attempts to start a worker.
_RETRY: Final = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: the reply of the worker, and an open file with the content."""

    reply: Reply
    content: BinaryIO
    length: int


class Pool:
    """A pool of worker processes."""

    def __init__(self, setup: Setup, size: int) -> None:
        """Set up a pool; the method `start` starts it.

        Args:
            setup: The settings of each worker.
            size: The number of workers that are kept ready.
        """
        self.setup = setup
        self.size = size
        self.problem = ""
        self._most = MOST * size
        self._numbers = itertools.count(1)
        #: The workers that are ready; there are none while a request waits.
        self._idle: deque[Worker] = deque()
        #: The requests that wait for a worker, the first one first, and since when.
        self._waiting: dict[asyncio.Future[Worker], float] = {}
        self._workers: set[Worker] = set()
        #: The job of each busy worker, and the time at which it started.
        self._busy: dict[Worker, tuple[Job, float]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._open = ExitStack()
        self._spool = Path()

    async def start(self) -> None:
        """Start the workers, and wait until the first worker is ready."""
        self._spool = self._open.enter_context(spool_folder())
        self._in_background(self._watch)
        self._fill()
        while not self._idle and not self.problem:
            await asyncio.sleep(_PAUSE)

    async def stop(self) -> None:
        """Kill the workers, and remove their files."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in set(self._workers)))
        self._open.close()

    def renew(self, setup: Setup) -> None:
        """Replace the workers, because the graph has changed.

        A busy worker first finishes its job with the old graph.
        """
        self.setup = setup
        while self._idle:
            self._replace(self._idle.popleft())

    async def ask(self, job: Job) -> Answer:
        """Do a job within the limits, and return its answer.

        Raises:
            RefusedError: If the job has no answer, reaches a limit, or has to wait too
                long for a worker.
        """
        worker = await self._taken()
        try:
            reply = await self._within_limits(worker, job)
            return _opened(worker, reply)
        finally:
            self._give_back(worker)

    def counts(self) -> dict[str, int]:
        """Return the number of workers in each state, and the number of waiting requests."""
        idle = len(self._idle)
        long = sum(worker.is_long for worker in self._workers)
        busy = len(self._workers) - idle - long
        return {"idle": idle, "busy": busy, "long": long, "waiting": len(self._waiting)}

    async def _taken(self) -> Worker:
        """Take a ready worker out of the pool.

        Raises:
            RefusedError: If no worker becomes ready in time.
        """
        while self._idle:
            worker = self._idle.popleft()
            if worker.is_alive:
                return worker
            self._replace(worker)
        turn: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting[turn] = time.monotonic()
        try:
            return await turn
        except asyncio.CancelledError:  # the client went away
            if not turn.cancelled() and not turn.exception():
                self._give_back(turn.result())
            raise
        finally:
            self._waiting.pop(turn, None)

    def _offer(self, worker: Worker) -> None:
        """Give a worker to the request that has waited longest, or keep it ready."""
        if turn := self._next_turn():
            turn.set_result(worker)
        else:
            self._idle.append(worker)

    def _next_turn(self) -> asyncio.Future[Worker] | None:
        """Take the request that has waited longest out of those that wait, if any does."""
        while self._waiting:
            turn = next(iter(self._waiting))
            del self._waiting[turn]
            if not turn.done():
                return turn
        return None

    def _too_busy(self) -> RefusedError:
        message = "the service is busy with other queries; try again in a few seconds"
        if self.problem:
            message = f"the graph cannot be opened: {self.problem}"
        return RefusedError(503, message, {"Retry-After": "10"}, reason="busy")

    async def _within_limits(self, worker: Worker, job: Job) -> Reply:
        """Give a job to a worker, and return the reply.

        If the job reaches a limit, the worker is killed.

        Raises:
            RefusedError: If the job reaches a limit, or if the worker process ends.
        """
        self._busy[worker] = job, time.monotonic()
        try:
            return await worker.ask(replace(job, output=str(worker.output)))
        except BaseException:  # also if the client went away
            worker.kill()
            raise
        finally:
            del self._busy[worker]

    async def _watch(self) -> None:
        """Check all busy workers and all waiting requests again and again."""
        while True:
            await asyncio.sleep(_PAUSE)
            now = time.monotonic()
            self._refuse_waiting(now - _PATIENCE)
            for worker, (job, start) in list(self._busy.items()):
                with suppress(OSError):  # no file is free for another worker
                    self._check(worker, job, now - start)

    def _refuse_waiting(self, since: float) -> None:
        """Refuse the requests that have waited since a time, or since before it."""
        for turn, start in list(self._waiting.items()):
            if start > since:
                return  # the others came later
            if not turn.done():
                turn.set_exception(self._too_busy())

    def _check(self, worker: Worker, job: Job, seconds: float) -> None:
        """Stop a worker whose job has reached a limit; slow down a long query.

        If a query takes long, the priority of the worker process is lowered.
        """
        limits = worker.setup.limits
        if seconds >= limits.seconds:
            worker.stop(time_refusal(limits))
        elif worker.megabytes > limits.megabytes:
            worker.stop(memory_refusal(limits))
        elif seconds >= LONG and job.kind in _QUERIES and not worker.is_long:
            worker.yield_to_others()
            self._fill()

    def _give_back(self, worker: Worker) -> None:
        """Make a worker available again, or end it.

        The priority of a process is lowered during a long query and cannot be raised
        again. So a worker is ended after such a query.
        """
        is_fresh = worker.is_alive and not (worker.is_long or worker.is_worn)
        if not is_fresh or worker.setup != self.setup:
            self._replace(worker)
        else:
            self._offer(worker)

    def _replace(self, worker: Worker) -> None:
        """End a worker, and start a new worker if too few are left."""
        self._end_soon(worker)
        self._fill()

    def _end_soon(self, worker: Worker) -> None:
        worker.kill()
        self._workers.discard(worker)
        self._in_background(worker.end)

    def _fill(self) -> None:
        """Start new workers if too few workers are free of long queries.

        The total number of workers never exceeds the maximum.
        """
        short = sum(not worker.is_long for worker in self._workers)
        room = self._most - len(self._workers)
        for _ in range(min(self.size - short, room)):
            self._start_soon()

    def _start_soon(self) -> None:
        worker = Worker(self.setup, self._spool, next(self._numbers))
        self._workers.add(worker)
        self._in_background(partial(self._start, worker))

    def _in_background(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Run a coroutine function in the background, and keep a reference to its task."""
        task = asyncio.ensure_future(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self, worker: Worker) -> None:
        """Start a worker. If the worker cannot open the graph, try again after a while."""
        try:
            await worker.start()
        except (InspectGraphError, OSError) as error:
            self._end_soon(worker)
            self.problem = getattr(error, "message", str(error))
            await asyncio.sleep(_RETRY)
            self._fill()
            return
        self.problem = ""
        self._give_back(worker)


def _opened(worker: Worker, reply: Reply) -> Answer:
    """Return an answer with its content, from the reply or from the worker's file.

    The worker's file is opened and then deleted. The content stays readable while the
    file is open.

    Raises:
        RefusedError: If the reply is a message instead of an answer.
    """
    if reply.status >= 400:
        worker.clear()
        raise RefusedError(reply.status, reply.message, reason=reply.reason)
    if reply.content is not None:
        return Answer(reply, BytesIO(reply.content), len(reply.content))
    content = worker.output.open("rb")
    worker.output.unlink()
    length = content.seek(0, 2)
    content.seek(0)
    return Answer(reply, content, length)
