"""Reviewing in a real terminal: keys are typed, what is shown is read, and the process may be killed at any moment."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inspectgraph.load import load_project
from processes import default_signals
from review_project import NAME, drafted_project

pty = pytest.importorskip(
    "pty", reason="only systems with terminals of this kind have the module"
)

#: A guard against waiting for ever, where words are never shown or a signal ends nothing.
#: It measures nothing: an answer takes a fraction of a second of work, on however busy a
#: machine.
GUARD = 600
PROMPT = "help?"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, *command: str, folder: Path) -> None:
        self.main, side = pty.openpty()
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": "1480000000",
            "TERM": "dumb",
            "NO_COLOR": "1",
        }
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=side,
            stdout=side,
            stderr=side,
            env=environment,
            start_new_session=True,
            preexec_fn=default_signals,
        )
        os.close(side)
        self.seen = ""

    def expect(self, words: str) -> str:
        """Wait until words are shown; return all that was shown until then."""
        while words not in self.seen:
            if not select.select([self.main], [], [], GUARD)[0]:
                pytest.fail(f"{words!r} was never shown; shown was: {self.seen}")
            try:
                self.seen = (
                    self.seen + os.read(self.main, 4096).decode(errors="replace")
                ).replace("\r\n", "\n")
            except OSError:  # the program has ended
                pytest.fail(
                    f"{words!r} was not shown before the end; shown was: {self.seen}"
                )
        before, found, self.seen = self.seen.partition(words)
        return before + found

    def answer(self, line: str, until: str = PROMPT) -> str:
        """Type a line, and wait until words are shown."""
        os.write(self.main, f"{line}\n".encode())
        return self.expect(until)

    def wait(self) -> int:
        """Wait for the end and return the exit code."""
        return self.process.wait(GUARD)


@contextmanager
def reviewing(folder: Path, *options: str) -> Iterator[Terminal]:
    """Start a review in a terminal; whatever happens, nothing is left running."""
    code = "from inspectgraph.cli import main; main()"
    terminal = Terminal(
        sys.executable,
        "-c",
        code,
        "review",
        NAME,
        "--reports",
        "reports",
        *options,
        folder=folder,
    )
    try:
        yield terminal
    finally:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.main)


def test_a_whole_review_in_a_terminal(tmp_path: Path) -> None:
    """Start, accept, correct, reject, skip, stop, go on, undo, finish: the extract is what the answers say."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        assert "1 of 10: title of the report, confidence 0.8" in terminal.expect(PROMPT)
        assert "2 of 10: framework" in terminal.answer("a")
        assert "3 of 10: authorities" in terminal.answer("accept")
        terminal.answer("c", "leaves it):")
        terminal.answer("netherfrd", "(y or n)?")
        assert "4 of 10: published" in terminal.answer("y")
        assert "5 of 10: question" in terminal.answer("r")
        shown = terminal.answer("a")
        assert ">>Visits are regular and the records<< of them are full." in shown
        terminal.answer("correct", "which field")
        terminal.answer("grade", "leaves it):")
        assert "grade: outstanding" in terminal.answer("outstanding")
        assert "7 of 10: finding p1-bbbb" in terminal.answer("a")
        assert "8 of 10: finding p2-cccc" in terminal.answer("s")
        terminal.answer("q", "4 values")
        assert terminal.wait() == 0

    halfway = extract.read_text(encoding="utf-8")
    assert "published" not in halfway
    assert halfway.count("draft:") == 4

    with reviewing(tmp_path) as terminal:
        assert "1 of 4: finding p1-bbbb" in terminal.expect(PROMPT)
        assert "2 of 4: finding p2-cccc" in terminal.answer("r")
        assert "3 of 4: finding p3-eeee" in terminal.answer("r")
        assert "2 of 4: finding p2-cccc" in terminal.answer("u")
        assert "1 of 4: finding p1-bbbb" in terminal.answer("undo")
        assert "There is nothing to undo." in terminal.answer("u")
        terminal.answer("n", "leaves it):")
        assert "note: What visitors write is complete." in terminal.answer(
            "What visitors write is complete."
        )
        assert "2 of 4: finding p2-cccc" in terminal.answer("a")
        assert "3 of 4: finding p3-eeee" in terminal.answer("r")
        assert "4 of 4: recommendation" in terminal.answer("r")
        assert "is a draft's placeholder" in terminal.answer("a")
        terminal.answer("n", "leaves it):")
        terminal.answer("Plan at greater length.", "note of part 1")
        assert "note: Plan at greater length." in terminal.answer("For every child.")
        terminal.answer("a", "drafted-and-confirmed")
        assert terminal.wait() == 0

    found = load_project(tmp_path).extracts[-1].extract
    assert [one.id for one in found.statements] == [
        "p1-aaaa",
        "p1-bbbb",
        "p3-dddd",
        "recommendations-1-ffff",
    ]
    assert found.judgements[0].grade == "outstanding"
    assert found.findings[0].note == "What visitors write is complete."
    assert (found.authorities, found.published, found.drafted) == (
        ("netherford",),
        None,
        None,
    )
    assert found.curation.method == "drafted-and-confirmed"
    text = extract.read_text(encoding="utf-8")
    assert "# The curator's own remark, which stays." in text
    assert "- id: p3-dddd  # done by hand" in text


@pytest.mark.parametrize(
    "end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
)
def test_a_review_that_is_killed_has_lost_nothing(
    tmp_path: Path, end: signal.Signals
) -> None:
    """What was decided is in the file when the next value is shown, however the review ends then."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        terminal.answer("a")
        terminal.process.send_signal(end)
        assert terminal.wait() == (130 if end == signal.SIGINT else -end)

    assert "title: {confidence" not in extract.read_text(encoding="utf-8")
    with reviewing(tmp_path) as terminal:
        assert "1 of 9: framework" in terminal.expect(PROMPT)


def test_the_end_of_input_stops(tmp_path: Path) -> None:
    """Control and D stop as `quit` does."""
    drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        os.write(terminal.main, b"\x04")
        terminal.expect("every decision is in the file")
        assert terminal.wait() == 0


def test_nothing_moves_the_cursor(tmp_path: Path) -> None:
    """What is shown is plain lines: no escape sequence, nothing printed over."""
    drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        shown = terminal.expect(PROMPT) + "".join(
            terminal.answer(line) for line in ("?", "s", "s", "u", "nonsense")
        )
    assert not set(shown) & {"\x1b", "\b", "\r"}
