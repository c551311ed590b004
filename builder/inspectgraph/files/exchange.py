"""Replace an old folder by a new folder.

If the operating system can exchange the two folders, the replacement is a single step.
Otherwise the old folder is renamed first. Then the new folder gets the name of the old
folder.
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
    Content,
    Digested,
    Digests,
    Manifest,
    Unchanged,
    check_replaceable,
    digests,
    signature,
)
from inspectgraph.files.output_file import copy_rights, sibling, write_new_file

__all__ = ["exchange_checked", "write_new_set"]

#: Arguments of the system call `renameat2`: paths are relative to the current folder,
#: and both names are exchanged.
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_new_set(
    fresh: Path, files: Mapping[str, Content], old: Path, command: str
) -> None:
    """Write files and their manifest into a new folder.

    Each file or folder gets the mode and the owner of the file or folder that it
    replaces. An unchanged file is linked if the file system supports links, and
    otherwise copied.

    Args:
        fresh: The new folder, which must not exist yet.
        files: The content of each file, keyed by its path in the folder.
        old: The folder that the new folder will replace.
        command: The command that writes the set, which is noted in the manifest.
    """
    fresh.mkdir()
    copy_rights(old, fresh)
    written: dict[str, set[str]] = {}
    folders = {""}
    for name, content in files.items():
        folder = name.rpartition("/")[0]
        if folder not in folders:
            folders.add(folder)
            _make_folder(fresh, folder, old)
        if isinstance(content, Unchanged):
            _link(old / name, fresh / name)
        else:
            own = content.content if isinstance(content, Digested) else content
            write_new_file(fresh / name, own)
            copy_rights(old / name, fresh / name)
        written |= digests({name: content})
    # The manifest is written under another name first. So a folder with a manifest has
    # a complete manifest and all files.
    write_new_file(fresh / f".{MANIFEST}", Manifest(written, command).render())
    (fresh / f".{MANIFEST}").replace(fresh / MANIFEST)
    copy_rights(old / MANIFEST, fresh / MANIFEST)


def _make_folder(fresh: Path, folder: str, old: Path) -> None:
    """Make a subfolder of the new folder, and the missing folders above it.

    Args:
        fresh: The new folder.
        folder: The path of the subfolder in the new folder.
        old: The folder that the new folder will replace.
    """
    for path in (*reversed(Path(folder).parents[:-1]), Path(folder)):
        if not (fresh / path).exists():
            (fresh / path).mkdir()
            copy_rights(old / path, fresh / path)


def _link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except OSError:  # a file system without links
        shutil.copy2(old, new)


def exchange_checked(
    folder: Path,
    fresh: Path,
    listed: Digests,
    files: Mapping[str, Content],
    untouched: bytes = b"",
) -> None:
    """Put a new folder in the place of an old folder, and remove the old folder.

    Args:
        folder: The path of the old folder, which need not exist.
        fresh: The path of the new folder.
        listed: The digests of the files that inspectgraph wrote in the old folder.
        files: The content of each new file, keyed by path.
        untouched: An earlier signature of the old folder (see `signature`), from a
            moment when all files had the listed digests. If the signature is still the
            same, the files are not checked.

    Raises:
        UsageError: If the old folder has a file that inspectgraph did not write. In
            this case, the old folder is moved back to its path.
    """
    aside = _take_place(folder, fresh)
    if aside is None:
        return
    try:
        if not untouched or signature(aside) != untouched:
            check_replaceable(aside, listed, files)
    except BaseException:
        _put_back(folder, fresh, aside)
        raise
    if aside != fresh:
        shutil.rmtree(aside)


def _take_place(folder: Path, fresh: Path) -> Path | None:
    """Move the new folder to the path of the old folder.

    Return the path where the old folder is now, or None if there was no old folder.
    """
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
    """Undo `_take_place`, so that both folders have their former names."""
    if aside == fresh:
        _exchange(folder, fresh)
    else:
        folder.rename(fresh)
        aside.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step, and return whether that succeeded."""
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
