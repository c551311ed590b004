"""Tests of `inspectgraph review` in a real terminal.

Each test types keys and reads what is shown. Some tests kill the process.
"""

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

from inspectgraph.files.yaml_positions import parse_yaml
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
PROMPT = "key (? for help):"


class Terminal:
    """A program that runs in a terminal of its own."""

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
        """Wait until the given words are shown, and return everything shown until then."""
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

    def press(self, keys: str, until: str = PROMPT) -> str:
        """Press keys without Enter, and wait until the given words are shown."""
        os.write(self.main, keys.encode())
        return self.expect(until)

    def answer(self, line: str, until: str = PROMPT) -> str:
        """Type a line and Enter, and wait until the given words are shown."""
        return self.press(f"{line}\n", until)

    def wait(self) -> int:
        """Wait until the program ends, and return its exit code."""
        return self.process.wait(GUARD)


@contextmanager
def reviewing(folder: Path, *options: str) -> Iterator[Terminal]:
    """Start a review in a terminal, and end it at the end of the `with` block."""
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
    """In a whole review, each key does its work, and the extract contains the decisions.

    The keys accept, edit, reject, skip, stop, undo and finish.
    """
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        shown = terminal.expect(PROMPT)
        assert "10 values to review in 5 paragraphs." in shown
        assert "> 1 title: Inspection of services in Netherford · 0.8 title-" in shown
        assert "> 2 framework" in terminal.press("a")
        assert "> 3 authorities: none · left open by the draft" in terminal.press("a")
        terminal.press("e", "leaves it empty):")
        assert "Netherford (netherford)" in terminal.answer("netherf")
        assert "> 5 question: Which authority" in terminal.press("r")
        shown = terminal.press("a")
        assert (
            ">>1 Visits are regular and >>2 the records<<1 of them are full<<2."
            in shown
        )
        terminal.press("e", "lists the fields):")
        assert "outstanding, outstanding" not in terminal.answer("gr outs")
        assert "> 2 finding: strength · 0.95" in terminal.press("a")
        assert "> 1 finding: strength · 0.55" in terminal.press("s")
        terminal.press("q", "4 values")
        assert terminal.wait() == 0

    halfway = extract.read_text(encoding="utf-8")
    assert "published" not in halfway
    assert "grade: outstanding" in halfway
    assert halfway.count("draft:") == 4

    with reviewing(tmp_path) as terminal:
        assert "> 1 finding: strength · 0.95" in terminal.expect(PROMPT)
        assert "p2 (1 of 3)" in terminal.press("r")
        assert "p3 (1 of 2)" in terminal.press("r")
        assert "Undone.\n\np2 (1 of 3)" in terminal.press("u")
        assert "Undone.\n\np1 (1 of 4)" in terminal.press("u")
        assert "No decision of this review is left to undo." in terminal.press("u")
        terminal.press("+", "assessment")
        terminal.answer(
            "\x15The records of them are full.",
            "leaves the value undecided): The records of them",
        )
        assert "p2 (1 of 3)" in terminal.answer("\x15What visitors write is complete.")
        assert "p3 (1 of 2)" in terminal.press("r")
        assert "recommendations/1 (1 of 1)" in terminal.press("r")
        terminal.press("w", "keeps the proposed one):")
        terminal.answer("Plan at greater length.", "note of part 1 (Enter")
        terminal.answer("For every child.")
        assert "Every value is decided" in terminal.press("a")
        terminal.press("q", "drafted-and-confirmed")
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


def test_moving_about(tmp_path: Path) -> None:
    """Keys move to another paragraph, unit or value, and search for words in the report."""
    drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        assert "p1 (2 of 5)" in terminal.press("n")
        assert "> 2 finding" in terminal.press("2")
        assert "No value with the number 7 is left" in terminal.press("7")
        assert "p2 (3 of 5)" in terminal.press("n")
        assert "p1 (2 of 5)" in terminal.press("p")
        terminal.press("g", "lists units):")
        assert "recommendations/1 (5 of 5)" in terminal.answer("recommendations/1")
        assert "This is the last paragraph" in terminal.press("n")
        terminal.press("/", "in the report:")
        assert "p3 (4 of 5)" in terminal.answer("HARBOUR team")
        terminal.press("/", "Enter for 'HARBOUR team'):")
        assert "p3 (4 of 5)" in terminal.answer("")
        terminal.press("g", "lists units):")
        assert "neither a unit nor a page '99'" in terminal.answer("99")
        assert "The key x does nothing here" in terminal.press("x")
        assert "? lists" not in terminal.press("\x1b[A\x1b[Bp")
        terminal.press("q", "9 values of")
        assert terminal.wait() == 0


def test_a_finding_is_added_and_a_paragraph_has_nothing(tmp_path: Path) -> None:
    """A finding can be added, and a paragraph can be marked as having nothing to state."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        terminal.press("g", "lists units):")
        terminal.answer("p3")
        terminal.press("f", "n neutral:")
        terminal.press("w", "no kind):")
        terminal.press("p", "theme 1:")
        terminal.press("drift", "drift")
        shown = terminal.press("\t", "theme 1: drift")
        assert "drift and delay (drift-and-delay)" in shown
        terminal.answer("", "theme 2:")
        shown = terminal.answer("", "takes the proposed one):")
        assert "proposed note: There is a weakness in the practice in time" in shown
        assert "is added." in terminal.answer("Advice to those who foster comes late.")
        terminal.press("g", "lists units):")
        terminal.answer("p2")
        terminal.press("0", "goes back):")
        assert "1 value rejected" in terminal.press("2")
        terminal.press("q", "values decided;")
        assert terminal.wait() == 0

    data = parse_yaml(extract.read_text(encoding="utf-8"), "").data
    (new,) = (one for one in data["findings"] if one["note"].startswith("Advice"))
    assert (new["polarity"], new["kind"]) == ("weakness", "practice")
    assert (new["themes"], new["at"]["unit"]) == (["drift-and-delay"], "p3")
    assert "draft" not in new
    assert data["nothing"] == {"p2": "boilerplate"}
    assert "p2-cccc" not in [one["id"] for one in data["findings"]]


def test_words_of_a_note_are_completed(tmp_path: Path) -> None:
    """Tab completes a word and adds a space; a comma then replaces the space."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path, "--kind", "findings") as terminal:
        terminal.expect(PROMPT)
        terminal.press("w", "keeps the proposed one):")
        terminal.press("All reco", "All reco")
        terminal.press("\t", "rds ")
        terminal.press(", kept by vis\t", "ion ")
        terminal.answer("of the har\t")
        terminal.press("a")
        terminal.press("q", "1 value decided;")
        assert terminal.wait() == 0
    assert "All records, kept by vision of the harbour" in extract.read_text("utf-8")


def test_keys_that_are_typed_ahead_count(tmp_path: Path) -> None:
    """Keys that are typed too early are not lost, but answer the questions that follow."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        keys = "aaenetherf\naaawWhat visitors write is complete.\narq"
        terminal.press(keys, "2 values")
        assert terminal.wait() == 0
    assert "note: What visitors write is complete." in extract.read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
)
def test_a_review_that_is_killed_has_lost_nothing(
    tmp_path: Path, end: signal.Signals
) -> None:
    """If a review is killed, its decisions are not lost.

    The next review continues from the log of decisions.
    """
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        terminal.press("a")
        terminal.process.send_signal(end)
        assert terminal.wait() == (130 if end == signal.SIGINT else -end)

    # An interrupt from the keyboard ends a review as `q` does.
    in_file = "title: {confidence" not in extract.read_text(encoding="utf-8")
    assert in_file == (end == signal.SIGINT)
    with reviewing(tmp_path) as terminal:
        shown = terminal.expect(PROMPT)
        assert ("unfinished review: 1 decision." in shown) == (end != signal.SIGINT)
        assert "> 1 framework" in shown
        terminal.press("q", "8 values")
        assert terminal.wait() == 0
    assert "title: {confidence" not in extract.read_text(encoding="utf-8")


def test_a_killed_review_is_finished_without_a_dialogue(tmp_path: Path) -> None:
    """After a review was killed, `--finish` writes its decisions without asking anything."""
    extract = drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        terminal.press("aa")
        terminal.press("?")
        terminal.process.kill()
        terminal.wait()
    with reviewing(tmp_path, "--finish") as terminal:
        terminal.expect("2 values decided;")
        terminal.expect("7 values")
        assert terminal.wait() == 0
    assert "framework: {confidence" not in extract.read_text(encoding="utf-8")
    assert not extract.with_suffix(".decisions.jsonl").exists()


def test_the_end_of_input_stops(tmp_path: Path) -> None:
    """The end of input (Ctrl-D) stops a review as the key `q` does."""
    drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        terminal.expect(PROMPT)
        os.write(terminal.main, b"\x04")
        terminal.expect("9 values of")
        assert terminal.wait() == 0


def test_nothing_moves_the_cursor(tmp_path: Path) -> None:
    """A review prints only plain lines, without escape sequences or overwriting."""
    drafted_project(tmp_path)
    with reviewing(tmp_path) as terminal:
        shown = terminal.expect(PROMPT) + "".join(
            terminal.press(key) for key in ("?", "s", "s", "u", "x", "n", "a", "A")
        )
    assert not set(shown) & {"\x1b", "\b", "\r"}
