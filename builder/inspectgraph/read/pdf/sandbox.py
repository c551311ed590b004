"""Read a PDF in a process of its own, with bounds on time and memory.

PDFs come from strangers, and PDFium is a large library in C++: a packed stream may
unfold to gigabytes, a damaged file may make it crash. Neither then harms more than the
process that reads, and its end is told in a sentence. Time is counted as the
processor's, so that a busy machine gives up no report; where the system cannot count it
(Windows), as the clock's. Where the system knows no bounds on memory, those on time
still hold.
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
#: How many times its processor time, and how many seconds more, reading may take by the
#: clock: for a process that waits for something that never comes.
_PATIENCE = (20, 60)


class Reading(msgspec.Struct, tag=True):
    """The blocks of a PDF, and what is to be said about pages that could be read in part only."""

    blocks: list[Block]
    remarks: list[str]


class _Refusal(msgspec.Struct, tag=True):
    """Why a PDF could not be read."""

    code: str
    message: str


def blocks_of_pdf(path: Path, seconds: float = TIME_LIMIT) -> Reading:
    """Return the blocks of a PDF.

    Raises:
        UnreadableError: If the file is missing, no PDF, encrypted, damaged, too long, without text, or needs
            more memory than is allowed.
        TimeLimitError: If it could not be read within so many seconds of processor
            time.
    """
    where = Where(str(path))
    code = "from inspectgraph.read.pdf.sandbox import main; main()"
    command = [
        sys.executable,
        "-P",
        "-c",
        code,
        os.fspath(path.absolute()),
        str(seconds),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module, without a shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_wait(seconds),
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        found = f"the PDF could not be read within {_wait(seconds):g} s by the clock"
        raise TimeLimitError("time-limit", found, where) from error
    if _used_up(done.returncode):
        raise TimeLimitError(
            "time-limit",
            f"the PDF could not be read within {seconds:g} s of processor time",
            where,
        )
    if done.returncode:
        raise UnreadableError("damaged-pdf", _why(done.returncode, done.stderr), where)
    answer = msgspec.msgpack.decode(done.stdout, type=Reading | _Refusal)
    if isinstance(answer, _Refusal):
        raise UnreadableError(answer.code, answer.message, where)
    return answer


def _wait(seconds: float) -> float:
    """Return the seconds by the clock that a process may take whose processor time is limited."""
    if not hasattr(signal, "setitimer"):  # Windows
        return seconds
    times, more = _PATIENCE
    return times * seconds + more


def _used_up(code: int) -> bool:
    """Return whether a process ended because its processor time was used up."""
    return code < 0 and -code in {
        getattr(signal, "SIGPROF", 0),
        getattr(signal, "SIGXCPU", 0),
    }


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


def _why(code: int, talk: bytes) -> str:
    """Say why a process that read ended without an answer: PDFium ended it, or Python did."""
    last = talk.decode(errors="replace").strip().rpartition("\n")[2]
    if code < 0 or not last or last.startswith("MemoryError"):
        return (
            f"the PDF is damaged, or needs more than {MEMORY // 1024**2} MB of memory"
            " to be read"
        )
    return f"the PDF could not be read ({shorten(last)})"


def _bound(seconds: float) -> None:
    """Let this process have no more memory and processor time than is allowed, and end by itself beyond that."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(
            signal.ITIMER_PROF, seconds
        )  # counts fractions; SIGPROF ends the process
    try:
        import resource
    except ImportError:  # Windows has no such bounds
        return
    for kind, wanted in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, int(seconds) + 5),
    ):
        most = resource.getrlimit(kind)[1]
        resource.setrlimit(
            kind,
            (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most),
        )


def main() -> None:
    """Read the PDF that is named, within so many seconds of processor time; the answer goes to standard output."""
    _bound(float(sys.argv[2]))
    gc.disable()  # the characters of a page are many, and none of them refers to another
    sys.stdout.buffer.write(msgspec.msgpack.encode(_read(Path(sys.argv[1]))))
