"""The folder for a service's answers; the folder is removed even if the service is killed.

The service holds a lock in its folder. The operating system releases the lock when the
process ends, even if the process is killed. The next service of the user then removes
the folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from inspectgraph.files.locks import acquire, release
from inspectgraph.model.errors import UsageError

__all__ = ["spool_folder"]

_PREFIX: Final = "inspectgraph-serve-"
_LOCK: Final = "lock"
#: The seconds for which a folder without a lock may belong to a service that is starting.
_STARTING: Final = 60.0


@contextmanager
def spool_folder() -> Iterator[Path]:
    """Provide a folder for answers in a `with` block, and remove the folder at the end.

    If a service of this user was killed, its folder may still exist. Such folders are
    removed first.

    Raises:
        UsageError: If the folder of temporary files cannot be written.
    """
    place = Path(tempfile.gettempdir())
    for folder in place.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            _remove_if_dead(folder)
    made = Path(tempfile.mkdtemp(prefix=_PREFIX))
    descriptor = acquire(made / _LOCK, made)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        release(descriptor, made / _LOCK)


def _remove_if_dead(folder: Path) -> None:
    """Remove the folder of a service that is no longer running.

    Raises:
        OSError: If another process removes the folder at the same time.
    """
    is_own = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
    if folder.is_symlink() or not folder.is_dir() or not is_own:
        return
    lock = folder / _LOCK
    if not lock.exists():
        if time.time() - folder.stat().st_mtime > _STARTING:
            shutil.rmtree(folder, ignore_errors=True)
        return
    try:
        descriptor = acquire(lock, folder, wait=0)
    except UsageError:  # its service runs
        return
    shutil.rmtree(folder, ignore_errors=True)
    release(descriptor, lock)
