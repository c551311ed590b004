"""The manifest of an output folder, which lists the files that inspectgraph wrote.

The manifest lists each file with its digest, in the format of `sha256sum`. So
`sha256sum --check inspectgraph.sha256` can check a folder without inspectgraph. A file
is replaced or removed only if the manifest lists the file and the file still has the
listed digest.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from inspectgraph.model.errors import UsageError, Where

__all__ = [
    "MANIFEST",
    "Content",
    "Digested",
    "Digests",
    "Manifest",
    "Unchanged",
    "check_replaceable",
    "digests",
    "is_listed",
    "read_manifest",
    "refuse",
    "signature",
]

#: The name of the manifest in its folder.
MANIFEST: Final = "inspectgraph.sha256"
#: The digests that a file may have, by its path in the folder. A manifest that a killed
#: writer left may list two digests for one path: of the old and of the new content.
Digests = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that has the same content in the new folder and in the old folder.

    Attributes:
        digest: The SHA-256 digest of the content, in hexadecimal digits.
    """

    digest: str


@dataclass(frozen=True, slots=True)
class Digested:
    """The content of a new file, with its digest.

    Attributes:
        content: The content.
        digest: The SHA-256 digest of the content, in hexadecimal digits.
    """

    content: bytes
    digest: str


#: The content of a file of a new set.
Content = bytes | Digested | Unchanged

_WHOLE: Final = "# `{}` wrote all files of this folder, and replaces it as a whole."
_WHOLE_LINE: Final = re.compile(
    _WHOLE.format("(inspectgraph [a-z -]+)").replace(".", r"\.")
)
_SOME: Final = "# `{}` wrote these files of this folder, and replaces no others."
_SOME_LINE: Final = re.compile(
    _SOME.format("(inspectgraph [a-z -]+)").replace(".", r"\.")
)
_PART: Final = (
    "# inspectgraph wrote these files of this folder, and replaces no others."
)
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
#: The subfolder that Python creates when it imports a module of a folder.
_CACHE: Final = "__pycache__"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of a folder, which lists files that inspectgraph wrote.

    `listed` has the digests of these files. If only one command may replace the files,
    `command` is the name of this command. Otherwise, `command` is empty. If
    `keeps_others` is true, the command does not remove other files from the folder.
    """

    listed: Digests
    command: str
    keeps_others: bool = False

    def render(self) -> bytes:
        """Return the content of the manifest file, with lines sorted by path."""
        text = bytearray(f"{self._header()}\n".encode())
        for path in sorted(self.listed):  # a list of all lines would need much memory
            for value in sorted({*self.listed[path]}):
                text += f"{value}  {path}\n".encode()
        return bytes(text)

    def _header(self) -> str:
        """Return the first line of the manifest file."""
        if self.keeps_others:
            return _SOME.format(self.command)
        return _WHOLE.format(self.command) if self.command else _PART


def digests(files: Mapping[str, Content]) -> dict[str, set[str]]:
    """Return the SHA-256 digest of each file, keyed by path.

    Each value is a set with one digest.
    """
    return {path: {_digest(content)} for path, content in files.items()}


def _digest(content: Content) -> str:
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    return content.digest


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None if the folder has none.

    Raises:
        UsageError: If the manifest is not valid, for instance after a merge conflict.
    """
    file = folder / MANIFEST
    if not os.path.lexists(file):
        return None
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    header, *lines = text.splitlines() or [""]
    command = _command_of(header)
    if command is None:
        message = "the first line does not begin a manifest of inspectgraph"
        raise _damaged(file, 1, message)
    found: dict[str, tuple[str, ...]] = {}  # a tuple is much smaller than a set
    for number, line in enumerate(lines, 2):
        if not (match := _LINE.fullmatch(line)):
            raise _damaged(file, number, "the line is not a digest and a path")
        found[match[2]] = (*found.get(match[2], ()), match[1])
    return Manifest(found, command, bool(_SOME_LINE.fullmatch(header)))


def _command_of(header: str) -> str | None:
    """Return the command named in the first line of a manifest.

    Return "" if the line is valid but names no command. Return None if the line is not
    valid.
    """
    if header == _PART:
        return ""
    found = _WHOLE_LINE.fullmatch(header) or _SOME_LINE.fullmatch(header)
    return found[1] if found else None


def _damaged(file: Path, line: int, found: str) -> UsageError:
    """Return the error for a manifest that has an invalid line."""
    message = f"{found}; restore the file, or move the folder to another place"
    return UsageError("bad-manifest", message, Where(str(file), line, 1))


def check_replaceable(
    folder: Path, listed: Digests, new: Mapping[str, Content]
) -> None:
    """Raise `UsageError` if a folder contains a file that inspectgraph did not write.

    A file is accepted if the manifest lists its digest. Differences in line ends are
    ignored, because Git may convert line ends. A file is also accepted if its content
    is the same as in the new folder. Cached Python byte code is always accepted.

    Args:
        folder: The folder that will be replaced.
        listed: The digests of the files that inspectgraph wrote, keyed by path.
        new: The content of each new file, keyed by path.

    Raises:
        UsageError: For the first file or folder that must not be replaced.
    """
    folders: set[str] = set()
    for path in (*listed, *new):
        folders.update(map(str, PurePosixPath(path).parents))
    for path, entry in _entries(folder, ""):
        if entry.is_dir(follow_symlinks=False):
            known = path in folders
            if not known and entry.name != _CACHE:
                raise refuse(folder / path, changed=False)
        elif not _may_go(path, entry, listed, new):
            is_file = entry.is_file(follow_symlinks=False)
            was_ours = path in listed and is_file
            raise refuse(folder / path, changed=was_ours)


def refuse(path: Path, *, changed: bool) -> UsageError:
    """Return the error for a file or folder that must not be replaced or removed.

    `changed` is true if inspectgraph wrote the file and somebody changed the file
    later.
    """
    found = (
        "was changed after inspectgraph wrote it"
        if changed
        else "was not written by inspectgraph"
    )
    return UsageError(
        "folder-in-use",
        f"{path} {found}; move or delete it, or give another output folder. Nothing was"
        " changed",
    )


def _entries(folder: Path, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path and the entry of each file and subfolder, sorted by name."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        yield before + entry.name, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{before}{entry.name}/")


def _may_go(
    path: str, entry: os.DirEntry[str], listed: Digests, new: Mapping[str, Content]
) -> bool:
    """Return whether a file can be replaced or removed without loss of data."""
    return _is_cached_code(path, entry) or _is_replaceable(path, entry, listed, new)


def _is_cached_code(path: str, entry: os.DirEntry[str]) -> bool:
    """Return whether a file is Python byte code in a `__pycache__` folder."""
    parent = PurePosixPath(path).parent.name
    return (
        parent == _CACHE
        and entry.name.endswith(".pyc")
        and entry.is_file(follow_symlinks=False)
    )


def _is_replaceable(
    path: str, entry: os.DirEntry[str], listed: Digests, new: Mapping[str, Content]
) -> bool:
    """Return whether inspectgraph wrote a file or would write the same content.

    The manifest is always a file that inspectgraph wrote.
    """
    if not entry.is_file(follow_symlinks=False):
        return False
    if path == MANIFEST:
        return True
    content = Path(entry.path).read_bytes()
    written = new.get(path)
    if isinstance(written, Digested):
        written = written.content
    return is_listed(content, listed.get(path, ())) or content == written


def signature(folder: Path) -> bytes:
    """Return a digest that changes when a file in a folder changes.

    The digest also changes when a file is added or removed. It is made from the path,
    inode, size and modification time of each file. The files are not read, so the
    function is fast even for a large folder. The result is empty if the folder does not
    exist.
    """
    if not folder.is_dir():
        return b""
    lines = []
    for path, entry in _entries(folder, ""):
        found = entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            lines.append(path)
        else:
            lines.append(f"{path} {found.st_ino} {found.st_size} {found.st_mtime_ns}")
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).digest()


def is_listed(content: bytes, values: Collection[str]) -> bool:
    """Return whether the digest of a content is one of the given digests.

    If the content has Windows line ends, its digest with Unix line ends is also
    accepted.
    """
    kinds = (content, content.replace(b"\r\n", b"\n"))
    return any(sha256(kind).hexdigest() in values for kind in kinds)
