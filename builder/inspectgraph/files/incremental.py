"""Write a large output folder file by file: only files that changed are written.

The changed files are first written next to the folder. When all are there, they are
moved into the folder, and listed files that no longer belong are removed. So an error
on the way changes nothing. Files that the manifest does not list are never touched.
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
        staged: The folder next to it that holds changed files until all are written.
        listed: The digests that the manifest lists, by path.
        present: The digest of each listed file that the folder has.
        new: The digest of each file added so far.
        written: The number of added files that are new or changed.
        removed: The number of listed files that were removed; known at the end.
    """

    root: Path
    staged: Path
    listed: Digests
    present: dict[str, str]
    new: dict[str, str] = field(default_factory=dict)
    written: int = 0
    removed: int = 0

    def add(self, path: str, content: bytes) -> None:
        """Add a file by its path in the folder.

        Raises:
            UsageError: If the folder has another file of this name that inspectgraph did
                not write.
            ValueError: If a file of this path was added before.
        """
        self.record(path, self.stage(path, content))

    def stage(self, path: str, content: bytes) -> str:
        """Write a file next to the folder if it has changed, and return its digest.

        `stage` and `record` may run in different processes.

        Raises:
            UsageError: If the folder has another file of this name that inspectgraph did
                not write.
        """
        digest = sha256(content).hexdigest()
        if self.present.get(path) == digest:
            return digest
        if path not in self.present:
            self._check_free(path)
        target = self.staged / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        return digest

    def record(self, path: str, digest: str) -> None:
        """Note that a file, which `stage` has written, belongs to the folder.

        Raises:
            ValueError: If a file of this path was added before.
        """
        if path in self.new:
            raise ValueError(path)
        self.new[path] = digest
        self.written += self.present.get(path) != digest

    def keep(self, path: str) -> None:
        """Keep a listed file that is not added in this run."""
        self.new.setdefault(path, self.present[path])

    def _check_free(self, path: str) -> None:
        """Raise `UsageError` if a folder or a foreign file is in the place of a file."""
        for place in (path, *map(str, PurePosixPath(path).parents)):
            found = self.root / place
            is_known = place in self.present or (place != path and found.is_dir())
            if os.path.lexists(found) and not is_known:
                raise refuse(found, changed=False)

    def finish(self, command: str) -> None:
        """Move the changed files into the folder, and remove files that were not added."""
        self.root.mkdir(exist_ok=True)
        old = [path for path in self.present if path not in self.new]
        if not self.written and not old and (self.root / MANIFEST).is_file():
            return
        both = {path: {*self.listed.get(path, ())} for path in self.listed}
        for path, value in self.new.items():
            both.setdefault(path, set()).add(value)
        # A writer that is killed here leaves no file that the manifest does not list.
        self._write_manifest(both, command)
        for path in old:
            _remove(self.root, path)
        for path in self._staged_paths():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.staged / path).replace(target)
        self.removed = len(old)
        self._write_manifest(
            {path: {value} for path, value in self.new.items()}, command
        )

    def _staged_paths(self) -> Iterator[str]:
        """Yield the paths of the changed files."""
        for path in self.new:
            if self.present.get(path) != self.new[path]:
                yield path

    def _write_manifest(self, listed: Digests, command: str) -> None:
        manifest = Manifest(listed, command, keeps_others=True)
        write_file(self.root / MANIFEST, manifest.render())


@contextmanager
def changed_files(folder: Path, command: str) -> Iterator[ChangedFiles]:
    """Write the files of a folder again, and keep the files of others.

    Nothing changes if the context ends with an error.

    Args:
        folder: The output folder.
        command: The command that writes it. Only this command may write it later.

    Raises:
        UsageError: If the folder holds files but no manifest, if another command wrote
            it, if a listed file was changed, or if it cannot be written.
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
    """Return the digests that the manifest lists, or none for a new folder."""
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

    Raise `UsageError` if somebody changed one of them.
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
    """Remove a file, and the folders that are then empty."""
    (root / path).unlink()
    for parent in PurePosixPath(path).parents:
        if str(parent) == ".":
            return
        with suppress(OSError):  # the folder is not empty
            (root / parent).rmdir()
