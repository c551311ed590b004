"""A PDF is read in a process of its own, whether that is a fork or a new interpreter."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from inspectgraph.model.errors import TimeLimitError, UnreadableError
from inspectgraph.read.pdf import processes, sandbox
from inspectgraph.read.pdf.limits import MEMORY
from inspectgraph.read.pdf.processes import (
    Ended,
    forks_allowed,
    is_forking,
    run_in_fork,
)
from spoilt.pdfs import report

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="PDFs are read in forks on Linux only"
)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Return a PDF of three pages."""
    path = tmp_path / "netherby.pdf"
    path.write_bytes(report(3))
    return path


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Ended]]:
    """Allow forks beside the test run's threads, and return the forks that ended."""
    ended: list[Ended] = []

    def run(work: Callable[[], bytes], wait: float) -> Ended:
        ended.append(run_in_fork(work, wait))
        return ended[-1]

    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(sandbox, "run_in_fork", run)
    with forks_allowed():
        yield ended
    assert active_children() == []


def test_a_fork_reads_what_a_new_interpreter_reads(
    pdf: Path, forks: list[Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both give the same blocks."""
    forked = sandbox.blocks_of_pdf(pdf)
    monkeypatch.setattr(sandbox, "is_forking", lambda: False)
    assert sandbox.blocks_of_pdf(pdf) == forked
    assert [one.code for one in forks] == [0]
    assert forked.blocks


def test_a_fault_of_one_file_is_no_fault_of_the_next(
    pdf: Path, tmp_path: Path, forks: list[Ended]
) -> None:
    """A file that cannot be read is refused for its own reason, and the next is read."""
    spoilt = tmp_path / "spoilt.pdf"
    spoilt.write_bytes(b"%PDF-1.7\nnothing else\n")
    with pytest.raises(UnreadableError) as first:
        sandbox.blocks_of_pdf(spoilt)
    assert sandbox.blocks_of_pdf(pdf).blocks
    with pytest.raises(UnreadableError) as again:
        sandbox.blocks_of_pdf(spoilt)
    assert str(first.value) == str(again.value)
    assert len(forks) == 3


@pytest.mark.usefixtures("forks")
def test_processor_time_is_bounded_in_a_fork(tmp_path: Path) -> None:
    """A PDF that takes longer than is allowed is told so."""
    path = tmp_path / "long.pdf"
    path.write_bytes(report(400))
    with pytest.raises(TimeLimitError, match=r"within 0\.1 s of processor time"):
        sandbox.blocks_of_pdf(path, 0.1)


@pytest.mark.usefixtures("forks")
def test_memory_is_bounded_in_a_fork(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF that needs more memory than is allowed ends its own process only."""

    def read(_: Path) -> sandbox.Reading:
        return sandbox.Reading([], ["x" * (2 * MEMORY)])

    monkeypatch.setattr(sandbox, "_read", read)
    with pytest.raises(UnreadableError, match="needs more than 1024 MB of memory"):
        sandbox.blocks_of_pdf(pdf)


@pytest.mark.usefixtures("forks")
def test_a_crash_ends_the_fork_only(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash of PDFium is told as a damaged file."""

    def read(_: Path) -> sandbox.Reading:
        faulthandler.disable()  # the test runner would print where
        os.kill(os.getpid(), signal.SIGSEGV)
        return sandbox.Reading([], [])

    monkeypatch.setattr(sandbox, "_read", read)
    with pytest.raises(UnreadableError, match="the PDF is damaged"):
        sandbox.blocks_of_pdf(pdf)


@pytest.mark.usefixtures("forks")
def test_a_bug_in_reading_is_told_with_its_error(
    pdf: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The error of the process is in the message; nothing else is printed."""

    def read(_: Path) -> sandbox.Reading:
        raise KeyError("nothing of this kind")

    monkeypatch.setattr(sandbox, "_read", read)
    with pytest.raises(UnreadableError, match="KeyError: 'nothing of this kind'"):
        sandbox.blocks_of_pdf(pdf)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("forks")
def test_a_fork_that_waits_for_ever_is_ended(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit of real time holds, and no process is left."""

    def read(_: Path) -> sandbox.Reading:
        time.sleep(3600)
        return sandbox.Reading([], [])

    monkeypatch.setattr(sandbox, "_read", read)
    monkeypatch.setattr(sandbox, "_wait", lambda _: 0.2)
    with pytest.raises(TimeLimitError, match=r"within 0\.2 s of elapsed time"):
        sandbox.blocks_of_pdf(pdf)


def test_a_caller_of_the_library_is_never_forked(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program may have threads that a fork would leave in the middle of their work."""

    def refused(*_: object) -> Ended:
        raise AssertionError("forked")

    monkeypatch.setattr(sandbox, "run_in_fork", refused)
    assert sandbox.blocks_of_pdf(pdf).blocks


def test_a_process_with_threads_is_not_forked() -> None:
    """Also where forks are allowed, only a process with a single thread is forked."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    with forks_allowed():
        thread.start()
        assert not is_forking()
        done.set()
        thread.join()
    assert processes._forking_process == 0
