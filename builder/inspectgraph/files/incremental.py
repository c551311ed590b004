"""Write a large output folder file by file, and skip files that have not changed.

The changed files are first written next to the folder. After the last file is written,
the changed files are moved into the folder, and old files are removed. An error before
the move changes nothing. Files outside the manifest are never touched.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from inspectgraph.files.atomic import check_command, output_folder
from inspectgraph.files.manifest import (
    MANIFEST,
    Digests,
    Manifest,
    is_listed,
    read_manifest,
    refuse,
)
from inspectgraph.files.output_file import reported, sibling, write_file
from inspectgraph.model.errors import UsageError

__all__ = ["ChangedFiles", "changed_files"]


@dataclass(slots=True)
class ChangedFiles:
    """The files of an output folder that are being written again.

    Attributes:
        root: The folder.
        staged: The temporary folder next to `root`. It contains the changed files until
            all of them are written.
        listed: The digests in the manifest, keyed by path.
        present: The digest of each listed file that exists.
        new: The digest of each file added so far.
        written: The number of added files that are new or changed.
        removed: The number of listed files that were removed. It is known only at the
            end.
        made: The folders that were made in `staged`, as paths relative to `staged`.
        free: The paths of folders in `root` in which new files can be written. These
            folders were checked for files of other programs.
    """

    root: Path
    staged: Path
    listed: Digests
    present: dict[str, str]
    new: dict[str, str] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    made: set[str] = field(default_factory=set)
    free: set[str] = field(default_factory=set)

    def add(self, path: str, content: bytes) -> None:
        """Add a file to the folder.

        Raises:
            UsageError: If the folder already has a file of this name that inspectgraph
                did not write.
            ValueError: If a file with this path was added before.
        """
        self.record(path, self.stage(path, content))

    def stage(self, path: str, content: bytes) -> str:
        """Write a new or changed file to the temporary folder; return the digest.

        An unchanged file is not written. The caller then passes the digest to `record`.
        The two calls may be in different processes.

        Raises:
            UsageError: If the folder already has a file of this name that inspectgraph
                did not write.
        """
        digest = sha256(content).hexdigest()
        if self.present.get(path) == digest:
            return digest
        if path not in self.present:
            self._check_free(path)
        folder = path.rpartition("/")[0]
        if folder not in self.made:
            (self.staged / folder).mkdir(parents=True, exist_ok=True)
            self.made.add(folder)
        (self.staged / path).write_bytes(content)
        return digest

    def record(self, path: str, digest: str) -> None:
        """Record that a file belongs to the folder.

        `digest` is the result of `stage` for this file.

        Raises:
            ValueError: If a file with this path was added before.
        """
        if path in self.new:
            raise ValueError(path)
        self.new[path] = digest
        self.written += self.present.get(path) != digest

    def keep(self, path: str) -> None:
        """Keep a file that the manifest lists, even if this run does not add it."""
        self.new.setdefault(path, self.present[path])

    def _check_free(self, path: str) -> None:
        """Raise `UsageError` if a new file cannot be written at a path.

        This error is raised in two cases:

        - The path belongs to a folder, or to a file that the manifest does not list.
        - The path of a parent folder belongs to a file that the manifest does not list.
        """
        folder = path.rpartition("/")[0]
        places = [path]
        if folder not in self.free:
            places += map(str, PurePosixPath(path).parents)
        for place in places:
            found = self.root / place
            is_known = place in self.present or (place != path and found.is_dir())
            if os.path.lexists(found) and not is_known:
                raise refuse(found, changed=False)
        self.free.add(folder)

    def finish(self, command: str) -> None:
        """Move the changed files into the folder, and remove old files.

        An old file is a file that the manifest lists, but that this run has not added
        or kept.
        """
        self.root.mkdir(exist_ok=True)
        old = [path for path in self.present if path not in self.new]
        if not self.written and not old and (self.root / MANIFEST).is_file():
            return
        # A writer that is killed here leaves no file that the manifest does not list.
        self._write_manifest({**self.listed, **self._both()}, command)
        for path in old:
            _remove(self.root, path)
        if self.staged.is_dir():
            _move_into(self.staged, self.root)
        self.removed = len(old)
        self._write_manifest(
            {path: (value,) for path, value in self.new.items()}, command
        )

    def _both(self) -> Digests:
        """Return the old and the new digests of each added file, keyed by path.

        The old digests are in the old manifest. The new digest is computed from the new
        content. While the files are moved, the manifest lists the old and the new
        digests.
        """
        return {
            path: tuple({*self.listed.get(path, ()), value})
            for path, value in self.new.items()
        }

    def _write_manifest(self, listed: Digests, command: str) -> None:
        manifest = Manifest(listed, command, keeps_others=True)
        write_file(self.root / MANIFEST, manifest.render())


@contextmanager
def changed_files(folder: Path, command: str) -> Iterator[ChangedFiles]:
    """Provide an object that writes the changed files of an output folder.

    Files of other programs are not changed. If the `with` block ends with an error, the
    folder is not changed.

    Args:
        folder: The output folder.
        command: The command that writes the folder. Only this command may write the
            folder later.

    Raises:
        UsageError: If the folder has files but no manifest, if another command wrote
            the folder, if a listed file was changed, or if the folder cannot be
            written.
    """
    with output_folder(folder) as output:
        root = output.path
        staged = sibling(root, f"new-{secrets.token_hex(4)}")
        try:
            with reported(root):
                listed = _listed(root, command)
                files = ChangedFiles(root, staged, listed, _present(root, listed))
                yield files
                files.finish(command)
        finally:
            shutil.rmtree(staged, ignore_errors=True)


def _listed(root: Path, command: str) -> Digests:
    """Return the digests in the manifest of a folder, or no digests for a new folder."""
    check_command(root, command)
    manifest = read_manifest(root)
    if manifest is not None:
        return manifest.listed
    for entry in sorted(root.iterdir()) if root.exists() else ():
        if not entry.name.startswith("."):
            message = (
                f"{root} contains {entry.name}, which inspectgraph did not write; give an"
                " empty or a new folder"
            )
            raise UsageError("folder-in-use", message)
    return {}


def _present(root: Path, listed: Digests) -> dict[str, str]:
    """Return the digest of each listed file that exists.

    Raise `UsageError` if somebody changed one of these files.
    """
    found: dict[str, str] = {}
    for path, values in listed.items():
        file = root / path
        if not os.path.lexists(file):
            continue
        content = file.read_bytes() if file.is_file() else b""
        if file.is_symlink() or not is_listed(content, values):
            raise refuse(file, changed=True)
        found[path] = sha256(content).hexdigest()
    return found


def _remove(root: Path, path: str) -> None:
    """Remove a file, and then its parent folders if they are empty."""
    (root / path).unlink()
    for parent in PurePosixPath(path).parents:
        if str(parent) == ".":
            return
        with suppress(OSError):  # the folder is not empty
            (root / parent).rmdir()


def _move_into(source: Path, target: Path) -> None:
    """Move the entries of a folder into another folder, and replace files there.

    If an entry is a folder and `target` has an entry of the same name, the content of
    the folder is moved entry by entry. Any other entry is moved as a whole.
    """
    for entry in source.iterdir():
        place = target / entry.name
        if entry.is_dir() and os.path.lexists(place):
            _move_into(entry, place)
        else:
            entry.replace(place)
