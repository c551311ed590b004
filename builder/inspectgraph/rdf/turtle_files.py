"""List the Turtle files of a folder: of the ontology, its schemes or the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["turtle_files"]


def turtle_files(folder: Traversable, name: str) -> Iterator[tuple[Traversable, str]]:
    """Yield each Turtle file of a folder and its subfolders, with its name in messages.

    Files come in order of their names; own terms come before `alignments` and `declarations`.

    Args:
        folder: The folder. One that does not exist has no files.
        name: The name of the folder in messages.
    """
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=_rank):
        if entry.is_dir():
            yield from turtle_files(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(".ttl"):
            yield entry, f"{name}/{entry.name}"


def _rank(entry: Traversable) -> tuple[bool, str]:
    return entry.name in {"alignments", "declarations"}, entry.name
