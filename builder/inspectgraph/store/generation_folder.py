"""Write and remove the folder of a store on disk.

A process fills a folder that has a temporary name, and renames the folder when the
store is complete. So a killed process leaves no incomplete store.
"""

from __future__ import annotations

import binascii
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from inspectgraph.files.locks import lock_file
from inspectgraph.files.output_file import reported

__all__ = [
    "DATABASE",
    "LISTED",
    "NEW",
    "NO_DATA",
    "OLD",
    "READERS",
    "finish",
    "listing",
    "remove",
    "remove_tree",
    "unfinished",
    "writing",
]

DATABASE: Final = "database"
READERS: Final = "readers"
#: The name of the list of a database's files, with which damage is noticed.
LISTED: Final = "files"
NEW: Final = "new-"
OLD: Final = "old-"
#: Files that tell backup programs and Git to leave out a folder.
_MARKS: Final = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n",
    ".gitignore": "*\n",
}
#: The files without data that RocksDB keeps in its folder.
NO_DATA: Final = ("LOG", "LOCK")


@contextmanager
def writing(place: Path, wait: float | None) -> Iterator[None]:
    """Create the folder of the stores on disk if necessary, and lock it for writing."""
    with reported(place):
        place.mkdir(parents=True, exist_ok=True)
    with lock_file(place / "lock", place, wait):
        for name, text in _MARKS.items():
            if not (place / name).exists():
                (place / name).write_text(text, encoding="ascii")
        yield


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """Provide a new folder that has a temporary name, in a `with` block.

    If the folder still has this name at the end of the block, the folder is removed.
    """
    folder = place / f"{NEW}{os.urandom(4).hex()}"
    with reported(place):
        folder.mkdir()
    try:
        yield folder
    finally:
        remove_tree(folder)


def finish(folder: Path, generation: Path) -> Path:
    """Give the complete folder of a store on disk its final name, and return the new path.

    A damaged store that has this name is removed first.
    """
    for name in NO_DATA:
        (folder / DATABASE / name).unlink(missing_ok=True)
    (folder / LISTED).write_bytes(listing(folder / DATABASE))
    (folder / READERS).touch()
    if generation.exists():
        remove(generation)
    return folder.rename(generation)


def listing(database: Path) -> bytes:
    """Return one line for each file of a database: name, size and checksum.

    RocksDB stores the quads in table files, and the names of the table files in a
    list. If the end of the list is missing, RocksDB ignores some table files and
    reports no error. The checksum of the list shows this damage.

    RocksDB itself checks the content of table files. So their checksum is always 0 in
    the result.
    """
    lines = []
    with os.scandir(database) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name in NO_DATA:
                continue
            checksum = 0
            if not entry.name.endswith(".sst"):
                checksum = binascii.crc32(Path(entry.path).read_bytes())
            lines.append(f"{entry.name} {entry.stat().st_size} {checksum:08x}")
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def remove(generation: Path) -> None:
    """Rename the folder of a store, and then remove the folder.

    Because of the new name, no process opens a store that is partly removed.
    """
    old = generation.with_name(f"{OLD}{os.urandom(4).hex()}")
    generation.rename(old)
    remove_tree(old)


def remove_tree(folder: Path) -> None:
    """Remove a folder and its content; files that cannot be removed stay."""
    import shutil  # readers do not need it

    shutil.rmtree(folder, ignore_errors=True)
