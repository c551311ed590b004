"""Exclusive locks between processes. Each lock has a lock file.

A process acquires a lock through its lock file. The operating system releases the lock
when the process ends, even if the process is killed. If a killed process leaves a lock
file behind, the file has no effect. The first line of a lock file is the process id of
the owner.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inspectgraph.model.errors import UsageError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["WAIT", "acquire", "lock_file", "release"]

#: Seconds to wait for another writer, which usually holds the lock for a shorter time.
WAIT = 5.0
_PAUSE = 0.05
#: The offset of the byte that Windows locks. It is far behind the process id, which
#: other processes can therefore still read.
_WINDOWS_BYTE = 1 << 30


@contextmanager
def lock_file(file: Path, guarded: Path, wait: float | None = None) -> Iterator[None]:
    """Acquire a lock; at the end, remove the lock file and release the lock.

    Args:
        file: The lock file. A missing file is created.
        guarded: The name, used in messages, of the file or folder that the lock
            protects.
        wait: The number of seconds to wait while another owner has the lock. If None,
            the number is `WAIT`.

    Raises:
        UsageError: If another process or thread still owns the lock after this time, or
            if the lock file cannot be written.
    """
    descriptor = acquire(file, guarded, wait)
    try:
        with suppress(
            OSError
        ):  # opened for reading only: the lock file of another user
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        release(descriptor, file)


def acquire(file: Path, guarded: Path, wait: float | None = None) -> int:
    """Open and lock a lock file, and return its descriptor.

    The arguments and errors are those of `lock_file`.
    """
    deadline = time.monotonic() + (WAIT if wait is None else wait)
    try:
        while (descriptor := _try_lock(file)) is None:
            if time.monotonic() >= deadline:
                raise UsageError("in-use", _in_use(file, guarded))
            time.sleep(_PAUSE)
    except OSError as error:
        message = f"{guarded} cannot be written ({error.strerror})"
        raise UsageError("not-written", message) from error
    return descriptor


def release(descriptor: int, file: Path) -> None:
    """Remove a lock file and release its lock.

    The file is removed first. On Windows, the lock is released first, because an open
    file cannot be removed.
    """
    if fcntl is None and descriptor >= 0:
        os.close(descriptor)
        descriptor = -1
    with suppress(OSError):
        file.unlink()
    if descriptor >= 0:
        os.close(descriptor)


def _try_lock(file: Path) -> int | None:
    """Try to lock a lock file, and return its descriptor.

    Return None if another process or thread has the lock. An owner removes the lock
    file before releasing the lock. So the file may be removed or replaced just after
    this function opens it. A lock on a removed file has no effect, so the function
    returns None in this case too.
    """
    descriptor = _open(file)
    try:
        if _lock(descriptor) and os.path.samestat(os.fstat(descriptor), file.stat()):
            return descriptor
    except FileNotFoundError:
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _open(file: Path) -> int:
    """Open a lock file, and return its descriptor. A missing file is created."""
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags | os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # The file belongs to another user. A file can be locked without being open
        # for writing.
        if not file.exists():
            raise
        return os.open(file, flags | os.O_RDONLY)


def _lock(descriptor: int) -> bool:
    """Try to lock an open file without waiting, and return whether that succeeded."""
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _lock_on_windows(descriptor)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _lock_on_windows(descriptor: int) -> None:
    """Lock one byte of an open file without waiting, or raise `OSError`."""
    import msvcrt

    os.lseek(descriptor, _WINDOWS_BYTE, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    os.lseek(descriptor, 0, os.SEEK_SET)


def _in_use(file: Path, guarded: Path) -> str:
    """Return the message for a file or folder to which another process is writing."""
    owner = _owner(file)
    process = f"process {owner}" if owner else "another process"
    return (
        f"{guarded} is being written by {process}; run the command again when the"
        " process has ended"
    )


def _owner(file: Path) -> int | None:
    """Return the process id in a lock file, or None if there is no process id."""
    try:
        with file.open("rb") as stream:
            return int(stream.read(20))
    except (OSError, ValueError):
        return None
