"""Write a folder as one set: beside the old one first, then both change places in one step.

A writer that is killed at any moment leaves the old set or the new set whole, never a mixture. Where the
system cannot exchange two folders in one step, the old one is moved aside first; `recover` puts it back if
the writer was killed between the two moves.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from inspectgraph.errors import UsageError

__all__ = ["recover", "write_file", "write_set"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_set(folder: Path, files: Mapping[str, bytes], also: Collection[str] = ()) -> None:
    """Replace a folder by the files, given by their paths in it.

    Files that the folder had before and that are not given are gone afterwards. So that nothing of anybody
    else's is lost, a folder with other names at its top than those of the set is refused.

    Args:
        folder: The folder.
        files: The content of each file, by its path.
        also: Further names that may stand at the top of the old folder.

    Raises:
        UsageError: If the folder is a file, holds anything that is not of such a set, or cannot be written.
    """
    folder = folder.absolute()
    with _told(folder):
        _refuse_others(folder, {*also, *(name.split("/")[0] for name in files)})
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        fresh = Path(tempfile.mkdtemp(prefix=f"{folder.name}.new-", dir=folder.parent))
        try:
            fresh.chmod(0o755)
            for name, content in files.items():
                _write(fresh / name, content)
            _replace(folder, fresh)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def write_file(file: Path, content: bytes) -> None:
    """Replace one file: written beside it first, so that a killed writer leaves the old one.

    Raises:
        UsageError: If it cannot be written.
    """
    if file.is_dir():
        raise UsageError("not-a-file", f"{file} is a folder; give a file")
    fresh = file.with_name(f".{file.name}.new")
    with _told(file):
        try:
            _write(fresh, content)
            fresh.replace(file)
        finally:
            fresh.unlink(missing_ok=True)


def recover(folder: Path) -> None:
    """Put back a folder that a killed writer had moved aside, and clear away what such writers left."""
    aside = folder.with_name(f"{folder.name}.aside")
    if aside.is_dir():
        if folder.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(folder)
    for left in folder.parent.glob(f"{folder.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in a sentence why something cannot be written."""
    try:
        yield
    except OSError as error:
        raise UsageError("not-written", f"{path} cannot be written ({error.strerror})") from error


def _refuse_others(folder: Path, names: Collection[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError("not-a-folder", f"{folder} is a file; give a folder")
    found = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    if other := next((name for name in found if name not in names), None):
        raise UsageError("folder-in-use", f"{folder} holds something else ({other}); give a new or an empty folder")


def _write(file: Path, content: bytes) -> None:
    """Write a file and see it onto the disk."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _replace(folder: Path, fresh: Path) -> None:
    """Put the fresh folder in the old one's place; the old one ends under the fresh one's name."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchange(folder, fresh):
        aside = folder.with_name(f"{folder.name}.aside")
        folder.rename(aside)
        fresh.rename(folder)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can; return whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(renameat2(*arguments) == 0)
