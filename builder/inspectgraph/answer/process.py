"""The worker process, which answers one request within its limits and then ends.

The module `limits` has the code of the process that waits for the answer. This module
imports no slow library.
"""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO, Final, NoReturn

from inspectgraph.answer.worker import Reply, Request, open_early, reply_to

__all__ = [
    "HEAD",
    "MEGABYTE",
    "MEMORY_LIMIT",
    "NO_MEMORY",
    "TIME_LIMIT",
    "Limits",
    "address_space",
    "end_with_pipe",
    "finite",
    "limit_memory",
    "main",
    "run_worker",
    "set_limit",
]

#: The default time limit of a query, in seconds.
TIME_LIMIT: Final = 60
#: The default memory limit of a query, in megabytes.
MEMORY_LIMIT: Final = 2000

MEGABYTE: Final = 1024 * 1024
#: The head of an answer: exit code, length of messages, length of output, and whether
#: the output is a table.
HEAD: Final = struct.Struct("!BQQ?")
#: The exit code of a worker that ran out of memory.
NO_MEMORY: Final = 86
#: A worker that no process watches ends itself after it has exceeded the time limit by this
#: many seconds of processor time.
_GRACE: Final = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a worker: seconds of elapsed time, and megabytes of memory."""

    seconds: float = TIME_LIMIT
    megabytes: int = MEMORY_LIMIT


def finite(bounds: tuple[int, int]) -> tuple[int, int]:
    """Return the soft and the hard limit of a resource as comparable numbers.

    A negative limit means no limit, and becomes the largest integer.
    """
    soft, hard = (sys.maxsize if bound < 0 else bound for bound in bounds)
    return soft, hard


def main() -> None:
    """Answer the request that is read from standard input, in a new interpreter."""
    import json

    request, limits = json.loads(sys.stdin.buffer.readline())
    end_with_pipe(sys.stdin.fileno())
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    run_worker(Request(**request), Limits(**limits), reply_to, answer)


def run_worker(
    request: Request,
    limits: Limits,
    answer: Callable[[Request], Reply],
    stream: BinaryIO,
) -> NoReturn:
    """Answer a request, write the reply to a stream, and end this process."""
    code = 1
    if (
        "faulthandler" in sys.modules
    ):  # the waiting process prints a message about the end of this process
        sys.modules["faulthandler"].disable()
    try:
        _set_limits(limits)
        # The store's engine starts many threads to open it; their address space, most
        # of which is never used, must not count.
        open_early(request)
        limit_memory(limits.megabytes)
        # Hints must not take the time that the answer needs.
        reply = answer(
            replace(request, patience=min(request.patience, limits.seconds / 10))
        )
        messages = reply.messages.encode("utf-8", "replace")
        stream.write(
            HEAD.pack(reply.exit_code, len(messages), len(reply.output), reply.is_table)
        )
        stream.write(messages)
        stream.write(reply.output)
        stream.flush()
        code = 0
    except MemoryError:
        code = NO_MEMORY
    except BaseException as error:  # the waiting process prints the message
        with contextlib.suppress(OSError):
            os.write(2, f"{type(error).__name__}: {error}\n".encode(errors="replace"))
    finally:
        os._exit(code)


def _set_limits(limits: Limits) -> None:
    """Limit the processor time and memory of this process, and ignore Ctrl-C.

    The process that waits for the answer handles Ctrl-C.
    """
    if hasattr(os, "setpgid"):
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows
        return
    set_limit(resource.RLIMIT_CPU, int(limits.seconds) + _GRACE)
    set_limit(resource.RLIMIT_CORE, 0)


def limit_memory(megabytes: int) -> None:
    """Limit the additional memory that this process can use."""
    if sys.platform == "linux":
        import resource

        wanted = megabytes * MEGABYTE + address_space()
        set_limit(resource.RLIMIT_AS, wanted)


def set_limit(kind: int, wanted: int) -> None:
    """Lower a limit of this process to a value, unless the limit is already lower."""
    import resource

    bounds = resource.getrlimit(kind)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(kind, (min(wanted, *finite(bounds)), bounds[1]))


def address_space() -> int:
    """Return the number of bytes of address space that this process already uses."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - a file of the kernel
            return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def end_with_pipe(pipe: int) -> None:
    """End this process as soon as the process at the other end of a pipe has ended.

    The pipe closes when that process ends.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        threading.Thread(target=_wait_for_end, args=(pipe,), daemon=True).start()
        return
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(
        pipe,
        fcntl.F_SETFL,
        fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_NONBLOCK | fcntl.FASYNC,
    )
    # The default action of SIGIO ends a process even while the engine is at work.
    signal.signal(signal.SIGIO, signal.SIG_DFL)


def _wait_for_end(pipe: int) -> None:
    """Wait until the other end of a pipe closes, then end this process."""
    while os.read(pipe, 1):
        pass
    os._exit(1)
