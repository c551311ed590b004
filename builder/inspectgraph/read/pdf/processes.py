"""Read one PDF in a separate process: a fork, or a new interpreter.

The separate process reads one file and ends. A fork copies the whole process, including
the imported modules. So a fork can read at once. A new interpreter has to import the
modules first, which takes as long as reading ten pages.

A fork is safe only if the copied process has one thread and belongs to this project.
Such a process is a command, or a worker process of a command. The process calls
`allow_forks` or uses `forks_allowed`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = [
    "Ended",
    "allow_forks",
    "forks_allowed",
    "is_forking",
    "run_in_fork",
    "run_in_new_process",
]

#: The modules that read a PDF.
_READING: Final = ("checks", "layout", "pages")
#: The id of the process that may be forked, or 0.
_forking_process = 0


class Ended(NamedTuple):
    """The exit code, answer and error output of a process that has ended.

    A negative exit code is the number of the signal that ended the process.
    """

    code: int
    answer: bytes
    errors: bytes


def allow_forks() -> None:
    """Read each PDF in a fork of this process from now on.

    Call this only in a process that belongs to this project and has one thread, because
    a fork of a process with several threads may hang. The call has no effect on systems
    other than Linux, because forks are not safe there. It has no effect in the child
    processes of this process.
    """
    global _forking_process  # noqa: PLW0603 - a property of the process
    if sys.platform != "linux":
        return
    _forking_process = os.getpid()


@contextmanager
def forks_allowed() -> Iterator[None]:
    """Return a context manager that allows forks during a `with` block."""
    global _forking_process  # noqa: PLW0603 - a property of the process
    before = _forking_process
    allow_forks()
    try:
        yield
    finally:
        _forking_process = before


def is_forking() -> bool:
    """Return whether PDFs are read in a fork of this process."""
    return _forking_process == os.getpid() and threading.active_count() == 1


def run_in_fork(work: Callable[[], bytes], wait: float) -> Ended:
    """Call a function in a fork of this process, and return the outcome of the fork.

    The outcome is the exit code, the answer and the error output.

    Args:
        work: The function. The fork sends the function's result as its answer.
        wait: The time limit in seconds of real time.

    Raises:
        TimeoutExpired: If the function takes longer.
    """
    from multiprocessing import get_context  # not needed where no PDF is read

    # Imported here once, each fork has them.
    for name in _READING:
        import_module(f"inspectgraph.read.pdf.{name}")
    fork = get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    process = fork.Process(target=_answer, args=(work, theirs))
    with ours:
        process.start()
        theirs.close()
        try:
            said = _said(ours, wait)
            process.join(wait)
        finally:
            if process.exitcode is None:
                process.kill()
                process.join()
    code = process.exitcode or 0
    process.close()
    if code:
        return Ended(code, b"", said)
    return Ended(code, said, b"")


def _said(ours: Connection, wait: float) -> bytes:
    """Return the message of a process.

    The result is empty if the process ended before its message was complete.

    Raises:
        TimeoutExpired: If no message arrives in time.
    """
    if not ours.poll(wait):
        raise subprocess.TimeoutExpired("a fork", wait)
    try:
        return ours.recv_bytes()
    except (EOFError, OSError):
        return b""


def _answer(work: Callable[[], bytes], theirs: Connection) -> None:
    """Send the result of a function; on an error, send the error and exit with code 1."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPROF, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(silence, stream)
    try:
        answer = work()
    except Exception as error:
        theirs.send_bytes(traceback.format_exception_only(error)[-1].encode())
        sys.exit(1)
    theirs.send_bytes(answer)


def run_in_new_process(code: str, arguments: list[str], wait: float) -> Ended:
    """Run Python code in a new interpreter that has the module paths of this interpreter.

    Args:
        code: The code, which writes its answer to standard output.
        arguments: The command-line arguments of the code.
        wait: The time limit in seconds of real time.

    Raises:
        TimeoutExpired: If the code takes longer.
    """
    modules = os.pathsep.join(map(os.path.abspath, sys.path))
    done = subprocess.run(  # noqa: S603 - our own module, without a shell
        [sys.executable, "-P", "-c", code, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=wait,
        env={**os.environ, "PYTHONPATH": modules},
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
