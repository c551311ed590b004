"""Sandbox: read PDFs in a separate process, with limits on time and memory.

Anybody may have made a PDF, and PDFium is a large library in C++. A compressed stream
may grow to gigabytes, and a damaged file may crash the library. Then only the reading
process ends, and one sentence reports the failure. The time limit is processor time, so
that a report is not refused because the machine is busy. Windows cannot measure
processor time, so the limit is real time. On a system without a memory limit, only the
time limit holds.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from time import monotonic
from typing import IO
from weakref import finalize

import msgspec

from inspectgraph.model.errors import TimeLimitError, UnreadableError, Where, shorten
from inspectgraph.read.blocks import Block
from inspectgraph.read.pdf.limits import MEMORY, TIME_LIMIT

__all__ = ["Reading", "blocks_of_pdf", "end_readers"]

#: A limit of real time ends a process that waits for ever. It is the limit of processor
#: time, multiplied by the first number, plus the second number of seconds.
_PATIENCE = (20, 60)


#: The most PDFs that one process reads, and the bytes that hold the length of a message.
_MOST_FILES, _LENGTH = 50, 8


class Reading(msgspec.Struct, tag=True):
    """The blocks of a PDF, and remarks on pages that were read only in part."""

    blocks: list[Block]
    remarks: list[str]


class _Refusal(msgspec.Struct, tag=True):
    """The code and the message of an error, as the reading process reports it."""

    code: str
    message: str


#: The reading processes that wait for a PDF.
_idle: list[_Reader] = []


def blocks_of_pdf(path: Path, seconds: float = TIME_LIMIT) -> Reading:
    """Return the blocks of a PDF and the remarks on its pages.

    Args:
        path: The PDF.
        seconds: The most seconds of processor time that reading may take.

    Raises:
        UnreadableError: If the file is missing, is not a PDF, is encrypted, damaged or
            too long, has no text, or needs more memory than is allowed.
        TimeLimitError: If the PDF cannot be read in that time.
    """
    where = Where(str(path))
    try:
        answer = _answer(path, seconds)
    except _EndedError as error:
        raise _failure(error, seconds, where) from error
    if isinstance(answer, _Refusal):
        raise UnreadableError(answer.code, answer.message, where)
    return answer


def _answer(path: Path, seconds: float) -> Reading | _Refusal:
    """Return the answer about a PDF, of a waiting process or of a new one.

    Where a process ends that has read other PDFs before, a new one tries again: a PDF
    is never refused because of another one.

    Raises:
        _EndedError: If the process ends without an answer.
    """
    reader = _idle.pop() if _idle else None
    if reader and reader.is_ready:
        try:
            return _asked(reader, path, seconds)
        except _EndedError as error:
            if error.expired or _used_up(error.code):
                raise
    return _asked(_Reader(), path, seconds)


def _asked(reader: _Reader, path: Path, seconds: float) -> Reading | _Refusal:
    """Return the answer of a process, and let it wait for the next PDF.

    Raises:
        _EndedError: If the process ends without an answer.
    """
    answer = reader.ask(path, seconds)
    if reader.asked < _MOST_FILES:
        _idle.append(reader)
    else:
        reader.close()
    return answer


def end_readers() -> None:
    """End the reading processes that wait for a PDF."""
    while _idle:
        _idle.pop().close()


class _EndedError(Exception):
    """The reading process ended without an answer.

    Args:
        code: The exit code. A negative code is the number of a signal.
        errors: The standard error of the process.
        expired: Whether the process was ended after its limit of real time.
    """

    def __init__(self, code: int, errors: bytes, *, expired: bool) -> None:
        super().__init__()
        self.code, self.errors, self.expired = code, errors, expired


class _Reader:
    """A reading process, which reads one PDF after the other.

    To start a process takes as long as to read a short report. So a process reads
    several PDFs, each with limits of its own, and is replaced after a crash.
    """

    def __init__(self) -> None:
        code = "from inspectgraph.read.pdf.sandbox import main; main()"
        modules = os.pathsep.join(map(os.path.abspath, sys.path))
        self.owner = os.getpid()
        self.asked = 0
        self._errors = TemporaryFile()  # noqa: SIM115 - `_end` closes it
        self._process = subprocess.Popen(  # noqa: S603 - our own module, without a shell
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "PYTHONPATH": modules},
        )
        finalize(self, _end, self._process, self._errors, self.owner)

    @property
    def is_ready(self) -> bool:
        """Whether the process waits for a PDF, and this process started it."""
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, path: Path, seconds: float) -> Reading | _Refusal:
        """Return the answer of the process about a PDF.

        Raises:
            _EndedError: If the process ends without an answer.
        """
        self.asked += 1
        start = self._errors.seek(0, os.SEEK_END)
        question = (os.fsencode(path.absolute()), seconds)
        timer = Timer(_wait(seconds), self._process.kill)
        timer.start()
        begun = monotonic()
        try:
            answer = self._exchange(msgspec.msgpack.encode(question))
        except BaseException:  # such as an interrupt
            self._process.kill()
            raise
        finally:
            timer.cancel()
        if answer is not None:
            return msgspec.msgpack.decode(answer, type=Reading | _Refusal)
        code = self._process.wait()
        self._errors.seek(start)
        expired = monotonic() - begun >= _wait(seconds)
        raise _EndedError(code, self._errors.read(), expired=expired)

    def _exchange(self, question: bytes) -> bytes | None:
        """Return the bytes of the answer, or None if the process ended."""
        pipes = self._process
        if pipes.stdin is None or pipes.stdout is None:
            return None
        try:
            _send(pipes.stdin, question)
        except BrokenPipeError:
            return None
        return _receive(pipes.stdout)

    def close(self) -> None:
        """End the process."""
        _end(self._process, self._errors, self.owner)


def _end(process: subprocess.Popen[bytes], errors: IO[bytes], owner: int) -> None:
    """End a reading process, if this process started it."""
    if owner != os.getpid():
        return
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout, errors):
        if stream:
            with suppress(BrokenPipeError):
                stream.close()


def _send(stream: IO[bytes], message: bytes) -> None:
    """Write a message, after its length."""
    stream.write(len(message).to_bytes(_LENGTH, "big"))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message, or None if the stream ends before the end of one."""
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    message = stream.read(length)
    if len(message) < length:
        return None
    return message


def _failure(
    ended: _EndedError, seconds: float, where: Where
) -> TimeLimitError | UnreadableError:
    """Return the error for a reading process that ended without an answer."""
    if ended.expired:
        found = (
            f"the PDF could not be read within {_wait(seconds):g} s by the clock; `read`"
            " and `draft` allow more with --time-limit SECONDS"
        )
        return TimeLimitError("time-limit", found, where)
    if _used_up(ended.code):
        found = (
            f"the PDF could not be read within {seconds:g} s of processor time;"
            " `read` and `draft` allow more with --time-limit SECONDS"
        )
        return TimeLimitError("time-limit", found, where)
    return UnreadableError("damaged-pdf", _reason(ended.code, ended.errors), where)


def _wait(seconds: float) -> float:
    """Return the limit of real time for a limit of processor time, in seconds."""
    if not hasattr(signal, "setitimer"):  # Windows
        return seconds
    times, more = _PATIENCE
    return times * seconds + more


def _used_up(code: int) -> bool:
    """Return whether an exit code shows that a process used up its processor time."""
    signals = {getattr(signal, name, 0) for name in ("SIGPROF", "SIGXCPU")}
    return code < 0 and -code in signals


def _read(path: Path) -> Reading | _Refusal:
    """Read a PDF in this process, and return its blocks or an error."""
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
    """Return the message about a process that ended without an answer.

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
    """Limit the memory and the further processor time of this process.

    The system ends the process if it uses up its processor time.
    """
    if hasattr(signal, "setitimer"):  # takes fractions of seconds
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    time = int(used.ru_utime + used.ru_stime + seconds) + 5
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: time}
    for kind, wanted in limits.items():
        _, most = resource.getrlimit(kind)
        is_free = most == resource.RLIM_INFINITY
        if is_free:
            limit = wanted
        else:
            limit = min(wanted, most)
        resource.setrlimit(kind, (limit, most))


def main() -> None:
    """Read PDFs, and write an answer about each to standard output.

    Each question on standard input has the file and the limit of processor time, in
    seconds. An answer is a `Reading` or a `_Refusal`. Both are in MessagePack.
    """
    gc.disable()  # a page has many objects, without cycles of references
    gc.freeze()
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    while question := _receive(questions):
        file, seconds = msgspec.msgpack.decode(question, type=tuple[bytes, float])
        _bound(seconds)
        answer = msgspec.msgpack.encode(_read(Path(os.fsdecode(file))))
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)
        _send(answers, answer)
        gc.collect()
