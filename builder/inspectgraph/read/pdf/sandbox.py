"""Sandbox: read a PDF in a separate process, with limits on time and memory.

A PDF may be damaged or malicious. A compressed stream in it may grow to gigabytes, and
a damaged file may crash the PDFium library. In a separate process, such a failure ends
only that process and becomes an error message. The time limit counts processor time, so
that a busy machine does not cause an error. On Windows, the limit counts real time. On
a system that cannot limit memory, only the time limit applies.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import msgspec

from inspectgraph.model.errors import TimeLimitError, UnreadableError, Where, shorten
from inspectgraph.read.blocks import Block
from inspectgraph.read.pdf.limits import MEMORY, TIME_LIMIT
from inspectgraph.read.pdf.processes import (
    Ended,
    is_forking,
    run_in_fork,
    run_in_new_process,
)

__all__ = ["Reading", "blocks_of_pdf"]

#: A limit of real time ends a process that waits for ever. It is the limit of processor
#: time, multiplied by the first number, plus the second number of seconds.
_PATIENCE = (20, 60)


class Reading(msgspec.Struct, tag=True):
    """The result of reading a PDF: its blocks, and remarks on pages read only in part."""

    blocks: list[Block]
    remarks: list[str]


class _Refusal(msgspec.Struct, tag=True):
    """The error code and message that the reading process sends back."""

    code: str
    message: str


def blocks_of_pdf(path: Path, seconds: float = TIME_LIMIT) -> Reading:
    """Return the blocks of a PDF and the remarks on its pages.

    Args:
        path: The PDF.
        seconds: The time limit in seconds of processor time.

    Raises:
        UnreadableError: If the file is missing, is not a PDF, is encrypted, damaged or
            too long, has no text, or needs more memory than is allowed.
        TimeLimitError: If the PDF cannot be read within the limit.
    """
    where = Where(str(path))
    try:
        done = _run(path, seconds)
    except subprocess.TimeoutExpired as error:
        found = (
            f"the PDF could not be read within {_wait(seconds):g} s of elapsed time; `read`"
            " and `draft` allow more time with --time-limit SECONDS"
        )
        raise TimeLimitError("time-limit", found, where) from error
    if _used_up(done.code):
        found = (
            f"the PDF could not be read within {seconds:g} s of processor time;"
            " `read` and `draft` allow more time with --time-limit SECONDS"
        )
        raise TimeLimitError("time-limit", found, where)
    if done.code:
        found = _reason(done.code, done.errors)
        raise UnreadableError("damaged-pdf", found, where)
    answer = msgspec.msgpack.decode(done.answer, type=Reading | _Refusal)
    if isinstance(answer, _Refusal):
        raise UnreadableError(answer.code, answer.message, where)
    return answer


def _run(path: Path, seconds: float) -> Ended:
    """Read a PDF in a separate process, and return the process that has ended.

    Raises:
        TimeoutExpired: If the process takes too long in real time.
    """
    file = path.absolute()
    if is_forking():
        return run_in_fork(partial(_answer, file, seconds), _wait(seconds))
    code = "from inspectgraph.read.pdf.sandbox import main; main()"
    return run_in_new_process(code, [os.fspath(file), str(seconds)], _wait(seconds))


def _wait(seconds: float) -> float:
    """Return the limit of real time, in seconds, for a given limit of processor time."""
    if not hasattr(signal, "setitimer"):  # Windows
        return seconds
    times, more = _PATIENCE
    return times * seconds + more


def _used_up(code: int) -> bool:
    """Return whether an exit code shows that a process used up its processor time."""
    signals = {getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU")}
    return code < 0 and -code in signals


def _read(path: Path) -> Reading | _Refusal:
    """Read a PDF in the current process, and return its blocks or an error."""
    from inspectgraph.read.pdf.checks import check_text, check_whole, remarks
    from inspectgraph.read.pdf.layout import blocks_of_pages
    from inspectgraph.read.pdf.pages import read_pages

    try:
        check_whole(path)
        pages = read_pages(path)
        check_text(pages, Where(str(path)))
        return Reading(blocks_of_pages(pages), remarks(pages))
    except UnreadableError as error:
        return _Refusal(error.code, error.message)


def _reason(code: int, errors: bytes) -> str:
    """Return the error message for a process that ended without an answer.

    Args:
        code: The exit code. A negative code is the number of a signal.
        errors: The standard error of the process.
    """
    last = errors.decode(errors="replace").strip().rpartition("\n")[2]
    if code < 0 or not last or last.startswith("MemoryError"):
        return (
            f"the PDF is damaged, or needs more than {MEMORY // 1024**2} MB of memory"
            " to be read"
        )
    return f"the PDF could not be read ({shorten(last)})"


def _bound(seconds: float) -> None:
    """Limit the memory and the processor time of this process.

    The operating system ends a process that exceeds its processor time.
    """
    if hasattr(signal, "setitimer"):  # takes fractions of seconds
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: int(seconds) + 5}
    for kind, wanted in limits.items():
        _, most = resource.getrlimit(kind)
        is_free = most == resource.RLIM_INFINITY
        if is_free:
            limit = wanted
        else:
            limit = min(wanted, most)
        resource.setrlimit(kind, (limit, most))


def _answer(file: Path, seconds: float) -> bytes:
    """Read a PDF in the current process under the limits, and return the encoded result.

    The result is a `Reading` or a `_Refusal`, encoded as MessagePack.
    """
    _bound(seconds)
    gc.disable()  # a page has many objects, without cycles of references
    return msgspec.msgpack.encode(_read(file))


def main() -> None:
    """Read a PDF, and write the result to standard output.

    The command-line arguments are the path of the PDF and the limit of processor time
    in seconds.
    """
    file, seconds = sys.argv[1:3]
    sys.stdout.buffer.write(_answer(Path(file), float(seconds)))
