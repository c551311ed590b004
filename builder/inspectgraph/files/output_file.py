"""Write one file atomically.

If the writer is killed, the file is complete: it has the old or the new content.
Symbolic links are followed. Data for pipes and terminals are written directly. A new
file gets the mode and the owner of the file that it replaces.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inspectgraph.files.locks import acquire, release
from inspectgraph.model.errors import UsageError

__all__ = ["copy_rights", "reported", "sibling", "write_file", "write_new_file"]

#: Paths that name an open descriptor, such as `/dev/stdout`, which a shell may
#: redirect.
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)|/dev/(stdout|stderr)")


def write_file(file: Path, content: bytes | Iterable[bytes]) -> None:
    """Write one file. A regular file is replaced in one step.

    A symbolic link is followed. Data for a pipe or a terminal are written directly.

    Args:
        file: The path of the file.
        content: The content, or an iterator over its parts. If the iterator raises an
            exception, a regular file is not changed.

    Raises:
        UsageError: If the path is a folder or a disk, or if the file cannot be written.
    """
    with reported(file):
        if (descriptor := _descriptor(file)) is not None:
            _send(descriptor, content)
            return
        kind = stat.S_IFMT(file.stat().st_mode) if file.exists() else 0
        if kind in (stat.S_IFIFO, stat.S_IFCHR):
            _send(os.open(file, os.O_WRONLY), content)
        elif kind in (0, stat.S_IFREG):
            _replace_file(file.resolve(), content)
        else:
            found = "a folder" if kind == stat.S_IFDIR else "a disk or a socket"
            raise UsageError("not-a-file", f"{file} is {found}; give a file")


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into a `UsageError` with a one-sentence message."""
    try:
        yield
    except (
        OSError,
        RuntimeError,
    ) as error:  # RuntimeError: a link that leads to itself
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            "not-written", f"{path} cannot be written ({reason})"
        ) from error


def sibling(folder: Path, purpose: str) -> Path:
    """Return a hidden path next to a file or folder, for a lock or a temporary copy.

    `purpose` is the end of the path, such as `lock`. No other program uses such paths.
    """
    return folder.with_name(f".{folder.name}.inspectgraph-{purpose}")


def copy_rights(old: Path, new: Path) -> None:
    """Copy the owner and the mode of an old file or folder to a new file or folder.

    If the old file or folder does not exist, nothing is copied.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        _set_rights(new, old.stat())


def _set_rights(new: Path, found: os.stat_result) -> None:
    """Set the owner, the group and the mode of a file.

    The owner or the group stays the same if the user has no right to change it.
    """
    if hasattr(os, "chown"):
        for owner, group in ((found.st_uid, -1), (-1, found.st_gid)):
            with suppress(PermissionError):
                os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(found.st_mode))


def write_new_file(file: Path, content: bytes) -> None:
    """Write a new file, and wait until its content is on the disk."""
    with file.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _descriptor(file: Path) -> int | None:
    """Return a copy of a file descriptor for a path like /dev/stdout.

    Return None for any other path. The path is not opened, because this would truncate
    a file to which standard output is appended.
    """
    match = _DESCRIPTOR.fullmatch(os.fspath(file))
    if match is None or os.name == "nt":
        return None
    return os.dup(int(match[1] or {"stdout": 1, "stderr": 2}[match[2]]))


def _send(descriptor: int, content: bytes | Iterable[bytes]) -> None:
    """Write bytes to an open descriptor, and close it."""
    with os.fdopen(descriptor, "wb") as out:
        out.writelines(_parts(content))


def _parts(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    """Return the parts of a content. A content of type `bytes` is one part."""
    if isinstance(content, bytes):
        return (content,)
    return content


def _replace_file(file: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a regular file: write a locked temporary file, and rename the temporary file."""
    if file.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = sibling(file, "new")
    descriptor = acquire(temporary, file)
    try:
        _fill(descriptor, content)
        copy_rights(file, temporary)
        if os.name == "nt":  # an open file cannot be renamed there
            os.close(descriptor)
            descriptor = -1
        temporary.replace(file)
    except BaseException:
        release(descriptor, temporary)
        raise
    if descriptor >= 0:
        os.close(descriptor)


def _fill(descriptor: int, content: bytes | Iterable[bytes]) -> None:
    """Write content to an open file, and wait until the content is on the disk."""
    os.ftruncate(descriptor, 0)
    with os.fdopen(os.dup(descriptor), "wb") as out:
        out.writelines(_parts(content))
        out.flush()
        os.fsync(out.fileno())
