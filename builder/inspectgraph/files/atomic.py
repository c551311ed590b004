"""Write files and folders so that nothing is lost: not the old state, not anybody else's file.

A folder is written as one set: first under another name, then both change places in one
    step. A
writer that is killed at any moment leaves the old set or the new set whole, never a
mixture. Where the system cannot exchange two folders in one step, the old one is
renamed first; `recover` puts it back if the writer was killed between the two steps.

One writer at a time holds the lock of a folder, and a folder is replaced only if its
manifest shows that inspectgraph wrote every file in it (see `manifest`). Links are
followed; pipes and terminals are written to; the mode and the owner of what is replaced
are kept.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from inspectgraph.files.locks import acquire, lock_file, release
from inspectgraph.files.manifest import (
    MANIFEST,
    Digests,
    Manifest,
    check_replaceable,
    digests,
    is_listed,
    read_manifest,
    refuse,
)
from inspectgraph.model.errors import UsageError

__all__ = [
    "OutputFolder",
    "add_files",
    "output_folder",
    "recover",
    "write_file",
    "write_set",
]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_BUILD = "inspectgraph build"
#: The part of a published set that `draw` may write on its own.
_PICTURES = "pictures"
#: The names for the standard streams, which redirections of a shell replace.
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)|/dev/(stdout|stderr)")


def _nothing_earlier(_folder: Path) -> Digests:
    return {}


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """A folder whose lock is held, so that nobody else writes it.

    `path` is the folder itself, links followed.
    """

    path: Path

    def replace(
        self,
        files: Mapping[str, bytes],
        earlier: Callable[[Path], Digests] = _nothing_earlier,
        command: str = _BUILD,
    ) -> None:
        """Replace the folder by these files and a manifest of them.

        Files that the folder had and that are not given are gone afterwards.

        Args:
            files: The content of each file, by its path in the folder.
            earlier: Returns what an earlier release wrote in a folder without a manifest.
            command: The command that writes the set. Only it may replace the set later.

        Raises:
            UsageError: If the folder holds anything that inspectgraph did not write, or a set of
                another command, or cannot be written; nothing has changed then.
        """
        with _reported(self.path):
            _check_command(self.path, command)
            listed = _listed(self.path, earlier)
            _check(self.path, listed, files)
            fresh = _sibling(self.path, f"new-{secrets.token_hex(4)}")
            try:
                _write_new(fresh, files, self.path, command)
                _exchange_checked(self.path, fresh, listed, files)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)

    def unchanged(
        self, earlier: Callable[[Path], Digests] = _nothing_earlier
    ) -> dict[str, bytes]:
        """Return the files that inspectgraph wrote and nobody changed since, by path."""
        with _reported(self.path):
            listed = _listed(self.path, earlier)
            paths = (path for path in sorted(listed) if (self.path / path).is_file())
            found = {path: (self.path / path).read_bytes() for path in paths}
        return {
            path: content
            for path, content in found.items()
            if is_listed(content, listed[path])
        }


@contextmanager
def output_folder(folder: Path) -> Iterator[OutputFolder]:
    """Lock an output folder, and put right what a killed writer left.

    Whoever reads what it is going to write does so after this, so that of two writers
    the later one writes the later state. Missing parent folders are created, and
    removed again if nothing was written.

    Raises:
        UsageError: If the path is a file, or another process is writing the folder.
    """
    folder = _resolved_folder(folder)
    with _reported(folder):
        created = _create_parents(folder)
    try:
        with _lock(folder):
            with _reported(folder):
                _recover(folder)
            yield OutputFolder(folder)
    finally:
        for parent in created:
            with suppress(OSError):  # not empty: something was written
                parent.rmdir()


def write_set(folder: Path, files: Mapping[str, bytes], command: str = _BUILD) -> None:
    """Replace a folder by files and their manifest; see `OutputFolder.replace`."""
    with output_folder(folder) as output:
        output.replace(files, command=command)


def add_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write some files of a folder and leave its others as they are.

    The manifest of the folder, or of the set that the folder is a part of, then lists
    the files.

    Raises:
        UsageError: If one of the files exists and is not inspectgraph's, or if the folder would
            become a new part of a set; nothing has changed then.
    """
    folder = _resolved_folder(folder)
    with output_folder(_covering(folder)) as output:
        root = output.path
        with _reported(root):
            manifest = read_manifest(root) or Manifest({}, command="")
            new = _paths_in(root, manifest, folder, files)
            for path, content in new.items():
                _check_file(root / path, content, manifest.listed.get(path, ()))
        # A killed writer must not leave files that no manifest lists: both digests,
        # until all is written.
        both = {
            path: {*manifest.listed.get(path, ()), *own}
            for path, own in digests(new).items()
        }
        _write_manifest(root, manifest, both)
        for path, content in new.items():
            write_file(root / path, content)
        _write_manifest(root, manifest, digests(new))


def write_file(file: Path, content: bytes) -> None:
    """Write one file. A regular file is replaced in one step, so that a killed writer leaves the old one.

    A link is followed. A pipe or a terminal is written to.

    Raises:
        UsageError: If it is a folder or a disk, or cannot be written.
    """
    with _reported(file):
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


def recover(folder: Path) -> None:
    """Put back a folder that a killed writer had renamed, and remove what such writers left.

    Readers may call this: it waits for a writer that is alive, and does nothing where
        nothing is
    to be done.

    Raises:
        UsageError: If another process is writing the folder, or the folder cannot be put back.
    """
    folder = _resolved_folder(folder)
    if _sibling(folder, "old").is_dir():
        with _lock(folder), _reported(folder):
            _recover(folder)


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Say in a sentence why something cannot be written."""
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


# Folders


def _resolved_folder(folder: Path) -> Path:
    """Return a folder with its links followed; refuse what cannot be an output folder."""
    with _reported(folder):
        resolved = folder.resolve()
        if resolved.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if not resolved.name:
            raise UsageError(
                "not-a-folder", f"{folder} is the root folder; give a folder in it"
            )
        if resolved.exists() and not resolved.is_dir():
            raise UsageError("not-a-folder", f"{folder} is not a folder; give a folder")
    return resolved


def _sibling(folder: Path, purpose: str) -> Path:
    """Return a path next to a folder for the work of its writers; nobody else has such a name."""
    return folder.with_name(f".{folder.name}.inspectgraph-{purpose}")


def _lock(folder: Path) -> AbstractContextManager[None]:
    return lock_file(_sibling(folder, "lock"), folder)


def _create_parents(folder: Path) -> list[Path]:
    """Create the missing parents of a folder; return them, the innermost first."""
    missing = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _recover(folder: Path) -> None:
    """Do what `recover` does; the lock is held."""
    old = _sibling(folder, "old")
    if old.is_dir():
        if folder.exists():
            _remove(old)
        else:
            old.rename(folder)
    left = re.compile(re.escape(_sibling(folder, "new-").name) + "[0-9a-f]{8}")
    for path in folder.parent.iterdir():
        if left.fullmatch(path.name):
            _remove(path)


def _remove(left: Path) -> None:
    """Remove what a killed writer left: a set that is not complete, or one that was replaced.

    A complete one was in use until that moment, so somebody may have put a file into
    it.
    """
    manifest = read_manifest(left)
    if manifest is not None:
        check_replaceable(left, manifest.listed, {})
    shutil.rmtree(left)


def _covering(folder: Path) -> Path:
    """Return the set that a folder is a part of, or the folder itself."""
    for parent in folder.parents:
        manifest = read_manifest(parent) if os.path.lexists(parent / MANIFEST) else None
        if manifest and manifest.command:
            return parent
    return folder


def _paths_in(
    root: Path, manifest: Manifest, folder: Path, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return files of a folder by their paths in the set that it is a part of."""
    prefix = folder.relative_to(root)
    known = {
        PurePosixPath(_PICTURES),
        *(PurePosixPath(path).parent for path in manifest.listed),
    }
    if manifest.command and PurePosixPath(prefix) not in known:
        found = (
            f"{folder} lies in {root}, which is replaced as a whole; give a folder"
            " outside it"
        )
        raise UsageError("folder-in-use", found)
    return {(prefix / name).as_posix(): content for name, content in files.items()}


def _write_manifest(root: Path, manifest: Manifest, new: Digests) -> None:
    updated = Manifest({**manifest.listed, **new}, manifest.command)
    write_file(root / MANIFEST, updated.render())


def _listed(folder: Path, earlier: Callable[[Path], Digests]) -> Digests:
    """Return the digests of the files that inspectgraph wrote in a folder."""
    manifest = read_manifest(folder)
    return earlier(folder) if manifest is None else manifest.listed


def _check_command(folder: Path, command: str) -> None:
    """Refuse to replace what another command of ours wrote, since a mistyped name might be behind it."""
    manifest = read_manifest(folder)
    if manifest and manifest.command != command:
        writer = manifest.command or "inspectgraph draw"
        message = (
            f"{folder} holds what `{writer}` wrote; give another folder, or delete that"
            " one first"
        )
        raise UsageError("folder-in-use", message)


def _check(folder: Path, listed: Digests, files: Mapping[str, bytes]) -> None:
    if folder.exists():
        check_replaceable(folder, listed, files)


def _check_file(file: Path, content: bytes, listed: Collection[str]) -> None:
    """Refuse to replace a file of somebody else's."""
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise refuse(file, changed=False)
    found = file.read_bytes()
    if found != content and not is_listed(found, listed):
        raise refuse(file, changed=bool(listed))


def _write_new(
    fresh: Path, files: Mapping[str, bytes], old: Path, command: str
) -> None:
    """Write a set into a new folder, with the modes and owners of what it replaces."""
    fresh.mkdir()
    _copy_rights(old, fresh)
    for name, content in files.items():
        for parent in reversed(Path(name).parents[:-1]):
            if not (fresh / parent).exists():
                (fresh / parent).mkdir()
                _copy_rights(old / parent, fresh / parent)
        _write(fresh / name, content)
        _copy_rights(old / name, fresh / name)
    # Under another name first: where there is a manifest, it is complete, and so is the
    # set.
    _write(fresh / f".{MANIFEST}", Manifest(digests(files), command).render())
    (fresh / f".{MANIFEST}").replace(fresh / MANIFEST)
    _copy_rights(old / MANIFEST, fresh / MANIFEST)


def _write(file: Path, content: bytes) -> None:
    """Write a new file and see it onto the disk."""
    with file.open("xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _copy_rights(old: Path, new: Path) -> None:
    """Give a new file or folder the owner and the mode of the one that it replaces, if any."""
    with suppress(FileNotFoundError, NotADirectoryError):
        _set_rights(new, old.stat())


def _set_rights(new: Path, found: os.stat_result) -> None:
    """Set owner and mode; a user who may not give files away keeps the group, if possible."""
    if hasattr(os, "chown"):
        for owner, group in ((found.st_uid, -1), (-1, found.st_gid)):
            with suppress(PermissionError):
                os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(found.st_mode))


def _exchange_checked(
    folder: Path, fresh: Path, listed: Digests, files: Mapping[str, bytes]
) -> None:
    """Put the new folder in place; take it back if somebody put a file in the old one meanwhile."""
    aside = _replace(folder, fresh)
    if aside is None:
        return
    try:
        check_replaceable(aside, listed, files)
    except BaseException:
        _put_back(folder, fresh, aside)
        raise
    if aside != fresh:
        shutil.rmtree(aside)


def _replace(folder: Path, fresh: Path) -> Path | None:
    """Put the new folder in place; return where the old one is now, or None if there was none."""
    if not folder.exists():
        fresh.rename(folder)
        return None
    if _exchange(folder, fresh):
        return fresh
    aside = _sibling(folder, "old")
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
    """Exchange the names of two folders in one step, where the system can; return whether it did."""
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


# Files


def _descriptor(file: Path) -> int | None:
    """Return a copy of the descriptor that a path like /dev/stdout names, else None.

    To open such a path anew would cut off a file that standard output is appended to.
    """
    match = _DESCRIPTOR.fullmatch(os.fspath(file))
    if match is None or os.name == "nt":
        return None
    return os.dup(int(match[1] or {"stdout": 1, "stderr": 2}[match[2]]))


def _send(descriptor: int, content: bytes) -> None:
    """Write to an open pipe, terminal or file, and close it."""
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)


def _replace_file(file: Path, content: bytes) -> None:
    """Replace a regular file by way of a temporary one, which is locked while it is written."""
    if file.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if file.exists() and not os.access(file, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = _sibling(file, "new")
    descriptor = acquire(temporary, file)
    try:
        _fill(descriptor, content)
        _copy_rights(file, temporary)
        if os.name == "nt":  # an open file cannot be renamed there
            os.close(descriptor)
            descriptor = -1
        temporary.replace(file)
    except BaseException:
        release(descriptor, temporary)
        raise
    if descriptor >= 0:
        os.close(descriptor)


def _fill(descriptor: int, content: bytes) -> None:
    """Give an open file this content, and see it onto the disk."""
    os.ftruncate(descriptor, 0)
    with os.fdopen(os.dup(descriptor), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
