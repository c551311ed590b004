"""Write folders so that nothing is lost: not the old state, and no file of anybody else.

A folder is written as one set: first under another name, then both change places (see
`exchange`). A writer that is killed at any moment leaves the old set or the new set
whole, never a mixture; `recover` puts the old one back if the writer was killed between
two steps.

One writer at a time holds the lock of a folder, and a folder is replaced only if its
manifest shows that inspectgraph wrote every file in it (see `manifest`).
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from inspectgraph.files.exchange import exchange_checked, write_new_set
from inspectgraph.files.locks import lock_file
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
from inspectgraph.files.output_file import reported, sibling, write_file
from inspectgraph.model.errors import UsageError

__all__ = [
    "OutputFolder",
    "add_files",
    "output_folder",
    "recover",
    "write_set",
]

_BUILD = "inspectgraph build"
#: The part of a published set that `draw` may write on its own.
_PICTURES = "pictures"


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
        with reported(self.path):
            _check_command(self.path, command)
            listed = _listed(self.path, earlier)
            _check(self.path, listed, files)
            fresh = sibling(self.path, f"new-{secrets.token_hex(4)}")
            try:
                write_new_set(fresh, files, self.path, command)
                exchange_checked(self.path, fresh, listed, files)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)

    def unchanged(
        self, earlier: Callable[[Path], Digests] = _nothing_earlier
    ) -> dict[str, bytes]:
        """Return the files that inspectgraph wrote and nobody changed since, by path."""
        with reported(self.path):
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
    with reported(folder):
        created = _create_parents(folder)
    try:
        with _lock(folder):
            with reported(folder):
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
        with reported(root):
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


def recover(folder: Path) -> None:
    """Put back a folder that a killed writer had renamed, and remove what such writers left.

    Readers may call this: it waits for a writer that is alive, and does nothing where
        nothing is
    to be done.

    Raises:
        UsageError: If another process is writing the folder, or the folder cannot be put back.
    """
    folder = _resolved_folder(folder)
    if sibling(folder, "old").is_dir():
        with _lock(folder), reported(folder):
            _recover(folder)


def _resolved_folder(folder: Path) -> Path:
    """Return a folder with its links followed; refuse what cannot be an output folder."""
    with reported(folder):
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


def _lock(folder: Path) -> AbstractContextManager[None]:
    return lock_file(sibling(folder, "lock"), folder)


def _create_parents(folder: Path) -> list[Path]:
    """Create the missing parents of a folder; return them, the innermost first."""
    missing = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _recover(folder: Path) -> None:
    """Do what `recover` does; the lock is held."""
    old = sibling(folder, "old")
    if old.is_dir():
        if folder.exists():
            _remove(old)
        else:
            old.rename(folder)
    left = re.compile(re.escape(sibling(folder, "new-").name) + "[0-9a-f]{8}")
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
        if not os.path.lexists(parent / MANIFEST):
            continue
        manifest = read_manifest(parent)
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
    """Refuse to replace files that another command wrote: the name may be mistyped."""
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
    if found == content or is_listed(found, listed):
        return
    was_ours = bool(listed)
    raise refuse(file, changed=was_ours)
