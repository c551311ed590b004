"""Put a new folder in the place of an old one, in one step where the system can.

Elsewhere the old folder is renamed first.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from inspectgraph.files.manifest import (
    MANIFEST,
    Digests,
    Manifest,
    check_replaceable,
    digests,
)
from inspectgraph.files.output_file import copy_rights, sibling, write_new_file

__all__ = ["exchange_checked", "write_new_set"]

#: Arguments of the system call `renameat2`: paths from the current folder; exchange both names.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_new_set(
    fresh: Path, files: Mapping[str, bytes], old: Path, command: str
) -> None:
    """Write a set into a new folder, with the modes and owners of what it replaces."""
    fresh.mkdir()
    copy_rights(old, fresh)
    for name, content in files.items():
        for parent in reversed(Path(name).parents[:-1]):
            if not (fresh / parent).exists():
                (fresh / parent).mkdir()
                copy_rights(old / parent, fresh / parent)
        write_new_file(fresh / name, content)
        copy_rights(old / name, fresh / name)
    # Under another name first: where there is a manifest, it is complete, and so is the
    # set.
    write_new_file(fresh / f".{MANIFEST}", Manifest(digests(files), command).render())
    (fresh / f".{MANIFEST}").replace(fresh / MANIFEST)
    copy_rights(old / MANIFEST, fresh / MANIFEST)


def exchange_checked(
    folder: Path, fresh: Path, listed: Digests, files: Mapping[str, bytes]
) -> None:
    """Put the new folder in place, unless somebody put a file into the old one."""
    aside = _take_place(folder, fresh)
    if aside is None:
        return
    try:
        check_replaceable(aside, listed, files)
    except BaseException:
        _put_back(folder, fresh, aside)
        raise
    if aside != fresh:
        shutil.rmtree(aside)


def _take_place(folder: Path, fresh: Path) -> Path | None:
    """Put the new folder in place; return the new place of the old one, or None."""
    if not folder.exists():
        fresh.rename(folder)
        return None
    if _exchange(folder, fresh):
        return fresh
    aside = sibling(folder, "old")
    folder.rename(aside)
    fresh.rename(folder)
    return aside


def _put_back(folder: Path, fresh: Path, aside: Path) -> None:
    """Undo `_replace`."""
    if aside == fresh:
        _exchange(folder, fresh)
    else:
        folder.rename(fresh)
        aside.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system can; return whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    arguments = (
        _AT_FDCWD,
        os.fsencode(one),
        _AT_FDCWD,
        os.fsencode(other),
        _RENAME_EXCHANGE,
    )
    return bool(renameat2(*arguments) == 0)
