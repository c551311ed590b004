"""List the Turtle files in a folder, such as the files of the ontology."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["turtle_files"]


def turtle_files(folder: Traversable, name: str) -> Iterator[tuple[Traversable, str]]:
    """Yield the Turtle files of a folder tree, each with the name that messages use for it.

    Files are sorted by name, but `alignments` and `declarations` come last.

    Args:
        folder: The folder. A folder that does not exist has no files.
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
    """Return a sorting key: by name, with `alignments` and `declarations` last."""
    return entry.name in {"alignments", "declarations"}, entry.name
