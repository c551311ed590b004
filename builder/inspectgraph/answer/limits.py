"""Answer a request in a worker process, within limits of time and memory.

The SPARQL engine does not limit its time or memory, and some queries crash its process.
Therefore a worker process runs the query, and this process waits. This process kills a
worker that reaches a limit. This process yields an answer only after the worker has
rendered the whole answer. This module imports no slow library.

If a fork is safe (see `can_fork`), the worker is a fork of this process. A fork takes a
millisecond. Otherwise, the worker is a new interpreter.

Memory is limited in a different way on each system:

- On Linux, the operating system limits memory (`RLIMIT_AS`). This process also checks
  the resident set of the worker every few milliseconds.
- On macOS, this process checks the resident set with `ps`.
- On Windows, memory has no limit.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import BinaryIO, Final, Protocol

from inspectgraph.answer.process import (
    HEAD,
    MEGABYTE,
    MEMORY_LIMIT,
    NO_MEMORY,
    TIME_LIMIT,
    Limits,
    end_with_pipe,
    finite,
    run_worker,
)
from inspectgraph.answer.worker import Reply, Request, reply_to
from inspectgraph.model.errors import (
    EngineError,
    MemoryLimitError,
    TimeLimitError,
    Where,
)
from inspectgraph.store.generations import has_threads

__all__ = [
    "MEMORY_LIMIT",
    "TIME_LIMIT",
    "Head",
    "Limits",
    "can_fork",
    "crash_remedy",
    "limited_reply",
    "resident",
]

#: The seconds between two checks of the worker.
_PAUSE: Final = 0.02 if sys.platform == "linux" else 0.5
_CHUNK: Final = 65536


@dataclass(frozen=True, slots=True)
class Head:
    """The data that a worker sends before its output.

    `messages` is the text for standard error. `length` is the number of bytes in the
    output.
    """

    exit_code: int
    messages: str
    is_table: bool
    length: int


@contextlib.contextmanager
def limited_reply(
    request: Request, limits: Limits, answer: Callable[[Request], Reply] = reply_to
) -> Iterator[tuple[Head, Iterator[bytes]]]:
    """Yield the complete answer of a worker: the header, and then the output.

    This function is a context manager. At the end, the worker process is ended.

    Args:
        request: The request to answer.
        limits: The time and memory that the worker can use.
        answer: The function that answers the request if the worker is a fork. A worker
            in a new interpreter always calls `reply_to`.

    Raises:
        TimeLimitError: If the worker does not finish within the time limit.
        MemoryLimitError: If the worker needs more memory than the limit.
        EngineError: If the worker ends without an answer.
    """
    where = Where(request.source) if request.source else None
    worker = (
        _Fork(request, limits, answer) if can_fork() else _Interpreter(request, limits)
    )
    try:
        head = _wait_for_head(worker, limits, where)
        yield head, _output(worker, head.length, where)
    finally:
        worker.end()
        worker.close()


class _Worker(Protocol):
    """A worker process, with the stream on which it sends its answer."""

    pid: int
    answer: BinaryIO

    def end(self) -> None:
        """Kill the process and its child processes, if the process has not ended."""
        ...

    def close(self) -> None:
        """Close the streams to and from the process, after the process has ended."""
        ...

    def wait(self) -> int:
        """Wait for the end of the process, and return its exit code.

        If a signal ended the process, the result is the negative number of the signal.
        """
        ...

    def stderr_text(self) -> str:
        """Return the beginning of the standard error of a process that has ended."""
        ...


def can_fork() -> bool:
    """Return whether a fork is safe.

    A fork is not safe on macOS, where many libraries forbid forks. It is also not safe
    if other threads of this process may hold locks.
    """
    if sys.platform != "linux" or has_threads():
        return False
    return threading.active_count() == 1


class _Fork:
    """A worker process made by a fork of this process."""

    def __init__(
        self, request: Request, limits: Limits, answer: Callable[[Request], Reply]
    ) -> None:
        answer_read, answer_write = os.pipe()
        stderr_read, stderr_write = os.pipe()
        lifeline, self._lifeline = os.pipe()
        os.set_blocking(stderr_write, False)
        self._code: int | None = None
        self.pid = os.fork()
        if not self.pid:
            try:  # the fork must never return into the code of its parent process
                for unused in (answer_read, stderr_read, self._lifeline):
                    os.close(unused)
                os.dup2(stderr_write, 2)
                end_with_pipe(lifeline)
                run_worker(request, limits, answer, os.fdopen(answer_write, "wb"))
            finally:
                os._exit(1)
        for unused in (answer_write, stderr_write, lifeline):
            os.close(unused)
        self.answer: BinaryIO = os.fdopen(answer_read, "rb")
        self._stderr = os.fdopen(stderr_read, "rb")

    def end(self) -> None:
        if self._code is not None:
            return
        # A worker that has just started has no process group of its own yet.
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        self.wait()

    def close(self) -> None:
        os.close(self._lifeline)
        self.answer.close()
        self._stderr.close()

    def wait(self) -> int:
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def stderr_text(self) -> str:
        return self._stderr.read(_CHUNK).decode(errors="replace")


class _Interpreter:
    """A worker process in a new Python interpreter, for systems without a safe fork."""

    def __init__(self, request: Request, limits: Limits) -> None:
        import json
        import subprocess

        code = "from inspectgraph.answer.process import main; main()"
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own module, without a shell
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        self.pid = self._process.pid
        self.answer: BinaryIO = self._process.stdout  # type: ignore[assignment]
        with contextlib.suppress(BrokenPipeError):
            # The stream stays open. When it ends, the worker stops: nobody waits.
            self._process.stdin.write(
                json.dumps([asdict(request), asdict(limits)]).encode() + b"\n"
            )
            self._process.stdin.flush()

    def end(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                stream.close()  # type: ignore[union-attr]

    def wait(self) -> int:
        return self._process.wait()

    def stderr_text(self) -> str:
        stream = self._process.stderr
        return stream.read(_CHUNK).decode(errors="replace") if stream else ""


def _wait_for_head(worker: _Worker, limits: Limits, where: Where | None) -> Head:
    """Wait for the header of a worker's answer, and return the header.

    A worker that reaches a limit is killed.
    """
    deadline = time.monotonic() + limits.seconds
    heads: list[Head | None] = []
    reader = threading.Thread(
        target=lambda: heads.append(_read_head(worker.answer)), daemon=True
    )
    reader.start()
    reader.join(min(_PAUSE, limits.seconds))
    while reader.is_alive():
        if time.monotonic() >= deadline:
            worker.end()
            raise _time_limit_error(limits, where)
        if resident(worker.pid) > limits.megabytes * MEGABYTE:
            worker.end()
            raise _memory_limit_error(limits, where)
        reader.join(max(0.0, min(_PAUSE, deadline - time.monotonic())))
    if heads and heads[0]:
        return heads[0]
    raise _ending_error(worker.wait(), worker.stderr_text(), limits, where)


def _read_head(stream: BinaryIO) -> Head | None:
    """Read the header of an answer, or return None if the stream ends too early."""
    raw = stream.read(HEAD.size)
    if len(raw) < HEAD.size:
        return None
    exit_code, messages, length, is_table = HEAD.unpack(raw)
    return Head(exit_code, stream.read(messages).decode(), is_table, length)


def _output(worker: _Worker, length: int, where: Where | None) -> Iterator[bytes]:
    """Yield the output of an answer in chunks."""
    while length:
        part = worker.answer.read(min(_CHUNK, length))
        if not part:
            message = (
                "another program killed the process that answered the query; the answer"
                " is incomplete"
            )
            raise EngineError("engine-ended", message, where)
        length -= len(part)
        yield part


def resident(pid: int) -> int:
    """Return the resident set of a process in bytes, or 0 if it is unknown."""
    try:
        if sys.platform == "linux":
            with open(f"/proc/{pid}/statm", "rb") as stream:  # noqa: PTH123 - quick
                return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return 0 if sys.platform == "win32" else _resident_by_ps(pid)
    except (OSError, ValueError, IndexError):
        return 0


def _resident_by_ps(pid: int) -> int:
    """Return the resident set of a process in bytes, from the command `ps`."""
    import subprocess

    command = ["ps", "-o", "rss=", "-p", str(pid)]
    listed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a number
    return int(listed.stdout or b"0") * 1024


def _time_limit_error(limits: Limits, where: Where | None) -> TimeLimitError:
    """Return the error for a query that reached the time limit."""
    message = (
        f"the query was stopped after {limits.seconds:g} s and printed no rows; join its"
        " patterns by shared variables, ask for fewer rows, or allow more time with"
        " --time-limit SECONDS"
    )
    return TimeLimitError("time-limit", message, where)


def _memory_limit_error(limits: Limits, where: Where | None) -> MemoryLimitError:
    """Return the error for a query that reached the memory limit."""
    message = (
        f"the query needed more than {limits.megabytes} MB of memory and printed no rows;"
        " join its patterns by shared variables, ask for fewer rows, or allow more memory"
        " with --memory-limit MB"
    )
    return MemoryLimitError("memory-limit", message, where)


def _ending_error(
    code: int, stderr: str, limits: Limits, where: Where | None
) -> TimeLimitError | MemoryLimitError | EngineError:
    """Return the error for a worker that ended without an answer.

    Args:
        code: The exit code of the worker, or the negative number of the signal that
            ended it.
        stderr: The beginning of the worker's standard error.
        limits: The limits of the worker.
        where: The name of the query's source, for the error message.
    """
    if code == NO_MEMORY or "memory allocation of" in stderr or "MemoryError" in stderr:
        return _memory_limit_error(
            Limits(limits.seconds, min(limits.megabytes, _system_memory_limit())), where
        )
    if code == -getattr(signal, "SIGXCPU", 0):
        return _time_limit_error(limits, where)
    how = _signal_name(-code) if code < 0 else f"exit code {code}"
    last = stderr.strip().rpartition("\n")[2][:200]
    detail = f": {last}" if last and code >= 0 else ""
    remedy = crash_remedy(stderr)
    if code == -getattr(signal, "SIGKILL", 0):
        remedy = (
            "the system may have run out of memory; try a smaller --memory-limit MB"
        )
    message = (
        f"the process that answered the query ended with {how}{detail} and printed no"
        f" rows; {remedy}"
    )
    return EngineError("engine-ended", message, where)


def crash_remedy(stderr: str) -> str:
    """Return advice on how to change a query that crashed the process of the engine.

    Args:
        stderr: The standard error of the process.
    """
    if "total order" in stderr:
        return (
            "the engine could not sort a variable that has both numbers and texts; write"
            " ORDER BY xsd:decimal(STR(?x)) ?x"
        )
    return "nest the query less deeply, or ask it in parts"


def _system_memory_limit() -> int:
    """Return the memory that the system allows a process, in megabytes."""
    try:
        import resource
    except ImportError:  # Windows
        return sys.maxsize
    return min(finite(resource.getrlimit(resource.RLIMIT_AS))) // MEGABYTE


def _signal_name(number: int) -> str:
    """Return the name of a signal, such as `the signal SIGKILL`."""
    try:
        return f"the signal {signal.Signals(number).name}"
    except ValueError:
        return f"the signal {number}"
