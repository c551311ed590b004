"""Write output folders atomically, and keep every file that inspectgraph did not write.

The files of a folder are replaced as one set. The new set is first written to a folder
with another name. Then the two folders exchange their names (see `exchange`). If the
writer is killed, the folder has either the complete old set or the complete new set.
`recover` restores the old set if the writer was killed between two renames.

Only one writer at a time holds the lock of a folder. A folder is replaced only if its
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
    Content,
    Digests,
    Manifest,
    check_replaceable,
    digests,
    is_listed,
    read_manifest,
    refuse,
    signature,
)
from inspectgraph.files.output_file import reported, sibling, write_file
from inspectgraph.model.errors import UsageError

__all__ = [
    "OutputFolder",
    "add_files",
    "check_command",
    "output_folder",
    "recover",
    "write_set",
]

_BUILD = "inspectgraph build"
#: The subfolder of a published set in which `inspectgraph draw` may add files.
_PICTURES = "pictures"


def _nothing_earlier(_folder: Path) -> Digests:
    """Return an empty mapping, as the default of the argument `earlier`.

    By default, a folder without a manifest has no files of an earlier release.
    """
    return {}


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """An output folder that is locked by this process.

    `path` is the path of the folder, with symbolic links resolved.
    """

    path: Path

    def replace(
        self,
        files: Mapping[str, Content],
        earlier: Callable[[Path], Digests] = _nothing_earlier,
        command: str = _BUILD,
        untouched: bytes = b"",
    ) -> None:
        """Replace the contents of the folder with new files and their manifest.

        Old files that are not among the new files are removed.

        Args:
            files: The content of each file, keyed by its path in the folder.
            earlier: A function for a folder that has no manifest. It returns the
                digests of the files that an earlier release of inspectgraph wrote
                there.
            command: The command that writes the set. Only this command may replace the
                set later.
            untouched: The signature of the folder (see `signature`) at a time when all
                files matched the manifest. If the signature is still the same, the
                files are not read.

        Raises:
            UsageError: If the folder has a file that inspectgraph did not write, if
                another command wrote the folder, or if the folder cannot be written. In
                these cases, no file is changed.
        """
        with reported(self.path):
            check_command(self.path, command)
            listed = _listed(self.path, earlier)
            if not untouched or signature(self.path) != untouched:
                _check(self.path, listed, files)
            fresh = sibling(self.path, f"new-{secrets.token_hex(4)}")
            try:
                write_new_set(fresh, files, self.path, command)
                exchange_checked(self.path, fresh, listed, files, untouched)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each file in the manifest of the folder, keyed by path."""
        manifest = read_manifest(self.path)
        if manifest is None:
            return {}
        return {path: min(values) for path, values in manifest.listed.items()}

    def unchanged(
        self, within: str, earlier: Callable[[Path], Digests] = _nothing_earlier
    ) -> dict[str, bytes]:
        """Return the content of each file that matches its digest in the manifest.

        The contents are keyed by path.

        Args:
            within: The beginning of the paths of the wanted files, such as the name of
                a subfolder.
            earlier: The same argument as in `replace`.
        """
        with reported(self.path):
            listed = _listed(self.path, earlier)
            wanted = (path for path in sorted(listed) if path.startswith(within))
            paths = (path for path in wanted if (self.path / path).is_file())
            found = {path: (self.path / path).read_bytes() for path in paths}
        return {
            path: content
            for path, content in found.items()
            if is_listed(content, listed[path])
        }


@contextmanager
def output_folder(folder: Path) -> Iterator[OutputFolder]:
    """Lock an output folder, and repair a folder that a killed writer left incomplete.

    A caller must read its input inside this context. Otherwise a writer that waited for
    the lock might overwrite newer results with older results. Missing parent folders
    are created. At the end, new parent folders that are still empty are removed.

    Raises:
        UsageError: If the path is a file, or if another process has locked the folder.
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
            with suppress(OSError):  # the folder is not empty: files were written
                parent.rmdir()


def write_set(folder: Path, files: Mapping[str, bytes], command: str = _BUILD) -> None:
    """Replace the contents of a folder with new files and their manifest.

    The arguments and errors are those of `OutputFolder.replace`.
    """
    with output_folder(folder) as output:
        output.replace(files, command=command)


def add_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write some files into a folder, and leave its other files unchanged.

    The new files are then listed in the manifest of the folder. If the folder is a
    subfolder of a published set, the manifest of the set lists the new files instead.

    Raises:
        UsageError: If a file to be replaced was not written by inspectgraph, or if the
            folder would be a new subfolder of a published set. No file is changed after
            such an error.
    """
    folder = _resolved_folder(folder)
    with output_folder(_covering(folder)) as output:
        root = output.path
        with reported(root):
            manifest = read_manifest(root) or Manifest({}, command="")
            new = _paths_in(root, manifest, folder, files)
            for path, content in new.items():
                _check_file(root / path, content, manifest.listed.get(path, ()))
        # A killed writer must not leave a file whose digest no manifest lists. So the
        # manifest lists the old and the new digests until all files are written.
        both = {
            path: {*manifest.listed.get(path, ()), *own}
            for path, own in digests(new).items()
        }
        _write_manifest(root, manifest, both)
        for path, content in new.items():
            write_file(root / path, content)
        _write_manifest(root, manifest, digests(new))


def recover(folder: Path) -> None:
    """Repair an output folder after its writer was killed, and remove temporary files.

    If the old folder has only its temporary name, the function restores the usual name.
    Readers may call this function too. The function waits for a writer that is still
    running. If there is nothing to repair, the function does nothing.

    Raises:
        UsageError: If another process is writing the folder, or if the folder cannot be
            restored.
    """
    folder = _resolved_folder(folder)
    if sibling(folder, "old").is_dir():
        with _lock(folder), reported(folder):
            _recover(folder)


def _resolved_folder(folder: Path) -> Path:
    """Return the path of an output folder with its symbolic links resolved."""
    with reported(folder):
        resolved = folder.resolve()
        if resolved.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if not resolved.name:
            raise UsageError(
                "not-a-folder", f"{folder} is the root folder; give another folder"
            )
        if resolved.exists() and not resolved.is_dir():
            raise UsageError("not-a-folder", f"{folder} is not a folder; give a folder")
    return resolved


def _lock(folder: Path) -> AbstractContextManager[None]:
    """Return a context manager that locks an output folder."""
    return lock_file(sibling(folder, "lock"), folder)


def _create_parents(folder: Path) -> list[Path]:
    """Create the missing parent folders of a folder, and return them, the innermost first."""
    missing = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    return missing


def _recover(folder: Path) -> None:
    """Restore a folder and remove temporary files, as described for `recover`.

    The caller must have locked the folder.
    """
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
    """Remove a folder that a killed writer left behind.

    The folder has incomplete new files, or old files that were already replaced. A
    folder with a manifest was in use before, so somebody may have added a file to it.
    Raise `UsageError` if a folder with a manifest has a file that inspectgraph did not
    write.
    """
    manifest = read_manifest(left)
    if manifest is not None:
        check_replaceable(left, manifest.listed, {})
    shutil.rmtree(left)


def _covering(folder: Path) -> Path:
    """Return the published set that contains a folder, or the folder itself.

    A published set is a parent folder whose manifest names the command that wrote it.
    """
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
    """Return the new files of a folder, keyed by their paths relative to `root`.

    Raises:
        UsageError: If `root` is a published set, and its manifest lists no file in
            `folder`. The subfolder `pictures` is always allowed.
    """
    prefix = folder.relative_to(root)
    known = {
        PurePosixPath(_PICTURES),
        *(PurePosixPath(path).parent for path in manifest.listed),
    }
    if manifest.command and PurePosixPath(prefix) not in known:
        found = (
            f"{folder} lies in {root}, and a new run replaces everything in {root}; give a"
            " folder in another place"
        )
        raise UsageError("folder-in-use", found)
    return {(prefix / name).as_posix(): content for name, content in files.items()}


def _write_manifest(root: Path, manifest: Manifest, new: Digests) -> None:
    """Write a manifest in which new digests replace the old digests of the same files."""
    listed = {**manifest.listed, **new}
    updated = Manifest(listed, manifest.command, manifest.keeps_others)
    write_file(root / MANIFEST, updated.render())


def _listed(folder: Path, earlier: Callable[[Path], Digests]) -> Digests:
    """Return the digests of the files that inspectgraph wrote in a folder, keyed by path."""
    manifest = read_manifest(folder)
    return earlier(folder) if manifest is None else manifest.listed


def check_command(folder: Path, command: str) -> None:
    """Raise `UsageError` if a folder was written by another command.

    This check protects the output of other commands if a folder name is mistyped.
    """
    manifest = read_manifest(folder)
    if manifest and manifest.command != command:
        writer = manifest.command or "inspectgraph draw"
        message = (
            f"{folder} contains the output of `{writer}`; give another folder, or delete"
            " this folder first"
        )
        raise UsageError("folder-in-use", message)


def _check(folder: Path, listed: Digests, files: Mapping[str, Content]) -> None:
    """Raise `UsageError` if a folder exists and must not be replaced."""
    if folder.exists():
        check_replaceable(folder, listed, files)


def _check_file(file: Path, content: bytes, listed: Collection[str]) -> None:
    """Raise `UsageError` if a file exists and was not written by inspectgraph."""
    if not os.path.lexists(file):
        return
    if not file.is_file():
        raise refuse(file, changed=False)
    found = file.read_bytes()
    if found == content or is_listed(found, listed):
        return
    was_ours = bool(listed)
    raise refuse(file, changed=was_ours)
