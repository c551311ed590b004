"""The log of the decisions in a review: one line of JSON for each decision.

The log is a file next to the extract. Each decision is written to the disk before the
next value is shown. When the review ends, the extract is written and the log is
removed. So if a log is found, a review was interrupted. The next review continues from
this log.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from inspectgraph.files.locks import acquire, release
from inspectgraph.files.output_file import reported, write_file
from inspectgraph.model.errors import UnreadableError, Where

__all__ = [
    "SUFFIX",
    "Decision",
    "Log",
    "Logged",
    "NoteOrigin",
    "digest",
    "in_force",
    "read_log",
]

#: The ending of the file name of a log: `extracts/<report>.decisions.jsonl`.
SUFFIX: Final = ".decisions.jsonl"
#: The origin of a note: the program proposed it and the curator accepted it unchanged, the
#: curator extended or changed the proposed note, or the curator wrote it.
NoteOrigin = Literal["", "proposed", "edited", "written"]

_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


class Decision(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """One line of a log.

    Attributes:
        decision: The kind of the line. A `begin` line is written at the beginning of
            the review, and a `write` line just before the extract is written. Any other
            line is a decision of the curator.
        group: The key of the list that holds the statement. It is `drafted` for a value
            of the whole report, `questions` for a question, and empty for the decision
            `nothing`.
        name: The id of the statement, the key of the value, the question, or the unit.
        field: The key of the changed field.
        part: The index of a recommendation's nested point, if the note of this point is
            changed.
        value: The new value; None removes a field.
        seen: The digest of the value that the curator saw. A `begin` line has the
            digest of the extract before the review. A `write` line has the digest of
            the extract after the review.
        batch: The number of the key press. Decisions made with one key press have the
            same number.
        how: `paragraph` or `bulk` for values that were accepted together.
        note: The origin of a new note; empty for a decision without a new note.
        when: The time of the decision.
        tool: The program with its version.
    """

    decision: Literal[
        "begin", "accept", "reject", "change", "add", "nothing", "undo", "write"
    ]
    group: str = ""
    name: str = ""
    field: str = ""
    part: int | None = None
    value: Any = None
    seen: str = ""
    batch: int = 0
    how: Literal["", "paragraph", "bulk"] = ""
    note: NoteOrigin = ""
    when: str = ""
    tool: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The group and the name of the value; together they identify the value."""
        return self.group, self.name


# `float_hook` keeps the digits of a number as they were typed.
_DECODER: Final = msgspec.json.Decoder(Decision, float_hook=Decimal)


@dataclass(frozen=True, slots=True)
class Logged:
    """The content of a log.

    Attributes:
        begin: The digest of the extract before the decisions.
        written: The digest of the extract after the decisions. It is empty if the
            program had not begun to write the extract.
        decisions: All decisions, including decisions to undo an earlier decision.
        length: The length in bytes of the complete lines.
        cut_off: Whether the last line is incomplete.
    """

    begin: str = ""
    written: str = ""
    decisions: tuple[Decision, ...] = ()
    length: int = 0
    cut_off: bool = False


@dataclass(slots=True)
class Log:
    """A log to which one process appends lines. The file is created at the first decision.

    Attributes:
        path: The path of the log.
        extract: The path of the extract.
    """

    path: Path
    extract: Path
    _descriptor: int = field(default=-1)

    @classmethod
    def of(cls, extract: Path) -> Log:
        """Return the log of an extract.

        The file of the log does not need to exist yet.
        """
        return cls(extract.with_suffix(SUFFIX), extract)

    @property
    def is_open(self) -> bool:
        """Whether this process has locked the log for appending."""
        return self._descriptor >= 0

    def open(self, length: int = 0) -> None:
        """Open and lock the log for this process, and truncate the file to a length in bytes.

        Raises:
            UsageError: If another process uses the log, or the log cannot be written.
        """
        self._descriptor = acquire(self.path, self.extract)
        with reported(self.path):
            os.ftruncate(self._descriptor, length)
            os.lseek(self._descriptor, 0, os.SEEK_END)
            _flush_folder(self.path.parent)

    def append(self, decisions: Sequence[Decision]) -> None:
        """Append lines to the log, and wait until they are on the disk.

        If writing fails, the log stays unchanged.

        Raises:
            UsageError: If the log cannot be written.
        """
        before = os.lseek(self._descriptor, 0, os.SEEK_END)
        try:
            with reported(self.path):
                _write_all(self._descriptor, _lines(decisions))
                os.fsync(self._descriptor)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(self._descriptor, before)
            raise

    def rewrite(self, decisions: Sequence[Decision]) -> None:
        """Replace all lines of the log in one step, and open the log."""
        self.leave()
        write_file(self.path, _lines(decisions))
        self.open(self.path.stat().st_size)

    def remove(self) -> None:
        """Remove the log, because its decisions are now in the extract."""
        if self.is_open:
            release(self._descriptor, self.path)
            self._descriptor = -1

    def leave(self) -> None:
        """Unlock the log for other processes, and keep the file."""
        if self.is_open:
            os.close(self._descriptor)
            self._descriptor = -1


def digest(text: bytes) -> str:
    """Return the digest by which a log identifies the state of an extract or a value."""
    return sha256(text).hexdigest()[:16]


def read_log(path: Path) -> Logged:
    """Read a log; an incomplete last line is left out.

    Raises:
        UnreadableError: If a complete line is not a decision, or if the first line does
            not hold the digest of an extract.
    """
    with reported(path):
        lines = path.read_bytes().splitlines(keepends=True)
    found: list[Decision] = []
    for n, line in enumerate(lines, 1):
        if one := _decoded(line):
            found.append(one)
        elif n < len(lines):
            raise _not_a_log(path, n)
    length = sum(map(len, lines[: len(found)]))
    if not found:
        return Logged(cut_off=bool(lines))
    if found[0].decision != "begin":
        raise _not_a_log(path, 1)
    written = ""
    if found[-1].decision == "write":
        written = found[-1].seen
    decisions = tuple(one for one in found[1:] if one.decision != "write")
    return Logged(found[0].seen, written, decisions, length, len(found) < len(lines))


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that have not been undone."""
    found: list[Decision] = []
    for one in decisions:
        if one.decision != "undo":
            found.append(one)
            continue
        batch = found[-1].batch if found else 0
        while found and found[-1].batch == batch:
            found.pop()
    return found


def _decoded(line: bytes) -> Decision | None:
    """Return the decision in a line, or None if the line is not a complete decision."""
    if not line.endswith(b"\n"):
        return None
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _not_a_log(path: Path, line: int) -> UnreadableError:
    """Return the error for a line that is not a decision."""
    found = (
        "this line is not a decision of a review; restore the file, or move it to another"
        " place to discard its decisions"
    )
    return UnreadableError("bad-log", found, Where(str(path), line))


def _lines(decisions: Sequence[Decision]) -> bytes:
    """Return the given decisions, encoded as lines of a log."""
    return b"".join(_ENCODER.encode(one) + b"\n" for one in decisions)


def _write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes to an open file, in several writes if necessary."""
    while content:
        content = content[os.write(descriptor, content) :]


def _flush_folder(folder: Path) -> None:
    """Wait until the list of files in a folder is stored on the disk.

    A new file is found after a crash only if this list names the file.
    """
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
