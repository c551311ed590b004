"""Sandbox: read a PDF in a process of its own, with limits on time and memory.

PDFs come from strangers, and PDFium is a large library in C++. A compressed stream may
grow to gigabytes, and a damaged file may crash the library. Then only the reading
process ends, and one sentence reports it. The time limit is processor time, so that a
busy machine does not give up a report. Where the system cannot measure it (Windows), it
is the time by the clock. Where the system has no memory limit, the time limit still
holds.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from inspectgraph.model.errors import TimeLimitError, UnreadableError, Where, shorten
from inspectgraph.read.blocks import Block

__all__ = ["MEMORY", "TIME_LIMIT", "Reading", "blocks_of_pdf"]

#: The most seconds of processor time that reading may take; 2,000 pages take some
#: thirty.
TIME_LIMIT = 120
#: The most bytes of memory; 2,000 pages take a quarter of it.
MEMORY = 1024 * 1024 * 1024
#: The time limit by the clock, for a process that waits without end: so many times the
#: processor time, and so many seconds more.
_PATIENCE = (20, 60)


class Reading(msgspec.Struct, tag=True):
    """The blocks of a PDF, and the remarks on pages that could be read in part only."""

    blocks: list[Block]
    remarks: list[str]


class _Refusal(msgspec.Struct, tag=True):
    """The code and the message of an error."""

    code: str
    message: str


def blocks_of_pdf(path: Path, seconds: float = TIME_LIMIT) -> Reading:
    """Return the blocks of a PDF.

    Args:
        path: The PDF.
        seconds: The processor time that reading may take.

    Raises:
        UnreadableError: If the file is missing, is not a PDF, is encrypted, damaged or
            too long, has no text, or needs more memory than is allowed.
        TimeLimitError: If it could not be read in time.
    """
    where = Where(str(path))
    try:
        done = _run(path, seconds)
    except subprocess.TimeoutExpired as error:
        found = (
            f"the PDF could not be read within {_wait(seconds):g} s by the clock; `read`"
            " and `draft` allow more with --time-limit SECONDS"
        )
        raise TimeLimitError("time-limit", found, where) from error
    if _used_up(done.returncode):
        found = (
            f"the PDF could not be read within {seconds:g} s of processor time;"
            " `read` and `draft` allow more with --time-limit SECONDS"
        )
        raise TimeLimitError("time-limit", found, where)
    if done.returncode:
        found = _reason(done.returncode, done.stderr)
        raise UnreadableError("damaged-pdf", found, where)
    answer = msgspec.msgpack.decode(done.stdout, type=Reading | _Refusal)
    if isinstance(answer, _Refusal):
        raise UnreadableError(answer.code, answer.message, where)
    return answer


def _run(path: Path, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run `main` on a PDF in a process of its own.

    Raises:
        TimeoutExpired: If it took too long by the clock.
    """
    code = "from inspectgraph.read.pdf.sandbox import main; main()"
    file = os.fspath(path.absolute())
    modules = os.pathsep.join(map(os.path.abspath, sys.path))
    return subprocess.run(  # noqa: S603 - our own module, without a shell
        [sys.executable, "-P", "-c", code, file, str(seconds)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_wait(seconds),
        env={**os.environ, "PYTHONPATH": modules},
        check=False,
    )


def _wait(seconds: float) -> float:
    """Return the most seconds by the clock for so many seconds of processor time."""
    if not hasattr(signal, "setitimer"):  # Windows
        return seconds
    times, more = _PATIENCE
    return times * seconds + more


def _used_up(code: int) -> bool:
    """Return whether a process ended because its processor time was used up."""
    signals = {getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU")}
    return code < 0 and -code in signals


def _read(path: Path) -> Reading | _Refusal:
    """Read a PDF in this process."""
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
    """Return why a process ended without an answer: PDFium or Python ended it.

    Args:
        code: The exit code; a negative one is a signal.
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
    """Limit the memory and the processor time of this process; beyond them it ends."""
    if hasattr(signal, "setitimer"):  # counts fractions; SIGPROF ends the process
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


def main() -> None:
    """Read a PDF and write the answer to standard output.

    The arguments of the process are the file and the seconds of processor time.
    """
    file, seconds = sys.argv[1:3]
    _bound(float(seconds))
    gc.disable()  # a page has many characters, and none refers to another
    sys.stdout.buffer.write(msgspec.msgpack.encode(_read(Path(file))))
