"""Exclusive locks between processes, held through a lock file.

The operating system releases a lock when its owner ends, however it ends, so a lock
file that a killed process left behind locks nothing. Its first line names the owner's
process id.
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

#: Seconds to wait for another writer. Its last step, the writing, usually takes less.
WAIT = 5.0
_PAUSE = 0.05
#: The byte that Windows locks: far behind the process id, so that others can read that.
_WINDOWS_BYTE = 1 << 30


@contextmanager
def lock_file(file: Path, guarded: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock of a file; remove the file afterwards.

    Args:
        file: The lock file; it is created when it is missing.
        guarded: What the lock protects, for the message.
        wait: Seconds to wait for another owner; `WAIT` when not given.

    Raises:
        UsageError: If another process, or another thread, still owns the lock after that time.
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
    """Open a file, lock it, and return its descriptor; see `lock_file`."""
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
    """Remove a lock file and release its lock, in this order where the system permits it."""
    if fcntl is None and descriptor >= 0:
        os.close(descriptor)
        descriptor = -1
    with suppress(OSError):
        file.unlink()
    if descriptor >= 0:
        os.close(descriptor)


def _try_lock(file: Path) -> int | None:
    """Return the descriptor of a file that is now locked, or None if somebody else holds it.

    The owner removes the file before it lets go. Whoever opened it before that locks a
    file without a name, which protects nothing; hence the comparison at the end.
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
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags | os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        # Another user's: a lock needs no right to write.
        if not file.exists():
            raise
        return os.open(file, flags | os.O_RDONLY)


def _lock(descriptor: int) -> bool:
    """Try to lock an open file; return whether that succeeded."""
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _lock_on_windows(descriptor)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _lock_on_windows(descriptor: int) -> None:
    import msvcrt

    os.lseek(descriptor, _WINDOWS_BYTE, os.SEEK_SET)
    msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    os.lseek(descriptor, 0, os.SEEK_SET)


def _in_use(file: Path, guarded: Path) -> str:
    owner = _owner(file)
    process = f"process {owner}" if owner else "another process"
    return (
        f"{guarded} is being written by {process}; run the command again when that has"
        " ended"
    )


def _owner(file: Path) -> int | None:
    """Return the process id in a lock file, or None if there is none."""
    try:
        with file.open("rb") as stream:
            return int(stream.read(20))
    except (OSError, ValueError):
        return None
