"""Read a text file in UTF-8.

Files that are too large are refused. Invisible characters are reported as problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from inspectgraph.model.characters import CONTROLS, character, refused_in
from inspectgraph.model.errors import Problem, UnreadableError, Where
from inspectgraph.model.faults import MOST_SHOWN, other_faults

__all__ = [
    "LARGEST",
    "MARK",
    "Source",
    "TextFile",
    "decode",
    "is_folder",
    "read_bytes",
    "read_text_file",
]

#: The largest size of a curated file in bytes. The longest extract of a whole report
#: has some 700,000.
LARGEST = 8 * 1024 * 1024

#: The replacement for each refused character before YAML is parsed. The parser would
#: stop at some of the refused characters.
MARK = "\ufffd"

#: A file of the file system or of an installed package, or content read before.
Source = Path | Traversable | bytes


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of one file, and the problems found in it.

    Attributes:
        file: The name of the file in messages.
        text: The text, in which each control character is replaced by a space.
        problems: A problem for each refused invisible character.
        marked: The text, in which each refused invisible character is replaced by
            `MARK`.
    """

    file: str
    text: str
    problems: tuple[Problem, ...] = ()
    marked: str = ""


def read_text_file(source: Source, file: str) -> TextFile:
    """Read one text file. Messages use the name `file`.

    Raises:
        UnreadableError: If the path is missing or is not a file, or if the file is too
            large or not UTF-8.
    """
    return decode(read_bytes(source, file, LARGEST + 1), file)


def read_bytes(source: Source, file: str, most: int) -> bytes:
    """Return the first bytes of a file, at most `most` bytes.

    Raises:
        UnreadableError: If the file is missing, is not a regular file, or cannot be
            opened.
    """
    if isinstance(source, bytes):
        return source[:most]
    try:
        if not source.is_file():
            raise UnreadableError("no-file", _no_file(source), Where(file))
        with source.open("rb") as stream:
            return bytes(stream.read(most))
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            "no-file", f"the file cannot be opened: {reason}", Where(file)
        ) from error


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder. Return False if the path cannot be read."""
    try:
        return path.is_dir()
    except OSError:
        return False


def decode(raw: bytes, file: str) -> TextFile:
    r"""Decode the bytes of a text file, and remove a byte order mark at the start.

    >>> decode(b"a: 1\r\n", "x.yaml").text
    'a: 1\r\n'

    Raises:
        UnreadableError: If there are too many bytes, or if they are not UTF-8.
    """
    if len(raw) > LARGEST:
        raise UnreadableError(
            "too-large",
            f"the file is larger than the limit of {LARGEST} bytes",
            Where(file),
        )
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_utf8(raw, error, file) from error
    places = list(refused_in(text))
    if not places:
        return TextFile(file, text, (), text)
    return TextFile(
        file,
        CONTROLS.sub(" ", text),
        tuple(_invisible(text, places, file)),
        _marked(text, places),
    )


def _no_file(source: Path | Traversable) -> str:
    """Return the reason why a file cannot be read."""
    if source.is_dir():
        return "this is not a file but a folder"
    if isinstance(source, Path) and source.exists():
        return "this is not a file but a pipe or a device"
    return "the file does not exist"


def _not_utf8(raw: bytes, error: UnicodeDecodeError, file: str) -> UnreadableError:
    """Return the error for a file that is not UTF-8.

    The source location is the position of the first invalid byte.
    """
    before = raw[: error.start].decode("utf-8")
    message = (
        f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8 text; save the"
        " file as UTF-8"
    )
    return UnreadableError("not-utf-8", message, _place(before, len(before), file))


def _place(text: str, index: int, file: str) -> Where:
    """Return the source location of an offset in a text."""
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    lines = (
        text.count("\n", 0, start)
        + text.count("\r", 0, start)
        - text.count("\r\n", 0, start)
    )
    return Where(file, lines + 1, index - start + 1)


def _marked(text: str, places: list[int]) -> str:
    """Return a text in which the characters at the given offsets are replaced by `MARK`."""
    signs = list(text)
    for place in places:
        signs[place] = MARK
    return "".join(signs)


def _invisible(text: str, places: list[int], file: str) -> list[Problem]:
    """Return a problem for each invisible character, up to a limit.

    `places` has the offsets of all invisible characters. If the limit is exceeded, one
    last problem gives the number of the remaining invisible characters.
    """
    problems = []
    for place in places[:MOST_SHOWN]:
        where = _place(text, place, file)
        found = (
            f"the text has the invisible character {character(text[place])} at column"
            f" {where.column}; delete it"
        )
        problems.append(Problem(where, "control-character", found))
    left_out = len(places) - len(problems)
    return [*problems, other_faults(file, left_out)] if left_out else problems
