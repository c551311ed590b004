"""Reading a text file that people write: UTF-8, of bounded size, without characters nobody can see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import islice
from pathlib import Path

from inspectgraph.errors import Problem, UnreadableError, Where

__all__ = ["INVISIBLE", "LARGEST", "Source", "TextFile", "decode", "is_folder", "read_bytes", "read_text_file"]

#: The most bytes that a curated file may have; the longest extract of a whole report has some 700,000.
LARGEST = 8 * 1024 * 1024

#: Control characters, line separators that editors do not count, and marks that turn text round.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

#: How many invisible characters are told of one file.
_MOST_TOLD = 100

#: A file of the file system or of an installed package.
Source = Path | Traversable


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of one file, each invisible character replaced by a space, and what was wrong with it."""

    file: str
    text: str
    problems: tuple[Problem, ...] = ()


def read_text_file(source: Source, file: str) -> TextFile:
    """Read one file; `file` is the name by which messages call it.

    Raises:
        UnreadableError: If it is missing, not a file, too large or not UTF-8.
    """
    return decode(read_bytes(source, file, LARGEST + 1), file)


def read_bytes(source: Source, file: str, most: int) -> bytes:
    """Return the first bytes of a file, at most so many; `file` is the name by which messages call it.

    Raises:
        UnreadableError: If it is missing, not a file (a pipe would never end), or cannot be opened.
    """
    try:
        if not source.is_file():
            raise UnreadableError("no-file", _no_file(source), Where(file))
        with source.open("rb") as stream:
            return bytes(stream.read(most))
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError("no-file", f"the file cannot be opened: {reason}", Where(file)) from error


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def decode(raw: bytes, file: str) -> TextFile:
    r"""Turn the bytes of a file into text; a byte order mark is dropped.

    >>> decode(b"a: 1\r\n", "x.yaml").text
    'a: 1\r\n'

    Raises:
        UnreadableError: If the bytes are too many or not UTF-8.
    """
    if len(raw) > LARGEST:
        raise UnreadableError("too-large", f"the file has more than {LARGEST} bytes", Where(file))
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error, file) from error
    told = islice(INVISIBLE.finditer(text), _MOST_TOLD)
    problems = tuple(_invisible(text, found, file) for found in told)
    return TextFile(file, INVISIBLE.sub(" ", text) if problems else text, problems)


def _no_file(source: Source) -> str:
    """Say what there is where a file should be."""
    if source.is_dir():
        return "this is not a file but a folder"
    there = isinstance(source, Path) and source.exists()
    return "this is not a file but a pipe or a device" if there else "there is no such file"


def _not_utf8(raw: bytes, error: UnicodeDecodeError, file: str) -> UnreadableError:
    before = raw[: error.start].decode("utf-8")
    message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8 text; save the file as UTF-8"
    return UnreadableError("not-utf-8", message, _place(before, len(before), file))


def _place(text: str, index: int, file: str) -> Where:
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    lines = text.count("\n", 0, start) + text.count("\r", 0, start) - text.count("\r\n", 0, start)
    return Where(file, lines + 1, index - start + 1)


def _invisible(text: str, found: re.Match[str], file: str) -> Problem:
    character = f"the invisible character U+{ord(found[0]):04X}"
    return Problem(_place(text, found.start(), file), "control-character", character, "letters, signs and spaces")
